"""A data file that cannot be opened any more: its backups are looked at, and a good one takes its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk import app
from crmdesk.app import rescuing
from crmdesk.core.words import Words
from crmdesk.gui.dialogs import backups_asking, files
from crmdesk.gui.dialogs.files import FileTrouble
from crmdesk.gui.dialogs.restoring_lost import LostFile
from crmdesk.gui.dialogs.unlocking import UnlockDialog
from crmdesk.gui.models.backups_found import BAD, GOOD, LOCKED
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.theme import palette
from crmdesk.services import backups, customers, security
from crmdesk.services.desk import Desk, open_desk
from crmdesk.services.security import Key
from tests.desk import NOW, clock
from tests.gui.backups import choose_file, damage
from tests.gui.dialogs.conftest import press

PASSWORD = "kettle and 绿山 47"
Looked = Callable[..., LostFile]


@pytest.fixture
def lost(desk: Desk) -> Path:
    """The path of a data file that is no more one; it has a sound backup and a newer one that is damaged."""
    for days in (2, 1):
        desk.clock = lambda days=days: NOW - dt.timedelta(days=days)
        made = backups.make(desk, "daily")
        desk.clock = clock
        customers.add(desk, {"name": "苏见青"})
    damage(made.path)
    path = desk.path
    desk.close()
    path.write_bytes(b"something else" * 500)
    return path


@pytest.fixture
def looked(qtbot: QtBot, words_en: Words, theme: palette.Theme) -> Looked:
    """Shows the dialog and waits until every backup was looked at."""

    def show(path: Path, key: Key | None = None) -> LostFile:
        dialog = LostFile(path, rescuing.lost_backups(path, None), words_en, key)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: not dialog.busy)
        return dialog

    return show


def states(dialog: LostFile) -> list[str]:
    found = [dialog.model.line(row) for row in range(dialog.model.rowCount())]
    return [each.state for each in found if each is not None]


def count(path: Path, key: Key | None = None) -> int:
    desk = open_desk(path, who="陈立", create=False, key=key)
    found = len(customers.find(desk, customers.Listing(), 100))
    desk.close()
    return found


def test_the_newest_good_one_is_chosen_and_enter_restores_it(qtbot: QtBot, lost: Path, looked: Looked):
    dialog = looked(lost)
    assert states(dialog) == [BAD, GOOD]
    row = dialog.table.currentIndex().row()
    assert [dialog.model.index(row, column).data() for column in range(5)] == [
        "19 Nov 2026 12:00",
        "Once a day",
        "5",
        dialog.model.index(row, 3).data(),
        "Sound",
    ]
    press(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.restored)
    assert not dialog.isVisible()
    assert count(lost) == 5
    kept = list(lost.parent.glob("*-former.crmdesk"))
    assert [path.read_bytes() for path in kept] == [b"something else" * 500]


def test_a_damaged_one_cannot_be_chosen(lost: Path, looked: Looked):
    dialog = looked(lost)
    press(dialog, Qt.Key.Key_Up)
    assert not dialog.confirm_button.isEnabled()
    dialog.accept()
    assert dialog.isVisible()


def test_without_backups_another_file_may_be_taken(
    qtbot: QtBot, lost: Path, looked: Looked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    good = rescuing.lost_backups(lost, None)[1].path
    moved = tmp_path / "kept.crmdesk"
    good.rename(moved)
    for path in backups.beside(lost).iterdir():
        path.unlink()
    dialog = looked(lost)
    assert dialog.model.rowCount() == 0
    assert not dialog.confirm_button.isEnabled()
    choose_file(monkeypatch, tmp_path / "gone.crmdesk")
    dialog.other.click()
    qtbot.waitUntil(dialog.trouble.isVisible)
    assert dialog.other.isEnabled()
    choose_file(monkeypatch, moved)
    dialog.other.click()
    qtbot.waitUntil(lambda: dialog.restored)
    assert count(lost) == 5


def test_an_encrypted_one_asks_for_its_password(
    qtbot: QtBot, lost: Path, looked: Looked, monkeypatch: pytest.MonkeyPatch
):
    key = security.set_password(rescuing.lost_backups(lost, None)[1].path, PASSWORD)
    dialog = looked(lost)
    assert states(dialog) == [BAD, LOCKED]
    dialog.table.selectRow(1)
    monkeypatch.setattr(backups_asking, "ask_key", lambda *_asked, **_more: None)
    dialog.accept()
    assert dialog.isVisible()
    monkeypatch.setattr(backups_asking, "ask_key", lambda *_asked, **_more: key)
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.restored)
    assert dialog.key == key
    assert count(lost, key) == 5


def test_leaving_while_it_is_looked_leaves_nothing(qtbot: QtBot, lost: Path, words_en: Words, theme: palette.Theme):
    dialog = LostFile(lost, rescuing.lost_backups(lost, None), words_en, None)
    qtbot.addWidget(dialog)
    dialog.show()
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert lost.read_bytes() == b"something else" * 500


# at the start


def by_hand(qtbot: QtBot) -> Callable[[LostFile], int]:
    """Stands for a person who waits until the newest good one is chosen, and agrees."""

    def answer(dialog: LostFile) -> int:
        dialog.show()
        qtbot.waitUntil(lambda: not dialog.busy)
        dialog.accept()
        qtbot.waitUntil(lambda: dialog.restored)
        return 1

    return answer


@pytest.mark.parametrize("content", [b"something else" * 500, bytes(range(256)) * 32], ids=["no file", "no header"])
def test_the_start_offers_it_and_goes_on(
    qtbot: QtBot, lost: Path, words_en: Words, theme: palette.Theme, monkeypatch: pytest.MonkeyPatch, content: bytes
):
    """One without its beginning looks like an encrypted one: its password is asked, and a backup offered beside."""
    lost.write_bytes(content)
    answered: list[str] = []

    def restore(dialog: FileTrouble | UnlockDialog) -> int:
        name = f"{dialog.objectName()}-restore"
        answered.append(name)
        dialog.findChild(files.Button, name).click()
        return dialog.result()

    monkeypatch.setattr(FileTrouble, "exec", restore)
    monkeypatch.setattr(UnlockDialog, "exec", restore)
    monkeypatch.setattr(LostFile, "exec", by_hand(qtbot))
    desk = app.choose_desk(lost, words_en)
    assert desk is not None
    assert desk.path == lost
    assert answered == ["unlocking-restore" if len(content) % 4096 == 0 else "file-trouble-restore"]
    desk.close()
    assert count(lost) == 5


def test_backups_in_a_chosen_folder_are_found(lost: Path, tmp_path: Path, preferences: Preferences):
    folder = tmp_path / "stick"
    backups.beside(lost).rename(folder)
    assert rescuing.lost_backups(lost, preferences) == []
    preferences.note_backup_folder(lost, folder)
    assert [backup.path.parent for backup in rescuing.lost_backups(lost, preferences)] == [folder, folder]
