"""What a ranking of all customers shows: rows, saved runs, what a value is made of (METHOD.md section 4).

Amounts are Decimal yuan (points where customers are ranked by score), ranks count from 1.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct

from crmdesk.core.reasons import Reason
from crmdesk.core.tiers import CLASSES, TIERS, Bounds, By
from crmdesk.core.tiers_moves import Move
from crmdesk.core.tiers_why import Why
from crmdesk.core.value_basis import Period

Scheme = Literal["pyramid", "abc"]
SCHEMES: tuple[Scheme, ...] = ("pyramid", "abc")
LEVELS: Mapping[Scheme, tuple[str, ...]] = {"pyramid": TIERS, "abc": CLASSES}
SourceKind = Literal["order", "return", "interaction", "complaint"]


class TierRow(Struct, frozen=True):
    """A place. `share` and `cumulated`: of what is brought, percent to one decimal; None where the value is below zero
    or nobody brings anything. `level`: by this ranking; `tier` and `grade` are in force, `tier_fixed` and `grade_fixed`
    tell those by hand. `moved`: places up since the former saved run (below zero: down), None without one or when new
    in it. Of a customer that is gone meanwhile number and name are empty."""

    rank: int
    customer_id: int
    value: Decimal
    share: Decimal | None
    cumulated: Decimal | None
    level: str
    number: str = ""
    name: str = ""
    kind: str = ""
    city: str | None = None
    tier: str | None = None
    tier_fixed: bool = False
    grade: str | None = None
    grade_fixed: bool = False
    stage: str | None = None
    owner: str | None = None
    moved: int | None = None
    tier_reason: str = ""
    grade_reason: str = ""


class Run(Struct, frozen=True):
    """A saved run. `at`: the UTC instant of saving; `today`: the day it was worked out for."""

    id: int
    at: str
    who: str
    scheme: Scheme
    basis: str
    today: dt.date
    period: Period
    by: By
    bounds: Bounds
    count: int
    notes: str


class Place(Struct, frozen=True):
    """Where a customer stood in a saved run."""

    run: Run
    rank: int
    value: Decimal
    level: str


class Source(Struct, frozen=True):
    """A record that a value comes from, and what it adds to it. `order_id`: of an order; `number` of an interaction is
    empty."""

    kind: SourceKind
    id: int
    number: str
    on: dt.date
    value: Decimal


class Part(Struct, frozen=True):
    """What a part of the period brought: a quarter, or a year where the period has no beginning."""

    first: dt.date
    last: dt.date
    value: Decimal


class Explained(Struct, frozen=True):
    """Why a customer stands where it stands.

    `tier`, `grade` and their reasons are what is in force; `fixed`: by hand. `former`: its place in the former saved
    run. `year`: its sales of the last twelve months. `parts`: of the period, oldest first. `ranks`: of a score, by
    part, the percentile ranks in points (None: not known). `told`: what else is to be said about the value.
    """

    customer_id: int
    number: str
    name: str
    why: Why
    tier: str | None
    tier_fixed: bool
    tier_reason: str
    grade: str | None
    grade_fixed: bool
    grade_reason: str
    former: Place | None
    year: Decimal
    parts: tuple[Part, ...]
    ranks: Mapping[str, Decimal | None]
    told: tuple[Reason, ...] = ()


class MoveRow(Struct, frozen=True):
    """A move with whose it is; number and name are empty of one that was erased."""

    move: Move
    number: str
    name: str
    change: Decimal


def bounds_text(by: By, bounds: Bounds) -> str:
    """Bounds as a run keeps them."""
    return json.dumps({"by": by, "percents": [str(percent) for percent in bounds.percents]})


def read_bounds(scheme: Scheme, text: str) -> tuple[By, Bounds]:
    """What `bounds_text` made."""
    kept: Any = json.loads(text)
    return kept["by"], Bounds(LEVELS[scheme], tuple(Decimal(percent) for percent in kept["percents"]))


def parts_of(period: Period, first: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The quarters of a period, cut off at its ends; the years from the day `first` on where it has no beginning."""
    found, months = [], 12 if period.first is None else 3
    start = period.first or dt.date(first.year, 1, 1)
    while start <= period.last:
        month = (start.month - 1) // months * months + months
        following = dt.date(start.year + month // 12, month % 12 + 1, 1)
        found.append((start, min(period.last, following - dt.timedelta(days=1))))
        start = following
    return found
