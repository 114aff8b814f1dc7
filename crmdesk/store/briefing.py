"""What a customer last paid for each product, its last order and its open offers (METHOD.md section 1)."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.briefing import Deal, LastPrice
from crmdesk.core.money import from_units
from crmdesk.store.database import DataFile

_DEAL = "id, ifnull(number, ''), date, ifnull(amount, 0), valid_until"
_LIVING = "deleted_at IS NULL"


def last_prices(data: DataFile, customer_id: int, until: dt.date, most: int) -> list[LastPrice]:
    """Of each product the last one up to a day, the latest first."""
    sql = """
        SELECT p.name, ifnull(p.unit, ''), l.quantity, l.price, l.discount, o.date,
            max(o.date || printf('%015d', l.id)) AS turn
        FROM order_line l CROSS JOIN sales_order o ON o.id = l.sales_order JOIN product p ON p.id = l.product
        WHERE l.customer_id = ? AND l.deleted_at IS NULL AND l.price IS NOT NULL AND ifnull(l.sample, 0) = 0
            AND o.state = 'ordered' AND o.deleted_at IS NULL AND o.date <= ?
        GROUP BY l.product ORDER BY turn DESC LIMIT ?
    """
    rows = data.database.execute_sql(sql, (customer_id, until.isoformat(), most)).fetchall()
    return [
        LastPrice(name, unit, from_units(quantity, 3), from_units(price), None if off is None else from_units(off, 3),
                  dt.date.fromisoformat(day))
        for name, unit, quantity, price, off, day, _turn in rows
    ]  # fmt: skip


def last_order(data: DataFile, customer_id: int, until: dt.date) -> Deal | None:
    """The last order in force up to a day."""
    found = _deals(data, "state = 'ordered'", customer_id, until, 1)
    return found[0] if found else None


def offers(data: DataFile, customer_id: int, until: dt.date) -> list[Deal]:
    """Offers up to a day that are still open, the latest first."""
    return _deals(data, "state = 'offer'", customer_id, until, -1)


def held(data: DataFile, customer_id: int) -> list[str]:
    """Numbers of the orders whose delivery is on hold, the latest first."""
    sql = f"""
        SELECT ifnull(number, '') FROM sales_order WHERE customer_id = ? AND hold = 1 AND {_LIVING}
        ORDER BY date DESC, id DESC
    """  # noqa: S608
    return [str(row[0]) for row in data.database.execute_sql(sql, (customer_id,)).fetchall()]


def _deals(data: DataFile, state: str, customer_id: int, until: dt.date, most: int) -> list[Deal]:
    sql = f"""
        SELECT {_DEAL} FROM sales_order WHERE customer_id = ? AND {state} AND date <= ? AND {_LIVING}
        ORDER BY date DESC, id DESC LIMIT ?
    """  # noqa: S608
    rows = data.database.execute_sql(sql, (customer_id, until.isoformat(), most)).fetchall()
    return [
        Deal(
            id_, number, dt.date.fromisoformat(day), from_units(amount), dt.date.fromisoformat(valid) if valid else None
        )
        for id_, number, day, amount, valid in rows
    ]
