"""The days a report tells of and looks forward to."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.periods import week_of
from crmdesk.core.reports import following


@pytest.mark.parametrize(
    ("first", "last", "begin", "end"),
    [
        ("2026-11-19", "2026-11-19", "2026-11-20", "2026-11-20"),  # Thursday: Friday
        ("2026-11-20", "2026-11-20", "2026-11-21", "2026-11-23"),  # Friday: the weekend and Monday
        ("2026-11-21", "2026-11-21", "2026-11-22", "2026-11-23"),
        ("2026-11-22", "2026-11-22", "2026-11-23", "2026-11-23"),
        ("2026-11-16", "2026-11-22", "2026-11-23", "2026-11-29"),
        ("2026-12-28", "2027-01-03", "2027-01-04", "2027-01-10"),
        ("2026-11-01", "2026-11-30", "2026-12-01", "2026-12-30"),
    ],
)
def test_what_comes_after(first: str, last: str, begin: str, end: str) -> None:
    found = following(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert tuple(map(str, found)) == (begin, end)


@given(day=st.dates(dt.date(1901, 1, 8), dt.date(2099, 12, 20)))
def test_a_week_is_from_monday_to_sunday(day: dt.date) -> None:
    monday, sunday = week_of(day)
    assert (monday.isoweekday(), sunday.isoweekday()) == (1, 7)
    assert monday <= day <= sunday
    assert (sunday - monday).days == 6
