"""Tiers and classes: customers ranked by value and cut at bounds (METHOD.md section 4).

*Pyramid*: by rank; k among N is gold when k ≤ ⌈1 % · N⌉, silver when k ≤ ⌈20 % · N⌉, bronze when k ≤ ⌈50 % · N⌉, else
iron. *ABC* by share of cumulated value (who reaches the 80 % is still A), or by rank like the pyramid. Whoever has no
positive value is in the last one whatever the rank. Equal values are ranked by customer number, in the order of the
list by number (K10 before K2: texts).

Values are whole ten-thousandths (`core.value_basis`), highest first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from operator import neg
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core import choices
from crmdesk.core.errors import Problem
from crmdesk.core.money import from_units, parse_percent
from crmdesk.core.pareto import first_part, positive, reaches, shares
from crmdesk.core.reasons import Reason
from crmdesk.core.value_basis import shown
from crmdesk.core.words import Label

TIERS = tuple(choice.key for choice in choices.TIER)
CLASSES = tuple(choice.key for choice in choices.GRADE)
KEY_TIERS = TIERS[:2]
"""The key customers."""
LABELS: Mapping[str, Label] = {choice.key: choice.label for choice in (*choices.TIER, *choices.GRADE)}
GOLD_MEDAL = Decimal(5)
"""Percent of customers that are the gold-medal ones of this year, by last year's sales."""
By = Literal["customers", "value"]
_HUNDRED = 100
_FEW = 4


class Bounds(Struct, frozen=True):
    """Where `levels`, best first, end: for each but the last the percent of all up to which it goes."""

    levels: tuple[str, ...]
    percents: tuple[Decimal, ...]

    def problems(self) -> Mapping[str, Problem]:
        """By level. Hard codes: bound-range (not between 0 and 100), bound-order (not above the one before)."""
        found: dict[str, Problem] = {}
        for place, (level, percent) in enumerate(zip(self.levels, self.percents, strict=False)):
            if not 0 < percent < _HUNDRED:
                found[level] = Problem("bound-range", {"level": LABELS[level]}, hard=True)
            elif place and percent <= self.percents[place - 1]:
                params = {"level": LABELS[level], "before": LABELS[self.levels[place - 1]]}
                found[level] = Problem("bound-order", params, hard=True)
        return found


PYRAMID = Bounds(TIERS, (Decimal(1), Decimal(20), Decimal(50)))
ABC_VALUE = Bounds(CLASSES, (Decimal(80), Decimal(95)))
ABC_CUSTOMERS = Bounds(CLASSES, (Decimal(20), Decimal(50)))


def read_bounds(levels: tuple[str, ...], texts: Sequence[str]) -> tuple[Bounds | None, Mapping[str, Problem]]:
    """Bounds as they are typed, one text for each level but the last; None where they do not add up, and what is to be
    said by level. Codes: those of `parse_percent` and of `Bounds.problems`; bound-empty."""
    parsed = [parse_percent(text) for text in texts]
    problems = {
        level: each.problem or Problem("bound-empty", {"level": LABELS[level]}, hard=True)
        for level, each in zip(levels, parsed, strict=False)
        if each.problem or each.value is None
    }
    percents = tuple(each.value for each in parsed if each.value is not None)
    if len(percents) < len(parsed):
        return None, problems
    bounds = Bounds(levels, percents)
    problems |= bounds.problems()
    return (None if any(each.hard for each in problems.values()) else bounds), problems


class Ranked(Struct, frozen=True):
    """A place and the value that stands there."""

    rank: int
    value: Decimal


class Level(Struct, frozen=True):
    """One tier or class. Shares are percents to one decimal, those of all levels together 100.0; `value_share` is None
    where `unshared` says why. `first` and `last`: its ends, None when it is empty."""

    key: str
    count: int
    value: Decimal
    customers_share: Decimal | None
    value_share: Decimal | None
    first: Ranked | None = None
    last: Ranked | None = None
    unshared: Reason | None = None


class Division(Struct, frozen=True):
    """All customers, cut into levels, best first.

    `by`: what bounds are percents of, customers or cumulated value. `limits`: the rank at which each level but the last
    would end if all had positive values; `value`: of all together, what is below zero taken off; `brought`: of the
    `positive` ones alone, which shares are of. `notes`: what is to be said about the whole.
    """

    by: By
    basis: str
    bounds: Bounds
    count: int
    positive: int
    value: Decimal
    brought: Decimal
    limits: tuple[int, ...]
    levels: tuple[Level, ...]
    notes: tuple[Reason, ...] = ()

    @property
    def ends(self) -> tuple[int, ...]:
        """The last rank of each level but the last."""
        return tuple(min(limit, self.positive) for limit in self.limits)

    def level(self, key: str) -> Level:
        return self.levels[self.bounds.levels.index(key)]

    def at(self, rank: int) -> Level:
        """The level of a rank."""
        return self.levels[bisect_left(self.ends, rank)]

    def together(self, keys: Sequence[str] = KEY_TIERS) -> Level:
        """Several neighbouring levels as one, called as the first: the key customers. Their shares are the sums of
        those shown."""
        parts = [self.level(key) for key in keys]
        filled = [part for part in parts if part.count]
        value_shares = [part.value_share for part in parts if part.value_share is not None]
        counted = [part.customers_share for part in parts if part.customers_share is not None]
        return replace(
            parts[0],
            count=sum(part.count for part in parts),
            value=sum((part.value for part in parts), Decimal(0)),
            customers_share=sum(counted, Decimal(0)) if counted else None,
            value_share=sum(value_shares, Decimal(0)) if len(value_shares) == len(parts) else None,
            first=filled[0].first if filled else None,
            last=filled[-1].last if filled else None,
            unshared=next((part.unshared for part in parts if part.unshared), None),
        )


