"""Birthdays in the solar or the lunar calendar, with the year or without (METHOD.md sections 1 and 11)."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from msgspec import Struct

from crmdesk.core import patterns
from crmdesk.core.dates import FIRST_YEAR, LAST_YEAR, Order, month_number, numeral, parse_date, shorten
from crmdesk.core.errors import Parsed, Problem
from crmdesk.core.lunar import month_of
from crmdesk.core.texts import normal
from crmdesk.core.words import Words

_MONTH_NAMES = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")
_DIGITS = "一二三四五六七八九十"
_LUNAR_DAYS = 30
_LEAP_YEAR = 2000

_STORED = patterns.late(r"(L?)(?:([0-9]{4})|-)-([0-9]{2})(\+?)-([0-9]{2})")
_CALENDAR = patterns.late(
    r"\(?(?:(农历|阴历|旧历|夏历|古历|lunar)|公历|阳历|新历|国历|西历|solar)\)?[:\s]?", re.IGNORECASE
)
_MONTH_DAY = patterns.late(r"([0-9]{1,2})\s?(?:[-/]|月)\s?([0-9]{1,2})\s?[日号]?")
_FOUR_DIGITS = patterns.late(r"(0[0-9]|1[0-2])([0-9]{2})")
_NUMERAL_MONTH_DAY = patterns.late(r"([一二三四五六七八九十]{1,3})月([一二三四五六七八九十廿卅]{1,3})[日号]")
_BARE_NUMERALS = patterns.late(r"(?:.*年)?[一二三四五六七八九十]{1,3}月[一二三四五六七八九十廿卅]{1,3}")
_ENGLISH = patterns.late(
    r"([0-9]{1,2})(?:st|nd|rd|th)?[- ]([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?"
)
_LUNAR_ONLY = patterns.late(r"[闰閏正冬腊臘]|初|廿|卅")
_LUNAR = patterns.late(
    r"(?:([0-9]{4}|[〇○零一二三四五六七八九]{4})\s?[-/.年]\s?)?([闰閏]?)\s?"
    r"([0-9]{1,2}|[正元一二三四五六七八九十冬腊臘]{1,2})\s?(\+?)\s?[-/.月]\s?"
    r"([0-9]{1,2}|初?[一二三四五六七八九十]{1,3}|[廿卅][一二三四五六七八九]?)\s?[日号]?\s?(,? ?leap month)?"
)
_COMPACT = patterns.late(r"([0-9]{4})([0-9]{2})([0-9]{2})")


class Birthday(Struct, frozen=True):
    """A birthday. `year` is None where unknown; `lunar` months and days are the Chinese calendar's, `leap` marks its
    leap month. `str` gives the stored form: 1990-05-01, --05-01, L1990-04-07, L2023-02+-10."""

    month: int
    day: int
    year: int | None = None
    lunar: bool = False
    leap: bool = False

    def __str__(self) -> str:
        year = f"{self.year:04}" if self.year is not None else "-"
        return f"{'L' if self.lunar else ''}{year}-{self.month:02}{'+' if self.leap else ''}-{self.day:02}"

    def solar_date_in(self, year: int) -> dt.date:
        """The day on which the birthday of `year` is kept; for a lunar one `year` is the lunar year, whose last months
        reach into the next solar one. 29 February on the 28th, a leap month in the ordinary one where the year lacks
        it, the 30th of a short lunar month on the 29th (METHOD.md section 11)."""
        if not self.lunar:
            return dt.date(year, self.month, min(self.day, calendar.monthrange(year, self.month)[1]))
        month = month_of(year, self.month, leap=True) if self.leap else None
        month = month or month_of(year, self.month)
        assert month is not None
        return month.first + dt.timedelta(days=min(self.day, month.days) - 1)

    def next_date(self, today: dt.date) -> dt.date:
        """The first day, today or later, on which the birthday is kept."""
        years = (today.year - 1, today.year, today.year + 1)
        return min(day for day in map(self.solar_date_in, years) if day >= today)

    def show(self, words: Words) -> str:
        """农历1990年四月初七, 农历十月十八, 1990-05-01, 05-01; in English Lunar 1990-04-07, 1 May 1990, 1 May."""
        if self.lunar:
            return _shown_chinese(self) if words.chinese else _shown_english(self)
        if self.year is not None:
            return words.date(dt.date(self.year, self.month, self.day))
        if words.chinese:
            return f"{self.month:02}-{self.day:02}"
        return words.date(dt.date(_LEAP_YEAR, self.month, self.day)).removesuffix(f" {_LEAP_YEAR}")


def parse_birthday(text: str, *, order: Order | None = None) -> Parsed[Birthday]:
    """Read a birthday: the stored form, the usual solar forms (`order` as in `parse_date`), and lunar ones, which say
    so (农历, 阴历, 初, 廿, 闰, 正月, 腊月). Every problem is hard.

    Codes: those of `parse_date`; birthday-no-day, birthday-calendar (八月十五: lunar or solar?), birthday-no-such-day,
    birthday-lunar-day, birthday-no-leap, birthday-unreadable.
    """
    plain = normal(text)
    if not plain:
        return Parsed(None)
    if stored := _STORED.fullmatch(plain):
        lunar, year, month, leap, day = stored.groups()
        return _checked(int(month), int(day), int(year) if year else None, bool(lunar), bool(leap))
    named = _CALENDAR.search(plain)
    bare = (plain[: named.start()] + plain[named.end() :]).strip() if named else plain
    if (named and named[1]) or (not named and (_LUNAR_ONLY.search(bare))):
        return _lunar(bare, text)
    return _solar(bare, text, order, told=bool(named))


def _lunar(bare: str, text: str) -> Parsed[Birthday]:
    if compact := _COMPACT.fullmatch(bare):
        return _checked(int(compact[2]), int(compact[3]), int(compact[1]), lunar=True)
    match = _LUNAR.fullmatch(bare)
    if not match:
        return _refused("birthday-unreadable", text=shorten(text))
    year, leap, month, plus, day, english = match.groups()
    return _checked(
        _lunar_month(month),
        int(day) if day.isdigit() and day.isascii() else numeral(day),
        _number(year) if year else None,
        lunar=True,
        leap=bool(leap or plus or english),
    )


def _lunar_month(text: str) -> int:
    named = {"正": 1, "元": 1, "冬": 11, "腊": 12, "臘": 12}
    return named.get(text) or _number(text)


def _number(text: str) -> int:
    return int(text) if text.isascii() else numeral(text)


def _solar(bare: str, text: str, order: Order | None, *, told: bool) -> Parsed[Birthday]:
    if _BARE_NUMERALS.fullmatch(bare):
        if not told:
            return _refused("birthday-calendar", text=shorten(text))
        bare += "日"
    if month_day := _month_and_day(bare):
        return _checked(*month_day)
    date = parse_date(bare, order=order)
    if date.value:
        return Parsed(Birthday(date.value.month, date.value.day, date.value.year))
    if date.problem and date.problem.code == "date-no-day":
        return _refused("birthday-no-day", text=shorten(text))
    if date.problem and date.problem.code not in ("date-unreadable", "date-no-year"):
        return Parsed(None, date.problem)
    return _refused("birthday-unreadable", text=shorten(text))


def _month_and_day(bare: str) -> tuple[int, int] | None:
    """The parts of a solar birthday without a year."""
    if match := _MONTH_DAY.fullmatch(bare) or _FOUR_DIGITS.fullmatch(bare):
        return int(match[1]), int(match[2])
    if match := _NUMERAL_MONTH_DAY.fullmatch(bare):
        return numeral(match[1]), numeral(match[2])
    match = _ENGLISH.fullmatch(bare)
    month = month_number(match[2] or match[3]) if match else None
    return (month, int(match[1] or match[4])) if match and month else None


def _checked(
    month: int, day: int, year: int | None = None, lunar: bool = False, leap: bool = False
) -> Parsed[Birthday]:
    """The birthday, or why there is none."""
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return _refused("date-year", year=year, first=FIRST_YEAR, last=LAST_YEAR)
    if not 1 <= month <= len(_MONTH_NAMES):
        return _refused("date-no-month", month=month)
    if lunar:
        return _checked_lunar(Birthday(month, day, year, lunar=True, leap=leap))
    if leap:
        return _refused("birthday-unreadable", text=f"{month:02}+-{day:02}")
    if not 1 <= day <= calendar.monthrange(_LEAP_YEAR if year is None else year, month)[1]:
        if year is None:
            return _refused("birthday-no-such-day", month=month, day=day)
        return _refused("date-no-such-day", year=year, month=month, day=day)
    return Parsed(Birthday(month, day, year))


def _checked_lunar(birthday: Birthday) -> Parsed[Birthday]:
    days = _LUNAR_DAYS
    if birthday.year is not None:
        month = month_of(birthday.year, birthday.month, leap=birthday.leap)
        if month is None:
            return _refused("birthday-no-leap", year=birthday.year, month=birthday.month)
        days = month.days
    if not 1 <= birthday.day <= days:
        return _refused("birthday-lunar-day", month=birthday.month, day=birthday.day, days=days)
    return Parsed(birthday)


def _shown_chinese(birthday: Birthday) -> str:
    year = f"{birthday.year}年" if birthday.year is not None else ""
    return f"农历{year}{'闰' if birthday.leap else ''}{_MONTH_NAMES[birthday.month - 1]}月{_day_name(birthday.day)}"


def _day_name(day: int) -> str:
    tens, ones = divmod(day - 1, len(_DIGITS))
    if ones == len(_DIGITS) - 1:
        return ("初十", "二十", "三十")[tens]
    return "初十廿"[tens] + _DIGITS[ones]


def _shown_english(birthday: Birthday) -> str:
    year = f"{birthday.year}-" if birthday.year is not None else ""
    leap = ", leap month" if birthday.leap else ""
    return f"Lunar {year}{birthday.month:02}-{birthday.day:02}{leap}"


def _refused(code: str, **params: int | str) -> Parsed[Birthday]:
    return Parsed(None, Problem(code, params, hard=True))
