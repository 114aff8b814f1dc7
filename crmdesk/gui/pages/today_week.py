"""Seven days side by side: of those that are over whom we contacted, of the others what is to be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.day import WeekDay
from crmdesk.core.periods import week_of
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.today_week import to_do, week_columns
from crmdesk.gui.pages.today_view import TodayView
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.day_column import DayColumn
from crmdesk.services import day_week
from crmdesk.services.desk import Desk

_DAYS = 7


class WeekView(TodayView):
    """The arrows go from day to day, Enter shows one."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "today-week")
        self.found: Sequence[WeekDay] = ()
        self.columns = [DayColumn(name=f"week-{place}") for place in range(_DAYS)]
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, column in enumerate(self.columns):
            column.opened.connect(lambda place=place: self._open(place))
            column.side_asked.connect(lambda by, place=place: self._go(place + by))
            row.addWidget(column, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(inner)

    def look_up(self, day: dt.date, mine: bool) -> Callable[[Desk, Job], Sequence[WeekDay]]:
        first, last = week_of(day)

        def work(desk: Desk, _job: Job) -> Sequence[WeekDay]:
            return day_week.week(desk, first, last, mine=mine)

        return work

    def show_found(self, found: Sequence[WeekDay]) -> None:
        self.found = found
        for column, shown in zip(self.columns, week_columns(self.ui, found), strict=False):
            column.show_column(shown)

    def take_keyboard(self) -> None:
        """The day that is looked at gets it."""
        first, _last = week_of(self.day)
        self.columns[(self.day - first).days].setFocus(Qt.FocusReason.OtherFocusReason)

    def status(self) -> list[str]:
        count = sum(map(to_do, self.found))
        told = self.ui.words.ngettext("{count} thing to do", "{count} things to do", count)
        return [told.format(count=self.ui.words.number(count))]

    def _open(self, place: int) -> None:
        if place < len(self.found):
            self.day_asked.emit(self.found[place].marked.day)

    def _go(self, place: int) -> None:
        if 0 <= place < _DAYS:
            self.columns[place].setFocus(Qt.FocusReason.OtherFocusReason)
