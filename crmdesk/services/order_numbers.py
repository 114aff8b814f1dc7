"""Which order a typed number means."""

from __future__ import annotations

import datetime as dt

from crmdesk.core import texts
from crmdesk.core.errors import UserError
from crmdesk.services.desk import Desk
from crmdesk.store import orders as store


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
