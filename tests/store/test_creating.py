"""New data files appear whole, also when several programs make the same one; what failed says why."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import peewee
import pytest

from crmdesk.core.errors import UserError
from crmdesk.store import opening
from crmdesk.store.opening import open_file

_ADD = (
    "import sys; from pathlib import Path; from crmdesk.services import customers; "
    "from crmdesk.services.desk import open_desk; sys.stdin.read(1); "
    "desk = open_desk(Path(sys.argv[1])); customers.add(desk, {'name': sys.argv[2]}); desk.close()"
)


def test_several_programs_make_the_same_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "t.crmdesk"
    programs = [
        subprocess.Popen([sys.executable, "-c", _ADD, str(path), f"甲{i}"], stdin=subprocess.PIPE) for i in range(4)
    ]
    for program in programs:
        assert program.stdin is not None
        program.stdin.write(b"x")
        program.stdin.close()
    assert [program.wait(60) for program in programs] == [0] * 4
    data = open_file(path)
    assert data.database.execute_sql("SELECT count(*) FROM customer").fetchone() == (4,)
    data.close()
    assert [p.name for p in tmp_path.iterdir()] == ["t.crmdesk"]


def test_a_file_that_appears_meanwhile_is_opened_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.crmdesk"
    migrate = opening._migrate

    def slow(made: object, place: Path) -> None:
        monkeypatch.setattr(opening, "_migrate", migrate)
        other = open_file(path)
        other.database.execute_sql("INSERT INTO setting (key, value) VALUES ('x', 'theirs')")
        other.close()
        migrate(made, place)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "_migrate", slow)
    data = open_file(path)
    assert data.database.execute_sql("SELECT value FROM setting WHERE key = 'x'").fetchone() == ("theirs",)
    data.close()
    assert [p.name for p in tmp_path.iterdir()] == ["t.crmdesk"]


def test_a_creation_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(made: object, place: Path) -> None:
        raise peewee.OperationalError("database or disk is full")

    monkeypatch.setattr(opening, "_migrate", fail)
    with pytest.raises(UserError) as raised:
        open_file(tmp_path / "t.crmdesk")
    assert raised.value.code == "file-full"
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_named_although_sqlite_rolled_back_by_itself(tmp_path: Path) -> None:
    data = open_file(tmp_path / "t.crmdesk")
    data.database.execute_sql("PRAGMA max_page_count = 40")
    sql = "INSERT INTO setting (key, value) VALUES (?, ?)"
    with pytest.raises(UserError) as raised, data.write():
        data.database.execute_sql(sql, ("x", "y" * 10_000_000))
    assert raised.value.code == "file-full"
    with pytest.raises(UserError) as raised, data.write(), data.write():
        data.database.execute_sql(sql, ("x", "y" * 10_000_000))
    assert raised.value.code == "file-full"
    assert data.database.execute_sql("SELECT count(*) FROM setting WHERE key = 'x'").fetchone() == (0,)
    data.close()
