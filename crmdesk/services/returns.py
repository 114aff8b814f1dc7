"""Goods that came back: lines of an order that take off what it comes to (METHOD.md section 15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.orders import NOTHING, ORDERED
from crmdesk.core.sales import GoodsReturn, Order
from crmdesk.services import order_parts, reading
from crmdesk.services.desk import Desk
from crmdesk.services.order_head import owner_of
from crmdesk.services.orders_looking import order
from crmdesk.services.reading import Typed
from crmdesk.services.return_reading import Returnable, ReturnReader, Texts, returnable
from crmdesk.store import orders as store
from crmdesk.store.columns import to_column
from crmdesk.store.numbers import Numbers
from crmdesk.store.recording import Recording

__all__ = [
    "GoodsReturn",
    "Returnable",
    "TypedReturn",
    "add",
    "delete",
    "edit",
    "goods_return",
    "id_of",
    "in_trash",
    "of_order",
    "put_back",
    "read",
    "restore",
    "returnable",
]  # fmt: skip


class TypedReturn(Struct, frozen=True):
    """What came of typing a return. `lines`: typed values of those kept; `line_problems`: for each one given."""

    head: Typed
    lines: tuple[Mapping[str, Any], ...]
    line_problems: tuple[Mapping[str, Problem], ...]

    @property
    def amount(self) -> Decimal:
        return sum((line.get("amount") or NOTHING for line in self.lines), NOTHING)

    @property
    def refused(self) -> bool:
        return self.head.refused or any(problem.hard for one in self.line_problems for problem in one.values())


def read(
    desk: Desk,
    order_id: int,
    typed: Mapping[str, str],
    lines: Sequence[Texts] | None,
    *,
    new: bool,
    return_id: int | None = None,
) -> TypedReturn:
    """Parse the form of a return. Lines: product and quantity; without price and amount what they cost in the order
    comes off. Hard: no line, a product the order has not, more than can still come back.

    Raises UserError: 'order-gone'.
    """
    whole = order(desk, order_id)
    given = {key: text for key, text in typed.items() if key != "sales_order"}
    head = reading.read_typed(desk.fields("goods_return"), given, new=new)
    problems = dict(head.problems)
    if whole.state != ORDERED and new:
        problems[""] = Problem("return-of-offer", {"number": whole.number}, hard=True)
    if (day := head.values.get("date")) and day < whole.date:
        problems.setdefault("date", Problem("return-before-order", {"date": whole.date}))
    kept, told = ReturnReader(desk, whole, return_id).read(lines) if lines is not None else ((), ())
    if lines is not None and not kept and not any(told):
        problems.setdefault("", Problem("return-empty", hard=True))
    return TypedReturn(Typed(head.values, problems), tuple(kept), tuple(told))


def add(desk: Desk, order_id: int, typed: Mapping[str, str], lines: Sequence[Texts]) -> tuple[int, Changes]:
    """Goods of an order came back. Without a number it gets the next free one. Raises UserError for a refused value or
    an order that is gone."""
    with desk.recording("return-add", number="") as made:
        whole = order(desk, order_id)
        owner_of(desk, whole.customer_id)
        found = read(desk, order_id, {"date": desk.today().isoformat(), **typed}, lines, new=True)
        _refuse(desk, found)
        number = _number(desk, found.head.values.get("number"))
        made.rename(number=number)
        values = {**found.head.values, "number": number}
        flat = reading.to_flat(desk, made, desk.fields("goods_return"), values)
        return_id = made.create("goods_return", {**flat, "sales_order": order_id, "customer_id": whole.customer_id})
        _write_lines(desk, made, found.lines, (), return_id, whole)
    return return_id, made.result


def edit(desk: Desk, return_id: int, typed: Mapping[str, str], lines: Sequence[Texts] | None = None) -> Changes:
    """Change a return; `lines`, where given, replace those it has. Raises UserError for a refused value, or when it is
    gone."""
    with desk.recording("return-edit", number="") as made:
        before = goods_return(desk, return_id)
        whole = order(desk, before.order_id or 0)
        owner_of(desk, whole.customer_id)
        found = read(desk, whole.id, typed, lines, new=False, return_id=return_id)
        _refuse(desk, found)
        values = dict(found.head.values)
        if "number" in values:
            values["number"] = _number(desk, values["number"])
        made.rename(number=values.get("number") or before.number)
        made.update("goods_return", return_id, reading.to_flat(desk, made, desk.fields("goods_return"), values))
        if lines is not None:
            _write_lines(desk, made, found.lines, [line.id for line in before.lines], return_id, whole)
    return made.result


def delete(desk: Desk, return_id: int, *more: int) -> Changes:
    """Take returns with their lines out; undo brings them back. Raises UserError when one is gone."""
    with desk.recording("return-delete", number="") as made:
        found = [goods_return(desk, i) for i in (return_id, *more)]
        made.rename(number=", ".join(one.number for one in found[:5]))
        gone = {"deleted_at": desk.now()}
        made.update_many("return_line", {line.id: gone for one in found for line in one.lines})
        made.update_many("goods_return", {one.id: gone for one in found})
    return made.result


def restore(desk: Desk, return_id: int) -> Changes:
    """Take a return out of the trash. Raises UserError: 'return-gone', 'order-gone' (its order lies there), one for
    goods that came back otherwise meanwhile."""
    with desk.recording("return-restore", number="") as made:
        made.rename(number=put_back(desk, made, return_id))
    return made.result


def put_back(desk: Desk, made: Recording, return_id: int) -> str:
    """`restore` within another action; returns the return's number."""
    flat = desk.records.read("goods_return", return_id)
    if flat is None or "deleted_at" not in flat:
        raise UserError("return-gone")
    whole = order(desk, flat["sales_order"])
    lines = store.ids_of(desk.data, "return_line", "goods_return", (return_id,), deleted=True).get(return_id, [])
    flats = desk.records.read_many("return_line", lines)
    ReturnReader(desk, whole, return_id).refuse_beyond(flats.values())
    made.update_many("return_line", {i: {"deleted_at": None} for i in flats})
    made.update("goods_return", return_id, {"deleted_at": None})
    return str(flat.get("number", ""))


