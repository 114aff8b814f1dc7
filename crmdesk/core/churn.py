"""Customers lost: the rate, how long customers stay, and why they leave (METHOD.md section 8)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from crmdesk.core.clv import MOST_YEARS
from crmdesk.core.reasons import Reason
from crmdesk.core.words import Label

Side = Literal["ours", "competitor", "objective", "other"]
OURS = ("defect", "trust", "neglect", "image", "staff-left")
SIDES: tuple[Side, ...] = ("ours", "competitor", "objective", "other")
SIDE_LABELS: Mapping[Side, Label] = {
    "ours": Label("Our own fault", "我方原因"),
    "competitor": Label("Found a better product", "找到更好的产品"),
    "objective": Label("Closed or moved", "倒闭或搬迁"),
    "other": Label("Other", "其他"),
}
REFERENCE: Mapping[Side, int] = {"ours": 70, "competitor": 13, "objective": 15, "other": 2}
"""Shares in percent to compare one's own with; the last three as read from a damaged chart."""
AS_READ: frozenset[Side] = frozenset({"competitor", "objective", "other"})
SILENT_MONTHS = 24
"""So many months without an order propose that a customer is lost."""
_HUNDRED = 100
_TENTH = Decimal("0.1")


class Rate(Struct, frozen=True):
    """`lost` in the period among `at_start`, those with an order before it. `percent` to one decimal and `exact` are
    None where nobody was there to be lost: then `why` says so."""

    lost: int
    at_start: int
    why: Reason | None = None

    @property
    def exact(self) -> Fraction | None:
        return Fraction(self.lost, self.at_start) if self.at_start > 0 else None

    @property
    def percent(self) -> Decimal | None:
        exact = self.exact
        return None if exact is None else _rounded(exact * _HUNDRED)


class Share(Struct, frozen=True):
    """How many left for a kind of reason, in percent of all whose reason is known (None: of none), and the reference
    share."""

    side: Side
    count: int
    percent: Decimal | None
    reference: int

    @property
    def as_read(self) -> bool:
        """Whether the reference share was read from a damaged chart."""
        return self.side in AS_READ


def rate(lost: int, at_start: int) -> Rate:
    """Of a period. Who was lost was there at its start: those who came and went within it are not among `lost`."""
    return Rate(lost, at_start, None if at_start > 0 else Reason("churn-nobody"))


def lifetime(yearly: Rate) -> Fraction | None:
    """How many years customers stay on average: 1 ÷ yearly churn rate; None where that is zero or not known."""
    exact = yearly.exact
    return 1 / exact if exact else None


def shown_years(years: Fraction) -> Decimal:
    """A lifetime to one decimal."""
    return _rounded(years)


def years_of_clv(yearly: Rate, default: int) -> int:
    """For how many years the lifetime value counts: the average lifetime rounded up, at most 20; `default` while it is
    not defined (section 9)."""
    years = lifetime(yearly)
    return default if years is None else min(MOST_YEARS, max(1, math.ceil(years)))


def side(reason: str) -> Side:
    """Whose the reason is: our own fault, a better product, closed or moved, or other (social and the rest)."""
    if reason in OURS:
        return "ours"
    return reason if reason in ("competitor", "objective") else "other"  # type: ignore[return-value]


def shares(reasons: Mapping[str, int]) -> tuple[Share, ...]:
    """From how many left for each reason, against the reference shares."""
    counts = dict.fromkeys(SIDES, 0)
    for reason, count in reasons.items():
        counts[side(reason)] += count
    whole = sum(counts.values())
    return tuple(
        Share(each, count, _rounded(Fraction(count * _HUNDRED, whole)) if whole else None, REFERENCE[each])
        for each, count in counts.items()
    )


def _rounded(exact: Fraction) -> Decimal:
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_TENTH, ROUND_HALF_UP)
