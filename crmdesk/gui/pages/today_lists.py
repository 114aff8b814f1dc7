"""The lists of a page in columns: the arrows lead from one to the next, and what is asked of a row reaches whoever does
it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from crmdesk.gui.pages.today_section import TodaySection
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.day_list import DayList

if TYPE_CHECKING:
    from crmdesk.gui.pages.today_doing import TodayDoing


class TodayLists(QObject):
    """`columns`: sections by key, column by column from the left. `moved`: another row is the current one."""

    moved = Signal()

    def __init__(self, ui: Ui, columns: Sequence[Mapping[str, TodaySection]], parent: QWidget) -> None:
        super().__init__(parent)
        self._ui, self._parent = ui, parent
        self._columns: list[list[TodaySection]] = [[] for _ in columns]
        self.behind: Mapping[str, Mapping[tuple[str, int], Any]] = {}
        """What stands behind the rows, by section and key."""
        self._keys: dict[DayList, str] = {}
        for place, column in enumerate(columns):
            self.add(place, column)

    def add(self, place: int, sections: Mapping[str, TodaySection]) -> None:
        """More sections at the foot of a column."""
        for key, section in sections.items():
            self._columns[place].append(section)
            self._keys[section.list] = key
            self._connect(section.list)

    @cached_property
    def doing(self) -> TodayDoing:
        """Made when something is first done."""
        from crmdesk.gui.pages.today_doing import TodayDoing

        return TodayDoing(self._ui, self._parent)

    def _connect(self, view: DayList) -> None:
        view.opened.connect(lambda: self._do(view, self.doing.open))
        view.ticked.connect(lambda: self._do(view, self.doing.finish))
        view.acted.connect(lambda verb: self._act(view, verb))
        view.menu_asked.connect(lambda at: self._do(view, lambda each: self.doing.show_menu(each, at)))
        view.left_over.connect(lambda by: self._leave(view, by))
        view.moved.connect(self.moved)

    def lists(self) -> list[DayList]:
        """Those with rows, from the left, from the top."""
        return [view for column in self._columns for view in self._shown(column)]

    def _shown(self, column: Sequence[TodaySection]) -> list[DayList]:
        return [each.list for each in column if each.isVisibleTo(self._parent) and each.list.lines]

    def here(self) -> DayList | None:
        """The one with the keyboard and a row."""
        return next((view for view in self.lists() if view.hasFocus() and view.line() is not None), None)

    def customer(self) -> int | None:
        """Whom the current row is about."""
        from crmdesk.gui.pages.today_doing import customer_of

        view = self.here()
        return customer_of(self._each(view)) if view is not None else None

    def customers(self) -> list[int] | None:
        """Whom the rows of the list with the keyboard are about, each once."""
        from crmdesk.gui.pages.today_doing import customer_of

        if (view := self.here()) is None:
            return None
        behind = self.behind.get(self._keys[view], {})
        found = (customer_of(each) for each in behind.values())
        return list(dict.fromkeys(one for one in found if one is not None))

    def copy(self) -> bool:
        """The current row, as it is read; False where there is none."""
        view = self.here()
        line = view.line() if view is not None else None
        if line is not None:
            self._ui.clipboard.put_text(line.told.replace("\n", "\t"), personal=True)
        return line is not None

    def _each(self, view: DayList) -> Any:
        line = view.line()
        return self.behind.get(self._keys[view], {}).get(line.key) if line is not None else None

    def _do(self, view: DayList, verb: Callable[[Any], object]) -> None:
        each = self._each(view)
        if each is not None:
            verb(each)

    def _act(self, view: DayList, verb: str) -> None:
        rect = view.visualRect(view.currentIndex())
        at = view.viewport().mapToGlobal(QPoint(rect.right() - tokens.LONG_INPUT, rect.bottom()))
        self._do(view, lambda each: self.doing.act(verb, each, at))

    def _leave(self, view: DayList, by: int) -> None:
        """The arrows go on in the next list of the same column."""
        column = next(shown for column in self._columns if view in (shown := self._shown(column)))
        place = column.index(view) + by
        if 0 <= place < len(column):
            column[place].enter_at(0 if by > 0 else -1)
