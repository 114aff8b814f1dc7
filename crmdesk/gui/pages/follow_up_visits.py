"""Whom the visit plan asks to visit or call, and whom nobody contacted for long (METHOD.md section 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget

from crmdesk.core.roles import Roles
from crmdesk.core.visit_lists import DueCounts, DueRow, Neglected
from crmdesk.gui.dialogs.visit_plan import open_visit_plan
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models import visits as columns
from crmdesk.gui.models.visits import DueTable, NeglectedTable, person_in_role
from crmdesk.gui.pages.follow_up_tab import FollowUpTab
from crmdesk.gui.pages.follow_up_table import FollowUpTable
from crmdesk.gui.pages.follow_up_visits_head import MINE, NEGLECTED, OVERDUE, VisitsHead
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.services import staff, visit_plan
from crmdesk.services.desk import Desk

MOST = 1000
"""So many lines are listed; how many there are is said."""
_BEFORE_BY, _AFTER_BY = (0, 72, 48, 72), (96, 88, 88, 72, 112, 136, 80)
_NAME = "王小明"
"""As long as names of our people mostly are."""
_DUE_SPARE = (columns.CITY, columns.RATIO, columns.GRADE, columns.RHYTHM, columns.SALES)
_NEGLECTED_WIDTHS = (0, 72, 56, 120, 136, 120, 128, 120)
_NEGLECTED_SPARE = (columns.N_CITY, columns.N_GRADE)


class Found(Struct, frozen=True):
    """The first lines of an answer, and how many there are of everything that can be chosen."""

    lines: Sequence[DueRow | Neglected]
    due: DueCounts
    neglected: Mapping[int, int]
    held: Roles
    names: Sequence[str]


class VisitsTab(FollowUpTab):
    """`shown`: another number of them. `table` is the one of the two that is looked at."""

    KINDS = ("customer", "interaction", "sales_order", "staff", "setting", "tier_run")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "visits-tab")
        _ = ui.words.gettext
        self.count = 0
        widths = (*_BEFORE_BY, self._widest_person(), *_AFTER_BY)
        self.due = FollowUpTable(ui, DueTable(ui), widths, name="visits-due", label=_("Visits and calls due"),
                                 spare=_DUE_SPARE)  # fmt: skip
        self.neglected = FollowUpTable(ui, NeglectedTable(ui), _NEGLECTED_WIDTHS, name="visits-neglected",
                                       label=_("Customers nobody contacted"), spare=_NEGLECTED_SPARE)  # fmt: skip
        self.table = self.due
        self._make_buttons()
        self.head = VisitsHead(ui, visit_plan.neglected_days(ui.desk), (self.log, self.briefing, self.plan))
        self.head.asked.connect(self.read)
        self._lay_out()
        for table in (self.due, self.neglected):
            table.opened.connect(lambda line: ui.bus.open_customer.emit(line.customer_id))
            table.menu_asked.connect(self._show_menu)
            table.moved.connect(self._settle)

    def _widest_person(self) -> int:
        """What a person with any role needs."""
        roles, words = self._ui.desk.fields("staff")["role"], self._ui.words
        told = (person_in_role(_NAME, words.label(role.label), words) for role in roles.choices)
        return max(text_width(self.font(), each) for each in told) + 2 * tokens.BETWEEN + 2

    def _make_buttons(self) -> None:
        _ = self._ui.words.gettext
        self.log = Button(_("Log a visit or call"), icon="phone", name="visits-log")
        self.log.setToolTip(tip(_("Log a visit or call"), _("Space")))
        self.briefing = Button(_("Briefing"), icon="document", name="visits-briefing")
        self.briefing.setToolTip(tip(_("Briefing"), "Ctrl+B"))
        self.plan = Button(_("Visit table..."), icon="table", name="visits-plan")
        self.plan.setToolTip(tip(_("How often customers of each grade are visited and called"), "F2"))
        self.log.clicked.connect(self._log)
        self.briefing.clicked.connect(self._brief)
        self.plan.clicked.connect(self.change_plan)

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        told = _("Whom the visit plan asks to visit or call stands here, the most valuable customers first.")
        self._empty = EmptyState(told, _("Visit table..."), icon="table", name="no-visits")
        self._empty.acted.connect(self.change_plan)
        self._none = EmptyState(_("Nothing of that is due."), _("Show all"), name="no-visits-filtered")
        self._none.acted.connect(self.show_all)
        self._contacted = EmptyState(_("Everybody was contacted since then."), name="no-neglected")
        self.lay_out(self.head, self.head.view, self._empty, self._none, self._contacted)
        self.tables = QStackedWidget()
        listed = self._stack.widget(0)
        inset = listed.layout() if listed is not None else None
        assert isinstance(inset, QHBoxLayout)
        inset.replaceWidget(self.due, self.tables)
        self.tables.addWidget(self.due)
        self.tables.addWidget(self.neglected)

    # What the page asks

    def status(self) -> list[str]:
        n = self._ui.words.ngettext
        if self.table is self.neglected:
            told = n("{count} customer without contact", "{count} customers without contact", self.count)
        else:
            told = n("{count} visit or call due", "{count} visits and calls due", self.count)
        return [told.format(count=self._ui.words.number(self.count))]

    def close_down(self) -> None:
        for table in (self.due, self.neglected):
            table.remember()

    # What it shows

    def show_all(self) -> None:
        """Everything due, without filters."""
        self.head.clear()
        self.read()

    def show_view(self, view: str) -> None:
        """What is due, what is overdue, or whom nobody contacted."""
        self.head.view.set_key(view)
        self.head.view.chosen.emit(view)

    def _look_up(self) -> None:
        head, today, view = self.head, self._ui.desk.today(), self.head.view.key()
        kind, role, owner = head.kind_asked(), head.role_asked(), head.owner.key() or None
        mine, late, days = owner == MINE, view == OVERDUE, head.days()
        mine_too = self._ui.desk.who if mine else owner
        whose = None if mine else owner

        def work(desk: Desk, _job: Job) -> Found:
            if view == NEGLECTED:
                lines: Sequence[DueRow | Neglected] = visit_plan.neglected(desk, today, days, most=MOST, owner=mine_too)
            else:
                lines = visit_plan.dues(
                    desk, today, kind=kind, role=role, owner=whose, mine=mine, overdue_only=late, most=MOST
                )
            counts = visit_plan.counts(desk, today, kind=kind, role=role, owner=whose, mine=mine)
            without = visit_plan.neglected_counts(desk, today, owner=mine_too) if view == NEGLECTED else {}
            return Found(lines, counts, without, visit_plan.roles_held(desk, today), staff.names(desk))

        self._ui.jobs.run(self, work, self._show, self._ui.bus.failed.emit, channel="visits")

    def _show(self, found: Found) -> None:
        head = self.head
        self.table = self.neglected if head.neglected else self.due
        self.tables.setCurrentWidget(self.table)
        owners = {line.owner for line in found.lines if line.owner}
        head.show_people(found.held, dict.fromkeys([*found.names, *sorted(owners)]))
        head.show_due(found.due)
        head.show_neglected(found.neglected)
        self.due.leave_out(columns.BY, found.held.alone)
        self.table.show_lines(found.lines, _key)
        self.count = found.neglected.get(head.days(), 0) if head.neglected else self._due_count(found.due)
        self._tell_count(len(found.lines))
        self._show_empty(found)
        self._settle()
        self.shown.emit()

    def _due_count(self, counts: DueCounts) -> int:
        return counts.overdue if self.head.view.key() == OVERDUE else counts.total

    def _tell_count(self, listed: int) -> None:
        words = self._ui.words
        more = words.gettext("the first {shown} of {count}") if self.count > listed else ""
        self.head.show_more(more.format(shown=words.number(listed), count=words.number(self.count)))

    def _show_empty(self, found: Found) -> None:
        """The table, or why nothing stands in it."""
        page = 0 if found.lines else 3 if self.head.neglected else 2 if self.head.filtered else 1
        self._stack.setCurrentIndex(page)

    def _settle(self) -> None:
        for button in (self.log, self.briefing):
            button.setEnabled(self.table.line() is not None)

    # What is done

    def change_plan(self) -> None:
        """How often customers of each grade are visited and called."""
        open_visit_plan(self._ui, self.window())

    def _log(self) -> None:
        """A contact made, of the kind that is due."""
        line = self.table.line()
        if line is not None:
            typed = {"kind": line.due.kind} if isinstance(line, DueRow) else {}
            self._ui.bus.record_interaction.emit(line.customer_id, typed)

    def _brief(self) -> None:
        line = self.table.line()
        if line is not None:
            self._ui.bus.briefing.emit(line.customer_id)

    def _show_menu(self, line: DueRow | Neglected, at: QPoint) -> None:
        _, bus, customer = self._ui.words.gettext, self._ui.bus, line.customer_id
        menu = QMenu(self)
        menu.setObjectName("visits-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = (
            ("open", _("Open the file") + "\t" + _("Enter"), "person", lambda: bus.open_customer.emit(customer)),
            ("briefing", _("Briefing") + "\tCtrl+B", "document", self._brief),
            ("log", _("Log a visit or call") + "\t" + _("Space"), "phone", self._log),
            ("task", _("New task..."), "today", lambda: bus.new_task.emit(customer)),
        )
        for name, text, sign, does in entries:
            action = menu.addAction(icon(sign), text)
            action.setObjectName(f"visit-{name}")
            action.triggered.connect(does)
        menu.popup(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.change_plan()
        elif event.key() == Qt.Key.Key_Space and self.table.hasFocus():
            self._log()
        else:
            super().keyPressEvent(event)


def _key(line: DueRow | Neglected) -> object:
    return (line.customer_id, line.due.kind, line.due.role) if isinstance(line, DueRow) else line.customer_id
