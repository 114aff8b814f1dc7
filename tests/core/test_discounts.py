"""Discounts as the trade says them (METHOD.md section 15)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.discounts import in_percent, in_tenths, taken_off


@pytest.mark.parametrize(
    ("said", "off"),
    [
        ("8折", "20"), ("八折", "20"), ("8 折", "20"), ("８折", "20"), ("85折", "15"), ("八五折", "15"), ("9.5折", "5"),
        ("九点五折", "5"), ("对折", "50"), ("半价", "50"), ("0.5折", "95"), ("10折", "0"), ("原价", "0"), ("98折", "2"),
    ],
)  # fmt: skip
def test_parts_of_ten_and_of_a_hundred(said: str, off: str) -> None:
    assert taken_off(said) == Decimal(off)
    assert in_percent(said) == f"{off}%"


@pytest.mark.parametrize("said", ["", "20%", "20", "折", "100折", "0折", "折扣", "8折起", "打8折吗"])
def test_other_texts_stay_as_they_are(said: str) -> None:
    assert taken_off(said) is None
    assert in_percent(said) == said


@given(st.integers(min_value=1, max_value=9_899))
@settings(max_examples=60)
def test_what_is_shown_is_understood_again(hundredths: int) -> None:
    off = Decimal(hundredths) / 100
    assert taken_off(in_tenths(off)) == off


@pytest.mark.parametrize("off", ["0", "100"])
def test_nothing_or_all_taken_off_has_no_such_word(off: str) -> None:
    assert in_tenths(Decimal(off)) == ""
