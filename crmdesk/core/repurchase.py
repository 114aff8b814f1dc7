"""Who is about to need what: the rows of the list, and the sales told to a maker (METHOD.md section 13)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from msgspec import Struct

from crmdesk.core.next_purchase import By, Goods, NextPurchase
from crmdesk.core.next_purchase_pairs import Pairs
from crmdesk.core.reasons import Reason
from crmdesk.core.reckoning import Proposal

MOST_DAYS = 366
"""So far ahead one may look."""


class Offered(Struct, frozen=True):
    """One of the goods about to be needed, with the price of the day for this customer."""

    goods: Goods
    price: Proposal


class Need(Struct, frozen=True):
    """What a customer is about to need. `prices` are those of its goods, the one bought last first (of a category at
    most three); `late_days`: since the last likely day, 0 before."""

    customer_id: int
    number: str
    name: str
    kind: str
    tier: str | None
    owner: str | None
    next: NextPurchase
    prices: tuple[Offered, ...]
    today: dt.date

    @property
    def late_days(self) -> int:
        return self.next.late_days(self.today)


class Purchase(Struct, frozen=True):
    """A purchase that a prediction rests on: the order, how much of it, and what was paid (yuan, the whole line)."""

    order_id: int
    number: str
    on: dt.date
    product: str
    unit: str
    quantity: Decimal
    amount: Decimal


class MakerRow(Struct, frozen=True):
    """What was sold of a product in a month, samples left out, for its maker: no customer is named.

    `amount`: of the lines, before an order's own reduction; `promoted`: the quantity sold at the promotion price on its
    days, less what of it came back; `subsidy`: what the maker owes for it, in yuan (None: none was agreed).
    """

    month: dt.date
    product_id: int
    code: str
    name: str
    category: str
    unit: str
    quantity: Decimal
    amount: Decimal
    orders: int
    customers: int
    promoted: Decimal
    subsidy_each: Decimal | None
    subsidy: Decimal | None
    samples: Decimal
    returned: Decimal
    returned_amount: Decimal


class Soon(Struct, frozen=True, eq=False):
    """Who is about to need what from `today` on: `coming` within so many days, the earliest first and after them what
    may come any day, its day having passed but not its margin; apart from them what is `overdue` (its last likely day
    has passed, but it is not given up yet), the latest first. They hold (customer id, product id or category,
    ordinals); `services.repurchase.rows` makes rows of them.

    `why`: what is to be said where nothing is coming.
    """

    today: dt.date
    days: int
    by: By
    coming: Pairs
    overdue: Pairs
    why: Reason | None = None


class Case(Struct, frozen=True):
    """A last purchase beside what was foretold: days late (below zero: early), the margin in days, whether it was
    within. `what`: the product or category."""

    customer_id: int
    number: str
    name: str
    kind: str
    by: By
    what: str
    foretold_on: dt.date
    came_on: dt.date
    miss: int
    margin: int
    hit: bool
