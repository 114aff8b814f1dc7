"""The settings over a real window: what is changed there is seen in it at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.settings import SettingsDialog
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, settings
from crmdesk.services.desk import Desk
from crmdesk.tour.camera import visible_texts
from tests.gui.conftest import OpenWindow
from tests.gui.dialogs.settings import at_rest, key, names, write_line


def opened(qtbot: QtBot, window: MainWindow, place: str) -> SettingsDialog:
    window.ui.bus.open_settings.emit(place)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), SettingsDialog))
    at_rest(qtbot, window.ui)
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, SettingsDialog)
    return dialog


def test_a_renamed_word_is_in_the_file_at_once_and_undone_from_the_dialog(qtbot: QtBot, desk: Desk, shown: OpenWindow):
    customer_id, _ = customers.add(desk, {"name": "周砚秋", "source": "web"})
    window = shown(desk)
    window.content.page.open(customer_id)
    dialog = opened(qtbot, window, "source/web")
    assert dialog.pane.key == "lists"
    assert dialog.pane.box.table.current_key() == "web"
    key(Qt.Key.Key_F2)
    write_line(qtbot, "互联网")
    at_rest(qtbot, window.ui)
    assert "互联网" in names(dialog.pane.box)
    qtbot.waitUntil(lambda: _says(window, "互联网"))
    assert dialog.isVisible()
    QTest.keyClick(dialog.pane.box.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    at_rest(qtbot, window.ui)
    assert "互联网" not in names(dialog.pane.box)
    qtbot.waitUntil(lambda: not _says(window, "互联网"))


def test_the_name_stands_in_the_status_line(qtbot: QtBot, desk: Desk, shown: OpenWindow):
    window = shown(desk)
    dialog = opened(qtbot, window, "person.name")
    QApplication.focusWidget().setText("Lin Wan")
    key(Qt.Key.Key_Return)
    assert settings.get(desk, settings.PERSON_NAME) == "Lin Wan"
    qtbot.waitUntil(lambda: _says(window, "Lin Wan"))
    dialog.close()


def test_another_language_opens_the_settings_anew(qtbot: QtBot, desk: Desk, shown: OpenWindow):
    window = shown(desk)
    dialog = opened(qtbot, window, "looks")
    dialog.pane.language.chosen.emit("zh_CN")
    qtbot.waitUntil(lambda: window.ui.words.chinese)
    qtbot.waitUntil(lambda: any(d.isVisible() and d.ui.words.chinese for d in window.findChildren(SettingsDialog)))
    fresh = next(d for d in window.findChildren(SettingsDialog) if d.isVisible())
    assert fresh.pane.key == "looks"
    assert fresh.pane.language.key() == "zh_CN"


def _says(window: MainWindow, text: str) -> bool:
    return any(text in each for each in visible_texts(window.content))
