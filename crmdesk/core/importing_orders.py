"""Rows that are order lines: what a line lacks is worked out from what it says (METHOD.md section 15).

A sheet gives some of quantity, price, discount, amount, cost and profit; amounts of a sheet are kept exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from msgspec import Struct

from crmdesk.core.errors import Problem
from crmdesk.core.importing_registry import owner_of
from crmdesk.core.orders import line_amount, share, to_fen, unit_price

DEALS: Final[Mapping[str, str]] = {"sales_order": "order_line", "goods_return": "return_line"}
"""Records that have lines, and what these are."""

PRODUCT: Final = "product"
DATE: Final = "date"

DealKey = tuple[str, str, str]
"""What tells one of a customer's orders from its others: kind, number ('' where the file gives none) and day."""

Parts = dict[str, list[dict[str, Any]]]

_NOTHING, _HUNDRED = Decimal(0), Decimal(100)
_QUANTITY = Decimal("0.001")
_WITHOUT_DISCOUNT = frozenset({"discount", "sample", "profit"})


class DealRead(Struct):
    """What a row says of an order or a return: its own values, and one line with the product that it names."""

    kind: str
    head: dict[str, Any]
    line: dict[str, Any]
    product: dict[str, Any] | None = None

    @property
    def key(self) -> DealKey:
        return self.kind, self.head.get("number", ""), self.head[DATE].isoformat()


class DealRows:
    """Makes orders and returns of what the rows of a sheet with these columns (field ids) say."""

    def __init__(self, targets: Iterable[str | None]) -> None:
        targets = frozenset(targets)
        self.kind = next((kind for kind in DEALS if f"{kind}.{DATE}" in targets), "")
        self._priced = f"{DEALS.get(self.kind)}.price" in targets
        self._products = any(PRODUCT in owner_of(target or "")[::2] for target in targets)
        self._signs = "sales_order.signed_on" not in targets

    def take(self, parts: Parts) -> tuple[DealRead | None, tuple[str, Problem] | None]:
        """Take the order or return out of a row's parts; with the column (field id) and what is wrong about it."""
        if not self.kind or not parts.keys() & {self.kind, DEALS[self.kind]}:
            return None, None
        heads, lines, products = (parts.pop(kind, ()) for kind in (self.kind, DEALS[self.kind], PRODUCT))
        head, line, product = heads[0] if heads else {}, lines[0] if lines else {}, products[0] if products else None
        if PRODUCT in line:  # one column that holds codes or names
            product = {"name": line.pop(PRODUCT), **(product or {})}
        deal = DealRead(self.kind, head, line, product)
        if DATE not in head:
            return deal, (f"{self.kind}.{DATE}", Problem("deal-undated", hard=True))
        if self.kind == "sales_order":
            head.setdefault("state", "ordered")
            if self._signs and head["state"] == "ordered":  # as when an order is added
                head["signed_on"] = head[DATE]
        if product is None and self._products:
            return deal, ("product.name", Problem("line-product", hard=True))
        problem = complete(self.kind, line, priced=self._priced)
        about = "amount" if problem and problem.code == "line-amount-negative" else "quantity"
        return deal, (f"{DEALS[self.kind]}.{about}", problem) if problem else None


def complete(kind: str, line: dict[str, Any], *, priced: bool) -> Problem | None:
    """Work out what a line does not say: quantity, amount, cost of the whole line and, unless a column gives it
    (`priced`), the price to four decimals.

    Returns a hard problem where it cannot be one: 'line-quantity', 'line-quantity-negative', 'line-amount-negative'.
    """
    profit = line.pop("profit", None)
    discount = line.get("discount") or _NOTHING
    quantity, amount, price = _quantity(line, discount), line.get("amount"), line.get("price")
    if not quantity:
        return Problem("line-quantity", hard=True)
    if quantity < 0:
        return Problem("line-quantity-negative", hard=True)
    if amount is not None and amount < 0:
        return Problem("line-amount-negative", hard=True)
    line["quantity"] = quantity
    if amount is None:
        line["amount"] = amount = line_amount(quantity, price, discount) if price is not None else _NOTHING
    if not priced and amount:
        line["price"] = unit_price(amount, quantity, discount)
    if profit is not None and line.get("cost") is None:
        line["cost"] = amount - profit
    for key in _WITHOUT_DISCOUNT & line.keys() if kind == "goods_return" else ():
        del line[key]
    return None


def _quantity(line: Mapping[str, Any], discount: Decimal) -> Decimal | None:
    """What the row says; else what amount and price make of it, else one."""
    quantity: Decimal | None = line.get("quantity")
    amount, price = line.get("amount"), line.get("price")
    if quantity is not None or (amount is None and price is None):
        return quantity
    if amount and price and discount < _HUNDRED:
        worked = (share(amount, _HUNDRED, price * (_HUNDRED - discount))).quantize(_QUANTITY, ROUND_HALF_UP)
        if worked and line_amount(worked, price, discount) == to_fen(amount):
            return worked
    return Decimal(1)
