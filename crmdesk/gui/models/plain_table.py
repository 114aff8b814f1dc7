"""A table of a few lines that are all in memory: what is the same in every one of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from crmdesk.gui.widgets.badges import Badge
from crmdesk.gui.widgets.tables import BADGE_ROLE, TONE_ROLE

_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)

Line = TypeVar("Line")


class PlainTable(QAbstractTableModel, Generic[Line]):
    """Subclasses say what the columns are called and what stands in a cell. `figures`: columns of numbers."""

    figures: Collection[int] = ()
    lines: Sequence[Line] = ()

    # What a subclass says

    def headings(self) -> Sequence[str]:
        """What the columns are called."""
        raise NotImplementedError

    def text(self, line: Line, column: int) -> str:
        """What stands in a cell, whole; the view cuts it."""
        raise NotImplementedError

    def tone(self, _line: Line, _column: int) -> str:
        """In which colour, see `tokens`."""
        return "text"

    def badge(self, _line: Line, _column: int) -> Badge | None:
        """What is painted in place of the words."""
        return None

    # What all of them do

    def show_lines(self, lines: Sequence[Line]) -> None:
        """These instead of those before."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        """What a row is about; None outside."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.headings())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self.figures:
            return _RIGHT
        told = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        return self.headings()[section] if role in told else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line, column = self.lines[index.row()], index.column()
        if role == TONE_ROLE:
            return self.tone(line, column)
        if role == BADGE_ROLE:
            return self.badge(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in self.figures else None
        return self.text(line, column) if role in _SHOWN else None
