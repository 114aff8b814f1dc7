"""The tab Payments: what was received and given back, with its sums."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtWidgets import QMenu

from crmdesk.core.sales import REFUND, Payment
from crmdesk.core.sales_lists import PaymentList
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.models.orders import P_AMOUNT, P_CUSTOMER, P_DATE, PAYMENT_SORTS, PaymentsTable
from crmdesk.gui.pages import orders_foot
from crmdesk.gui.pages.orders_part import FIRST, Part
from crmdesk.gui.pages.orders_table import WorkTable
from crmdesk.gui.pages.orders_tabs import PAYMENTS
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.heads import EmptyState, Fact
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import payments, sales_totals
from crmdesk.services.desk import Desk
from crmdesk.services.sales_totals import PaymentTotals

_WIDTHS = {0: 88, P_DATE: 104, 3: 152, 4: 88, P_AMOUNT: 128, 6: 136, 7: 160}
_PAYMENT = "payment"


class Found(Struct, frozen=True):
    """Ids, and the sums of what they stand for."""

    ids: Sequence[int]
    totals: PaymentTotals


class PaymentsPart(Part):
    """Enter shows the order that was paid, Shift+Enter the customer's file."""

    kinds = frozenset({"payment", "customer"})
    record = "payment"

    def __init__(self, ui: Ui, jobs: Jobs) -> None:
        _ = ui.words.gettext
        super().__init__(ui, jobs, PAYMENTS, search=_("Search payments"), searched=_("Order, customer"))
        self._asked = PaymentList()
        table = WorkTable(
            PaymentsTable(ui, self),
            _WIDTHS,
            shares={P_CUSTOMER: 1},
            name="payments-table",
            label=_("Payments"),
            sorted_by=tuple(PAYMENT_SORTS),
        )
        table.show_order(P_DATE, descending=True)
        table.sort_asked.connect(self._sort)
        self._make_filters()
        empty = EmptyState("", _("Record a payment..."), icon="plus", name="no-payments")
        empty.acted.connect(self.add)
        self.lay_out(table, empty)

    def _make_filters(self) -> None:
        _, label = self.ui.words.gettext, self.ui.words.label
        choices = [(each.key, label(each.label)) for each in self.ui.desk.fields("payment")["method"].choices]
        self.methods = ComboBox(
            [("", _("All ways of paying")), *choices], width=tokens.NORMAL_INPUT, name="payments-methods",
            label=label(self.ui.desk.fields("payment")["method"].label),
        )  # fmt: skip
        self.methods.set_key("")
        self.methods.picked.connect(lambda _key: self.load())
        self.period = SegmentedChoice(
            orders_foot.periods(self.ui), current="all", name="payments-period", label=_("Time")
        )
        self.period.chosen.connect(lambda _key: self.load())
        button = Button(_("Payment..."), icon="plus", icon_tone="accent", name="payments-new")
        button.setToolTip(tip(_("Record a payment"), "Ins"))
        button.clicked.connect(self.add)
        self.head.addWidget(self.methods)
        self.head.addWidget(self.period)
        self.head.addStretch(1)
        self.head.addWidget(button)

    def _sort(self, column: int) -> None:
        key, same = PAYMENT_SORTS[column], PAYMENT_SORTS[column] == self._asked.sort
        descending = not self._asked.descending if same else column != P_CUSTOMER
        self._asked = replace(self._asked, sort=key, descending=descending)
        self.table.show_order(column, descending=descending)
        self.load()

    def listing(self) -> PaymentList:
        """What is listed now."""
        method = self.methods.key()
        return replace(
            self._asked,
            query=self.search.text() if self.search is not None else "",
            methods=(method,) if method else (),
            from_=orders_foot.since(self.period.key(), self.ui.desk.today()),
        )

    def first(self) -> Callable[[Desk], Sequence[int]]:
        asked = self.listing()
        return lambda desk: payments.find(desk, asked, FIRST)

    def ask(self) -> Callable[[Desk], Found]:
        asked = self.listing()

        def read(desk: Desk) -> Found:
            ids = payments.find(desk, asked)
            return Found(ids, sales_totals.of_payments(desk, ids))

        return read

    def answered(self, found: Found) -> None:
        _, money = self.ui.words.gettext, self.ui.words.money
        self.count = len(found.ids)
        self.table.show_ids(found.ids)
        nothing = not (self.find_text() or self.methods.key() or self.period.key() != "all")
        listed = _("Payments of all customers will be listed here.")
        self.empty.set_sentence(listed if nothing else _("No payment is like that."))
        totals = found.totals
        facts = [Fact(_("Money received"), money(totals.received))]
        if totals.refunded:
            facts.append(Fact(_("Given back"), money(totals.refunded), "warn"))
            facts.append(Fact(_("Together"), money(totals.received - totals.refunded)))
        self.show_sums(facts)

    def find_text(self) -> str:
        return self.search.text() if self.search is not None else ""

    def counted(self, count: int) -> str:
        n = self.ui.words.ngettext
        return n("{count} payment", "{count} payments", count).format(count=self.ui.words.number(count))

    def clear(self) -> None:
        self.methods.set_key("")
        self.period.set_key("all")
        super().clear()
        self.load()

    # what is done

    def row(self) -> Payment | None:
        row: Payment | None = self.table.current_row()
        return row

    def open_selected(self) -> None:
        row = self.row()
        if row is None:
            return
        if row.order_id is not None:
            self.ui.bus.open_order.emit(row.order_id)
        else:
            self.open_customer()

    def open_customer(self) -> None:
        if (row := self.row()) is not None:
            self.ui.bus.open_customer.emit(row.customer_id)

    def add(self) -> None:
        self.ui.bus.record_payment.emit(None, None)

    def delete_selected(self) -> None:
        row = self.row() if self.is_one() else None
        if row is None:
            return
        _ = self.ui.words.gettext
        told = _("Refund {number} deleted") if row.kind == REFUND else _("Payment {number} deleted")
        self.write(lambda desk: payments.delete(desk, row.id), told.format(number=row.number))

    def fill_menu(self, menu: QMenu) -> None:
        row = self.row()
        if row is None:
            return
        _, add = self.ui.words.gettext, self.entry
        if row.order_id is not None:
            add(menu, "open", _("&Open the order"), self.open_selected, "Enter", "order")
        add(menu, "customer", _("Customer's &file"), self.open_customer, "Shift+Enter", "person")
        menu.addSeparator()
        add(menu, "copy", _("&Copy"), self.copy_selected, "Ctrl+C", "copy")
        add(menu, "delete", _("&Delete"), self.delete_selected, "Del", "trash")
