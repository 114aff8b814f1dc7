"""Months counted from a day on, as the method counts them: from 31 August six months reach 28 February."""

from __future__ import annotations

import calendar
import datetime as dt

YEAR = 12
_SURE = 28
"""A day that every month has."""


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later (earlier where below zero), or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, YEAR)
    year, month = day.year + years, month + 1
    last = day.day if day.day <= _SURE else min(day.day, calendar.monthrange(year, month)[1])
    return dt.date(year, month, last)


def first_of_month(day: dt.date) -> dt.date:
    return day.replace(day=1)


def within(day: dt.date, months: int, today: dt.date) -> bool:
    """Whether a day lies in the months that end today."""
    return day <= today < add_months(day, months)


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of the week a day lies in."""
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)
