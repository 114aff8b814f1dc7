"""What was done between two days, by whom (日报、周报, METHOD.md section 2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct

from crmdesk.core.complaints import headline
from crmdesk.core.money import from_units
from crmdesk.core.reports import Entry
from crmdesk.core.sales import payment_number
from crmdesk.core.tasks import number_of
from crmdesk.store.database import DataFile

_DAY = dt.timedelta(days=1)
_OWNER = "(SELECT owner FROM customer WHERE id = {0}.customer_id)"
"""Looked up only where nobody else is named: most customers of a month's records need not be read."""
_LIVING = "{0}.customer_id NOT IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL)"
_ORDERS = f"""
    SELECT o.date AS day, o.customer_id, coalesce(o.by, {_OWNER.format("o")}, '') AS who, '' AS kind, '' AS moved_to,
        ifnull(o.number, '') AS record, o.id AS record_id, '' AS text, ifnull(o.amount, 0) AS amount
    FROM sales_order o INDEXED BY sales_order_by_date
    WHERE o.date BETWEEN :first AND :last AND o.deleted_at IS NULL AND {_LIVING.format("o")} AND o.state
"""  # noqa: S608
_COMPLAINTS = """
    SELECT substr(k.{day}, 1, 10) AS day, k.customer_id, coalesce(k.responsible, c.owner, '') AS who,
        '' AS kind, '' AS moved_to, ifnull(k.number, '') AS record, k.id AS record_id,
        coalesce(k.subject, k.words) AS text, NULL AS amount
    FROM complaint k CROSS JOIN customer c ON c.id = k.customer_id
    WHERE k.{day} >= :first AND k.{day} < :after AND k.deleted_at IS NULL AND c.deleted_at IS NULL
"""
_RANK = "CASE {stage} WHEN 'potential' THEN 0 WHEN 'target' THEN 1 WHEN 'signed' THEN 2 ELSE 3 END"
_CAUGHT_UP = "c.first_order_on < c.created_on"
"""A customer that bought before it had a file: its first stage is none that it was brought to."""
_MOVED = f"""
    SELECT z.day, m.customer_id, ifnull(c.owner, '') AS who, a.before AS kind, z.after AS moved_to, '' AS record,
        NULL AS record_id, '' AS text, NULL AS amount
    FROM (SELECT customer_id, min(day) AS first_on, max(day) AS last_on FROM stage_move
            WHERE day BETWEEN :first AND :last GROUP BY customer_id) m
        CROSS JOIN stage_move a ON a.customer_id = m.customer_id AND a.day = m.first_on
        CROSS JOIN stage_move z ON z.customer_id = m.customer_id AND z.day = m.last_on
        CROSS JOIN customer c ON c.id = m.customer_id
    WHERE c.deleted_at IS NULL AND ifnull(m.last_on = c.created_on AND {_CAUGHT_UP}, 0) = 0
        AND {_RANK.format(stage="z.after")} {{sign}} {_RANK.format(stage="a.before")}
"""  # noqa: S608
_GAINED = f"""
    SELECT c.created_on AS day, c.id AS customer_id, ifnull(c.owner, '') AS who, ifnull(c.source, '') AS kind,
        '' AS moved_to, '' AS record, NULL AS record_id, '' AS text, NULL AS amount
    FROM customer c INDEXED BY customer_by_created
    WHERE c.created_on BETWEEN :first AND :last AND c.deleted_at IS NULL AND ifnull({_CAUGHT_UP}, 0) = 0
        AND 'potential' = coalesce((SELECT m.before FROM stage_move m WHERE m.customer_id = c.id
            AND m.day >= c.created_on ORDER BY m.day LIMIT 1), c.stage)
"""  # noqa: S608
_SAID_NO = " OR ".join(f"json_extract(h.after, '$.{key}') = 'no'" for key in ("money", "authority", "need"))
_DROPPED = f"""
    SELECT max(day) AS day, customer_id, who, kind, '' AS moved_to, '' AS record, NULL AS record_id, text,
        NULL AS amount, min(turn) AS turn
    FROM (
        SELECT 0 AS turn, date(c.deleted_at, :offset) AS day, c.id AS customer_id, ifnull(c.owner, '') AS who,
            'trash' AS kind, '' AS text
        FROM customer c WHERE c.deleted_at >= :from_utc AND c.deleted_at < :to_utc AND c.merged_into IS NULL
        UNION ALL
        SELECT iif(ended, 1, 2), date(a.at, :offset), c.id, ifnull(c.owner, ''), iif(ended, 'ended', 'not-customer'),
            iif(ended, ifnull(c.life_cycle_reason, ''), '')
        FROM (
            SELECT h.action_id, h.record_id, ifnull(json_extract(h.after, '$.life_cycle_by_hand') = 'ended', 0) AS ended
            FROM change h WHERE h.action_id IN (SELECT id FROM action WHERE at >= :from_utc AND at < :to_utc
                AND state = 'done') AND h.kind = 'customer' AND h.before IS NOT NULL AND h.after IS NOT NULL
                AND (json_extract(h.after, '$.life_cycle_by_hand') = 'ended' OR {_SAID_NO})
        ) d JOIN action a ON a.id = d.action_id JOIN customer c ON c.id = d.record_id
        WHERE c.deleted_at IS NULL AND iif(ended, c.life_cycle_by_hand = 'ended',
            c.money = 'no' AND c.authority = 'no' AND c.need = 'no')
    ) GROUP BY customer_id
"""  # noqa: S608
_RECEIVED = """
    SELECT p.date AS day, p.customer_id, coalesce(o.by, c.owner, '') AS who, ifnull(p.kind, 'payment') AS kind,
        '' AS moved_to, ifnull(o.number, '') AS record, p.id AS record_id, ifnull(p.method, '') AS text,
        CASE WHEN p.kind = 'refund' THEN -p.amount ELSE p.amount END AS amount
    FROM payment p CROSS JOIN customer c ON c.id = p.customer_id LEFT JOIN sales_order o ON o.id = p.sales_order
    WHERE p.date BETWEEN :first AND :last AND p.deleted_at IS NULL AND c.deleted_at IS NULL
"""
_TASKS = f"""
    SELECT t.done_on AS day, t.customer_id, coalesce(t.by, {_OWNER.format("t")}, '') AS who,
        ifnull(t.phase, '') AS kind, '' AS moved_to, '' AS record, t.id AS record_id, t.text, NULL AS amount
    FROM task t WHERE t.done_on BETWEEN :first AND :last AND t.deleted_at IS NULL AND {_LIVING.format("t")}
"""  # noqa: S608
_SECTIONS: Mapping[str, str] = {
    "gained": _GAINED,
    "moved-on": _MOVED.format(sign=">"),
    "moved-back": _MOVED.format(sign="<"),
    "dropped": _DROPPED,
    "offers": f"{_ORDERS} IN ('offer', 'lost')",
    "orders": f"{_ORDERS} = 'ordered'",
    "received": _RECEIVED,
    "logged": _COMPLAINTS.format(day="received_at"),
    "closed": _COMPLAINTS.format(day="closed_at") + " AND k.state IN ('closed', 'unresolved')",
    "tasks": _TASKS,
}
"""Each section as a query of the same columns."""
_CONTACTS = f"""
    SELECT coalesce(i.by, {_OWNER.format("i")}, '') AS who, i.kind, i.customer_id, i.id, i.at AS turn
    FROM interaction i WHERE i.at >= :first AND i.at < :after AND i.deleted_at IS NULL AND {_LIVING.format("i")}
"""  # noqa: S608
_STEPS = """
    SELECT coalesce(i.by, c.owner, '') AS who, i.id, i.next_date AS turn
    FROM interaction i CROSS JOIN customer c ON c.id = i.customer_id
    WHERE i.next_date BETWEEN :first AND :last AND i.next_done_on IS NULL AND i.deleted_at IS NULL
        AND c.deleted_at IS NULL
"""


