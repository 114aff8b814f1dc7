"""Amounts, numbers and percents: exact, or refused with the reason."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.money import (
    LIMIT,
    from_units,
    parse_integer,
    parse_money,
    parse_number,
    parse_percent,
    to_units,
)

ANY = st.text(st.characters()) | st.text("0123456789,. -+()¥￥$元万亿千%eE人", max_size=24)
UNITS = st.integers(-(10**17) + 1, 10**17 - 1)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234.5", "1234.5"),
        ("¥1,234.50", "1234.50"),
        ("￥12,000,000.00", "12000000"),
        ("￥1.2万", "12000"),
        ("3.5万元", "35000"),
        ("1.5亿", "150000000"),
        ("2000万", "20000000"),
        ("1万亿", "1000000000000"),
        ("1,234元", "1234"),
        ("1234.5元整", "1234.5"),
        ("RMB 100", "100"),
        ("100 CNY", "100"),
        ("人民币100元", "100"),
        ("１，２３４．５０", "1234.50"),
        ("1 234", "1234"),
        ("(1,234)", "-1234"),
        ("（1,234.5）", "-1234.5"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("¥-5", "-5"),
        ("-¥5", "-5"),
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-0", "0"),
        ("0.1234", "0.1234"),
        ("0.30000000000000004", "0.3"),
        ("9999999999999.9999", "9999999999999.9999"),
    ],
)
def test_money(text: str, amount: str) -> None:
    parsed = parse_money(text)
    assert parsed.problem is None
    assert parsed.value == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("$5", "money-currency"),
        ("US$ 5", "money-currency"),
        ("100美元", "money-currency"),
        ("5USD", "money-currency"),
        ("usd5", "money-currency"),
        ("100港币", "money-currency"),
        ("5 EUR", "money-currency"),
        ("1,23", "money-unreadable"),
        ("12,0000", "money-unreadable"),
        ("1.234.567", "money-unreadable"),
        ("1.234,50", "money-unreadable"),
        ("约100", "money-unreadable"),
        ("一万", "money-unreadable"),
        ("--5", "money-unreadable"),
        ("NaN", "money-unreadable"),
        ("¥", "money-unreadable"),
        ("10000000000000", "money-range"),
        ("9999999999999.99999", "money-range"),
        ("9e99", "money-range"),
    ],
)
def test_refused_amounts(text: str, code: str) -> None:
    parsed = parse_money(text)
    assert parsed.value is None
    assert parsed.problem is not None
    assert (parsed.problem.code, parsed.problem.hard) == (code, True)


@pytest.mark.parametrize(
    ("text", "amount", "code"),
    [
        ("1.23455", "1.2346", "money-rounded"),
        ("-1.23455", "-1.2346", "money-rounded"),
        ("0.00001", "0", "money-rounded"),
        ("1.23457E+11", "123457000000", "money-digits-lost"),
    ],
)
def test_doubtful_amounts_are_kept(text: str, amount: str, code: str) -> None:
    parsed = parse_money(text)
    assert parsed.value == Decimal(amount)
    assert parsed.problem is not None
    assert (parsed.problem.code, parsed.problem.hard) == (code, False)


@pytest.mark.parametrize(
    ("text", "number"),
    [("186人", 186), ("186 人", 186), ("1,200", 1200), ("30天", 30), ("1.0", 1), ("-3", -3), ("1.2万", 12000)],
)
def test_integers(text: str, number: int) -> None:
    parsed = parse_integer(text)
    assert parsed.problem is None
    assert parsed.value == number
    assert type(parsed.value) is int


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.5", "number-whole"),
        ("1.00001", "number-whole"),
        ("100-499人", "number-unreadable"),
        ("9e90", "number-range"),
    ],
)
def test_refused_integers(text: str, code: str) -> None:
    parsed = parse_integer(text)
    assert parsed.value is None
    assert parsed.problem is not None
    assert (parsed.problem.code, parsed.problem.hard) == (code, True)


def test_numbers_have_three_decimals() -> None:
    assert parse_number("2.125吨").value == Decimal("2.125")
    rounded = parse_number("1.2345")
    assert rounded.value == Decimal("1.235")
    assert rounded.problem is not None
    assert rounded.problem.code == "number-rounded"


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("85%", "85"),
        ("85 ％", "85"),
        ("12.5", "12.5"),
        ("0", "0"),
        ("100%", "100"),
        ("百分之85", "85"),
        ("0.85", "0.85"),
    ],
)
def test_percents(text: str, percent: str) -> None:
    assert parse_percent(text).value == Decimal(percent)


@pytest.mark.parametrize(
    ("text", "code"), [("101%", "percent-range"), ("-1", "percent-range"), ("%", "number-unreadable")]
)
def test_refused_percents(text: str, code: str) -> None:
    parsed = parse_percent(text)
    assert parsed.value is None
    assert parsed.problem is not None
    assert (parsed.problem.code, parsed.problem.hard) == (code, True)


def test_empty_is_none() -> None:
    for parsed in (parse_money(""), parse_number(" "), parse_percent("\u200b")):
        assert parsed.value is None
        assert parsed.problem is None
    assert parse_integer("").value is None


@given(UNITS)
@settings(deadline=None)
def test_stored_and_written_amounts_come_back(units: int) -> None:
    amount = from_units(units)
    assert to_units(amount) == units
    assert parse_money(f"¥{amount:,}").value == amount
    assert abs(units) < 2**63


@pytest.mark.parametrize("amount", [Decimal("0.00001"), LIMIT, -LIMIT])
def test_what_cannot_be_stored_is_a_bug(amount: Decimal) -> None:
    with pytest.raises(ValueError, match="not storable"):
        to_units(amount)


def test_thousandths() -> None:
    assert to_units(Decimal("2.125"), 3) == 2125
    assert from_units(2125, 3) == Decimal("2.125")


@given(ANY)
@settings(deadline=None)
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    for parse, places in ((parse_money, 4), (parse_number, 3), (parse_percent, 3)):
        parsed = parse(text)
        if parsed.value is None:
            assert parsed.problem is None or parsed.problem.hard
        else:
            assert parse(str(parsed.value)).value == parsed.value
            to_units(parsed.value, places)
    parse_integer(text)
