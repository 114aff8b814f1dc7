"""Personal numbers inside free texts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.masking import mask_within


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("打13800138000找他", "打138****8000找他"),
        ("138 0013 8000；0573-82000001", "138****8000；0573****0001"),
        ("+86 138-0013-8000", "138****8000"),
        ("（010）62334455", "010****4455"),
        ("身份证110101199003070011", "身份证110***********0011"),
        ("11010119900307123X", "110***********123X"),
        ("卡 6222 0202 0011 2233 445", "卡 622************3445"),
        ("写信 zhang.san@mail.cn。", "写信 ****。"),
        ("2020-01-02 订 12500 件，¥1,250,000.50", "2020-01-02 订 12500 件，¥1,250,000.50"),
        ("工业园1号 3-502 室", "工业园1号 3-502 室"),
        ("", ""),
    ],
)
def test_numbers_in_a_text_are_hidden(text: str, shown: str) -> None:
    assert mask_within(text) == shown


@given(st.text(max_size=30), st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text(max_size=30))
def test_no_mobile_stays_in_a_text(before: str, mobile: str, after: str) -> None:
    shown = mask_within(f"{before} {mobile} {after}")
    if not re.search(r"[0-9]\W?$", before.rstrip()) and not re.match(r"\W?[0-9]", after.lstrip()):
        assert mobile not in shown
    assert mask_within(shown) == shown
