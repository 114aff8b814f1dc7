"""Looking for erased records in backups and in the history, and forgetting bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmdesk.services import customers, erasing, history
from crmdesk.services.desk import Desk
from crmdesk.store import cleaning, copying
from crmdesk.store.erasing import held_by
from crmdesk.store.erasing_history import in_history, named_in_history
from crmdesk.store.keys import Key


@pytest.fixture
def backup(desk: Desk, tmp_path: Path) -> Path:
    """A copy that holds one customer with a contact, and one that is only in its history."""
    customers.add(desk, {"name": "张伟"}, [{"name": "李娜"}])
    customers.add(desk, {"name": "王五"})
    history.undo(desk)
    copying.copy(desk.data.database, tmp_path / "备份 #1?.crmdesk", None)
    return tmp_path / "备份 #1?.crmdesk"


@pytest.mark.parametrize(
    ("kind", "ids", "held"),
    [
        ("customer", [1], True),
        ("customer", [9, 1], True),
        ("customer", [2], True),
        ("customer", [3], False),
        ("customer", [], False),
        ("contact", [1], True),
        ("contact", [2], False),
    ],
)
def test_what_a_backup_holds(backup: Path, kind: str, ids: list[int], held: bool) -> None:
    before = backup.read_bytes()
    assert held_by(backup, None, kind, ids) is held
    assert held_by(backup, Key.new("x"), kind, ids) is held
    assert backup.read_bytes() == before
    assert [path.name for path in backup.parent.iterdir() if path.name.startswith(backup.name)] == [backup.name]


@pytest.mark.parametrize("content", [b"", b"no database", b"\x00" * 8192, b"SQLite format 3\x00" + b"\x01" * 8176])
def test_what_cannot_be_looked_into(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.crmdesk"
    path.write_bytes(content)
    assert held_by(path, None, "customer", [1]) is None
    assert held_by(path, Key.new("x"), "customer", [1]) is None
    assert held_by(tmp_path / "gone.crmdesk", None, "customer", [1]) is None


def test_who_is_in_the_history_alone(desk: Desk) -> None:
    customers.add(desk, {"name": "张伟"})
    assert in_history(desk.data, "K00001") is None
    history.undo(desk)
    assert in_history(desk.data, " K00001 ") == 1
    assert in_history(desk.data, "K00002") is None
    assert named_in_history(desk.data, [1, 2]) == {1: ("K00001", "张伟")}


def test_cleaning_leaves_the_file_sound_and_small(desk: Desk) -> None:
    for i in range(80):
        customers.add(desk, {"name": f"客户{i}", "notes": "长" * 5_000})
    for _ in range(80):
        history.undo(desk)
    with desk.data.write():
        cleaning.set_pending(desk.data)
    execute = desk.data.database.execute_sql
    execute("DELETE FROM change")
    pages = execute("PRAGMA page_count").fetchone()[0]
    assert cleaning.is_pending(desk.data)
    assert cleaning.clean(desk.data)
    assert not cleaning.is_pending(desk.data)
    assert execute("PRAGMA page_count").fetchone()[0] < pages / 2
    assert execute("PRAGMA temp_store").fetchone() == (2,)
    assert execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert desk.data.path.with_name(desk.data.path.name + "-wal").stat().st_size < 20_000


def test_the_history_is_looked_up_not_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """But once, for what names the erased: that is made a table at the same time."""
    customers.add(desk, {"name": "张伟"}, [{"name": "李娜"}])
    execute, steps = desk.data.database.execute_sql, []

    def planned(sql: str, *rest: object) -> object:
        if sql.split(None, 1)[0] in ("SELECT", "INSERT", "DELETE"):
            steps.extend(row[3] for row in execute(f"EXPLAIN QUERY PLAN {sql}", *rest).fetchall())
        return execute(sql, *rest)

    monkeypatch.setattr(desk.data.database, "execute_sql", planned)
    erasing.erase(desk, [1])
    assert any(step.startswith("SEARCH c USING INDEX change_by_record") for step in steps)
    assert [step for step in steps if step.startswith(("SCAN c ", "SCAN change"))] == []
    assert "SCAN c" not in steps
