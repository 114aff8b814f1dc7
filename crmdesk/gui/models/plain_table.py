"""A table of a few lines that are all in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from crmdesk.gui.models.columns_table import NOWHERE, ColumnsTable, Index

Line = TypeVar("Line")


class PlainTable(ColumnsTable[Line]):
    """Subclasses say what the columns are called and what stands in a cell."""

    lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """These instead of those before."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)
