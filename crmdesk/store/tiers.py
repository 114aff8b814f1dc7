"""What customers are ranked by, summed up for everybody at once or record by record for one (METHOD.md section 4).

Values are whole ten-thousandths of a yuan. An order counts on its date with what came back of it taken off; what came
back without an order on the day of the return. Profit is only reckoned where the cost of the order is known.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import peewee
import sqlcipher3

from crmdesk.core.errors import UserError
from crmdesk.core.orders import LONGEST_TERMS
from crmdesk.core.value_basis import Period, months_before
from crmdesk.store.database import DataFile

Chunk = list[tuple[Any, ...]]
_AT_ONCE = 10_000
_ORDERS = (
    "SELECT s.customer_id, {value} AS value{more} FROM sales_order s INDEXED BY {index}{join} "
    "WHERE s.state = 'ordered' AND s.deleted_at IS NULL AND s.date BETWEEN :first AND :last{whose}{known}"
)
_RETURNS = (
    "SELECT s.customer_id, {value}{more} FROM goods_return s WHERE s.sales_order IS NULL AND s.deleted_at IS NULL "
    "AND s.date BETWEEN :first AND :last{whose}"
)
_CONTACTS = (
    "SELECT s.customer_id, -s.cost{more} FROM interaction s WHERE s.cost <> 0 AND s.deleted_at IS NULL "
    "AND s.at >= :first AND s.at < :after{whose}"
)
_COMPENSATION = (
    "SELECT s.customer_id, -s.amount{more} FROM complaint_step s JOIN complaint k ON k.id = s.complaint "
    "WHERE s.step = 'compensate' AND s.amount <> 0 AND s.deleted_at IS NULL AND k.deleted_at IS NULL "
    "AND s.at >= :first AND s.at < :after{whose}"
)
_COST_BACK = (
    " LEFT JOIN (SELECT sales_order, sum(cost) AS cost FROM goods_return WHERE sales_order IS NOT NULL "
    "AND deleted_at IS NULL GROUP BY sales_order) r ON r.sales_order = s.id"
)
_SALES = "s.amount - ifnull(s.returned, 0)"
_LIVING = "c.id NOT IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL)"
PROFITS = frozenset({"last-year-profit", "clv"})
"""Bases that ask for the cost."""


@contextmanager
def unchanging(data: DataFile) -> Iterator[None]:
    """Within the block all is read as it was at its beginning, whoever writes meanwhile."""
    with data.database.atomic():
        yield


def sums_sql(basis: str, among: str = "") -> str:
    """Each customer's value in the period, with `:first`, `:last` and `:after` (the day after the last one). `among`: a
    query for the ids of a few customers, of whom alone it is."""
    whose = f" AND s.customer_id IN ({among})" if among else ""
    return f"SELECT customer_id, sum(value) AS value FROM ({_flows(basis, whose)}) GROUP BY customer_id"  # noqa: S608


def _flows(basis: str, whose: str = "", *, sources: bool = False) -> str:
    def more(kind: str, number: str, on: str) -> str:
        return f", '{kind}' AS kind, s.id AS id, {number} AS number, substr({on}, 1, 10) AS day" if sources else ""

    profit = basis in PROFITS
    index = "sales_order_by_customer" if whose else "sales_order_value"
    orders = _ORDERS.format(
        value=f"{_SALES} - s.cost + ifnull(r.cost, 0)" if profit else _SALES,
        more=more("order", "s.number", "s.date"),
        index=index,
        join=_COST_BACK if profit else "",
        whose=whose,
        known=" AND s.cost IS NOT NULL" if profit else "",
    )
    value = "-s.amount + ifnull(s.cost, 0)" if profit else "-s.amount"
    parts = [orders, _RETURNS.format(value=value, more=more("return", "s.number", "s.date"), whose=whose)]
    if basis == "clv":
        parts.append(_CONTACTS.format(more=more("interaction", "''", "s.at"), whose=whose))
        parts.append(_COMPENSATION.format(more=more("complaint", "k.number", "s.at"), whose=whose))
    return " UNION ALL ".join(parts)


def days(period: Period) -> dict[str, str]:
    """What `sums_sql` is bound to."""
    return {
        "first": period.first.isoformat() if period.first else "0001-01-01",
        "last": period.last.isoformat(),
        "after": (period.last + dt.timedelta(days=1)).isoformat(),
    }


def flows_sql(basis: str) -> str:
    """Each record a value comes from: customer_id, value, day; bound as `sums_sql` is."""
    return f"SELECT customer_id, value, day FROM ({_flows(basis, sources=True)})"  # noqa: S608


def sums(data: DataFile, basis: str, period: Period) -> Iterator[Chunk]:
    """(customer id, value) of everybody with a record in the period, in no order; also of those in the trash."""
    return chunked(data, sums_sql(basis), days(period))


def sums_of(data: DataFile, basis: str, period: Period, ids: Iterable[int]) -> dict[int, int]:
    """The same of these customers alone; those without a record in the period are left out."""
    sql = sums_sql(basis, "SELECT value FROM json_each(:ids)")
    passed = chunked(data, sql, {**days(period), "ids": json.dumps(list(ids))})
    return {customer_id: value for several in passed for customer_id, value in several}


def ranked(data: DataFile, basis: str, period: Period) -> Iterator[Chunk]:
    """(customer id, value) of living customers whose value is not nothing, highest first, equal ones by number."""
    return chunked(data, _RANKED.format(sums=sums_sql(basis)), days(period))


def ranked_of(data: DataFile, values: str) -> Iterator[Chunk]:
    """The same of values that are given: JSON, by customer id."""
    sums = "SELECT CAST(key AS INTEGER) AS customer_id, value FROM json_each(:values)"
    return chunked(data, _RANKED.format(sums=sums), {"values": values})


_RANKED = (
    "WITH v AS MATERIALIZED ({sums}) SELECT c.id, v.value FROM v JOIN customer c ON c.id = v.customer_id "
    "WHERE v.value <> 0 AND c.deleted_at IS NULL ORDER BY v.value DESC, c.number"
)


def everybody(data: DataFile) -> Iterator[Chunk]:
    """The ids of all living customers by number."""
    sql = f"SELECT c.id FROM customer c INDEXED BY sqlite_autoindex_customer_1 WHERE {_LIVING} ORDER BY c.number"  # noqa: S608
    return chunked(data, sql, {})


def count(data: DataFile) -> int:
    """How many living customers there are."""
    sql = "SELECT (SELECT count(*) FROM customer) - (SELECT count(*) FROM customer WHERE deleted_at IS NOT NULL)"
    return int(data.database.execute_sql(sql).fetchone()[0])


def without_cost(data: DataFile, period: Period) -> int:
    """How many orders of the period have no known cost, samples aside."""
    sql = (
        "SELECT count(*) FROM sales_order s INDEXED BY sales_order_value WHERE s.state = 'ordered' "
        "AND s.deleted_at IS NULL AND s.date BETWEEN :first AND :last AND s.cost IS NULL AND s.amount <> 0"
    )
    return int(data.database.execute_sql(sql, days(period)).fetchone()[0])


def newcomers(data: DataFile, period: Period) -> Iterator[Chunk]:
    """(customer id, day of the first order) of those whose first order lies in the period."""
    sql = (
        "SELECT customer_id, min(date) AS day FROM sales_order INDEXED BY sales_order_value WHERE state = 'ordered' "
        "AND deleted_at IS NULL AND date <= :last GROUP BY customer_id HAVING min(date) >= :first"
    )
    return chunked(data, sql, days(period))


def sources(data: DataFile, customer_id: int, basis: str, period: Period) -> list[tuple[Any, ...]]:
    """(value, kind, id, number, day) of each record a customer's value comes from, oldest first."""
    flows = _flows(basis, " AND s.customer_id = :whose", sources=True)
    sql = f"SELECT value, kind, id, ifnull(number, ''), day FROM ({flows}) ORDER BY day, kind, id"  # noqa: S608
    rows: list[tuple[Any, ...]] = data.database.execute_sql(sql, {**days(period), "whose": customer_id}).fetchall()
    return rows


