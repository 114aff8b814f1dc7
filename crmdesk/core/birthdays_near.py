"""Which birthdays come round within some days, as the endings of their stored form (METHOD.md section 11)."""

from __future__ import annotations

import calendar
import datetime as dt

_WHOLE_YEAR = 366


def kept_within(today: dt.date, days: int) -> tuple[frozenset[str], frozenset[str]] | None:
    """The solar (`05-01`) and lunar (`04-07`, `02+-10`) months and days whose birthday is kept from today to so many
    days ahead, by the rules of `Birthday.solar_date_in`. None: every birthday."""
    if days >= _WHOLE_YEAR:
        return None
    solar: set[str] = set()
    lunar: set[str] = set()
    for ahead in range(days + 1):
        day = today + dt.timedelta(days=ahead)
        solar.add(f"{day:%m-%d}")
        if (day.month, day.day) == (2, 28) and not calendar.isleap(day.year):
            solar.add("02-29")
        lunar.update(_lunar(day))
    return frozenset(solar), frozenset(lunar)


def _lunar(day: dt.date) -> set[str]:
    """The lunar birthdays kept on this day: a leap month's too where the year lacks it, the 30th of a short month."""
    from lunar_python import LunarYear, Solar

    date = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    number: int = date.getMonth()
    year = LunarYear.fromYear(date.getYear())
    months = [f"{abs(number):02}+" if number < 0 else f"{number:02}"]
    if number > 0 and year.getMonth(-number) is None:
        months.append(f"{number:02}+")
    last: int = year.getMonth(number).getDayCount()
    kept = [date.getDay(), *([30] if date.getDay() == last < 30 else [])]
    return {f"{month}-{each:02}" for month in months for each in kept}