class Days(Struct, frozen=True):
    """From one day to another, both included, where clocks differ from UTC by `offset`."""

    first: dt.date
    last: dt.date
    offset: dt.timedelta

    def params(self) -> dict[str, Any]:
        begin, end = (dt.datetime.combine(day, dt.time()) - self.offset for day in (self.first, self.last + _DAY))
        return {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "after": (self.last + _DAY).isoformat(),
            "from_utc": f"{begin:%Y-%m-%dT%H:%M:%SZ}",
            "to_utc": f"{end:%Y-%m-%dT%H:%M:%SZ}",
            "offset": f"{self.offset // dt.timedelta(minutes=1):+d} minutes",
        }


def counts(data: DataFile, section: str, days: Days) -> dict[str, tuple[int, Decimal]]:
    """How many, and what they come to in yuan, by who did it ('': nobody)."""
    sql = f"SELECT who, count(*), sum(amount) FROM ({_SECTIONS[section]}) GROUP BY who"  # noqa: S608
    rows = data.database.execute_sql(sql, days.params()).fetchall()
    return {who: (int(count), from_units(amount or 0)) for who, count, amount in rows}


def entries(data: DataFile, section: str, days: Days, who: str | None, most: int) -> list[Entry]:
    """The first of them, by day; `who`: of one person."""
    sql = f"""
        SELECT s.day, s.customer_id, c.number, c.name, s.who, s.kind, s.moved_to, s.record, s.record_id, s.text,
            s.amount
        FROM ({_SECTIONS[section]}) s CROSS JOIN customer c ON c.id = s.customer_id
        {_mine(who)} ORDER BY s.day, s.record_id, s.customer_id LIMIT :most
    """  # noqa: S608
    rows = data.database.execute_sql(sql, {**days.params(), "who": who, "most": most}).fetchall()
    return [_entry(section, row) for row in rows]


