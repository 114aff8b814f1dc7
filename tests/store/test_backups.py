"""The log of backups, and what tells whether one is needed."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import customers, history
from crmdesk.services.desk import Desk
from crmdesk.store import backups as store
from crmdesk.store import copying
from crmdesk.store.backups import Made


def test_the_log_keeps_what_was_made(desk: Desk) -> None:
    first = Made("2026-11-20T04:00:00Z", "/a", "x", "daily", False, 3)
    second = Made("2026-11-21T04:00:00Z", "/b", "y", "manual", True, 4)
    for made in (first, second):
        store.add(desk.data, made)
    assert store.made(desk.data) == [second, first]
    assert store.last_outside(desk.data, "2026-11-22T00:00:00Z") == second.at
    assert store.last_outside(desk.data, "2026-11-21T00:00:00Z") is None
    assert history.entries(desk) == []


def test_the_last_action_tells_one_content_from_another(desk: Desk) -> None:
    """Over random edits, undo and redo: the same last action, the same content."""
    chance = random.Random(5)
    contents: dict[int, list[tuple[str, str | None]]] = {}
    for i in range(150):
        step = chance.random()
        try:
            if step < 0.3:
                customers.add(desk, {"name": f"客户{i}"})
            elif step < 0.5 and customers.total(desk):
                customers.edit(desk, 1, {"city": f"城{i}"})
            elif step < 0.8:
                history.undo(desk)
            else:
                history.redo(desk)
        except UserError as error:
            assert error.code in ("nothing-to-undo", "nothing-to-redo", "record-gone")  # noqa: PT017
        content = desk.data.database.execute_sql("SELECT name, city FROM customer ORDER BY id").fetchall()
        assert contents.setdefault(store.last_action(desk.data), content) == content
    assert len(contents) > 20


def test_an_empty_file_has_nothing_to_lose(desk: Desk) -> None:
    assert (store.has_customers(desk.data), store.first_at(desk.data), store.last_action(desk.data)) == (False, None, 0)
    customer, _ = customers.add(desk, {"name": "甲"})
    customers.delete(desk, [customer])
    assert store.has_customers(desk.data)
    assert store.first_at(desk.data) == "2026-11-21T04:00:00Z"


def test_a_copy_takes_as_much_as_is_said(desk: Desk, tmp_path: Path) -> None:
    copying.copy(desk.data.database, tmp_path / "copy.crmdesk", None)
    assert (tmp_path / "copy.crmdesk").stat().st_size == store.size(desk.data.database)


def test_a_folder_on_the_same_disk_is_not_outside(tmp_path: Path) -> None:
    folder = tmp_path / "b"
    folder.mkdir()
    assert not store.on_another_disk(folder, tmp_path / "x.crmdesk")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs another file system")
def test_another_file_system_is_another_disk(tmp_path: Path) -> None:
    assert store.on_another_disk(Path("/proc/self"), tmp_path / "x.crmdesk")


def test_what_nobody_writes_grows_stale(tmp_path: Path) -> None:
    for name, at in (("a", 10), ("b", 30)):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (at, at))
    assert store.stale(tmp_path.iterdir(), 20) == [tmp_path / "a"]
