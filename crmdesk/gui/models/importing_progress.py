"""How far an import is, in words: what is done, how fast it goes, how long it will take."""

from __future__ import annotations

import time
from collections.abc import Callable

from crmdesk.core.pace import Pace
from crmdesk.core.words import Words

READING, PLANNING, WRITING = "reading", "planning", "writing"


class ImportProgress:
    """The sentence for one phase at a time; `clock` tells seconds."""

    def __init__(self, words: Words, clock: Callable[[], float] = time.monotonic) -> None:
        self._words = words
        self._pace = Pace(words, clock)

    def begin(self) -> None:
        """Another phase begins."""
        self._pace.begin()

    def text(self, phase: str, done: int, total: int) -> str:
        """Trial run: 12,000 of 100,000 rows · 9,400 rows a second · about 10 seconds left. `total` 0: not known."""
        return " · ".join([self._what(phase, done, total), *self._pace.told(done, total)])

    def _what(self, phase: str, done: int, total: int) -> str:
        _, number = self._words.gettext, self._words.number
        if not done:
            return {READING: _("Reading the file"), PLANNING: _("Trial run"), WRITING: _("Importing")}[phase]
        text = {
            READING: _("Reading the file: {done} rows"),
            PLANNING: _("Trial run: {done} of {total} rows"),
            WRITING: _("Importing: {done} of {total}"),
        }[phase]
        return text.format(done=number(done), total=number(max(done, total)))
