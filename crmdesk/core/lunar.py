"""The months and solar terms of the Chinese calendar, worked out once for each year (METHOD.md section 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from crmdesk.core import lunar_table

_TERMS = (
    "冬至 小寒 大寒 立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 "
    "夏至 小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪"
).split()
_FIRST_TERM = 1
"""Which of the terms that the library gives is the winter solstice of the year before."""


class Month(Struct, frozen=True):
    """A lunar month: `number` 1 to 12, a leap month has that of the one before; 29 or 30 `days` from `first`."""

    number: int
    leap: bool
    first: dt.date
    days: int


@lru_cache(maxsize=256)
def months(year: int) -> tuple[Month, ...]:
    """The months of a lunar year in their order."""
    if lunar_table.FIRST <= year <= lunar_table.LAST:
        return tuple(Month(*each) for each in lunar_table.months(year))
    return worked_out_months(year)


def worked_out_months(year: int) -> tuple[Month, ...]:
    """The same of any year, in some 10 ms."""
    from lunar_python import LunarYear

    return tuple(
        Month(abs(each.getMonth()), each.getMonth() < 0, _day(each.getFirstJulianDay()), each.getDayCount())
        for each in LunarYear.fromYear(year).getMonthsInYear()
    )


def month_of(year: int, number: int, *, leap: bool = False) -> Month | None:
    """One of them; None where the year has no such leap month."""
    return next((each for each in months(year) if (each.number, each.leap) == (number, leap)), None)


def date_of(day: dt.date) -> tuple[int, Month, int]:
    """The lunar year of a day, the month in it, and the day of the month."""
    year = day.year if day >= months(day.year)[0].first else day.year - 1
    month = next(each for each in reversed(months(year)) if each.first <= day)
    return year, month, (day - month.first).days + 1


@lru_cache(maxsize=256)
def terms(year: int) -> Mapping[dt.date, str]:
    """The solar terms of a solar year, in Chinese, by the day they begin on."""
    if lunar_table.FIRST <= year <= lunar_table.LAST:
        return lunar_table.terms(year)
    return worked_out_terms(year)


def worked_out_terms(year: int) -> Mapping[dt.date, str]:
    """The same of any year, in some 10 ms."""
    from lunar_python import LunarYear

    days = map(_day, LunarYear.fromYear(year).getJieQiJulianDays()[_FIRST_TERM:])
    return {day: _TERMS[at % len(_TERMS)] for at, day in enumerate(days) if day.year == year}


def _day(julian: float) -> dt.date:
    from lunar_python import Solar

    solar: Any = Solar.fromJulianDay(julian)
    return dt.date(solar.getYear(), solar.getMonth(), solar.getDay())
