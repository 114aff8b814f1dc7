"""Figures of complaints: how long each step and the whole took, how satisfied the customers are (METHOD.md section 6).

The median and the time within which nine of ten were done (90 %) are those of spreadsheet programs: MEDIAN and
PERCENTILE.INC, which lies between two values where their number asks for it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct, field

from crmdesk.core import complaints
from crmdesk.core.complaints import CLOSED, IMPORTED, OPEN, SATISFIED, STEPS, UNRESOLVED, Complaint, Event, Step
from crmdesk.core.periods import add_months, first_of_month
from crmdesk.core.words import Label

By = Literal["category", "product", "responsible", "month", "severity"]
BYS: tuple[By, ...] = ("category", "product", "responsible", "month", "severity")
LEVELS = ("high", "basic", "dissatisfied")
NONE = Label("Not stated", "未注明")
_HOUR = dt.timedelta(hours=1)


class Spread(Struct, frozen=True):
    """Of `n` times the median and the one within which nine of ten lie; None where there is none."""

    n: int = 0
    median: float | None = None
    p90: float | None = None


class LevelShare(Struct, frozen=True):
    """How many of those that are not open any more ended at this level, and their share of all that have one (0–1)."""

    level: str
    count: int
    share: float


class Group(Struct, frozen=True):
    """Complaints of one category, product (`key`: its id), person, month (2026-11) or severity; '' where it is not
    stated. Days are those from receipt to close, shares 0–1, `compensation` is in yuan."""

    key: str
    label: Label
    count: int
    open: int
    closed: int
    satisfied_share: float | None
    median_days: float | None
    p90_days: float | None
    rounds_mean: float | None
    compensation: Decimal


class MonthFigure(Struct, frozen=True):
    """One month (its first day): how many were received, and of those closed in it the share that was satisfied (0–1)
    and the median of the days from receipt."""

    month: dt.date
    received: int
    closed: int
    satisfied_share: float | None
    median_days: float | None


class Figures(Struct, frozen=True):
    """Of the complaints received in a time (None: without bound).

    `satisfied_share` (0–1): of those closed, given up or imported with a level, how many ended basically or highly
    satisfied. `rounds`: how many complaints had one round, two …, imported ones left out. `steps`: hours from the step
    before it or the beginning of the round; `omitted` of them could not be told, since no time of day is known.
    `days_to_close`: whole days. `months`: `closed` counts what was closed in the month whenever it was received.
    """

    first: dt.date | None
    last: dt.date | None
    by: By
    count: int
    open: int
    closed: int
    unresolved: int
    imported: int
    satisfied_share: float | None
    levels: tuple[LevelShare, ...]
    rounds: tuple[tuple[int, int], ...]
    steps: Mapping[str, Spread]
    days_to_close: Spread
    compensation: Decimal
    groups: tuple[Group, ...]
    months: tuple[MonthFigure, ...]
    omitted: int

    @property
    def ended(self) -> int:
        """How many are not open any more: closed, given up, or imported as closed."""
        return self.count - self.open


class Ended(Struct, frozen=True):
    """A complaint that is not open any more: when it came and went, and how."""

    received_at: dt.datetime
    closed_at: dt.datetime
    state: str
    level: str | None


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share (0–1) of the values lies, as PERCENTILE.INC works it out. Raises ValueError for
    no values."""
    if not values:
        raise ValueError(values)
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def spread(values: Sequence[float]) -> Spread:
    """Median and 90 % of some times."""
    return Spread(len(values), percentile(values, 0.5), percentile(values, 0.9)) if values else Spread()


class _Sums(Struct):
    """What is known of one group."""

    states: Counter[str] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    rounds: Counter[int] = field(default_factory=Counter)
    judged: int = 0
    satisfied: int = 0
    days: list[float] = field(default_factory=list)
    compensation: Decimal = Decimal(0)

    def add(self, one: Complaint, compensation: Decimal) -> None:
        self.states[one.state] += 1
        self.compensation += compensation
        if one.state != IMPORTED:
            self.rounds[one.round] += 1
        if one.is_open:
            return
        if one.level:
            self.levels[one.level] += 1
        if _is_judged(one.state, one.level):
            self.judged += 1
            self.satisfied += one.level in SATISFIED
        closed: dt.datetime | None = one.values.get("closed_at")
        if closed is not None:
            self.days.append(days_between(one.received_at, closed))

    @property
    def satisfied_share(self) -> float | None:
        return self.satisfied / self.judged if self.judged else None

    def group(self, key: str, label: Label) -> Group:
        handled, days = sum(self.rounds.values()), spread(self.days)
        mean = sum(rounds * count for rounds, count in self.rounds.items()) / handled if handled else None
        count, still = sum(self.states.values()), self.states[OPEN]
        return Group(
            key, label, count, still, count - still, self.satisfied_share, days.median, days.p90, mean,
            self.compensation,
        )  # fmt: skip


