"""Queries over orders and what belongs to them: their parts, whom a number means, what lists show, the last price."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from crmdesk.core import texts
from crmdesk.core.money import from_units
from crmdesk.core.orders import NOTHING
from crmdesk.core.sales_lists import OrderRow
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_PARTS = ("order_line", "instalment", "payment", "invoice", "goods_return", "return_line")
_TURNS = {
    "order_line": "position, id",
    "return_line": "position, id",
    "instalment": "due_on, id",
}
_LIVING = "deleted_at IS NULL"


def ids_of(data: DataFile, kind: str, owner: str, ids: Iterable[int], *, deleted: bool = False) -> dict[int, list[int]]:
    """The records of a kind by the order or return (`owner`: the column) they belong to, in their turn."""
    if kind not in _PARTS or owner not in ("sales_order", "goods_return"):
        raise ValueError(kind)
    alive = "" if deleted else f"AND {_LIVING} "
    found: dict[int, list[int]] = {}
    for chunk in chunks(ids):
        sql = (
            f"SELECT {owner}, id FROM {kind} WHERE {owner} IN ({marks(chunk)}) {alive}"  # noqa: S608
            f"ORDER BY {_TURNS.get(kind, 'date, id')}"
        )
        for owner_id, id_ in data.database.execute_sql(sql, chunk).fetchall():
            found.setdefault(owner_id, []).append(id_)
    return found


def by_number(data: DataFile, kind: str, number: str, *, deleted: bool = False) -> list[tuple[int, str, str]]:
    """Id, date and customer's number of the orders or returns with this number, the oldest first; the living ones, or
    those in the trash."""
    if kind not in ("sales_order", "goods_return"):
        raise ValueError(kind)
    sql = (
        f"SELECT o.id, o.date, c.number FROM {kind} o JOIN customer c ON c.id = o.customer_id "  # noqa: S608
        f"WHERE o.number = ? AND o.deleted_at IS {'NOT ' if deleted else ''}NULL ORDER BY o.date, o.id"
    )
    return [(row[0], row[1], row[2]) for row in data.database.execute_sql(sql, (texts.clean(number),)).fetchall()]


def number_used(data: DataFile, number: str, besides: int | None) -> bool:
    """Whether another living order has this number."""
    sql = f"SELECT 1 FROM sales_order WHERE number = ? AND id IS NOT ? AND {_LIVING} LIMIT 1"  # noqa: S608
    return data.database.execute_sql(sql, (number, besides)).fetchone() is not None


def same_order(data: DataFile, number: str, customer_id: int, day: dt.date, besides: int | None) -> bool:
    """Whether a customer has another living order with this number of this day."""
    sql = (
        "SELECT 1 FROM sales_order WHERE number = ? AND customer_id = ? AND date = ? AND id IS NOT ? "
        "AND deleted_at IS NULL LIMIT 1"
    )
    params = (number, customer_id, day.isoformat(), besides)
    return data.database.execute_sql(sql, params).fetchone() is not None


def last_line(data: DataFile, customer_id: int, product_id: int, besides: int | None) -> tuple[Any, ...] | None:
    """Date, price, discount and quantity (as stored) of what a customer last ordered of a product."""
    sql = """
        SELECT o.date, l.price, l.discount, l.quantity FROM order_line l JOIN sales_order o ON o.id = l.sales_order
        WHERE l.customer_id = ? AND l.product = ? AND l.deleted_at IS NULL AND o.deleted_at IS NULL
            AND o.state = 'ordered' AND l.price IS NOT NULL AND o.id IS NOT ?
        ORDER BY o.date DESC, l.id DESC LIMIT 1
    """
    row: tuple[Any, ...] | None = data.database.execute_sql(sql, (customer_id, product_id, besides)).fetchone()
    return row


def of_customer(data: DataFile, customer_id: int) -> list[int]:
    """The living orders of a customer, the newest first."""
    sql = f"SELECT id FROM sales_order WHERE customer_id = ? AND {_LIVING} ORDER BY date DESC, id DESC"  # noqa: S608
    return [int(row[0]) for row in data.database.execute_sql(sql, (customer_id,)).fetchall()]


def rows(data: DataFile, ids: Sequence[int]) -> list[OrderRow]:
    """What a list paints of orders, in this order; those gone meanwhile are left out."""
    found: dict[int, OrderRow] = {}
    for chunk in chunks(ids):
        sql = f"""
            SELECT o.id, ifnull(o.number, ''), o.date, o.state, c.id, c.number, c.name, o.by, o.amount, o.cost,
                o.reduction, o.returned, o.paid, o.due, o.due_on, o.invoiced, ifnull(o.hold, 0), o.delivered_on,
                (SELECT p.name FROM order_line l JOIN product p ON p.id = l.product
                 WHERE l.sales_order = o.id AND l.deleted_at IS NULL ORDER BY l.position, l.id LIMIT 1),
                (SELECT count(*) FROM order_line l WHERE l.sales_order = o.id AND l.deleted_at IS NULL)
            FROM sales_order o JOIN customer c ON c.id = o.customer_id WHERE o.id IN ({marks(chunk)})
        """  # noqa: S608
        for row in data.database.execute_sql(sql, chunk).fetchall():
            found[row[0]] = _row(row)
    return [found[i] for i in ids if i in found]


def _row(row: Sequence[Any]) -> OrderRow:
    amount, reduction, returned, paid, due, invoiced = (
        from_units(row[place]) if row[place] else NOTHING for place in (8, 10, 11, 12, 13, 15)
    )
    return OrderRow(
        id=row[0], number=row[1], date=dt.date.fromisoformat(row[2]), state=row[3],
        customer_id=row[4], customer_number=row[5], customer_name=row[6], by=row[7],
        amount=amount, cost=None if row[9] is None else from_units(row[9]),
        reduction=reduction, returned=returned, paid=paid, due=due, due_on=_day(row[14]), invoiced=invoiced,
        hold=bool(row[16]), delivered_on=_day(row[17]), products=row[18] or "", lines=row[19],
    )  # fmt: skip


def numbers(data: DataFile, ids: Iterable[int]) -> dict[int, str]:
    """The numbers of orders by id, deleted ones too."""
    found: dict[int, str] = {}
    for chunk in chunks(ids):
        sql = f"SELECT id, ifnull(number, '') FROM sales_order WHERE id IN ({marks(chunk)})"  # noqa: S608
        found.update(data.database.execute_sql(sql, chunk).fetchall())
    return found


def went_with(data: DataFile, order_id: int) -> frozenset[tuple[str, int]]:
    """Kind and id of what the action that last put an order into the trash changed."""
    sql = """
        SELECT kind, record_id FROM change WHERE action_id = (
            SELECT max(c.action_id) FROM change c JOIN action a ON a.id = c.action_id
            WHERE c.kind = 'sales_order' AND c.record_id = ? AND a.state = 'done'
                AND json_extract(c.after, '$.deleted_at') IS NOT NULL
        )
    """
    return frozenset((row[0], row[1]) for row in data.database.execute_sql(sql, (order_id,)).fetchall())


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
