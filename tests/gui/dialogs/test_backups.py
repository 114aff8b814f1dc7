"""The list of backups: made, copied, checked, deleted, driven as a person drives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.settings import BACKUP_FOLDER
from crmdesk.gui.dialogs.backups import BackupsDialog
from crmdesk.gui.dialogs.backups_making import MakingBackup
from crmdesk.gui.models.backups import DISK, PASSWORD, WHERE, WHY
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.services import backups, customers, settings
from crmdesk.services.desk import Desk
from crmdesk.store import backups as store
from tests.desk import NOW
from tests.gui.backups import choose_file, choose_folder, damage
from tests.gui.dialogs.conftest import press

Listed = Callable[[], BackupsDialog]


@pytest.fixture
def two(desk: Desk) -> Desk:
    """A data file with two backups, of yesterday and of two days ago."""
    for days in (2, 1):
        desk.clock = lambda days=days: NOW - dt.timedelta(days=days)
        backups.make(desk, "daily")
    desk.clock = lambda: NOW
    return desk


@pytest.fixture
def listed(qtbot: QtBot, ui: Ui) -> Listed:
    """Shows the dialog and waits until the backups stand there."""

    def show() -> BackupsDialog:
        dialog = BackupsDialog(ui, MakingBackup(ui, ui.bus))
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(dialog.isActiveWindow)
        rest(qtbot, ui)
        return dialog

    return show


def rest(qtbot: QtBot, ui: Ui) -> None:
    qtbot.waitUntil(lambda: not ui.jobs.busy)


def column(dialog: BackupsDialog, which: int) -> list[str]:
    return [dialog.model.index(row, which).data() for row in range(dialog.model.rowCount())]


def click(dialog: QDialog, name: str) -> None:
    button = dialog.findChild(Button, name)
    assert button is not None
    assert button.isEnabled()
    button.click()


def test_without_backups_one_is_made_by_one_press(qtbot: QtBot, ui: Ui, listed: Listed):
    dialog = listed()
    assert dialog.empty.isVisible()
    assert not dialog.confirm_button.isEnabled()
    assert not dialog.chosen.check_button.isVisible()
    click(dialog, "backups-now")
    assert not dialog.now.isEnabled()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert dialog.table.isVisible()
    assert column(dialog, WHY) == ["Backed up by hand"]
    assert dialog.chosen.said() == "Backed up and checked."
    assert dialog.confirm_button.isEnabled()
    assert len(backups.all_of(ui.desk)) == 1


def test_the_newest_is_on_top_and_enter_asks_to_restore_it(qtbot: QtBot, ui: Ui, two: Desk, listed: Listed):
    dialog = listed()
    newest, older = backups.all_of(two)
    assert dialog.backup() == newest
    assert column(dialog, WHY) == ["Once a day", "Once a day"]
    assert column(dialog, WHERE) == [str(newest.path.parent)] * 2
    assert column(dialog, PASSWORD) == ["None", "None"]
    asked: list[Path] = []
    dialog.restore_asked.connect(asked.append)
    press(dialog, Qt.Key.Key_Down)
    press(dialog, Qt.Key.Key_Return)
    assert asked == [older.path]
    assert dialog.isVisible()


def test_a_backup_is_checked(qtbot: QtBot, ui: Ui, two: Desk, listed: Listed):
    customers.add(two, {"name": "苏见青"})
    dialog = listed()
    click(dialog, "backups-check")
    assert not dialog.confirm_button.isEnabled()
    qtbot.waitUntil(lambda: "sound" in dialog.chosen.said())
    assert dialog.chosen.said() == "This backup is sound: 5 customers, newest change 21 Nov 2026 12:00."
    assert dialog.confirm_button.isEnabled()
    damage(backups.all_of(two)[1].path)
    press(dialog, Qt.Key.Key_Down)
    assert dialog.chosen.said() == ""
    click(dialog, "backups-check")
    qtbot.waitUntil(lambda: "damaged" in dialog.chosen.said())


def test_a_check_is_given_up(qtbot: QtBot, ui: Ui, two: Desk, listed: Listed):
    dialog = listed()
    click(dialog, "backups-check")
    click(dialog, "backups-progress-cancel")
    rest(qtbot, ui)
    assert dialog.chosen.said() == ""
    assert dialog.chosen.check_button.isEnabled()
    assert not dialog.chosen.progress.isVisible()


def test_deleting_asks_first_and_enter_means_no(qtbot: QtBot, ui: Ui, two: Desk, listed: Listed):
    dialog = listed()
    newest, older = backups.all_of(two)
    click(dialog, "backups-delete")
    asked = dialog.findChild(QDialog, "backup-deleting")
    qtbot.waitUntil(asked.isVisible)
    assert "20 Nov 2026 12:00" in asked.findChild(QWidget, "backup-deleting-sentence").text()
    press(asked, Qt.Key.Key_Return)
    assert newest.path.exists()
    click(dialog, "backups-delete")
    asked = next(each for each in dialog.findChildren(QDialog, "backup-deleting") if each.isVisible())
    click(asked, "backup-deleting-confirm")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert not newest.path.exists()
    assert dialog.backup() == older
    assert dialog.chosen.said() == "Deleted the backup of 20 Nov 2026 12:00."


def test_a_copy_on_the_same_disk_is_told_to_be_one(
    qtbot: QtBot, ui: Ui, desk: Desk, listed: Listed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "stick"
    folder.mkdir()
    dialog = listed()
    choose_folder(monkeypatch, "")
    click(dialog, "backups-copy")
    assert not list(folder.iterdir())
    choose_folder(monkeypatch, folder)
    click(dialog, "backups-copy")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert column(dialog, DISK) == ["This disk"]
    assert "same disk" in dialog.chosen.said()
    assert ui.preferences.folder("backup") == str(folder)


def test_a_copy_on_another_disk_is_named_as_one(
    qtbot: QtBot, ui: Ui, desk: Desk, listed: Listed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(store, "_disk", lambda place: "stick" if place == folder else "disk")
    dialog = listed()
    assert "None" in dialog.head.findChild(QWidget, "backups-outside").text()
    choose_folder(monkeypatch, folder)
    click(dialog, "backups-copy")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert column(dialog, DISK) == ["Another disk"]
    assert dialog.head.findChild(QWidget, "backups-outside").text() == "21 Nov 2026 12:00"
    assert dialog.chosen.said() == "Backed up and checked."


def test_a_folder_that_is_gone_is_told(qtbot: QtBot, ui: Ui, desk: Desk, listed: Listed, tmp_path: Path):
    folder = tmp_path / "stick"
    folder.mkdir()
    settings.change(desk, BACKUP_FOLDER.key, str(folder))
    folder.rmdir()
    dialog = listed()
    click(dialog, "backups-now")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert str(folder) in dialog.chosen.said()
    assert column(dialog, WHERE) == [str(backups.beside(desk.path))]


def test_another_folder_is_chosen_in_the_list(
    qtbot: QtBot, ui: Ui, two: Desk, listed: Listed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    dialog = listed()
    choose_folder(monkeypatch, folder)
    click(dialog, "backups-change")
    rest(qtbot, ui)
    assert settings.get(two, BACKUP_FOLDER) == str(folder)
    assert str(folder) in dialog.head.findChild(QWidget, "backups-folder").text()
    assert dialog.model.rowCount() == 2


def test_any_other_file_may_be_restored(
    ui: Ui, two: Desk, listed: Listed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    dialog = listed()
    asked: list[Path] = []
    dialog.restore_asked.connect(asked.append)
    choose_file(monkeypatch, "")
    click(dialog, "backups-other")
    choose_file(monkeypatch, tmp_path / "old.crmdesk")
    click(dialog, "backups-other")
    assert asked == [tmp_path / "old.crmdesk"]


def test_a_backup_that_cannot_be_made_says_why(
    qtbot: QtBot, ui: Ui, desk: Desk, listed: Listed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    dialog = listed()
    choose_folder(monkeypatch, tmp_path / "gone" / "stick")
    click(dialog, "backups-copy")
    qtbot.waitUntil(lambda: bool(dialog.chosen.said()))
    assert "does not exist" in dialog.chosen.said()
    assert dialog.now.isEnabled()


def test_what_can_be_done_stands_in_the_menu_too(qtbot: QtBot, ui: Ui, two: Desk, listed: Listed):
    dialog = listed()
    place = dialog.table.visualRect(dialog.model.index(0, 0)).center()
    dialog.table.customContextMenuRequested.emit(QPoint(place))
    menu = dialog.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == [
        "Restore...",
        "Check this backup",
        "Show in the folder",
        "Delete...",
    ]
    menu.actions()[1].trigger()
    menu.close()
    qtbot.waitUntil(lambda: "sound" in dialog.chosen.said())
