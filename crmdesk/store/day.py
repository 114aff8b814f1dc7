"""What a day brings, read in a few queries by index: money due, signings near, files to be reviewed, people, counts by
day (METHOD.md sections 1, 3 and 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from crmdesk.core.day import Money, Owed, Person, Signing
from crmdesk.core.money import from_units
from crmdesk.core.orders import NOTHING, unpaid
from crmdesk.store.database import DataFile
from crmdesk.store.order_sums import facts
from crmdesk.store.records import chunks, marks

_PERSON = "c.id, c.number, c.name, c.tier, c.sales_year"
_IN_PARTS = "(ifnull(o.first_payment, 0) > 0 OR o.id IN (SELECT sales_order FROM instalment))"
_DUE = "sales_order o INDEXED BY sales_order_by_due"
_MONEY_DUE = "o.due_on IS NOT NULL AND o.deleted_at IS NULL AND o.due_on >= ? AND o.due_on <= ?"


def people(data: DataFile, ids: Iterable[int]) -> dict[int, Person]:
    """What every row of a day shows of these customers, by id."""
    found = {}
    for chunk in chunks(ids):
        sql = f"SELECT {_PERSON} FROM customer c WHERE c.id IN ({marks(chunk)})"  # noqa: S608
        found.update({row[0]: _person(row) for row in data.database.execute_sql(sql, chunk).fetchall()})
    return found


def planned(data: DataFile, ids: Iterable[int], after: dt.date) -> dict[int, dt.date]:
    """For which later day a next step or task was agreed on with these customers: the first one; repeated tasks apart.
    Those without are left out."""
    found: dict[int, dt.date] = {}
    for chunk in chunks(ids):
        among = marks(chunk)
        sql = f"""
            SELECT customer_id, min(day) FROM (
                SELECT customer_id, next_date AS day FROM interaction WHERE customer_id IN ({among}) AND next_date > ?
                    AND next_done_on IS NULL AND deleted_at IS NULL
                UNION ALL SELECT customer_id, due_on FROM task WHERE customer_id IN ({among}) AND due_on > ?
                    AND repeat IS NULL AND done_on IS NULL AND deleted_at IS NULL
            ) GROUP BY 1
        """  # noqa: S608
        params = (*chunk, after.isoformat(), *chunk, after.isoformat())
        rows = data.database.execute_sql(sql, params).fetchall()
        found.update({int(customer): dt.date.fromisoformat(day) for customer, day in rows})
    return found


def money(data: DataFile, day: dt.date, first: dt.date, last: dt.date, owner: str | None, most: int) -> Money:
    """What is to be paid from one day to another: what is late on `day` first, the largest amounts, then by day."""
    count, units, rows = _due_at_once(data, day, first, last, owner, most)
    owed = [Owed(_person(row), row[5], row[6], dt.date.fromisoformat(row[7]), from_units(row[8]), bool(row[9]))
            for row in rows]  # fmt: skip
    in_parts = _in_parts(data, first, last, owner)
    owed += in_parts
    owed.sort(
        key=lambda one: (one.due_on >= day, -one.amount if one.due_on < day else one.due_on.toordinal(), one.order)
    )
    total = sum((one.amount for one in in_parts), from_units(units))
    return Money(tuple(owed[:most]), count + len(in_parts), total)


def money_by_day(data: DataFile, first: dt.date, last: dt.date, owner: str | None) -> dict[dt.date, int]:
    """How many orders are due on each day."""
    joined, living = _whose("o", owner)
    sql = f"""
        SELECT o.due_on, count(*) FROM {_DUE} {joined} WHERE {_MONEY_DUE} AND {living} {_owned(owner)} GROUP BY 1
    """  # noqa: S608
    return _by_day(data, sql, (*_days(first, last), *_who(owner)))


def signings(
    data: DataFile, first: dt.date | None, last: dt.date, owner: str | None, most: int
) -> tuple[tuple[Signing, ...], int]:
    """Target customers expected to sign from one day (None: ever) to another, the first ones by day, and how many."""
    where = f"c.stage = 'target' AND c.expected_on >= ? AND c.expected_on <= ? AND c.deleted_at IS NULL {_owned(owner)}"
    params = (*_days(first, last), *_who(owner))
    sql = f"""
        SELECT {_PERSON}, c.expected_on, c.expected_amount FROM customer c WHERE {where}
        ORDER BY c.expected_on, c.id LIMIT ?
    """  # noqa: S608
    rows = data.database.execute_sql(sql, (*params, most)).fetchall()
    (count,) = data.database.execute_sql(f"SELECT count(*) FROM customer c WHERE {where}", params).fetchone()  # noqa: S608
    return tuple(
        Signing(_person(row), dt.date.fromisoformat(row[5]), None if row[6] is None else from_units(row[6]))
        for row in rows
    ), int(count)


def signings_by_day(data: DataFile, first: dt.date, last: dt.date, owner: str | None) -> dict[dt.date, int]:
    sql = f"""
        SELECT c.expected_on, count(*) FROM customer c
        WHERE c.stage = 'target' AND c.expected_on >= ? AND c.expected_on <= ? AND c.deleted_at IS NULL {_owned(owner)}
        GROUP BY 1
    """  # noqa: S608
    return _by_day(data, sql, (*_days(first, last), *_who(owner)))


def unverified(data: DataFile, before: dt.date, owner: str | None) -> int:
    """How many living customers were last verified, or else made, on a day or before."""
    sql = f"""
        SELECT count(*) FROM customer c
        WHERE coalesce(c.verified_on, c.created_on) <= ? AND c.deleted_at IS NULL {_owned(owner)}
    """  # noqa: S608
    (count,) = data.database.execute_sql(sql, (before.isoformat(), *_who(owner))).fetchone()
    return int(count)


def unverified_ids(data: DataFile, before: dt.date, owner: str | None, most: int) -> list[int]:
    """The first of them, those verified longest ago first."""
    sql = f"""
        SELECT c.id FROM customer c
        WHERE coalesce(c.verified_on, c.created_on) <= ? AND c.deleted_at IS NULL {_owned(owner)}
        ORDER BY coalesce(c.verified_on, c.created_on), c.id LIMIT ?
    """  # noqa: S608
    return [int(row[0]) for row in data.database.execute_sql(sql, (before.isoformat(), *_who(owner), most)).fetchall()]


def steps_by_day(data: DataFile, first: dt.date, last: dt.date, who: str | None) -> dict[dt.date, int]:
    """How many next steps are still to be done on each day; `who`: of one of ours, who made the contact, else whose
    customer it is."""
    mine = "AND coalesce(i.by, c.owner) = ?" if who else ""
    joined, living = _whose("i", who)
    sql = f"""
        SELECT i.next_date, count(*) FROM interaction i {joined}
        WHERE i.next_date >= ? AND i.next_date <= ? AND i.next_date IS NOT NULL AND i.next_done_on IS NULL
            AND i.deleted_at IS NULL AND {living} {mine} GROUP BY 1
    """  # noqa: S608
    return _by_day(data, sql, (*_days(first, last), *_who(who)))


def contacts_by_day(data: DataFile, first: dt.date, last: dt.date, who: str | None) -> dict[dt.date, int]:
    """How many contacts were made on each day, of all customers that are not erased."""
    sql = f"""
        SELECT substr(i.at, 1, 10), count(*) FROM interaction i
        WHERE i.at >= ? AND i.at < ? AND i.deleted_at IS NULL {"AND i.by = ?" if who else ""} GROUP BY 1
    """  # noqa: S608
    until = min(last.toordinal() + 1, dt.date.max.toordinal())
    params = (first.isoformat(), dt.date.fromordinal(until).isoformat(), *_who(who))
    return _by_day(data, sql, params)


def complaints_by_day(data: DataFile, first: dt.date, last: dt.date, who: str | None) -> dict[dt.date, int]:
    """How many open complaints are due on each day."""
    joined, living = _whose("k", who)
    sql = f"""
        SELECT k.due_on, count(*) FROM complaint k {joined}
        WHERE k.state = 'open' AND k.due_on >= ? AND k.due_on <= ? AND k.deleted_at IS NULL AND {living}
            {"AND ifnull(k.responsible, c.owner) = ?" if who else ""} GROUP BY 1
    """  # noqa: S608
    return _by_day(data, sql, (*_days(first, last), *_who(who)))


def _whose(record: str, who: str | None) -> tuple[str, str]:
    """How records of living customers are found: what is joined, and the condition. Where it does not matter whose the
    customers are, none of them is looked up."""
    if who:
        return f"CROSS JOIN customer c ON c.id = {record}.customer_id", "c.deleted_at IS NULL"
    return "", f"{record}.customer_id NOT IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL)"  # noqa: S608


def _due_at_once(
    data: DataFile, day: dt.date, first: dt.date, last: dt.date, owner: str | None, most: int
) -> tuple[int, int, list[Any]]:
    """How many orders that are owed in one sum there are, what they come to, and the first of them."""
    joined, living = _whose("o", owner)
    found = f"FROM {_DUE} {joined} WHERE {_MONEY_DUE} AND NOT {_IN_PARTS} AND {living} {_owned(owner)}"
    params = (*_days(first, last), *_who(owner))
    count, units = data.database.execute_sql(f"SELECT count(*), ifnull(sum(o.due), 0) {found}", params).fetchone()
    sql = f"""
        SELECT {_PERSON}, o.id, o.number, o.due_on, o.due, o.hold FROM (
            SELECT o.id {found} ORDER BY o.due_on >= ?, iif(o.due_on < ?, -o.due, o.due_on), o.id LIMIT ?
        ) f JOIN sales_order o ON o.id = f.id JOIN customer c ON c.id = o.customer_id
    """  # noqa: S608
    return count, units, data.database.execute_sql(sql, (*params, day.isoformat(), day.isoformat(), most)).fetchall()


def _due_in_parts(data: DataFile, first: dt.date, last: dt.date, owner: str | None) -> list[Any]:
    sql = f"""
        SELECT {_PERSON}, o.id, o.number, o.due_on, o.due, o.hold
        FROM {_DUE} CROSS JOIN customer c ON c.id = o.customer_id
        WHERE {_MONEY_DUE} AND {_IN_PARTS} AND c.deleted_at IS NULL {_owned(owner)}
    """  # noqa: S608
    found: list[Any] = data.database.execute_sql(sql, (*_days(first, last), *_who(owner))).fetchall()
    return found


def _in_parts(data: DataFile, first: dt.date, last: dt.date, owner: str | None) -> list[Owed]:
    """Orders owed in several parts, with those parts that are due by then."""
    rows = {row[5]: row for row in _due_in_parts(data, first, last, owner)}
    found = []
    for one in facts(data, "sales_order", list(rows)):
        parts = [part for part in unpaid(one.schedule(), one.sums().paid) if part.on <= last]
        row = rows[one.id]
        if parts:
            amount = sum((part.amount for part in parts), NOTHING)
            found.append(Owed(_person(row), one.id, row[6], parts[0].on, amount, bool(row[9])))
    return found


def _by_day(data: DataFile, sql: str, params: Sequence[Any]) -> dict[dt.date, int]:
    return {dt.date.fromisoformat(day): int(count) for day, count in data.database.execute_sql(sql, params).fetchall()}


def _person(row: Sequence[Any]) -> Person:
    sales: Decimal = NOTHING if row[4] is None else from_units(row[4])
    return Person(int(row[0]), str(row[1]), str(row[2]), row[3], sales)


def _days(first: dt.date | None, last: dt.date) -> tuple[str, str]:
    return (dt.date.min if first is None else first).isoformat(), last.isoformat()


def _who(owner: str | None) -> tuple[str, ...]:
    return (owner,) if owner else ()


def _owned(owner: str | None) -> str:
    return "AND c.owner = ?" if owner else ""
