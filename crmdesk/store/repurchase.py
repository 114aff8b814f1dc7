"""What everybody bought on which days, and what was sold of each product in a month (METHOD.md section 13)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import Any

from crmdesk.store.database import DataFile

Row = tuple[int, str, int, int]
"""A customer's id, the day, a product's id, how much of it in thousandths (below zero where a sheet said so)."""
_AT_ONCE = 20_000
_LIVING = "s.state = 'ordered' AND s.deleted_at IS NULL AND l.deleted_at IS NULL"
_SOLD = f"{_LIVING} AND ifnull(l.sample, 0) = 0"
_BOUGHT = f"""
    SELECT c.id, s.date, l.product, l.quantity FROM customer c
        CROSS JOIN sales_order s INDEXED BY sales_order_value ON s.customer_id = c.id
        CROSS JOIN order_line l ON l.sales_order = s.id
    WHERE c.deleted_at IS NULL AND {_SOLD} AND s.date <= :until AND {{who}}
    ORDER BY c.id, s.date
"""  # noqa: S608


def bought(data: DataFile, until: dt.date) -> Iterator[list[Row]]:
    """What was ordered up to a day, samples left out, some ten thousand lines at a time, by customer, then in time; the
    first come at once. None of customers in the trash."""
    return _rows(data, _BOUGHT.format(who="1"), {"until": until.isoformat()})


def bought_often(data: DataFile, until: dt.date, orders: int, owner: str | None) -> Iterator[list[Row]]:
    """`bought` of those with so many orders or more who were not lost by then; `owner`: of one salesperson alone."""
    who = "ifnull(c.order_count, 0) >= :orders AND (c.lost_on IS NULL OR c.lost_on > :until)"
    named = {"until": until.isoformat(), "orders": orders}
    if owner is not None:
        return _rows(data, _BOUGHT.format(who=f"{who} AND c.owner = :owner"), {**named, "owner": owner})
    return _rows(data, _BOUGHT.format(who=who), named)


def _rows(data: DataFile, sql: str, params: dict[str, Any]) -> Iterator[list[Row]]:
    cursor = data.database.execute_sql(sql, params)
    while rows := cursor.fetchmany(_AT_ONCE):
        yield rows


def last_id(data: DataFile) -> int:
    """The highest id of a customer: how far a pass through all of them goes."""
    return int(data.database.execute_sql("SELECT ifnull(max(id), 0) FROM customer").fetchone()[0])


def register(data: DataFile) -> dict[int, tuple[str, bool]]:
    """By product, deleted ones too: its category ('' for none), and whether it is still sold."""
    sql = "SELECT id, ifnull(category, ''), deleted_at IS NULL AND ifnull(discontinued, 0) = 0 FROM product"
    return {row[0]: (row[1], bool(row[2])) for row in data.database.execute_sql(sql).fetchall()}


def lines(
    data: DataFile, customer_id: int, until: dt.date, *, product: int | None = None, category: str = ""
) -> list[tuple[int, str, str, str, str, int, int]]:
    """A customer's purchases of a product, or of all of a category, the newest first: id, number and day of the order,
    name and unit of the product, quantity in thousandths, amount in ten-thousandths of a yuan."""
    whose = "l.product = :key" if product is not None else "p.category = :key"
    sql = f"""
        SELECT s.id, ifnull(s.number, ''), s.date, p.name, ifnull(p.unit, ''), sum(l.quantity), sum(ifnull(l.amount, 0))
        FROM sales_order s CROSS JOIN order_line l ON l.sales_order = s.id JOIN product p ON p.id = l.product
        WHERE s.customer_id = :customer AND s.date <= :until AND {_SOLD} AND {whose}
        GROUP BY s.id, l.product ORDER BY s.date DESC, s.id DESC, l.position
    """  # noqa: S608
    params = {"customer": customer_id, "until": until.isoformat(), "key": category if product is None else product}
    return list(data.database.execute_sql(sql, params).fetchall())


_ON_OFFER = (
    "ifnull(l.price = p.promotion_price "
    "AND ifnull(p.promotion_from <= {day}, 1) AND ifnull({day} <= p.promotion_to, 1), 0)"
)
_MAKER = f"""
    SELECT product, sum(sold), sum(amount), count(DISTINCT sales_order), count(DISTINCT customer_id), sum(offered),
        sum(sampled), sum(came_back), sum(back_amount)
    FROM (
        SELECT l.product, l.sales_order, l.customer_id,
            CASE WHEN l.sample THEN 0 ELSE l.quantity END AS sold, ifnull(l.amount, 0) AS amount,
            CASE WHEN ifnull(l.sample, 0) = 0 AND ifnull(l.discount, 0) = 0 AND {_ON_OFFER.format(day="s.date")}
                THEN l.quantity ELSE 0 END AS offered,
            CASE WHEN l.sample THEN l.quantity ELSE 0 END AS sampled, 0 AS came_back, 0 AS back_amount
        FROM sales_order s INDEXED BY sales_order_by_date CROSS JOIN order_line l ON l.sales_order = s.id
            JOIN product p ON p.id = l.product JOIN customer c ON c.id = s.customer_id
        WHERE {_LIVING} AND c.deleted_at IS NULL AND s.date BETWEEN :first AND :last AND {{which}}
        UNION ALL
        SELECT l.product, NULL, NULL, 0, 0,
            CASE WHEN {_ON_OFFER.format(day="ifnull(s.date, r.date)")} THEN -l.quantity ELSE 0 END,
            0, l.quantity, ifnull(l.amount, 0)
        FROM goods_return r CROSS JOIN return_line l ON l.goods_return = r.id JOIN product p ON p.id = l.product
            JOIN customer c ON c.id = r.customer_id LEFT JOIN sales_order s ON s.id = r.sales_order
        WHERE r.deleted_at IS NULL AND l.deleted_at IS NULL AND c.deleted_at IS NULL
            AND r.date BETWEEN :first AND :last AND {{which}}
    ) GROUP BY product
"""  # noqa: S608


def maker_sales(
    data: DataFile, first: dt.date, last: dt.date, products: Sequence[int] | None = None
) -> list[tuple[int, ...]]:
    """By product, of these days: its id, quantity sold, amount, orders, customers, of the quantity what went at the
    promotion price less what of it came back, samples, quantity that came back, its amount. `products`: those alone."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    if products is None:
        return list(data.database.execute_sql(_MAKER.format(which="1"), days).fetchall())
    sql = _MAKER.format(which="l.product IN (SELECT value FROM json_each(:products))")
    return list(data.database.execute_sql(sql, {**days, "products": json.dumps(list(products))}).fetchall())


def of_category(data: DataFile, category: str) -> list[int]:
    """The products of a category, those no longer sold too."""
    sql = "SELECT id FROM product WHERE category = ? AND deleted_at IS NULL ORDER BY id"
    return [row[0] for row in data.database.execute_sql(sql, (category,)).fetchall()]
