"""Amounts in Chinese capitals and English words."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.amount_words import MOST, in_capitals, in_english

_BANKS = (
    ("0", "零元整"),
    ("0.01", "壹分"),
    ("0.05", "伍分"),
    ("0.10", "壹角整"),
    ("0.56", "伍角陆分"),
    ("1", "壹元整"),
    ("10", "壹拾元整"),
    ("15", "壹拾伍元整"),
    ("100", "壹佰元整"),
    ("101", "壹佰零壹元整"),
    ("110", "壹佰壹拾元整"),
    ("1000", "壹仟元整"),
    ("1001", "壹仟零壹元整"),
    ("1010", "壹仟零壹拾元整"),
    ("1409.50", "壹仟肆佰零玖元伍角整"),
    ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("10000", "壹万元整"),
    ("10001", "壹万零壹元整"),
    ("10100", "壹万零壹佰元整"),
    ("11000", "壹万壹仟元整"),
    ("100000", "壹拾万元整"),
    ("107000.53", "壹拾万柒仟元伍角叁分"),
    ("100000000", "壹亿元整"),
    ("100000001", "壹亿零壹元整"),
    ("100010000", "壹亿零壹万元整"),
    ("110000000", "壹亿壹仟万元整"),
    ("1000000000000", "壹万亿元整"),
    ("1000100000000", "壹万零壹亿元整"),
    ("9999999999999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ("-100", "负壹佰元整"),
    ("-0.50", "负伍角整"),
    ("0.004", "零元整"),
    ("0.005", "壹分"),
    ("-0.004", "零元整"),
    ("99.995", "壹佰元整"),
)
_ENGLISH = (
    ("0", "Zero yuan only"),
    ("0.05", "Zero yuan and 05/100"),
    ("19", "Nineteen yuan only"),
    ("40", "Forty yuan only"),
    ("101", "One hundred and one yuan only"),
    ("1001", "One thousand and one yuan only"),
    ("1234.56", "One thousand two hundred and thirty-four yuan and 56/100"),
    ("1000000", "One million yuan only"),
    ("2000017", "Two million and seventeen yuan only"),
    ("1000000000000000", "One quadrillion yuan only"),
    ("-7.10", "Minus seven yuan and 10/100"),
)
_FIGURES = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(("amount", "told"), _BANKS)
def test_capitals_as_banks_write_them(amount: str, told: str) -> None:
    assert in_capitals(Decimal(amount)) == told


@pytest.mark.parametrize(("amount", "told"), _ENGLISH)
def test_english(amount: str, told: str) -> None:
    assert in_english(Decimal(amount)) == told


@pytest.mark.parametrize("amount", [MOST, -MOST, MOST * 10])
def test_what_is_too_much_is_refused(amount: Decimal) -> None:
    for say in (in_capitals, in_english):
        with pytest.raises(ValueError, match="too much"):
            say(amount)


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_capitals_say_exactly_the_amount(fen: int) -> None:
    told = in_capitals(Decimal(fen) / 100)
    assert _meant(told) == fen
    assert not re.search("零零|零[元万亿拾佰仟角]|零$", told) or fen == 0
    assert told.endswith("整") != told.endswith("分")


def _meant(told: str) -> int:
    """The fen that capitals say."""
    bare = told.removeprefix("负").removesuffix("整")
    whole, _yuan, rest = bare.rpartition("元")
    fen = sum(_FIGURES[found[1]] * {"角": 10, "分": 1}[found[2]] for found in re.finditer("(.)([角分])", rest))
    return (_number(whole) * 100 + fen) * (-1 if told.startswith("负") else 1)


def _number(told: str) -> int:
    high, yi, low = told.rpartition("亿")
    if yi:
        return _number(high) * 10**8 + _number(low)
    high, wan, low = told.rpartition("万")
    if wan:
        return _number(high) * 10**4 + _number(low)
    found, figure = 0, 0
    for sign in told:
        if sign in _PLACES:
            found, figure = found + figure * _PLACES[sign], 0
        else:
            figure = _FIGURES[sign]
    return found + figure
