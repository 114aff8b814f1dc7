"""Bases and their periods, grades, growth, and who only costs (METHOD.md sections 4 and 12)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.costing import ADVICE, Served, burden, last_part
from crmdesk.core.errors import UserError
from crmdesk.core.grades import OF_TIER, Grading
from crmdesk.core.growth import UNKNOWN, growth, points, trend
from crmdesk.core.messages.tiers import MESSAGES
from crmdesk.core.periods import within
from crmdesk.core.tiers import TIERS
from crmdesk.core.value_basis import BASES, Period, last_months, months_before, period, shown

TODAY = dt.date(2026, 11, 21)
POINT = 10_000
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
ONE = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("basis", "first", "last"),
    [
        ("last-year-sales", "2025-01-01", "2025-12-31"),
        ("last-year-profit", "2025-01-01", "2025-12-31"),
        ("sales", None, "2026-11-21"),
        ("clv", "2025-11-22", "2026-11-21"),
        ("score", "2025-11-22", "2026-11-21"),
    ],
)
def test_the_period_of_each_basis(basis: str, first: str | None, last: str) -> None:
    expected = Period(None if first is None else dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert period(basis, TODAY) == expected
    assert basis in BASES


def test_another_basis_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        period("luck", TODAY)
    assert MESSAGES[caught.value.code].format(**caught.value.params)


@given(DAYS, st.integers(1, 36))
def test_the_last_months_are_those_of_the_marks(today: dt.date, months: int) -> None:
    first = last_months(today, months).first
    assert first is not None
    assert within(first, months, today)
    assert not within(first - ONE, months, today)
    before = months_before(today, months)
    assert before.last == first - ONE
    assert before.first == last_months(today, 2 * months).first


def test_a_score_is_shown_without_a_currency() -> None:
    assert shown("score", Decimal("63.25")) == "63.25"
    assert shown("sales", Decimal("63.25")) == Decimal("63.25")


@pytest.mark.parametrize(
    ("now", "before", "known", "expected"),
    [
        (100, 100, True, 50),
        (300, 100, True, 75),
        (0, 100, True, 0),
        (100, 0, True, 100),
        (-20, 100, True, 0),
        (100, 0, False, None),
        (100, 50, False, None),
        (0, 0, True, None),
        (-5, -5, True, None),
    ],
)
def test_the_trend_of_orders(now: int, before: int, known: bool, expected: int | None) -> None:
    assert points(trend(now, before, known_before=known)) == expected


def test_growth_is_trend_and_need_half_and_half() -> None:
    trends = [80 * POINT, UNKNOWN, 20 * POINT, UNKNOWN, 0]
    found = [points(each) for each in growth(trends, [1000, 500, None, None, 1000])]
    # needs of 500, 1000, 1000: 16.6667 and twice 66.6667 points
    assert found == [Decimal("73.3334"), Decimal("16.6667"), 20, None, Decimal("33.3334")]


@given(st.lists(st.tuples(st.integers(-9, 99), st.integers(-9, 99), st.booleans(), st.integers(0, 9) | st.none())))
def test_growth_is_a_figure_from_0_to_100_or_none(rows: list[tuple[int, int, bool, int | None]]) -> None:
    trends = [trend(now, before, known_before=known) for now, before, known, _ in rows]
    found = growth(trends, [need for *_, need in rows])
    assert len(found) == len(rows)
    for score, own, (*_, need) in zip(found, trends, rows, strict=True):
        assert (points(score) is None) == (own == UNKNOWN and need is None)
        assert score == UNKNOWN or 0 <= score <= 100 * POINT


@pytest.mark.parametrize(
    ("grading", "tier", "abc", "by_hand", "expected"),
    [
        (Grading(), "gold", "C", None, "A"),
        (Grading(), "silver", "C", None, "A"),
        (Grading(), "bronze", "A", None, "B"),
        (Grading(), "iron", "A", None, "C"),
        (Grading(), None, "A", None, None),
        (Grading("abc"), "gold", "C", None, "C"),
        (Grading("abc"), "gold", None, None, None),
        (Grading(), "iron", "C", "A", "A"),
        (Grading(of_tier={**OF_TIER, "silver": "B"}), "silver", None, None, "B"),
    ],
)
def test_where_a_grade_comes_from(
    grading: Grading, tier: str | None, abc: str | None, by_hand: str | None, expected: str | None
) -> None:
    assert grading.grade(tier, abc, by_hand) == expected


@pytest.mark.parametrize(
    ("of_tier", "said"),
    [
        ({}, {}),
        ({"gold": "D"}, {"gold": ("grade-unknown", True)}),
        ({"bronze": "C", "iron": "B"}, {"iron": ("grade-order", False)}),
    ],
)
def test_which_grade_a_tier_gives(of_tier: dict[str, str], said: dict[str, tuple[str, bool]]) -> None:
    problems = Grading(of_tier={**OF_TIER, **of_tier}).problems()
    assert {tier: (problem.code, problem.hard) for tier, problem in problems.items()} == said
    assert all(MESSAGES[problem.code].format(**problem.params) for problem in problems.values())
    assert Grading(of_tier={"gold": "A"}).problems().keys() == set(TIERS[1:])


LATE, LATELY = dt.date(2025, 11, 21), dt.date(2025, 11, 22)


@pytest.mark.parametrize(
    ("served", "said", "advice"),
    [
        (Served(), [], None),
        (Served(last_order_on=LATELY), [], None),
        (Served(last_order_on=LATE), ["burden-no-order"], "mail-less"),
        (Served(since=LATE), ["burden-never-ordered"], "mail-less"),
        (Served(since=LATELY), [], None),
        (Served(since=LATE, last_order_on=LATELY), [], None),
        (Served(offers=3), ["burden-bids"], "mail-less"),
        (Served(offers=2), [], None),
        (Served(offers=9, won=1), [], None),
        (Served(profit=Decimal(100), serving=Decimal("100.01")), ["burden-dear"], "spend-less"),
        (Served(profit=Decimal(100), serving=Decimal(100)), [], None),
        (Served(profit=Decimal(-1)), ["burden-loss"], "spend-less"),
        (Served(profit=None, serving=Decimal(100)), [], None),
        (Served(orders=3, reduced=3), ["burden-price"], "mail-less"),
        (Served(orders=3, reduced=2), [], None),
        (Served(orders=2, reduced=2), [], None),
        (Served(last_order_on=LATE, offers=3), ["burden-no-order", "burden-bids"], "mail-less"),
        (
            Served(last_order_on=LATE, offers=3, profit=Decimal(0), serving=Decimal(5)),
            ["burden-no-order", "burden-bids", "burden-dear"],
            "give-up",
        ),
    ],
)
def test_who_only_costs(served: Served, said: list[str], advice: str | None) -> None:
    found = burden(served, TODAY)
    if found is None:
        assert (said, advice) == ([], None)
        return
    assert [reason.code for reason in found.reasons] == said
    assert found.advice == advice
    assert found.advice in ADVICE
    assert all(MESSAGES[reason.code].format(**reason.params) for reason in found.reasons)


@pytest.mark.parametrize(("count", "first"), [(0, 1), (1, 1), (5, 5), (6, 5), (10, 9), (386, 309)])
def test_the_last_fifth(count: int, first: int) -> None:
    assert last_part(count) == first
