"""What restoring a backup would change, shown before it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs import backups_asking
from crmdesk.gui.dialogs.restoring import RestoreDialog, RestoreWish
from crmdesk.gui.ui import Ui
from crmdesk.services import backups, customers, security
from crmdesk.services.backups import Backup
from crmdesk.services.desk import Desk, open_desk
from crmdesk.tour.camera import visible_texts
from tests.desk import NOW, clock
from tests.gui.backups import damage
from tests.gui.conftest import PutUp
from tests.gui.dialogs.conftest import press

PASSWORD = "kettle and 绿山 47"
Looked = Callable[[Path], RestoreDialog]


@pytest.fixture
def backup(desk: Desk) -> Backup:
    """Of yesterday; two customers were added since, one was changed."""
    desk.clock = lambda: NOW - dt.timedelta(days=1)
    made = backups.make(desk, "daily")
    desk.clock = clock
    customers.add(desk, {"name": "苏见青"})
    customers.add(desk, {"name": "季明窗"})
    customers.edit(desk, 1, {"city": "桐乡"})
    return made


@pytest.fixture
def looked(ui: Ui, put_up: PutUp) -> Looked:
    return lambda path: put_up(RestoreDialog(ui, path))


def test_what_would_be_lost_is_said_before(backup: Backup, looked: Looked):
    dialog = looked(backup.path)
    texts = list(visible_texts(dialog))
    assert "20 Nov 2026 12:00 · Once a day" in texts
    table = next(text for text in texts if text.startswith("Customers "))
    assert "Customers 7 5" in table
    assert "Notes" not in table
    assert dialog.differences.told[0] == "3 actions since then are lost."
    assert dialog.differences.told[1] == "2 customers are not in the backup: K00006 苏见青, K00007 季明窗"


def test_enter_agrees(backup: Backup, looked: Looked):
    dialog = looked(backup.path)
    wished: list[RestoreWish] = []
    dialog.wished.connect(wished.append)
    press(dialog, Qt.Key.Key_Return)
    assert wished == [RestoreWish(backup.path, None)]
    assert not dialog.isVisible()


def test_escape_changes_nothing(backup: Backup, looked: Looked):
    dialog = looked(backup.path)
    wished: list[RestoreWish] = []
    dialog.wished.connect(wished.append)
    press(dialog, Qt.Key.Key_Escape)
    assert (wished, dialog.isVisible()) == ([], False)


def test_instead_of_a_damaged_one_the_newest_good_one_is_offered(
    qtbot: QtBot, ui: Ui, desk: Desk, backup: Backup, looked: Looked
):
    bad = backups.make(desk)
    damage(bad.path)
    dialog = looked(bad.path)
    assert dialog.trouble.text() == "This backup is damaged and cannot be restored."
    assert not dialog.confirm_button.isEnabled()
    assert dialog.other.text() == "Take the newest good one: 20 Nov 2026 12:00"
    press(dialog, Qt.Key.Key_Space)
    qtbot.waitUntil(dialog.confirm_button.isEnabled)
    wished: list[RestoreWish] = []
    dialog.wished.connect(wished.append)
    dialog.confirm_button.click()
    assert wished == [RestoreWish(backup.path, None)]


def test_a_damaged_one_without_others_is_refused(desk: Desk, looked: Looked):
    bad = backups.make(desk)
    damage(bad.path)
    dialog = looked(bad.path)
    assert dialog.trouble.isVisible()
    assert not dialog.other.isVisible()
    assert not dialog.confirm_button.isEnabled()


def test_what_is_no_backup_is_refused(looked: Looked, tmp_path: Path, desk: Desk):
    other = tmp_path / "名单.xlsx"
    other.write_bytes(b"PK\x03\x04" + b"x" * 9_000)
    for path in (other, tmp_path / "gone.crmdesk", desk.path):
        dialog = looked(path)
        assert dialog.trouble.text()
        assert not dialog.confirm_button.isEnabled()


def test_an_encrypted_one_asks_for_its_password(
    desk: Desk, looked: Looked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    made = backups.make(desk, target=tmp_path / "locked.crmdesk")
    key = security.set_password(made.path, PASSWORD)
    monkeypatch.setattr(backups_asking, "ask_key", lambda *_asked, **_more: None)
    dialog = looked(made.path)
    assert dialog.trouble.text() == "Without its password the backup cannot be restored."
    monkeypatch.setattr(backups_asking, "ask_key", lambda *_asked, **_more: key)
    dialog = looked(made.path)
    wished: list[RestoreWish] = []
    dialog.wished.connect(wished.append)
    dialog.confirm_button.click()
    assert wished == [RestoreWish(made.path, key)]
    open_desk(made.path, who="陈立", key=key).close()
