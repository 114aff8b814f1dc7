"""Queries over sources: what each brought in a time and what it cost (METHOD.md section 15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from crmdesk.core.money import from_units
from crmdesk.core.sources import SourceCost
from crmdesk.store.database import DataFile
from crmdesk.store.tiers import sums_sql

_DAY = dt.timedelta(days=1)
_CAME = """
    SELECT c.id, c.source FROM customer c WHERE c.deleted_at IS NULL AND
        coalesce(min(c.created_on, c.first_order_on), c.created_on, c.first_order_on, '') BETWEEN :first AND :last
"""
_ORDERED = "s.state = 'ordered' AND s.deleted_at IS NULL AND s.date BETWEEN :first AND :last"
_BOUGHT = f"""
    SELECT s.customer_id, count(*) AS orders FROM sales_order s INDEXED BY sales_order_value WHERE {_ORDERED} GROUP BY 1
"""  # noqa: S608
_BOUGHT_SOME = f"AND EXISTS (SELECT 1 FROM sales_order s WHERE s.customer_id = c.id AND {_ORDERED})"  # noqa: S608
_OF_SOURCE = "AND ifnull(c.source, '') = :source"


def brought(data: DataFile, first: dt.date | None, last: dt.date) -> list[tuple[str | None, int, int, int, int]]:
    """By source (None: not known) the living customers that came in these days, how many of them ordered in them, their
    orders and sales (in ten-thousandths) of these days. A customer came on the day it was entered, or ordered first,
    whichever was earlier."""
    sql = f"""
        WITH came AS MATERIALIZED ({_CAME}), bought AS MATERIALIZED ({_BOUGHT}),
            sold AS MATERIALIZED ({sums_sql("sales")})
        SELECT came.source, count(*), count(b.customer_id), sum(ifnull(b.orders, 0)), sum(ifnull(v.value, 0))
        FROM came LEFT JOIN bought b ON b.customer_id = came.id LEFT JOIN sold v ON v.customer_id = came.id GROUP BY 1
    """  # noqa: S608
    return [tuple(row) for row in data.database.execute_sql(sql, _days(first, last)).fetchall()]


def spent(data: DataFile, first: dt.date | None, last: dt.date) -> Mapping[str, int]:
    """What was spent on each source in these days, in ten-thousandths."""
    sql = """
        SELECT source, sum(amount) FROM source_cost WHERE deleted_at IS NULL AND day BETWEEN :first AND :last GROUP BY 1
    """
    return dict(data.database.execute_sql(sql, _days(first, last)).fetchall())


def customers(data: DataFile, source: str | None, first: dt.date | None, last: dt.date, *, buyers: bool) -> list[int]:
    """The ids of the living customers that came by a source in these days, by number; `buyers`: who ordered in them."""
    sql = f"{_CAME} {_OF_SOURCE} {_BOUGHT_SOME if buyers else ''} ORDER BY c.number"
    return [int(row[0]) for row in data.database.execute_sql(sql, {**_days(first, last), "source": source or ""})]


def orders(data: DataFile, source: str | None, first: dt.date | None, last: dt.date) -> list[int]:
    """The orders of these days of those customers, the newest first."""
    return _records(data, f"sales_order s INDEXED BY sales_order_value WHERE {_ORDERED}", source, first, last)


def returns(data: DataFile, source: str | None, first: dt.date | None, last: dt.date) -> list[int]:
    """What came back in these days without an order, of those customers, the newest first."""
    where = "s.sales_order IS NULL AND s.deleted_at IS NULL AND s.date BETWEEN :first AND :last"
    return _records(data, f"goods_return s WHERE {where}", source, first, last)


def _records(data: DataFile, records: str, source: str | None, first: dt.date | None, last: dt.date) -> list[int]:
    sql = f"""
        WITH came AS MATERIALIZED ({_CAME} {_OF_SOURCE})
        SELECT s.id FROM came CROSS JOIN {records} AND s.customer_id = came.id ORDER BY s.date DESC, s.id DESC
    """  # noqa: S608
    return [int(row[0]) for row in data.database.execute_sql(sql, {**_days(first, last), "source": source or ""})]


def costs(data: DataFile, source: str | None, first: dt.date | None, last: dt.date | None) -> list[SourceCost]:
    """What was spent in these days (None: without bound), the newest first; on one source, where it is named."""
    sql = f"""
        SELECT id, source, day, amount, ifnull(notes, '') FROM source_cost
        WHERE deleted_at IS NULL AND day BETWEEN :first AND :last {"" if source is None else "AND source = :source"}
        ORDER BY day DESC, id DESC
    """  # noqa: S608
    params = {**_days(first, last or dt.date.max), "source": source}
    return [_cost(row) for row in data.database.execute_sql(sql, params).fetchall()]


def cost(data: DataFile, cost_id: int) -> SourceCost | None:
    """One that is not deleted."""
    sql = "SELECT id, source, day, amount, ifnull(notes, '') FROM source_cost WHERE id = ? AND deleted_at IS NULL"
    row = data.database.execute_sql(sql, (cost_id,)).fetchone()
    return _cost(row) if row else None


def _cost(row: tuple[int, str, str, int, str]) -> SourceCost:
    id_, source, day, amount, notes = row
    return SourceCost(id_, source, dt.date.fromisoformat(day), from_units(amount), notes)


def _days(first: dt.date | None, last: dt.date) -> dict[str, str]:
    after = last if last == dt.date.max else last + _DAY
    return {"first": first.isoformat() if first else "", "last": last.isoformat(), "after": after.isoformat()}
