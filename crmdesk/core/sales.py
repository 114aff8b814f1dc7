"""Products, orders and money as they cross layers (METHOD.md sections 3 and 15). Amounts are Decimal yuan."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct

from crmdesk.core import patterns
from crmdesk.core.orders import NOTHING, Due, Sums, total

REFUND = "refund"
PAYMENT_PREFIX = "S"
_PAYMENT_NUMBER = patterns.late(rf"{PAYMENT_PREFIX}([0-9]{{5,15}})", re.IGNORECASE)


class Product(Struct, frozen=True):
    """A product in the register: typed values by field key, without empty ones. `used`: in how many lines of orders."""

    id: int
    values: Mapping[str, Any]
    used: int = 0
    deleted: bool = False

    @property
    def code(self) -> str:
        return str(self.values.get("code", ""))

    @property
    def name(self) -> str:
        return str(self.values["name"])

    @property
    def price(self) -> Decimal | None:
        return self.values.get("price")

    @property
    def cost(self) -> Decimal | None:
        return self.values.get("cost")

    def promotion(self, on: dt.date) -> Decimal | None:
        """The promotion price of a day; None when there is none that day."""
        first, last = self.values.get("promotion_from"), self.values.get("promotion_to")
        price: Decimal | None = self.values.get("promotion_price")
        return price if (first is None or first <= on) and (last is None or on <= last) else None


class Line(Struct, frozen=True):
    """A line of an order or a return; `amount` and `cost` are those of the whole line, `discount` percent off."""

    id: int
    product_id: int
    code: str
    name: str
    unit: str
    description: str
    quantity: Decimal
    price: Decimal | None
    discount: Decimal | None
    amount: Decimal
    cost: Decimal | None
    sample: bool = False


class Instalment(Struct, frozen=True):
    """An agreed part of what is to be paid."""

    id: int
    due_on: dt.date
    amount: Decimal


class Payment(Struct, frozen=True):
    """Money received, or given back (`kind` 'refund'). Without an order it is the customer's credit."""

    id: int
    customer_id: int
    customer_number: str
    customer_name: str
    order_id: int | None
    order_number: str
    date: dt.date
    amount: Decimal
    kind: str = "payment"
    method: str | None = None
    reference: str = ""
    notes: str = ""

    @property
    def number(self) -> str:
        """How a payment is called: S00012."""
        return payment_number(self.id)

    @property
    def received(self) -> Decimal:
        """What it adds to what was paid: below zero for a refund."""
        return -self.amount if self.kind == REFUND else self.amount


class Invoice(Struct, frozen=True):
    """An invoice that was written."""

    id: int
    customer_id: int
    order_id: int | None
    date: dt.date
    amount: Decimal
    kind: str | None = None
    number: str = ""
    notes: str = ""


class GoodsReturn(Struct, frozen=True):
    """Goods that came back, with what they take off an order."""

    id: int
    number: str
    customer_id: int
    order_id: int | None
    order_number: str
    date: dt.date
    amount: Decimal
    cost: Decimal | None
    lines: tuple[Line, ...]
    reason: str = ""
    notes: str = ""


class Order(Struct, frozen=True):
    """A whole order or offer: typed values by field key, without empty ones (`contact` and `lost_to` as names, their
    ids beside them), and its sums."""

    id: int
    number: str
    customer_id: int
    customer_number: str
    customer_name: str
    values: Mapping[str, Any]
    lines: tuple[Line, ...]
    instalments: tuple[Instalment, ...]
    payments: tuple[Payment, ...]
    returns: tuple[GoodsReturn, ...]
    invoices: tuple[Invoice, ...]
    sums: Sums
    schedule: tuple[Due, ...]
    """What is owed from when on, whatever of it is paid."""
    contact_id: int | None = None
    lost_to_id: int | None = None

    @property
    def date(self) -> dt.date:
        day: dt.date = self.values["date"]
        return day

    @property
    def state(self) -> str:
        return str(self.values["state"])

    @property
    def goods(self) -> Decimal:
        """The amount of the lines, before the reduction."""
        return total(line.amount for line in self.lines)

    @property
    def amount(self) -> Decimal:
        """What it comes to: the lines less the reduction."""
        return self.sums.amount

    @property
    def cost(self) -> Decimal | None:
        return self.sums.cost

    @property
    def returned(self) -> Decimal:
        return self.sums.returned

    @property
    def payable(self) -> Decimal:
        return self.sums.payable

    @property
    def paid(self) -> Decimal:
        return self.sums.paid

    @property
    def due(self) -> Decimal:
        return self.sums.due

    @property
    def due_on(self) -> dt.date | None:
        return self.sums.due_on

    @property
    def credit(self) -> Decimal:
        return self.sums.credit

    @property
    def profit(self) -> Decimal | None:
        """What is left of the agreed amount after cost, returns taken off both; None while no cost is known."""
        if self.cost is None:
            return None
        back = total(one.cost or NOTHING for one in self.returns)
        return self.amount - self.returned - (self.cost - back)

    @property
    def invoiced(self) -> Decimal:
        return total(one.amount for one in self.invoices)

    @property
    def unbilled(self) -> Decimal:
        return max(NOTHING, self.payable - self.invoiced)


def payment_number(payment_id_: int) -> str:
    """How a payment is called."""
    return f"{PAYMENT_PREFIX}{payment_id_:05d}"


def payment_id(number: str) -> int | None:
    """The id that a payment's number means; None where it is none of a payment."""
    match = _PAYMENT_NUMBER.fullmatch(number.strip())
    return int(match[1]) if match else None
