"""Which birthdays come round within some days, beside the rule for one birthday."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.birthdays import Birthday
from crmdesk.core.birthdays_near import kept_within


def ending(birthday: Birthday) -> str:
    return f"{birthday.month:02}{'+' if birthday.leap else ''}-{birthday.day:02}"


@settings(max_examples=20)
@given(
    today=st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31)),
    days=st.sampled_from([0, 1, 7, 30, 90]),
    month=st.integers(1, 12),
    day=st.integers(1, 30),
    kind=st.sampled_from(["solar", "lunar", "leap"]),
)
def test_they_are_those_whose_next_date_is_near(today: dt.date, days: int, month: int, day: int, kind: str) -> None:
    birthday = Birthday(month, min(day, 29) if month == 2 else day, None, kind != "solar", kind == "leap")
    near = kept_within(today, days)
    assert near is not None
    solar, lunar = near
    there = ending(birthday) in (lunar if birthday.lunar else solar)
    assert there == ((birthday.next_date(today) - today).days <= days)


@pytest.mark.parametrize(
    ("today", "days", "solar", "lunar"),
    [
        (dt.date(2026, 11, 21), 0, {"11-21"}, {"10-13", "10+-13"}),
        (dt.date(2027, 2, 28), 0, {"02-28", "02-29"}, {"01-23", "01+-23"}),
        (dt.date(2028, 2, 28), 0, {"02-28"}, {"02-04", "02+-04"}),
        (dt.date(2026, 12, 31), 1, {"12-31", "01-01"}, {"11-23", "11+-23", "11-24", "11+-24"}),
        (dt.date(2023, 4, 19), 0, {"04-19"}, {"02+-29", "02+-30"}),
    ],
)
def test_leap_days_leap_months_and_short_months(today: dt.date, days: int, solar: set[str], lunar: set[str]) -> None:
    assert kept_within(today, days) == (solar, lunar)


def test_within_a_year_everybody_has_a_birthday() -> None:
    assert kept_within(dt.date(2026, 11, 21), 366) is None
