"""The orders a figure of the page Insight is made of, in place of what one came from; Esc leads back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from crmdesk.gui.jobs import Job, Jobs
from crmdesk.gui.models.insight_orders import CUSTOMER as R_CUSTOMER
from crmdesk.gui.models.insight_orders import REASON, ReturnsTable
from crmdesk.gui.models.orders import CUSTOMER, PRODUCTS, STATE, OrdersTable
from crmdesk.gui.pages.copied_rows import copy_rows
from crmdesk.gui.pages.orders_foot import Foot
from crmdesk.gui.pages.orders_table import WorkTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton, tip
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.heads import EmptyState, Fact
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.gui.widgets.tables import inset
from crmdesk.services import sales_totals
from crmdesk.services.desk import Desk
from crmdesk.services.sales_totals import OrderTotals

ORDERS, RETURNS = "orders", "returns"
_WIDTHS = {0: 80, 1: 100, 4: 92, 5: 104, 6: 104, 7: 104, 8: 100, STATE: 112}
_OF_RETURNS = {0: 96, 1: 104, 4: 112}


class Behind(Struct, frozen=True):
    """Ids of the orders, of what came back without an order, and the sums of the orders."""

    orders: Sequence[int]
    returns: Sequence[int]
    totals: OrderTotals


class OrdersBehind(Ground):
    """`left`: back to where one came from. Enter opens an order (of a return: the customer's file), Shift+Enter the
    customer's file."""

    left = Signal()
    shown = Signal()

    def __init__(self, ui: Ui, jobs: Jobs, *, name: str, back: str) -> None:
        super().__init__("base", name=name)
        _ = ui.words.gettext
        self._ui, self._jobs = ui, jobs
        self._read: Callable[[Desk], tuple[Sequence[int], Sequence[int]]] | None = None
        self._name = name
        self.back = LinkButton(back, icon="chevron-left", tip_text=tip(_("Back"), "Esc"), name=f"{name}-back")
        self.back.clicked.connect(self.left)
        self.title = ElidedLabel(points=tokens.SECTION, bold=True, name=f"{name}-title")
        self.which = SegmentedChoice(
            [(ORDERS, _("Orders")), (RETURNS, _("Returns without an order"))], current=ORDERS, name=f"{name}-which",
            label=_("What is listed"),
        )  # fmt: skip
        self.which.chosen.connect(self._show_which)
        self.orders = OrdersTable(ui, self)
        self.returns = ReturnsTable(ui, self)
        self.table = WorkTable(
            self.orders, _WIDTHS, shares={CUSTOMER: 3, PRODUCTS: 2}, name=f"{name}-orders", label=_("Orders")
        )
        self.back_table = WorkTable(
            self.returns, _OF_RETURNS, shares={R_CUSTOMER: 1, REASON: 1}, name=f"{name}-returns", label=_("Returns")
        )
        self.sums = Foot(name)
        self.empty = EmptyState(_("There is no order behind this."), name=f"{name}-empty")
        self._lay_out()
        self.table.opened.connect(self._open)
        self.back_table.opened.connect(self._open_customer)
        for table in (self.table, self.back_table):
            table.beside_asked.connect(self._open_customer)
            table.left.connect(self.left)
            table.copy_asked.connect(self.copy)
            table.selection_changed.connect(self.shown)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.BETWEEN)
        head.setSpacing(tokens.AROUND)
        for widget, stretch in ((self.back, 0), (self.title, 1), (self.which, 0)):
            head.addWidget(widget, stretch)
        self.stack = QStackedWidget()
        for page in (self.table, self.back_table, self.empty):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(inset(self.stack), 1)
        column.addWidget(self.sums)

    # What is listed

    def show_orders(self, title: str, read: Callable[[Desk], tuple[Sequence[int], Sequence[int]]]) -> None:
        """What `read` gives on the worker: ids of orders, and of what came back without one."""
        self.title.set_text(title)
        self._read = read
        self.which.set_key(ORDERS)
        self.load()

    def load(self) -> None:
        """Read them anew."""
        read = self._read
        if read is None:
            return

        def work(desk: Desk, _job: Job) -> Behind:
            orders, back = read(desk)
            return Behind(orders, back, sales_totals.of_orders(desk, orders))

        self._jobs.run(self, work, self._answered, self._ui.bus.failed.emit, channel=self._name)

    def _answered(self, found: Behind) -> None:
        _, words, totals = self._ui.words.gettext, self._ui.words, found.totals
        self.table.show_ids(found.orders)
        self.back_table.show_ids(found.returns)
        told = {ORDERS: _("Orders {count}"), RETURNS: _("Returns without an order {count}")}
        for key, count in ((ORDERS, len(found.orders)), (RETURNS, len(found.returns))):
            self.which.set_text(key, told[key].format(count=words.number(count)))
        self.which.setVisible(bool(found.returns))
        if not found.returns:
            self.which.set_key(ORDERS)
        amounts = ((_("Ordered"), totals.payable), (_("Paid"), totals.paid), (_("Still due"), totals.due))
        self.sums.show_facts([Fact(label, words.money(amount)) for label, amount in amounts])
        self._show_which()
        if self.isVisible():
            self.take_keyboard()

    def _show_which(self, _key: str = "") -> None:
        listed = self.shown_table
        self.stack.setCurrentWidget(listed if listed.model().rowCount() else self.empty)
        self.sums.setVisible(listed is self.table and self.stack.currentWidget() is listed)
        self.shown.emit()

    @property
    def shown_table(self) -> WorkTable:
        return self.table if self.which.key() == ORDERS else self.back_table

    # What is done

    def take_keyboard(self) -> None:
        """The list gets it, or the way back."""
        if self.stack.currentWidget() is self.empty:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.shown_table.take_keyboard()

    def customer_in_hand(self) -> int | None:
        return getattr(self.shown_table.current_row(), "customer_id", None)

    def status(self) -> list[str]:
        n, count = self._ui.words.ngettext, len(self.orders.ids)
        return [n("{count} order", "{count} orders", count).format(count=self._ui.words.number(count))]

    def select_all(self) -> None:
        self.shown_table.selectAll()

    def copy(self) -> None:
        """The selected rows, as spreadsheets take them."""
        copy_rows(self._ui, self.shown_table)

    def _open(self) -> None:
        if (order_id := self.table.current_id()) is not None:
            self._ui.bus.open_order.emit(order_id)

    def _open_customer(self) -> None:
        if (customer_id := self.customer_in_hand()) is not None:
            self._ui.bus.open_customer.emit(customer_id)
