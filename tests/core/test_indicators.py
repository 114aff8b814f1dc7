"""Five indicators and the repeat-purchase rate (METHOD.md section 7)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.indicators import KEYS, REPEAT, Counted, indicators
from crmdesk.core.messages import MESSAGES


@pytest.mark.parametrize(
    ("part", "whole", "percent", "mark"),
    [(0, 4, "0", 25), (1, 4, "25", 25), (2, 4, "50", 50), (3, 4, "75", 75), (4, 4, "100", 100), (1, 3, "33.3", 50),
     (251, 1000, "25.1", 50), (9, 8, "100", 100)],
)  # fmt: skip
def test_shares_on_the_scale(part: int, whole: int, percent: str, mark: int) -> None:
    found = indicators({"reputation": Counted(part, whole)})[0]
    assert (found.percent, found.mark, found.why) == (Decimal(percent), mark, None)


def test_what_has_no_data_says_so_and_shows_no_number() -> None:
    for found in indicators({}):
        assert found.percent is None
        assert found.mark is None
        assert found.why is not None
        assert found.why.code in MESSAGES


@given(st.dictionaries(st.sampled_from((*KEYS, REPEAT)), st.builds(Counted, st.integers(0, 50), st.integers(0, 50))))
def test_every_indicator_stands_in_its_place(counted: dict[str, Counted]) -> None:
    found = indicators(counted)
    assert [each.key for each in found] == [*KEYS, REPEAT]
    for each in found:
        whole = counted.get(each.key, Counted()).whole
        assert (each.percent is None) == (whole == 0)
        assert each.percent is None or 0 <= each.percent <= 100
