"""The values of a chart as a table."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crmdesk.core.words import Words
from crmdesk.gui.charts.chart import Chart

_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


class ChartTable(QAbstractTableModel):
    """A row for each category, a column for each series."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._chart: Chart | None = None

    def show_chart(self, chart: Chart) -> None:
        self.beginResetModel()
        self._chart = chart
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._chart is None else len(self._chart.categories)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._chart is None else 1 + len(self._chart.series)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._chart is None or orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return _RIGHT
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._chart.series[section - 1].name if section else self._chart.dimension

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return _RIGHT
        return self._text(index.row(), index.column()) if role in _SHOWN else None

    def _text(self, row: int, column: int) -> str:
        assert self._chart is not None
        if not column:
            return self._chart.categories[row].name
        return self._chart.written(self._chart.series[column - 1], row)

    def tabbed(self) -> str:
        """All of it as spreadsheets take it."""
        heads = [str(self.headerData(each, Qt.Orientation.Horizontal)) for each in range(self.columnCount())]
        rows = [[self._text(row, column) for column in range(self.columnCount())] for row in range(self.rowCount())]
        return "\n".join("\t".join(line) for line in (heads, *rows))
