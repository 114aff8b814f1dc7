"""What an order would mean for what a customer owes: credit limit, overdue debts, delivery on hold (METHOD.md
section 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from crmdesk.core.money import from_units
from crmdesk.core.orders import NOTHING, total, unpaid
from crmdesk.core.reckoning import Risk
from crmdesk.services.desk import Desk
from crmdesk.store import payments as payments_store
from crmdesk.store.order_sums import Facts, facts


def risk(
    desk: Desk, customer_id: int, amount: Decimal, order_id: int | None = None, *, today: dt.date | None = None
) -> Risk:
    """Of an order with so much left to be paid; `order_id` is that order, where it is kept already. `today`: as it is,
    or was, on another day.

    An order is held where it goes beyond the limit, or while other debts are overdue. A limit of nothing is no credit
    at all; without a limit there is no bound.
    """
    customer = desk.records.read_many("customer", (customer_id,), ("credit_limit",)).get(customer_id, {})
    stored: int | None = customer.get("credit_limit")
    limit = None if stored is None else from_units(stored)
    day, until = today or desk.today(), today if today is not None and today < desk.today() else None
    others = [
        one
        for one in facts(desk.data, "customer_id", (customer_id,), until)
        if one.id != order_id and (until is None or one.terms.date <= until)
    ]
    sums = [one.sums() for one in others]
    owed = total(each.due for each in sums)
    free = from_units(payments_store.without_order(desk.data, (customer_id,)).get(customer_id, 0))
    credit = max(NOTHING, total(each.credit for each in sums) + free)
    after = max(NOTHING, owed + amount - credit)
    beyond = NOTHING if limit is None else max(NOTHING, after - limit)
    overdue, since = _overdue(others, day)
    hold = {(True, True): "both", (True, False): "credit", (False, True): "overdue"}.get(
        (beyond > 0 and amount > 0, overdue > 0)
    )
    return Risk(limit, owed, credit, after, beyond, overdue, since, hold)


def held(found: Risk, order: dict[str, Any]) -> dict[str, Any]:
    """The stored values that put an order on hold, or take it off, after it was added or changed.

    `order`: its values as they are stored from now on. What was delivered, or is no order, is not held.
    """
    if order.get("state") != "ordered" or order.get("delivered_on"):
        return {"hold": None, "hold_reason": None}
    if found.hold is None:
        return {"hold": None, "hold_reason": None}
    return {"hold": 1, "hold_reason": found.hold, "released_on": None, "released_reason": None}


def _overdue(others: Sequence[Facts], today: dt.date) -> tuple[Decimal, dt.date | None]:
    parts = [part for one in others for part in unpaid(one.schedule(), one.sums().paid) if part.on < today]
    return total(part.amount for part in parts), min((part.on for part in parts), default=None)
