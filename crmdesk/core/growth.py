"""The growth score: whether a small customer may become a good one (METHOD.md section 4; the figures are our own).

Two parts from 0 to 100 points, half and half; where only one is known it stands alone, without either there is none:

* *trend* of its own orders: sales of the last twelve months ÷ (those and the ones of the twelve months before), so 50
  is as before, 100 from nothing, 0 to nothing. Sums below zero count as nothing. Not known without sales in either, and
  of who ordered for the first time within the last twelve months: it was no customer in the year to be compared with.
* *size of need*: the percentile rank (`core.scoring`) of what it needs in a year, in yuan, among all of whom that is
  known (expected amount, what it buys elsewhere in place of ours).

Scores are whole ten-thousandths of a point.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from decimal import Decimal

from crmdesk.core.money import from_units
from crmdesk.core.scoring import NONE as NO_RANK
from crmdesk.core.scoring import percentiles

UNKNOWN = -1
"""No trend or score: a known one may be nothing."""
_POINTS = 1_000_000


def trend(now: int, before: int, *, known_before: bool) -> int:
    """Of one customer; `now` and `before` in any unit, `known_before`: its first order is older than twelve months.
    UNKNOWN where it cannot be told."""
    now, before = max(0, now), max(0, before)
    both = now + before
    return (2 * now * _POINTS + both) // (2 * both) if known_before and both else UNKNOWN


def growth(trends: Sequence[int], needs: Sequence[int | None]) -> array[int]:
    """The score of each customer from its trend and its yearly need (None: not known); UNKNOWN without either."""
    made = array("q")
    for own, rank in zip(trends, percentiles(needs), strict=True):
        if own == UNKNOWN or rank == NO_RANK:
            made.append(own if rank == NO_RANK else rank)
        else:
            made.append((own + rank + 1) // 2)
    return made


def points(score: int) -> Decimal | None:
    """A score as it is shown; None for UNKNOWN."""
    return None if score == UNKNOWN else from_units(score)
