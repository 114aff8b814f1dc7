"""The words of one language: translated texts, labels, and how numbers, money and dates are written."""

from __future__ import annotations

import datetime as dt
import gettext as gettext_module
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct

from crmdesk.core.errors import Problem, UserError

LANGUAGES = ("zh_CN", "en")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NO_AMOUNTS = frozenset({"year", "month", "day", "first", "last", "number", "batch", "version"})
"""Whole numbers in sentences that no thousands are marked in."""
_NO_MONEY = frozenset({"value", "count"})
"""Decimals in sentences that are not yuan."""


class Label(Struct, frozen=True):
    """One name in both languages: recognising spreadsheet headers needs both at once."""

    en: str
    zh: str


class Words:
    """Everything that is said to a person, in one language.

    `language` is one of `LANGUAGES`; `translations` the gettext catalogue of it.
    """

    def __init__(self, language: str, translations: gettext_module.NullTranslations) -> None:
        self.language = language
        self.gettext = translations.gettext
        self.ngettext = translations.ngettext

    @property
    def chinese(self) -> bool:
        return self.language == "zh_CN"

    def label(self, label: Label) -> str:
        return label.zh if self.chinese else label.en

    def message(self, code: str, params: Mapping[str, Any]) -> str:
        """The sentence of a code; labels, days, moments (midnight: a day alone), amounts and lists (tuples) among the
        parameters are put into this language, decimals as yuan."""
        from crmdesk.core.messages import MESSAGES

        shown = {
            key: self.money(value)
            if isinstance(value, Decimal) and key not in _NO_MONEY
            else self._shown(value, amount=key not in _NO_AMOUNTS)
            for key, value in params.items()
        }
        return self.gettext(MESSAGES[code]).format(**shown)

    def error(self, error: UserError) -> str:
        return self.message(error.code, error.params)

    def problem(self, problem: Problem) -> str:
        return self.message(problem.code, problem.params)

    def _shown(self, value: Any, *, amount: bool) -> Any:
        if isinstance(value, Label):
            return self.label(value)
        if isinstance(value, Problem):
            return self.problem(value)
        if isinstance(value, tuple):
            return ("、" if self.chinese else ", ").join(str(self._shown(each, amount=amount)) for each in value)
        if isinstance(value, dt.datetime):
            return self.date(value.date()) if value.time() == dt.time() else self.moment(value)
        if isinstance(value, dt.date):
            return self.date(value)
        return self.number(value) if amount and type(value) is int else value

    def date(self, day: dt.date) -> str:
        """2026-11-21 in Chinese, 21 Nov 2026 in English."""
        if self.chinese:
            return day.isoformat()
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def day(self, day: dt.date) -> str:
        """11-21, 21 Nov: where the year is known."""
        return f"{day:%m-%d}" if self.chinese else f"{day.day} {_MONTHS[day.month - 1]}"

    def month(self, day: dt.date) -> str:
        """2026 年 11 月, Nov 2026."""
        return f"{day.year} 年 {day.month} 月" if self.chinese else f"{_MONTHS[day.month - 1]} {day.year}"

    def weekday(self, day: dt.date) -> str:
        """星期一, Monday."""
        place = day.weekday()
        return f"星期{'一二三四五六日'[place]}" if self.chinese else _WEEKDAYS[place]

    def full_date(self, day: dt.date) -> str:
        """2026-11-21 星期六, Saturday, 21 Nov 2026."""
        return f"{self.date(day)} {self.weekday(day)}" if self.chinese else f"{self.weekday(day)}, {self.date(day)}"

    def moment(self, at: dt.datetime) -> str:
        """A local instant to the minute."""
        return f"{self.date(at.date())} {at:%H:%M}"

    def number(self, value: int | Decimal) -> str:
        """1,234.5, without zeros at the end of decimals."""
        return f"{value.normalize():,f}" if isinstance(value, Decimal) else f"{value:,}"

    def money(self, yuan: Decimal) -> str:
        """¥12,000.00; unit prices keep up to four decimals."""
        exact = yuan.quantize(Decimal("0.0001")).normalize()
        exponent = exact.as_tuple().exponent
        decimals = max(2, -exponent if isinstance(exponent, int) else 2)
        sign = "-" if yuan < 0 else ""
        return f"{sign}¥{abs(yuan):,.{decimals}f}"
