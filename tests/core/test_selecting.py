"""Good, watch or poor (METHOD.md section 10)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.messages import MESSAGES
from crmdesk.core.selecting import GOOD, MARKS, POOR, RISKS, Assessment, judge, problems


def marks(good: int = 0, poor: tuple[str, ...] = (), risks: int = 0) -> dict[str, bool]:
    ticked = {*GOOD[:good], *poor, *RISKS[:risks]}
    return {key: key in ticked for key in MARKS}


@pytest.mark.parametrize(
    ("assessment", "verdict"),
    [
        (Assessment(), None),
        (Assessment(marks(good=5)), "good"),
        (Assessment(marks(good=3)), "good"),
        (Assessment(marks(good=2)), "watch"),
        (Assessment(marks(good=5, poor=("poor_demanding",))), "watch"),
        (Assessment(marks(good=5, risks=1)), "good"),
        (Assessment(marks(good=5, risks=2)), "watch"),
        (Assessment(marks(good=5, poor=("poor_credit",))), "poor"),
        (Assessment(marks(good=5, poor=("poor_demanding", "poor_pulling"))), "poor"),
        (Assessment(marks(poor=("poor_demanding",))), "poor"),
        (Assessment(marks(good=1, poor=("poor_demanding",))), "watch"),
        (Assessment(marks()), "watch"),
        (Assessment(marks(good=4), level=4, capacity=3), "good"),
        (Assessment(marks(good=4), level=5, capacity=3), "watch"),
        (Assessment(marks(good=4), level=1, capacity=3), "watch"),
    ],
)
def test_verdicts(assessment: Assessment, verdict: str | None) -> None:
    assert judge(assessment).verdict == verdict


@given(
    st.dictionaries(st.sampled_from(MARKS), st.booleans()),
    st.one_of(st.none(), st.integers(1, 5)),
    st.one_of(st.none(), st.integers(1, 5)),
)
def test_a_further_poor_mark_never_makes_it_better(
    ticked: dict[str, bool], level: int | None, capacity: int | None
) -> None:
    order = (None, "poor", "watch", "good")
    now = judge(Assessment(ticked, level, capacity))
    assert all(reason.code in MESSAGES for reason in now.why)
    assert now.why
    for key in POOR:
        worse = judge(Assessment({**ticked, key: True}, level, capacity))
        assert now.verdict is None or order.index(worse.verdict) <= order.index(now.verdict)


def test_levels_go_from_1_to_5() -> None:
    assert set(problems(0, 6)) == {"level", "capacity"}
    assert not problems(1, 5)
    assert not problems(None, None)
