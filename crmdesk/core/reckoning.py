"""What an order being typed would come to: prices proposed, amounts, what it means for what the customer owes.

METHOD.md sections 3 and 15.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct, field

from crmdesk.core.errors import Problem
from crmdesk.core.orders import Due


class Proposal(Struct, frozen=True):
    """The price for a customer on a day. `why`: 'list' price, 'promotion' (up to and with the day `until`, if it has an
    end), 'level' (the customer's discount), or 'policy' (the discount of its `tier`); the last price it paid for the
    product, when and how much of it."""

    price: Decimal | None
    discount: Decimal | None
    why: str
    level: str = ""
    """The words of the customer's price level."""
    tier: str = ""
    subsidy: Decimal | None = None
    until: dt.date | None = None
    last_price: Decimal | None = None
    last_discount: Decimal | None = None
    last_on: dt.date | None = None
    last_quantity: Decimal | None = None


class Risk(Struct, frozen=True):
    """What an order would mean for what a customer owes. `after`: owed with it, less what lies in the customer's
    favour; `beyond`: how much of that is over the limit; `hold`: 'credit', 'overdue', 'both', or None."""

    limit: Decimal | None
    owed: Decimal
    credit: Decimal
    after: Decimal
    beyond: Decimal
    overdue: Decimal
    overdue_since: dt.date | None
    hold: str | None


class ReckonedLine(Struct, frozen=True):
    """A line as it would be kept; `problems` by field key."""

    product_id: int | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    discount: Decimal | None = None
    amount: Decimal | None = None
    cost: Decimal | None = None
    sample: bool = False
    problems: Mapping[str, Problem] = field(default_factory=dict)

    @property
    def profit(self) -> Decimal | None:
        return None if self.amount is None or self.cost is None else self.amount - self.cost


class Reckoned(Struct, frozen=True):
    """What an order would come to as it is typed. `lines` stand for those given, blank ones too; `problems` by field
    key of the order, what is said of the whole under ''. `goods` less `reduction` is `amount`, `payable` what is left
    of it after returns; `margin`: profit in percent of it."""

    lines: tuple[ReckonedLine, ...]
    instalments: tuple[Mapping[str, Problem], ...]
    problems: Mapping[str, Problem]
    goods: Decimal
    reduction: Decimal
    amount: Decimal
    payable: Decimal
    cost: Decimal | None
    profit: Decimal | None
    margin: Decimal | None
    schedule: tuple[Due, ...]
    risk: Risk | None

    @property
    def refused(self) -> bool:
        parts = (self.problems, *(line.problems for line in self.lines), *self.instalments)
        return any(problem.hard for part in parts for problem in part.values())
