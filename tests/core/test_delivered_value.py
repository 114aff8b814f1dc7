"""Delivered value beside a competitor (METHOD.md section 9)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.delivered_value import COSTS, PARTS, VALUES, Delivered, behind, problems

ALL = st.fixed_dictionaries(dict.fromkeys(PARTS, st.integers(0, 10)))


@given(ALL)
def test_value_less_cost(scores: dict[str, int]) -> None:
    found = Delivered(scores)
    assert found.delivered == sum(scores[part] for part in VALUES) - sum(scores[part] for part in COSTS)
    assert -40 <= found.delivered <= 40


@given(ALL, st.sampled_from(PARTS))
def test_what_nobody_scored_is_not_made_up(scores: dict[str, int], missing: str) -> None:
    del scores[missing]
    assert Delivered(scores).delivered is None


def test_where_the_competitor_is_better() -> None:
    ours = Delivered({"product": 8, "service": 5, "money": 6, "time": 2, "image": 3})
    theirs = Delivered({"product": 6, "service": 7, "money": 3, "time": 5, "people": 9})
    assert behind(ours, theirs) == ("money", "service")


def test_scores_go_from_0_to_10() -> None:
    assert set(problems({"product": -1, "service": 0, "people": 10, "image": 11, "money": None})) == {
        "product",
        "image",
    }
