"""From what was typed to an order that can be stored: lines with amounts and cost, instalments, what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from crmdesk.core import discounts
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.fields import Fields
from crmdesk.core.money import LIMIT
from crmdesk.core.orders import line_amount, line_cost, share, unit_price
from crmdesk.core.reckoning import ReckonedLine
from crmdesk.core.sales import Line, Order, Product
from crmdesk.services import prices, products, reading
from crmdesk.services.desk import Desk
from crmdesk.store.columns import to_column

_MISSING = "line-price-missing"


class ReadLine(Struct, frozen=True):
    """A line as it was typed: what it comes to, its description, and the line it was before; None: a new one."""

    reckoned: ReckonedLine
    description: str | None = None
    before: Line | None = None
    blank: bool = False


class LineReader(Struct):
    """Reads the lines of one order of a customer, made out on a day. `before`: the lines it has."""

    desk: Desk
    customer_id: int
    on: dt.date
    order_id: int | None = None
    before: Sequence[Line] = ()
    _products: dict[str, Product | UserError] = field(default_factory=dict)

    def read(self, lines: Sequence[Mapping[str, str]]) -> list[ReadLine]:
        """Every line given, blank ones too. Texts by field key; 'id' tells which stored line it is.

        Without the key 'price' the proposed price and discount stand; without a cost that of the line before, else the
        product's. Raises UserError for a key that is no field.
        """
        fields = self.desk.fields("order_line")
        return [self._line(fields, dict(typed)) for typed in lines]

    def _line(self, fields: Fields, typed: dict[str, str]) -> ReadLine:
        stored_id = typed.pop("id", "")
        before = next((line for line in self.before if str(line.id) == stored_id), None)
        if not any(text.strip() for key, text in typed.items() if key != "sample"):
            return ReadLine(ReckonedLine(), before=before, blank=True)
        if "discount" in typed:
            typed["discount"] = discounts.in_percent(typed["discount"])
        read = reading.read_typed(fields, typed, new=True)
        values, problems = dict(read.values), dict(read.problems)
        product = self._product(values.get("product"), before, problems)
        _signs(values, problems)
        if product is not None and "price" not in typed and values.get("amount") is None and not values.get("sample"):
            found = prices.proposal_of(self.desk, self.customer_id, product, self.on, order_id=self.order_id)
            values["price"] = found.price
            if "discount" not in typed:
                values["discount"] = found.discount
        if product is not None and product.values.get("discontinued") and before is None:
            problems.setdefault("product", Problem("product-discontinued", {"name": product.name}))
        reckoned = _reckoned(values, problems, product, before)
        return ReadLine(reckoned, values.get("description"), before)

    def _product(self, text: str | None, before: Line | None, problems: dict[str, Problem]) -> Product | None:
        if text is None:
            return None
        if before is not None and text in (before.code, before.name):  # it may be out of the register by now
            return products.product(self.desk, before.product_id)
        if text not in self._products:
            try:
                self._products[text] = products.product(self.desk, products.meant(self.desk, text))
            except UserError as error:
                self._products[text] = error
        found = self._products[text]
        if isinstance(found, UserError):
            problems["product"] = Problem(found.code, found.params, hard=True)
            return None
        return found


def _signs(values: Mapping[str, Any], problems: dict[str, Problem]) -> None:
    """Nothing of a line is below zero; what comes back is a return."""
    quantity = values.get("quantity")
    if quantity is not None and quantity <= 0:
        problems["quantity"] = Problem("quantity-negative" if quantity < 0 else "quantity-zero", hard=True)
    for key in ("price", "amount", "cost"):
        if (value := values.get(key)) is not None and value < 0:
            problems[key] = Problem("amount-negative", hard=True)


def _reckoned(
    values: dict[str, Any], problems: dict[str, Problem], product: Product | None, before: Line | None
) -> ReckonedLine:
    quantity, price, discount = (values.get(key) for key in ("quantity", "price", "discount"))
    amount: Decimal | None = values.get("amount")
    sample = bool(values.get("sample"))
    if sample:
        price, discount, amount = None, None, Decimal(0)
    elif price is None and amount is None and not {"price", "amount"} & problems.keys():
        problems["price"] = Problem(_MISSING, hard=True)
    elif quantity is not None and quantity > 0:
        if price is None and amount is not None:
            price = unit_price(amount, quantity, discount)
        elif price is not None:
            worked_out = line_amount(quantity, price, discount)
            if amount is not None and amount != worked_out:
                problems.setdefault("amount", Problem("line-amount-differs", {"amount": worked_out}))
            amount = worked_out if amount is None else amount
    cost = _cost(values.get("cost"), quantity, product, before)
    if any(each is not None and each >= LIMIT for each in (amount, cost)):
        problems["amount"] = Problem("money-range", hard=True)
    return ReckonedLine(product.id if product else None, quantity, price, discount, amount, cost, sample, problems)


def _cost(
    typed: Decimal | None, quantity: Decimal | None, product: Product | None, before: Line | None
) -> Decimal | None:
    """Of the whole line: as typed, as it was for each unit before, or from the product's."""
    if typed is not None or quantity is None or product is None:
        return typed
    if before is not None and before.product_id == product.id and before.cost is not None and before.quantity:
        return before.cost if quantity == before.quantity else share(before.cost, quantity, before.quantity)
    return None if product.cost is None else line_cost(quantity, product.cost)


