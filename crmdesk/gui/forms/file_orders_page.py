"""The tab of a file with its orders and money: figures, orders with what belongs to them, what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from crmdesk.core.customers import CustomerFile
from crmdesk.core.orders import NOTHING, ORDERED
from crmdesk.core.sales_lists import OrderRow
from crmdesk.gui.forms.file_orders_actions import FileOrdersActions
from crmdesk.gui.forms.file_orders_table import FileOrdersTable
from crmdesk.gui.forms.table_page import TablePage
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.file_orders import FileOrders, Sales
from crmdesk.gui.models.orders import OFFER
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.heads import EmptyState, Fact, FactStrip, SectionHead
from crmdesk.services import orders, payments
from crmdesk.services.desk import Desk


class FileOrdersPage(TablePage):
    """Reads the orders only while it is looked at."""

    table: FileOrdersTable

    def __init__(self, ui: Ui) -> None:
        _ = ui.words.gettext
        super().__init__(ui, "file-orders-page", _("Orders and payments"))
        self.actions_part = FileOrdersActions(ui, self)
        self.facts = FactStrip(name="file-orders-facts")
        self.head = SectionHead(_("Orders and payments"), name="file-orders-head")
        self.buttons = self._make_buttons()
        self.model = FileOrders(ui)
        self.table = FileOrdersTable(self.model, _("Orders and payments"))
        sentence = _(
            "What this customer orders and pays will be listed here. An offer becomes an order once it is won."
        )
        self.empty = EmptyState(sentence, _("New order..."), icon="plus", name="file-orders-empty")
        self.bare = EmptyState(_("There are no orders."), name="file-orders-none")
        self.lay_out(self.buttons)
        self.empty.acted.connect(self.actions_part.add_order)
        self.model.unfold_asked.connect(self._read)
        self.table.open_asked.connect(self.actions_part.open)
        self.table.delete_asked.connect(self.actions_part.delete)
        self.table.menu_asked.connect(self.actions_part.show_menu)
        self.table.add_asked.connect(self.actions_part.add_order)
        self.table.copy_asked.connect(self.actions_part.copy)

    def _make_buttons(self) -> tuple[Button, ...]:
        _, does = self._ui.words.gettext, self.actions_part
        made = []
        for name, text, told, slot in (
            ("order", _("Order..."), tip(_("New order"), "Ins"), does.add_order),
            ("offer", _("Offer..."), _("New offer"), does.add_offer),
            ("payment", _("Payment..."), _("Record a payment"), does.add_payment),
        ):
            button = Button(text, icon="plus", icon_tone="accent", name=f"file-new-{name}")
            button.setToolTip(told)
            button.clicked.connect(slot)
            made.append(button)
        return tuple(made)

    # The interface to the file

    def show_file(self, file: CustomerFile) -> None:
        """The orders of this file, read once the page is looked at."""
        if self._file is None or self._file.id != file.id:
            self.model.unfolded.clear()
            self.model.show(Sales())
        self.actions_part.set_file(None if file.deleted else file)
        for button in self.buttons:
            button.setVisible(not file.deleted)
        self._take_file(file)

    def show_nothing(self) -> None:
        """No file is shown any more."""
        self._file = None
        self.actions_part.set_file(None)

    def _read_file(self, file: CustomerFile) -> None:
        customer_id, unfolded = file.id, tuple(self.model.unfolded)

        def work(desk: Desk, _job: Job) -> tuple[int, Sales]:
            rows = orders.of_customer(desk, customer_id)
            wholes = {one.id: one for one in orders.orders(desk, unfolded)}
            return customer_id, Sales(rows, payments.of_customer(desk, customer_id), wholes)

        self._ui.jobs.run(self, work, self._answered, self._ui.bus.failed.emit, channel=f"file-orders-{id(self)}")

    def _answered(self, answer: tuple[int, Sales]) -> None:
        customer_id, sales = answer
        if self._file is None or self._file.id != customer_id:
            return
        had = self.has_keyboard()
        self.model.show(sales)
        self.facts.set_facts(self._facts(self._file, sales))
        self.head.set_note(self._counted(sales.rows))
        some = bool(sales.rows or sales.payments)
        self.show_whether(some, keyboard=had)

    def _counted(self, rows: Sequence[OrderRow]) -> str:
        n, number = self._ui.words.ngettext, self._ui.words.number
        made, offers = (sum(row.state == state for row in rows) for state in (ORDERED, OFFER))
        told = [n("{count} order", "{count} orders", made).format(count=number(made))] if made else []
        if offers:
            told.append(n("{count} open offer", "{count} open offers", offers).format(count=number(offers)))
        return " · ".join(told)

    def _facts(self, file: CustomerFile, sales: Sales) -> list[Fact]:
        """Those without a value are left out, but for sales and what is owed."""
        _, words = self._ui.words.gettext, self._ui.words
        overdue = file.values.get("overdue") or NOTHING
        named: list[tuple[str, Decimal, str]] = [
            (_("Sales to date"), file.values.get("sales") or NOTHING, "text"),
            (_("Last 12 months"), file.values.get("sales_year") or NOTHING, "text"),
            (_("Owed"), file.values.get("owed") or NOTHING, "text"),
        ]
        if overdue:
            named.append((words.label(self._ui.desk.fields("customer")["overdue"].label), overdue, "bad"))
        for label, amount in (
            (_("In their favour"), file.values.get("credit")),
            (_("Credit limit"), file.values.get("credit_limit")),
            (_("Not billed"), _unbilled(sales.rows)),
        ):
            if amount:
                named.append((label, amount, "text"))
        return [Fact(label, words.money(amount), tone) for label, amount, tone in named]


def _unbilled(rows: Sequence[OrderRow]) -> Decimal:
    """What of the orders no invoice says; nothing where no invoices are kept at all."""
    if not any(row.invoiced for row in rows):
        return NOTHING
    return sum((max(NOTHING, row.payable - row.invoiced) for row in rows if row.state == ORDERED), NOTHING)
