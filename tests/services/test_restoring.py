"""Restoring backups: older, encrypted, damaged, others' files, and what becomes of the present state."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.services import backups, customers, erasing, history, restoring, security, settings
from crmdesk.services.backups import Backup
from crmdesk.services.desk import Desk, open_desk
from crmdesk.sheets.books import CancelledError
from crmdesk.store.database import SCHEMA
from crmdesk.store.keys import PAGE, Key, salt_of
from tests.desk import NOW, clock, make_desk
from tests.imports import ROOT

FIXTURES = ROOT / "tests" / "store" / "fixtures"
MODIFIED = 40_960


@pytest.fixture
def backup(desk: Desk) -> Backup:
    """A backup of two customers; since then a third one came and the first was changed. The data file is closed."""
    customers.add(desk, {"name": "甲"})
    customers.add(desk, {"name": "乙"})
    made = backups.make(desk)
    customers.add(desk, {"name": "丙"})
    customers.edit(desk, 1, {"name": "甲甲"})
    desk.close()
    return made


def names(path: Path, key: Key | None = None) -> list[str]:
    opened = open_desk(path, create=False, who="陈立", clock=clock, key=key)
    with contextlib.closing(opened):
        assert opened.data.quick_check() is None
        return [row.name for row in customers.rows(opened, customers.find(opened, Listing(sort="number")))]


def restore(path: Path, backup: Path, **options: object) -> Path | None:
    return restoring.restore(path, backup, clock=clock, **options)  # type: ignore[arg-type]


def refused(path: Path, backup: Path, **options: object) -> UserError:
    """What restoring says; the data file stays as it is."""
    before = sorted(each.name for each in path.parent.rglob("*"))
    content = path.read_bytes()
    with pytest.raises(UserError) as caught:
        restore(path, backup, **options)
    assert path.read_bytes() == content
    assert sorted(each.name for each in path.parent.rglob("*")) == before
    return caught.value


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[MODIFIED : MODIFIED + 20_000] = b"\xff" * 20_000
    path.write_bytes(content)


def test_the_preview_tells_what_differs(desk: Desk, backup: Backup) -> None:
    desk.data.connect()
    customers.delete(desk, [2])
    seen = restoring.preview(desk, backup.path)
    assert seen.here is not None
    assert seen.differs is not None
    assert (seen.here.counts["customer"], seen.there.counts["customer"]) == (2, 2)
    assert (seen.there.schema, seen.there.newest, seen.there.encrypted) == (SCHEMA, "2026-11-21T04:00:00Z", False)
    assert (seen.differs.missing, seen.differs.named, seen.differs.more) == (1, (("K00003", "丙"),), 1)
    assert (seen.differs.actions, seen.differs.changed, seen.differs.erased) == (3, 2, 0)
    assert restoring.preview(None, backup.path).differs is None
    with pytest.raises(UserError) as caught:
        restoring.preview(desk, desk.path)
    assert caught.value.code == "restore-itself"


def test_another_data_file_is_no_earlier_state(desk: Desk, backup: Backup) -> None:
    desk.data.connect()
    seen = restoring.preview(desk, FIXTURES / "schema-3.crmdesk")
    assert seen.differs is not None
    assert (seen.differs.actions, seen.differs.missing, seen.differs.more) == (None, 3, 2)


def test_the_backup_takes_the_place_and_the_present_state_is_kept(desk: Desk, backup: Backup) -> None:
    told: list[int] = []
    kept = restore(desk.path, backup.path, progress=lambda done, _total: told.append(done))
    assert told
    assert kept == backup.path.parent / "华东客户-20261121-120000-restore.crmdesk"
    assert names(desk.path) == ["甲", "乙"]
    assert names(kept) == ["甲甲", "乙", "丙"]
    again = make_desk(desk.path.parent)
    assert {b.path for b in backups.all_of(again)} == {kept, backup.path}
    assert history.undo(again)[0].verb == "customer-add"
    again.close()
    restore(desk.path, kept)
    assert names(desk.path) == ["甲甲", "乙", "丙"]
    assert names(backup.path) == ["甲", "乙"]


def test_after_restoring_numbers_of_actions_do_not_deceive(desk: Desk, backup: Backup) -> None:
    """The log knows backups of another future: the same number of an action, other content."""
    with contextlib.closing(make_desk(desk.path.parent)) as here:
        assert backups.before(here, "bulk") is not None
    restore(desk.path, backup.path)
    with contextlib.closing(make_desk(desk.path.parent)) as again:
        customers.add(again, {"name": "丁"})
        customers.add(again, {"name": "戊"})
        made = backups.before(again, "bulk")
        assert made is not None
    assert names(made.path) == ["甲", "乙", "丁", "戊"]


def test_backups_in_a_chosen_folder_stay_known(desk: Desk, backup: Backup, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    with contextlib.closing(make_desk(desk.path.parent)) as here:
        settings.change(here, "backups.folder", str(tmp_path / "stick"))
        chosen = backups.make(here)
    kept = restore(desk.path, backup.path)
    assert kept is not None
    assert kept.parent == chosen.path.parent
    with contextlib.closing(make_desk(desk.path.parent)) as again:
        assert {b.path for b in backups.all_of(again)} == {kept, chosen.path, backup.path}


@pytest.mark.parametrize("schema", range(1, SCHEMA + 1))
def test_one_of_an_older_program_is_brought_up_to_date(desk: Desk, backup: Backup, schema: int) -> None:
    old = FIXTURES / f"schema-{schema}.crmdesk"
    content = old.read_bytes()
    assert restoring.preview(None, old).there.schema == schema
    kept = restore(desk.path, old)
    assert names(desk.path) == ["禾砚精密机械（嘉兴）有限公司", "许念安"]
    assert kept is not None
    assert names(kept) == ["甲甲", "乙", "丙"]
    assert old.read_bytes() == content
    assert {path.name for path in desk.path.parent.iterdir()} == {desk.path.name, "华东客户-backups"}


def test_a_data_file_of_an_older_program_is_kept_as_it_is(desk: Desk, backup: Backup) -> None:
    desk.path.write_bytes((FIXTURES / "schema-1.crmdesk").read_bytes())
    kept = restore(desk.path, backup.path)
    assert names(desk.path) == ["甲", "乙"]
    assert kept is not None
    assert restoring.preview(None, kept).there.schema == 1


def test_a_damaged_one_is_refused_and_the_next_good_one_is_named(desk: Desk, backup: Backup) -> None:
    with contextlib.closing(make_desk(desk.path.parent)) as here:
        here.clock = lambda: NOW + dt.timedelta(hours=1)
        newer, newest = backups.make(here), backups.make(here)
    damage(newest.path)
    error = refused(desk.path, newest.path)
    assert (error.code, error.params["next"]) == ("backup-damaged-next", newer.path.name)
    damage(newer.path)
    assert refused(desk.path, newest.path).params["next"] == backup.path.name
    damage(backup.path)
    assert refused(desk.path, newest.path).code == "backup-damaged"


@pytest.mark.parametrize("page", ["first", "customers"])
def test_wherever_it_is_damaged_the_next_good_one_is_named(desk: Desk, backup: Backup, page: str) -> None:
    """Without its first page nothing says that it ever was a data file, or whether it had a password."""
    with contextlib.closing(make_desk(desk.path.parent)) as here:
        here.clock = lambda: NOW + dt.timedelta(hours=1)
        newest = backups.make(here)
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'customer'"
        root = here.data.database.execute_sql(sql).fetchone()[0]
        content = bytearray(newest.path.read_bytes())
        start = 0 if page == "first" else (root - 1) * PAGE
        content[start : start + PAGE] = bytes(PAGE)
        newest.path.write_bytes(content)
        with pytest.raises(UserError) as caught:
            restoring.preview(here, newest.path)
    assert (caught.value.code, caught.value.params["next"]) == ("backup-damaged-next", backup.path.name)


def test_what_is_no_backup_is_refused(desk: Desk, backup: Backup, tmp_path: Path) -> None:
    (tmp_path / "empty.crmdesk").write_bytes(b"")
    (tmp_path / "text.crmdesk").write_bytes(b"hello\n" * 2000)
    found = {"empty": "file-not-ours", "text": "file-not-ours", "no": "file-missing"}
    for file, code in found.items():
        assert refused(desk.path, tmp_path / f"{file}.crmdesk").code == code
    assert refused(desk.path, tmp_path).code == "file-is-folder"
    with pytest.raises(UserError) as caught:
        restore(tmp_path / "no" / "there.crmdesk", backup.path)
    assert caught.value.code == "file-folder-missing"
    assert refused(desk.path, desk.path).code == "restore-itself"
    with contextlib.closing(open_desk(backup.path)) as newer:
        newer.data.database.pragma("user_version", SCHEMA + 1)
    assert refused(desk.path, backup.path).code == "file-newer"


@pytest.mark.parametrize("state", ["damaged", "cut", "empty", "text", "missing"])
def test_a_data_file_that_cannot_be_opened_gives_way_but_is_kept(desk: Desk, backup: Backup, state: str) -> None:
    content = desk.path.read_bytes()
    match state:
        case "damaged":
            damage(desk.path)
        case "cut":
            desk.path.write_bytes(content[: len(content) // 2])
        case "empty" | "text":
            desk.path.write_bytes(b"" if state == "empty" else b"x" * 10_000)
        case "missing":
            desk.path.unlink()
    before = desk.path.read_bytes() if state != "missing" else b""
    kept = restore(desk.path, backup.path)
    assert names(desk.path) == ["甲", "乙"]
    if state == "missing":
        assert kept is None
    else:
        assert kept == desk.path.parent / "华东客户-20261121-120000-former.crmdesk"
        assert state == "empty" or kept.read_bytes()[4096:] == before[4096:]
    assert not [path for path in desk.path.parent.iterdir() if path.name.startswith(".")]


def test_a_journal_is_kept_with_the_former_file_and_not_played_into_the_backup(desk: Desk, backup: Backup) -> None:
    key = security.set_password(desk.path, "忘了")
    writing = open_desk(desk.path, who="陈立", clock=clock, key=key)
    customers.add(writing, {"name": "丁"})
    files = [desk.path, desk.path.with_name(desk.path.name + "-wal")]
    left = [path.read_bytes() for path in files]
    writing.close()
    for path, content in zip(files, left, strict=True):  # as after a power cut
        path.write_bytes(content)
    kept = restore(desk.path, backup.path)
    assert names(desk.path) == ["甲", "乙"]
    assert kept is not None
    assert names(kept, key) == ["甲甲", "乙", "丙", "丁"]


def test_a_full_disk_keeps_the_present_state_nevertheless(
    desk: Desk, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(place: Path, _needed: int) -> None:
        if place.name.endswith("-backups"):
            raise UserError("backup-no-room", folder=str(place), needed="1 MB", free="0 B")

    monkeypatch.setattr(restoring, "check_room", full)
    kept = restore(desk.path, backup.path)
    assert kept is not None
    assert names(desk.path) == ["甲", "乙"]
    assert names(kept) == ["甲甲", "乙", "丙"]


def test_cancelled_everything_is_as_before(desk: Desk, backup: Backup) -> None:
    with pytest.raises(CancelledError):
        restore(desk.path, backup.path, cancelled=lambda: True)
    assert names(desk.path) == ["甲甲", "乙", "丙"]
    assert [path.name for path in backup.path.parent.iterdir()] == [backup.path.name]


_HOLDS = """
import sys
from pathlib import Path
from crmdesk.services.desk import open_desk
from crmdesk.services.security import unlock
path = Path(sys.argv[1])
desk = open_desk(path, key=unlock(path, sys.argv[2]))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("password", ["", "wei zhi"])
def test_a_data_file_that_is_open_elsewhere_is_refused(desk: Desk, backup: Backup, password: str) -> None:
    if password:
        security.set_password(desk.path, password)
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(desk.path), password],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        assert refused(desk.path, backup.path).code == "file-in-use"
    finally:
        holder.communicate(timeout=60)
    assert restore(desk.path, backup.path) is not None
    assert names(desk.path) == ["甲", "乙"]


