"""Data files and spreadsheets come and go in the window, and it remembers where it was."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs import exporting, importing
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers
from crmdesk.services.desk import Desk, open_desk
from tests.desk import make_desk
from tests.gui.conftest import PEOPLE
from tests.gui.test_window import CTRL, SHIFT, Key, names, press


@pytest.mark.parametrize("name", ["客户.xlsx", "old.XLS", "list.csv"])
def test_a_spreadsheet_dropped_is_imported(window: MainWindow, monkeypatch: pytest.MonkeyPatch, name: str):
    asked: list[object] = []
    monkeypatch.setattr(window.content, "import_sheet", asked.append)
    path = Path(window.ui.desk.path.parent / name)
    drop(window, path)
    assert asked == [path]


def test_anything_else_dropped_is_not_taken(window: MainWindow):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/somewhere/picture.png")])
    where, action_, button = QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDragEnterEvent(where, action_, mime, button, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    window.dragEnterEvent(event)
    assert not event.isAccepted()


def drop(window: MainWindow, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(5, 5).toPoint(), copy, mime, left, none)
    window.dragEnterEvent(entering)
    assert entering.isAccepted()
    window.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, left, none))


def test_another_data_file_takes_its_place(qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path):
    other = make_desk(tmp_path, "华北客户.crmdesk")
    customers.add(other, {"name": "北方第一位"})
    other.close()
    drop(window, tmp_path / "华北客户.crmdesk")
    qtbot.waitUntil(lambda: names(window) == ["北方第一位"])
    assert window.windowTitle() == "CRM Desk — 华北客户"
    assert desk.data.database.is_closed()
    window.findChild(QMenu, "menu-file").aboutToShow.emit()
    recent = window.findChild(QMenu, "menu-recent")
    assert [entry.text() for entry in recent.actions()] == ["华东客户"]
    recent.actions()[0].trigger()
    qtbot.waitUntil(lambda: len(names(window)) == len(PEOPLE))


def test_a_file_that_is_not_ours_changes_nothing(qtbot: QtBot, window: MainWindow, tmp_path: Path):
    wrong = tmp_path / "wrong.crmdesk"
    wrong.write_bytes(b"not a data file" * 100)
    drop(window, wrong)
    box = window.findChild(QMessageBox, "refused")
    assert "wrong.crmdesk" in box.text()
    box.accept()
    assert window.windowTitle() == "CRM Desk — 华东客户"
    assert len(names(window)) == len(PEOPLE)


def test_places_are_remembered(qtbot: QtBot, window: MainWindow, desk: Desk, preferences: Preferences):
    window.resize(960, 640)
    window.content.page.splitter.setSizes([350, 460])
    press(qtbot, Key.Key_F9)
    qtbot.waitUntil(lambda: sum(window.content.page.splitter.sizes()) > 850)
    wanted = window.content.page.splitter.sizes()
    window.close()
    assert preferences.navigation_folded
    assert desk.data.database.is_closed()
    again = open_desk(desk.path, who="陈立")
    from crmdesk.app import open_window

    second = open_window(again, window.ui.words, preferences)
    second.show()
    second.content.places.go("customers")
    qtbot.waitExposed(second)
    assert (second.width(), second.height()) == (960, 640)
    assert second.content.navigation.is_folded()
    qtbot.waitUntil(lambda: second.content.page.splitter.sizes()[0] == wanted[0])
    second.close()
    second.deleteLater()


class Asked(QDialog):
    """Stands for the dialogs of importing and exporting: what they are about."""

    about: ClassVar[list[object]] = []
    customers_asked = Signal(object)

    def __init__(self, _ui: Ui, about: object, parent: QWidget, listed: object = None) -> None:
        super().__init__(parent)
        self.about.append(listed if about is None else about)
        self.setObjectName("asked")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    monkeypatch.setattr(importing, "ImportDialog", Asked)
    monkeypatch.setattr(exporting, "ExportDialog", Asked)
    Asked.about.clear()
    return Asked.about


def test_import_and_export_by_keyboard(qtbot: QtBot, window: MainWindow, asked: list[object]):
    page = window.content.page
    for key, modifiers, about in ((Key.Key_I, CTRL, None), (Key.Key_E, CTRL | SHIFT, None)):
        press(qtbot, key, modifiers)
        assert asked.pop() is about
        window.findChild(QDialog, "asked").close()
    page.view.selectAll()
    window.content.export()
    assert list(asked.pop()) == list(page.list.model.ids)
    window.findChild(QDialog, "asked").close()
    window.content.search.setText("有限公司")
    qtbot.waitUntil(lambda: len(names(window)) == 2)
    page.view.deselect()
    window.content.export()
    assert list(asked.pop()) == list(page.list.model.ids)
    window.findChild(QDialog, "asked").close()
