"""Satisfaction and the loyalty matrix, straight from METHOD.md section 7."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.satisfaction import Scores, Survey, counted, problems

DAY = dt.date(2026, 11, 21)
SCORES = st.one_of(st.none(), st.integers(1, 10))


@pytest.mark.parametrize(
    ("expected", "felt", "level"),
    [(8, 7, "dissatisfied"), (8, 8, "basic"), (8, 9, "high"), (1, 1, "basic"), (10, 1, "dissatisfied"),
     (1, 10, "high"), (None, 9, None), (8, None, None), (None, None, None)],
)  # fmt: skip
def test_what_was_felt_is_compared_with_what_was_expected(
    expected: int | None, felt: int | None, level: str | None
) -> None:
    assert Scores(expected, felt).level == level


@pytest.mark.parametrize(
    ("product", "service", "loyalty"),
    [((5, 5), (5, 6), "loyal"), ((5, 6), (5, 4), "contested"), ((5, 4), (5, 5), "hopeful"),
     ((5, 4), (5, 4), "destructive"), ((5, 5), (None, 5), None), ((None, None), (5, 5), None)],
)  # fmt: skip
def test_the_matrix_has_four_fields(
    product: tuple[int | None, int | None], service: tuple[int | None, int | None], loyalty: str | None
) -> None:
    assert Survey(1, 1, DAY, product=Scores(*product), service=Scores(*service)).loyalty == loyalty


@pytest.mark.parametrize(
    ("overall", "product", "service", "level"),
    [((5, 6), (5, 1), (5, 1), "high"), ((None, None), (5, 6), (5, 5), "basic"),
     ((None, None), (5, 6), (None, None), "high"), ((None, None), (5, 9), (5, 4), "dissatisfied"),
     ((None, None), (None, None), (None, None), None)],
)  # fmt: skip
def test_without_a_judgement_of_the_whole_the_worse_part_tells(
    overall: tuple[int | None, int | None],
    product: tuple[int | None, int | None],
    service: tuple[int | None, int | None],
    level: str | None,
) -> None:
    assert Survey(1, 1, DAY, Scores(*overall), Scores(*product), Scores(*service)).level == level


@given(st.lists(st.tuples(SCORES, SCORES, SCORES, SCORES), max_size=20))
def test_whoever_was_judged_in_both_stands_in_one_field(answers: list[tuple[int | None, ...]]) -> None:
    surveys = [
        Survey(i, i, DAY, product=Scores(*four[:2]), service=Scores(*four[2:])) for i, four in enumerate(answers)
    ]
    judged = sum(None not in four for four in answers)
    assert sum(counted(survey.loyalty for survey in surveys).values()) == judged


def test_scores_go_from_1_to_10() -> None:
    assert set(problems({"a": 0, "b": 1, "c": 10, "d": 11, "e": None})) == {"a", "d"}
