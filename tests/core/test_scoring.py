"""The weighted score: percentile ranks, weights, what is not known (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.messages.tiers import MESSAGES
from crmdesk.core.scoring import NONE, PARTS, Weights, percentiles, score, scores

POINT = 10_000
KNOWN = st.integers(-5, 5) | st.none()


def test_equals_share_the_middle_of_their_places() -> None:
    assert list(percentiles([10, 20, 20, 40])) == [125_000, 500_000, 500_000, 875_000]
    assert list(percentiles([7])) == [50 * POINT]
    assert list(percentiles([3, 3, 3])) == [50 * POINT] * 3
    assert list(percentiles([None, 1, None, 2])) == [NONE, 25 * POINT, NONE, 75 * POINT]
    assert list(percentiles([])) == []


def test_the_weights_of_the_method() -> None:
    parts = {
        "sales": [100, 200],
        "profit": [50, 10],
        "orders": [1, 3],
        "on_time": [90, 100],
        "growth": [2, 1],
    }
    # 75 points for the better one, 25 for the other: 25·40 + 75·30 + 25·10 + 25·10 + 75·10, and the other way round
    assert list(scores(parts)) == [45 * POINT, 55 * POINT]
    assert list(scores(parts, Weights(sales=Decimal(0), profit=Decimal(0)))) == [416_667, 583_333]


def test_weights_of_what_is_not_known_go_to_the_rest() -> None:
    parts = {"sales": [1, 2], "profit": [None, 5], "orders": [1, 1], "on_time": [None, None], "growth": [None, None]}
    # only the second one's profit is known: it stands at 50 among one
    assert list(scores(parts)) == [(25 * 40 + 50 * 10) * POINT // 50, (75 * 40 + 50 * 30 + 50 * 10) * POINT // 80]


def test_who_ordered_nothing_has_no_score_and_is_nobody_to_compare_with() -> None:
    columns: Mapping[str, list[int | None]] = {part: [9, 9, 9] for part in PARTS}
    assert list(scores({**columns, "orders": [0, None, 0]})) == [NONE] * 3
    assert list(scores({**columns, "orders": [0, None, 1]})) == [NONE, NONE, 50 * POINT]


def test_where_nothing_with_weight_is_known_there_is_no_score() -> None:
    only = Weights(*map(Decimal, (0, 0, 0, 10, 0)))
    columns: Mapping[str, list[int | None]] = {part: [5, 5] for part in PARTS}
    assert list(scores({**columns, "on_time": [None, 1]}, only)) == [NONE, 50 * POINT]
    assert score({"sales": 50 * POINT, "on_time": NONE}, only) is None


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ((40, 30, 10, 10, 10), {}),
        ((0, 0, 0, 0, 1), {}),
        ((0, 0, 0, 0, 0), {"": "weights-nothing"}),
        ((40, -1, 10, -2, 10), {"profit": "weight-negative", "on_time": "weight-negative"}),
    ],
)
def test_weights_that_cannot_be(weights: tuple[int, ...], said: dict[str, str]) -> None:
    problems = Weights(*map(Decimal, weights)).problems()
    assert {part: problem.code for part, problem in problems.items()} == said
    assert all(problem.hard and MESSAGES[problem.code].format(**problem.params) for problem in problems.values())


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 3) | st.none(), KNOWN, KNOWN, KNOWN, KNOWN), max_size=12), st.data())
def test_a_score_is_what_its_definition_says(rows: list[tuple[int | None, ...]], data: st.DataObject) -> None:
    weights = Weights(*(data.draw(st.decimals(0, 50, places=1)) for _ in PARTS))
    order = ("orders", "sales", "profit", "on_time", "growth")
    columns = {part: [row[place] for row in rows] for place, part in enumerate(order)}
    buyers = [row for row in rows if row[0]]
    found = scores(columns, weights)
    for row, units in zip(rows, found, strict=True):
        if not row[0]:
            assert units == NONE
            continue
        whole = top = Fraction(0)
        for place, part in enumerate(order):
            among = [value for other in buyers if (value := other[place]) is not None]
            if (own := row[place]) is not None:
                below, equal = sum(other < own for other in among), among.count(own)
                top += Fraction(weights.of(part)) * (below + Fraction(equal, 2)) / len(among) * 100
                whole += Fraction(weights.of(part))
        if not whole:
            assert units == NONE
        else:
            assert abs(Fraction(units, POINT) - top / whole) <= Fraction(1, POINT)
            assert 0 < units <= 100 * POINT


@given(st.dictionaries(st.sampled_from(list(PARTS)), st.integers(1, 100 * POINT), min_size=1))
def test_one_score_is_that_of_many(ranks: dict[str, int]) -> None:
    weights = Weights()
    whole = sum(weights.of(part) for part in ranks)
    expected = sum(weights.of(part) * rank for part, rank in ranks.items()) / whole / POINT
    found = score(ranks, weights)
    assert found is not None
    assert abs(found - expected) <= Decimal("0.0001")
