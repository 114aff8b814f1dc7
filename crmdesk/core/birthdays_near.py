"""Which birthdays come round within some days, as the endings of their stored form (METHOD.md section 11)."""

from __future__ import annotations

import calendar
import datetime as dt

from crmdesk.core.lunar import date_of, month_of

_WHOLE_YEAR = 366
_LONGEST = 30


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
    year, month, number = date_of(day)
    months = [f"{month.number:02}{'+' if month.leap else ''}"]
    if not month.leap and month_of(year, month.number, leap=True) is None:
        months.append(f"{month.number:02}+")
    kept = [number, *([_LONGEST] if number == month.days < _LONGEST else [])]
    return {f"{named}-{each:02}" for named in months for each in kept}
