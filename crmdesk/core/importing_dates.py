"""What the cells of a column of dates say together: day before month or after it, day numbers, dates turned round."""

from __future__ import annotations

import datetime as dt
import re

from crmdesk.core.dates import Order, leading_parts
from crmdesk.core.texts import normal

FIRST_SERIAL, LAST_SERIAL = 10_000, 73_051
"""Day numbers of spreadsheets that are taken for dates, 1927–2099; smaller figures can be 0501 or 1990."""

_MONTHS = 12
_REMEMBERED = 20_000
_SUSPICIOUS = 6  # so many dates in a row of the month's first twelve days: 0.4 % by chance
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_YEAR_FIRST = re.compile(r"[0-9]{4}[-/.年]")


class DateFacts:
    """Takes every cell of one column of dates, then tells how its texts are to be read."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._month_first = False
        self._day_first = False
        self._open = False
        self._serials = False
        self._others = False
        self._early = 0
        self._late = False

    def take(self, cell: object) -> None:
        """Look at one cell."""
        if isinstance(cell, str):
            if _YEAR_FIRST.match(cell):
                self._others = True
            elif cell not in self._seen:
                self._text(cell)
        elif isinstance(cell, dt.date):
            if cell.day > _MONTHS:
                self._late = True
            else:
                self._early += 1

    def _text(self, cell: str) -> None:
        if len(self._seen) < _REMEMBERED:
            self._seen.add(cell)
        plain = normal(cell)
        if not plain:
            return
        if is_serial(plain):
            self._serials = True
            return
        self._others = True
        if parts := leading_parts(plain):
            first, second = parts
            self._day_first |= first > _MONTHS >= second
            self._month_first |= second > _MONTHS >= first
            self._open |= first <= _MONTHS and second <= _MONTHS and first != second

    @property
    def order(self) -> Order | None:
        """'mdy' or 'dmy' where some dates can only be read so and none only the other way."""
        if self._day_first == self._month_first:
            return None
        return "dmy" if self._day_first else "mdy"

    @property
    def undecided(self) -> bool:
        """Whether there are dates that can mean two days and nothing in the column tells which."""
        return self._open and self.order is None

    @property
    def serials(self) -> bool:
        """Whether every text is a day number."""
        return self._serials and not self._others

    @property
    def exchanged(self) -> bool:
        """Whether a spreadsheet program seems to have read this column with day and month exchanged: what could be a
        date that way became one, with never a day over 12, and the rest stayed text."""
        one_way = self._day_first != self._month_first and not self._open
        return one_way and not self._late and self._early >= _SUSPICIOUS


def is_serial(plain: str) -> bool:
    """Whether a text is a day number of our time."""
    match = _SERIAL.fullmatch(plain)
    return match is not None and FIRST_SERIAL <= int(match[1]) < LAST_SERIAL
