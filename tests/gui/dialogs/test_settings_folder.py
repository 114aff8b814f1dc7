"""The folder for backups in the settings: typed, chosen, back to the usual one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from crmdesk.core.settings import BACKUP_FOLDER
from crmdesk.gui.dialogs.settings import SettingsDialog
from crmdesk.gui.dialogs.settings_folder import FolderRow
from crmdesk.gui.ui import Ui
from crmdesk.services import backups, settings
from tests.gui.backups import choose_folder
from tests.gui.conftest import enter
from tests.gui.dialogs.settings import at_rest, key, open_settings

NAME = f"setting-{BACKUP_FOLDER.key}"


def row(dialog: SettingsDialog) -> FolderRow:
    found = dialog.pane.marked[BACKUP_FOLDER.key]
    assert isinstance(found, FolderRow)
    return found


def line(dialog: SettingsDialog) -> QLineEdit:
    found = dialog.findChild(QLineEdit, NAME)
    assert found is not None
    return found


def press(dialog: SettingsDialog, name: str) -> None:
    dialog.findChild(QAbstractButton, name).click()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "备份 盘"
    made.mkdir()
    return made


def test_empty_it_says_where_backups_go_by_themselves(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui, BACKUP_FOLDER.key)
    assert line(dialog).hasFocus()
    assert line(dialog).placeholderText() == "Beside the data file"
    assert line(dialog).toolTip() == str(backups.beside(ui.desk.path))
    assert not dialog.findChild(QAbstractButton, f"{NAME}-default").isVisible()


def test_a_typed_folder_is_taken_when_the_line_is_left(qtbot: QtBot, ui: Ui, folder: Path):
    dialog = open_settings(qtbot, ui, BACKUP_FOLDER.key)
    enter(str(folder))
    key(Qt.Key.Key_Tab)
    assert settings.get(ui.desk, BACKUP_FOLDER) == str(folder)
    assert dialog.findChild(QAbstractButton, f"{NAME}-default").isVisible()
    press(dialog, "settings-undo")
    at_rest(qtbot, ui)
    assert settings.get(ui.desk, BACKUP_FOLDER) is None
    assert line(dialog).text() == ""


def test_a_folder_that_is_not_there_is_told_beside_it(qtbot: QtBot, ui: Ui, folder: Path):
    dialog = open_settings(qtbot, ui, BACKUP_FOLDER.key)
    enter(str(folder / "missing"))
    key(Qt.Key.Key_Return)
    assert row(dialog).form.problem()[0] == "bad"
    assert "missing" in row(dialog).form.problem()[1]
    assert line(dialog).text() == str(folder / "missing")
    assert settings.is_default(ui.desk, BACKUP_FOLDER)


def test_a_chosen_folder_is_taken_and_given_up(qtbot: QtBot, ui: Ui, folder: Path, monkeypatch: pytest.MonkeyPatch):
    dialog = open_settings(qtbot, ui, BACKUP_FOLDER.key)
    choose_folder(monkeypatch, "")
    press(dialog, f"{NAME}-choose")
    assert settings.is_default(ui.desk, BACKUP_FOLDER)
    choose_folder(monkeypatch, folder)
    press(dialog, f"{NAME}-choose")
    assert line(dialog).text() == str(folder)
    press(dialog, f"{NAME}-default")
    assert settings.is_default(ui.desk, BACKUP_FOLDER)
    assert line(dialog).text() == ""


def test_what_is_being_typed_is_taken_when_the_settings_close(qtbot: QtBot, ui: Ui, folder: Path):
    dialog = open_settings(qtbot, ui, BACKUP_FOLDER.key)
    enter(str(folder))
    dialog.close()
    assert settings.get(ui.desk, BACKUP_FOLDER) == str(folder)
