"""Money received and given back (METHOD.md section 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.money import from_units
from crmdesk.core.orders import NOTHING, ORDERED, total
from crmdesk.core.sales import REFUND, Order, Payment, payment_number
from crmdesk.core.sales_lists import PaymentList
from crmdesk.services import order_numbers, order_parts, reading
from crmdesk.services.desk import Desk
from crmdesk.services.order_head import owner_of
from crmdesk.services.orders_looking import order
from crmdesk.services.reading import Typed
from crmdesk.store import order_lists
from crmdesk.store import payments as store
from crmdesk.store.recording import Recording

__all__ = [
    "Payment",
    "PaymentList",
    "add",
    "defaults",
    "delete",
    "edit",
    "excess",
    "find",
    "of_customer",
    "payment",
    "put_back",
    "read",
    "restore",
    "rows",
]  # fmt: skip

_ORDER = "sales_order"


def defaults(desk: Desk, customer_id: int, order_id: int | None = None) -> dict[str, str]:
    """What a new payment begins with, as texts of a form: today, what is still due of the order, the customer's way of
    paying."""
    owner = owner_of(desk, customer_id)
    found = order(desk, order_id) if order_id is not None else None
    due = found.due if found else NOTHING
    return {
        _ORDER: found.number if found else "",
        "date": desk.today().isoformat(),
        "amount": f"{due:.2f}" if due else "",
        "method": owner.get("paying", ""),
    }


def read(
    desk: Desk,
    customer_id: int,
    typed: Mapping[str, str],
    *,
    new: bool,
    order_id: int | None = None,
    payment_id: int | None = None,
) -> Typed:
    """Parse a payment's form and say what is wrong with it; `order_id` is the order it belongs to, where that is not
    typed. The order comes back as its id.

    Hard: an order that cannot be told, an amount not above zero, a refund of more than was paid. Soft: more than is
    due, days before the order's, an offer or a cancelled order.
    """
    read_ = reading.in_fen(reading.read_typed(desk.fields("payment"), typed, new=new), "amount")
    before = payment(desk, payment_id) if payment_id is not None else None
    values, problems = dict(read_.values), dict(read_.problems)
    meant = order_id if order_id is not None else before.order_id if before else None
    if _ORDER in typed and order_id is None:
        meant = _meant(desk, customer_id, values, problems, before)
    if order_id is not None or _ORDER in typed:
        values[_ORDER] = meant
    amount = values.get("amount")
    if amount is not None and amount <= 0:
        problems["amount"] = Problem("refund-instead" if amount < 0 else "amount-not-above-zero", hard=True)
        return Typed(values, problems)
    whole: dict[str, Any] = {**(_values(before) if before else {}), **values}
    found = order(desk, meant) if meant is not None else None
    for key, problem in _doubtful(desk, customer_id, whole, found, before).items():
        problems.setdefault(key, problem)
    return Typed(values, problems)


def add(desk: Desk, customer_id: int, typed: Mapping[str, str], order_id: int | None = None) -> tuple[int, Changes]:
    """A payment, or a refund (kind). Without an order it is kept in the customer's favour, as is what goes beyond an
    order's debt. Raises UserError for a refused value, a customer or an order that is gone."""
    fields = desk.fields("payment")
    with desk.recording("payment-add", customer="") as made:
        made.rename(customer=owner_of(desk, customer_id)["number"])
        given = {"date": desk.today().isoformat(), **typed}
        read_ = read(desk, customer_id, given, new=True, order_id=order_id)
        reading.refuse(fields, read_)
        flat = reading.to_flat(desk, made, fields, read_.values)
        payment_id = made.create("payment", {**flat, "customer_id": customer_id})
    return payment_id, made.result


def edit(desk: Desk, payment_id: int, typed: Mapping[str, str]) -> Changes:
    """Change a payment; an emptied order makes it one for no order. Raises UserError for a refused value, or when it
    is gone."""
    fields = desk.fields("payment")
    with desk.recording("payment-edit", customer="") as made:
        before = payment(desk, payment_id)
        owner_of(desk, before.customer_id)
        made.rename(customer=before.customer_number)
        read_ = read(desk, before.customer_id, typed, new=False, payment_id=payment_id)
        reading.refuse(fields, read_)
        made.update("payment", payment_id, reading.to_flat(desk, made, fields, read_.values))
    return made.result


