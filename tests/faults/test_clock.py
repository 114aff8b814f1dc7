"""The clock set back by a day or by years, or far forward: what is written then is kept in the order it was done, is
undone in that order, and nothing goes because of a day that is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from crmdesk.services import backups, customers, history, marks, salvaging, tasks
from crmdesk.services.desk import Desk
from tests.desk import NOW, make_desk

SHIFTS = [dt.timedelta(days=-1), dt.timedelta(days=-9_000), dt.timedelta(days=15_000)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    yield made
    made.close()


def set_clock(desk: Desk, shift: dt.timedelta) -> None:
    desk.clock = lambda: NOW + shift
    marks.refresh(desk)


@pytest.mark.parametrize("shift", SHIFTS, ids=["yesterday", "years ago", "far away"])
def test_what_is_done_then(desk: Desk, shift: dt.timedelta) -> None:
    first, _changes = customers.add(desk, {"name": "远大"})
    set_clock(desk, shift)
    second, _changes = customers.add(desk, {"name": "绿山"})
    customers.edit(desk, second, {"wechat": "ls1"})
    task, _changes = tasks.add(desk, first, {"text": "回访", "due_on": desk.today().isoformat()})
    tasks.finish(desk, task)
    set_clock(desk, dt.timedelta())
    customers.edit(desk, first, {"wechat": "yd1"})
    assert [entry.verb for entry in history.entries(desk)] == [
        "customer-edit", "task-done", "task-add", "customer-edit", "customer-add", "customer-add",
    ]  # fmt: skip
    assert [history.undo(desk)[0].verb for _ in range(4)] == [
        "customer-edit", "task-done", "task-add", "customer-edit",
    ]  # fmt: skip
    assert all(customers.file(desk, each).values.get("wechat") is None for each in (first, second))
    for _ in range(4):
        history.redo(desk)
    assert [customers.file(desk, each).values["wechat"] for each in (first, second)] == ["yd1", "ls1"]
    assert customers.file(desk, first).values["stage"] == customers.file(desk, second).values["stage"]
    assert list(salvaging.check(desk.path).problems) == []


@pytest.mark.parametrize("shift", SHIFTS, ids=["yesterday", "years ago", "far away"])
def test_backups_made_then(desk: Desk, shift: dt.timedelta) -> None:
    """None is taken for old that is the last good one; one is made again once the clock is right."""
    customers.add(desk, {"name": "远大"})
    good = backups.make(desk)
    set_clock(desk, shift)
    customers.add(desk, {"name": "绿山"})
    other = backups.daily(desk)
    set_clock(desk, dt.timedelta())
    customers.add(desk, {"name": "白水"})
    backups.daily(desk)
    kept = {each.path for each in backups.all_of(desk)}
    assert good.path in kept
    assert other is None or other.path in kept
