"""Queries over what is expected: potential customers in their rank, the funnel (METHOD.md sections 3 and 15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from crmdesk.core.funnel import Cell, Expected, Lost
from crmdesk.core.money import from_units
from crmdesk.core.orders import NOTHING
from crmdesk.core.potentials import Potential
from crmdesk.store.database import DataFile
from crmdesk.store.records import marks

_OFFERS = (
    "(SELECT customer_id, sum(amount) AS offered, min(valid_until) AS valid_until "
    "FROM sales_order NOT INDEXED WHERE state = 'offer' AND deleted_at IS NULL GROUP BY customer_id)"
)
"""One scan of all orders: by the index of customers it would look each of them up, seven times as long."""
_HOPED = (
    "(c.intent IN ('has', 'clear') OR c.expected_on IS NOT NULL OR c.expected_amount IS NOT NULL "
    "OR c.expected_profit IS NOT NULL OR c.money = 'yes' OR c.need = 'yes' OR o.offered IS NOT NULL)"
)
_CLOSED = (
    "date >= ? AND date <= ? AND deleted_at IS NULL "
    "AND customer_id NOT IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL)"
)
_BY_DATE, _BY_PROFIT = "c.expected_on IS NULL, c.expected_on", "c.expected_profit IS NULL, c.expected_profit DESC"
_ORDERS = {
    "profit": f"{_BY_PROFIT}, {_BY_DATE}",
    "date": f"{_BY_DATE}, {_BY_PROFIT}",
    "amount": f"c.expected_amount IS NULL, c.expected_amount DESC, {_BY_DATE}",
    "contact": "c.last_contact_on IS NOT NULL, c.last_contact_on",
    "number": "c.number",
}


def potentials(data: DataFile, sort: str, stages: Sequence[str], limit: int | None = None) -> list[Potential]:
    """Living customers in these stages of whom something is hoped for, in an order of `core.potentials.SORTS`."""
    sql = f"""
        SELECT c.id, c.number, c.name, c.stage, c.intent, c.money, c.authority, c.need, c.recognises, c.belonging,
            c.expected_on, c.expected_amount, c.expected_profit, c.owner, c.last_contact_on, c.next_on, c.last_order_on,
            o.offered, o.valid_until
        FROM customer c LEFT JOIN {_OFFERS} o ON o.customer_id = c.id
        WHERE c.deleted_at IS NULL AND c.stage IN ({marks(stages)}) AND ifnull(c.intent, '') <> 'none' AND {_HOPED}
        ORDER BY {_ORDERS[sort]}, c.id LIMIT ?
    """  # noqa: S608
    params = (*stages, -1 if limit is None else limit)
    return [_potential(row) for row in data.database.execute_sql(sql, params).fetchall()]


def expected(data: DataFile, *, offered: bool = False) -> list[Expected]:
    """`core.potentials.expected` of all living customers by the stages they have today. `offered`: only those to whom
    an offer was made."""
    sql = f"""
        SELECT c.stage, substr(coalesce(c.expected_on, o.valid_until), 1, 7), count(*),
            sum(coalesce(o.offered, c.expected_amount, 0))
        FROM customer c {"" if offered else "LEFT"} JOIN {_OFFERS} o ON o.customer_id = c.id
        WHERE c.deleted_at IS NULL AND ifnull(c.intent, '') <> 'none' AND (o.offered IS NOT NULL
            OR (c.expected_on IS NOT NULL OR c.expected_amount IS NOT NULL)
                AND (c.stage IN ('potential', 'target') OR c.expected_on > c.last_order_on))
        GROUP BY 1, 2
    """  # noqa: S608
    return [
        Expected(stage, dt.date.fromisoformat(f"{month}-01") if month else None, count, from_units(amount))
        for stage, month, count, amount in data.database.execute_sql(sql).fetchall()
    ]


def won(data: DataFile, since: dt.date, today: dt.date) -> Cell:
    """Orders in force of living customers, dated from one day to another."""
    sql = f"""
        SELECT count(*), sum(ifnull(amount, 0) - ifnull(returned, 0)) FROM sales_order INDEXED BY sales_order_value
        WHERE state = 'ordered' AND {_CLOSED}
    """  # noqa: S608
    count, units = data.database.execute_sql(sql, (since.isoformat(), today.isoformat())).fetchone()
    return Cell(count, _money(units) or NOTHING)


def lost(data: DataFile, since: dt.date, today: dt.date) -> list[Lost]:
    """Lost offers dated from one day to another, by reason, the largest amount first."""
    sql = f"""
        SELECT lost_reason, count(*), sum(ifnull(amount, 0) - ifnull(returned, 0)) FROM sales_order
        WHERE state = 'lost' AND {_CLOSED} GROUP BY 1 ORDER BY 3 DESC, 1
    """  # noqa: S608
    rows = data.database.execute_sql(sql, (since.isoformat(), today.isoformat())).fetchall()
    return [Lost(reason, count, from_units(amount)) for reason, count, amount in rows]


def _potential(row: tuple[Any, ...]) -> Potential:
    expected_on, amount, profit, owner, *days, offered, valid_until = row[10:]
    hoped = (_day(expected_on), _money(amount), _money(profit), owner, *map(_day, days))
    return Potential(*(*row[:10], *hoped, _money(offered), _day(valid_until)))


def _day(stored: str | None) -> dt.date | None:
    return dt.date.fromisoformat(stored) if stored else None


def _money(units: int | None) -> Decimal | None:
    return None if units is None else from_units(units)