def delete(desk: Desk, payment_id: int, *more: int) -> Changes:
    """Take payments out of the accounts; undo brings them back. Raises UserError when one is gone."""
    ids = (payment_id, *more)
    with desk.recording("payment-delete", customer="") as made:
        owners = dict.fromkeys(payment(desk, i).customer_number for i in ids)
        made.rename(customer=", ".join(list(owners)[:5]))
        made.update_many("payment", {i: {"deleted_at": desk.now()} for i in ids})
    return made.result


def restore(desk: Desk, payment_id: int) -> Changes:
    """Take a payment out of the trash; its order must not be there. Raises UserError: 'payment-unknown',
    'payment-not-in-trash', 'order-gone', 'record-gone'."""
    with desk.recording("payment-restore", customer="") as made:
        made.rename(customer=put_back(desk, made, payment_id))
    return made.result


def put_back(desk: Desk, made: Recording, payment_id: int) -> str:
    """`restore` within another action; returns the customer's number."""
    flat = desk.records.read("payment", payment_id)
    if flat is None or "deleted_at" not in flat:
        number = payment_number(payment_id)
        raise UserError("payment-not-in-trash" if flat else "payment-unknown", number=number)
    owner = str(owner_of(desk, flat["customer_id"])["number"])
    if _ORDER in flat:
        order(desk, flat[_ORDER])
    made.update("payment", payment_id, {"deleted_at": None})
    return owner


def payment(desk: Desk, payment_id: int) -> Payment:
    """One payment. Raises UserError('payment-gone')."""
    found = order_parts.payments(desk, (payment_id,))
    if not found:
        raise UserError("payment-gone")
    return found[0]


def find(desk: Desk, wanted: PaymentList, most: int | None = None) -> list[int]:
    """The ids a list of payments shows, in its order, at `most` so many; none of customers in the trash."""
    return order_lists.find_payments(desk.data, wanted, most)


def rows(desk: Desk, ids: Sequence[int]) -> list[Payment]:
    """Payments in this order; those gone are left out."""
    return order_parts.payments(desk, ids)


def of_customer(desk: Desk, customer_id: int) -> list[Payment]:
    """Every payment of a customer, the newest first."""
    return rows(desk, find(desk, PaymentList(customer_id=customer_id)))


def excess(desk: Desk, customer_id: int, order_id: int | None, amount: Decimal) -> Decimal:
    """How much of a payment would go beyond what is due of its order; all of it without one."""
    if order_id is None:
        return amount
    return max(NOTHING, amount - order(desk, order_id).due)


def _meant(
    desk: Desk, customer_id: int, values: dict[str, Any], problems: dict[str, Problem], before: Payment | None
) -> int | None:
    number = values.get(_ORDER)
    if not number:
        return None
    if before is not None and number == before.order_number:
        return before.order_id
    try:
        return order_numbers.order_of(desk, number, customer_id)
    except UserError as error:
        problems[_ORDER] = Problem(error.code, error.params, hard=True)
        return None


def _values(before: Payment) -> dict[str, Any]:
    return {"date": before.date, "amount": before.amount, "kind": before.kind}


def _doubtful(
    desk: Desk, customer_id: int, whole: Mapping[str, Any], found: Order | None, before: Payment | None
) -> dict[str, Problem]:
    problems: dict[str, Problem] = {}
    day, amount = whole.get("date"), whole.get("amount")
    if day and day > desk.today():
        problems["date"] = Problem("payment-date-ahead")
    if found is not None and day and day < found.date:
        problems["date"] = Problem("payment-before-order", {"date": found.date})
    if amount is None:
        return problems
    own = before.received if before and before.order_id == (found.id if found else None) else NOTHING
    if whole.get("kind") == REFUND:
        paid = _received(desk, customer_id, found) - own
        if found is not None and found.values.get("settled"):
            paid = max(paid, found.amount)
        if amount > paid:
            problems["amount"] = Problem("refund-over", {"paid": max(NOTHING, paid)}, hard=True)
    elif found is not None and found.state != ORDERED:
        problems[_ORDER] = Problem("payment-not-ordered", {"number": found.number})
    elif found is not None:
        left = found.payable - (_received(desk, customer_id, found) - own)
        if found.values.get("settled"):
            left = NOTHING
        if amount > max(NOTHING, left):
            problems["amount"] = Problem("payment-over", {"excess": amount - max(NOTHING, left)})
    return problems


def _received(desk: Desk, customer_id: int, found: Order | None) -> Decimal:
    """What was paid for an order, or for none, less refunds."""
    if found is not None:
        return total(one.received for one in found.payments)
    return from_units(store.without_order(desk.data, (customer_id,)).get(customer_id, 0))
