"""Dates as people and spreadsheets write them. Never a wrong date: what could mean two days is refused."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Literal

from crmdesk.core import patterns
from crmdesk.core.errors import Parsed, Problem
from crmdesk.core.texts import normal

Order = Literal["mdy", "dmy"]

FIRST_YEAR, LAST_YEAR = 1800, 2200
_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_TENS = {"廿": 20, "卅": 30}
_SHOWN = 40

_YEAR_FIRST = patterns.late(r"([0-9]{4})\s?([-/.,、\\_]|\s)\s?([0-9]{1,2})\s?\2\s?([0-9]{1,2})")
_CHINESE = patterns.late(r"([0-9]{4})\s?年\s?([0-9]{1,2})\s?月\s?([0-9]{1,2})\s?[日号]?")
_COMPACT = patterns.late(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMERAL_DATE = patterns.late(
    r"([〇○零一二三四五六七八九]{4})年([元一二三四五六七八九十]{1,3})月([一二三四五六七八九十廿卅]{1,3})[日号]?"
)
_YEAR_LAST = patterns.late(r"([0-9]{1,2})\s?([-/.])\s?([0-9]{1,2})\s?\2\s?([0-9]{4})")
_NO_YEAR = patterns.late(
    r"[0-9]{1,2}\s?(?:[-/.]|月)\s?[0-9]{1,2}\s?[日号]?|[0-9]{1,2}[- ][0-9]{1,2}月"
    r"|[一二三四五六七八九十]{1,3}月[一二三四五六七八九十廿卅]{1,3}[日号]"
    r"|[0-9]{1,2}(?:st|nd|rd|th)?[- ]?[A-Za-z]{3,9}\.?|[A-Za-z]{3,9}\.?[- ]?[0-9]{1,2}(?:st|nd|rd|th)?",
)
_REPUBLIC = patterns.late(r"\(?(?:中[华華])?民[国國].*|R\.?O\.?C\.?\s?[0-9].*", re.IGNORECASE)
_STAMP = patterns.late(r"([0-9]{8})(?:[01][0-9]|2[0-3])(?:[0-5][0-9]){1,2}")
_NO_DAY = patterns.late(r"[0-9]{4}(?:\s?[-/.年]\s?[0-9]{1,2}\s?月?|\s?年)?|[A-Za-z]{3,9}\.? [0-9]{4}")
_SHORT_YEAR = patterns.late(
    r"[0-9]{1,2}\s?年\s?[0-9]{1,2}\s?月\s?[0-9]{1,2}\s?[日号]?|[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{1,2}"
    r"|[0-9]{1,2}[- ][A-Za-z]{3,9}[- ]'?[0-9]{2}"
)
_DAY_NAME = patterns.late(r"([0-9]{1,2})(?:st|nd|rd|th)?[-\s,.]{0,2}([A-Za-z]{3,9})\.?[-\s,]{0,2}([0-9]{4})")
_NAME_DAY = patterns.late(r"([A-Za-z]{3,9})\.?[-\s]?([0-9]{1,2})(?:st|nd|rd|th)?[-\s,]{1,2}([0-9]{4})")
_SERIAL = patterns.late(r"([0-9]{1,6})(?:\.[0-9]+)?")
_TIME = patterns.late(
    r"(?:T|\s|(?<=[日号])|(?=[上下早中晚凌]))\s?(?:上午|下午|早上|中午|晚上|凌晨|AM|PM)?\s?[0-9]{1,2}"
    r"(?:(?::[0-9]{1,2}){1,2}(?:\.[0-9]+)?|[时点](?:整|半|[0-9]{1,2}分?(?:[0-9]{1,2}秒?)?)?)"
    r"\s?(?:AM|PM|上午|下午)?\s?(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_WEEKDAY = patterns.late(r"\s?\(?(?:星期|周|礼拜)[一二三四五六日天]\)?")
_WEEKDAY_FIRST = patterns.late(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s", re.IGNORECASE)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def parse_date(text: str, *, order: Order | None = None, serials: bool = False) -> Parsed[dt.date]:
    """Read a date; a time of day behind it is dropped. Every problem is hard.

    `order` decides what 1/2/2020 means; without it such a date is refused unless one part is over 12.
    `serials` reads a bare number as a spreadsheet's day number (1900 system).
    Codes: date-unreadable, date-no-day, date-no-year, date-short-year, date-republic (民国), date-ambiguous,
    date-no-month, date-no-such-day, date-year.
    """
    plain = _date_part(normal(text))
    if not plain:
        return Parsed(None) if not normal(text) else _refused("date-unreadable", text=shorten(text))
    if serials and (serial := _SERIAL.fullmatch(plain)) and len(serial[1]) <= 6:
        return _from_serial(int(serial[1]))
    for pattern in (_YEAR_FIRST, _CHINESE, _COMPACT):
        if match := pattern.fullmatch(plain):
            return checked_date(int(match[1]), int(match.groups()[-2]), int(match.groups()[-1]))
    if match := _NUMERAL_DATE.fullmatch(plain):
        year, month, day = (numeral(part.replace("元", "一")) for part in match.groups())
        return checked_date(year, month, day)
    if match := _YEAR_LAST.fullmatch(plain):
        return _year_last(int(match[1]), int(match[3]), int(match[4]), order, plain)
    return _by_month_name(plain) or _refusal(plain)


def checked_date(year: int, month: int, day: int) -> Parsed[dt.date]:
    """The date, or why there is none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _refused("date-year", year=year, first=FIRST_YEAR, last=LAST_YEAR)
    if not 1 <= month <= len(_MONTHS):
        return _refused("date-no-month", month=month)
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return _refused("date-no-such-day", year=year, month=month, day=day)
    return Parsed(dt.date(year, month, day))


