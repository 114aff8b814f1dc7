"""The first rows of a table as they stand in the file, with the header marked and what is left out in grey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crmdesk.core.importing import LeftOut, letters
from crmdesk.core.importing_cells import shown
from crmdesk.core.words import Words
from crmdesk.gui.widgets.tables import TONE_ROLE

MOST_ROWS, MOST_COLUMNS = 50, 60
HEADER_ROLE = int(Qt.ItemDataRole.UserRole) + 41
_LONGEST = 200
_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class Shown(Struct, frozen=True):
    """Rows from the number `first` on; `header` is the number of the header's row (0: none, -1: not known);
    `left_out` tells by number why a row is no record."""

    rows: Sequence[Sequence[Any]] = ()
    first: int = 1
    column: int = 1
    header: int = -1
    left_out: Mapping[int, str] = field(default_factory=dict)


def reasons(left_out: Sequence[LeftOut]) -> dict[int, str]:
    """Reasons by row number."""
    return {row.row: row.reason for row in left_out}


class PreviewTable(QAbstractTableModel):
    """The row's number, then its cells under the letters of their columns."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._shown = Shown()
        self._width = 0

    def show_rows(self, rows: Shown) -> None:
        self.beginResetModel()
        self._shown = rows
        self._width = min(MOST_COLUMNS, max(map(len, rows.rows), default=0))
        self.endResetModel()

    @property
    def shown(self) -> Shown:
        return self._shown

    def number(self, line: int) -> int:
        """The number of the row in a line."""
        return self._shown.first + line

    def numbers(self) -> list[int]:
        """The numbers of the rows that say anything."""
        return [self.number(i) for i, row in enumerate(self._shown.rows) if any(cell is not None for cell in row)]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1 + self._width

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return letters(section - 2 + self._shown.column) if section else self._words.gettext("Row")

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        number, column = self.number(index.row()), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._words.number(number) if not column else self._text(index.row(), column - 1)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignLeft if column else Qt.AlignmentFlag.AlignRight
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ToolTipRole:
                return self._why(number)
        if role == TONE_ROLE:
            return "text" if column and not self._aside(number) else "text_2"
        return number == self._shown.header if role == HEADER_ROLE else None

    def _text(self, line: int, column: int) -> str:
        cells = self._shown.rows[line]
        return " ".join(shown(cells[column]).split())[:_LONGEST] if column < len(cells) else ""

    def _aside(self, number: int) -> bool:
        return number < self._shown.header or number in self._shown.left_out

    def _why(self, number: int) -> str | None:
        _ = self._words.gettext
        if number == self._shown.header:
            return _("Header")
        told = {
            "total": _("Not imported: a total"),
            "note": _("Not imported: an explanation"),
            "header": _("Belongs to the header"),
        }
        if number < self._shown.header:
            return _("Not imported: above the header")
        return told.get(self._shown.left_out.get(number, ""))
