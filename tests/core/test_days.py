"""Days inside a phrase."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.assets import load_words
from crmdesk.core import days

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("day", "english", "chinese"),
    [
        ("2026-11-21", "Today", "今天"),
        ("2026-11-26", "26 Nov", "11-26"),
        ("2026-01-05", "5 Jan", "01-05"),
        ("2027-01-05", "5 Jan 2027", "2027-01-05"),
        ("2025-12-31", "31 Dec 2025", "2025-12-31"),
    ],
)
def test_a_day_drops_the_year_that_goes_without_saying(day: str, english: str, chinese: str):
    at = dt.date.fromisoformat(day)
    assert days.near(at, TODAY, load_words("en")) == english
    assert days.near(at, TODAY, load_words("zh_CN")) == chinese


@pytest.mark.parametrize(
    ("day", "told"),
    [("2026-11-21", ""), ("2026-11-22", ""), ("2026-11-20", "1 day overdue"), ("2026-01-21", "304 days overdue")],
)
def test_how_long_a_day_is_past(day: str, told: str):
    assert days.overdue(dt.date.fromisoformat(day), TODAY, load_words("en")) == told


@pytest.mark.parametrize(
    ("day", "told"),
    [("2026-11-21", "Today"), ("2026-11-24", "24 Nov"), ("2026-11-20", "20 Nov  1 day overdue")],
)
def test_a_day_that_is_past_stands_as_a_date_beside_its_lateness(day: str, told: str):
    assert days.with_lateness(dt.date.fromisoformat(day), TODAY, load_words("en")) == told
