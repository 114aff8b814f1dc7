"""One day: whom to contact and what was promised at the left; complaints, greetings, money, signings and files at the
right; of a day that is over what was done on it (METHOD.md sections 1, 2, 5 and 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.day import Day
from crmdesk.gui.jobs import Job
from crmdesk.gui.pages.today_day_panes import FilesSection, TodayPane, beside_sections, main_sections, side_width
from crmdesk.gui.pages.today_day_showing import (
    COMPLAINTS,
    CONTACTS,
    GREETINGS,
    MONEY,
    PROMISED,
    SIGNINGS,
    Part,
    Showing,
    shown_day,
)
from crmdesk.gui.pages.today_lists import TodayLists
from crmdesk.gui.pages.today_section import TodaySection
from crmdesk.gui.pages.today_view import TodayView
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.services import day as service
from crmdesk.services.desk import Desk

if TYPE_CHECKING:
    from crmdesk.core.reports import Report

_LINKS = {
    CONTACTS: "follow-up/visits",
    COMPLAINTS: "complaints",
    GREETINGS: "today/greetings",
    MONEY: "orders/receivables",
    SIGNINGS: "follow-up/potentials",
}


class DayView(TodayView):
    """`found` is what stands behind the rows, by section and key."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "today-day")
        self.found: Day | Report | None = None
        self._wanted = False
        _ = ui.words.gettext
        main, beside = main_sections(ui), beside_sections(ui)
        self.sections: dict[str, TodaySection] = {**main, **beside}
        self.files = FilesSection(ui)
        self.files.asked.connect(self._show_files)
        self._left = TodayPane([*main.values()], name="today-left", label=_("To contact"))
        self._right = TodayPane([*beside.values(), self.files], name="today-right", label=_("Beside"), side=True)
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lists = TodayLists(ui, (main, beside), self)
        self._lists.moved.connect(self.shown)
        for key, section in self.sections.items():
            section.linked.connect(lambda key=key: self._link(key))

    def _lay_out(self) -> None:
        _ = self.ui.words.gettext
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left, 1)
        row.addWidget(self._right)
        self._empty = EmptyState("", _("Log a visit or call"), icon="phone", name="today-empty")
        self._empty.acted.connect(lambda: self.ui.bus.record_interaction.emit(None, {}))
        self._stack = QStackedWidget()
        for each in (both, self._empty):
            self._stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    # What the page asks

    def look_up(self, day: dt.date, mine: bool) -> Callable[[Desk, Job], Day | Report]:
        def work(desk: Desk, job: Job) -> Day | Report:
            if day < desk.today():
                from crmdesk.services import reports

                return reports.report(desk, day, day, desk.who if mine and desk.who else None)
            return job.found_ahead((day, mine)) or service.day(desk, day, mine=mine)

        return work

    def take_keyboard(self) -> None:
        """The first row gets it, or the way out of an empty day; as soon as it is there."""
        self._wanted = self.found is None
        if self._stack.currentIndex() == 1:
            self._empty.take_keyboard()
            return
        view = next(iter(self._lists.lists()), None)
        if view is not None:
            view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def status(self) -> list[str]:
        if not isinstance(self.found, Day):
            return []
        count = self.found.contact_count + self.found.promised_count
        if not count:
            return []
        told = self.ui.words.ngettext("{count} thing to do", "{count} things to do", count)
        return [told.format(count=self.ui.words.number(count))]

    def can(self) -> frozenset[str]:
        return frozenset({"copy_selected"}) if self._lists.here() is not None else frozenset()

    def copy(self) -> bool:
        return self._lists.copy()

    def customer_in_hand(self) -> int | None:
        """Whom the current row is about."""
        return self._lists.customer()

    def customers_in_order(self) -> list[int] | None:
        """Those of the list with the keyboard; None where none has it."""
        return self._lists.customers()

    # What it shows

    def show_found(self, found: Day | Report) -> None:
        self.found = found
        wanted, here = self._wants_keyboard(), self._lists.here()
        shown = shown_day(self.ui, found) if isinstance(found, Day) else self._shown_over(found)
        self._lists.behind = {key: part.behind for key, part in shown.parts.items()}
        for key, section in self.sections.items():
            section.show_part(shown.parts.get(key, Part()))
        self.files.show_count(shown.unverified)
        self._right.say(shown.quiet)
        self._empty.set_sentence(shown.empty)
        self._stack.setCurrentIndex(1 if shown.empty else 0)
        if wanted or (here is not None and not here.isVisible()):
            self.take_keyboard()

    def _shown_over(self, found: Report) -> Showing:
        """A day that is over has sections of its own, made for the first of them that is looked at."""
        from crmdesk.gui.pages.today_day_over import over_sections, shown_report

        over = over_sections(self.ui, self.sections)
        if over:
            self._right.put_first(over.values())
            self._lists.add(1, over)
            self.sections.update(over)
        return shown_report(self.ui, found)

    def _wants_keyboard(self) -> bool:
        """Whether the keyboard is to come here as soon as there is something."""
        return self._wanted and self.isVisible() and QApplication.focusWidget() in (None, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._right.setFixedWidth(side_width(self.width()))

    # What is done

    def _link(self, key: str) -> None:
        if key == PROMISED:
            self.ui.bus.new_task.emit(None)
        else:
            self.ui.bus.go.emit(_LINKS[key])

    def _show_files(self) -> None:
        """Those due for review, verified longest ago first."""
        from crmdesk.core.customers import Listing

        mine = self.mine

        def work(desk: Desk, _job: Job) -> tuple[int, ...]:
            return service.unverified(desk, mine=mine)

        def show(ids: tuple[int, ...]) -> None:
            self.ui.bus.show_listing.emit(Listing(sort="verified_on", among=ids))

        self.ui.jobs.run(self, work, show, self.ui.bus.failed.emit, channel="today-files")
