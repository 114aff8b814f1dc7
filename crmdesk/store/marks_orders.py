"""The sums stored with orders and returns: amount, cost, returned, paid, still due and since when, invoiced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from crmdesk.core.money import sum_units
from crmdesk.store.database import DataFile
from crmdesk.store.order_sums import Facts, facts
from crmdesk.store.records import marks

_SUMS = ("amount", "cost", "returned", "paid", "due", "due_on", "invoiced")


def recompute(data: DataFile, customer_ids: Sequence[int], today: dt.date) -> None:
    """Work out the sums of all orders and returns of these customers; only what differs is written."""
    _returns(data, customer_ids)
    invoiced = _invoiced(data, customer_ids)
    present = {one.id: _stored(one, invoiced.get(one.id)) for one in facts(data, "customer_id", customer_ids)}
    sql = (
        f"SELECT id, {', '.join(_SUMS)} FROM sales_order "  # noqa: S608
        f"WHERE customer_id IN ({marks(customer_ids)}) AND deleted_at IS NULL"
    )
    stored = {row[0]: tuple(row[1:]) for row in data.database.execute_sql(sql, customer_ids).fetchall()}
    _write(data, "sales_order", _SUMS, {i: sums for i, sums in present.items() if stored[i] != sums})


def _stored(one: Facts, invoiced: int | None) -> tuple[Any, ...]:
    sums = one.sums()
    cost = None if sums.cost is None else sum_units(sums.cost)
    money = (sum_units(amount) for amount in (sums.returned, sums.paid, sums.due))
    return (sum_units(sums.amount), cost, *money, sums.due_on and sums.due_on.isoformat(), invoiced or 0)


def _returns(data: DataFile, customer_ids: Sequence[int]) -> None:
    sql = (
        "SELECT r.id, r.amount, r.cost, ifnull(sum(l.amount), 0), sum(l.cost) FROM goods_return r "  # noqa: S608
        "LEFT JOIN return_line l ON l.goods_return = r.id AND l.deleted_at IS NULL "
        f"WHERE r.customer_id IN ({marks(customer_ids)}) AND r.deleted_at IS NULL GROUP BY r.id"
    )
    rows = data.database.execute_sql(sql, customer_ids).fetchall()
    differing = {row[0]: (row[3], row[4]) for row in rows if (row[1], row[2]) != (row[3], row[4])}
    _write(data, "goods_return", ("amount", "cost"), differing)


def _invoiced(data: DataFile, customer_ids: Sequence[int]) -> Mapping[int, int]:
    sql = (
        f"SELECT sales_order, sum(amount) FROM invoice WHERE customer_id IN ({marks(customer_ids)}) "  # noqa: S608
        "AND sales_order IS NOT NULL AND deleted_at IS NULL GROUP BY sales_order"
    )
    return dict(data.database.execute_sql(sql, customer_ids).fetchall())


def _write(data: DataFile, kind: str, names: Sequence[str], rows: Mapping[int, tuple[Any, ...]]) -> None:
    if rows:
        assignments = ", ".join(f"{name} = ?" for name in names)
        sql = f"UPDATE {kind} SET {assignments} WHERE id = ?"  # noqa: S608
        data.database.connection().executemany(sql, [(*values, i) for i, values in rows.items()])