def goods_return(desk: Desk, return_id: int) -> GoodsReturn:
    """One return with its lines. Raises UserError('return-gone')."""
    found = order_parts.goods_returns(desk, (return_id,)).get(return_id)
    if found is None:
        raise UserError("return-gone")
    return found


def of_order(desk: Desk, order_id: int) -> tuple[GoodsReturn, ...]:
    """The returns of an order, oldest first. Raises UserError('order-gone')."""
    return order(desk, order_id).returns


def id_of(desk: Desk, number: str) -> int:
    """The living return with this number. Raises UserError: 'return-unknown', 'return-ambiguous'."""
    found = store.by_number(desk.data, "goods_return", number)
    if len(found) != 1:
        raise UserError("return-ambiguous" if found else "return-unknown", number=number)
    return found[0][0]


def in_trash(desk: Desk, number: str) -> int:
    """The return with this number in the trash. Raises UserError: 'return-unknown', 'return-not-in-trash'."""
    found = store.by_number(desk.data, "goods_return", number, deleted=True)
    if not found:
        there = store.by_number(desk.data, "goods_return", number)
        raise UserError("return-not-in-trash" if there else "return-unknown", number=number)
    return found[-1][0]


def _refuse(desk: Desk, found: TypedReturn) -> None:
    if whole := found.head.problems.get(""):
        raise UserError(whole.code, **whole.params)
    reading.refuse(desk.fields("goods_return"), found.head)
    fields = desk.fields("return_line")
    for place, problems in enumerate(found.line_problems, start=1):
        for key, problem in problems.items():
            if problem.hard:
                raise UserError("line-refused", number=place, field=fields[key].label, reason=problem)


def _write_lines(
    desk: Desk,
    made: Recording,
    lines: Sequence[Mapping[str, Any]],
    there: Sequence[int],
    return_id: int,
    whole: Order,
) -> None:
    fields = desk.fields("return_line")
    flats = [
        {**{key: to_column(fields[key], value) for key, value in line.items()}, "position": place}
        for place, line in enumerate(lines)
    ]
    stay = dict(zip(there, flats, strict=False))
    made.update_many("return_line", stay)
    made.remove_many("return_line", there[len(flats) :])
    for flat in flats[len(there) :]:
        made.create("return_line", {**flat, "goods_return": return_id, "customer_id": whole.customer_id})


def _number(desk: Desk, number: str | None) -> str:
    numbers = Numbers(desk.data, "goods_return")
    if number:
        numbers.seen(number)
    else:
        number = numbers.next()
        while store.by_number(desk.data, "goods_return", number):
            number = numbers.next()
    numbers.save()
    return number