class Tally:
    """Takes complaints one after the other and says what they come to. `by`: what the groups are."""

    def __init__(self, by: By) -> None:
        self._by: By = by
        self._all = _Sums()
        self._groups: dict[str, _Sums] = {}
        self._hours: dict[str, list[float]] = {step: [] for step in STEPS}
        self._received: Counter[dt.date] = Counter()
        self._omitted = 0

    @property
    def keys(self) -> Sequence[str]:
        """The groups there are."""
        return tuple(self._groups)

    def add(self, one: Complaint, steps: Sequence[Step], events: Sequence[Event]) -> None:
        """A complaint with its steps in their order and what befell it."""
        paid = sum((step.values.get("amount") or Decimal(0) for step in steps), Decimal(0))
        self._all.add(one, paid)
        self._groups.setdefault(group_key(one, self._by), _Sums()).add(one, paid)
        self._received[first_of_month(one.received_at.date())] += 1
        begins = complaints.begins(one, steps, events)
        for step in steps:
            before = begins.get(step.round, step.at)
            if complaints.alone(before) or complaints.alone(step.at):
                self._omitted += 1
            else:
                self._hours[step.step].append(max(0.0, (step.at - before) / _HOUR))
            begins[step.round] = step.at

    def figures(
        self, first: dt.date | None, last: dt.date | None, labels: Mapping[str, Label], ended: Iterable[Ended]
    ) -> Figures:
        """`labels`: what the groups are called, in the order in which they are shown; `ended`: those closed in the
        time."""
        sums = self._all
        told = sum(sums.levels.values())
        return Figures(
            first=first, last=last, by=self._by, count=sum(sums.states.values()),
            open=sums.states[OPEN], closed=sums.states[CLOSED], unresolved=sums.states[UNRESOLVED],
            imported=sums.states[IMPORTED], satisfied_share=sums.satisfied_share,
            levels=tuple(LevelShare(key, sums.levels[key], sums.levels[key] / told if told else 0.0) for key in LEVELS),
            rounds=tuple(sorted(sums.rounds.items())),
            steps={step: spread(hours) for step, hours in self._hours.items()},
            days_to_close=spread(sums.days), compensation=sums.compensation,
            groups=tuple(self._groups[key].group(key, label) for key, label in labels.items()),
            months=_months(self._received, ended), omitted=self._omitted,
        )  # fmt: skip


def group_key(one: Complaint, by: By) -> str:
    """To which group a complaint belongs."""
    if by == "month":
        return f"{one.received_at:%Y-%m}"
    if by == "product":
        return str(one.product_id) if one.product_id is not None else ""
    return str(one.values.get(by) or "")


def days_between(received: dt.datetime, closed: dt.datetime) -> int:
    """Whole days by the calendar, so that a day alone counts like any other; never below zero."""
    return max(0, (closed.date() - received.date()).days)


def _is_judged(state: str, level: str | None) -> bool:
    """Whether it is known how satisfied the customer was in the end: who was given up was not."""
    return state in (CLOSED, UNRESOLVED) or level is not None


def _months(received: Counter[dt.date], ended: Iterable[Ended]) -> tuple[MonthFigure, ...]:
    closed: dict[dt.date, list[Ended]] = {}
    for one in ended:
        closed.setdefault(first_of_month(one.closed_at.date()), []).append(one)
    known = [*received, *closed]
    months: list[MonthFigure] = []
    month = min(known, default=None)
    while month is not None and month <= max(known):
        months.append(_month(month, received[month], closed.get(month, [])))
        month = add_months(month, 1)
    return tuple(months)


def _month(month: dt.date, received: int, ended: Sequence[Ended]) -> MonthFigure:
    judged = [one for one in ended if _is_judged(one.state, one.level)]
    share = sum(one.level in SATISFIED for one in judged) / len(judged) if judged else None
    days = spread([days_between(one.received_at, one.closed_at) for one in ended])
    return MonthFigure(month, received, len(ended), share, days.median)
