"""What is wrong about a survey, and what its numbers mean; periods of the calendar."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import loyalty, surveys
from crmdesk.core.demo import STORIES
from crmdesk.core.demo_surveys import ASKED
from crmdesk.core.demo_surveys import surveys as told

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"day": TODAY, "overall_felt": 7, "overall_expected": 7}, {}),
        ({"day": TODAY, "praises": False}, {}),
        ({"day": TODAY, "notes": "不愿回答"}, {}),
        ({"day": TODAY}, {"overall_felt": "survey-empty"}),
        ({"day": TODAY + dt.timedelta(days=1), "praises": True}, {"day": "survey-future"}),
        ({"day": TODAY, "product_felt": 0, "product_expected": 11},
         {"product_felt": "survey-score", "product_expected": "survey-score"}),
        ({"day": TODAY, "service_felt": 4}, {"service_expected": "survey-half"}),
        ({"day": TODAY, "service_expected": 4}, {"service_felt": "survey-half"}),
    ],
)  # fmt: skip
def test_what_is_wrong_about_a_survey(values: dict[str, Any], expected: dict[str, str]) -> None:
    found = surveys.problems(values, TODAY, frozenset(values))
    assert {key: problem.code for key, problem in found.items()} == expected
    assert {problem.code for problem in found.values() if not problem.hard} <= {"survey-half"}


@given(st.integers(1, 10**12))
def test_a_number_means_its_survey(survey_id: int) -> None:
    assert surveys.id_of(f" {surveys.number_of(survey_id).lower()} ") == survey_id


@pytest.mark.parametrize("text", ["", "M1", "W00012", "M0001x", "M"])
def test_others_mean_none(text: str) -> None:
    assert surveys.id_of(text) is None


@given(st.dates(dt.date(1950, 1, 1), dt.date(2150, 1, 1)), st.sampled_from(["month", "quarter"]), st.integers(1, 40))
def test_periods_follow_each_other_up_to_the_day(last: dt.date, step: loyalty.Step, count: int) -> None:
    found = loyalty.periods(last, step, count)
    assert len(found) == count
    assert found[-1].last == last
    for earlier, later in itertools.pairwise(found):
        assert later.first == earlier.last + dt.timedelta(days=1)
    for each in found:
        assert each.first is not None
        assert each.first.day == 1
        assert (each.first.month - 1) % loyalty.STEPS[step] == 0
        assert each.first <= each.last <= last
        assert (each.last - each.first).days < 31 * loyalty.STEPS[step]


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_percent_of_nothing_is_nothing(part: int, whole: int) -> None:
    found = loyalty.percent(part, whole)
    if not whole:
        assert found is None
    else:
        assert found is not None
        assert abs(found - Decimal(part) * 100 / whole) <= Decimal("0.05")


def test_every_story_tells_the_same_again_and_nothing_of_tomorrow() -> None:
    assert ASKED.keys() == STORIES.keys()
    since = TODAY - dt.timedelta(days=300)
    for customer_id in range(60):
        for story in STORIES:
            said = list(told(7, customer_id, story, since, TODAY))
            assert said == list(told(7, customer_id, story, since, TODAY))
            for values in said:
                assert since < values["day"] < TODAY
                assert all(not p.hard for p in surveys.problems(values, TODAY, frozenset(values)).values())