def test_passwords_of_the_backup_and_of_the_data_file(desk: Desk, backup: Backup) -> None:
    key = security.set_password(desk.path, "新密码一")
    other = security.set_password(backup.path, "旧密码二")
    assert not restoring.fits(backup.path, key)
    assert refused(desk.path, backup.path).code == "password-needed"
    assert refused(desk.path, backup.path, key=key).code == "password-wrong"
    for here_key, told in ((key, True), (other, False)):
        with contextlib.closing(open_desk(desk.path if told else backup.path, key=here_key)) as here:
            copy = backup.path.with_name("copy.crmdesk")
            copy.write_bytes(backup.path.read_bytes())
            assert restoring.preview(here, copy, other).other_password is told
    kept = restore(desk.path, backup.path, key=other, here_key=key)
    assert kept is not None
    assert salt_of(desk.path) == other.salt
    assert names(desk.path, other) == ["甲", "乙"]
    assert names(kept, key) == ["甲甲", "乙", "丙"]
    for path in desk.path.parent.rglob("*"):
        content = b"" if path.is_dir() else path.read_bytes()
        assert not content.startswith(b"SQLite format 3")
        assert "甲甲".encode() not in content


def test_a_forgotten_password_of_the_data_file_is_no_hindrance(desk: Desk, backup: Backup) -> None:
    key = security.set_password(desk.path, "忘了")
    content = desk.path.read_bytes()
    kept = restore(desk.path, backup.path)
    assert names(desk.path) == ["甲", "乙"]
    assert kept is not None
    assert kept.read_bytes() == content
    assert names(kept, key) == ["甲甲", "乙", "丙"]