SCORED = ("sales", "profit", "orders", "paid_in_time", "fell_due", "before")


def scored(data: DataFile, today: dt.date, period: Period) -> Iterator[Chunk]:
    """What the score rests on, of everybody who ordered in the period (the last twelve months): the customer's id, then
    `SCORED`: sales, profit (None: no cost known), orders, how many of those that fell due by then were paid in full in
    time and how many fell due, sales of the twelve months before (None: its first order is in the period).
    """
    bound = {**days(period), "before": str(months_before(today).first), "longest": LONGEST_TERMS}
    return chunked(data, _SCORED, bound)


_FACTS = """
    SELECT s.customer_id, sum(CASE WHEN s.date >= :first THEN s.amount - ifnull(s.returned, 0) END) AS sales,
        sum(CASE WHEN s.date >= :first AND s.cost IS NOT NULL THEN s.amount - ifnull(s.returned, 0) - s.cost
            + ifnull((SELECT sum(r.cost) FROM goods_return r WHERE s.returned <> 0 AND r.sales_order = s.id
                AND r.deleted_at IS NULL), 0) END) AS profit,
        count(CASE WHEN s.date >= :first THEN 1 END) AS orders,
        sum(CASE WHEN s.date < :first THEN s.amount - ifnull(s.returned, 0) END) AS before
    FROM sales_order s INDEXED BY sales_order_value
    WHERE s.state = 'ordered' AND s.deleted_at IS NULL AND s.date BETWEEN :before AND :last GROUP BY s.customer_id
"""
_DUE_ON = (
    "ifnull((SELECT max(i.due_on) FROM instalment i WHERE i.sales_order = s.id AND i.deleted_at IS NULL), "
    "date(s.date, '+' || min(ifnull(s.terms_days, 0), :longest) || ' days'))"
)
_DUE = f"""
    SELECT s.customer_id, s.id, s.settled, {_DUE_ON} AS due_on,
        (max(0, s.amount - ifnull(s.returned, 0)) + 50) / 100 * 100 AS payable
    FROM sales_order s INDEXED BY sales_order_by_date
    WHERE s.state = 'ordered' AND s.deleted_at IS NULL AND s.date BETWEEN :first AND :last
"""  # noqa: S608
_PAID = (
    "(SELECT sum(CASE WHEN p.kind = 'refund' THEN -p.amount ELSE p.amount END) FROM payment p "
    "WHERE p.sales_order = d.id AND p.deleted_at IS NULL AND p.date <= d.due_on)"
)
_SCORED = f"""
    WITH flow AS MATERIALIZED ({_FACTS}), paid AS MATERIALIZED (
        SELECT d.customer_id, count(*) AS fell_due,
            count(CASE WHEN d.settled OR {_PAID} >= d.payable THEN 1 END) AS paid
        FROM ({_DUE}) d WHERE d.due_on < :last AND d.payable > 0 GROUP BY d.customer_id
    ), old AS MATERIALIZED (
        SELECT customer_id FROM sales_order INDEXED BY sales_order_value WHERE state = 'ordered'
        AND deleted_at IS NULL GROUP BY customer_id HAVING min(date) < :first
    )
    SELECT f.customer_id, f.sales, f.profit, f.orders, p.paid, p.fell_due,
        CASE WHEN o.customer_id IS NULL THEN NULL ELSE ifnull(f.before, 0) END
    FROM flow f LEFT JOIN paid p ON p.customer_id = f.customer_id LEFT JOIN old o ON o.customer_id = f.customer_id
    WHERE f.orders > 0
"""  # noqa: S608


