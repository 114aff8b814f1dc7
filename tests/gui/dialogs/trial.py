"""Reading and driving the third step of an import, as its tests need it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.importing import TRIAL, ImportDialog
from tests.gui.dialogs.conftest import settled

Key = Qt.Key


def counts(dialog: ImportDialog) -> dict[str, str]:
    strip = dialog.trial_page.panel.strip
    assert strip is not None
    cells = strip.findChildren(QAbstractButton)
    return {cell.objectName().removeprefix("count-"): cell.accessibleName().split()[-1] for cell in cells}


def shown(dialog: ImportDialog, *targets: str) -> list[tuple[str, ...]]:
    """The lines of the table under these heads: row, result or field ids."""
    rows = dialog.trial_page.panel.view.rows
    heads = [rows.head(column) for column in range(rows.columnCount())]
    columns = [heads.index(target) for target in targets]
    return [tuple(rows.index(line, column).data() for column in columns) for line in range(rows.rowCount())]


def at(dialog: ImportDialog, row: int, target: str, role: int) -> object:
    """What the cell of a row of the file holds."""
    rows = dialog.trial_page.panel.view.rows
    column = next(i for i in range(rows.columnCount()) if rows.head(i) == target)
    line = next(i for i in range(rows.rowCount()) if rows.index(i, 0).data() == str(row))
    return rows.index(line, column).data(role)


def result_of(dialog: ImportDialog, row: int) -> object:
    """What becomes of a row of the file."""
    return at(dialog, row, "result", Qt.ItemDataRole.DisplayRole)


def filter_by(qtbot: QtBot, dialog: ImportDialog, key: str) -> None:
    strip = dialog.trial_page.panel.strip
    assert strip is not None
    qtbot.mouseClick(strip.findChild(QAbstractButton, f"count-{key}"), Qt.MouseButton.LeftButton)


def existing(qtbot: QtBot, dialog: ImportDialog, key: str) -> None:
    combo = dialog.trial_page.panel.existing
    combo.setCurrentIndex(combo.findData(key))
    combo.activated.emit(combo.currentIndex())
    settled(qtbot, dialog, TRIAL)


def go_to_row(dialog: ImportDialog, number: int) -> None:
    page = dialog.trial_page
    while (row := page.panel.row()) is None or row.row != number:
        page.go_to_next()


def cell(dialog: ImportDialog, row: int, target: str) -> QModelIndex:
    """Make a cell of a row of the file the current one, with the keyboard there."""
    view = dialog.trial_page.panel.view
    column = view.rows.column_for(target)
    line = next(i for i in range(view.rows.rowCount()) if view.rows.index(i, 0).data() == str(row))
    index = view.rows.index(line, column)
    view.setCurrentIndex(index)
    view.setFocus()
    return index


def editor(dialog: ImportDialog) -> QLineEdit:
    return dialog.trial_page.panel.view.findChild(QLineEdit, "import-cell-text")


def head_click(qtbot: QtBot, dialog: ImportDialog, target: str) -> None:
    view = dialog.trial_page.panel.view
    heads = [view.rows.head(column) for column in range(view.rows.columnCount())]
    header = view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(heads.index(target)) + 9, 9)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
