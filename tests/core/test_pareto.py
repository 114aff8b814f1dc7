"""The 80/20 curve, and shares that add up (METHOD.md section 4)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.pareto import MOST_POINTS, first_part, pareto, reaches, share, shares

YUAN = 10_000
VALUES = st.lists(st.integers(-50, 10**6), max_size=450).map(lambda values: sorted(values, reverse=True))


def test_what_the_best_bring() -> None:
    found = pareto([value * YUAN for value in (600, 200, 80, 70, 50, 0, 0, 0, 0, 0)])
    assert (found.best, found.best_value, found.best_share) == (2, 800, Decimal("80.0"))
    assert (found.bring, found.bring_share) == (2, Decimal("20.0"))
    assert [(point.customers, point.value_percent) for point in found.points[:3]] == [(0, 0), (1, 60), (2, 80)]
    assert (found.points[-1].customers_percent, found.points[-1].value_percent) == (100, 100)


def test_what_costs_is_not_taken_off() -> None:
    found = pareto([value * YUAN for value in (60, 40, -20)])
    assert (found.brought, found.best, found.best_share) == (100, 1, Decimal("60.0"))
    assert [point.value_percent for point in found.points] == [0, 60, 100, 100]


@pytest.mark.parametrize(
    ("values", "why"), [([], "tiers-no-customers"), ([0, 0], "tiers-no-value"), ([-1], "tiers-no-value")]
)
def test_where_nobody_brings_anything_there_is_no_curve(values: list[int], why: str) -> None:
    found = pareto(values)
    assert (found.points, found.best_share, found.bring_share, found.bring) == ((), None, None, 0)
    assert found.why is not None
    assert found.why.code == why


def test_one_customer_brings_all() -> None:
    found = pareto([5])
    assert (found.best, found.best_share, found.bring, found.bring_share) == (1, 100, 1, 100)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([1, 1, 1], ["33.4", "33.3", "33.3"]),
        ([1, 2, 3], ["16.7", "33.3", "50.0"]),
        ([1, 0, 5], ["16.7", "0.0", "83.3"]),
        ([999, 1], ["99.9", "0.1"]),
        ([9999, 1], ["100.0", "0.0"]),
        ([2, 2, 2, 1], ["28.6", "28.6", "28.5", "14.3"]),
    ],
)
def test_shares_by_largest_remainder(parts: list[int], expected: list[str]) -> None:
    assert shares(parts) == tuple(map(Decimal, expected))


def test_shares_of_nothing_are_not_known() -> None:
    assert shares([0, 0]) is None
    assert shares([]) is None
    assert share(0, 0) is None


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(1, 3, "33.3"), (1, 16, "6.3"), (2, 3, "66.7"), (78, 386, "20.2")]
)
def test_a_share_is_rounded_half_up(part: int, whole: int, expected: str) -> None:
    assert share(part, whole) == Decimal(expected)


@given(st.lists(st.integers(0, 10**18), min_size=1, max_size=9))
def test_shares_add_up_and_are_less_than_a_tenth_off(parts: list[int]) -> None:
    found = shares(parts)
    assert (found is None) == (not any(parts))
    if found:
        assert sum(found) == 100
        for part, percent in zip(parts, found, strict=True):
            assert abs(Fraction(part * 100, sum(parts)) - Fraction(percent)) < Fraction(1, 10)


@settings(max_examples=40)
@given(VALUES)
def test_the_curve_rises_and_bends_down(values: list[int]) -> None:
    found = pareto(values)
    if not found.points:
        assert not any(value > 0 for value in values)
        return
    assert len(found.points) <= MOST_POINTS
    assert (found.points[0].customers, found.points[-1].customers) == (0, len(values))
    assert found.best in [point.customers for point in found.points]
    steps = [
        Fraction(after.value - before.value) / (after.customers - before.customers)
        for before, after in pairwise(found.points)
    ]
    assert steps == sorted(steps, reverse=True)
    assert steps[-1] >= 0


@settings(max_examples=40)
@given(VALUES, st.lists(st.decimals("0.001", 100, places=3), max_size=3))
def test_the_fewest_that_bring_so_much(values: list[int], percents: list[Decimal]) -> None:
    gains = [value for value in values if value > 0]
    for percent, count in zip(percents, reaches(values, percents), strict=True):
        needed = Fraction(percent) * sum(gains) / 100
        assert sum(gains[:count]) >= needed
        assert count == 0 if not gains else sum(gains[: count - 1]) < needed


@pytest.mark.parametrize(
    ("count", "percent", "expected"), [(0, "20", 0), (1, "0.001", 1), (5, "20", 1), (6, "20", 2), (100, "7", 7)]
)
def test_a_first_part_is_rounded_up(count: int, percent: str, expected: int) -> None:
    assert first_part(count, Decimal(percent)) == expected
