"""The sales plan: yearly targets of customers beside last year's and this year's sales (METHOD.md section 1)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct

from crmdesk.core.errors import Problem, UserError
from crmdesk.core.money import from_units, parse_number
from crmdesk.core.orders import NOTHING, to_fen
from crmdesk.core.periods import YEAR

SORTS = (
    "number", "name", "tier", "owner", "target", "last_year", "this_year", "monthly_average", "progress",
)  # fmt: skip
"""What the plan can be ordered by; empty values come last in both directions, equal ones by number."""
FIRST_YEAR, LAST_YEAR = 1900, 2200
LEAST_PERCENT, MOST_PERCENT = Decimal(-99), Decimal(1000)
_HUNDRED = Decimal(100)


class Figures(Struct, frozen=True):
    """Yuan: the target of a year, None where there is none; sales of the year before, whole; sales of the year up to
    today. Sales as tiers count them: orders on their date, less what came back."""

    target: Decimal | None
    last_year: Decimal
    this_year: Decimal
    months: int
    """How many months of the year have begun."""
    expected_progress: Decimal
    """The share of the year that is gone, from 0 to 1."""

    @property
    def monthly_average(self) -> Decimal | None:
        """This year's sales by each month that has begun; None before the year has."""
        return to_fen(self.this_year / self.months) if self.months else None

    @property
    def progress(self) -> Decimal | None:
        """The share of the target that is reached: 0.5 is half of it; None without a target."""
        return (self.this_year / self.target).quantize(Decimal("0.0001")) if self.target else None

    @property
    def left(self) -> Decimal | None:
        """What is still missing to the target; None without one."""
        return None if self.target is None else max(NOTHING, self.target - self.this_year)

    @property
    def behind(self) -> bool:
        """Whether less of the target is reached than of the year is gone."""
        return self.progress is not None and self.progress < self.expected_progress


class PlanRow(Struct, frozen=True):
    """A customer in the plan. `proposal`: last year's figure where there is no target yet and it is above nothing."""

    customer_id: int
    number: str
    name: str
    tier: str | None
    owner: str | None
    figures: Figures

    @property
    def target(self) -> Decimal | None:
        return self.figures.target

    @property
    def last_year(self) -> Decimal:
        return self.figures.last_year

    @property
    def this_year(self) -> Decimal:
        return self.figures.this_year

    @property
    def monthly_average(self) -> Decimal | None:
        return self.figures.monthly_average

    @property
    def progress(self) -> Decimal | None:
        return self.figures.progress

    @property
    def expected_progress(self) -> Decimal:
        return self.figures.expected_progress

    @property
    def proposal(self) -> Decimal | None:
        return to_fen(self.last_year) if self.target is None and self.last_year > 0 else None


class OwnerTotal(Struct, frozen=True):
    """The sums of one person's customers; `owner` None: of customers without one. `customers` are in the plan,
    `targeted` of them have a target."""

    owner: str | None
    customers: int
    targeted: int
    figures: Figures


class Totals(Struct, frozen=True):
    """The sums by owner, the highest target first, and those of all."""

    owners: tuple[OwnerTotal, ...]
    all: OwnerTotal


class Proposal(Struct, frozen=True):
    """What proposing targets would write: how many, their sum in yuan, and how many customers with orders last year are
    left out because these came to nothing or less."""

    count: int
    amount: Decimal
    left_out: int


class Reckoner(Struct, frozen=True):
    """Makes figures for a year as it stands today."""

    year: int
    today: dt.date

    def figures(self, target: int | None, before: int | None, now: int | None) -> Figures:
        """Of stored amounts."""
        return Figures(
            None if target is None else from_units(target),
            from_units(before or 0),
            from_units(now or 0),
            months_begun(self.year, self.today),
            share_gone(self.year, self.today),
        )


def months_begun(year: int, today: dt.date) -> int:
    if today.year == year:
        return today.month
    return YEAR if today.year > year else 0


def share_gone(year: int, today: dt.date) -> Decimal:
    """How much of a year is gone with today, from 0 to 1."""
    if today.year != year:
        return Decimal(1 if today.year > year else 0)
    days = 366 if calendar.isleap(year) else 365
    return (Decimal(today.timetuple().tm_yday) / days).quantize(Decimal("0.0001"))


def proposed(last_year: Decimal, percent: Decimal) -> Decimal:
    """Last year's figure so many percent higher, to the fen."""
    return to_fen(last_year * (_HUNDRED + percent) / _HUNDRED)


def checked_year(year: int) -> int:
    """Raises UserError('plan-year')."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UserError("plan-year", first=FIRST_YEAR, last=LAST_YEAR)
    return year


def problems(values: Mapping[str, Any]) -> dict[str, Problem]:
    """What is wrong about a target, by field. Hard: plan-year, target-negative."""
    found: dict[str, Problem] = {}
    year, amount = values.get("year"), values.get("amount")
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        found["year"] = Problem("plan-year", {"first": FIRST_YEAR, "last": LAST_YEAR}, hard=True)
    if amount is not None and amount < 0:
        found["amount"] = Problem("target-negative", hard=True)
    return found


def read_percent(text: str) -> Decimal:
    """A percentage as it is typed, below 0 or above 100 too. Raises UserError: 'plan-percent-unclear',
    'plan-percent'."""
    bare = text.strip().removesuffix("%").removesuffix("％")
    value = parse_number(bare).value
    if value is None:
        raise UserError("plan-percent-unclear", text=text)
    return checked_percent(value)


def checked_percent(percent: Decimal) -> Decimal:
    """Raises UserError('plan-percent')."""
    if not LEAST_PERCENT <= percent <= MOST_PERCENT:
        raise UserError("plan-percent", least=str(LEAST_PERCENT), most=str(MOST_PERCENT))
    return percent
