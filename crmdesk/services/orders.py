"""Orders and offers: reckoned while they are typed, added, changed, deleted (METHOD.md sections 3 and 15)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.reckoning import Proposal, Reckoned, ReckonedLine, Risk
from crmdesk.core.sales import Order
from crmdesk.core.sales_lists import OrderRow, Orders
from crmdesk.services import credit, order_reading, order_typed, reading
from crmdesk.services.credit import risk
from crmdesk.services.desk import Desk
from crmdesk.services.order_deciding import cancel, deliver, lose, release, win
from crmdesk.services.order_head import defaults, owner_of
from crmdesk.services.order_reading import typed_lines
from crmdesk.services.order_typed import Texts, TypedOrder, reckon
from crmdesk.services.orders_looking import find, of_customer, order, orders, rows
from crmdesk.services.prices import proposal
from crmdesk.store import orders as store
from crmdesk.store.numbers import Numbers

if TYPE_CHECKING:
    from crmdesk.store.recording import Recording

__all__ = [
    "Order",
    "OrderRow",
    "Orders",
    "Proposal",
    "Reckoned",
    "ReckonedLine",
    "Risk",
    "add",
    "cancel",
    "defaults",
    "delete",
    "deliver",
    "edit",
    "find",
    "in_trash",
    "lose",
    "of_customer",
    "order",
    "orders",
    "proposal",
    "put_back",
    "reckon",
    "release",
    "restore",
    "risk",
    "rows",
    "typed_lines",
    "win",
]  # fmt: skip

_BELONGING = ("order_line", "instalment", "payment", "invoice", "goods_return")
_ALONE = ("payment", "invoice", "goods_return")
"""What can also have been deleted by itself."""


def add(
    desk: Desk, customer_id: int, typed: Texts, lines: Sequence[Texts], instalments: Sequence[Texts] = ()
) -> tuple[int, Changes]:
    """A new order or offer. Without a number it gets the next free one; what is not typed: today, state ordered, the
    customer's owner and terms, signed on its date; lines without a price get the proposed one.

    An order beyond the credit limit, or while debts are overdue, is put on hold. Raises UserError for the first value
    that is refused, an order without lines ('order-empty'), a customer that is gone.
    """
    with desk.recording("order-add", number="", customer="") as made:
        found = order_typed.read(desk, customer_id, typed, lines, instalments)
        order_typed.refuse(desk, found)
        owner = owner_of(desk, customer_id)
        risk_ = credit.risk(desk, customer_id, found.left)
        number = _number(desk, found.values.get("number"))
        made.rename(number=number, customer=owner["number"])
        flat = reading.to_flat(
            desk, made, desk.fields("sales_order"), {**found.head.values, "number": number}, customer_id=customer_id
        )
        on_hold = credit.held(risk_, flat)
        order_id = made.create("sales_order", {**flat, **on_hold, "customer_id": customer_id})
        _write_lines(desk, made, found, order_id, customer_id)
        _write_instalments(desk, made, found, order_id, customer_id)
    return order_id, made.result


def edit(
    desk: Desk,
    order_id: int,
    typed: Texts,
    lines: Sequence[Texts] | None = None,
    instalments: Sequence[Texts] | None = None,
) -> Changes:
    """Change an order; `lines` and `instalments`, where given, replace those it has (a line with the 'id' of one stays
    that line). It is put on hold only where more is due of it than before.

    Raises UserError for the first value that is refused, or an order that is gone.
    """
    with desk.recording("order-edit", number="") as made:
        before = order(desk, order_id)
        found = order_typed.read(desk, before.customer_id, typed, lines, instalments, order_id)
        order_typed.refuse(desk, found)
        values = dict(found.head.values)
        if "number" in values:
            values["number"] = _number(desk, values["number"])
        made.rename(number=values.get("number") or before.number)
        flat = reading.to_flat(desk, made, desk.fields("sales_order"), values, customer_id=before.customer_id)
        made.update("sales_order", order_id, {**flat, **_hold(desk, found, flat)})
        _write_lines(desk, made, found, order_id, before.customer_id)
        _write_instalments(desk, made, found, order_id, before.customer_id)
    return made.result


def delete(desk: Desk, ids: Iterable[int]) -> Changes:
    """Put orders into the trash with all that belongs to them: lines, instalments, payments, invoices, returns.

    Raises UserError('order-gone').
    """
    wanted = list(ids)
    with desk.recording("orders-delete", numbers="") as made:
        found = orders(desk, wanted)
        if len(found) < len(wanted):
            raise UserError("order-gone")
        made.rename(numbers=", ".join(one.number for one in found[:5]) + (" …" if len(found) > 5 else ""))
        _set_all(desk, made, wanted, desk.now())
    return made.result


def restore(desk: Desk, order_id: int) -> Changes:
    """Take an order out of the trash with what went there together with it. Raises UserError('order-gone')."""
    with desk.recording("order-restore", number="") as made:
        made.rename(number=put_back(desk, made, order_id))
    return made.result


def put_back(desk: Desk, made: Recording, order_id: int) -> str:
    """`restore` within another action; returns the order's number."""
    flat = desk.records.read("sales_order", order_id)
    if flat is None or "deleted_at" not in flat:
        raise UserError("order-gone")
    owner_of(desk, flat["customer_id"])
    _set_all(desk, made, (order_id,), None)
    return str(flat.get("number", ""))