def limits(bounds: Bounds, count: int) -> tuple[int, ...]:
    """By rank: the last place of each level but the last among so many customers, whatever their values are."""
    return tuple(first_part(count, percent) for percent in bounds.percents)


def pyramid(values: Sequence[int], basis: str, bounds: Bounds = PYRAMID) -> Division:
    """Cut by rank; also the classes by share of customers (bounds ABC_CUSTOMERS). Bounds must have no problems."""
    return _divided("customers", values, basis, bounds, limits(bounds, len(values)))


def abc(values: Sequence[int], basis: str, bounds: Bounds = ABC_VALUE) -> Division:
    """Cut by share of cumulated value. Bounds must have no problems."""
    return _divided("value", values, basis, bounds, reaches(values, bounds.percents))


def gold_medals(values: Sequence[int], percent: Decimal = GOLD_MEDAL) -> int:
    """How many, from the first on, are forecast as gold-medal customers of this year; `values`: last year's sales."""
    return min(first_part(len(values), percent), positive(values))


def _divided(by: By, values: Sequence[int], basis: str, bounds: Bounds, limits: tuple[int, ...]) -> Division:
    """Cut after these ranks."""
    count, gaining = len(values), positive(values)
    ends = [0, *(min(limit, gaining) for limit in limits), count]
    cuts = list(pairwise(ends))
    sums = [sum(values[start:end]) for start, end in cuts]
    brought = sum(values[:gaining])
    numbers = shares([end - start for start, end in cuts])
    # only the last level holds who brings nothing or less: its part of what is brought is what the others leave
    worth = shares([*sums[:-1], brought - sum(sums[:-1])])
    levels = []
    for place, key in enumerate(bounds.levels):
        start, end = cuts[place]
        why = _unshared(sums[place], brought, count)
        levels.append(
            Level(
                key,
                end - start,
                from_units(sums[place]),
                numbers[place] if numbers else None,
                worth[place] if worth and not why else None,
                _ranked(values, start + 1) if start < end else None,
                _ranked(values, end) if start < end else None,
                why,
            )
        )
    made = Division(
        by, basis, bounds, count, gaining, from_units(sum(sums)), from_units(brought), limits, tuple(levels)
    )
    return replace(made, notes=_notes(made, values))


def _ranked(values: Sequence[int], rank: int) -> Ranked:
    return Ranked(rank, from_units(values[rank - 1]))


def _unshared(value: int, brought: int, count: int) -> Reason | None:
    if not count:
        return Reason("tiers-no-customers")
    if not brought:
        return Reason("tiers-no-value", {"count": count})
    return Reason("tiers-share-below-zero") if value < 0 else None


def _notes(made: Division, values: Sequence[int]) -> tuple[Reason, ...]:
    last, count = LABELS[made.bounds.levels[-1]], made.count
    if not made.positive:
        why = made.levels[0].unshared
        assert why is not None
        return (why,)
    notes = []
    if count == 1:
        notes.append(Reason("tiers-one"))
    elif values[0] == values[-1]:
        notes.append(Reason("tiers-all-equal", {"amount": _amount(made, values[0])}))
    else:
        notes += _ties(made, values)
    if 1 < count < _FEW:
        notes.append(Reason("tiers-few", {"count": count}))
    if made.positive < count:
        notes.append(Reason("tiers-without-value", {"count": count - made.positive, "level": last}))
    negative = bisect_left(values, 1, key=neg)
    if negative < count:
        params = {"count": count - negative, "amount": _amount(made, sum(values[negative:]))}
        notes.append(Reason("tiers-below-zero", params))
    return tuple(notes)


def _ties(made: Division, values: Sequence[int]) -> list[Reason]:
    """Bounds that run between customers of equal value."""
    return [
        Reason("tiers-tie", {"level": LABELS[made.at(end).key], "amount": _amount(made, values[end - 1])})
        for end in dict.fromkeys(made.ends)
        if 0 < end < made.count and values[end - 1] == values[end]
    ]


def _amount(made: Division, units: int) -> Decimal | str:
    return shown(made.basis, from_units(units))
