"""Tables stay quick however many rows are selected."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from crmdesk.gui.models.columns_table import NOWHERE, ColumnsTable
from crmdesk.gui.widgets.tables import style_table

ROWS = 5_000


class Lines(ColumnsTable[int]):
    """Many rows; counts how often it is asked about one."""

    asked = 0
    named = 0

    def headings(self) -> tuple[str, ...]:
        self.named += 1
        return ("A", "B", "C")

    def line(self, row: int) -> int:
        return row

    def text(self, line: int, column: int) -> str:
        return str(line * column)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else ROWS

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        self.asked += 1
        return super().flags(index)


def test_selecting_all_asks_about_the_rows_in_sight_alone(qtbot: QtBot):
    model, table = Lines(), QTableView()
    table.setModel(model)
    style_table(table)
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.show()
    table.selectAll()
    model.asked = model.named = 0
    table.grab()
    assert model.asked < 1_000
    assert model.named < 10
    assert len(table.selectionModel().selectedRows()) == ROWS
