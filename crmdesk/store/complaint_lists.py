"""Which complaints a list shows and in which order, how many there are, whom a number means (METHOD.md section 6)."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from crmdesk.core import choices, pinyin, search, texts
from crmdesk.core.complaint_lists import CLOSED_STATES, NO_PRODUCT, NOTHING_SAID, Complaints, Counts
from crmdesk.core.complaints import OPEN
from crmdesk.core.fields import Choice
from crmdesk.core.money import from_units
from crmdesk.store.database import DataFile
from crmdesk.store.records import marks

_DAY = dt.timedelta(days=1)
_LIVING = (
    "k.deleted_at IS NULL AND k.id NOT IN (SELECT id FROM complaint "
    "WHERE customer_id IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL))"
)
_MOST_WORDS = 6
_SEARCHED = ("number", "subject", "words", "expects", "root_cause", "prevention", "handling")
_SORTS = {
    "number": "k.number",
    "customer_name": "c.name_sort",
    "customer_number": "c.number",
    "received_at": "k.received_at",
    "due_on": "k.due_on",
    "closed_at": "k.closed_at",
    "round": "k.round",
    "order": "(SELECT o.number FROM sales_order o WHERE o.id = k.sales_order)",
}
_CHOICES: dict[str, Sequence[Choice]] = {
    "state": choices.COMPLAINT_STATE,
    "step": choices.STEP,
    "severity": choices.SEVERITY,
    "category": choices.COMPLAINT_CATEGORY,
    "level": choices.SATISFACTION,
    "channel": choices.COMPLAINT_CHANNEL,
}
_SPELT = {
    "responsible": "k.responsible",
    "product": "(SELECT p.name FROM product p WHERE p.id = k.product)",
    "headline": "substr(ifnull(k.subject, k.words), 1, 24)",
}
"""What Chinese reads by its sound."""


def find(data: DataFile, wanted: Complaints, today: dt.date, most: int | None = None) -> list[int]:
    """The ids a list of complaints shows, in its order, at `most` so many; none of customers in the trash. Whether a
    warning holds is not asked here: with `warned` those are found of which it may."""
    conditions, params = _conditions(wanted, today)
    source = f"FROM complaint k LEFT JOIN customer c ON c.id = k.customer_id WHERE {' AND '.join(conditions)}"
    if wanted.sort in _SPELT:
        return _spelt(data, f"SELECT k.id, {_SPELT[wanted.sort]} {source} ORDER BY k.id", params, wanted)[:most]
    way = " DESC" if wanted.descending else ""
    key = _sort(wanted.sort, today)
    sql = f"SELECT k.id {source} ORDER BY {key} IS NULL, {key}{way}, k.id{way} LIMIT ?"
    found = data.database.execute_sql(sql, (*params, -1 if most is None else most)).fetchall()
    return [int(row[0]) for row in found]


def _spelt(data: DataFile, sql: str, params: Sequence[Any], wanted: Complaints) -> list[int]:
    alike: dict[str | None, list[int]] = {}
    for complaint_id, word in data.database.execute_sql(sql, params).fetchall():
        alike.setdefault(word, []).append(int(complaint_id))
    empty = alike.pop(None, [])
    turn = sorted(alike, key=lambda word: (pinyin.sort_key(word or ""), word), reverse=wanted.descending)
    return [i for word in turn for i in alike[word]] + empty


def _sort(sort: str, today: dt.date) -> str:
    if sort in _CHOICES:
        whens = " ".join(f"WHEN '{choice.key}' THEN {place}" for place, choice in enumerate(_CHOICES[sort]))
        return f"(CASE k.{sort} {whens} END)"
    day = today.isoformat()
    if sort == "age_days":
        until = f"CASE k.state WHEN '{OPEN}' THEN '{day}' ELSE substr(k.closed_at, 1, 10) END"
        return f"(julianday({until}) - julianday(substr(k.received_at, 1, 10)))"
    if sort == "late_days":
        return (
            f"(CASE WHEN k.state = '{OPEN}' AND k.due_on < '{day}' THEN julianday('{day}') - julianday(k.due_on) END)"
        )
    return _SORTS[sort]


def _conditions(wanted: Complaints, today: dt.date) -> tuple[list[str], list[Any]]:
    conditions, params = [_LIVING], list[Any]()
    for column in ("state", "severity", "category", "responsible", "level"):
        _among(conditions, params, column, wanted)
    for column, value in (("customer_id", wanted.customer_id), ("round", wanted.rounds)):
        if value is not None:
            conditions.append(f"k.{column} = ?")
            params.append(value)
    if wanted.step is not None:
        conditions.append("k.state = 'open' AND k.step = ?")
        params.append(wanted.step)
    if wanted.product_id is not None:
        conditions.append("k.product IS ?")
        params.append(None if wanted.product_id == NO_PRODUCT else wanted.product_id)
    if wanted.overdue:
        conditions.append("k.state = 'open' AND k.due_on < ?")
        params.append(today.isoformat())
    if wanted.warned:
        conditions.append(
            "(k.state = 'open' OR k.id IN (SELECT complaint FROM complaint_step "
            "WHERE step = 'compensate' AND promised_on < ? AND delivered_on IS NULL AND deleted_at IS NULL))"
        )
        params.append(today.isoformat())
    _days(conditions, params, "k.received_at", wanted.from_, wanted.to)
    _days(conditions, params, "k.closed_at", wanted.closed_from, wanted.closed_to)
    words = texts.clean(wanted.query).split()[:_MOST_WORDS]
    conditions += [f"k.id IN ({_found(word, params)})" for word in words]
    return conditions, params


def _among(conditions: list[str], params: list[Any], column: str, wanted: Complaints) -> None:
    values: Sequence[str] = getattr(wanted, {"state": "states", "level": "levels"}.get(column, column))
    if not values:
        return
    said = [value for value in values if value != NOTHING_SAID]
    parts = [f"k.{column} IN ({marks(said)})"] if said else []
    if len(said) < len(values):
        parts.append(f"k.{column} IS NULL")
    conditions.append(f"({' OR '.join(parts)})")
    params += said


def _days(conditions: list[str], params: list[Any], column: str, first: dt.date | None, last: dt.date | None) -> None:
    if first is not None:
        conditions.append(f"{column} >= ?")
        params.append(first.isoformat())
    if last is not None:
        conditions.append(f"{column} < ?")
        params.append((last + _DAY).isoformat())


def _found(word: str, params: list[Any]) -> str:
    """The ids of complaints in which a word stands, or of customers whom it finds."""
    like = "%" + re.sub(r"([%_!])", r"!\1", word) + "%"
    told = " OR ".join(f"{column} LIKE ? ESCAPE '!'" for column in _SEARCHED)
    parts = [
        f"SELECT id FROM complaint WHERE deleted_at IS NULL AND ({told})",  # noqa: S608
        "SELECT complaint FROM complaint_step WHERE deleted_at IS NULL AND text LIKE ? ESCAPE '!'",
    ]
    params += [like] * (len(_SEARCHED) + 1)
    if expression := search.match(word):
        parts.append(
            "SELECT id FROM complaint WHERE customer_id IN "
            "(SELECT rowid FROM customer_search WHERE customer_search MATCH ?)"
        )
        params.append(expression)
    return " UNION ".join(parts)


def of_customer(data: DataFile, customer_id: int) -> list[int]:
    """The living complaints of a customer: open ones first, then the newest first."""
    sql = (
        "SELECT id FROM complaint WHERE customer_id = ? AND deleted_at IS NULL "
        "ORDER BY state <> 'open', received_at DESC, id DESC"
    )
    return [int(row[0]) for row in data.database.execute_sql(sql, (customer_id,)).fetchall()]


def counts(data: DataFile, today: dt.date) -> Counts:
    """How many there are, without those of customers in the trash."""
    late = f"sum(k.state = '{OPEN}' AND k.due_on < ?)"
    sql = f"SELECT k.state, count(*), {late} FROM complaint k WHERE {_LIVING} GROUP BY k.state"  # noqa: S608
    found = {row[0]: (row[1], row[2] or 0) for row in data.database.execute_sql(sql, (today.isoformat(),)).fetchall()}
    open_, late_ = found.get(OPEN, (0, 0))
    closed = sum(found.get(state, (0, 0))[0] for state in CLOSED_STATES)
    return Counts(open_, closed, open_ + closed, late_)


def next_steps(data: DataFile, ids: Sequence[int]) -> dict[int, str]:
    """By id the step of a complaint to be done next, of a closed one the last; those without one are left out."""
    sql = "SELECT id, step FROM complaint WHERE id IN (SELECT value FROM json_each(?)) AND step IS NOT NULL"
    return dict(data.database.execute_sql(sql, (json.dumps(ids),)).fetchall())


def responsible(data: DataFile) -> list[tuple[str, int]]:
    """Who is or was responsible for a complaint, with how many open ones; by the name's sound."""
    sql = (
        f"SELECT k.responsible, sum(k.state = '{OPEN}') FROM complaint k "  # noqa: S608
        f"WHERE {_LIVING} AND k.responsible IS NOT NULL GROUP BY k.responsible"
    )
    found = [(str(row[0]), int(row[1])) for row in data.database.execute_sql(sql).fetchall()]
    return sorted(found, key=lambda each: (pinyin.sort_key(each[0]), each[0]))


def by_number(data: DataFile, beginnings: Sequence[str], limit: int) -> list[int]:
    """Complaints whose number begins with one of these, the newest first; none of customers in the trash."""
    begins = " OR ".join("(k.number >= ? AND k.number < ?)" for _ in beginnings)
    params = [end for text in beginnings for end in (text, text + chr(0x10FFFF))]
    sql = f"SELECT k.id FROM complaint k WHERE ({begins}) AND {_LIVING} ORDER BY k.id DESC LIMIT ?"  # noqa: S608
    return [int(row[0]) for row in data.database.execute_sql(sql, (*params, limit)).fetchall()]


def compensation(data: DataFile, customer_id: int, first: dt.date, last: dt.date) -> Decimal:
    """What a customer's complaints were compensated with in steps of these days."""
    sql = """
        SELECT sum(s.amount) FROM complaint_step s JOIN complaint k ON k.id = s.complaint
        WHERE s.customer_id = ? AND s.step = 'compensate' AND s.at >= ? AND s.at < ?
            AND s.deleted_at IS NULL AND k.deleted_at IS NULL
    """
    params = (customer_id, first.isoformat(), (last + _DAY).isoformat())
    return from_units(data.database.execute_sql(sql, params).fetchone()[0] or 0)
