"""Restoring a backup in the window: at the same place, taken back, refused, stopped, the file lost meanwhile."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QDialog
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.backups import BackupsDialog
from crmdesk.gui.dialogs.files import FileTrouble
from crmdesk.gui.dialogs.restoring import RestoreDialog, RestoreWish
from crmdesk.gui.dialogs.restoring_lost import LostFile
from crmdesk.gui.window import MainWindow
from crmdesk.services import backups, customers, groups, restoring, security
from crmdesk.services.desk import Desk, open_desk
from tests.desk import NOW
from tests.gui.backups import damage, program_of, reopened, trigger

PASSWORD = "kettle and 绿山 47"


def ask_restore(qtbot: QtBot, window: MainWindow) -> RestoreDialog:
    """File, Backups, Restore of the newest."""
    trigger(window, "backups")
    listed = window.findChild(BackupsDialog)
    qtbot.waitUntil(listed.confirm_button.isEnabled)
    listed.confirm_button.click()
    dialog = listed.findChild(RestoreDialog)
    qtbot.waitUntil(dialog.confirm_button.isEnabled)
    return dialog


def test_a_backup_is_restored_at_the_same_place_and_taken_back(
    qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    backups.make(desk)
    desk.clock = lambda: NOW + dt.timedelta(hours=1)
    program_of(window)._clock = desk.clock
    customers.edit(desk, 3, {"city": "桐乡"})
    pane = window.content.page.pane
    window.content.page.open(3)
    qtbot.waitUntil(lambda: pane.customer_id == 3 and not window.ui.jobs.busy)
    window.content.show_tab("changes")
    assert pane.tabs.key() == "changes"
    ask_restore(qtbot, window).confirm_button.click()
    reopened(qtbot, window)
    assert not [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    now = window.ui.desk
    assert customers.file(now, 3).values["city"] == "宁波市"
    pane = window.content.page.pane
    assert (pane.customer_id, pane.tabs.key()) == (3, "changes")
    assert window.content.status.message() == "The backup is restored."
    assert "restore" in {backup.reason for backup in backups.all_of(now)}
    window.content.status.findChild(QAbstractButton, "status-action").click()
    dialog = window.findChild(RestoreDialog)
    qtbot.waitUntil(dialog.confirm_button.isEnabled)
    dialog.confirm_button.click()
    reopened(qtbot, window)
    assert customers.file(window.ui.desk, 3).values["city"] == "桐乡"


def test_who_is_not_in_the_backup_is_no_longer_shown(qtbot: QtBot, window: MainWindow, desk: Desk):
    backups.make(desk)
    added, changes = customers.add(desk, {"name": "苏见青"})
    window.ui.wrote(changes)
    window.content.page.open(added)
    ask_restore(qtbot, window).confirm_button.click()
    reopened(qtbot, window)
    assert window.content.page.list.count == 5
    assert window.content.page.pane.customer_id != added


def test_a_group_that_is_not_in_the_backup_hides_nobody(qtbot: QtBot, window: MainWindow, desk: Desk):
    backups.make(desk)
    window.ui.wrote(groups.add(desk, "春季名单")[1])
    window.content.page.list.show_listing(Listing(group="春季名单"))
    qtbot.waitUntil(lambda: window.content.page.list.count == 0)
    ask_restore(qtbot, window).confirm_button.click()
    reopened(qtbot, window)
    assert window.content.page.list.listing.group is None
    assert window.content.page.list.count == 5


def test_what_fails_leaves_the_data_file_as_it_was(
    qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    bad = backups.make(desk)
    damage(bad.path)
    told: list[BaseException] = []
    monkeypatch.setattr(MainWindow, "show_error", lambda _window, error: told.append(error))
    window.restore_asked.emit(RestoreWish(bad.path, None))
    reopened(qtbot, window)
    assert [error.code for error in told if isinstance(error, UserError)] == ["backup-damaged"]
    assert window.content.page.list.count == 5


def test_a_stopped_one_leaves_the_data_file_as_it_was(
    qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    made = backups.make(desk)
    customers.add(desk, {"name": "苏见青"})

    def stopped(_path: Path, _backup: Path, *, cancelled, **_more) -> None:
        program_of(window)._alone.cancel()
        assert cancelled()
        raise security.CancelledError

    monkeypatch.setattr(restoring, "restore", stopped)
    window.restore_asked.emit(RestoreWish(made.path, None))
    reopened(qtbot, window)
    assert window.content.page.list.count == 6


def test_nothing_is_restored_over_what_is_being_typed(
    qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    made = backups.make(desk)
    monkeypatch.setattr(type(window.content), "may_leave", lambda _frame: False)
    content = window.content
    window.restore_asked.emit(RestoreWish(made.path, None))
    assert window.content is content


def test_an_encrypted_backup_brings_its_password(qtbot: QtBot, window: MainWindow, desk: Desk):
    made = backups.make(desk)
    key = security.set_password(made.path, PASSWORD)
    window.restore_asked.emit(RestoreWish(made.path, key))
    reopened(qtbot, window)
    assert window.ui.desk.data.key == key
    assert security.is_protected(window.ui.desk.path)
    open_desk(made.path, who="陈立", key=key).close()


def test_a_data_file_that_is_lost_meanwhile_is_restored(
    qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    made = backups.make(desk)
    real = restoring.restore

    def lose(path: Path, _backup: Path, **_more) -> None:
        path.write_bytes(b"something else" * 500)
        raise UserError("file-full", path=str(path))

    monkeypatch.setattr(restoring, "restore", lose)
    monkeypatch.setattr(MainWindow, "show_error", lambda _window, _error: None)
    window.restore_asked.emit(RestoreWish(made.path, None))
    qtbot.waitUntil(lambda: window.findChild(FileTrouble) is not None)
    monkeypatch.setattr(restoring, "restore", real)
    window.findChild(QAbstractButton, "file-trouble-restore").click()
    lost = window.findChild(LostFile)
    qtbot.waitUntil(lost.confirm_button.isEnabled)
    lost.reject()
    again = next(each for each in window.findChildren(FileTrouble) if each.isVisible())
    again.findChild(QAbstractButton, "file-trouble-restore").click()
    lost = next(each for each in window.findChildren(LostFile) if each.isVisible())
    qtbot.waitUntil(lost.confirm_button.isEnabled)
    lost.accept()
    reopened(qtbot, window)
    assert window.content.page.list.count == 5
