"""What customers are worth: lifetime value from the records, and customer equity (METHOD.md section 9).

Amounts are Decimal yuan.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from crmdesk.core.clv import YEAR_DAYS, Assumptions
from crmdesk.core.errors import Problem
from crmdesk.core.money import LIMIT, from_units
from crmdesk.core.orders import NOTHING, to_fen
from crmdesk.core.ranking import Source
from crmdesk.core.reasons import Reason
from crmdesk.core.value_basis import Period

MOST_YEARS = 100
"""Of a relationship, where somebody says how long it lasts."""
QUARTERS = 8
"""So many quarters back customer equity is followed."""
_HUNDRED = 100
_QUARTER = 3

YearsFrom = Literal["churn", "setting", "given"]


class Brought(Struct, frozen=True):
    """What a customer brought: gross profit of the orders whose cost is known, less what came back; and what serving it
    cost: contacts made, compensation of complaints. `unknown` of its `orders` have no known cost, samples aside."""

    profit: Decimal = NOTHING
    contacts: Decimal = NOTHING
    compensation: Decimal = NOTHING
    orders: int = 0
    unknown: int = 0

    @property
    def net(self) -> Decimal:
        """Gross profit less the cost to serve."""
        return self.profit - self.contacts - self.compensation

    @property
    def known(self) -> bool:
        """Whether the profit can be told: not where it bought something, and the cost of none of it is known."""
        return not self.orders or self.unknown < self.orders


class PastYear(Struct, frozen=True):
    """A calendar year; `last`: up to which day of it (of the present one today)."""

    year: int
    last: dt.date
    brought: Brought


class ComingYear(Struct, frozen=True):
    """The `year`-th year from today: what it brings (Rᵢ) and what that is worth today, to the fen."""

    year: int
    brings: Decimal
    worth: Decimal


class CustomerValue(Struct, frozen=True):
    """The lifetime value of one customer and what it rests on.

    `brought`: in `period`, the last twelve months, made of `records`. `days`: how many of them it was a customer; with
    fewer than a year `yearly` (R) is scaled, a guess. `clv` is None where `why` says so; `coming` is empty then.
    `years_from`: the churn rate, the setting, or given by who asked. `lost_on`: it is marked lost since.
    """

    customer_id: int
    number: str
    name: str
    today: dt.date
    period: Period
    assumptions: Assumptions
    years_from: YearsFrom
    brought: Brought
    days: int
    yearly: Decimal
    clv: Decimal | None
    coming: tuple[ComingYear, ...]
    past: tuple[PastYear, ...]
    records: tuple[Source, ...]
    lost_on: dt.date | None = None
    why: Reason | None = None
    notes: tuple[Reason, ...] = ()

    @property
    def guess(self) -> bool:
        """Whether it was scaled to a year."""
        return self.days < YEAR_DAYS


class Equity(Struct, frozen=True):
    """Customer equity of a day: `total` is the sum of all lifetime values, and so `customers` × `average`. Both are
    None where `why` says so. `unknown`: customers of whom no profit can be told, not among `customers`; `guessed`: of
    less than a year; `lost` of them are marked lost, `of_lost` is their part of the total."""

    on: dt.date
    total: Decimal | None
    customers: int
    unknown: int = 0
    guessed: int = 0
    lost: int = 0
    of_lost: Decimal = NOTHING
    why: Reason | None = None

    @property
    def average(self) -> Decimal | None:
        """To the fen."""
        return None if self.total is None or not self.customers else to_fen(self.total / self.customers)


class Course(Struct, frozen=True):
    """Customer equity today, and at the ends of the last quarters as of then, the oldest first; all with the same
    assumptions."""

    today: Equity
    quarters: tuple[Equity, ...]
    assumptions: Assumptions
    years_from: YearsFrom
    notes: tuple[Reason, ...] = ()


class ValueRow(Struct, frozen=True):
    """A customer in the list by lifetime value. `clv` is None where its profit cannot be told (`unknown`); `guess`: it
    was scaled to a year."""

    rank: int
    customer_id: int
    number: str
    name: str
    kind: str
    tier: str | None
    owner: str | None
    clv: Decimal | None
    net: Decimal
    guess: bool
    unknown: bool


class Values(Struct, frozen=True):
    """All living customers by lifetime value, the highest first, then those of whom it cannot be told: ids and values
    in ten-thousandths of a yuan."""

    today: dt.date
    assumptions: Assumptions
    years_from: YearsFrom
    ids: array[int]
    values: array[int]
    known: int
    notes: tuple[Reason, ...] = ()

    @property
    def count(self) -> int:
        return len(self.ids)


def problems(assumptions: Assumptions) -> Mapping[str, Problem]:
    """By name of the assumption. Hard codes: those of `Assumptions.problems`, clv-years-many (over a hundred)."""
    found = dict(assumptions.problems())
    if assumptions.years > MOST_YEARS:
        found["years"] = Problem("clv-years-many", {"years": assumptions.years, "most": MOST_YEARS}, hard=True)
    return found


def coming(net: Decimal, days: int, assumptions: Assumptions) -> tuple[ComingYear, ...]:
    """Year by year what a customer brings that brought `net` in so many days, and what that is worth today; empty where
    any of it is beyond what amounts may be."""
    rate, growth = (1 + Fraction(percent) / _HUNDRED for percent in (assumptions.rate, assumptions.growth))
    brings, found = Fraction(net) * YEAR_DAYS / days, []
    kept = Fraction(1)
    for year in range(1, assumptions.years + 1):
        kept /= rate
        if max(abs(brings), abs(brings * kept)) >= LIMIT:
            return ()
        found.append(ComingYear(year, _fen(brings), _fen(brings * kept)))
        brings *= growth
    return tuple(found)


def yearly(net: Decimal, days: int) -> Decimal:
    """What a customer brings in a year, from what it brought in so many days, to the fen."""
    return _fen(Fraction(net) * YEAR_DAYS / days)


def by_kind(records: Iterable[Source], orders: int, unknown: int) -> Brought:
    """What these records of a lifetime value bring and cost together."""
    sums = dict.fromkeys(("order", "return", "interaction", "complaint"), NOTHING)
    for one in records:
        sums[one.kind] += one.value
    profit = sums["order"] + sums["return"]
    return Brought(profit, abs(sums["interaction"]), abs(sums["complaint"]), orders, unknown)


def past(records: Sequence[Source], counts: Mapping[int, tuple[int, int]], today: dt.date) -> tuple[PastYear, ...]:
    """The calendar years from the first record on, the newest first; `counts`: orders, and those without a cost."""
    known = {one.on.year for one in records} | counts.keys()
    by_year: dict[int, list[Source]] = {year: [] for year in range(min(known, default=today.year + 1), today.year + 1)}
    for one in records:
        by_year[one.on.year].append(one)
    return tuple(
        PastYear(year, min(today, dt.date(year, 12, 31)), by_kind(of_year, *counts.get(year, (0, 0))))
        for year, of_year in sorted(by_year.items(), reverse=True)
    )


def quarter_ends(today: dt.date, count: int = QUARTERS) -> list[dt.date]:
    """The last days of the last so many quarters that are over, the oldest first."""
    first = dt.date(today.year, (today.month - 1) // _QUARTER * _QUARTER + 1, 1)
    found = []
    for _ in range(count):
        if first.toordinal() <= 1:
            break
        end = first - dt.timedelta(days=1)
        found.append(end)
        first = dt.date(end.year, end.month - _QUARTER + 1, 1)
    return found[::-1]


def equity_units(nets: Iterable[tuple[int, int]], factor: int) -> Fraction:
    """The exact sum of lifetime values, in ten-thousandths of a yuan, of what customers brought together in so many
    days; `factor` as of `core.clv`."""
    return sum((Fraction(net * YEAR_DAYS, days) for days, net in nets), Fraction(0)) * factor / 10**15


def amount(units: Fraction) -> Decimal | None:
    """Ten-thousandths of a yuan as an amount to the fen; None beyond what amounts may be."""
    return _fen(units / 10**4) if abs(units) < LIMIT * 10**4 else None


def _fen(exact: Fraction) -> Decimal:
    """Rounded once, half away from nothing."""
    fen = (2 * abs(exact.numerator) * _HUNDRED + exact.denominator) // (2 * exact.denominator)
    return from_units(-fen if exact < 0 else fen, 2)
