"""What becomes of offers and orders: won, lost, released, delivered, cancelled (METHOD.md section 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from crmdesk.core import texts
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.orders import NOTHING, ORDERED
from crmdesk.core.sales import Order
from crmdesk.services import credit, order_typed
from crmdesk.services.desk import Desk
from crmdesk.services.order_head import owner_of
from crmdesk.services.orders_looking import order
from crmdesk.services.reading import to_flat

OPEN = ("offer", ORDERED)


def win(desk: Desk, order_id: int) -> Changes:
    """An offer (also one thought lost) becomes an order, made and signed today; it may be put on hold.

    Raises UserError: 'order-gone', 'order-not-offer'.
    """
    today = desk.today().isoformat()
    typed = {"state": ORDERED, "date": today, "signed_on": today, "lost_reason": "", "lost_to": ""}
    return _decide(desk, "offer-win", order_id, ("offer", "lost"), "order-not-offer", typed)


def lose(desk: Desk, order_id: int, reason: str, competitor: str = "", notes: str = "") -> Changes:
    """An offer was lost: the `reason` as a word of the field's choices, to whom, what there is to remark (added below
    what was remarked before). Raises UserError: 'order-gone', 'order-not-open', 'value-refused'."""
    typed = {"state": "lost", "lost_reason": reason, "lost_to": competitor}
    if notes.strip():
        former = order(desk, order_id).values.get("notes", "")
        typed["notes"] = f"{former}\n{notes}".strip()
    return _decide(desk, "offer-lose", order_id, ("offer",), "order-not-offer", typed)


def cancel(desk: Desk, order_id: int) -> Changes:
    """Nothing comes of an order any more; what was paid for it is the customer's credit. Raises UserError."""
    return _decide(desk, "order-cancel", order_id, OPEN, "order-not-open", {"state": "cancelled"})


def deliver(desk: Desk, order_id: int, on: dt.date) -> Changes:
    """It was delivered on a day. Raises UserError: 'order-gone', 'order-not-ordered', 'order-held'."""
    typed = {"delivered_on": on.isoformat()}
    return _decide(desk, "order-deliver", order_id, (ORDERED,), "order-not-ordered", typed)


def release(desk: Desk, order_id: int, reason: str) -> Changes:
    """Deliver in spite of the hold. Raises UserError: 'order-gone', 'order-not-held', 'release-reason-missing'."""
    clean = texts.clean(reason)
    if not clean:
        raise UserError("release-reason-missing")
    with desk.recording("order-release", number="") as made:
        found = order(desk, order_id)
        owner_of(desk, found.customer_id)
        if not found.values.get("hold"):
            raise UserError("order-not-held", number=found.number)
        made.rename(number=found.number)
        released = {"hold": None, "released_on": desk.today().isoformat(), "released_reason": clean}
        made.update("sales_order", order_id, released)
    return made.result


def _decide(
    desk: Desk, verb: str, order_id: int, states: tuple[str, ...], code: str, typed: Mapping[str, str]
) -> Changes:
    with desk.recording(verb, number="") as made:
        found = order(desk, order_id)
        if found.state not in states:
            raise UserError(code, number=found.number)
        if "delivered_on" in typed and found.values.get("hold"):
            raise UserError("order-held")
        read = order_typed.read(desk, found.customer_id, typed, None, None, order_id)
        order_typed.refuse(desk, read)
        made.rename(number=found.number)
        flat = to_flat(desk, made, desk.fields("sales_order"), read.head.values, customer_id=found.customer_id)
        made.update("sales_order", order_id, {**flat, **_hold(desk, found, read, verb)})
    return made.result


def _hold(desk: Desk, found: Order, read: order_typed.TypedOrder, verb: str) -> dict[str, Any]:
    if verb == "order-deliver":
        return {}
    state = {"state": read.values["state"], "delivered_on": found.values.get("delivered_on")}
    left = read.left if state["state"] == ORDERED else NOTHING
    return credit.held(credit.risk(desk, found.customer_id, left, found.id), state)
