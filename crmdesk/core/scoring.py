"""The weighted score: how a customer stands among the buyers in five respects, put together (METHOD.md section 4).

Only who ordered in the last twelve months has one: among those who bought nothing a percentile would be an invention.
Each part is the customer's percentile rank among the buyers of whom that part is known. What is not known of a buyer
(never owed anything, so nobody knows whether it pays on time; cost unknown; not yet a customer in the year before) does
not count: the weights of what is known are taken as the whole.

Ranks and scores are whole ten-thousandths of a point.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import fields

from crmdesk.core.errors import Problem
from crmdesk.core.money import NUMBER_PLACES, from_units, to_units
from crmdesk.core.words import Label

PARTS: Mapping[str, Label] = {
    "sales": Label("Sales, last 12 months", "近 12 个月销售额"),
    "profit": Label("Gross profit, last 12 months", "近 12 个月毛利"),
    "orders": Label("Orders, last 12 months", "近 12 个月订单数"),
    "on_time": Label("Pays on time", "按时付款"),
    "growth": Label("Growth", "成长性"),
}
NONE = 0
"""No rank or score: a known one is above it."""
_POINTS = 1_000_000
"""A hundred points."""


class Weights(Struct, frozen=True):
    """What each part counts for; they need not add up to 100."""

    sales: Decimal = Decimal(40)
    profit: Decimal = Decimal(30)
    orders: Decimal = Decimal(10)
    on_time: Decimal = Decimal(10)
    growth: Decimal = Decimal(10)

    def of(self, part: str) -> Decimal:
        weight: Decimal = getattr(self, part)
        return weight

    def problems(self) -> Mapping[str, Problem]:
        """By part; what is said of all together under ''. Hard codes: weight-negative, weights-nothing."""
        found = {
            each.name: Problem("weight-negative", {"part": PARTS[each.name]}, hard=True)
            for each in fields(self)
            if self.of(each.name) < 0
        }
        if not found and not any(self.of(part) for part in PARTS):
            found[""] = Problem("weights-nothing", hard=True)
        return found


USUAL = Weights()


def percentile(below: int, equal: int, count: int) -> int:
    """The percentile rank among `count`, of whom `below` have less and `equal` as much (oneself among them): the
    middle of the places that equals share, (below + equal ÷ 2) ÷ count, of a hundred points. Rounded half up, never
    nothing; who is alone stands at 50."""
    return max(1, ((2 * below + equal) * _POINTS + count) // (2 * count))


def percentiles(values: Sequence[int | None]) -> array[int]:
    """The percentile rank of each value among those that are known; NONE for None."""
    ranks: dict[int | None, int] = Counter(values)
    count, below = len(values) - ranks.pop(None, 0), 0
    for value in sorted(value for value in ranks if value is not None):
        equal = ranks[value]
        ranks[value] = percentile(below, equal, count)
        below += equal
    ranks[None] = NONE
    return array("q", map(ranks.__getitem__, values))


def scores(parts: Mapping[str, Sequence[int | None]], weights: Weights = USUAL) -> array[int]:
    """The score of each customer; NONE for who ordered nothing (`orders` 0 or None) and where nothing that has weight
    is known. `parts`: for each of PARTS what is known of the same customers in the same order, in any unit.

    Weights must have no problems.
    """
    bought = parts["orders"]
    sums, known = [0] * len(bought), [0] * len(bought)
    for part, values in parts.items():
        if not (weight := _whole(weights.of(part))):
            continue
        ranks = percentiles([value if orders else None for value, orders in zip(values, bought, strict=True)])
        sums = [done + weight * rank for done, rank in zip(sums, ranks, strict=True)]
        known = [done + weight if rank else done for done, rank in zip(known, ranks, strict=True)]
    return array("q", [_mean(done, weight) for done, weight in zip(sums, known, strict=True)])


def score(ranks: Mapping[str, int], weights: Weights = USUAL) -> Decimal | None:
    """The score of one customer from the percentile ranks of its parts (NONE where not known), in points: what
    `scores` gives it."""
    known = {part: _whole(weights.of(part)) for part, rank in ranks.items() if rank != NONE}
    units = _mean(sum(weight * ranks[part] for part, weight in known.items()), sum(known.values()))
    return None if units == NONE else from_units(units)


def _whole(weight: Decimal) -> int:
    return to_units(weight, NUMBER_PLACES)


def _mean(done: int, weight: int) -> int:
    """Rounded half up."""
    return max(1, (2 * done + weight) // (2 * weight)) if weight else NONE
