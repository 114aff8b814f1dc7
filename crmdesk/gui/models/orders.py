"""Orders and payments as tables."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from crmdesk.core.orders import ORDERED
from crmdesk.core.sales import REFUND, Payment
from crmdesk.core.sales_lists import OrderRow
from crmdesk.gui.models.paged import PagedTable, Value
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge
from crmdesk.services import orders, payments

OFFER = "offer"
NUMBER, DATE, CUSTOMER, PRODUCTS, BY, AMOUNT, PAID, DUE, DUE_ON, STATE = range(10)
SORTS = {
    NUMBER: "number", DATE: "date", CUSTOMER: "customer_name", BY: "by", AMOUNT: "amount", PAID: "paid", DUE: "due",
    DUE_ON: "due_on", STATE: "state",
}  # fmt: skip
"""What a column orders by, see `core.sales_lists.Orders`."""


class OrdersTable(PagedTable[OrderRow]):
    """Number, date, customer, what was ordered, who sold it, amounts, from when on they are owed, how it stands."""

    figures = (AMOUNT, PAID, DUE)

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(ui, lambda ids: orders.rows(ui.desk, ids), parent)
        self._today = ui.desk.today()

    def headings(self) -> Sequence[str]:
        fields, label, _ = self.ui.desk.fields("sales_order"), self.ui.words.label, self.ui.words.gettext
        keys = ("", "date", "", "", "by", "amount", "paid", "due", "due_on", "state")
        words = {NUMBER: _("Number"), CUSTOMER: _("Customer"), PRODUCTS: _("Products")}
        return [words[place] if place in words else label(fields[key].label) for place, key in enumerate(keys)]

    def read_again(self) -> None:
        self._today = self.ui.desk.today()
        super().read_again()

    def value(self, row: OrderRow, column: int) -> Value:
        match column:
            case 0:
                return row.number
            case 1:
                return row.date
            case 2:
                return row.customer_name
            case 3:
                return self._products(row)
            case 4:
                return row.by
            case 5:
                return row.payable if row.state == ORDERED else row.amount
            case 6:
                return row.paid or None
            case 7:
                return row.due or None
            case 8:
                return row.due_on
        return self.state(row).text

    def tone(self, row: OrderRow, column: int) -> str:
        if row.state not in (ORDERED, OFFER):
            return "text_2"
        if column in (DUE, DUE_ON) and self.overdue(row):
            return "bad"
        return "text_2" if column in (PRODUCTS, BY) else "text"

    def badge(self, row: OrderRow, column: int) -> Badge | None:
        return self.state(row) if column == STATE else None

    def overdue(self, row: OrderRow) -> bool:
        """Whether something of it is owed since a day that is past."""
        return row.due_on is not None and row.due_on < self._today

    def state(self, row: OrderRow) -> Badge:
        """How it stands, in a word."""
        _ = self.ui.words.gettext
        if row.state == ORDERED:
            held, late = row.hold and row.delivered_on is None, self.overdue(row)
            if held and late:
                return badges.state("bad", _("Overdue, on hold"))
            if held or late:
                return badges.state("bad", _("Payment overdue")) if late else badges.state("warn", _("On hold"))
            if not row.due and row.payable:
                return badges.state("good", _("Paid"), bare=True)
        choice = next(each for each in self.ui.desk.fields("sales_order")["state"].choices if each.key == row.state)
        word = self.ui.words.label(choice.label)
        return badges.chip(word) if row.state == OFFER else Badge(word, bare=True)

    def _products(self, row: OrderRow) -> str:
        if row.lines < 2:
            return row.products
        n = self.ui.words.ngettext
        more = n("{product} and {count} more", "{product} and {count} more", row.lines - 1)
        return more.format(product=row.products, count=self.ui.words.number(row.lines - 1))


P_NUMBER, P_DATE, P_CUSTOMER, P_ORDER, P_KIND, P_AMOUNT, P_METHOD, P_REFERENCE = range(8)
PAYMENT_SORTS = {P_DATE: "date", P_CUSTOMER: "customer_name", P_AMOUNT: "amount", P_METHOD: "method"}


class PaymentsTable(PagedTable[Payment]):
    """Number, day, customer, for which order, payment or refund, amount, how it was paid."""

    figures = (P_AMOUNT,)

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(ui, lambda ids: payments.rows(ui.desk, ids), parent)

    def headings(self) -> Sequence[str]:
        fields, label, _ = self.ui.desk.fields("payment"), self.ui.words.label, self.ui.words.gettext
        keys = ("", "date", "", "sales_order", "kind", "amount", "method", "reference")
        words = {P_NUMBER: _("Number"), P_CUSTOMER: _("Customer")}
        return [words[place] if place in words else label(fields[key].label) for place, key in enumerate(keys)]

    def value(self, row: Payment, column: int) -> Value:
        fields = self.ui.desk.fields("payment")
        match column:
            case 0:
                return row.number
            case 1:
                return row.date
            case 2:
                return row.customer_name
            case 3:
                return row.order_number or self.ui.words.gettext("none, in their favour")
            case 4:
                return self.ui.shown(fields["kind"], row.kind)
            case 5:
                return row.received
            case 6:
                return self.ui.shown(fields["method"], row.method) if row.method else None
        return row.reference

    def tone(self, row: Payment, column: int) -> str:
        if column in (P_KIND, P_AMOUNT) and row.kind == REFUND:
            return "warn"
        quiet = column in (P_KIND, P_METHOD, P_REFERENCE) or (column == P_ORDER and row.order_id is None)
        return "text_2" if quiet else "text"
