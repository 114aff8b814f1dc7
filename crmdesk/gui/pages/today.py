"""The page Today: a day, its week, its month; greetings and reports (METHOD.md sections 1, 2, 5 and 11)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from crmdesk.core.changes import Changes
from crmdesk.gui.pages.tabbed import TabbedPage
from crmdesk.gui.pages.today_day import DayView
from crmdesk.gui.pages.today_head import HEIGHT, MINE, TodayHead
from crmdesk.gui.pages.today_tabs import DAY, GREETINGS, MONTH, NAME, REPORT, WEEK, parts_of_today
from crmdesk.gui.pages.today_view import TodayView
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.tabs import Tab
from crmdesk.services import day as service

if TYPE_CHECKING:
    from crmdesk.gui.models.printing import InFront

_STEPS = {DAY: 1, WEEK: 7}


class TodayPage(TabbedPage):
    """Day, week and month look at the same day: today until another one is asked for, and again from midnight on."""

    def __init__(self, ui: Ui) -> None:
        parts = parts_of_today(ui)
        super().__init__(ui, "today", [Tab(key, text) for key, text, _icon in parts])
        self.setAccessibleName(ui.words.label(NAME))
        self._titles = {key: text for key, text, _icon in parts}
        self._day: dt.date | None = None
        self._today = ui.desk.today()
        self._mine = self._shared = service.is_shared(ui.desk)
        self.column.removeWidget(self.tabs)
        self.tabs.setFixedHeight(HEIGHT)
        self.head = TodayHead(ui, self.tabs, shared=self._shared)
        self.column.insertWidget(0, self.head)
        self.head.stepped.connect(self.step)
        self.head.mine_chosen.connect(self._choose_whose)
        ui.bus.changed.connect(self._follow)
        self.choose(self.tabs.key())
        self.current.read_ahead()

    @property
    def day(self) -> dt.date:
        """The day that is looked at."""
        return self._day or self.ui.desk.today()

    def make(self, key: str) -> Any:
        if key == GREETINGS:
            from crmdesk.gui.pages.today_greetings import GreetingsTab

            return GreetingsTab(self.ui)
        if key == REPORT:
            from crmdesk.gui.pages.today_report import ReportTab

            return ReportTab(self.ui)
        view = self._view(key)
        view.day_asked.connect(self.show_day)
        return view

    def _view(self, key: str) -> TodayView:
        if key == WEEK:
            from crmdesk.gui.pages.today_week import WeekView

            return WeekView(self.ui)
        if key == MONTH:
            from crmdesk.gui.pages.today_month import MonthView

            return MonthView(self.ui)
        return DayView(self.ui)

    def choose(self, key: str) -> None:
        super().choose(key)
        self._show_day()
        self.current.look()

    def show_day(self, day: dt.date) -> None:
        """A day by itself."""
        self._day = None if day == self.ui.desk.today() else day
        self.show_part(DAY)
        self.take_keyboard()

    def step(self, by: int) -> None:
        """To the day, week or month before or after; 0: back to today."""
        from crmdesk.gui.widgets.calendar import add_months

        key, today = self.tabs.key(), self.ui.desk.today()
        day = today if by == 0 else add_months(self.day, by) if key == MONTH else _moved(self.day, by * _STEPS[key])
        self._day = None if day == today else day
        self._show_day()
        if by == 0:
            self.take_keyboard()

    def in_front(self) -> InFront:
        """The plan of the day or week that is looked at, the report, letters to those greeted."""
        front, key, part = super().in_front(), self.tabs.key(), self.current
        if key in (DAY, WEEK):
            return replace(front, kind="visits", chosen={"span": key, "day": self.day})
        if key == REPORT:
            head = part.head
            return replace(front, kind="report", chosen={"span": head.key(), "day": head.day, "who": head.who.key()})
        return replace(front, kind="letter") if key == GREETINGS else front

    def can(self) -> frozenset[str]:
        return frozenset(getattr(self.current, "can", frozenset)()) | self._copies()

    def _copies(self) -> frozenset[str]:
        """Other tabs than ours always have a line to copy."""
        return frozenset() if isinstance(self.current, TodayView) else frozenset({"copy_selected"})

    def copy_selected(self) -> None:
        if self.current.copy():
            self.ui.bus.message.emit(self.ui.words.gettext("Copied the row"), False)

    def _show_day(self) -> None:
        key, view = self.tabs.key(), self.current
        self.head.show_day(key, self.day, self._titles[key])
        if isinstance(view, TodayView):
            view.show_day(self.day, mine=self._mine)
        self.shown.emit()

    def _choose_whose(self, key: str) -> None:
        self._mine = key == MINE
        self._show_day()

    def _follow(self, changes: Changes) -> None:
        """A new day may have begun: a view that showed today goes on showing it."""
        if self.ui.desk.today() != self._today:
            self._today = self.ui.desk.today()
            self._day = None
            self._show_day()
        shared = service.is_shared(self.ui.desk) if changes.everything or changes.touched("staff") else self._shared
        if shared != self._shared:
            self._shared = shared
            self._mine = shared and self.head.whose.key() == MINE
            self.head.shared = shared
            self._show_day()
        for part in self.parts.values():
            part.follow(changes)


def _moved(day: dt.date, by: int) -> dt.date:
    return dt.date.fromordinal(min(max(1, day.toordinal() + by), dt.date.max.toordinal()))
