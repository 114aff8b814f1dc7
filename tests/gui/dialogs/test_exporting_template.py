"""Saving an import template through the dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.exporting_template import TemplateDialog
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow


@pytest.fixture
def dialog(qtbot: QtBot, ui: Ui, tmp_path: Path) -> TemplateDialog:
    ui.preferences.set_folder("export", str(tmp_path))
    made = TemplateDialog(ui)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_by_enter_alone(qtbot: QtBot, ui: Ui, dialog: TemplateDialog, tmp_path: Path):
    path = tmp_path / "Customers import template.xlsx"
    assert dialog.target.edit.text() == str(path)
    with qtbot.waitSignals([ui.bus.message, dialog.finished]):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert load_workbook(path).sheetnames[0] == "Customers"


def test_another_kind_in_the_other_language(qtbot: QtBot, dialog: TemplateDialog, tmp_path: Path):
    QTest.keyClick(dialog.what, Qt.Key.Key_Down)
    assert dialog.what.key() == "contacts"
    dialog.language.set_key("zh_CN")
    with qtbot.waitSignal(dialog.finished):
        dialog.accept()
    path = tmp_path / "Contacts import template.xlsx"
    assert load_workbook(path).sheetnames[0] == "联系人"


def test_a_file_that_is_there_is_replaced_only_after_saying_so(qtbot: QtBot, dialog: TemplateDialog, tmp_path: Path):
    old = tmp_path / "old.xlsx"
    old.write_text("old")
    dialog.target.edit.selectAll()
    qtbot.keyClicks(dialog.target.edit, str(old))
    dialog.accept()
    assert "would be replaced" in dialog.trouble.text()
    assert (old.read_text(), dialog.confirm_button.text()) == ("old", "Replace")
    with qtbot.waitSignal(dialog.finished):
        dialog.accept()
    assert load_workbook(old).sheetnames[0] == "Customers"


@pytest.mark.parametrize(
    ("name", "told"), [("x.csv", "cannot be written"), ("none/x.xlsx", "does not exist"), ("", "Say where")]
)
def test_what_is_in_the_way_is_told(qtbot: QtBot, dialog: TemplateDialog, tmp_path: Path, name: str, told: str):
    dialog.target.edit.selectAll()
    qtbot.keyClicks(dialog.target.edit, str(tmp_path / name) if name else " ")
    dialog.accept()
    qtbot.waitUntil(lambda: told in dialog.trouble.text())
    assert dialog.isVisible()


def test_the_menu_opens_it(qtbot: QtBot, window: MainWindow):
    action = window.findChild(QAction, "import-template")
    action.trigger()
    qtbot.waitUntil(lambda: window.findChild(QDialog, "template-dialog") is not None)
    window.findChild(QDialog, "template-dialog").close()
