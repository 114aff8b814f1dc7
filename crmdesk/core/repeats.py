"""How often a task comes round: weekly, monthly, yearly, each lunar year (METHOD.md section 11)."""

from __future__ import annotations

import calendar
import datetime as dt

from msgspec import Struct

from crmdesk.core.birthdays import Birthday
from crmdesk.core.dates import LAST_YEAR

WEEKLY, MONTHLY, YEARLY, LUNAR = "weekly", "monthly", "yearly", "lunar-yearly"
_WEEK, _MONTHS = 7, 12
_LONGEST_GAP = {WEEKLY: 7, MONTHLY: 31, YEARLY: 366, LUNAR: 385}
_SEPARATOR = "/"


class Series(Struct, frozen=True):
    """The times of a task that repeats: the `first` one, which all others are counted from, and for which of them the
    task at hand is `planned`, to whatever day it was postponed. `str` gives the stored form."""

    first: dt.date
    planned: dt.date

    def __str__(self) -> str:
        return f"{self.first}{_SEPARATOR}{self.planned}"


def series_of(text: str | None, due_on: dt.date) -> Series:
    """The stored form; without one the series begins with this task."""
    if not text:
        return Series(due_on, due_on)
    first, _, planned = text.partition(_SEPARATOR)
    return Series(dt.date.fromisoformat(first), dt.date.fromisoformat(planned or first))


def next_due(anchor: dt.date, repeat: str, after: dt.date, until: dt.date | None = None) -> dt.date | None:
    """The first time after a day; None beyond `until`, or beyond the years that dates may have.

    A month without the anchor's day has it on its last one, 29 February is the 28th in other years, and the 31st stays
    the 31st where there is one. A lunar year's day is kept by the rules of birthdays.
    """
    found = _occurrence(anchor, repeat, _first_after(anchor, repeat, after))
    return None if found is None or (until is not None and found > until) else found


def passed_over(anchor: dt.date, repeat: str, planned: dt.date, done_on: dt.date, until: dt.date | None = None) -> int:
    """How many times after the planned one had come by the day on which it was done: nobody makes up for them."""
    last = done_on if until is None else min(done_on, until)
    return max(0, _first_after(anchor, repeat, last) - _first_after(anchor, repeat, planned))


def _first_after(anchor: dt.date, repeat: str, after: dt.date) -> int:
    """Which time is the first one after a day; 0 is the anchor itself."""
    if repeat not in _LONGEST_GAP:
        raise ValueError(repeat)
    number = max(0, (after - anchor).days // _LONGEST_GAP[repeat])
    while (day := _occurrence(anchor, repeat, number)) is not None and day <= after:
        number += 1
    return number


def _occurrence(anchor: dt.date, repeat: str, number: int) -> dt.date | None:
    if repeat == WEEKLY:
        day = anchor.toordinal() + _WEEK * number
        return dt.date.fromordinal(day) if day < dt.date(LAST_YEAR + 1, 1, 1).toordinal() else None
    if repeat == LUNAR:
        return _lunar(anchor, number)
    months = anchor.month - 1 + number * (1 if repeat == MONTHLY else _MONTHS)
    year, month = anchor.year + months // _MONTHS, months % _MONTHS + 1
    if year > LAST_YEAR:
        return None
    return dt.date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))


def _lunar(anchor: dt.date, number: int) -> dt.date | None:
    from lunar_python import Solar

    lunar = Solar.fromYmd(anchor.year, anchor.month, anchor.day).getLunar()
    year: int = lunar.getYear() + number
    if year >= LAST_YEAR:
        return None
    month: int = lunar.getMonth()
    return Birthday(abs(month), lunar.getDay(), lunar=True, leap=month < 0).solar_date_in(year)
