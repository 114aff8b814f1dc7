"""What is known of serving the customers that bring the least profit (METHOD.md sections 4 and 12)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence

from crmdesk.core.value_basis import Period
from crmdesk.store.database import DataFile

Facts = tuple[int, int | None, int, str | None, str | None]
"""Id, profit and what serving it cost in ten-thousandths (profit None: it bought nothing), day of the last order, day
since when it is a customer."""
_DAY = dt.timedelta(days=1)
_ORDERED = "state = 'ordered' AND deleted_at IS NULL"
_PROFIT = f"""
    SELECT customer_id, sum(profit) AS profit, sum(known) AS known FROM (
        SELECT s.customer_id, s.amount - ifnull(s.returned, 0) - s.cost + ifnull(r.cost, 0) AS profit,
            s.cost IS NOT NULL AS known
        FROM sales_order s INDEXED BY sales_order_value LEFT JOIN (
            SELECT sales_order, sum(cost) AS cost FROM goods_return
            WHERE sales_order IS NOT NULL AND deleted_at IS NULL GROUP BY 1
        ) r ON r.sales_order = s.id
        WHERE s.{_ORDERED.replace("AND ", "AND s.")} AND s.date BETWEEN ?1 AND ?2
        UNION ALL SELECT customer_id, ifnull(cost, 0) - amount, 1 FROM goods_return
        WHERE sales_order IS NULL AND deleted_at IS NULL AND date BETWEEN ?1 AND ?2
    ) GROUP BY 1
"""  # noqa: S608
_SERVING = """
    SELECT customer_id, sum(cost) AS cost FROM (
        SELECT customer_id, cost FROM interaction WHERE cost > 0 AND deleted_at IS NULL AND at >= ?1 AND at < ?3
        UNION ALL SELECT customer_id, amount FROM complaint_step WHERE step = 'compensate' AND amount > 0
            AND deleted_at IS NULL AND at >= ?1 AND at < ?3
            AND complaint IN (SELECT id FROM complaint WHERE deleted_at IS NULL)
    ) GROUP BY 1
"""
_SINCE = (
    "min(ifnull(c.created_on, '9999'), ifnull((SELECT substr(min(i.at), 1, 10) FROM interaction i "
    "WHERE i.customer_id = c.id AND i.at < ifnull(c.created_on, '9999') AND i.deleted_at IS NULL), '9999'))"
)


def unknown(data: DataFile, months: Period) -> tuple[int, int]:
    """How many customers there are, and of how many of them nobody knows the profit: they bought something, and the
    cost of none of it is known."""
    sql = f"""
        SELECT (SELECT count(*) FROM customer WHERE deleted_at IS NULL), count(*)
        FROM ({_PROFIT}) p JOIN customer c ON c.id = p.customer_id WHERE p.known = 0 AND c.deleted_at IS NULL
    """  # noqa: S608
    everybody, without = data.database.execute_sql(sql, _days(months)[:2]).fetchone()
    return everybody, without


def last(data: DataFile, months: Period, count: int) -> list[Facts]:
    """So many customers with the least profit in these months, the least first; of equal ones who cost more to serve,
    then who ordered (or, without any order, became a customer) the longest ago, then the last numbers."""
    sql = f"""
        WITH p AS MATERIALIZED ({_PROFIT}), v AS MATERIALIZED ({_SERVING}), o AS MATERIALIZED (
            SELECT customer_id, max(date) AS last_on FROM sales_order INDEXED BY sales_order_value
            WHERE {_ORDERED} AND date <= ?2 GROUP BY 1), f AS MATERIALIZED (
            SELECT c.id, p.profit, ifnull(v.cost, 0) AS serving, o.last_on,
                CASE WHEN o.last_on IS NULL THEN {_SINCE} END AS since, c.number
            FROM customer c LEFT JOIN p ON p.customer_id = c.id LEFT JOIN v ON v.customer_id = c.id
                LEFT JOIN o ON o.customer_id = c.id
            WHERE c.deleted_at IS NULL AND ifnull(p.known, 1) > 0)
        SELECT id, profit, serving, last_on, since FROM f
        ORDER BY ifnull(profit, 0), serving DESC, ifnull(last_on, since), number DESC LIMIT ?4
    """  # noqa: S608
    return list(data.database.execute_sql(sql, (*_days(months), count)).fetchall())


def lost_bids(data: DataFile, ids: Sequence[int], today: dt.date) -> Mapping[int, int]:
    """By customer how many offers in a row, since its last order, became none."""
    sql = f"""
        WITH asked AS MATERIALIZED (SELECT value AS id FROM json_each(?1)),
            bids AS MATERIALIZED (SELECT customer_id, date FROM sales_order NOT INDEXED
                WHERE state = 'lost' AND deleted_at IS NULL AND date <= ?2 AND customer_id IN (SELECT id FROM asked))
        SELECT b.customer_id, count(*) FROM bids b WHERE NOT EXISTS (
            SELECT 1 FROM sales_order s WHERE s.customer_id = b.customer_id AND s.date BETWEEN b.date AND ?2
            AND s.{_ORDERED.replace("AND ", "AND s.")}) GROUP BY 1
    """  # noqa: S608
    return dict(data.database.execute_sql(sql, (json.dumps(ids), today.isoformat())).fetchall())


def orders(data: DataFile, ids: Sequence[int], months: Period) -> Mapping[int, tuple[int, int]]:
    """By customer how many orders it gave in these months, and in how many of them every line is below list price or
    has a discount; samples do not count."""
    sql = f"""
        WITH asked AS MATERIALIZED (SELECT value AS id FROM json_each(?3))
        SELECT customer_id, count(*), sum(reduced) FROM (
            SELECT s.customer_id, min(ifnull(l.discount, 0) > 0 OR ifnull(l.price < p.price, 0)) AS reduced
            FROM sales_order s JOIN order_line l ON l.sales_order = s.id LEFT JOIN product p ON p.id = l.product
            WHERE s.customer_id IN (SELECT id FROM asked) AND s.{_ORDERED.replace("AND ", "AND s.")}
                AND s.date BETWEEN ?1 AND ?2 AND l.deleted_at IS NULL AND ifnull(l.sample, 0) = 0
            GROUP BY s.id
        ) GROUP BY 1
    """  # noqa: S608
    first, last_, _after = _days(months)
    rows = data.database.execute_sql(sql, (first, last_, json.dumps(ids))).fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}


def _days(months: Period) -> tuple[str, str, str]:
    """The first and the last day, and the one after it, which moments lie before."""
    first = months.first.isoformat() if months.first else ""
    return first, months.last.isoformat(), (months.last + _DAY).isoformat()
