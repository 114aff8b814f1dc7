"""When a repeated task comes round: what every rule gives, and against a walk from time to time."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.dates import LAST_YEAR
from crmdesk.core.repeats import Series, next_due, passed_over, series_of
from crmdesk.core.tasks import Following, following

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2080, 12, 31))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("repeat", "anchor", "after", "expected"),
    [
        ("weekly", "2026-11-20", "2026-11-20", "2026-11-27"),
        ("weekly", "2026-11-20", "2026-11-26", "2026-11-27"),
        ("weekly", "2026-11-20", "2026-11-01", "2026-11-20"),
        ("monthly", "2026-01-31", "2026-01-31", "2026-02-28"),
        ("monthly", "2026-01-31", "2026-02-28", "2026-03-31"),
        ("monthly", "2026-01-31", "2026-03-31", "2026-04-30"),
        ("monthly", "2024-01-30", "2024-02-01", "2024-02-29"),
        ("monthly", "2026-12-15", "2026-12-15", "2027-01-15"),
        ("yearly", "2024-02-29", "2024-02-29", "2025-02-28"),
        ("yearly", "2024-02-29", "2027-02-28", "2028-02-29"),
        ("yearly", "2025-02-28", "2027-03-01", "2028-02-28"),
        # 中秋, the 15th of the eighth lunar month
        ("lunar-yearly", "2025-10-06", "2025-10-06", "2026-09-25"),
        ("lunar-yearly", "2025-10-06", "2030-01-01", "2030-09-12"),
        # the 10th of the leap second month of 2023 is kept in the ordinary one until there is a leap one again
        ("lunar-yearly", "2023-03-31", "2023-03-31", "2024-03-19"),
        ("lunar-yearly", "2023-03-31", "2042-01-01", "2042-03-31"),
        # the 30th of the twelfth month: the 29th where it is short
        ("lunar-yearly", "2024-02-09", "2024-02-09", "2025-01-28"),
        # the twelfth month of one lunar year lies in the next solar one
        ("lunar-yearly", "2026-01-26", "2026-01-26", "2027-01-15"),
    ],
)
def test_the_next_time(repeat: str, anchor: str, after: str, expected: str) -> None:
    assert next_due(day(anchor), repeat, day(after)) == day(expected)


def test_a_repeat_ends_with_its_last_day_and_with_the_years_there_are() -> None:
    assert next_due(day("2026-11-20"), "weekly", day("2026-11-20"), day("2026-11-27")) == day("2026-11-27")
    assert next_due(day("2026-11-20"), "weekly", day("2026-11-20"), day("2026-11-26")) is None
    for repeat in ("weekly", "monthly", "yearly", "lunar-yearly"):
        assert next_due(dt.date(LAST_YEAR, 12, 31), repeat, dt.date(LAST_YEAR, 12, 31)) is None


@pytest.mark.parametrize(
    ("repeat", "planned", "done", "until", "expected"),
    [
        ("weekly", "2026-11-02", "2026-11-02", None, 0),
        ("weekly", "2026-11-02", "2026-10-30", None, 0),
        ("weekly", "2026-11-02", "2026-11-08", None, 0),
        ("weekly", "2026-11-02", "2026-11-09", None, 1),
        ("weekly", "2026-11-02", "2026-11-30", "2026-11-16", 2),
        ("monthly", "2026-08-31", "2026-11-21", None, 2),
        ("yearly", "2020-02-29", "2026-02-28", None, 6),
    ],
)
def test_times_that_were_passed_over(repeat: str, planned: str, done: str, until: str | None, expected: int) -> None:
    first = day(planned)
    assert passed_over(first, repeat, first, day(done), day(until) if until else None) == expected


@settings(max_examples=150, deadline=None)
@given(anchor=DAYS, after=st.integers(-400, 4000), repeat=st.sampled_from(["weekly", "monthly", "yearly"]))
def test_it_is_what_a_walk_gives(anchor: dt.date, after: int, repeat: str) -> None:
    bound = anchor + dt.timedelta(days=after)
    walked, passed = anchor, 0
    while walked <= bound:
        passed += 1
        walked = _step(anchor, repeat, passed)
    assert next_due(anchor, repeat, bound) == walked
    assert passed_over(anchor, repeat, anchor, bound) == max(0, passed - 1)


def _step(anchor: dt.date, repeat: str, times: int) -> dt.date:
    if repeat == "weekly":
        return anchor + dt.timedelta(weeks=times)
    year, month = anchor.year, anchor.month
    for _ in range(times * (12 if repeat == "yearly" else 1)):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return dt.date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))


@settings(max_examples=8, deadline=None)
@given(anchor=st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)), times=st.integers(1, 3))
def test_a_lunar_year_is_kept_on_its_month_and_day(anchor: dt.date, times: int) -> None:
    from lunar_python import Solar

    due = anchor
    for _ in range(times):
        found = next_due(anchor, "lunar-yearly", due)
        assert found is not None
        assert 350 < (found - due).days < 390
        due = found
    was, now = (Solar.fromYmd(d.year, d.month, d.day).getLunar() for d in (anchor, due))
    assert now.getYear() - was.getYear() == times
    assert abs(now.getMonth()) == abs(was.getMonth())
    assert now.getDay() == was.getDay() or (was.getDay(), now.getDay()) == (30, 29)


def test_doing_it_late_early_or_after_postponing() -> None:
    series = Series(day("2026-01-31"), day("2026-02-28"))
    assert series_of(str(series), day("2026-03-05")) == series
    assert series_of(None, day("2026-03-05")) == Series(day("2026-03-05"), day("2026-03-05"))
    assert following("monthly", series, None, day("2026-02-20")) == Following(day("2026-03-31"), 0)
    assert following("monthly", series, None, day("2026-05-31")) == Following(day("2026-06-30"), 3)
    assert following("monthly", series, day("2026-03-30"), day("2026-02-28")) == Following(None, 0)
    assert following(None, series, None, day("2026-05-31")) == Following(None, 0)
