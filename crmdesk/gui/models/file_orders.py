"""The orders of one customer with what belongs to them unfolded below: payments, returns, invoices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from PySide6.QtCore import Qt, Signal

from crmdesk.core.orders import ORDERED
from crmdesk.core.sales import GoodsReturn, Invoice, Order, Payment
from crmdesk.core.sales_lists import OrderRow
from crmdesk.gui.models.columns_table import Index
from crmdesk.gui.models.orders import OFFER, OrdersTable
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.badges import Badge

NUMBER, DATE, WHAT, AMOUNT, PAID, DUE, STATE = range(7)
DEPTH_ROLE = int(Qt.ItemDataRole.UserRole) + 41
FOLD_ROLE = DEPTH_ROLE + 1
Thing = OrderRow | Payment | GoodsReturn | Invoice
_DOT = " · "


class Sales(Struct, frozen=True):
    """Everything about one customer's orders that was read. `payments`: all of them; `wholes`: of unfolded orders."""

    rows: Sequence[OrderRow] = ()
    payments: Sequence[Payment] = ()
    wholes: Mapping[int, Order] = field(default_factory=dict)


class Entry(Struct, frozen=True):
    """A row: an order, what belongs to none, or (`under` an order) what belongs to it."""

    thing: Thing
    under: int | None = None

    @property
    def key(self) -> tuple[str, int]:
        return type(self.thing).__name__, self.thing.id


class FileOrders(PlainTable[Entry]):
    """`unfold_asked`: an order whose payments, returns and invoices are to be read."""

    unfold_asked = Signal(int)
    figures = (AMOUNT, PAID, DUE)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._look = OrdersTable(ui, self)
        self._sales = Sales()
        self._paid: set[int] = set()
        self.unfolded: set[int] = set()

    # What it shows

    def show(self, sales: Sales) -> None:
        """These orders, the newest first; what was unfolded stays so."""
        self._sales = sales
        self._paid = {one.order_id for one in sales.payments if one.order_id is not None}
        self.unfolded &= {row.id for row in sales.rows}
        self._lay()

    def _lay(self) -> None:
        loose: list[Thing] = [one for one in self._sales.payments if one.order_id is None]
        top: list[Thing] = sorted([*self._sales.rows, *loose], key=lambda one: one.date, reverse=True)
        lines: list[Entry] = []
        for thing in top:
            lines.append(Entry(thing))
            if isinstance(thing, OrderRow) and thing.id in self.unfolded:
                lines += [Entry(each, thing.id) for each in self._below(thing.id)]
        self.show_lines(lines)

    def _below(self, order_id: int) -> list[Thing]:
        whole = self._sales.wholes.get(order_id)
        if whole is None:
            return []
        found: list[Thing] = [*whole.payments, *whole.returns, *whole.invoices]
        return sorted(found, key=lambda one: one.date)

    def folds(self, entry: Entry) -> bool:
        """Whether an order has something to be unfolded."""
        thing = entry.thing
        return isinstance(thing, OrderRow) and bool(thing.id in self._paid or thing.returned or thing.invoiced)

    def unfold(self, order_id: int, whether: bool) -> None:
        """Show what belongs to an order, or hide it."""
        if whether == (order_id in self.unfolded):
            return
        if not whether:
            self.unfolded.discard(order_id)
            self._lay()
            return
        self.unfolded.add(order_id)
        if order_id in self._sales.wholes:
            self._lay()
        else:
            self.unfold_asked.emit(order_id)

    # What stands in it

    def headings(self) -> Sequence[str]:
        _, label = self._ui.words.gettext, self._ui.words.label
        fields = self._ui.desk.fields("sales_order")
        sums = (label(fields[key].label) for key in ("amount", "paid", "due", "state"))
        return (_("Number"), _("Date"), _("What"), *sums)

    def text(self, line: Entry, column: int) -> str:
        thing = line.thing
        if column == DATE:
            return self._ui.words.date(thing.date)
        if isinstance(thing, OrderRow):
            return self._of_order(thing, column)
        if isinstance(thing, Payment):
            return self._of_payment(thing, column)
        return self._of_return(thing, column) if isinstance(thing, GoodsReturn) else self._of_invoice(thing, column)

    def _of_order(self, row: OrderRow, column: int) -> str:
        money = self._ui.words.money
        if column == NUMBER:
            return row.number
        if column == WHAT:
            return self._look.text(row, 3)
        if column == AMOUNT:
            return money(row.payable if row.state == ORDERED else row.amount)
        if column == STATE:
            return self._look.state(row).text
        value = row.paid if column == PAID else row.due
        return money(value) if value else ""

    def _of_payment(self, one: Payment, column: int) -> str:
        fields = self._ui.desk.fields("payment")
        if column == WHAT:
            parts = [self._ui.shown(fields["kind"], one.kind), self._ui.shown(fields["method"], one.method)]
            parts += [self._ui.masking.text(one.reference), self._ui.masking.text(one.notes)]
            return _DOT.join(" ".join(part.split()) for part in parts if part)
        if column == PAID:
            return self._ui.words.money(one.received)
        if column == STATE and one.order_id is None:
            return self._ui.words.gettext("For no order")
        return one.number if column == NUMBER else ""

    def _of_return(self, one: GoodsReturn, column: int) -> str:
        if column == WHAT:
            names = ("、" if self._ui.words.chinese else ", ").join(line.name for line in one.lines)
            told = self._ui.words.gettext("Return of {products}").format(products=names)
            return _DOT.join(part for part in (told, self._ui.masking.text(one.reason)) if part)
        if column == AMOUNT:
            return self._ui.words.money(-one.amount)
        return one.number if column == NUMBER else ""

    def _of_invoice(self, one: Invoice, column: int) -> str:
        if column == WHAT:
            kind = self._ui.shown(self._ui.desk.fields("invoice")["kind"], one.kind)
            parts = (kind or self._ui.words.gettext("Invoice"), self._ui.words.money(one.amount))
            return _DOT.join((*parts, *filter(None, (self._ui.masking.text(one.notes),))))
        return one.number if column == NUMBER else ""

    def tone(self, line: Entry, column: int) -> str:
        thing = line.thing
        if line.under is not None:
            return "text_2"
        if not isinstance(thing, OrderRow):
            return "text_2" if column in (WHAT, STATE) else "text"
        if thing.state not in (ORDERED, OFFER):
            return "text_2"
        if column == DUE and self._look.overdue(thing):
            return "bad"
        return "text_2" if column == WHAT else "text"

    def badge(self, line: Entry, column: int) -> Badge | None:
        """How an order stands."""
        if column != STATE or not isinstance(line.thing, OrderRow):
            return None
        return self._look.state(line.thing)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line, column = self.lines[index.row()], index.column()
        if role == DEPTH_ROLE:
            return int(line.under is not None)
        if role == FOLD_ROLE:
            return "" if not self.folds(line) else "open" if line.thing.id in self.unfolded else "folded"
        if role == Qt.ItemDataRole.ToolTipRole and column == DUE and isinstance(line.thing, OrderRow):
            return self._owed_since(line.thing)
        return super().data(index, role)

    def _owed_since(self, row: OrderRow) -> str:
        if row.due_on is None:
            return self.text(Entry(row), DUE)
        told = self._ui.words.gettext("{amount} due on {date}")
        return told.format(amount=self._ui.words.money(row.due), date=self._ui.words.date(row.due_on))
