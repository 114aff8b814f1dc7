"""Saved runs of tiers and what each customer got in them; the customers that a page of a ranking shows."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from operator import and_, mul, rshift
from typing import Any

from crmdesk.core.ranking import Run, read_bounds
from crmdesk.core.value_basis import Period
from crmdesk.store.database import DataFile
from crmdesk.store.records import Flat, chunks, marks
from crmdesk.store.tier_marks import RUN

Result = tuple[int, int, int, str]
"""Of a customer: its id, rank, value in whole ten-thousandths, level."""
_RESULTS = "tier_results"
_AT_ONCE = 20_000
_BITS = 0xFFFF
_FIELDS = "id, at, ifnull(who, ''), scheme, basis, today, first_on, last_on, bounds, count, ifnull(notes, '')"


def runs(data: DataFile) -> list[Run]:
    """Those that were not deleted, the newest first."""
    sql = f"SELECT {_FIELDS} FROM {RUN} WHERE deleted_at IS NULL ORDER BY id DESC"  # noqa: S608
    return [_run(row) for row in data.database.execute_sql(sql).fetchall()]


def run(data: DataFile, run_id: int) -> Run | None:
    sql = f"SELECT {_FIELDS} FROM {RUN} WHERE id = ? AND deleted_at IS NULL"  # noqa: S608
    row = data.database.execute_sql(sql, (run_id,)).fetchone()
    return _run(row) if row else None


def _run(row: Sequence[Any]) -> Run:
    id_, at, who, scheme, basis, today, first, last, bounds, count, notes = row
    day = dt.date.fromisoformat
    period = Period(day(first) if first else None, day(last))
    return Run(id_, at, who, scheme, basis, day(today), period, *read_bounds(scheme, bounds), count, notes)


def forget_results(data: DataFile) -> None:
    """Take out the results of runs that exist no more: undone and not to be done again. Inside `DataFile.write`."""
    data.database.execute_sql(f"DELETE FROM tier_result WHERE run NOT IN (SELECT id FROM {RUN})")  # noqa: S608


def write_results(data: DataFile, run_id: int, results: Iterator[Result]) -> int:
    """What each customer got; those that are gone meanwhile are left out. By rising id it is quickest. Call inside
    `DataFile.write`; returns how many were written."""
    sql = "INSERT INTO tier_result (run, customer_id, rank, value, level) SELECT {}, ?1, ?2, ?3, ?4 {}"
    there = "WHERE EXISTS (SELECT 1 FROM customer WHERE id = ?1)"
    cursor = data.database.connection().executemany(sql.format(int(run_id), there), results)
    return int(cursor.rowcount)


def take_along(data: DataFile, flats: Mapping[int, Flat]) -> Mapping[int, Flat]:
    """Customers about to be removed, with what the runs say of them, which goes with their rows."""
    found: dict[int, list[list[Any]]] = {}
    for chunk in chunks(flats):
        sql = f"SELECT customer_id, run, rank, value, level FROM tier_result WHERE customer_id IN ({marks(chunk)})"  # noqa: S608
        for customer, *result in data.database.execute_sql(sql, chunk).fetchall():
            found.setdefault(customer, []).append(result)
    return {i: {**flat, _RESULTS: found[i]} if i in found else flat for i, flat in flats.items()}


def left_along(rows: Iterable[tuple[int, Flat]]) -> list[tuple[Any, ...]]:
    """What was taken along of customers about to be put back, taken out of their rows."""
    return [(i, *result) for i, flat in rows for result in flat.pop(_RESULTS, ())]


def bring_along(data: DataFile, results: Sequence[tuple[Any, ...]]) -> None:
    """Put back what `left_along` gave, once the customers are there."""
    sql = "INSERT OR IGNORE INTO tier_result (customer_id, run, rank, value, level) VALUES (?, ?, ?, ?, ?)"
    data.database.connection().executemany(sql, results)


def results(data: DataFile, run_id: int) -> Iterator[tuple[int, str, int, int]]:
    """By rising id: the customer's id, its level, rank and value."""
    sql = "SELECT customer_id, level, rank, value FROM tier_result WHERE run = ? ORDER BY customer_id"
    cursor = data.database.execute_sql(sql, (run_id,))
    while rows := cursor.fetchmany(_AT_ONCE):
        yield from rows


Fingerprint = tuple[int, int, int, int]


def fingerprint(data: DataFile, run_id: int) -> Fingerprint:
    """What two runs hardly share unless they say the same of everybody; a tenth of a second for a million."""
    sql = (
        f"SELECT count(*), ifnull(sum(rank * (value & {_BITS})), 0), "  # noqa: S608
        f"ifnull(sum(rank * (value >> 16 & {_BITS})), 0), ifnull(sum(rank * (customer_id & {_BITS})), 0) "
        "FROM tier_result WHERE run = ?"
    )
    count, lower, upper, by_customer = data.database.execute_sql(sql, (run_id,)).fetchone()
    return count, lower, upper, by_customer


def fingerprint_of(ids: Sequence[int], values: Sequence[int]) -> Fingerprint:
    """The same of a ranking, best first."""
    upper = map(rshift, values, repeat(16))
    lower, upper_, by_customer = (
        sum(map(mul, range(1, len(ids) + 1), map(and_, column, repeat(_BITS)))) for column in (values, upper, ids)
    )
    return len(ids), lower, upper_, by_customer


def places(data: DataFile, run_id: int, ids: Iterable[int]) -> dict[int, tuple[int, int, str]]:
    """Rank, value and level of these customers in a run."""
    sql = (
        "SELECT customer_id, rank, value, level FROM tier_result WHERE run = ? "
        "AND customer_id IN (SELECT value FROM json_each(?))"
    )
    rows = data.database.execute_sql(sql, (run_id, json.dumps(list(ids)))).fetchall()
    return {row[0]: row[1:] for row in rows}


def last_place(data: DataFile, customer_id: int, among: Sequence[int]) -> tuple[int, int, int, str] | None:
    """The last one of these runs that a customer is in, with rank, value and level there."""
    sql = (
        "SELECT run, rank, value, level FROM tier_result WHERE customer_id = ? "
        "AND run IN (SELECT value FROM json_each(?)) ORDER BY run DESC LIMIT 1"
    )
    row = data.database.execute_sql(sql, (customer_id, json.dumps(list(among)))).fetchone()
    return None if row is None else (row[0], row[1], row[2], row[3])


SHOWN = (
    "number", "name", "kind", "city", "tier", "tier_fixed", "grade", "grade_fixed", "stage", "owner", "tier_reason",
    "grade_reason",
)  # fmt: skip


def customers(data: DataFile, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """`SHOWN` of some customers."""
    sql = f"SELECT id, {', '.join(SHOWN)} FROM customer WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
    rows = data.database.execute_sql(sql, (json.dumps(list(ids)),)).fetchall()
    return {row[0]: dict(zip(SHOWN, row[1:], strict=True)) for row in rows}


def numbers(data: DataFile, ids: Sequence[int]) -> dict[int, str]:
    """The numbers of many customers."""
    sql = "SELECT id, number FROM customer WHERE id IN (SELECT value FROM json_each(?))"
    return dict(data.database.execute_sql(sql, (json.dumps(list(ids)),)).fetchall())
