"""Queries of the overview: tiers with their sales, and the records behind its figures."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.value_basis import Period
from crmdesk.store.database import DataFile
from crmdesk.store.tiers import days, sums_sql

_LIVING = "customer_id NOT IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL)"


def tiers(data: DataFile, months: Period) -> list[tuple[str | None, int, int]]:
    """By tier (None: none) how many living customers there are, and their sales in these months in ten-thousandths."""
    sql = f"""
        WITH v AS MATERIALIZED ({sums_sql("sales")})
        SELECT c.tier, count(*), 0 FROM customer c WHERE c.deleted_at IS NULL GROUP BY 1
        UNION ALL SELECT c.tier, 0, sum(v.value) FROM v CROSS JOIN customer c ON c.id = v.customer_id
        WHERE c.deleted_at IS NULL GROUP BY 1
    """  # noqa: S608
    found: dict[str | None, tuple[int, int]] = {}
    for tier, count, value in data.database.execute_sql(sql, days(months)).fetchall():
        known = found.get(tier, (0, 0))
        found[tier] = known[0] + count, known[1] + (value or 0)
    return [(tier, *sums) for tier, sums in found.items()]


def orders(data: DataFile, first: dt.date, last: dt.date) -> list[int]:
    """The orders in force of living customers of these days, the newest first."""
    return _records(data, "sales_order WHERE state = 'ordered'", first, last)


def returns(data: DataFile, first: dt.date, last: dt.date) -> list[int]:
    """What living customers gave back in these days without an order, the newest first."""
    return _records(data, "goods_return WHERE sales_order IS NULL", first, last)


def new_customers(data: DataFile, first: dt.date, last: dt.date) -> list[int]:
    """The living customers that ordered for the first time in these days, the latest first."""
    sql = """
        SELECT id FROM customer WHERE first_order_on BETWEEN ? AND ? AND deleted_at IS NULL
        ORDER BY first_order_on DESC, number
    """
    return [int(row[0]) for row in data.database.execute_sql(sql, (first.isoformat(), last.isoformat()))]


def open_complaints(data: DataFile) -> int:
    """How many complaints of living customers are open."""
    sql = f"SELECT count(*) FROM complaint WHERE state = 'open' AND deleted_at IS NULL AND {_LIVING}"  # noqa: S608
    return int(data.database.execute_sql(sql).fetchone()[0])


def _records(data: DataFile, records: str, first: dt.date, last: dt.date) -> list[int]:
    sql = f"""
        SELECT id FROM {records} AND deleted_at IS NULL AND date BETWEEN ? AND ? AND {_LIVING}
        ORDER BY date DESC, id DESC
    """  # noqa: S608
    return [int(row[0]) for row in data.database.execute_sql(sql, (first.isoformat(), last.isoformat()))]
