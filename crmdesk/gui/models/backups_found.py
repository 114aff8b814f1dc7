"""The backups of a data file that cannot be opened, as a table that fills while they are being looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QObject

from crmdesk.core.words import Words
from crmdesk.gui.models.backups import why
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.services.backups import Backup
from crmdesk.services.restoring import Census

WHEN, WHY, CUSTOMERS, NEWEST, STATE = range(5)

WAITING, GOOD, LOCKED, BAD = "waiting", "good", "locked", "bad"
_TONES = {WAITING: "text_2", GOOD: "good", LOCKED: "text_2", BAD: "bad"}


class Found(Struct, frozen=True):
    """A backup and what is known of it: `state` is `WAITING`, `GOOD` (with `census`), `LOCKED` by another password, or
    `BAD`."""

    backup: Backup
    state: str = WAITING
    census: Census | None = None


class FoundTable(PlainTable[Found]):
    """When, why, customers, newest change, state; the newest on top."""

    figures = (CUSTOMERS,)

    def __init__(self, words: Words, backups: Sequence[Backup], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.lines: list[Found] = [Found(backup) for backup in backups]

    def set_found(self, row: int, found: Found) -> None:
        """What was found out about a line."""
        self.lines[row] = found
        self.dataChanged.emit(self.index(row, 0), self.index(row, STATE))

    def headings(self) -> Sequence[str]:
        _ = self._words.gettext
        return _("When"), _("Why"), _("Customers"), _("Newest change"), _("State")

    def tone(self, found: Found, column: int) -> str:
        if column == STATE:
            return _TONES[found.state]
        return "text_2" if found.state == BAD or column == WHY else "text"

    def text(self, found: Found, column: int) -> str:
        words, census = self._words, found.census
        _ = words.gettext
        match column:
            case 0:
                return words.moment(found.backup.at)
            case 1:
                return why(found.backup, words)
            case 2:
                return words.number(census.counts.get("customer", 0)) if census is not None else ""
            case 3:
                if census is None or census.newest is None:
                    return ""
                return words.moment(dt.datetime.fromisoformat(census.newest).astimezone())
            case _:
                told = {WAITING: _("Being checked..."), GOOD: _("Sound"), LOCKED: _("Password"), BAD: _("Damaged")}
                return told[found.state]
