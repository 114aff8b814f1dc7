"""When the reminder of the day comes."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.assets import load_words
from crmdesk.core import reminding
from crmdesk.core.reminding import Waiting

NINE = dt.time(9)
DAY = dt.date(2026, 11, 23)


def at(text: str, day: int = 23) -> dt.datetime:
    return dt.datetime.combine(dt.date(2026, 11, day), dt.time.fromisoformat(text))


@pytest.mark.parametrize(
    ("now", "since", "reminded", "wanted"),
    [
        (at("08:59"), at("08:00"), (), False),
        (at("09:00"), at("08:00"), (), True),
        (at("09:00"), at("09:00"), (), False),  # who starts it now sees the day
        (at("14:00"), at("08:00"), (), True),  # the machine slept
        (at("14:00"), at("10:00"), (), False),
        (at("09:00"), at("08:00"), (DAY,), False),
        (at("09:00"), at("08:00"), (dt.date(2026, 11, 22),), True),
        (at("09:00", 24), at("18:00"), (DAY,), True),  # midnight passed
        (at("09:30", 22), at("08:00", 22), (dt.date(2026, 11, 22), DAY), False),  # the clock was set back a day
    ],
)
def test_once_a_day_at_its_time(now, since, reminded, wanted):
    assert reminding.is_due(now, since, NINE, reminded) is wanted


@given(st.lists(st.datetimes(dt.datetime(2026, 11, 20), dt.datetime(2026, 11, 24)), max_size=40), st.times())
def test_however_the_clock_jumps_no_day_is_reminded_of_twice(moments: list[dt.datetime], time: dt.time):
    since, reminded, told = dt.datetime(2026, 11, 20), [], []
    for now in moments:
        since = reminding.looking_since(now, since)
        if reminding.is_due(now, since, time, reminded):
            told.append(now.date())
            reminded = reminding.with_day(reminded, now.date())
    assert len(told) == len(set(told))


def test_a_clock_set_back_within_the_day_still_reminds():
    since = reminding.looking_since(at("08:30"), at("10:00", 30))
    assert reminding.is_due(at("09:00"), since, NINE, ())


def test_few_days_are_kept():
    days: list[dt.date] = []
    for number in range(40):
        days = reminding.with_day(days, DAY + dt.timedelta(days=number))
    assert len(days) == reminding.KEPT_DAYS
    assert days[-1] == DAY + dt.timedelta(days=39)


@pytest.mark.parametrize(
    ("text", "time"), [("07:30", dt.time(7, 30)), ("", NINE), ("25:00", NINE), ("07:30:15", dt.time(7, 30))]
)
def test_a_time_that_cannot_be_read_is_the_usual_one(text, time):
    assert reminding.read_time(text) == time


def test_only_what_waits_is_said():
    words = load_words("en")
    assert reminding.sentence(Waiting(), words) == ""
    assert reminding.sentence(Waiting(contacts=14, complaints=1), words) == "14 to contact, 1 complaint"
