"""A table of very many records: ids only, the rows read by pages when they are painted; the last ones are kept."""

from __future__ import annotations

import datetime as dt
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from PySide6.QtCore import QObject

from crmdesk.gui.models.columns_table import NOWHERE, ColumnsTable, Index
from crmdesk.gui.ui import Ui

PAGE = 64
_PAGES_KEPT = 32

R = TypeVar("R")
Value = str | int | Decimal | dt.date | None


class PagedTable(ColumnsTable[R]):
    """Subclasses say what the columns are called and what stands in a cell; `read` gives the rows of some ids. A
    million ids take 8 MB."""

    def __init__(self, ui: Ui, read: Callable[[Sequence[int]], Sequence[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.ids: array[int] = array("q")
        self._read = read
        self._pages: OrderedDict[int, Mapping[int, R]] = OrderedDict()
        ui.masking.changed.connect(self.read_again)

    # What a subclass says

    def value(self, row: R, column: int) -> Value:
        """What stands in a cell: an amount, a number, a day or words; None for nothing."""
        raise NotImplementedError

    def ident(self, row: R) -> int:
        """The id a row is known by."""
        return int(row.id)  # type: ignore[attr-defined]

    # What all of them do

    def text(self, row: R, column: int) -> str:
        """What stands in a cell, as a person reads it, whole; the view cuts it."""
        value, words = self.value(row, column), self.ui.words
        if isinstance(value, Decimal):
            return words.money(value)
        if isinstance(value, dt.date):
            return words.date(value)
        if isinstance(value, int):
            return words.number(value)
        return self.ui.masking.text(" ".join((value or "").split()))

    def plain(self, row: R, column: int) -> str:
        """The same for a spreadsheet: numbers without signs, days ISO."""
        value = self.value(row, column)
        if isinstance(value, Decimal):
            return f"{value:.2f}" if value == round(value, 2) else f"{value.normalize():f}"
        return value.isoformat() if isinstance(value, dt.date) else self.text(row, column)

    def show_ids(self, ids: Iterable[int]) -> None:
        """Another answer; the same ids again leave selection and place as they are, but are read anew."""
        found = array("q", ids)
        if found == self.ids:
            self.read_again()
            return
        self.beginResetModel()
        self.ids = found
        self._pages.clear()
        self.endResetModel()

    def read_again(self) -> None:
        """Nothing read before holds."""
        self._pages.clear()
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, self.columnCount() - 1))

    def line(self, row: int) -> R | None:
        """What is shown at a place; None outside, and for a record that is gone."""
        if not 0 <= row < len(self.ids):
            return None
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = {self.ident(each): each for each in self._told(self._on_page(number))}
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page.get(self.ids[row])

    def _on_page(self, number: int) -> array[int]:
        return self.ids[number * PAGE : (number + 1) * PAGE]

    def place_of(self, record_id: int | None) -> int:
        """-1 when it is not listed."""
        try:
            return self.ids.index(record_id) if record_id is not None else -1
        except ValueError:
            return -1

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def _told(self, ids: Sequence[int]) -> Sequence[R]:
        try:
            return self._read(ids)
        except Exception as error:  # noqa: BLE001 - raising here would be told again at every repaint
            self.ui.bus.failed.emit(error)
            return ()


class KnownTable(PagedTable[R]):
    """The same for rows that are all in memory."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(ui, self._found, parent)
        self._rows: Mapping[int, R] = {}

    def show_rows(self, rows: Iterable[R]) -> list[int]:
        """Take these for the ids that are shown next (`WorkTable.show_ids`); returns their ids."""
        self._rows = {self.ident(row): row for row in rows}
        return list(self._rows)

    def _found(self, ids: Sequence[int]) -> Sequence[R]:
        return [row for each in ids if (row := self._rows.get(each)) is not None]