def in_trash(desk: Desk, number: str) -> int:
    """The order with this number that lies in the trash. Raises UserError: 'order-unknown', 'order-not-in-trash'."""
    found = store.by_number(desk.data, "sales_order", number, deleted=True)
    if not found:
        there = store.by_number(desk.data, "sales_order", number)
        raise UserError("order-not-in-trash" if there else "order-unknown", number=number)
    return found[-1][0]


def _number(desk: Desk, number: str | None) -> str:
    numbers = Numbers(desk.data, "sales_order")
    if number:
        numbers.seen(number)
    else:
        number = numbers.next()
        while store.number_used(desk.data, number, None):
            number = numbers.next()
    numbers.save()
    return number


def _hold(desk: Desk, found: TypedOrder, flat: Mapping[str, Any]) -> dict[str, Any]:
    """The hold after an edit: a new one only where more is due of it now than before."""
    before = found.before
    if before is None:
        return {}
    stored = {"state": found.values.get("state"), "delivered_on": found.values.get("delivered_on"), **flat}
    alike = before.state == stored["state"] and found.left <= before.due
    if alike and not before.values.get("hold"):
        return {}
    return credit.held(credit.risk(desk, before.customer_id, found.left, before.id), stored)


def _write_lines(desk: Desk, made: Recording, found: TypedOrder, order_id: int, customer_id: int) -> None:
    kept = found.kept
    if kept is None:
        return
    fields = desk.fields("order_line")
    flats = [order_reading.flat_line(fields, line, place) for place, line in enumerate(kept)]
    stay = {line.before.id: flat for line, flat in zip(kept, flats, strict=True) if line.before is not None}
    gone = [line.id for line in (found.before.lines if found.before else ()) if line.id not in stay]
    made.update_many("order_line", stay)
    made.remove_many("order_line", gone)
    for line, flat in zip(kept, flats, strict=True):
        if line.before is None:
            made.create("order_line", {**flat, "sales_order": order_id, "customer_id": customer_id})


def _write_instalments(desk: Desk, made: Recording, found: TypedOrder, order_id: int, customer_id: int) -> None:
    if found.instalments is None:
        return
    fields = desk.fields("instalment")
    flats = [reading.to_flat(desk, made, fields, one) for one in found.instalments]
    there = [one.id for one in found.before.instalments] if found.before else []
    stay = dict(zip(there, flats, strict=False))
    made.update_many("instalment", stay)
    made.remove_many("instalment", there[len(flats) :])
    for flat in flats[len(there) :]:
        made.create("instalment", {**flat, "sales_order": order_id, "customer_id": customer_id})


def _set_all(desk: Desk, made: Recording, order_ids: Sequence[int], at: str | None) -> None:
    """Mark orders and what belongs to them as deleted, or (`at` None) bring back what went with them."""
    back = at is None
    ids: dict[str, list[int]] = {"sales_order": list(order_ids)}
    for kind in _BELONGING:
        owned = store.ids_of(desk.data, kind, "sales_order", order_ids, deleted=back)
        ids[kind] = [i for each in owned.values() for i in each]
    if back:
        went = store.went_with(desk.data, order_ids[0])
        ids.update({kind: [i for i in ids[kind] if (kind, i) in went] for kind in _ALONE})
    returned = store.ids_of(desk.data, "return_line", "goods_return", ids["goods_return"], deleted=back)
    ids["return_line"] = [i for each in returned.values() for i in each]
    for kind, each in ids.items():
        made.update_many(kind, {i: {"deleted_at": at} for i in each})