def contacts(data: DataFile, days: Days) -> list[tuple[str, str, int]]:
    """Contacts made: who, kind, how many."""
    sql = f"SELECT who, kind, count(*) FROM ({_CONTACTS}) GROUP BY who, kind"  # noqa: S608
    return [(who, kind, int(count)) for who, kind, count in data.database.execute_sql(sql, days.params()).fetchall()]


def customers_contacted(data: DataFile, days: Days, who: str | None) -> int:
    """With how many customers contact was made."""
    sql = f"SELECT count(DISTINCT customer_id) FROM ({_CONTACTS}) {_mine(who)}"  # noqa: S608
    return int(data.database.execute_sql(sql, {**days.params(), "who": who}).fetchone()[0])


def contacts_made(data: DataFile, days: Days, who: str | None, most: int) -> list[int]:
    """The first of them (interactions), by time."""
    return _first(data, _CONTACTS, days, who, most)


def steps(data: DataFile, days: Days, who: str | None, most: int) -> list[int]:
    """The first contacts whose next step is on these days and still open, the earliest first."""
    return _first(data, _STEPS, days, who, most)


def steps_late(data: DataFile, before: dt.date, who: str | None) -> int:
    """How many next steps were to be done before a day and are still open."""
    days = Days(dt.date.min, before - _DAY, dt.timedelta()).params()
    sql = f"SELECT count(*) FROM ({_STEPS}) {_mine(who)}"  # noqa: S608
    return int(data.database.execute_sql(sql, {**days, "who": who}).fetchone()[0])


def _first(data: DataFile, of: str, days: Days, who: str | None, most: int) -> list[int]:
    sql = f"SELECT id FROM ({of}) {_mine(who)} ORDER BY turn, id LIMIT :most"  # noqa: S608
    rows = data.database.execute_sql(sql, {**days.params(), "who": who, "most": most}).fetchall()
    return [int(row[0]) for row in rows]


def _mine(who: str | None) -> str:
    return "" if who is None else "WHERE who = :who"


def _entry(section: str, row: tuple[Any, ...]) -> Entry:
    day, customer_id, number, name, who, kind, moved_to, record, record_id, text, amount = row
    if section == "received":
        record = record or payment_number(record_id)
    elif section == "tasks":
        record = number_of(record_id)
    elif section in ("logged", "closed"):
        text = headline({"words": text})
    money = None if amount is None else from_units(amount)
    return Entry(
        dt.date.fromisoformat(day), customer_id, number, name, who, kind, moved_to, record, record_id, text, money
    )
