"""The copy of everything about one customer, as it is asked for in the window."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.person_copy import PersonCopyDialog
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import attachments, customers, privacy
from tests.gui.conftest import PutUp
from tests.gui.dialogs.conftest import press

Asked = Callable[[], PersonCopyDialog]


@pytest.fixture
def asked(ui: Ui, put_up: PutUp, tmp_path: Path) -> Asked:
    """Shows the dialog for the first of `PEOPLE`, writing into an own folder."""
    (tmp_path / "out").mkdir()
    ui.preferences.set_folder("export", str(tmp_path / "out"))

    def show() -> PersonCopyDialog:
        return put_up(PersonCopyDialog(ui, customers.file(ui.desk, customers.id_of(ui.desk, "K00001"))))

    return show


def test_enter_writes_a_text_named_by_the_number(ui: Ui, asked: Asked, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = asked()
    assert not dialog.contents.isVisible()
    with qtbot.waitSignal(ui.bus.message) as said:
        press(dialog, Qt.Key.Key_Return)
    path = tmp_path / "out" / "K00001 copy of all data.txt"
    assert said.args == [f"The copy of K00001 is in {path}", False]
    assert "13900000013" in path.read_text("utf-8-sig").replace(" ", "")
    assert not dialog.isVisible()
    entry = privacy.entries(ui.desk)[0]
    assert (entry.what, entry.target) == ("copy", path.name)


def test_data_with_attachments(ui: Ui, asked: Asked, qtbot: QtBot, tmp_path: Path) -> None:
    attachments.add_content(ui.desk, customers.id_of(ui.desk, "K00001"), "合同.txt", "机密".encode())
    dialog = asked()
    assert dialog.contents.text() == "With the content of 1 attachment, in a folder beside it"
    dialog.contents.setChecked(True)
    data = dialog.ending.findChild(QWidget, "segment-.json")
    assert data is not None
    qtbot.mouseClick(data, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(ui.bus.message):
        qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    path = tmp_path / "out" / "K00001 copy of all data.json"
    assert json.loads(path.read_text("utf-8"))["customer"]["name"] == "张伟"
    saved = tmp_path / "out" / "K00001 copy of all data-attachments" / "合同.txt"
    assert saved.read_text("utf-8") == "机密"


def test_a_file_that_is_there_is_asked_about(ui: Ui, asked: Asked, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = asked()
    path = tmp_path / "out" / "mine.txt"
    path.write_text("mine", "utf-8")
    dialog.target.edit.setText(str(path))
    dialog.accept()
    assert "would be replaced" in dialog.trouble.text()
    assert path.read_text("utf-8") == "mine"
    with qtbot.waitSignal(ui.bus.message):
        dialog.accept()
    assert path.read_text("utf-8-sig") != "mine"


@pytest.mark.parametrize("name", ["copy.docx", "no such folder/copy.txt"])
def test_where_it_cannot_go_is_said(ui: Ui, asked: Asked, qtbot: QtBot, name: str) -> None:
    dialog = asked()
    dialog.target.edit.setText(name)
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.trouble.isVisible() and not ui.jobs.busy)
    assert dialog.confirm_button.isEnabled()
    assert privacy.entries(ui.desk) == []


def test_it_is_offered_by_the_menu_of_the_file(window: MainWindow, qtbot: QtBot) -> None:
    page = window.content.page
    page.open(customers.id_of(window.ui.desk, "K00001"))
    qtbot.waitUntil(lambda: page.pane.number == "K00001")
    next(each for each in page.pane.head.menu.actions() if each.objectName() == "file-copy-all").trigger()
    dialog = window.findChild(PersonCopyDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Copy of all data – 张伟"
    dialog.reject()
