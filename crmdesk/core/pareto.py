"""Who brings how much: shares that add up, and the 80/20 curve of value (METHOD.md section 4).

Values are whole ten-thousandths, highest first, as the ranks have them. Shares are of what all with a positive value
bring together, *brought*: with returns above sales or cost above sales taken off, the best could bring more than all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate
from operator import neg

from msgspec import Struct

from crmdesk.core.money import from_units
from crmdesk.core.reasons import Reason

BEST, BRING = Decimal(20), Decimal(80)
MOST_POINTS = 200
_HUNDRED = 100
_TENTHS = 1000
_ONE = Decimal("0.1")


class Point(Struct, frozen=True):
    """The first `customers` bring `value`; both in percent of all too, exact for a chart."""

    customers: int
    value: Decimal
    customers_percent: Decimal
    value_percent: Decimal


class Pareto(Struct, frozen=True):
    """The curve from nobody to all `count`; what the first so many (`best`) bring together, and in percent of what is
    `brought`; how many `bring` the share that was asked for, and in percent of all. Without a positive value there is
    nothing to divide: no points, no shares, and `why`."""

    count: int
    brought: Decimal
    points: tuple[Point, ...]
    best: int
    best_value: Decimal
    best_share: Decimal | None
    bring: int
    bring_share: Decimal | None
    why: Reason | None = None


def first_part(count: int, percent: Decimal) -> int:
    """How many the first so many percent of `count` are: rounded up, in exact arithmetic."""
    top, bottom = percent.as_integer_ratio()
    return -(-top * count // (bottom * _HUNDRED))


def positive(values: Sequence[int]) -> int:
    """How many stand above nothing; they come first."""
    return bisect_left(values, 0, key=neg)


def reaches(values: Sequence[int], percents: Sequence[Decimal]) -> tuple[int, ...]:
    """For each percentage how many from the first on it takes to bring so much of what is brought: who reaches it is
    among them. Who brings nothing never is."""
    sums = list(accumulate(values[: positive(values)]))
    if not sums:
        return (0,) * len(percents)
    return tuple(bisect_left(sums, first_part(sums[-1], percent)) + 1 for percent in percents)


def shares(parts: Sequence[int]) -> tuple[Decimal, ...] | None:
    """Each part in percent of all to one decimal, so that together they are 100.0: cut off, and what is then missing
    goes, a tenth each, to the largest remainders, of equal ones to the first. None where all is nothing.

    Parts are not below zero.
    """
    whole = sum(parts)
    if not whole:
        return None
    tenths = [part * _TENTHS // whole for part in parts]
    left = _TENTHS - sum(tenths)
    by_remainder = sorted(range(len(parts)), key=lambda i: -(parts[i] * _TENTHS % whole))
    for place in by_remainder[:left]:
        tenths[place] += 1
    return tuple(Decimal(each).scaleb(-1) for each in tenths)


def share(part: int, whole: int) -> Decimal | None:
    """In percent to one decimal, rounded half up; None where the whole is nothing."""
    return (Decimal(part) * _HUNDRED / Decimal(whole)).quantize(_ONE, ROUND_HALF_UP) if whole else None


def pareto(values: Sequence[int], best: Decimal = BEST, bring: Decimal = BRING) -> Pareto:
    """The curve of at most 200 points, the share of the best 20 %, and how many bring 80 %."""
    count, gaining = len(values), positive(values)
    if not gaining:
        why = Reason("tiers-no-value" if count else "tiers-no-customers", {"count": count} if count else {})
        nothing = Decimal(0)
        return Pareto(count, nothing, (), first_part(count, best), nothing, None, 0, None, why)
    gains = values[:gaining]
    sums = [0, *accumulate(gains)]
    brought, leading = sums[-1], first_part(count, best)
    needed = bisect_left(sums, first_part(brought, bring))
    led = sums[min(leading, gaining)]
    points = tuple(_point(place, sums[min(place, gaining)], count, brought) for place in _places(count, leading))
    return Pareto(
        count,
        from_units(brought),
        points,
        leading,
        from_units(led),
        share(led, brought),
        needed,
        share(needed, count),
    )


def _point(place: int, value: int, count: int, brought: int) -> Point:
    across, up = Decimal(place) * _HUNDRED / Decimal(count), Decimal(value) * _HUNDRED / Decimal(brought)
    return Point(place, from_units(value), across, up)


def _places(count: int, leading: int) -> list[int]:
    """Nobody, all, the best, and ranks spread evenly between."""
    if count < MOST_POINTS:
        return list(range(count + 1))
    steps = MOST_POINTS - 2
    return sorted({leading, *(step * count // steps for step in range(steps + 1))})
