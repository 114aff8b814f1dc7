"""Queries over tasks: those open and those done, of everybody or of one customer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from crmdesk.core.repeats import series_of
from crmdesk.core.tasks import Task, late_days
from crmdesk.store.database import DataFile

_COLUMNS = """
    t.id, t.customer_id, c.number, c.name, c.tier, t.due_on, t.text, t.anchor, t.phase, t.by,
    (SELECT p.name FROM contact p WHERE p.id = t.contact AND p.deleted_at IS NULL), t.contact,
    (SELECT o.number FROM sales_order o WHERE o.id = t.sales_order AND o.deleted_at IS NULL), t.sales_order,
    t.repeat, t.until, t.done_on, t.notes, c.owner
"""
_FROM = "FROM task t CROSS JOIN customer c ON c.id = t.customer_id"
_LIVING = "t.deleted_at IS NULL AND c.deleted_at IS NULL"
_LIVING_UNSEEN = "t.deleted_at IS NULL AND t.customer_id NOT IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL)"


class Wanted(Struct, frozen=True):
    """Which tasks: `done` or still open, due (done ones: done) from `first` to `last`, both included, those of a person
    of ours (`owner`: who is to do it, else whose customer it is), of a customer."""

    done: bool = False
    first: dt.date | None = None
    last: dt.date | None = None
    owner: str | None = None
    customer_id: int | None = None


def tasks(data: DataFile, wanted: Wanted, today: dt.date, skip: int = 0, most: int | None = None) -> list[Task]:
    """Open ones: the earliest first; done ones: the latest first. None of customers in the trash."""
    where, params = _where(wanted)
    order = "t.done_on DESC, t.id DESC" if wanted.done else "t.due_on, t.id"
    sql = f"SELECT {_COLUMNS} {_FROM} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
    rows = data.database.execute_sql(sql, (*params, -1 if most is None else most, skip)).fetchall()
    return [_task(row, today) for row in rows]


def count(data: DataFile, wanted: Wanted) -> int:
    source, where, params = _counted(wanted)
    sql = f"SELECT count(*) {source} WHERE {where}"
    return int(data.database.execute_sql(sql, params).fetchone()[0])


def by_day(data: DataFile, wanted: Wanted) -> dict[dt.date, int]:
    """How many there are on each day on which there are any."""
    source, where, params = _counted(wanted)
    day = "t.done_on" if wanted.done else "t.due_on"
    sql = f"SELECT {day}, count(*) {source} WHERE {where} GROUP BY 1 ORDER BY 1"
    rows = data.database.execute_sql(sql, params).fetchall()
    return {dt.date.fromisoformat(row[0]): int(row[1]) for row in rows}


def task(data: DataFile, task_id: int, today: dt.date) -> Task | None:
    """One that is not deleted, nor its customer."""
    sql = f"SELECT {_COLUMNS} {_FROM} WHERE t.id = ? AND {_LIVING}"
    row = data.database.execute_sql(sql, (task_id,)).fetchone()
    return _task(row, today) if row else None


def _counted(wanted: Wanted) -> tuple[str, str, list[Any]]:
    """Where tasks are counted: customers are looked up only where it matters whose they are."""
    where, params = _where(wanted)
    if wanted.owner is None:
        return "FROM task t", where.replace(_LIVING, _LIVING_UNSEEN), params
    return _FROM, where, params


def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    day = "t.done_on" if wanted.done else "t.due_on"
    where = f"t.done_on IS {'NOT ' if wanted.done else ''}NULL AND {_LIVING}"
    params: list[Any] = []
    for sign, bound in ((">=", wanted.first), ("<=", wanted.last)):
        if bound is not None:
            where, params = f"{where} AND {day} {sign} ?", [*params, bound.isoformat()]
    if wanted.owner is not None:
        where, params = f"{where} AND coalesce(t.by, c.owner) = ?", [*params, wanted.owner]
    if wanted.customer_id is not None:
        where, params = f"{where} AND t.customer_id = ?", [*params, wanted.customer_id]
    return where, params


def _task(row: Sequence[Any], today: dt.date) -> Task:
    id_, customer_id, number, name, tier, due, text, anchor, *rest = row
    phase, by, contact, contact_id, order, sales_order, repeat, until, done, notes, owner = rest
    due_on = dt.date.fromisoformat(due)
    done_on = dt.date.fromisoformat(done) if done else None
    return Task(
        id_, customer_id, number, name, tier, due_on, text, series_of(anchor, due_on),
        phase, by, contact, contact_id, order, sales_order, repeat,
        dt.date.fromisoformat(until) if until else None, done_on, notes, owner, late_days(due_on, done_on, today),
    )  # fmt: skip
