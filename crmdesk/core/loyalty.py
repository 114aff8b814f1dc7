"""Loyalty as figures: the matrix with its customers, indicators over periods, the records behind them (METHOD.md
section 7). The rules are those of `core.satisfaction` and `core.indicators`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from msgspec import Struct

from crmdesk.core.customers import CustomerRow
from crmdesk.core.indicators import REPEAT, Indicator
from crmdesk.core.periods import add_months, first_of_month
from crmdesk.core.reasons import Reason
from crmdesk.core.satisfaction import LEVELS, MATRIX, Level, Loyalty
from crmdesk.core.surveys import SurveyRow
from crmdesk.core.value_basis import Period
from crmdesk.core.words import Label

Step = Literal["month", "quarter"]
STEPS: Mapping[Step, int] = {"month": 1, "quarter": 3}
"""How many months a period of a course has."""
UNJUDGED = "unjudged"
"""In the place of a field: those of whom no survey judges product and service."""
FIELDS: tuple[Loyalty, ...] = tuple(MATRIX.values())
TITLES: Mapping[str, Label] = {
    "reputation": Label("Reputation", "美誉度"),
    "named-demand": Label("Named demand", "指名度"),
    "return-rate": Label("Return rate", "回头率"),
    "complaint-rate": Label("Complaint rate", "抱怨率"),
    "selling-power": Label("Selling power", "销售力"),
    REPEAT: Label("Repeat-purchase rate", "重复购买率"),
}
"""What the indicators are called."""
RecordKind = Literal["survey", "customer", "order"]
_ONE_DAY = dt.timedelta(days=1)
_HUNDRED = 100
_TENTH = Decimal("0.1")


class Quadrant(Struct, frozen=True):
    """A field of the matrix: how many customers stand in it, in percent of all that were judged (None: nobody was), and
    their sales of the last 12 months together, in yuan."""

    loyalty: Loyalty
    count: int
    percent: Decimal | None
    value: Decimal


class LevelCount(Struct, frozen=True):
    """How many customers were so satisfied when last asked, in percent of all that were asked (None: nobody was)."""

    level: Level
    count: int
    percent: Decimal | None


class Matrix(Struct, frozen=True):
    """The loyalty matrix as of `today`; `period`: the last 12 months, whose sales are the value. `judged` customers
    stand in a field, `unjudged` in none. `ids`: all that are judged, those of most value first; beside them `values` in
    ten-thousandths of a yuan and `places`, their fields as places in `FIELDS`. `why`: why there is nothing to see.
    `levels`: by a survey or at the end of a complaint, whichever was last.
    """

    today: dt.date
    period: Period
    fields: tuple[Quadrant, ...]
    judged: int
    unjudged: int
    levels: tuple[LevelCount, ...]
    ids: Sequence[int]
    values: Sequence[int]
    places: Sequence[int]
    why: Reason | None = None

    def field(self, loyalty: str) -> Quadrant:
        return next(each for each in self.fields if each.loyalty == loyalty)

    def positions(self, loyalty: str) -> list[int]:
        """Where the customers of a field stand among `ids`, from 0."""
        place = FIELDS.index(loyalty)
        return [at for at, there in enumerate(self.places) if there == place]

    def of(self, loyalty: str) -> list[int]:
        """The ids of a field, those of most value first."""
        return [self.ids[at] for at in self.positions(loyalty)]


class Standing(Struct, frozen=True):
    """A customer in the matrix (or in none of its fields: `survey` is None), the survey that put it there, and its
    sales of the last 12 months in yuan."""

    customer: CustomerRow
    survey: SurveyRow | None
    sales: Decimal


class Indicators(Struct, frozen=True):
    """The five indicators of a period, the repeat-purchase rate last."""

    period: Period
    all: tuple[Indicator, ...]

    def of(self, key: str) -> Indicator:
        return next(each for each in self.all if each.key == key)


class Behind(Struct, frozen=True):
    """The records an indicator is counted from: those that are its part or (`whole`) all it is a part of, the latest
    first. As many as the indicator says. `kind`: what the ids are of."""

    key: str
    period: Period
    whole: bool
    kind: RecordKind
    ids: Sequence[int]


class Record(Struct, frozen=True):
    """A record behind an indicator: of the survey, the order or offer, or the customer itself. `day`: when it was, or
    when the customer bought or complained last; `reason`: what counts, as a sentence."""

    kind: RecordKind
    id: int
    number: str
    customer_id: int
    customer_number: str
    customer_name: str
    day: dt.date
    reason: Reason


def quadrants(counts: Mapping[str, int], values: Mapping[str, Decimal]) -> tuple[Quadrant, ...]:
    """By field how many stand there and what they bring."""
    whole = sum(counts.values())
    return tuple(
        Quadrant(each, counts.get(each, 0), percent(counts.get(each, 0), whole), values.get(each, Decimal(0)))
        for each in FIELDS
    )


def level_counts(counts: Mapping[str, int]) -> tuple[LevelCount, ...]:
    """The most satisfied first."""
    whole = sum(counts.values())
    return tuple(
        LevelCount(each, counts.get(each, 0), percent(counts.get(each, 0), whole)) for each in reversed(LEVELS)
    )


def percent(part: int, whole: int) -> Decimal | None:
    """To one decimal; None of nothing."""
    return (Decimal(part * _HUNDRED) / whole).quantize(_TENTH, ROUND_HALF_UP) if whole else None


def periods(last: dt.date, step: Step, count: int) -> tuple[Period, ...]:
    """So many months or quarters of the calendar, the earliest first; the last one is that of `last` and ends on it."""
    months = STEPS[step]
    first = add_months(first_of_month(last), -((last.month - 1) % months))
    firsts = [add_months(first, -months * back) for back in range(count - 1, -1, -1)]
    return tuple(Period(each, min(last, add_months(each, months) - _ONE_DAY)) for each in firsts)
