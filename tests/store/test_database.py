"""Opening data files: new ones, others' files, damaged, newer, read-only, in missing folders."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import customers
from crmdesk.services.desk import open_desk
from crmdesk.store import database, opening
from crmdesk.store.database import SCHEMA, DataFile
from crmdesk.store.opening import open_file
from tests.desk import make_desk


def refused(path: Path, *, create: bool = True) -> str:
    with pytest.raises(UserError) as caught:
        open_file(path, create=create)
    return caught.value.code


def test_a_missing_file_in_a_folder_is_created_and_sound(tmp_path: Path) -> None:
    data = open_file(tmp_path / "新.crmdesk")
    assert data.quick_check() is None
    assert data.database.pragma("journal_mode") == "wal"
    assert data.database.pragma("foreign_keys") == 1
    assert data.database.pragma("secure_delete") == 1
    assert data.database.pragma("user_version") == SCHEMA
    data.close()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "file-empty"), (b"PK\x03\x04" + b"x" * 5000, "file-not-ours"), (b"hello\n" * 900, "file-not-ours")],
)
def test_a_file_that_is_not_ours_is_refused_and_left_as_it_was(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.crmdesk"
    path.write_bytes(content)
    assert refused(path) == code
    assert path.read_bytes() == content
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.crmdesk"]


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    from playhouse.sqlcipher_ext import SqlCipherDatabase

    path = tmp_path / "other.db"
    other = SqlCipherDatabase(str(path))
    other.execute_sql("CREATE TABLE t (x)")
    other.close()
    assert refused(path) == "file-not-ours"


def test_a_newer_file_is_refused_with_both_numbers(tmp_path: Path) -> None:
    data = open_file(tmp_path / "n.crmdesk")
    data.database.pragma("user_version", SCHEMA + 7)
    data.close()
    with pytest.raises(UserError) as caught:
        open_file(tmp_path / "n.crmdesk")
    assert (caught.value.code, caught.value.params["found"]) == ("file-newer", SCHEMA + 7)


def test_places_where_no_file_can_be(tmp_path: Path) -> None:
    assert refused(tmp_path) == "file-is-folder"
    assert refused(tmp_path / "no" / "x.crmdesk") == "file-folder-missing"
    assert refused(tmp_path / "x.crmdesk", create=False) == "file-missing"
    assert list(tmp_path.iterdir()) == []


def test_a_write_protected_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk(tmp_path)
    desk.close()
    if os.geteuid() == 0:
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    else:
        desk.path.chmod(0o400)
    assert refused(desk.path) == "file-read-only"


def test_a_damaged_file_says_so(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    customers.add(desk, {"name": "甲"})
    desk.close()
    content = bytearray(desk.path.read_bytes())
    content[4096 * 3 : 4096 * 40] = b"\xff" * (4096 * 37)
    desk.path.write_bytes(content)
    assert trouble_with(desk.path)


def trouble_with(path: Path) -> str | None:
    """What opening the file or its background check says."""
    try:
        damaged = open_desk(path)
    except UserError as error:
        return error.code if error.code == "file-damaged" else None
    with contextlib.closing(damaged):
        try:
            return damaged.data.quick_check()
        except UserError as error:
            return error.code if error.code == "file-damaged" else None


def test_a_file_replaced_while_open_is_not_called_saved(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    copy = tmp_path / "copy"
    shutil.copy(desk.path, copy)
    desk.path.unlink()
    copy.rename(desk.path)
    with pytest.raises(UserError) as caught:
        customers.add(desk, {"name": "甲"})
    assert caught.value.code == "file-gone"
    desk.close()


def test_an_older_file_is_backed_up_before_it_is_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk(tmp_path)
    customers.add(desk, {"name": "甲"})
    desk.close()
    folder = tmp_path / "migrations"
    shutil.copytree(opening._MIGRATIONS, folder)
    (folder / f"{SCHEMA + 1:04}_more.py").write_text(
        "def up(migrator, db):\n"
        "    db.execute_sql('CREATE TABLE more (x)')\n"
        f"    db.pragma('user_version', {SCHEMA + 1}, permanent=False)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(opening, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr(opening, "_MIGRATIONS", folder)
    migrated = open_file(desk.path)
    assert migrated.database.pragma("user_version") == SCHEMA + 1
    migrated.close()
    (backup,) = (tmp_path / f"{desk.path.stem}-backups").iterdir()
    monkeypatch.setattr(opening, "SCHEMA", SCHEMA)
    kept = open_file(backup)
    assert kept.database.execute_sql("SELECT name FROM customer").fetchall() == [("甲",)]
    kept.close()


def test_a_failed_migration_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk(tmp_path)
    customers.add(desk, {"name": "甲"})
    desk.close()
    folder = tmp_path / "migrations"
    shutil.copytree(opening._MIGRATIONS, folder)
    (folder / f"{SCHEMA + 1:04}_more.py").write_text(
        "def up(migrator, db):\n    db.execute_sql('DROP TABLE contact')\n    raise ValueError('no')\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(opening, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr(opening, "_MIGRATIONS", folder)
    with pytest.raises(ValueError, match="no"):
        open_file(desk.path)
    monkeypatch.undo()
    same = open_file(desk.path)
    assert same.database.pragma("user_version") == SCHEMA
    assert same.database.execute_sql("SELECT count(*) FROM contact").fetchone() == (0,)
    same.close()
    assert not desk.path.with_name(desk.path.name + "-migrating").exists()


_OTHER_PROCESS = """
import sys
from pathlib import Path
from crmdesk.services.desk import open_desk
from crmdesk.services import customers
desk = open_desk(Path(sys.argv[1]))
for i in range(int(sys.argv[2])):
    customers.add(desk, {"name": f"他{i}"})
desk.close()
"""


def test_two_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    other = subprocess.Popen(
        [sys.executable, "-c", _OTHER_PROCESS, str(desk.path), "25"], cwd=Path(__file__).parents[2]
    )
    for i in range(25):
        customers.add(desk, {"name": f"我{i}"})
    assert other.wait(timeout=60) == 0
    rows = desk.data.database.execute_sql("SELECT number FROM customer").fetchall()
    assert len({number for (number,) in rows}) == 50
    desk.close()


def test_a_busy_file_is_said_to_be_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.05)
    desk = make_desk(tmp_path)
    assert desk.data.database.pragma("busy_timeout") == 50
    other: DataFile = open_file(desk.path)
    with other.write(), pytest.raises(UserError) as caught:
        customers.add(desk, {"name": "甲"})
    assert caught.value.code == "file-busy"
    customers.add(desk, {"name": "甲"})
    other.close()
    desk.close()


def test_a_killed_migration_does_not_lock_the_file_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "n.crmdesk"
    path.with_name(path.name + "-migrating").write_bytes(b"")
    data = open_file(path)
    assert data.database.pragma("user_version") == SCHEMA
    data.close()