def leading_parts(text: str) -> tuple[int, int] | None:
    """The first two parts of a date whose year stands last in figures (13/2/2020 → 13, 2): day and month in an order
    that only other dates beside it can tell. None for any other text."""
    match = _YEAR_LAST.fullmatch(_date_part(normal(text)))
    return (int(match[1]), int(match[3])) if match else None


def numeral(text: str) -> int:
    """The number of Chinese numerals: 二〇二〇, 十二, 廿三, 三十一, 初七. Characters it does not know count nothing."""
    tens, digits = 0, ""
    for character in text:
        if character == "十":
            tens, digits = 10 * (int(digits) if digits else 1), ""
        elif character in _TENS:
            tens = _TENS[character]
        elif character in _NUMERALS:
            digits += str(_NUMERALS[character])
    return tens + int(digits or 0)


def month_number(name: str) -> int | None:
    """1–12 for an English month's name or its short form of three letters or more."""
    short = name.lower().rstrip(".")
    found = [number for number, month in enumerate(_MONTHS, start=1) if month.startswith(short)]
    return found[0] if len(short) >= 3 and len(found) == 1 else None


def shorten(text: str) -> str:
    """A typed text short enough to stand in a message."""
    plain = normal(text)
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"


def _date_part(plain: str) -> str:
    """Without time of day and weekday."""
    plain = _WEEKDAY_FIRST.sub("", plain, count=1) if _WEEKDAY_FIRST.match(plain) else plain
    plain = _WEEKDAY.sub("", plain, count=1)
    for match in _TIME.finditer(plain):
        if match.end() == len(plain):
            plain = plain[: match.start()]
            break
    stamp = _STAMP.fullmatch(plain.strip())
    return stamp[1] if stamp else plain.strip(" ,;。.")


def _from_serial(serial: int) -> Parsed[dt.date]:
    leap_bug = 60  # spreadsheets count a 29 February 1900 that never was
    if serial == leap_bug:
        return _refused("date-no-such-day", year=1900, month=2, day=29)
    day = dt.date(1899, 12, 31 if serial < leap_bug else 30) + dt.timedelta(days=serial)
    return checked_date(day.year, day.month, day.day) if serial else _refused("date-unreadable", text="0")


def _year_last(first: int, second: int, year: int, order: Order | None, plain: str) -> Parsed[dt.date]:
    if first > len(_MONTHS) or first == second:
        month, day = second, first
    elif second > len(_MONTHS) or order == "mdy":
        month, day = first, second
    elif order == "dmy":
        month, day = second, first
    else:
        return _refused("date-ambiguous", text=shorten(plain))
    return checked_date(year, month, day)


def _by_month_name(plain: str) -> Parsed[dt.date] | None:
    if match := _DAY_NAME.fullmatch(plain):
        day, name, year = match.groups()
    elif match := _NAME_DAY.fullmatch(plain):
        name, day, year = match.groups()
    else:
        return None
    month = month_number(name)
    return checked_date(int(year), month, int(day)) if month else None


def _refusal(plain: str) -> Parsed[dt.date]:
    if _SHORT_YEAR.fullmatch(plain):
        return _refused("date-short-year", text=shorten(plain))
    if _REPUBLIC.fullmatch(plain):
        return _refused("date-republic", text=shorten(plain))
    if _NO_DAY.fullmatch(plain):
        return _refused("date-no-day", text=shorten(plain))
    if _NO_YEAR.fullmatch(plain):
        return _refused("date-no-year", text=shorten(plain))
    return _refused("date-unreadable", text=shorten(plain))


def _refused(code: str, **params: int | str) -> Parsed[dt.date]:
    return Parsed(None, Problem(code, params, hard=True))
