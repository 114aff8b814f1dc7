"""Why a customer is in its tier or class: its place, the bounds around it, what moves it up (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from crmdesk.core.reasons import Reason
from crmdesk.core.tiers import LABELS, Division, Level, Ranked
from crmdesk.core.value_basis import shown


class Edge(Struct, frozen=True):
    """The last of a level, and how far from its value this one is (never below zero)."""

    level: str
    place: Ranked
    distance: Decimal


class Why(Struct, frozen=True):
    """`upper`: the last of the next level above, whom it must pass to move up; None at the top, and where `opens` says
    which level any positive value would bring. `lower`: the last of its own level; None in the last one, below which
    there is nothing to fall to. `told`: the sentences."""

    rank: int
    count: int
    value: Decimal
    level: str
    upper: Edge | None
    lower: Edge | None
    opens: str | None
    told: tuple[Reason, ...]


def why(division: Division, rank: int, value: Decimal) -> Why:
    """Of the customer at a rank from 1 to `division.count`, with the value it has there."""
    own = division.at(rank)
    opens = _opening(division, value)
    above = None if opens else _above(division, own)
    upper = Edge(above.key, above.last, above.last.value - value) if above and above.last else None
    falls = own.key != division.bounds.levels[-1] and own.last
    lower = Edge(own.key, own.last, value - own.last.value) if falls and own.last else None
    told = (*_placed(division, own, value), *_moving(division, upper, lower, opens, rank))
    return Why(rank, division.count, value, own.key, upper, lower, opens, told)


def _above(division: Division, own: Level) -> Level | None:
    """The next level above that anybody is in."""
    higher = division.levels[: division.levels.index(own)]
    return next((level for level in reversed(higher) if level.count), None)


def _opening(division: Division, value: Decimal) -> str | None:
    """The level that any positive value would bring, for who has none: the one with room for one more."""
    if value > 0:
        return None
    if not division.positive:
        return division.bounds.levels[0]
    room = zip(division.bounds.levels, division.limits, strict=False)
    return next((level for level, limit in room if division.positive < limit), None)


def _placed(division: Division, own: Level, value: Decimal) -> Iterator[Reason]:
    """Which places its level has, and by which bounds."""
    level, place = LABELS[own.key], division.levels.index(own)
    if value <= 0:
        yield Reason("why-no-value", {"level": level})
        return
    assert own.first is not None
    assert own.last is not None
    percents, of = division.bounds.percents, division.by
    start, end = own.first.rank, own.last.rank
    params = {"level": level, "places": f"{start}–{end}" if start < end else str(start)}
    if place == len(percents):
        yield Reason(f"why-last-{of}", {**params, "percent": _percent(percents[-1])})
    elif not place:
        yield Reason(f"why-first-{of}", {**params, "percent": _percent(percents[0])})
    else:
        bounds = {"percent": _percent(percents[place]), "above": _percent(percents[place - 1])}
        yield Reason(f"why-between-{of}", {**params, **bounds})


def _moving(
    division: Division, upper: Edge | None, lower: Edge | None, opens: str | None, rank: int
) -> Iterator[Reason]:
    def amount(value: Decimal) -> Decimal | str:
        return shown(division.basis, value)

    if opens:
        yield Reason("why-opens", {"level": LABELS[opens]})
    elif upper:
        params = {"level": LABELS[upper.level], "place": upper.place.rank, "amount": amount(upper.place.value)}
        if upper.distance:
            yield Reason("why-up", {**params, "missing": amount(upper.distance)})
        else:
            yield Reason("why-up-tie", params)
    if lower and lower.place.rank == rank:
        yield Reason("why-edge", {"level": LABELS[lower.level]})
    elif lower:
        params = {"level": LABELS[lower.level], "place": lower.place.rank, "amount": amount(lower.place.value)}
        yield Reason("why-down", {**params, "ahead": amount(lower.distance)})


def _percent(percent: Decimal) -> str:
    return f"{percent.normalize():f}"
