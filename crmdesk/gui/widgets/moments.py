"""A day with, where it is known, the time of day: typed, or the day picked from a month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.dates import DateEdit

Read = Callable[[str], dt.datetime | None]
Write = Callable[[dt.datetime], str]


class MomentEdit(DateEdit):
    """As `DateEdit`; another day keeps the time of day that was typed. Midnight stands for a day alone."""

    def __init__(
        self,
        words: Words,
        read: Read,
        write: Write,
        *,
        today: Callable[[], dt.date] = dt.date.today,
        placeholder: str = "",
        width: int = tokens.NORMAL_INPUT,
        name: str = "",
        label: str = "",
    ) -> None:
        self._read_moment, self._write_moment = read, write
        super().__init__(
            words, today=today, read=self._day, write=self._with_time, placeholder=placeholder, width=width, name=name,
            label=label,
        )  # fmt: skip

    def _day(self, text: str) -> dt.date | None:
        at = self._read_moment(text)
        return at.date() if at is not None else None

    def _with_time(self, day: dt.date) -> str:
        at = self._read_moment(self.text())
        return self._write_moment(dt.datetime.combine(day, at.time() if at is not None else dt.time()))
