"""The Chinese holidays of any year, solar and lunar, and how a day is called in the lunar calendar (METHOD.md section
11). Tested for 1901 to 2099."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core import lunar
from crmdesk.core.birthdays import Birthday
from crmdesk.core.choices_daily import OCCASION
from crmdesk.core.words import Label, Words

PERSONAL = ("birthday", "founding", "first-order")
"""Occasions that each customer has on a day of its own."""
HOLIDAYS = tuple(choice.key for choice in OCCASION if choice.key not in PERSONAL)
FIRST_YEAR, LAST_YEAR = 1901, 2099
LITTLE_NEW_YEAR_NORTH = 23

_SOLAR = {
    (1, 1): "new-year", (3, 8): "womens-day", (5, 1): "labour-day", (9, 10): "teachers-day", (10, 1): "national-day",
}  # fmt: skip
_LUNAR = {
    (1, 1): "spring-festival", (1, 15): "lantern", (5, 5): "dragon-boat", (7, 7): "qixi", (8, 15): "mid-autumn",
    (9, 9): "double-ninth", (12, 8): "laba",
}  # fmt: skip
_TERMS = {"清明": "qingming", "冬至": "winter-solstice"}
"""Holidays that are solar terms."""
_LABELS = {choice.key: choice.label for choice in OCCASION}
_LAST_LUNAR_MONTH, _LAST_LUNAR_DAY = 12, 30


class Holiday(Struct, frozen=True):
    """A holiday on the day it is kept; `key` is one of `HOLIDAYS`."""

    key: str
    day: dt.date


def label(key: str) -> Label:
    """The name of an occasion in both languages."""
    return _LABELS[key]


@lru_cache(maxsize=64)
def holidays(year: int, little_new_year: int = LITTLE_NEW_YEAR_NORTH) -> tuple[Holiday, ...]:
    """Every holiday of a solar year, in order; those of the twelfth lunar month may come twice in one, or never.

    `little_new_year`: its day of the twelfth lunar month, 23 in the north and 24 in the south.
    """
    found = [Holiday(key, dt.date(year, month, day)) for (month, day), key in _SOLAR.items()]
    found += [Holiday(_TERMS[term], day) for day, term in lunar.terms(year).items() if term in _TERMS]
    for lunar_year in (year - 1, year):
        found += [each for each in _of_lunar_year(lunar_year, little_new_year) if each.day.year == year]
    return tuple(sorted(found, key=lambda each: (each.day, HOLIDAYS.index(each.key))))


def of_day(day: dt.date, little_new_year: int = LITTLE_NEW_YEAR_NORTH) -> tuple[Holiday, ...]:
    """The holidays of one day."""
    return between(day, day, little_new_year)


def between(first: dt.date, last: dt.date, little_new_year: int = LITTLE_NEW_YEAR_NORTH) -> tuple[Holiday, ...]:
    """The holidays from one day to another with both, in order."""
    years = range(first.year, last.year + 1)
    return tuple(each for year in years for each in holidays(year, little_new_year) if first <= each.day <= last)


def next_of(key: str, today: dt.date, little_new_year: int = LITTLE_NEW_YEAR_NORTH) -> dt.date:
    """The first day, today or later, of a holiday. Raises KeyError for none of `HOLIDAYS`."""
    if key not in HOLIDAYS:
        raise KeyError(key)
    years = (today.year, today.year + 1, today.year + 2)
    return next(
        each.day for year in years for each in holidays(year, little_new_year) if each.key == key and each.day >= today
    )


def lunar_date(day: dt.date) -> Birthday:
    """The day in the lunar calendar, with its year."""
    year, month, number = lunar.date_of(day)
    return Birthday(month.number, number, year, lunar=True, leap=month.leap)


def lunar_shown(day: dt.date, words: Words, little_new_year: int = LITTLE_NEW_YEAR_NORTH) -> str:
    """农历十月十五，下元节; Lunar 10-15, Xiayuan Festival: with the day's holidays, festivals and solar term."""
    date = lunar_date(day)
    shown = replace(date, year=None).show(words)
    labels = [label(each.key) for each in of_day(day, little_new_year)]
    if not date.leap and (date.month, date.day) in _FESTIVALS:
        labels.append(_FESTIVALS[date.month, date.day])
    term = lunar.terms(day.year).get(day)
    if term is not None and term not in _TERMS:
        labels.append(Label(_TERM_LABELS[term], term))
    if not labels:
        return shown
    names = ("、" if words.chinese else ", ").join(map(words.label, labels))
    return f"{shown}，{names}" if words.chinese else f"{shown}, {names}"


def _of_lunar_year(year: int, little_new_year: int) -> tuple[Holiday, ...]:
    days = {key: Birthday(month, day, lunar=True) for (month, day), key in _LUNAR.items()}
    days["little-new-year"] = Birthday(_LAST_LUNAR_MONTH, little_new_year, lunar=True)
    days["new-years-eve"] = Birthday(_LAST_LUNAR_MONTH, _LAST_LUNAR_DAY, lunar=True)
    return tuple(Holiday(key, day.solar_date_in(year)) for key, day in days.items())


_FESTIVALS = {
    (2, 2): Label("Dragon Raises Its Head", "龙抬头"), (3, 3): Label("Shangsi Festival", "上巳节"),
    (7, 15): Label("Zhongyuan Festival", "中元节"), (10, 1): Label("Hanyi Festival", "寒衣节"),
    (10, 15): Label("Xiayuan Festival", "下元节"),
}  # fmt: skip
_TERM_LABELS = {
    "小寒": "Minor Cold", "大寒": "Major Cold", "立春": "Start of Spring", "雨水": "Rain Water",
    "惊蛰": "Awakening of Insects", "春分": "Spring Equinox", "清明": "Qingming", "谷雨": "Grain Rain",
    "立夏": "Start of Summer", "小满": "Grain Buds", "芒种": "Grain in Ear", "夏至": "Summer Solstice",
    "小暑": "Minor Heat", "大暑": "Major Heat", "立秋": "Start of Autumn", "处暑": "End of Heat",
    "白露": "White Dew", "秋分": "Autumn Equinox", "寒露": "Cold Dew", "霜降": "Frost's Descent",
    "立冬": "Start of Winter", "小雪": "Minor Snow", "大雪": "Major Snow", "冬至": "Winter Solstice",
}  # fmt: skip
