"""Backups in the window: made at a wish and by themselves, reminded of, restored at the same place."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from crmdesk.core.settings import BACKUP_FOLDER, BACKUP_OUTSIDE_DAYS
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.window import MainWindow
from crmdesk.services import backups, customers, sample, settings
from crmdesk.services.desk import Desk
from crmdesk.store import copying
from tests.desk import NOW, clock
from tests.gui.backups import choose_folder, notice, program_of, rest, right, trigger
from tests.gui.conftest import OpenWindow


class Folders(QObject):
    """Stands for the system's window of a folder."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.shown.append(url.toLocalFile())


@pytest.fixture
def folders() -> Iterator[Folders]:
    found = Folders()
    QDesktopServices.setUrlHandler("file", found, "show")
    yield found
    QDesktopServices.unsetUrlHandler("file")


def test_back_up_now_says_where_and_when(qtbot: QtBot, window: MainWindow, desk: Desk, folders: Folders):
    rest(qtbot, window)
    assert right(window) == "陈立"
    trigger(window, "backup")
    assert window.content.status.message() == "Backing up... 0 %"
    qtbot.waitUntil(lambda: right(window) == "Last backup today 12:00 陈立")
    made = backups.latest(desk)
    assert made is not None
    assert window.content.status.message() == f"Backed up to {made.path.parent}"
    window.content.status.findChild(QAbstractButton, "status-action").click()
    assert folders.shown == [str(made.path.parent)]


def test_a_backup_under_way_is_given_up(qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch):
    rest(qtbot, window)
    monkeypatch.setattr(copying, "_PAGES", 1)
    trigger(window, "backup")
    window.content.status.findChild(QAbstractButton, "status-action").click()
    assert window.content.status.message() == "No backup was made."
    rest(qtbot, window)
    assert backups.all_of(desk) == []
    assert not list(backups.beside(desk.path).glob("*.partial"))


@pytest.mark.parametrize(("days", "told"), [(9, "Last backup 12 Nov 2026"), (1, "Last backup yesterday 12:00")])
def test_what_is_long_ago_says_the_day(qtbot: QtBot, shown: OpenWindow, desk: Desk, days: int, told: str):
    desk.clock = lambda: NOW - dt.timedelta(days=days)
    backups.make(desk, "daily")
    desk.clock = clock
    window = shown(desk)
    qtbot.waitUntil(lambda: right(window) == f"{told} 陈立")


def test_a_failure_is_pointed_out_with_a_cure(qtbot: QtBot, window: MainWindow, desk: Desk):
    backups.beside(desk.path).write_text("in the way")
    trigger(window, "backup")
    qtbot.waitUntil(lambda: notice(window, "backup-failed-notice") is not None)
    bar = notice(window, "backup-failed-notice")
    assert str(backups.beside(desk.path)) in bar.accessibleName()
    backups.beside(desk.path).unlink()
    bar.buttons["again"].click()
    assert notice(window, "backup-failed-notice") is None
    qtbot.waitUntil(lambda: right(window).startswith("Last backup today"))


def test_a_folder_that_is_gone_is_pointed_out(qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path):
    folder = tmp_path / "stick"
    folder.mkdir()
    settings.change(desk, BACKUP_FOLDER.key, str(folder))
    folder.rmdir()
    trigger(window, "backup")
    qtbot.waitUntil(lambda: notice(window, "backup-missed-notice") is not None)
    bar = notice(window, "backup-missed-notice")
    assert str(folder) in bar.accessibleName()
    bar.buttons["folder"].click()
    opened = window.content.dialogs.open_settings()
    assert opened is not None
    assert opened.pane.key == "backups"
    opened.close()
    folder.mkdir()
    trigger(window, "backup")
    qtbot.waitUntil(lambda: notice(window, "backup-missed-notice") is None)


# the reminder


@pytest.fixture
def old_desk(desk: Desk) -> Desk:
    """Begun twenty days ago; never backed up to another disk."""
    desk.data.database.execute_sql("UPDATE action SET at = '2026-11-01T04:00:00Z'")
    return desk


