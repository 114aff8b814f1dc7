"""Opens the settings for tests and works in them as a person does."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.settings import SettingsDialog
from crmdesk.gui.dialogs.settings_lines_box import LinesBox
from crmdesk.gui.ui import Ui
from tests.gui.conftest import enter


def open_settings(qtbot: QtBot, ui: Ui, place: str = "") -> SettingsDialog:
    """The dialog at a place, in front and at rest."""
    dialog = SettingsDialog(ui, place)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    at_rest(qtbot, ui)
    return dialog


def at_rest(qtbot: QtBot, ui: Ui) -> None:
    qtbot.waitUntil(lambda: not ui.jobs.busy)


def key(code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key, given to whatever has the keyboard."""
    QTest.keyClick(QApplication.focusWidget(), code, modifier)


def write_line(qtbot: QtBot, text: str) -> None:
    """Type into the line being edited, in place of what stands there, and Enter."""
    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "line-editor")
    editor = QApplication.focusWidget()
    editor.selectAll()
    enter(text)
    with qtbot.waitSignal(editor.destroyed):
        key(Qt.Key.Key_Return)
    with qtbot.waitCallback() as told:  # behind what the line tells of itself
        QTimer.singleShot(0, told)


def shown(box: LinesBox) -> list[tuple[str, ...]]:
    """What the lines say."""
    return [line.cells for line in box.table.lines.lines]


def names(box: LinesBox) -> list[str]:
    return [cells[0] for cells in shown(box)]
