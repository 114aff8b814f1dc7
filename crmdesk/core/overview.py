"""The page one prints for the boss: sales against last year and plan, customers, debts, complaints (METHOD.md sections
1, 4, 6, 8 and 15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from crmdesk.core.complaint_figures import Figures as ComplaintFigures
from crmdesk.core.funnel import Funnel
from crmdesk.core.losses import Churned
from crmdesk.core.orders import NOTHING, to_fen, total
from crmdesk.core.periods import YEAR, add_months
from crmdesk.core.reasons import Reason
from crmdesk.core.receivables import Ages
from crmdesk.core.sales_plan import PlanRow

_HUNDRED = 100
_TENTH = Decimal("0.1")


class SalesMonth(Struct, frozen=True):
    """A calendar month (its first day): what was sold in it, None while it has not begun; in the same month of last
    year; and its part of the plan, a twelfth of the year's targets (None without any). Yuan."""

    month: dt.date
    sales: Decimal | None
    last_year: Decimal
    plan: Decimal | None


class Sales(Struct, frozen=True):
    """The calendar year month by month.

    `so_far`, and `last_year_so_far` up to the same day; `last_year` whole; `target` the sum of the year's targets (None
    without any) and `share_gone` how much of the year is gone (0–1). Yuan.
    """

    year: int
    months: tuple[SalesMonth, ...]
    so_far: Decimal
    last_year_so_far: Decimal
    last_year: Decimal
    target: Decimal | None
    share_gone: Decimal

    @property
    def change(self) -> Decimal | None:
        """How much more (below zero: less) than last year up to the same day, in percent; None where nothing was sold
        then."""
        if self.last_year_so_far <= 0:
            return None
        return ((self.so_far - self.last_year_so_far) * _HUNDRED / self.last_year_so_far).quantize(
            _TENTH, ROUND_HALF_UP
        )

    @property
    def progress(self) -> Decimal | None:
        """How much of the target is reached, in percent; None without a target."""
        return None if not self.target else (self.so_far * _HUNDRED / self.target).quantize(_TENTH, ROUND_HALF_UP)

    @property
    def why(self) -> tuple[Reason, ...]:
        """What is missing for a comparison."""
        years = {"year": str(self.year), "last_year": str(self.year - 1)}
        nothing = not self.so_far and not self.last_year and not any(each.sales for each in self.months)
        no_sales = (Reason("overview-no-sales", years),) if nothing else ()
        return (*no_sales, *(() if self.target else (Reason("overview-no-plan", {"year": str(self.year)}),)))


class CustomersMonth(Struct, frozen=True):
    """A calendar month from its `first` day to its `last` (at most today): customers that ordered for the first time,
    that were lost, and that were won back."""

    first: dt.date
    last: dt.date
    new: int
    lost: int
    won_back: int


class TierCount(Struct, frozen=True):
    """So many customers are in a tier (None: in none), with their sales of the last twelve months in yuan."""

    tier: str | None
    customers: int
    sales: Decimal


class Overview(Struct, frozen=True):
    """All of it, as it is on a day.

    `months`: the last twelve, with who came and went, and `churned` the rate of the twelve months that end today;
    `complaints`: of those received in them, `open_complaints` of whatever age; `top`: the customers with the most sales
    this year, in the order of `top_year` (last year while nothing was sold this year). `why`: what is missing of it.
    """

    today: dt.date
    customers: int
    sales: Sales
    months: tuple[CustomersMonth, ...]
    churned: Churned
    tiers: tuple[TierCount, ...]
    receivables: Ages
    complaints: ComplaintFigures
    open_complaints: int
    top: tuple[PlanRow, ...]
    top_year: int
    funnel: Funnel
    why: Reason | None = None


def sales(
    sold: Mapping[str, Decimal],
    today: dt.date,
    *,
    last_year_so_far: Decimal,
    target: Decimal | None,
    share_gone: Decimal,
) -> Sales:
    """From what was sold by month (2026-03) in this year and the last."""
    plan = to_fen(target / YEAR) if target else None
    months = tuple(_month(sold, dt.date(today.year, number, 1), today, plan) for number in range(1, YEAR + 1))
    return Sales(
        today.year,
        months,
        total(each.sales for each in months if each.sales is not None),
        last_year_so_far,
        total(each.last_year for each in months),
        target or None,
        share_gone,
    )


def _month(sold: Mapping[str, Decimal], month: dt.date, today: dt.date, plan: Decimal | None) -> SalesMonth:
    before = add_months(month, -YEAR)
    now = sold.get(f"{month:%Y-%m}", NOTHING) if month <= today else None
    return SalesMonth(month, now, sold.get(f"{before:%Y-%m}", NOTHING), plan)


def first_orders(began: Sequence[tuple[dt.date, int]], first: dt.date, last: dt.date) -> int:
    """How many ordered for the first time in these days, from how many did on each day."""
    return sum(count for day, count in began if first <= day <= last)
