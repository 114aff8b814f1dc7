"""Lists of orders and payments: what they show and which ones."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from msgspec import Struct

from crmdesk.core.orders import NOTHING, ORDERED, payable


class OrderRow(Struct, frozen=True):
    """What a list shows of an order. `due_on`: since when the oldest unpaid part is owed, None when nothing is."""

    id: int
    number: str
    date: dt.date
    state: str
    customer_id: int
    customer_number: str
    customer_name: str
    by: str | None
    amount: Decimal
    cost: Decimal | None
    reduction: Decimal
    returned: Decimal
    paid: Decimal
    due: Decimal
    due_on: dt.date | None
    invoiced: Decimal
    hold: bool
    delivered_on: dt.date | None
    products: str
    """The name of the first product."""
    lines: int

    @property
    def payable(self) -> Decimal:
        """What is to be paid of it, returns taken off; nothing for what is no order."""
        return payable(self.amount, self.returned) if self.state == ORDERED else NOTHING


class Orders(Struct, frozen=True):
    """Which orders a list shows: what was typed (order or customer number, customer name, product), states, those of
    one customer or salesperson, days, and in which order. `owing`: only those with something due; `hold`: only those
    whose delivery is on hold."""

    query: str = ""
    states: tuple[str, ...] = ()
    customer_id: int | None = None
    by: str | None = None
    from_: dt.date | None = None
    to: dt.date | None = None
    sort: str = "date"
    descending: bool = True
    owing: bool = False
    hold: bool = False


class PaymentList(Struct, frozen=True):
    """Which payments a list shows."""

    query: str = ""
    kinds: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    customer_id: int | None = None
    from_: dt.date | None = None
    to: dt.date | None = None
    sort: str = "date"
    descending: bool = True
