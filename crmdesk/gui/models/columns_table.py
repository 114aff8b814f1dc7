"""What all tables with fixed columns have in common: headings, figures at the right, colours and badges by role."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from crmdesk.gui.widgets.badges import Badge
from crmdesk.gui.widgets.tables import BADGE_ROLE, TONE_ROLE

NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)

Line = TypeVar("Line")


class ColumnsTable(QAbstractTableModel, Generic[Line]):
    """Subclasses say what the columns are called and what stands in a cell. `figures`: columns of numbers."""

    figures: Collection[int] = ()
    _columns: int | None = None

    # What a subclass says

    def headings(self) -> Sequence[str]:
        """What the columns are called."""
        raise NotImplementedError

    def line(self, row: int) -> Line | None:
        """What a row is about; None outside."""
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

    def columnCount(self, parent: Index = NOWHERE) -> int:
        if self._columns is None:  # Qt asks once for each selected row
            self._columns = len(self.headings())
        return 0 if parent.isValid() else self._columns

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self.figures:
            return _RIGHT
        told = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        return self.headings()[section] if role in told else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in self.figures else None
        if role not in _SHOWN and role not in (TONE_ROLE, BADGE_ROLE):
            return None
        line = self.line(index.row())
        if line is None:
            return None
        if role == TONE_ROLE:
            return self.tone(line, index.column())
        return self.badge(line, index.column()) if role == BADGE_ROLE else self.text(line, index.column())
