"""An order as it is typed, before anything of it is written: what it comes to and what is to be said about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

from crmdesk.core.errors import Problem, UserError
from crmdesk.core.money import LIMIT
from crmdesk.core.orders import NOTHING, ORDERED, Due, Terms, payable, schedule, total
from crmdesk.core.reckoning import Reckoned
from crmdesk.core.sales import Order
from crmdesk.services import credit, order_reading, reading
from crmdesk.services.desk import Desk
from crmdesk.services.order_head import owner_of, read_head
from crmdesk.services.order_reading import LineReader, ReadLine
from crmdesk.services.orders_looking import order as whole_order
from crmdesk.services.reading import Typed

Texts = Mapping[str, str]
_HUNDRED = Decimal(100)


class TypedOrder(Struct, frozen=True):
    """What came of typing an order. `lines` and `instalments` are None where they stay as they are; blank ones among
    the lines have no product. `values`: typed values of the whole order, stored ones included."""

    head: Typed
    lines: list[ReadLine] | None
    instalments: list[Mapping[str, Any]] | None
    instalment_problems: tuple[Mapping[str, Problem], ...]
    values: Mapping[str, Any]
    before: Order | None

    @property
    def kept(self) -> list[ReadLine] | None:
        return None if self.lines is None else order_reading.without_blank(self.lines)

    @property
    def goods(self) -> Decimal:
        if self.lines is None:
            return self.before.goods if self.before else NOTHING
        return total(line.reckoned.amount or NOTHING for line in self.lines)

    @property
    def amount(self) -> Decimal:
        return self.goods - (self.values.get("reduction") or NOTHING)

    @property
    def left(self) -> Decimal:
        """What would still be due of it."""
        if self.values.get("state") != ORDERED or self.values.get("settled"):
            return NOTHING
        returned = self.before.returned if self.before else NOTHING
        received = total(payment.received for payment in self.before.payments) if self.before else NOTHING
        return max(NOTHING, payable(self.amount, returned) - received)

    @property
    def terms(self) -> Terms:
        values = self.values
        if self.instalments is None:
            parts = tuple(Due(one.due_on, one.amount) for one in self.before.instalments) if self.before else ()
        else:
            agreed = (one for one in self.instalments if one.get("due_on") and one.get("amount"))
            parts = tuple(Due(one["due_on"], one["amount"]) for one in agreed)
        return Terms(values["date"], values.get("terms_days") or 0, values.get("first_payment") or NOTHING, parts)


def read(
    desk: Desk,
    customer_id: int,
    typed: Texts,
    lines: Sequence[Texts] | None,
    instalments: Sequence[Texts] | None,
    order_id: int | None = None,
) -> TypedOrder:
    """Parse a whole order. Raises UserError for a customer that is gone or a key that is no field."""
    before = whole_order(desk, order_id) if order_id is not None else None
    stored = before.values if before else {}
    head = read_head(desk, customer_id, _with_defaults(desk, customer_id, typed, stored), new=before is None,
                     stored=stored, order_id=order_id)  # fmt: skip
    values = {**stored, **head.values}
    day: dt.date = values.get("date") or desk.today()
    reader = LineReader(desk, customer_id, day, order_id, before.lines if before else ())
    read_lines = None if lines is None else reader.read(lines)
    parts, part_problems = (None, []) if instalments is None else order_reading.read_instalments(desk, instalments)
    values["date"] = day
    found = TypedOrder(head, read_lines, parts, tuple(part_problems), values, before)
    problems = {**_of_whole(found), **head.problems}
    return TypedOrder(Typed(head.values, problems), read_lines, parts, tuple(part_problems), values, before)


def reckon(
    desk: Desk,
    customer_id: int,
    typed: Texts,
    lines: Sequence[Texts],
    order_id: int | None = None,
    instalments: Sequence[Texts] = (),
) -> Reckoned:
    """What an order would come to as it stands in a form; nothing is written.

    Raises UserError for a customer or an order that is gone.
    """
    found = read(desk, customer_id, typed, lines, instalments, order_id)
    reckoned = tuple(line.reckoned for line in found.lines or ())
    costs = [line.cost for line in reckoned if line.cost is not None]
    cost = total(costs) if costs else None
    amount = found.amount
    profit = None if cost is None else amount - cost
    margin = None if profit is None or amount <= 0 else (profit / amount * _HUNDRED).quantize(Decimal("0.1"))
    returned = found.before.returned if found.before else NOTHING
    ordered = found.values.get("state") == ORDERED
    return Reckoned(
        reckoned, found.instalment_problems, found.head.problems,
        found.goods, found.values.get("reduction") or NOTHING, amount, payable(amount, returned), cost, profit, margin,
        schedule(found.terms, amount, returned) if ordered else (),
        credit.risk(desk, customer_id, found.left, order_id) if ordered else None,
    )  # fmt: skip


def _with_defaults(desk: Desk, customer_id: int, typed: Texts, stored: Mapping[str, Any]) -> dict[str, str]:
    """What is not said of a new order: today, an order, its owner sells, the customer's terms, signed on its date; an
    offer that becomes an order is signed today."""
    given = dict(typed)
    owner = owner_of(desk, customer_id)
    if not stored:
        given.setdefault("date", desk.today().isoformat())
        given.setdefault("state", ORDERED)
        given.setdefault("by", owner.get("owner") or "")
        given.setdefault("terms_days", str(owner.get("terms_days", "")))
    state = reading.read_typed(desk.fields("sales_order"), {"state": given.get("state", "")}, new=False).values
    if "state" in state and state["state"] != "lost" and stored.get("state") == "lost":
        given.setdefault("lost_reason", "")
        given.setdefault("lost_to", "")
    becomes = state.get("state") == ORDERED and stored.get("state") != ORDERED
    if becomes and not stored.get("signed_on"):
        given.setdefault("signed_on", given.get("date", desk.today().isoformat()))
    return given


def _of_whole(found: TypedOrder) -> dict[str, Problem]:
    problems: dict[str, Problem] = {}
    kept = found.kept
    if kept is not None and not kept:
        problems[""] = Problem("order-empty", hard=True)
    refused = any(problem.hard for line in kept or () for problem in line.reckoned.problems.values())
    if kept and not refused and (missing := _below_returned(found, kept)):
        problems[""] = missing
    if found.goods >= LIMIT:
        problems[""] = Problem("money-range", hard=True)
    reduction = found.values.get("reduction")
    if reduction and reduction > found.goods:
        problems["reduction"] = Problem("reduction-over", {"amount": found.goods}, hard=True)
    first = found.values.get("first_payment")
    if first and first > max(found.amount, NOTHING):
        problems["first_payment"] = Problem("first-payment-over", {"amount": found.amount})
    agreed = total(part.amount for part in found.terms.instalments)
    if found.terms.instalments and agreed != payable(found.amount):
        problems["instalments"] = Problem("instalments-differ", {"agreed": agreed, "amount": payable(found.amount)})
    return problems


def _below_returned(found: TypedOrder, kept: Sequence[ReadLine]) -> Problem | None:
    """An order has at least what came back of it."""
    back = [line for one in (found.before.returns if found.before else ()) for line in one.lines]
    for product_id in dict.fromkeys(line.product_id for line in back):
        returned = [line for line in back if line.product_id == product_id]
        came = total(line.quantity for line in returned)
        sold = (line.reckoned.quantity or NOTHING for line in kept if line.reckoned.product_id == product_id)
        if total(sold) < came:
            return Problem("lines-below-returned", {"count": came, "name": returned[0].name}, hard=True)
    return None


def refuse(desk: Desk, found: TypedOrder) -> None:
    """Raise the first hard problem as a UserError that names where it is."""
    whole = found.head.problems.get("")
    if whole is not None and whole.hard:
        raise UserError(whole.code, **whole.params)
    fields = desk.fields("sales_order")
    reading.refuse(fields, found.head)
    order_reading.refuse_lines(desk.fields("order_line"), found.kept or ())
    part_fields = desk.fields("instalment")
    for problems in found.instalment_problems:
        reading.refuse(part_fields, Typed({}, problems))