@pytest.fixture
def reminded(qtbot: QtBot, shown: OpenWindow, old_desk: Desk) -> MainWindow:
    window = shown(old_desk)
    qtbot.waitUntil(lambda: notice(window, "outside-notice") is not None)
    return window


def test_a_copy_on_another_disk_ends_the_reminder(
    qtbot: QtBot, reminded: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    bar = notice(reminded, "outside-notice")
    assert bar.accessibleName().startswith("No copy on another disk for 20 days.")
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr("crmdesk.store.backups._disk", lambda place: "stick" if place == folder else "disk")
    choose_folder(monkeypatch, folder)
    bar.buttons["copy"].click()
    qtbot.waitUntil(lambda: notice(reminded, "outside-notice") is None)
    assert len(list(folder.iterdir())) == 1


def test_later_is_a_day(qtbot: QtBot, reminded: MainWindow, desk: Desk, preferences: Preferences):
    notice(reminded, "outside-notice").buttons["later"].click()
    assert notice(reminded, "outside-notice") is None
    assert preferences.quiet_until(desk.path) == dt.date(2026, 11, 22)
    reminded.content.backups.begin()
    rest(qtbot, reminded)
    assert notice(reminded, "outside-notice") is None
    desk.clock = lambda: NOW + dt.timedelta(days=1)
    reminded.content.backups.begin()
    qtbot.waitUntil(lambda: notice(reminded, "outside-notice") is not None)


def test_never_is_a_setting_that_can_be_undone(qtbot: QtBot, reminded: MainWindow, desk: Desk):
    notice(reminded, "outside-notice").buttons["never"].click()
    assert settings.get(desk, BACKUP_OUTSIDE_DAYS) == 0
    qtbot.waitUntil(lambda: notice(reminded, "outside-notice") is None)
    trigger(reminded, "undo")
    qtbot.waitUntil(lambda: notice(reminded, "outside-notice") is not None)


# by itself


def test_the_backup_of_the_day_is_made_beside_everything_else(qtbot: QtBot, window: MainWindow, desk: Desk):
    program = program_of(window)
    program.check_in_background()
    qtbot.waitUntil(lambda: right(window).startswith("Last backup today"))
    assert window.content.status.message() == "Backed up"
    assert [backup.reason for backup in backups.all_of(desk)] == ["daily"]
    program.beside.daily.look()
    qtbot.waitUntil(lambda: not program._checker.busy)
    assert len(backups.all_of(desk)) == 1
    customers.add(desk, {"name": "苏见青"})
    desk.clock = lambda: NOW + dt.timedelta(days=1)
    program.beside.daily.look()
    qtbot.waitUntil(lambda: len(backups.all_of(desk)) == 2)


def test_a_backup_of_the_day_that_fails_is_pointed_out(qtbot: QtBot, window: MainWindow, desk: Desk):
    backups.beside(desk.path).write_text("in the way")
    program_of(window).check_in_background()
    qtbot.waitUntil(lambda: notice(window, "backup-failed-notice") is not None)


def test_sample_data_is_neither_backed_up_nor_reminded_of(
    qtbot: QtBot, shown: OpenWindow, old_desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sample, "is_sample", lambda _desk: True)
    monkeypatch.setattr("crmdesk.app.daily.is_sample", lambda _desk: True)
    window = shown(old_desk)
    program = program_of(window)
    program.check_in_background()
    qtbot.waitUntil(lambda: not program._checker.busy and program.beside.daily._jobs is not None)
    rest(qtbot, window)
    assert backups.all_of(old_desk) == []
    assert notice(window, "outside-notice") is None


def test_closing_gives_up_a_backup_under_way(
    qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    begun = threading.Event()
    real = copying._fill

    def slow(database, partial, key, progress, cancelled):
        begun.set()
        while not cancelled():
            threading.Event().wait(0.005)
        real(database, partial, key, progress, cancelled)

    monkeypatch.setattr(copying, "_fill", slow)
    folder = backups.beside(desk.path)
    program_of(window).check_in_background()
    qtbot.waitUntil(begun.is_set)
    window.close()
    assert list(folder.iterdir()) == []
