"""Time and money spent on contacts, and gross profit, in sets (METHOD.md section 9).

Profit is as in `store.tiers`; amounts are ten-thousandths of a yuan; nobody from the trash.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crmdesk.core.value_basis import Period
from crmdesk.store.database import DataFile
from crmdesk.store.tiers import Chunk, chunked, days, sums_sql
from crmdesk.store.value import BOUGHT, LIVING

SPENT = ("contacts", "timed", "minutes", "cost", "profit", "orders", "known")
"""Contacts made and how many with minutes noted, minutes, what they cost, gross profit, orders, those with a cost."""
_SUMS = ", ".join(f"sum({name}) AS {name}" for name in SPENT)
_SPENT = f"""
    SELECT customer_id, {_SUMS} FROM (
        SELECT customer_id, count(*) AS contacts, count(minutes) AS timed, ifnull(sum(minutes), 0) AS minutes,
            ifnull(sum(cost), 0) AS cost, 0 AS profit, 0 AS orders, 0 AS known
        FROM interaction WHERE deleted_at IS NULL AND at >= :first AND at < :after GROUP BY 1
        UNION ALL SELECT customer_id, 0, 0, 0, 0, value, 0, 0 FROM ({sums_sql("last-year-profit")})
        UNION ALL SELECT customer_id, 0, 0, 0, 0, 0, count(*), count(cost)
        FROM sales_order INDEXED BY sales_order_value WHERE {BOUGHT} GROUP BY 1
    ) WHERE {LIVING} GROUP BY 1
"""  # noqa: S608
_KNOWN = "(orders = 0 OR known > 0)"
_BY_HOUR = f"CASE WHEN {_KNOWN} AND minutes THEN (profit - cost) * 1.0 / minutes END"
_ORDER = {
    "minutes": "minutes DESC, contacts DESC",
    "cost": "cost DESC, minutes DESC",
    "profit": f"NOT {_KNOWN}, profit DESC",
    "per-hour": f"{_BY_HOUR} IS NULL, {_BY_HOUR}, minutes DESC",
}


def spent(data: DataFile, period: Period, sort: str, tier: str | None) -> Iterator[Chunk]:
    """(customer id, `SPENT`) of everybody with a contact, an order or a return in the period; `tier`: only of this one
    ('': of none)."""
    only = "" if tier is None else " WHERE customer_id IN (SELECT id FROM customer WHERE ifnull(tier, '') = :tier)"
    sql = f"SELECT * FROM ({_SPENT}){only} ORDER BY {_ORDER[sort]}, customer_id"  # noqa: S608
    yield from chunked(data, sql, {**days(period), **({} if tier is None else {"tier": tier})})


def spent_by_tier(data: DataFile, period: Period) -> dict[str, tuple[Any, ...]]:
    """By tier ('' for none): `SPENT` of its customers together."""
    sql = f"""
        WITH s AS MATERIALIZED ({_SPENT})
        SELECT ifnull(c.tier, ''), {_SUMS} FROM s CROSS JOIN customer c ON c.id = s.customer_id GROUP BY 1
    """  # noqa: S608
    return {row[0]: tuple(row[1:]) for rows in chunked(data, sql, days(period)) for row in rows}


def in_tiers(data: DataFile) -> dict[str, int]:
    """How many living customers are in each tier ('' for none)."""
    sql = "SELECT ifnull(tier, ''), count(*) FROM customer WHERE deleted_at IS NULL GROUP BY 1"
    return dict(data.database.execute_sql(sql).fetchall())
