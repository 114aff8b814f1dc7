"""What is typed of an order beside its lines: defaults, and what is wrong or doubtful about it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crmdesk.core.errors import Problem, UserError
from crmdesk.core.orders import LONGEST_TERMS, ORDERED
from crmdesk.services import reading
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed
from crmdesk.store import orders as store
from crmdesk.store.records import Flat

_NOT_BELOW = ("reduction", "first_payment")


def owner_of(desk: Desk, customer_id: int) -> Flat:
    """The living customer. Raises UserError('record-gone')."""
    flat = desk.records.read("customer", customer_id)
    if flat is None or "deleted_at" in flat:
        raise UserError("record-gone")
    return flat


def defaults(desk: Desk, customer_id: int, state: str = ORDERED) -> dict[str, str]:
    """What a new order begins with, as texts of a form: today, who sells, the customer's terms."""
    owner = owner_of(desk, customer_id)
    terms = owner.get("terms_days")
    return {
        "date": desk.today().isoformat(),
        "state": state,
        "by": owner.get("owner") or desk.who,
        "terms_days": "" if terms is None else str(terms),
    }


def read_head(
    desk: Desk,
    customer_id: int,
    typed: Mapping[str, str],
    *,
    new: bool,
    stored: Mapping[str, Any],
    order_id: int | None,
) -> Typed:
    """Parse what is typed of an order; `stored` are the typed values it has.

    Hard: what no field can be, amounts below zero, a contact not in the file, a lost offer without a reason, delivering
    what is on hold, a number that an order of the customer's has on that day. Soft: days before the order's, a number
    used otherwise.
    """
    read = reading.in_fen(reading.read_typed(desk.fields("sales_order"), typed, new=new), *_NOT_BELOW)
    read = reading.contact_problem(desk, customer_id, read)
    values, problems = dict(read.values), dict(read.problems)
    for key in _NOT_BELOW:
        if isinstance(value := values.get(key), Decimal) and value < 0:
            problems[key] = Problem("amount-negative", hard=True)
    if (values.get("terms_days") or 0) > LONGEST_TERMS:
        problems["terms_days"] = Problem("terms-long", {"days": LONGEST_TERMS}, hard=True)
    if (number := values.get("number")) and store.number_used(desk.data, number, order_id):
        problems["number"] = Problem("order-number-used", {"number": number})
    whole = {**stored, **values}
    if number and _is_another(desk, customer_id, whole, stored, order_id):
        problems["number"] = Problem("order-same", {"number": number, "date": whole["date"]}, hard=True)
    if whole.get("state") == "lost" and not whole.get("lost_reason"):
        problems["lost_reason"] = Problem("lost-reason-missing", hard=True)
    if values.get("delivered_on") and stored.get("hold") and not stored.get("delivered_on"):
        problems["delivered_on"] = Problem("order-held", hard=True)
    for key, problem in _doubtful(desk, whole).items():
        if key in typed or "date" in typed:
            problems.setdefault(key, problem)
    return Typed(values, problems)


def _is_another(
    desk: Desk, customer_id: int, whole: Mapping[str, Any], stored: Mapping[str, Any], order_id: int | None
) -> bool:
    """Whether another order has the same number, customer and day as this one would have now."""
    day = whole.get("date")
    if day is None or (whole["number"], day) == (stored.get("number"), stored.get("date")):
        return False
    return store.same_order(desk.data, whole["number"], customer_id, day, order_id)


def _doubtful(desk: Desk, whole: Mapping[str, Any]) -> dict[str, Problem]:
    found = {}
    if day := whole.get("date"):
        if day > desk.today():
            found["date"] = Problem("order-date-ahead")
        for key in ("delivered_on", "valid_until", "delivery_on"):
            if (other := whole.get(key)) and other < day:
                found[key] = Problem("order-day-before", {"date": day})
    return found