def test_the_privacy_log_goes_on(desk: Desk, backup: Backup) -> None:
    with contextlib.closing(make_desk(desk.path.parent)) as here, here.data.write():
        here.data.database.execute_sql(
            "INSERT INTO privacy_log (at, who, what, customers, masked, target, params) "
            "VALUES ('2026-11-21T05:00:00Z', '陈立', 'erase', 1, 0, NULL, '{}')"
        )
    with contextlib.closing(make_desk(desk.path.parent)) as here:
        seen = restoring.preview(here, backup.path).differs
        assert seen is not None
        assert seen.erased == 1
    restore(desk.path, backup.path)
    restore(desk.path, backup.path)
    with contextlib.closing(make_desk(desk.path.parent)) as again:
        assert again.data.database.execute_sql("SELECT what FROM privacy_log").fetchall() == [("erase",)]


def test_an_erasure_that_the_backup_was_made_after_does_not_come_back(desk: Desk, backup: Backup) -> None:
    with contextlib.closing(make_desk(desk.path.parent)) as here:
        here.clock = lambda: NOW + dt.timedelta(hours=1)
        erasing.erase(here, 2)
        later = backups.make(here)
        found = [restoring.preview(here, each.path).differs for each in (backup, later)]
    assert [differs.erased for differs in found if differs] == [1, 0]


def test_what_a_killed_program_left_goes(desk: Desk, backup: Backup) -> None:
    left = desk.path.parent / ".华东客户-restoring-abc"
    left.mkdir()
    (left / desk.path.name).write_bytes(b"half")
    os.utime(left, (0, 0))
    restore(desk.path, backup.path)
    assert not left.exists()


def test_the_mode_of_the_file_stays(desk: Desk, backup: Backup) -> None:
    desk.path.chmod(0o640)
    restore(desk.path, backup.path)
    assert os.name == "nt" or desk.path.stat().st_mode & 0o777 == 0o640


def test_comparing_with_a_damaged_data_file_tells_which_one_is_damaged(desk: Desk, backup: Backup) -> None:
    with contextlib.closing(make_desk(desk.path.parent)) as here:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'customer'"
        root = here.data.database.execute_sql(sql).fetchone()[0]
    content = bytearray(desk.path.read_bytes())
    content[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    desk.path.write_bytes(content)
    with contextlib.closing(make_desk(desk.path.parent)) as here, pytest.raises(UserError) as caught:
        restoring.preview(here, backup.path)
    assert (caught.value.code, caught.value.params["path"]) == ("file-damaged", str(desk.path))
