"""The report of a day or a week: what was done, by whom, and what comes next; copied as text, written as a workbook
(METHOD.md section 2)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core import reports_text
from crmdesk.core.periods import week_of
from crmdesk.core.reports import SECTIONS, Report
from crmdesk.gui.forms.links import copy_text
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.today_done import BESIDE
from crmdesk.gui.models.today_report import CONTACTS, FOLLOWING, PEOPLE, TASKS, ReportLines, Shown
from crmdesk.gui.pages.follow_up_tab import FollowUpTab
from crmdesk.gui.pages.today_day_panes import TodayPane, side_width
from crmdesk.gui.pages.today_day_showing import Part
from crmdesk.gui.pages.today_lists import TodayLists
from crmdesk.gui.pages.today_report_head import WEEK, ReportHead
from crmdesk.gui.pages.today_section import TodaySection
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.heads import FactStrip
from crmdesk.gui.widgets.saving import ask_table, write_file
from crmdesk.services import reports, reports_export
from crmdesk.services.desk import Desk


class ReportTab(FollowUpTab):
    """`found` is the report shown; None while the first one is looked up."""

    KINDS = ("interaction", "task", "customer", "sales_order", "payment", "complaint", "staff")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "report-tab")
        _ = ui.words.gettext
        self.found: Report | None = None
        self._wanted = False
        self.head = ReportHead(ui)
        self.head.changed.connect(self.read)
        self.head.copy.clicked.connect(self.copy_text)
        self.head.export.clicked.connect(self._export)
        left = {
            CONTACTS: TodaySection(CONTACTS, _("Contacts with customers"), link=_("Log a visit or call")),
            TASKS: TodaySection(TASKS, _("Tasks done")),
        }
        right = {
            FOLLOWING: TodaySection(FOLLOWING, _("Planned"), link=_("Add"), link_icon="plus", side=True),
            **{key: TodaySection(key, title, side=True)
            for key, title in ((PEOPLE, _("By person")), *((key, ui.words.label(SECTIONS[key])) for key in BESIDE))},
        }  # fmt: skip
        self.sections = {**left, **right}
        for section in self.sections.values():
            section.setObjectName(section.objectName().replace("today-", "report-", 1))
        left[CONTACTS].linked.connect(lambda: ui.bus.record_interaction.emit(None, {}))
        right[FOLLOWING].linked.connect(lambda: ui.bus.new_task.emit(None))
        self.lists = TodayLists(ui, (left, right), self)
        self.lists.moved.connect(self.shown)
        self._lay_out([*left.values()], [*right.values()])

    def _lay_out(self, left: list[TodaySection], right: list[TodaySection]) -> None:
        _ = self._ui.words.gettext
        self.strip = FactStrip(name="report-facts")
        above = QWidget()
        inset = QHBoxLayout(above)
        inset.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        inset.addWidget(self.strip)
        self._left = TodayPane([above, *left], name="report-left", label=_("What was done"))
        self._right = TodayPane(right, name="report-right", label=_("Beside"), side=True)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._left, 1)
        row.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._right.setFixedWidth(side_width(self.width()))

    # What the page asks

    def take_keyboard(self) -> None:
        self._wanted = self.found is None
        view = next(iter(self.lists.lists()), None)
        if view is not None:
            view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.head.take_keyboard()

    def status(self) -> list[str]:
        if self.found is None:
            return []
        count = self.found.contacts.count
        told = self._ui.words.ngettext("{count} contact made", "{count} contacts made", count)
        return [told.format(count=self._ui.words.number(count))]

    def copy(self) -> bool:
        return self.lists.copy()

    def customer_in_hand(self) -> int | None:
        return self.lists.customer()

    def customers_in_order(self) -> list[int]:
        """Whom we contacted."""
        made = self.found.contacts.made if self.found is not None else ()
        return list(dict.fromkeys(each.interaction.customer_id for each in made))

    def close_down(self) -> None:
        """Nothing is remembered here."""

    def read(self, _why: object = None) -> None:
        self.head.settle()
        super().read()

    # What it shows

    def show_day(self, day: dt.date, *, week: bool = False) -> None:
        """The report of a day, or of its week."""
        self.head.show_day(day, week=week)
        self.read()

    def _look_up(self) -> None:
        first, last = week_of(self.head.day) if self.head.key() == WEEK else (self.head.day, self.head.day)
        who = self.head.who.key() or None

        def work(desk: Desk, _job: Job) -> Report:
            return reports.report(desk, first, last, who)

        self._ui.jobs.run(self, work, self._show, self._ui.bus.failed.emit, channel="report")

    def _show(self, found: Report) -> None:
        _ = self._ui.words.gettext
        self.found = found
        lines = ReportLines(self._ui, found)
        shown = lines.sections()
        self.lists.behind = {key: each.behind for key, each in shown.items()}
        empty = {
            CONTACTS: _("No contact was logged in that week.")
            if found.is_week
            else _("No contact was logged that day."),
            FOLLOWING: _("Nothing is planned yet."),
        }
        for key, section in self.sections.items():
            section.show_part(self._part(shown[key], empty.get(key, ""), key))
        if not shown[FOLLOWING].lines:
            self.sections[FOLLOWING].head.set_note(lines.planned(0))
        self.strip.set_facts(lines.facts())
        if self._wanted and self.head.isAncestorOf(self.window().focusWidget() or self.window()):
            self.take_keyboard()
        bare = not any(shown[key].lines for key in (PEOPLE, *BESIDE))
        self._right.say(_("No order, payment or complaint.") if bare else "")
        self.shown.emit()

    def _part(self, shown: Shown, empty: str, key: str) -> Part:
        _ = self._ui.words.gettext
        link = _("Log a visit or call") if key == CONTACTS else ""
        return Part(shown.lines, shown.note, "", link, shown.behind, empty)

    # What is done with it

    def copy_text(self) -> None:
        """All of it as text, to be pasted into a message."""
        if self.found is not None:
            text = self._ui.masking.text(reports_text.as_text(self.found, self._ui.words))
            copy_text(self._ui, text, self._ui.words.gettext("Copied the report"), personal=True)

    def _export(self) -> None:
        if self.found is None:
            return
        stem = reports_text.title(self.found, self._ui.words)
        for sign in (" · ", " – ", ", ", " "):
            stem = stem.replace(sign, "_")
        target = ask_table(self._ui, self._ui.words.gettext("Export the report"), stem, self, text=False)
        if target is not None:
            self.write_report(target)

    def write_report(self, target: Path) -> None:
        """As a workbook; personal data stays hidden where it is."""
        ui, found, mask = self._ui, self.found, self._ui.masking.on
        assert found is not None

        def work(desk: Desk, job: Job) -> None:
            reports_export.export(desk, found, target, ui.words, mask=mask, cancelled=job.is_cancelled)

        def told(_done: None) -> str:
            return ui.words.gettext("Report in {file}").format(file=target.name)

        write_file(ui, self, target, work, told)
