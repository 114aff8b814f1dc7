"""Sums of the orders and payments that a list shows (METHOD.md sections 3 and 15)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from crmdesk.core.money import from_units
from crmdesk.services.desk import Desk
from crmdesk.store import sales_totals as store


class OrderTotals(Struct, frozen=True):
    """Yuan. `payable`, `paid` and `due` are those of orders, returns taken off; `offered` that of open offers."""

    payable: Decimal
    paid: Decimal
    due: Decimal
    offered: Decimal


class PaymentTotals(Struct, frozen=True):
    """Yuan received and given back."""

    received: Decimal
    refunded: Decimal


def of_orders(desk: Desk, ids: Iterable[int]) -> OrderTotals:
    """The sums of these orders and offers."""
    return OrderTotals(*(from_units(units) for units in store.of_orders(desk.data, ids)))


def of_payments(desk: Desk, ids: Iterable[int]) -> PaymentTotals:
    """The sums of these payments."""
    return PaymentTotals(*(from_units(units) for units in store.of_payments(desk.data, ids)))
