"""The tab Receivables: what customers owe by how long it is owed (METHOD.md section 3); the buckets filter who is
listed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from crmdesk.core.orders import total
from crmdesk.core.printing import About
from crmdesk.core.receivables import BUCKETS, Ages, Owing
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.models.printing import InFront
from crmdesk.gui.models.receivables import AGED, OVERDUE, OWED, OwingTable
from crmdesk.gui.pages.orders_part import Part
from crmdesk.gui.pages.orders_table import WorkTable
from crmdesk.gui.pages.orders_tabs import RECEIVABLES
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.counts import Count, CountStrip
from crmdesk.gui.widgets.heads import EmptyState, Fact
from crmdesk.services import receivables
from crmdesk.services.desk import Desk

_WIDTHS = {AGED: 116, OWED: 116, OVERDUE: 116, 4: 104, 5: 64, 6: 64, 7: 112, 8: 64, 9: 104, 10: 80}
_ALL, _NOT_DUE = "all", "not-due"


class ReceivablesPart(Part):
    """Enter shows the customer's unpaid orders (`orders_asked`), Shift+Enter the file."""

    orders_asked = Signal(int)
    kinds = frozenset({"sales_order", "payment", "goods_return", "instalment", "customer"})

    def __init__(self, ui: Ui, jobs: Jobs) -> None:
        super().__init__(ui, jobs, RECEIVABLES)
        self._ages, self._owing = receivables.of_parts((), ui.desk.today()), list[Owing]()
        _, label = ui.words.gettext, ui.words.label
        counts = [Count(_ALL, _("Total"))]
        counts += [Count(key, label(text)) for key, text in BUCKETS.items()]
        self.buckets = CountStrip(counts, current=_ALL, name="receivables-buckets", label=_("Owed for how long"))
        self.buckets.chosen.connect(self._choose)
        strip = QWidget()
        column = QVBoxLayout(strip)
        column.setContentsMargins(tokens.AROUND, tokens.AROUND, tokens.AROUND, tokens.AROUND)
        column.addWidget(self.buckets)
        self.head.setContentsMargins(0, 0, 0, 0)
        self.model = OwingTable(ui, self)
        table = WorkTable(self.model, _WIDTHS, shares={0: 1}, name="receivables-table", label=_("Receivables"))
        self.lay_out(table, EmptyState("", name="no-receivables"), strip)

    def ask(self) -> Callable[[Desk], tuple[Ages, list[Owing]]]:
        today = self.ui.desk.today()
        return lambda desk: receivables.both(desk, today)

    def answered(self, found: tuple[Ages, list[Owing]]) -> None:
        self._ages, self._owing = found
        self._show()

    def _show(self) -> None:
        """Who owes something in the chosen bucket."""
        money, ages, chosen = self.ui.words.money, self._ages, self.buckets.key()
        self.buckets.set_value(_ALL, money(ages.owed))
        for key in BUCKETS:
            amount = ages.aged.of(key)
            self.buckets.set_value(key, money(amount), "bad" if amount and key != _NOT_DUE else "text_2")
        self.model.bucket = "" if chosen == _ALL else chosen
        owing = [each for each in self._owing if chosen == _ALL or each.aged.of(chosen)]
        self.count = len(owing)
        self.table.setColumnHidden(AGED, chosen == _ALL)
        self.table.share_room()
        self.table.show_ids(self.model.show_rows(owing))
        _ = self.ui.words.gettext
        some = bool(ages.owed)
        self.empty.set_sentence(_("Nobody owes anything for so long.") if some else _("Nobody owes anything."))
        overdue = total(each.overdue for each in owing)
        facts = [
            Fact(_("Customers who owe"), self.ui.words.number(len(owing))),
            Fact(_("Owed"), money(total(each.owed for each in owing))),
            Fact(
                self.ui.words.label(self.ui.desk.fields("customer")["overdue"].label),
                money(overdue),
                "bad" if overdue else "text",
            ),
        ]
        self.show_sums(facts)

    def _choose(self, _key: str) -> None:
        self._show()
        self.show_state()

    def counted(self, count: int) -> str:
        n = self.ui.words.ngettext
        return n("{count} customer owes", "{count} customers owe", count).format(count=self.ui.words.number(count))

    def clear(self) -> None:
        self.buckets.set_key(_ALL)
        self._choose(_ALL)

    def take_keyboard(self) -> None:
        if self.stack.currentWidget() is self.table:
            self.table.take_keyboard()
        else:
            self.buckets.setFocus()

    # what is done

    def row(self) -> Owing | None:
        row: Owing | None = self.table.current_row()
        return row

    def can(self) -> frozenset[str]:
        return super().can() - {"delete_selected"}

    def in_front(self) -> InFront:
        """A statement for whoever is selected."""
        row = self.row()
        return InFront("statement", {About.CUSTOMERS: (row.customer_id,)} if row is not None else {})

    def open_selected(self) -> None:
        if (row := self.row()) is not None:
            self.orders_asked.emit(row.customer_id)

    def open_customer(self) -> None:
        if (row := self.row()) is not None:
            self.ui.bus.open_customer.emit(row.customer_id)

    def add(self) -> None:
        row = self.row()
        self.ui.bus.record_payment.emit(row.customer_id if row is not None else None, None)

    def fill_menu(self, menu: QMenu) -> None:
        row = self.row()
        if row is None:
            return
        _, add, bus = self.ui.words.gettext, self.entry, self.ui.bus
        add(menu, "orders", _("&Unpaid orders"), self.open_selected, "Enter", "order")
        add(menu, "customer", _("Customer's &file"), self.open_customer, "Shift+Enter", "person")
        menu.addSeparator()
        add(menu, "payment", _("Record a &payment..."), self.add, "Ins", "check")
        add(
            menu,
            "contact",
            _("&Log a visit or call..."),
            lambda: bus.record_interaction.emit(row.customer_id, {}),
            "",
            "phone",
        )
        brief = _("Briefin&g...")
        add(menu, "briefing", brief, lambda: bus.briefing.emit(row.customer_id), "Ctrl+B", "document")
        menu.addSeparator()
        add(menu, "copy", _("&Copy"), self.copy_selected, "Ctrl+C", "copy")