def chunked(data: DataFile, sql: str, params: Mapping[str, Any]) -> Iterator[Chunk]:
    """Rows some ten thousand at a time. Raises UserError('tiers-too-large') where a sum is beyond what is stored."""
    try:
        cursor = data.database.execute_sql(sql, params)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield rows
    except (peewee.OperationalError, sqlcipher3.OperationalError) as error:
        if "overflow" not in str(error):
            raise
        raise UserError("tiers-too-large") from error


def paid_in_time(data: DataFile, customer_id: int, period: Period) -> tuple[int, int]:
    """Of one customer's orders of the period that fell due before its end: how many were paid in full in time, and how
    many there are."""
    due = _DUE.replace("INDEXED BY sales_order_by_date", "INDEXED BY sales_order_by_customer")
    sql = f"""
        SELECT count(CASE WHEN d.settled OR {_PAID} >= d.payable THEN 1 END), count(*)
        FROM ({due} AND s.customer_id = :whose) d WHERE d.due_on < :last AND d.payable > 0
    """  # noqa: S608
    params = {**days(period), "longest": LONGEST_TERMS, "whose": customer_id}
    paid, fell_due = data.database.execute_sql(sql, params).fetchone()
    return int(paid), int(fell_due)


def first_order(data: DataFile, customer_id: int, until: dt.date) -> dt.date | None:
    """The day of a customer's first order up to a day."""
    sql = (
        "SELECT min(date) FROM sales_order WHERE customer_id = ? AND state = 'ordered' AND deleted_at IS NULL "
        "AND date <= ?"
    )
    (found,) = data.database.execute_sql(sql, (customer_id, until.isoformat())).fetchone()
    return dt.date.fromisoformat(found) if found else None
