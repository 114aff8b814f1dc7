"""Time and money spent on contacts with customers, against the profit they bring (METHOD.md section 9).

Amounts are Decimal yuan, shares percent to one decimal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from crmdesk.core.money import from_units
from crmdesk.core.orders import to_fen
from crmdesk.core.reasons import Reason
from crmdesk.core.value_basis import Period

By = Literal["customer", "tier"]
Sort = Literal["minutes", "cost", "profit", "per-hour"]
SORTS: tuple[Sort, ...] = ("minutes", "cost", "profit", "per-hour")
"""Most minutes, cost or profit first; the least profit by hour first."""


class Spent(Struct, frozen=True):
    """Time and money spent on contacts with a customer, or with all of a tier, against its gross profit.

    `key`: the tier ('' without one), or the customer's number. `timed` of the `contacts` have their minutes noted,
    `unknown` of the `orders` have no known cost, samples aside; `profit` is None where none has one. Shares are of the
    total; None where that is nothing, or the figure below zero.
    """

    key: str
    customers: int
    contacts: int
    timed: int
    minutes: int
    cost: Decimal
    profit: Decimal | None
    orders: int = 0
    unknown: int = 0
    minutes_share: Decimal | None = None
    cost_share: Decimal | None = None
    profit_share: Decimal | None = None
    customer_id: int | None = None
    name: str = ""
    tier: str | None = None

    @property
    def net(self) -> Decimal | None:
        """Gross profit less what the contacts cost."""
        return None if self.profit is None else self.profit - self.cost

    @property
    def per_hour(self) -> Decimal | None:
        """Gross profit less what the contacts cost, by hour spent, to the fen; None without minutes."""
        net = self.net
        return None if net is None or not self.minutes else to_fen(net * 60 / self.minutes)


class TimeSpent(Struct, frozen=True):
    """Of a period. `lines`: by tier; by customer there are `count` rows instead, read by page in the order of `ids`
    with what was `figures` of each. `why`: nothing happened in it."""

    period: Period
    by: By
    total: Spent
    lines: tuple[Spent, ...] = ()
    ids: Sequence[int] = ()
    figures: Mapping[str, Sequence[int]] | None = None
    why: Reason | None = None

    @property
    def count(self) -> int:
        return len(self.lines) if self.by == "tier" else len(self.ids)


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """In percent of a whole; None where that is nothing, or the part below zero."""
    if whole <= 0 or part < 0:
        return None
    return from_units(round(Fraction(part) * 1000 / Fraction(whole)), 1)