def refuse_lines(fields: Fields, lines: Sequence[ReadLine]) -> None:
    """Raise the first hard problem as a UserError that names line and field."""
    for place, line in enumerate(lines, start=1):
        for key, problem in line.reckoned.problems.items():
            if problem.hard:
                raise UserError("line-refused", number=place, field=fields[key].label, reason=problem)


def flat_line(fields: Fields, line: ReadLine, position: int) -> dict[str, Any]:
    """What is stored of a line that was not refused."""
    reckoned = line.reckoned
    typed = {
        "description": line.description,
        "quantity": reckoned.quantity,
        "price": reckoned.price,
        "discount": reckoned.discount or None,
        "amount": reckoned.amount,
        "cost": reckoned.cost,
        "sample": reckoned.sample or None,
    }
    flat = {key: to_column(fields[key], value) for key, value in typed.items()}
    return {**flat, "product": reckoned.product_id, "position": position}


def typed_lines(order: Order) -> list[dict[str, str]]:
    """The lines of an order as texts of a form: read again unchanged they give the same lines. Amounts stand there only
    where they are not what quantity, price and discount give."""
    return [_typed(line) for line in order.lines]


def _typed(line: Line) -> dict[str, str]:
    own = line.price is None or line_amount(line.quantity, line.price, line.discount) != line.amount
    amount = line.amount if own and not line.sample else None
    shown = {"quantity": line.quantity, "price": line.price, "discount": line.discount, "amount": amount}
    texts = {key: "" if value is None else f"{value.normalize():f}" for key, value in shown.items()}
    named = {"id": str(line.id), "product": line.code or line.name, "description": line.description}
    return {**named, **texts, "cost": "", "sample": "1" if line.sample else ""}


def read_instalments(
    desk: Desk, typed: Sequence[Mapping[str, str]]
) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Problem]]]:
    """Values of the instalments given, without blank ones, and problems for each one given."""
    fields = desk.fields("instalment")
    values: list[Mapping[str, Any]] = []
    problems: list[Mapping[str, Problem]] = []
    for one in typed:
        if not any(text.strip() for text in one.values()):
            problems.append({})
            continue
        read = reading.in_fen(reading.read_typed(fields, one, new=True), "amount")
        found = dict(read.problems)
        amount = read.values.get("amount")
        if amount is not None and amount <= 0:
            found["amount"] = Problem("amount-not-above-zero", hard=True)
        values.append(read.values)
        problems.append(found)
    return values, problems


def without_blank(lines: Sequence[ReadLine]) -> list[ReadLine]:
    return [line for line in lines if not line.blank]
