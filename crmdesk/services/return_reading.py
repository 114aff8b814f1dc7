"""From what was typed to lines of a return: what of an order can still come back, and what that takes off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

from crmdesk.core.errors import Problem, UserError
from crmdesk.core.orders import NOTHING, line_amount, share, to_fen, total, unit_price
from crmdesk.core.sales import Line, Order
from crmdesk.services import products, reading
from crmdesk.services.desk import Desk
from crmdesk.services.order_parts import values_of

Texts = Mapping[str, str]


class Returnable(Struct, frozen=True):
    """What of a product in an order can still come back: how much, what it comes to and cost."""

    product_id: int
    code: str
    name: str
    unit: str
    quantity: Decimal
    amount: Decimal
    cost: Decimal | None

    def amount_of(self, quantity: Decimal) -> Decimal:
        """What so much of it takes off: its share, and all that is left when all comes back."""
        if quantity == self.quantity:
            return self.amount
        return min(self.amount, to_fen(share(self.amount, quantity, self.quantity)))

    def cost_of(self, quantity: Decimal) -> Decimal | None:
        if self.cost is None or quantity == self.quantity:
            return self.cost
        return min(self.cost, to_fen(share(self.cost, quantity, self.quantity)))


def returnable(whole: Order, without: int | None = None) -> list[Returnable]:
    """What of an order can still come back, by product in the order of its lines; `without`: as if that return were
    not there. Products that all came back are left out."""
    back = [line for one in whole.returns if one.id != without for line in one.lines]
    found = []
    charged = _charged(whole)
    for product_id in charged:
        sold, returned = (_of(product_id, lines) for lines in (whole.lines, back))
        quantity = total(line.quantity for line in sold) - total(line.quantity for line in returned)
        costs = [line.cost for line in sold if line.cost is not None]
        if quantity > 0:
            first = sold[0]
            found.append(Returnable(
                product_id, first.code, first.name, first.unit, quantity,
                max(NOTHING, charged[product_id] - total(line.amount for line in returned)),
                max(NOTHING, total(costs) - total(line.cost or NOTHING for line in returned)) if costs else None,
            ))  # fmt: skip
    return found


def _charged(whole: Order) -> Mapping[int, Decimal]:
    """What each product of an order was charged at, with its share of the reduction: together the order's amount."""
    amounts: dict[int, Decimal] = {}
    for line in whole.lines:
        amounts[line.product_id] = amounts.get(line.product_id, NOTHING) + line.amount
    if whole.goods == whole.amount or not whole.goods:
        return amounts
    so_far, allotted = NOTHING, NOTHING
    for product_id, amount in amounts.items():
        so_far += amount
        upto = to_fen(share(whole.amount, so_far, whole.goods))
        amounts[product_id], allotted = upto - allotted, upto
    return amounts


def _of(product_id: int, lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.product_id == product_id]


class ReturnReader:
    """Reads the lines of one return of an order; `return_id`: that return, where it is kept already."""

    def __init__(self, desk: Desk, whole: Order, return_id: int | None = None) -> None:
        self._desk = desk
        self._whole = whole
        self._left = {one.product_id: one for one in returnable(whole, return_id)}

    def read(self, lines: Sequence[Texts]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Problem]]]:
        """Typed values of the lines kept, and problems for each one given; blank ones are passed over."""
        kept: list[Mapping[str, Any]] = []
        told: list[Mapping[str, Problem]] = []
        for typed in lines:
            if not any(text.strip() for key, text in typed.items() if key != "product") and not typed.get("product"):
                told.append({})
                continue
            values, problems = self._line({key: text for key, text in typed.items() if key != "id"})
            told.append(problems)
            kept.append(values)
        return kept, told

    def refuse_beyond(self, lines: Iterable[Mapping[str, Any]]) -> None:
        """Raise UserError('return-too-many') where these stored lines are more than can come back."""
        for flat in lines:
            values = values_of(self._desk, "return_line", dict(flat))
            left = self._left.get(flat["product"])
            if left is None or values["quantity"] > left.quantity:
                raise UserError("return-too-many", count=left.quantity if left else NOTHING)
            self._take(left, values)

    def _line(self, typed: Texts) -> tuple[Mapping[str, Any], Mapping[str, Problem]]:
        read = reading.read_typed(self._desk.fields("return_line"), typed, new=True)
        values, problems = dict(read.values), dict(read.problems)
        for key in ("price", "amount", "cost"):
            if (value := values.get(key)) is not None and value < 0:
                problems[key] = Problem("amount-negative", hard=True)
        quantity = values.get("quantity")
        if quantity is not None and quantity <= 0:
            problems["quantity"] = Problem("quantity-zero", hard=True)
        left = self._meant(values.get("product"), problems)
        if left is None or quantity is None or any(problem.hard for problem in problems.values()):
            return values, problems
        values["product"] = left.product_id
        if quantity > left.quantity:
            problems["quantity"] = Problem("return-too-many", {"count": left.quantity}, hard=True)
            return values, problems
        self._value(values, left, problems)
        self._take(left, values)
        return values, problems

    def _value(self, values: dict[str, Any], left: Returnable, problems: dict[str, Problem]) -> None:
        quantity = values["quantity"]
        if values.get("amount") is None:
            price = values.get("price")
            values["amount"] = left.amount_of(quantity) if price is None else line_amount(quantity, price)
        if values.get("price") is None:
            values["price"] = unit_price(values["amount"], quantity)
        if values.get("cost") is None:
            values["cost"] = left.cost_of(quantity)
        if values["amount"] > left.amount:
            problems["amount"] = Problem("return-amount-over", {"amount": left.amount}, hard=True)

    def _take(self, left: Returnable, values: Mapping[str, Any]) -> None:
        """The next line of the same product finds less."""
        cost = None if left.cost is None else max(NOTHING, left.cost - (values.get("cost") or NOTHING))
        quantity = left.quantity - values["quantity"]
        amount = max(NOTHING, left.amount - (values.get("amount") or NOTHING))
        rest = Returnable(left.product_id, left.code, left.name, left.unit, quantity, amount, cost)
        self._left[left.product_id] = rest

    def _meant(self, text: str | None, problems: dict[str, Problem]) -> Returnable | None:
        if text is None:
            return None
        named = [one for one in self._left.values() if text in (one.code, one.name) and one.quantity > 0]
        if named:
            return named[0]
        try:
            product_id = products.meant(self._desk, text)
        except UserError as error:
            problems["product"] = Problem(error.code, error.params, hard=True)
            return None
        left = self._left.get(product_id)
        if left is None or left.quantity <= 0:
            sold = any(line.product_id == product_id for line in self._whole.lines)
            none_left = Problem("return-too-many", {"count": NOTHING}, hard=True)
            problems["product"] = none_left if sold else Problem("return-not-ordered", hard=True)
            return None
        return left
