"""Figures of complaints: percentiles as spreadsheet programs have them, hours per step, shares, groups and months."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.complaint_figures import (
    By,
    Ended,
    Figures,
    LevelShare,
    MonthFigure,
    Spread,
    Tally,
    group_key,
    percentile,
    spread,
)
from crmdesk.core.complaints import Complaint, Event, Step
from crmdesk.core.words import Label

AT = dt.datetime(2026, 3, 2, 9, 0)


def moment(hours: float) -> dt.datetime:
    return AT + dt.timedelta(hours=hours)


def complaint(state: str = "closed", round_: int = 1, **values: Any) -> Complaint:
    known = {"received_at": AT, "state": state, "round": round_, **values}
    return Complaint(1, "T00001", 1, {key: value for key, value in known.items() if value is not None})


def step(name: str, hours: float, round_: int = 1, **values: Any) -> Step:
    return Step(1, round_, name, moment(hours), values)


def figures(
    *cases: tuple[Complaint, Sequence[Step], Sequence[Event]], by: By = "category", ended: Sequence[Ended] = ()
) -> Figures:
    tally = Tally(by)
    for case in cases:
        tally.add(*case)
    return tally.figures(None, None, {key: Label(key, key) for key in tally.keys}, ended)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([7], 0.5, 7),
        ([7], 0.9, 7),
        ([1, 2], 0.5, 1.5),
        ([3, 1, 2], 0.5, 2),
        ([4, 1, 3, 2], 0.9, 3.7),  # =PERCENTILE.INC({1,2,3,4},0.9)
        (range(1, 12), 0.9, 10),
        ([0, 0, 10], 0.0, 0),
        ([0, 0, 10], 1.0, 10),
    ],
)
def test_percentiles_are_those_of_spreadsheet_programs(values: Sequence[float], share: float, expected: float) -> None:
    assert percentile(list(values), share) == pytest.approx(expected)


def test_of_no_times_there_is_no_percentile() -> None:
    with pytest.raises(ValueError, match=r"\[\]"):
        percentile([], 0.5)
    assert spread([]) == Spread(0, None, None)


@settings(max_examples=60)
@given(st.lists(st.floats(0, 1e6, allow_nan=False), min_size=2, max_size=40))
def test_median_and_ninety_per_cent_agree_with_the_standard_library(values: list[float]) -> None:
    found = spread(values)
    assert found.n == len(values)
    assert found.median == pytest.approx(statistics.median(values))
    assert found.p90 == pytest.approx(statistics.quantiles(values, n=10, method="inclusive")[8])
    assert min(values) <= percentile(values, 0.9) <= max(values)


def test_hours_of_a_step_run_from_the_step_before_it_or_the_beginning_of_the_round() -> None:
    steps = [
        step("listen", 2), step("apologise", 2.5), step("confirm", 50, level="dissatisfied"),
        step("listen", 53, 2), step("apologise", 54, 2),
    ]  # fmt: skip
    found = figures((complaint("open", 2), steps, []))
    assert found.steps["listen"] == Spread(2, 2.5, 2.9)  # 2 h after receipt, 3 h after the dissatisfied customer
    assert found.steps["apologise"] == Spread(2, 0.75, pytest.approx(0.95))
    assert found.steps["confirm"] == Spread(1, 47.5, 47.5)
    assert found.steps["restate"] == Spread()
    assert found.omitted == 0


def test_a_round_begun_by_reopening_counts_from_there() -> None:
    reopened = Event(1, "reopened", moment(100), 2, {})
    steps = [step("confirm", 3, level="high"), step("listen", 101, 2)]
    found = figures((complaint("open", 2), steps, [reopened]))
    assert found.steps["listen"] == Spread(1, 1.0, 1.0)


def test_days_alone_count_as_days_and_not_as_hours() -> None:
    day = dt.datetime(2026, 3, 4)
    alone = Step(1, 1, "listen", day, {})
    after = Step(2, 1, "apologise", day.replace(hour=11), {})
    timed = Step(3, 1, "restate", day.replace(hour=12), {})
    found = figures((complaint(closed_at=dt.datetime(2026, 3, 9), level="basic"), [alone, after, timed], []))
    assert found.omitted == 2  # the step of a day alone, and the one that follows it
    assert {name: one.n for name, one in found.steps.items() if one.n} == {"restate": 1}
    assert found.days_to_close == Spread(1, 7, 7)


def test_what_was_typed_before_it_came_takes_no_time() -> None:
    found = figures((complaint(closed_at=AT - dt.timedelta(days=3), level="high"), [step("listen", -2)], []))
    assert found.steps["listen"] == Spread(1, 0.0, 0.0)
    assert found.days_to_close == Spread(1, 0, 0)


@pytest.mark.parametrize(
    ("state", "level", "judged"),
    [
        ("closed", "high", True),
        ("closed", "basic", True),
        ("unresolved", None, False),
        ("unresolved", "dissatisfied", False),
        ("imported", "basic", True),
        ("imported", "dissatisfied", False),
        ("imported", None, None),
        ("open", None, None),
        ("open", "dissatisfied", None),
    ],
)
def test_who_counts_as_satisfied(state: str, level: str | None, judged: bool | None) -> None:
    found = figures((complaint(state, level=level), [], []))
    assert found.satisfied_share == (None if judged is None else float(judged))
    assert getattr(found, state) == found.count == 1


def test_levels_rounds_and_compensation() -> None:
    paid = step("compensate", 5, amount=Decimal("120.50"))
    more = step("compensate", 60, 2, amount=Decimal(30))
    found = figures(
        (complaint(level="high"), [paid], []),
        (complaint("closed", 2, level="basic"), [paid, more], []),
        (complaint("unresolved", 1, level="dissatisfied"), [step("compensate", 9)], []),
        (complaint("imported", level="basic"), [], []),
    )
    assert found.levels == (
        LevelShare("high", 1, 0.25),
        LevelShare("basic", 2, 0.5),
        LevelShare("dissatisfied", 1, 0.25),
    )
    assert found.rounds == ((1, 2), (2, 1))  # the imported one was handled elsewhere
    assert found.satisfied_share == 0.75
    assert found.compensation == Decimal("271.00")
    assert figures().levels[0] == LevelShare("high", 0, 0.0)


def test_groups_have_their_own_figures() -> None:
    slow = complaint(category="quality", closed_at=moment(24 * 10), level="basic")
    quick = complaint(category="quality", closed_at=moment(24 * 2), level="high")
    lost = complaint("unresolved", 3, category="price", closed_at=moment(24 * 30))
    unsaid = complaint("open")
    found = figures(
        (slow, [], []), (quick, [], []), (lost, [step("compensate", 1, amount=Decimal(9))], []), (unsaid, [], [])
    )
    quality, price, none = found.groups
    assert (quality.key, quality.count, quality.open, quality.closed, quality.satisfied_share) == (
        "quality",
        2,
        0,
        2,
        1.0,
    )
    assert (quality.median_days, quality.p90_days, quality.rounds_mean) == (6, pytest.approx(9.2), 1)
    assert (price.satisfied_share, price.rounds_mean, price.compensation) == (0.0, 3, Decimal(9))
    assert (none.key, none.open, none.satisfied_share, none.median_days) == ("", 1, None, None)
    assert sum(group.count for group in found.groups) == found.count == 4


@pytest.mark.parametrize(
    ("by", "key"),
    [("category", "quality"), ("severity", "minor"), ("responsible", "陈立"), ("month", "2026-03"), ("product", "12")],
)
def test_the_key_of_a_group(by: By, key: str) -> None:
    values = {"category": "quality", "severity": "minor", "responsible": "陈立"}
    one = complaint(**values)
    assert group_key(Complaint(1, "", 1, one.values, product_id=12), by) == key
    assert group_key(complaint(), by) == ("2026-03" if by == "month" else "")


def test_months_have_no_gaps_and_count_what_closed_in_them() -> None:
    received = complaint("open")
    ended = [
        Ended(dt.datetime(2025, 12, 20), dt.datetime(2026, 1, 4), "closed", "basic"),
        Ended(dt.datetime(2025, 12, 30), dt.datetime(2026, 1, 5), "unresolved", None),
        Ended(dt.datetime(2025, 12, 30), dt.datetime(2026, 1, 31, 23, 59), "imported", None),
    ]
    found = figures((received, [], []), (received, [], []), ended=ended)
    assert found.months == (
        MonthFigure(dt.date(2026, 1, 1), 0, 3, 0.5, 15),
        MonthFigure(dt.date(2026, 2, 1), 0, 0, None, None),
        MonthFigure(dt.date(2026, 3, 1), 2, 0, None, None),
    )
    assert figures().months == ()
