"""The table with a frozen column."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from crmdesk.gui.theme.palette import Theme
from crmdesk.gui.widgets.frozen import FrozenTable

_MANY, _COLUMNS, _IN_SIGHT = 20_000, 8, 2_000
_NOWHERE = QModelIndex()


class Numbers(QAbstractTableModel):
    """Many rows; counts how often it is asked for a place."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def rowCount(self, parent=_NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else _MANY

    def columnCount(self, parent=_NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else _COLUMNS

    def index(self, row: int, column: int, parent=_NOWHERE) -> QModelIndex:
        self.asked += 1
        return super().index(row, column, parent)

    def data(self, index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return str(index.row()) if role == Qt.ItemDataRole.DisplayRole else None


def test_everything_selected_costs_no_more_than_what_is_in_sight(qtbot: QtBot, theme: Theme):
    model = Numbers()
    table = FrozenTable()
    qtbot.addWidget(table)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setModel(model)
    table.resize(800, 400)
    table.show()
    qtbot.waitExposed(table)
    table.selectAll()
    assert table.selectionModel().isRowSelected(_MANY - 1)
    model.asked = 0
    table.grab()
    assert 0 < model.asked < _IN_SIGHT
