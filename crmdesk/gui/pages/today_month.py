"""A month of days: how much each brings, holidays; a click shows the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QVBoxLayout

from crmdesk.core.birthdays import Birthday
from crmdesk.core.day import Marked, month_of
from crmdesk.core.holidays import lunar_date
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.today_week import SIGNS, counted, holidays_of
from crmdesk.gui.pages.today_view import TodayView
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.month_board import MonthBoard, MonthDay
from crmdesk.services import day_ahead
from crmdesk.services.desk import Desk


class MonthView(TodayView):
    """Six weeks from Monday."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "today-month")
        locale = QLocale(ui.words.language)
        short = QLocale.FormatType.ShortFormat
        self.found: Sequence[Marked] = ()
        heads = [locale.standaloneDayName(day, short) for day in range(1, 8)]
        self.board = MonthBoard(heads, name="month-board", label=ui.words.gettext("Month"))
        self.board.picked.connect(self.day_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.board)

    def show_day(self, day: dt.date, *, mine: bool) -> None:
        self.board.show_day(day, self.ui.desk.today())
        super().show_day(day, mine=mine)

    def look_up(self, day: dt.date, mine: bool) -> Callable[[Desk, Job], Sequence[Marked]]:
        first, last = month_of(day)

        def work(desk: Desk, _job: Job) -> Sequence[Marked]:
            return day_ahead.marked(desk, first, last, mine=mine)

        return work

    def show_found(self, found: Sequence[Marked]) -> None:
        self.found = found
        self.board.show_day(self.day, self.ui.desk.today())
        self.board.show_days({each.day: self._told(each) for each in found})

    def _told(self, each: Marked) -> MonthDay:
        number = self.ui.words.number
        lines = tuple((SIGNS[key], text, number(each.counts[key])) for key, text in counted(self.ui, each))
        holiday = holidays_of(self.ui, each)
        return MonthDay(holiday or self._lunar(each.day), bool(holiday), lines)

    def _lunar(self, day: dt.date) -> str:
        """The lunar day, in Chinese alone: 十五; the month where one begins."""
        if not self.ui.words.chinese:
            return ""
        lunar = lunar_date(day)
        shown = Birthday(lunar.month, lunar.day, lunar=True, leap=lunar.leap).show(self.ui.words).removeprefix("农历")
        month, _parted, rest = shown.partition("月")
        return f"{month}月" if lunar.day == 1 else rest

    def take_keyboard(self) -> None:
        self.board.setFocus(Qt.FocusReason.OtherFocusReason)
