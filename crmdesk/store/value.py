"""What customers brought and what serving them cost, in sets (METHOD.md section 9).

What counts is as in `store.tiers`; amounts are ten-thousandths of a yuan; nobody from the trash.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from crmdesk.core.value_basis import Period
from crmdesk.store.database import DataFile
from crmdesk.store.tiers import Chunk, chunked, days, flows_sql, sums_sql

BOUGHT = "state = 'ordered' AND deleted_at IS NULL AND date BETWEEN :first AND :last AND amount <> 0"  # samples aside
LIVING = "customer_id NOT IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL)"
_UNKNOWN = f"""
    SELECT customer_id FROM sales_order INDEXED BY sales_order_value WHERE {BOUGHT}
    GROUP BY customer_id HAVING count(cost) = 0
"""  # noqa: S608
_SINCE = "min(ifnull(created_on, '0001-01-01'), ifnull(first_order_on, '9999-12-31'))"


def customers(data: DataFile, ends: Sequence[dt.date]) -> list[int]:
    """How many living customers there were on each of these days: since they were put down, or since their first
    order."""
    columns = ", ".join([f"ifnull(sum({_SINCE} <= ?), 0)"] * len(ends))
    sql = f"SELECT {columns} FROM customer WHERE deleted_at IS NULL"  # noqa: S608
    return list(data.database.execute_sql(sql, [day.isoformat() for day in ends]).fetchone())


def in_trash(data: DataFile) -> list[int]:
    """Whose file lies in the trash."""
    return [row[0] for row in data.database.execute_sql("SELECT id FROM customer WHERE deleted_at IS NOT NULL")]


def bought(data: DataFile, period: Period) -> Iterator[Chunk]:
    """(customer id, day, whether the cost is known) of each order, samples aside; also of those in the trash."""
    sql = f"SELECT customer_id, date, cost IS NOT NULL FROM sales_order INDEXED BY sales_order_value WHERE {BOUGHT}"  # noqa: S608
    return chunked(data, sql, days(period))


def flows(data: DataFile, period: Period) -> Iterator[Chunk]:
    """(customer id, value, day) of all that adds to or takes from a lifetime value; also of those in the trash."""
    return chunked(data, flows_sql("clv"), days(period))


def unknown(data: DataFile, period: Period) -> set[int]:
    """Who bought something in the period, and the cost of none of it is known."""
    sql = f"SELECT customer_id FROM ({_UNKNOWN}) WHERE {LIVING}"  # noqa: S608
    return {row[0] for row in data.database.execute_sql(sql, days(period)).fetchall()}


def nets(data: DataFile, ids: Iterable[int], period: Period) -> Mapping[int, tuple[int, str | None, bool]]:
    """Of these customers: net, day of the first order where that is in the period, whether the profit can be told."""
    among = "SELECT value FROM json_each(:ids)"
    sql = f"""
        WITH v AS MATERIALIZED ({sums_sql("clv", among)}), o AS MATERIALIZED (
            SELECT customer_id, min(date) AS day,
                count(CASE WHEN date >= :first AND amount <> 0 THEN 1 END) AS orders,
                count(CASE WHEN date >= :first AND amount <> 0 THEN cost END) AS known
            FROM sales_order INDEXED BY sales_order_by_customer
            WHERE customer_id IN ({among}) AND state = 'ordered' AND deleted_at IS NULL AND date <= :last GROUP BY 1
        )
        SELECT a.value, ifnull(v.value, 0), CASE WHEN o.day >= :first THEN o.day END, ifnull(NOT o.orders OR o.known, 1)
        FROM json_each(:ids) a LEFT JOIN v ON v.customer_id = a.value LEFT JOIN o ON o.customer_id = a.value
    """  # noqa: S608
    rows = data.database.execute_sql(sql, {**days(period), "ids": json.dumps(list(ids))}).fetchall()
    return {row[0]: (row[1], row[2], bool(row[3])) for row in rows}


def orders_by_year(data: DataFile, customer_id: int, until: dt.date) -> Mapping[int, tuple[int, int]]:
    """How many orders a customer gave in each calendar year, and how many of them without a known cost; samples
    aside."""
    return _counted(data, "CAST(substr(date, 1, 4) AS INTEGER)", customer_id, Period(None, until))


def orders_in(data: DataFile, customer_id: int, period: Period) -> tuple[int, int]:
    """The same of a period."""
    return _counted(data, "0", customer_id, period).get(0, (0, 0))


def _counted(data: DataFile, by: str, customer_id: int, period: Period) -> dict[int, tuple[int, int]]:
    sql = (
        f"SELECT {by}, count(*), count(*) - count(cost) FROM sales_order INDEXED BY sales_order_by_customer "  # noqa: S608
        f"WHERE customer_id = :whose AND {BOUGHT} GROUP BY 1"
    )
    rows = data.database.execute_sql(sql, {**days(period), "whose": customer_id}).fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}


def lost_on(data: DataFile, customer_id: int, on: dt.date) -> dt.date | None:
    """Since when a customer is marked lost, where it is by a day."""
    row = data.database.execute_sql("SELECT lost_on FROM customer WHERE id = ?", (customer_id,)).fetchone()
    day = dt.date.fromisoformat(row[0]) if row and row[0] else None
    return day if day is not None and day <= on else None
