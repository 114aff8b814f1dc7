"""Which customers to select: five good marks, three poor ones, four risks of big ones, fit (METHOD.md section 10).

The verdict is our own reading of the method: *poor* with the mark of bad credit, with two poor marks, or with more poor
marks than good ones; *good* with three good marks at least, no poor one, fewer than two risks and no misfit; else
*watch*.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from msgspec import Struct, field

from crmdesk.core.errors import Problem
from crmdesk.core.reasons import Reason

Verdict = Literal["good", "watch", "poor"]
GOOD = ("good_demand", "good_profit", "good_cheap", "good_loyal", "good_growing")
POOR = ("poor_demanding", "poor_credit", "poor_pulling")
RISKS = ("risk_financial", "risk_profit", "risk_management", "risk_loss")
MARKS = (*GOOD, *POOR, *RISKS)
VERDICTS: tuple[Verdict, ...] = ("good", "watch", "poor")
SORTS = ("sales", "day", "number", "name", "tier", "owner", "verdict")
"""What the list of customers assessed may be in the order of."""
LEAST, MOST = 1, 5
WIDEST_FIT = 1
_PREFIX, _DIGITS, _LONGEST = "A", 5, 15
_ENOUGH_GOOD, _MANY_POOR, _MANY_RISKS = 3, 2, 2


class Assessment(Struct, frozen=True):
    """`marks`: yes or no by key of `MARKS`, what nobody knows is missing. `level` of the customer and our `capacity`,
    1 to 5."""

    marks: Mapping[str, bool] = field(default_factory=dict)
    level: int | None = None
    capacity: int | None = None

    @property
    def gap(self) -> int | None:
        """How far the customer's level lies above (below zero: under) our capacity."""
        return None if self.level is None or self.capacity is None else self.level - self.capacity

    @property
    def misfit(self) -> bool:
        gap = self.gap
        return gap is not None and abs(gap) > WIDEST_FIT

    def has(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """The marks that were ticked among these."""
        return tuple(key for key in keys if self.marks.get(key))


class Judged(Struct, frozen=True):
    """The verdict with what it rests on; None where nothing was ticked or denied."""

    verdict: Verdict | None
    why: tuple[Reason, ...]


class Assessed(Struct, frozen=True):
    """An assessment that is kept: of whom, on which day, by whom of us."""

    id: int
    customer_id: int
    day: dt.date
    by: str | None
    assessment: Assessment
    notes: str = ""

    @property
    def number(self) -> str:
        """What it is called on the command line: A00012."""
        return f"{_PREFIX}{self.id:0{_DIGITS}d}"

    @property
    def judged(self) -> Judged:
        return judge(self.assessment)


class Selected(Struct, frozen=True):
    """A customer with its last assessment; `sales` of its last twelve months in yuan."""

    customer_id: int
    number: str
    name: str
    tier: str | None
    owner: str | None
    sales: Decimal
    assessed: Assessed


class Counts(Struct, frozen=True):
    """How many customers there are, how many were assessed, and of these, by their last assessment: how many have each
    verdict (of whom nothing was judged yet is in none), each risk, and a level that does not fit."""

    customers: int
    assessed: int
    verdicts: Mapping[Verdict, int]
    risks: Mapping[str, int]
    misfits: int


class Proposal(Struct, frozen=True):
    """A mark that the data suggests, with the figures it rests on."""

    key: str
    value: bool
    why: Reason


def id_in(number: str) -> int | None:
    """The id in a number of an assessment; None in another text."""
    bare = number.strip().upper().removeprefix(_PREFIX)
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= _LONGEST else None


def judge(assessment: Assessment) -> Judged:
    """Good, watch or poor."""
    if not assessment.marks:
        return Judged(None, (Reason("select-nothing"),))
    good, poor, risks = map(assessment.has, (GOOD, POOR, RISKS))
    why = [
        Reason("select-good", {"count": len(good), "of": len(GOOD)}),
        *([Reason("select-poor", {"count": len(poor), "of": len(POOR)})] if poor else []),
        *([Reason("select-credit")] if "poor_credit" in poor else []),
        *([Reason("select-risks", {"count": len(risks), "of": len(RISKS)})] if risks else []),
        *([Reason("select-misfit", {"level": assessment.level, "capacity": assessment.capacity})]
          if assessment.misfit else []),
    ]  # fmt: skip
    return Judged(_verdict(good, poor, risks, misfit=assessment.misfit), tuple(why))


def problems(level: int | None, capacity: int | None) -> Mapping[str, Problem]:
    """By field. Hard code: select-level (not from 1 to 5)."""
    given = {"level": level, "capacity": capacity}
    return {
        key: Problem("select-level", {"level": value}, hard=True)
        for key, value in given.items()
        if value is not None and not LEAST <= value <= MOST
    }


def _verdict(good: tuple[str, ...], poor: tuple[str, ...], risks: tuple[str, ...], *, misfit: bool) -> Verdict:
    if "poor_credit" in poor or len(poor) >= _MANY_POOR or len(poor) > len(good):
        return "poor"
    sound = not poor and len(risks) < _MANY_RISKS and not misfit
    return "good" if len(good) >= _ENOUGH_GOOD and sound else "watch"
