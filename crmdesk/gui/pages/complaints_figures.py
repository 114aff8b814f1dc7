"""The tab Figures of the page Complaints: how many, how quickly, how satisfied; each value leads to its complaints."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.complaint_figures import By, Figures
from crmdesk.core.periods import YEAR, add_months, first_of_month
from crmdesk.gui.charts import scales
from crmdesk.gui.charts.chart import warm
from crmdesk.gui.charts.with_table import ChartWithTable
from crmdesk.gui.jobs import Job
from crmdesk.gui.models import complaint_charts as charts
from crmdesk.gui.models.complaint_charts import ComplaintCharts, made_of, of_group
from crmdesk.gui.models.complaint_groups import CLOSED, STILL_OPEN
from crmdesk.gui.pages.complaints_groups import GroupsTable
from crmdesk.gui.pages.complaints_loaded import Loaded
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.heads import EmptyState, Fact, FactStrip, SectionHead
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.gui.widgets.saving import ask_table, write_file
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import complaint_figures
from crmdesk.services.desk import Desk

FIGURES = "complaints-figures"
_LATELY, _THIS, _LAST, _ALL = "12-months", "year", "last-year", "all"
_A_WHILE = 0.4
"""Seconds after which it is told how far the reading is."""
_KEYS = (charts.MONTHS, charts.LEVELS, charts.GROUPS, charts.HOURS, charts.DAYS, charts.ROUNDS)


class _Period(Struct, frozen=True):
    """The days of a choice; None: without bound."""

    first: dt.date | None
    last: dt.date | None


class ComplaintsFiguresPart(Loaded):
    """`list_asked`: the complaints a value is made of, as a list."""

    list_asked = Signal(object)

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, FIGURES)
        self.found: Figures | None = None
        self._begun = 0.0
        self.boxes = {key: ChartWithTable(ui, name=f"{FIGURES}-{key}") for key in _KEYS}
        for key, box in self.boxes.items():
            box.opened.connect(lambda category, series, key=key: self._open(key, category, series))
        self.groups = GroupsTable(ui, name=f"{FIGURES}-by")
        self.groups.opened.connect(self._open_group)
        self.facts = FactStrip(name=f"{FIGURES}-facts")
        self._make_choices()
        self._lay_out()

    def _make_choices(self) -> None:
        _, fields = self.ui.words.gettext, self.ui.desk.fields("complaint")
        times = [(_LATELY, _("12 months")), (_THIS, _("This year")), (_LAST, _("Last year")), (_ALL, _("All time"))]
        self.period = SegmentedChoice(times, current=_LATELY, name=f"{FIGURES}-period", label=_("Time"))
        self.period.chosen.connect(lambda _key: self.load())
        names = {key: self.ui.words.label(fields[key].label) for key in get_args(By) if key != "month"}
        ways = [(key, names.get(key, _("Month"))) for key in get_args(By)]
        self.by = SegmentedChoice(ways, current="category", name=f"{FIGURES}-ways", label=_("Complaints by"))
        self.by.chosen.connect(lambda _key: self.load())
        self.export = Button(_("Export..."), icon="export", name=f"{FIGURES}-export")
        self.export.setToolTip(_("Write these figures into a spreadsheet"))
        self.export.clicked.connect(self.export_figures)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.BETWEEN)
        head.setSpacing(tokens.BETWEEN)
        head.addWidget(self.period)
        self.progress = ProgressLine(self.ui.words.gettext("Cancel"), name=f"{FIGURES}-progress")
        self.progress.cancelled.connect(self._cancel)
        self.progress.hide()
        head.addWidget(self.progress, 1)
        head.addStretch(1)
        head.addWidget(self.export)
        self.area = QScrollArea()
        self.area.setObjectName(f"{FIGURES}-area")
        self.area.setAccessibleName(self.ui.words.gettext("Figures"))
        self.area.setWidget(self._ground())
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = EmptyState("", self.ui.words.gettext("All time"), name=f"{FIGURES}-empty")
        self.empty.acted.connect(self._leave_empty)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.area)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.stack, 1)

    def _ground(self) -> QWidget:
        ground = Ground("base", name=f"{FIGURES}-ground")
        grid = QGridLayout(ground)
        grid.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.SECTIONS)
        grid.setHorizontalSpacing(tokens.SECTIONS + tokens.BETWEEN)
        grid.setVerticalSpacing(tokens.SECTIONS)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.facts, 0, 0, 1, 2)
        grid.addWidget(self.boxes[charts.MONTHS], 1, 0)
        grid.addWidget(self.boxes[charts.LEVELS], 1, 1)
        ways = SectionHead(self.ui.words.gettext("Complaints by"), before_note=self.by, name=f"{FIGURES}-ways-head")
        ways.setFixedHeight(tokens.CONTROL_HEIGHT)
        by = QVBoxLayout()
        by.setSpacing(tokens.BETWEEN)
        by.addWidget(ways)
        by.addWidget(self.groups)
        grid.addLayout(by, 3, 0, 1, 2)
        grid.addWidget(self.boxes[charts.GROUPS], 4, 0)
        grid.addWidget(self.boxes[charts.DAYS], 4, 1)
        grid.addWidget(self.boxes[charts.HOURS], 5, 0)
        grid.addWidget(self.boxes[charts.ROUNDS], 5, 1)
        grid.setRowStretch(6, 1)
        return ground

    # what is shown

    def _asked(self) -> _Period:
        today = self.ui.desk.today()
        year = today.year
        return {
            _LATELY: _Period(add_months(first_of_month(today), 1 - YEAR), today),
            _THIS: _Period(dt.date(year, 1, 1), today),
            _LAST: _Period(dt.date(year - 1, 1, 1), dt.date(year - 1, 12, 31)),
            _ALL: _Period(None, None),
        }[self.period.key()]

    def ask(self) -> Callable[[Desk, Job], Figures]:
        asked, by = self._asked(), next(each for each in get_args(By) if each == self.by.key())
        self._begun = time.monotonic()

        def read(desk: Desk, job: Job) -> Figures:
            warm()
            return complaint_figures.figures(desk, asked.first, asked.last, by=by, progress=job.progress)

        return read

    def progressed(self, done: int, _total: int | None) -> None:
        """Told once it takes a while."""
        if time.monotonic() - self._begun > _A_WHILE:
            said = self.ui.words.gettext("{count} complaints read").format(count=self.ui.words.number(done))
            self.progress.show_progress(said, 0, 0)
            self.progress.show()

    def _cancel(self) -> None:
        """The figures stay those of before."""
        self.progress.hide()
        if self.job is not None:
            self.job.cancel()

    def answered(self, found: Figures) -> None:
        self.progress.hide()
        self.found = found
        self.stack.setCurrentWidget(self.area if found.count or found.months else self.empty)
        self._tell_empty()
        made = ComplaintCharts(self.ui, found, self._time_of(found))
        for key, box in self.boxes.items():
            box.set_chart(getattr(made, key)())
        self.groups.show_figures(found)
        self.facts.set_facts(self._facts(found))
        self.export.setEnabled(bool(found.count))

    def _tell_empty(self) -> None:
        _, never = self.ui.words.gettext, self.period.key() == _ALL
        nothing = _("Figures stand here as soon as complaints are logged and handled.")
        self.empty.set_sentence(nothing if never else _("No complaint was received in this time."))
        self.empty.set_button(_("Log a complaint...") if never else _("Show all time"))

    def _leave_empty(self) -> None:
        """To the whole time, or where there is nothing at all to the first complaint."""
        if self.period.key() == _ALL:
            self.ui.bus.log_complaint.emit(None)
        else:
            self.period.set_key(_ALL)
            self.load()

    def _time_of(self, found: Figures) -> str:
        """The time the figures are of, in words."""
        _, date = self.ui.words.gettext, self.ui.words.date
        if found.first is None or found.last is None:
            return _("all time")
        if (found.first.month, found.first.day, found.last.month, found.last.day) == (1, 1, 12, 31):
            return _("received in {year}").format(year=found.first.year)
        return _("received {first} to {last}").format(first=date(found.first), last=date(found.last))

    def _facts(self, found: Figures) -> list[Fact]:
        _, words = self.ui.words.gettext, self.ui.words
        one, share = scales.numbers(words), scales.shares(words)
        close = found.days_to_close
        facts = [Fact(_("Complaints"), words.number(found.count)), Fact(_("Still open"), words.number(found.open))]
        if found.satisfied_share is not None:
            facts.append(Fact(_("Ended satisfied"), share.write(found.satisfied_share)))
        if close.median is not None and close.p90 is not None:
            facts.append(Fact(_("Half closed within"), self._days(one.write(close.median))))
            facts.append(Fact(_("Nine of ten closed within"), self._days(one.write(close.p90))))
        facts.append(Fact(_("Compensation"), words.money(found.compensation)))
        return facts

    def _days(self, number: str) -> str:
        return self.ui.words.gettext("{number} days").format(number=number)

    # what is done

    def _open(self, key: str, category: str, series: str) -> None:
        wanted = made_of(self.found, key, category, series) if self.found is not None else None
        if wanted is not None:
            self.list_asked.emit(wanted)

    def _open_group(self, key: str, column: int) -> None:
        if self.found is not None:
            wanted = of_group(self.found, key, closed=column == CLOSED, still_open=column == STILL_OPEN)
            self.list_asked.emit(wanted)

    def export_figures(self) -> None:
        """The figures into a workbook, the groups alone into a table of text."""
        _ = self.ui.words.gettext
        stem = "_".join((_("Figures of complaints"), self.ui.desk.today().isoformat()))
        target = ask_table(self.ui, _("Export figures"), stem, self)
        if target is not None:
            self.write_figures(target)

    def write_figures(self, target: Path) -> None:
        """Write the figures as they are now."""
        ui, found = self.ui, self.found
        if found is None:
            return

        def work(desk: Desk, _job: Job) -> None:
            complaint_figures.export(desk, found, target, ui.words)

        saved = ui.words.gettext("Saved as “{file}”").format(file=target.name)
        write_file(ui, self, target, work, lambda _result: saved)

    def give_keyboard(self) -> None:
        """The choice of the time gets it, or the way on where there is nothing."""
        if self.stack.currentWidget() is self.empty:
            self.empty.take_keyboard()
        else:
            self.period.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter_search(self) -> bool:
        return False

    def status(self) -> list[str]:
        if self.found is None:
            return []
        n, count = self.ui.words.ngettext, self.found.count
        return [n("{count} complaint", "{count} complaints", count).format(count=self.ui.words.number(count))]

    def can(self) -> frozenset[str]:
        return frozenset({"copy_selected"})

    def copy_selected(self) -> None:
        """The chart or the table that has the keyboard."""
        focus = self.window().focusWidget()
        shown: list[ChartWithTable | GroupsTable] = [*self.boxes.values(), self.groups]
        within = next((each for each in shown if focus is not None and each.isAncestorOf(focus)), None)
        if within is not None:
            within.copy()
