"""Delivered value: what customers get from us less what it costs them, beside a competitor (METHOD.md section 9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from crmdesk.core.errors import Problem

VALUES = ("product", "service", "people", "image")
COSTS = ("money", "time", "mental", "physical")
PARTS = (*VALUES, *COSTS)
LEAST, MOST = 0, 10
SIDES = ("ours", "theirs")
Score = int | Decimal
"""A whole one, or an average."""


class Delivered(Struct, frozen=True):
    """Scores from 0 to 10 by part; a part nobody scored is missing, and then there is no sum."""

    scores: Mapping[str, Score] = field(default_factory=dict)

    @property
    def value(self) -> Score | None:
        return self._sum(VALUES)

    @property
    def cost(self) -> Score | None:
        return self._sum(COSTS)

    @property
    def delivered(self) -> Score | None:
        """Total value less total cost."""
        value, cost = self.value, self.cost
        return None if value is None or cost is None else value - cost

    def _sum(self, parts: tuple[str, ...]) -> Score | None:
        return sum(self.scores[part] for part in parts) if all(part in self.scores for part in parts) else None


class Scoring(Struct, frozen=True):
    """What was scored with a customer on a day: typed values by field key, without empty ones; `competitor` is a
    name."""

    id: int
    customer_id: int
    values: Mapping[str, Any]
    competitor_id: int | None = None

    @property
    def day(self) -> dt.date:
        day: dt.date = self.values["day"]
        return day

    @property
    def ours(self) -> Delivered:
        return scored(self.values, "ours")

    @property
    def theirs(self) -> Delivered:
        return scored(self.values, "theirs")


class ScoringRow(Struct, frozen=True):
    """A scoring in a list of several customers, with whose it is."""

    scoring: Scoring
    customer_number: str
    customer_name: str


class Beside(Struct, frozen=True):
    """The averages of the last scorings of `customers` beside one competitor, or beside none (`competitor_id` None);
    each part of those who scored it, to two decimals, and the sums of these averages."""

    competitor_id: int | None
    name: str
    customers: int
    ours: Delivered
    theirs: Delivered


def scored(values: Mapping[str, Any], side: str) -> Delivered:
    """The scores of one side ('ours', 'theirs') in the values of a scoring."""
    return Delivered({part: values[f"{side}_{part}"] for part in PARTS if f"{side}_{part}" in values})


def behind(ours: Delivered, theirs: Delivered) -> tuple[str, ...]:
    """The parts in which the competitor is better: more value or less cost, the widest gap first."""
    gaps = {
        part: (theirs.scores[part] - ours.scores[part]) * (1 if part in VALUES else -1)
        for part in PARTS
        if part in ours.scores and part in theirs.scores
    }
    return tuple(sorted((part for part, gap in gaps.items() if gap > 0), key=lambda part: -gaps[part]))


def problems(scores: Mapping[str, int | None]) -> Mapping[str, Problem]:
    """By part. Hard code: delivered-score (not from 0 to 10)."""
    return {
        part: Problem("delivered-score", {"score": score}, hard=True)
        for part, score in scores.items()
        if score is not None and not LEAST <= score <= MOST
    }


def doubtful(values: Mapping[str, Any], today: dt.date, *, new: bool) -> Mapping[str, Problem]:
    """What is wrong with typed values, by field. Hard codes: delivered-score, delivered-future (a day to come),
    delivered-nobody (scores of theirs without a competitor), delivered-empty (no score at all)."""
    scores = {f"{side}_{part}": values.get(f"{side}_{part}") for side in SIDES for part in PARTS}
    found = dict(problems(scores))
    if values.get("day") is not None and values["day"] > today:
        found["day"] = Problem("delivered-future", hard=True)
    if new and any(score is not None for key, score in scores.items() if key.startswith("theirs_")):
        if values.get("competitor") is None:
            found["competitor"] = Problem("delivered-nobody", hard=True)
    elif new and all(score is None for score in scores.values()):
        found[f"ours_{PARTS[0]}"] = Problem("delivered-empty", hard=True)
    return found
