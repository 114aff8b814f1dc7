"""Tiers and classes: the table of the method, what holds for any values, and what is said where a number cannot be
(METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.messages.tiers import MESSAGES
from crmdesk.core.tiers import (
    ABC_CUSTOMERS,
    ABC_VALUE,
    CLASSES,
    PYRAMID,
    TIERS,
    Bounds,
    Division,
    abc,
    gold_medals,
    limits,
    pyramid,
    read_bounds,
)

YUAN = 10_000
SALES = "last-year-sales"
VALUES = st.lists(st.integers(-5, 60) | st.integers(-(10**17), 10**17), max_size=60).map(lambda v: sorted(v)[::-1])
PERCENTS = st.decimals("0.001", "99.999", places=3)


def counts(division: Division) -> list[int]:
    return [level.count for level in division.levels]


def codes(division: Division) -> list[str]:
    for note in division.notes:
        assert MESSAGES[note.code].format(**note.params)
    return [note.code for note in division.notes]


@pytest.mark.parametrize(
    ("customers", "expected"),
    [
        (1, [1, 0, 0, 0]),
        (2, [1, 0, 0, 1]),
        (3, [1, 0, 1, 1]),
        (4, [1, 0, 1, 2]),
        (6, [1, 1, 1, 3]),
        (99, [1, 19, 30, 49]),
        (100, [1, 19, 30, 50]),
        (101, [2, 19, 30, 50]),
        (386, [4, 74, 115, 193]),
        (1_000_000, [10_000, 190_000, 300_000, 500_000]),
    ],
)
def test_the_pyramid(customers: int, expected: list[int]) -> None:
    assert counts(pyramid(range(customers, 0, -1), SALES)) == expected


def test_ranks_are_cut_in_exact_arithmetic() -> None:
    """In floats 0.07 · 100 is a little above 7, which would be rounded up to 8."""
    assert limits(Bounds(TIERS, (Decimal(7), Decimal("14.5"), Decimal("57.3"))), 1000) == (70, 145, 573)
    assert limits(PYRAMID, 10**20 + 1) == (10**18 + 1, 2 * 10**19 + 1, 5 * 10**19 + 1)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([100], "A"),
        ([50, 30, 15, 5], "AABC"),  # who reaches 80 is still A, who reaches 95 still B
        ([50, 29, 16, 5], "AAAC"),
        ([79, 17, 4], "AAC"),
        ([80, 15, 5], "ABC"),
        ([60, 25, 9, 3, 3], "AABBC"),
        ([20, 20, 20, 20, 20], "AAAAB"),
        ([80, 15, 5, 0, -3], "ABCCC"),
        ([0, -1], "CC"),
    ],
)
def test_classes_by_share_of_cumulated_value(values: list[int], expected: str) -> None:
    found = abc([value * YUAN for value in values], SALES)
    assert "".join(found.at(rank).key for rank in range(1, len(values) + 1)) == expected


def test_classes_by_share_of_customers() -> None:
    assert counts(pyramid(range(10, 0, -1), SALES, ABC_CUSTOMERS)) == [2, 3, 5]


def test_what_a_level_says() -> None:
    found = pyramid([value * YUAN for value in (600, 200, 100, 60, 40, 0)], SALES)
    gold, silver, _, iron = found.levels
    assert (gold.value, gold.customers_share, gold.value_share) == (600, Decimal("16.7"), Decimal("60.0"))
    assert (silver.first, silver.last) == (found.level("silver").last, silver.first)
    assert iron.first is not None
    assert iron.last is not None
    assert (iron.first.rank, iron.first.value, iron.last.rank, iron.last.value) == (4, 60, 6, 0)
    key = found.together()
    assert (key.count, key.value, key.value_share, key.customers_share) == (2, 800, Decimal("80.0"), Decimal("33.4"))
    assert key.first == gold.first
    assert key.last == silver.last


@pytest.mark.parametrize(
    ("values", "expected", "said"),
    [
        ([], [0, 0, 0, 0], ["tiers-no-customers"]),
        ([5], [1, 0, 0, 0], ["tiers-one"]),
        ([0], [0, 0, 0, 1], ["tiers-no-value"]),
        ([0, 0, -4], [0, 0, 0, 3], ["tiers-no-value"]),
        ([5, 5, 5], [1, 0, 1, 1], ["tiers-all-equal", "tiers-few"]),
        ([9, 5, 5, 5, 1], [1, 0, 2, 2], ["tiers-tie"]),
        ([9, 5, 5, 4, 1], [1, 0, 2, 2], []),
        ([9, 9, 4, 4, 1, 1], [1, 1, 1, 3], ["tiers-tie", "tiers-tie"]),
        ([9, 0, 0, 0, -2], [1, 0, 0, 4], ["tiers-without-value", "tiers-below-zero"]),
    ],
)
def test_where_a_number_needs_a_word(values: list[int], expected: list[int], said: list[str]) -> None:
    found = pyramid([value * YUAN for value in values], SALES)
    assert counts(found) == expected
    assert codes(found) == said


def test_without_a_positive_value_there_are_no_shares() -> None:
    for values in ([], [0], [0, -1]):
        for level in (found := pyramid(values, SALES)).levels:
            assert level.value_share is None
            assert level.unshared is not None
        assert found.together().value_share is None


def test_a_sum_below_zero_has_no_share_and_the_others_are_shares_of_what_they_bring() -> None:
    found = pyramid([value * YUAN for value in (60, 40, -5, -5)], SALES)
    assert [level.value_share for level in found.levels] == [Decimal("60.0"), Decimal("0.0"), Decimal("40.0"), None]
    assert found.levels[3].unshared is not None
    assert found.levels[3].unshared.code == "tiers-share-below-zero"
    assert (found.value, found.brought, found.levels[3].value) == (90, 100, -10)


def test_a_score_in_a_sentence_is_no_money() -> None:
    (note,) = pyramid([YUAN * 5 // 2] * 4, "score").notes
    assert note.params == {"amount": "2.50"}
    (note,) = pyramid([YUAN * 5 // 2] * 4, SALES).notes
    assert note.params == {"amount": Decimal("2.5")}


@pytest.mark.parametrize(
    ("percents", "said"),
    [
        (("1", "20", "50"), {}),
        (("20", "20", "50"), {"silver": "bound-order"}),
        (("30", "20", "50"), {"silver": "bound-order"}),
        (("0", "20", "50"), {"gold": "bound-range"}),
        (("1", "20", "100"), {"bronze": "bound-range"}),
        (("-1", "20", "101"), {"gold": "percent-range", "bronze": "percent-range"}),
        (("1", "", "50"), {"silver": "bound-empty"}),
        (("1", "viele", "50"), {"silver": "number-unreadable"}),
    ],
)
def test_bounds_that_do_not_add_up(percents: tuple[str, ...], said: dict[str, str]) -> None:
    bounds, problems = read_bounds(TIERS, percents)
    assert {level: problem.code for level, problem in problems.items()} == said
    assert (bounds is None) == bool(said)


def test_bounds_as_they_are_typed() -> None:
    assert read_bounds(TIERS, ["1 %", "20％", "百分之50"]) == (PYRAMID, {})
    bounds, problems = read_bounds(CLASSES, ["80.00004", "95"])
    assert (bounds, problems["A"].hard) == (ABC_VALUE, False)


@pytest.mark.parametrize(("customers", "expected"), [(0, 0), (1, 1), (20, 1), (21, 2), (100, 5)])
def test_gold_medals_are_the_top_five_percent(customers: int, expected: int) -> None:
    assert gold_medals(range(customers, 0, -1), percent=Decimal(5)) == expected
    assert gold_medals([0] * customers) == 0


def naive_tier(rank: int, values: Sequence[int], percents: Sequence[Decimal]) -> str:
    if values[rank - 1] <= 0:
        return TIERS[-1]
    for tier, percent in zip(TIERS, percents, strict=False):
        if rank <= ceil(Fraction(percent) * len(values) / 100):
            return tier
    return TIERS[-1]


@settings(max_examples=50)
@given(VALUES, st.sets(PERCENTS, min_size=3, max_size=3).map(sorted) | st.just(list(PYRAMID.percents)))
def test_any_values_in_a_pyramid(values: list[int], percents: list[Decimal]) -> None:
    found = pyramid(values, SALES, Bounds(TIERS, tuple(percents)))
    assert [found.at(rank).key for rank in range(1, len(values) + 1)] == [
        naive_tier(rank, values, percents) for rank in range(1, len(values) + 1)
    ]
    assert sum(counts(found)) == len(values) == found.count
    assert sum(level.value for level in found.levels) == found.value == Decimal(sum(values)).scaleb(-4)
    places = [TIERS.index(found.at(rank).key) for rank in range(1, len(values) + 1)]
    assert places == sorted(places)
    assert all(place == 3 for place, value in zip(places, values, strict=True) if value <= 0)
    assert bool(found.level("gold").count) == any(value > 0 for value in values)
    codes(found)


@settings(max_examples=50)
@given(VALUES)
def test_shares_add_up(values: list[int]) -> None:
    for found in (pyramid(values, SALES), abc(values, SALES)):
        numbers = [level.customers_share for level in found.levels if level.customers_share is not None]
        assert not values or (len(numbers) == len(found.levels) and sum(numbers) == 100)
        worth = [level.value_share for level in found.levels if level.value_share is not None]
        if len(worth) == len(found.levels):
            assert sum(worth) == 100
        else:
            assert not found.positive or found.levels[-1].value < 0
        for level in found.levels:
            if level.value_share is not None and level.key != found.bounds.levels[-1]:
                assert abs(level.value_share - level.value * 100 / found.brought) < Decimal("0.1")


@settings(max_examples=50)
@given(VALUES, st.sets(PERCENTS, min_size=2, max_size=2).map(sorted) | st.just(list(ABC_VALUE.percents)))
def test_any_values_in_classes(values: list[int], percents: list[Decimal]) -> None:
    """A and B are the fewest that reach their shares."""
    found = abc(values, SALES, Bounds(CLASSES, tuple(percents)))
    assert sum(counts(found)) == len(values)
    sums = [0, *accumulate(value for value in values if value > 0)]
    for end, percent in zip(found.ends, percents, strict=True):
        assert Fraction(sums[end]) * 100 >= Fraction(percent) * sums[-1]
        assert not end or Fraction(sums[end - 1]) * 100 < Fraction(percent) * sums[-1]
    codes(found)
