"""Customer lifetime value: what a customer is going to bring, counted in today's money (METHOD.md section 9).

CLV = Σ over i = 1…n of Rᵢ ÷ (1 + r)ⁱ. What it brings in a year, R, is the gross profit of the last twelve months less
the cost of serving it; each further year it grows by a rate that is nothing unless it is set. Who ordered for the first
time within these twelve months is scaled to a year, a guess.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction

from msgspec import Struct

from crmdesk.core.errors import Problem, UserError

MOST_YEARS = 20
"""Of a relationship, where its length is worked out."""
LEAST_DAYS = 30
"""A customer of fewer days is scaled as one of so many: a single day says nothing about a year."""
YEAR_DAYS = 365
_HUNDRED = Decimal(100)
_DECIMALS = 4
_UNITS = 10**_DECIMALS
_YUAN = 1_000_000_000_000_000


class Assumptions(Struct, frozen=True):
    """What is taken for granted: the discount rate in percent, for how many years a customer stays (five while the
    churn rate is not defined), and by how many percent what it brings grows each year."""

    rate: Decimal = Decimal(10)
    years: int = 5
    growth: Decimal = Decimal(0)

    def problems(self) -> Mapping[str, Problem]:
        """By name of the assumption. Hard codes: clv-rate, clv-growth (−100 % or less), clv-years (under one)."""
        found: dict[str, Problem] = {}
        for name, percent in (("rate", self.rate), ("growth", self.growth)):
            if percent <= -_HUNDRED:
                found[name] = Problem(f"clv-{name}", {"percent": f"{percent.normalize():f}"}, hard=True)
        if self.years < 1:
            found["years"] = Problem("clv-years", {"years": self.years}, hard=True)
        return found


def clv(flows: Sequence[Decimal], rate: Decimal) -> Decimal:
    """The present worth of what each of the coming years brings; `rate` in percent. Rounded to four decimals.

    Raises UserError: 'clv-rate', 'clv-years' (no year at all).
    """
    _check(Assumptions(rate, len(flows)))
    kept = 1 + Fraction(rate) / 100
    worth = Fraction(0)
    for flow in reversed(flows):
        worth = (worth + Fraction(flow)) / kept
    units = _rounded(worth * _UNITS)
    return Decimal(units).scaleb(-_DECIMALS, Context(prec=max(1, len(str(units)))))


def factor(assumptions: Assumptions) -> int:
    """The lifetime value of one yuan a year, in 10⁻¹⁵ yuan. Raises UserError: the codes of `Assumptions.problems`."""
    _check(assumptions)
    kept, grows = 1 + Fraction(assumptions.rate) / 100, 1 + Fraction(assumptions.growth) / 100
    worth = Fraction(0)
    for _ in range(assumptions.years):
        worth = (worth * grows + 1) / kept
    return _rounded(worth * _YUAN)


def _rounded(value: Fraction) -> int:
    """To whole numbers, halves away from nothing."""
    whole = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return -whole if value < 0 else whole


def days_of(since: dt.date, today: dt.date) -> int:
    """For how many days a customer counts that ordered first on a day within the last twelve months."""
    return max(LEAST_DAYS, min((today - since).days + 1, YEAR_DAYS))


def worth(net: int, days: int, factor: int) -> int:
    """The lifetime value of who brought `net` in so many days (a year: YEAR_DAYS); both in whole ten-thousandths,
    rounded half away from nothing."""
    whole = days * _YUAN
    units = (2 * abs(net) * YEAR_DAYS * factor + whole) // (2 * whole)
    return -units if net < 0 else units


def _check(assumptions: Assumptions) -> None:
    for problem in assumptions.problems().values():
        raise UserError(problem.code, **problem.params)
