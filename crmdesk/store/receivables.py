"""Which orders customers owe something of, on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from crmdesk.core.money import from_units
from crmdesk.core.orders import NOTHING
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_NOT_IN_TRASH = "NOT IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL)"


class Debtor(Struct, frozen=True):
    """Of a customer what a list of those who owe shows."""

    number: str
    name: str
    owner: str | None
    limit: Decimal | None
    credit: Decimal


def simple(data: DataFile, owner: str | None) -> list[tuple[int, int, dt.date, Decimal]]:
    """Customer, order, since when and how much, of every unpaid order that is owed in one part."""
    sql = f"""
        SELECT o.customer_id, o.id, o.due_on, o.due FROM sales_order o
        WHERE o.due_on IS NOT NULL AND o.deleted_at IS NULL AND o.customer_id {_NOT_IN_TRASH} {_owned(owner)}
            AND ifnull(o.first_payment, 0) = 0 AND o.id NOT IN (SELECT sales_order FROM instalment)
    """  # noqa: S608
    found = data.database.execute_sql(sql, (owner,) if owner else ()).fetchall()
    return [(row[0], row[1], dt.date.fromisoformat(row[2]), from_units(row[3])) for row in found]


def in_parts(data: DataFile, owner: str | None) -> list[int]:
    """The unpaid orders that are owed in several parts."""
    sql = f"""
        SELECT o.id FROM sales_order o
        WHERE o.due_on IS NOT NULL AND o.deleted_at IS NULL AND o.customer_id {_NOT_IN_TRASH} {_owned(owner)}
            AND (ifnull(o.first_payment, 0) > 0 OR o.id IN (SELECT sales_order FROM instalment))
    """  # noqa: S608
    return [int(row[0]) for row in data.database.execute_sql(sql, (owner,) if owner else ()).fetchall()]


def unpaid_then(data: DataFile, today: dt.date, owner: str | None) -> list[int]:
    """Orders that may have been unpaid on a day that is over: unpaid now, or with money or goods that came later."""
    sql = f"""
        SELECT o.id FROM sales_order o
        WHERE o.date <= ?1 AND o.state = 'ordered' AND o.deleted_at IS NULL AND o.customer_id {_NOT_IN_TRASH}
            {_owned(owner, "?2")} AND o.id IN (
                SELECT id FROM sales_order INDEXED BY sales_order_by_due
                WHERE due_on IS NOT NULL AND deleted_at IS NULL
                UNION SELECT sales_order FROM payment WHERE date > ?1 AND deleted_at IS NULL
                UNION SELECT sales_order FROM goods_return WHERE date > ?1 AND deleted_at IS NULL
            )
    """  # noqa: S608
    params = (today.isoformat(), *((owner,) if owner else ()))
    return [int(row[0]) for row in data.database.execute_sql(sql, params).fetchall()]


def debtors(data: DataFile, ids: Iterable[int]) -> dict[int, Debtor]:
    """What is shown of customers, by id."""
    found: dict[int, Debtor] = {}
    for chunk in chunks(ids):
        sql = f"SELECT id, number, name, owner, credit_limit, credit FROM customer WHERE id IN ({marks(chunk)})"  # noqa: S608
        for id_, number, name, owner, limit, credit in data.database.execute_sql(sql, chunk).fetchall():
            bound = None if limit is None else from_units(limit)
            found[id_] = Debtor(number, name, owner, bound, from_units(credit) if credit else NOTHING)
    return found


def _owned(owner: str | None, place: str = "?") -> str:
    return f"AND o.customer_id IN (SELECT id FROM customer WHERE owner = {place})" if owner else ""  # noqa: S608
