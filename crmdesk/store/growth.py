"""Sums of sales of two times beside each other, order days, and needs in yuan (METHOD.md sections 4 and 12).

Like every value of a customer: orders in force less what came back, on the day of the order, and what came back without
an order on its own day; nobody from the trash.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from crmdesk.core.value_basis import Period
from crmdesk.store.database import DataFile

Compared = tuple[int, int, int, str | None]
"""A customer's id, its sales in both times in ten-thousandths, the day of its first order of all."""
_LIVING = "customer_id NOT IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL)"
_FLOWS = """
    SELECT customer_id, date, amount - ifnull(returned, 0) AS value, date AS ordered_on FROM sales_order {index}
    WHERE state = 'ordered' AND deleted_at IS NULL AND date BETWEEN ?1 AND ?2 {of}
    UNION ALL SELECT customer_id, date, -amount, NULL FROM goods_return
    WHERE sales_order IS NULL AND deleted_at IS NULL AND date BETWEEN ?1 AND ?2 {of}
"""
_WHOLE = "INDEXED BY sales_order_value"
"""Of everybody: the one index that holds all that is read."""
_COMPARED = f"""
    SELECT customer_id, ifnull(sum(CASE WHEN date BETWEEN ?3 AND ?4 THEN value END), 0),
        ifnull(sum(CASE WHEN date BETWEEN ?5 AND ?6 THEN value END), 0), min(ordered_on)
    FROM ({_FLOWS}) WHERE {_LIVING} GROUP BY 1 ORDER BY 1
"""  # noqa: S608


def compared(
    data: DataFile, now: Period, before: Period, *, since: dt.date | None = None, customer_id: int | None = None
) -> Iterator[Compared]:
    """By rising id, of everybody who bought anything from `since` (None: ever) until the end of `now`, or of one
    customer."""
    first = "" if since is None else since.isoformat()
    days = [day.isoformat() if day else "" for day in (now.first, now.last, before.first, before.last)]
    of, index = ("", _WHOLE) if customer_id is None else ("AND customer_id = ?7", "")
    sql = _COMPARED.format(of=of, index=index)
    params = (first, days[1], *days, *(() if customer_id is None else (customer_id,)))
    yield from data.database.execute_sql(sql, params)


def order_days(data: DataFile, now: Period, before: Period) -> Iterator[tuple[int, int, int]]:
    """Id, on how many days of `now` and of `before` a customer ordered; those who did not are left out."""
    days = [day.isoformat() if day else "" for day in (now.first, now.last, before.first, before.last)]
    sql = f"""
        SELECT customer_id, count(DISTINCT CASE WHEN date BETWEEN ?1 AND ?2 THEN date END),
            count(DISTINCT CASE WHEN date BETWEEN ?3 AND ?4 THEN date END)
        FROM sales_order INDEXED BY sales_order_value
        WHERE state = 'ordered' AND deleted_at IS NULL AND date BETWEEN ?3 AND ?2 AND {_LIVING} GROUP BY 1
    """  # noqa: S608
    yield from data.database.execute_sql(sql, days)


_NEEDS = f"""
    SELECT customer_id, max(need) AS need FROM (
        SELECT id AS customer_id, expected_amount AS need FROM customer
        WHERE expected_amount > 0 AND deleted_at IS NULL
        UNION ALL SELECT customer_id, sum(amount) FROM sales_order NOT INDEXED
        WHERE state = 'offer' AND deleted_at IS NULL AND amount > 0 AND {_LIVING} GROUP BY 1
    ) GROUP BY 1 ORDER BY 1
"""  # noqa: S608


def needs(data: DataFile) -> Iterator[tuple[int, int]]:
    """By rising id what customers are known to need, in ten-thousandths: the amount expected of them, or of their open
    offers where that is more."""
    yield from data.database.execute_sql(_NEEDS)


def need_among(data: DataFile, customer_id: int) -> tuple[int, int, int, int] | None:
    """What one customer needs, how many need less, how many as much (itself too), and of how many it is known; None
    where it is not. The others are only looked at where it is: that takes seconds with very many."""
    own = """
        SELECT max(need) FROM (SELECT expected_amount AS need FROM customer WHERE id = ?1 AND deleted_at IS NULL
            UNION ALL SELECT sum(amount) FROM sales_order
            WHERE customer_id = ?1 AND state = 'offer' AND deleted_at IS NULL AND amount > 0)
    """
    (need,) = data.database.execute_sql(own, (customer_id,)).fetchone()
    if not need or need < 0:
        return None
    sql = f"SELECT sum(need < ?1), sum(need = ?1), count(*) FROM ({_NEEDS})"  # noqa: S608
    below, equal, count = data.database.execute_sql(sql, (need,)).fetchone()
    return (need, below, equal, count) if count else None


def by_month(data: DataFile, months: Period) -> Mapping[str, int]:
    """The sales of everybody in these days by month (2026-03), in ten-thousandths; months without any are left out."""
    flows = _FLOWS.format(of="", index=_WHOLE)
    sql = f"SELECT substr(date, 1, 7), sum(value) FROM ({flows}) WHERE {_LIVING} GROUP BY 1"  # noqa: S608
    params = (months.first.isoformat() if months.first else "", months.last.isoformat())
    return dict(data.database.execute_sql(sql, params).fetchall())
