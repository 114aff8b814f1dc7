"""Five indicators of loyalty over a period, with the bare repeat-purchase rate beside them (METHOD.md section 7).

An indicator without data has no percentage: nothing is invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from crmdesk.core.reasons import Reason

KEYS = ("reputation", "named-demand", "return-rate", "complaint-rate", "selling-power")
REPEAT = "repeat-purchase"
SCALE = (25, 50, 75, 100)
LESS_IS_BETTER = frozenset({"complaint-rate"})
_HUNDRED = 100
_ONE = Decimal("0.1")


class Counted(Struct, frozen=True):
    """`part` of `whole`: answers, buyers or offers. More than the whole may have complained who did not buy."""

    part: int = 0
    whole: int = 0


class Indicator(Struct, frozen=True):
    """`percent` to one decimal, at most 100; None without data, then `why` says what is missing. `mark`: the mark of
    the scale it reaches, rounded up."""

    key: str
    counted: Counted
    percent: Decimal | None
    why: Reason | None = None

    @property
    def mark(self) -> int | None:
        if self.percent is None:
            return None
        return next(mark for mark in SCALE if self.percent <= mark)


def indicators(counted: Mapping[str, Counted]) -> tuple[Indicator, ...]:
    """Those of `KEYS` in their order, and the bare repeat-purchase rate last."""
    return tuple(_indicator(key, counted.get(key, Counted())) for key in (*KEYS, REPEAT))


def _indicator(key: str, counted: Counted) -> Indicator:
    if counted.whole <= 0:
        return Indicator(key, counted, None, Reason(f"indicator-{key}-none"))
    percent = (Decimal(counted.part) * _HUNDRED / Decimal(counted.whole)).quantize(_ONE, ROUND_HALF_UP)
    return Indicator(key, counted, min(percent, Decimal(_HUNDRED)))
