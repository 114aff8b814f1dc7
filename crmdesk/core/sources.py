"""Sources: how many customers and orders each brought, and what it cost (METHOD.md section 15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from crmdesk.core.errors import Problem
from crmdesk.core.orders import NOTHING, total
from crmdesk.core.reasons import Reason

_FEN = Decimal("0.01")
_PREFIX, _DIGITS, _LONGEST = "G", 5, 15


class Source(Struct, frozen=True):
    """In a period: customers that came by it, how many of these ordered, their orders and sales, what advertising on it
    cost. `source` None: not known."""

    source: str | None
    customers: int = 0
    buyers: int = 0
    orders: int = 0
    sales: Decimal = NOTHING
    cost: Decimal = NOTHING

    @property
    def per_customer(self) -> Decimal | None:
        """The cost of one customer; None where none came."""
        return (self.cost / self.customers).quantize(_FEN, ROUND_HALF_UP) if self.customers else None

    @property
    def per_order(self) -> Decimal | None:
        """The cost of one order; None where none came."""
        return (self.cost / self.orders).quantize(_FEN, ROUND_HALF_UP) if self.orders else None

    @property
    def why(self) -> Reason | None:
        """What is to be seen: money spent that brought no customer, or no order, or more than came in."""
        if self.cost <= 0:
            return None
        if not self.customers:
            return Reason("source-nobody", {"cost": self.cost})
        if not self.orders:
            return Reason("source-no-order", {"cost": self.cost, "customers": self.customers})
        if self.cost > self.sales:
            return Reason("source-dear", {"cost": self.cost, "sales": self.sales})
        return None


class Sources(Struct, frozen=True):
    """What each source brought from `first` (None: from the beginning) to `last`, both included; those that brought and
    cost nothing are left out."""

    first: dt.date | None
    last: dt.date
    rows: tuple[Source, ...]

    @property
    def all(self) -> Source:
        """The sums of all."""
        return summed(self.rows)


class SourceCost(Struct, frozen=True):
    """What was spent on a source on a day, in yuan."""

    id: int
    source: str
    day: dt.date
    amount: Decimal
    notes: str = ""

    @property
    def number(self) -> str:
        return number_of(self.id)


def number_of(cost_id: int) -> str:
    """What a cost is called on the command line: G00012."""
    return f"{_PREFIX}{cost_id:0{_DIGITS}d}"


def id_in(number: str) -> int | None:
    """The id in a number of a cost; None in another text."""
    bare = number.strip().upper().removeprefix(_PREFIX)
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= _LONGEST else None


def problems(day: dt.date | None, amount: Decimal | None, today: dt.date) -> Mapping[str, Problem]:
    """What is wrong with a cost, by field. Hard codes: source-cost-future, source-cost-amount (nothing or less)."""
    found = {}
    if day is not None and day > today:
        found["day"] = Problem("source-cost-future", hard=True)
    if amount is not None and amount <= 0:
        found["amount"] = Problem("source-cost-amount", hard=True)
    return found


def summed(rows: Iterable[Source]) -> Source:
    """Several sources as one."""
    found = list(rows)
    return Source(
        None,
        sum(row.customers for row in found),
        sum(row.buyers for row in found),
        sum(row.orders for row in found),
        total(row.sales for row in found),
        total(row.cost for row in found),
    )
