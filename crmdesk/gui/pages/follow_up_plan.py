"""The sales plan: a yearly target for each customer beside what was sold, owner by owner (METHOD.md section 1)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.sales_plan import PlanRow, Totals
from crmdesk.gui.dialogs.plan_proposing import open_plan_proposing
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.sales_plan import SalesPlanTable
from crmdesk.gui.pages.follow_up_plan_head import PlanHead
from crmdesk.gui.pages.follow_up_plan_side import PlanSide
from crmdesk.gui.pages.follow_up_plan_table import SalesPlanView
from crmdesk.gui.pages.follow_up_tab import FollowUpTab
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.form import ProblemMark
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.services import sales_plan
from crmdesk.services.desk import Desk

MOST = 1000
"""So many customers are listed; how many there are is said."""


class Asked(Struct, frozen=True):
    """What is listed, apart from its order."""

    year: int
    owner: str | None
    text: str


class Found(Struct, frozen=True):
    """The first rows, how many there are, and the sums."""

    asked: Asked
    rows: Sequence[PlanRow]
    count: int
    totals: Totals


class SalesPlanTab(FollowUpTab):
    """`shown`: another number of customers. What is typed changes no place in the list until it is ordered anew."""

    KINDS = ("customer", "sales_target", "sales_order", "order_line", "goods_return", "return_line", "tier_run")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "sales-plan-tab")
        self.count = 0
        self._listed: Asked | None = None
        self._places: dict[int, int] = {}
        self.lines = SalesPlanTable(ui)
        self.table: SalesPlanView = SalesPlanView(ui, self.lines)
        self.head, self.side = PlanHead(ui), PlanSide(ui)
        self.mark = ProblemMark()
        self.mark.setObjectName("plan-problem")
        self._lay_out()
        self._connect()
        self.table.show_order("target", descending=True)

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        self._empty = EmptyState("", _("Find a customer"), icon="search", name="no-plan")
        self._empty.acted.connect(self.head.search.enter)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, 0)
        column.setSpacing(0)
        self._stack = QStackedWidget()
        for page in (self.table, self._empty):
            self._stack.addWidget(page)
        column.addWidget(self._stack, 1)
        column.addWidget(self.mark)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.side)
        body.addWidget(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addLayout(body, 1)
        self._first = self.head.search

    def _connect(self) -> None:
        head, table, bus = self.head, self.table, self._ui.bus
        head.asked.connect(self.read)
        head.ordered.connect(self._order)
        head.propose.clicked.connect(self.propose)
        head.change.clicked.connect(table.type_target)
        head.search.down.connect(self.take_keyboard)
        head.search.left.connect(self.take_keyboard)
        head.search.returnPressed.connect(self.take_keyboard)
        self.side.chosen.connect(self.read)
        self.lines.typed.connect(self._set)
        self.lines.refused.connect(lambda told: self.mark.show_problem("bad" if told else "", told))
        table.opened.connect(lambda line: bus.open_customer.emit(line.customer_id))
        table.menu_asked.connect(self._show_menu)
        table.sort_asked.connect(head.order_by_heading)
        table.letter.connect(self._search)
        table.moved.connect(self._settle)

    # What the page asks

    def enter_search(self) -> bool:
        """The keyboard to its own search."""
        self.head.search.enter()
        return True

    def status(self) -> list[str]:
        words = self._ui.words
        told = words.ngettext("{count} customer in the plan", "{count} customers in the plan", self.count)
        return [told.format(count=words.number(self.count))]

    def close_down(self) -> None:
        super().close_down()
        self.side.owners.remember()

    # What it shows

    def _look_up(self) -> None:
        head, today = self.head, self._ui.desk.today()
        asked = Asked(head.year.year, self.side.owner(), head.search.text().strip())
        sort, descending = head.sort.key(), head.descending

        def work(desk: Desk, _job: Job) -> Found:
            totals = sales_plan.totals(desk, asked.year, today)
            owners = {each.owner or "": each.customers for each in totals.owners}
            owner = asked.owner if asked.owner in owners else None
            rows = sales_plan.plan(
                desk, asked.year, today, owner=owner, text=asked.text, sort=sort, descending=descending, most=MOST
            )
            whole = totals.all.customers if owner is None else owners[owner]
            return Found(asked, rows, len(rows) if asked.text else whole, totals)

        self._ui.jobs.run(self, work, self._show, self._ui.bus.failed.emit, channel="sales-plan")

    def _show(self, found: Found) -> None:
        words, year = self._ui.words, found.asked.year
        _ = words.gettext
        if found.asked != self._listed:
            self._listed, self._places = found.asked, {}
            self.lines.show_year(year)
            self.mark.show_problem("", "")
        self.side.show_totals(found.totals)
        self.table.show_rows(self._in_place(found.rows))
        self.count = found.count
        more = _("the first {shown} of {count}") if found.count > len(found.rows) else ""
        told = more or words.ngettext("{count} customer", "{count} customers", found.count)
        shown, count = words.number(len(found.rows)), words.number(found.count)
        self.head.count.set_text(told.format(shown=shown, count=count))
        nobody = _("Nobody is called that.")
        none = _("Targets stand here beside the sales of {before} and {year}. Find a customer to give them one.")
        self._empty.set_sentence(nobody if found.asked.text else none.format(before=year - 1, year=year))
        self._stack.setCurrentIndex(0 if found.rows else 1)
        self._settle()
        self.shown.emit()

    def _in_place(self, rows: Sequence[PlanRow]) -> list[PlanRow]:
        """Who stood somewhere stands there again."""
        places = self._places
        kept = sorted(rows, key=lambda row: places.get(row.customer_id, len(places)))
        self._places = {row.customer_id: place for place, row in enumerate(kept)}
        return kept

    def _order(self) -> None:
        """List it in the order that is chosen now."""
        self._places = {}
        self.table.show_order(self.head.sort.key(), descending=self.head.descending)
        self.read()

    def _search(self, letter: str) -> None:
        self.head.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.head.search.setText(letter)

    def _settle(self) -> None:
        self.head.change.setEnabled(self.table.line() is not None)

    # What is done

    def _set(self, line: PlanRow, amount: Decimal | None) -> None:
        """A target was typed, or taken away."""
        _, words = self._ui.words.gettext, self._ui.words
        year = self.head.year.year
        told = _("{number}: target for {year} set to {amount}")
        gone = _("{number}: no target for {year} any more")
        said = gone if amount is None else told
        shown = words.money(amount) if amount is not None else ""

        def write() -> Changes:
            return sales_plan.set_target(self._ui.desk, line.customer_id, year, amount)

        self._ui.write(write, said.format(number=line.number, year=year, amount=shown))

    def propose(self) -> None:
        """Targets of everybody shown, from the sales of the year before."""
        if self._ui.masking.allows_editing():
            open_plan_proposing(self._ui, self.head.year.year, self.side.owner(), self.window())

    def _show_menu(self, line: PlanRow, at: QPoint) -> None:
        _, bus, customer = self._ui.words.gettext, self._ui.bus, line.customer_id
        menu = QMenu(self)
        menu.setObjectName("plan-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = [
            ("open", _("Open the file") + "\t" + _("Enter"), "person", lambda: bus.open_customer.emit(customer)),
            ("target", _("Target...") + "\tF2", "pencil", self.table.type_target),
        ]
        if line.proposal is not None:
            entries.append(("as-before", _("As in the year before"), "star", lambda: self._as_before(line)))
        if line.target is not None:
            entries.append(("remove", _("No target") + "\tDel", "trash", self.table.remove_target))
        entries.append(("briefing", _("Briefing") + "\tCtrl+B", "document", lambda: bus.briefing.emit(customer)))
        for name, text, sign, does in entries:
            action = menu.addAction(icon(sign), text)
            action.setObjectName(f"plan-{name}")
            action.triggered.connect(does)
        menu.popup(at)

    def _as_before(self, line: PlanRow) -> None:
        """Last year's figure is the target."""
        if self._ui.masking.allows_editing():
            self._set(line, line.proposal)
