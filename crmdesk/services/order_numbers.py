"""Which order a typed number means."""

from __future__ import annotations

import datetime as dt

from crmdesk.core import texts
from crmdesk.core.errors import UserError
from crmdesk.core.sales_lists import OrderRow
from crmdesk.services.desk import Desk
from crmdesk.store import orders as store
from crmdesk.store.numbers import PREFIXES, spelt

_KIND = "sales_order"


def numbered(desk: Desk, text: str, most: int) -> list[OrderRow]:
    """The living orders and offers of living customers with the number that was typed (D00012, d12, 12), the newest
    first, at `most` so many; an imported number may occur several times."""
    typed = texts.clean(text)
    figure = typed[1:] if typed[:1].upper() == PREFIXES[_KIND] else typed
    meant = [spelt(_KIND, int(figure))] if figure.isdecimal() else []
    spellings = dict.fromkeys((typed, typed.upper(), *meant))
    found = {row[0]: row[1] for each in spellings for row in store.by_number(desk.data, _KIND, each)}
    newest = sorted(found, key=lambda order_id: (found[order_id], order_id), reverse=True)
    rows = store.rows(desk.data, newest)
    owners = desk.records.read_many("customer", list({row.customer_id for row in rows}), ("deleted_at",))
    return [row for row in rows if "deleted_at" not in owners[row.customer_id]][:most]


def order_of(desk: Desk, number: str, customer_id: int | None = None, on: dt.date | None = None) -> int:
    """The living order with this number, of one customer and one day where they are given.

    Raises UserError: 'order-unknown', 'order-in-trash', 'order-of-another', 'order-ambiguous' (an imported number may
    occur several times).
    """
    clean = texts.clean(number)
    found = store.by_number(desk.data, "sales_order", clean)
    if not found:
        gone = store.by_number(desk.data, "sales_order", clean, deleted=True)
        raise UserError("order-in-trash" if gone else "order-unknown", number=clean)
    owners = desk.records.read_many("sales_order", [order[0] for order in found], ("customer_id",))
    fitting = [
        order
        for order in found
        if customer_id in (None, owners[order[0]]["customer_id"]) and (on is None or order[1] == on.isoformat())
    ]
    if not fitting:
        raise UserError("order-of-another", number=clean, customer=found[0][2], date=dt.date.fromisoformat(found[0][1]))
    if len(fitting) > 1:
        told = tuple(f"{customer} {date}" for _, date, customer in fitting[:5])
        raise UserError("order-ambiguous", number=clean, found=told)
    return fitting[0][0]
