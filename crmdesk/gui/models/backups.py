"""The backups of a data file, as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QObject

from crmdesk.core.attachments import shown_size
from crmdesk.core.backups import REASONS
from crmdesk.core.words import Words
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.services.backups import Backup

WHEN, WHY, SIZE, PASSWORD, DISK, WHERE = range(6)
_DAY = dt.timedelta(days=1)


def last_backup(at: dt.datetime, today: dt.date, words: Words) -> str:
    """Last backup today 12:30, for the status line."""
    _, time = words.gettext, f"{at:%H:%M}"
    if at.date() == today:
        return _("Last backup today {time}").format(time=time)
    if at.date() == today - _DAY:
        return _("Last backup yesterday {time}").format(time=time)
    return _("Last backup {day}").format(day=words.date(at.date()))


def why(backup: Backup, words: Words) -> str:
    """The reason it was made for, in words."""
    return words.gettext(REASONS[backup.reason]) if backup.reason in REASONS else ""


class BackupsTable(PlainTable[Backup]):
    """When, why, size, password, which disk, folder. `encrypted`: the data file has a password, so that a backup
    without one stands out."""

    figures = (SIZE,)

    def __init__(self, words: Words, *, encrypted: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._encrypted = encrypted

    def row_of(self, backup: Backup | None) -> int:
        """The line of a backup, the first one where it is not there any more."""
        paths = [each.path for each in self.lines]
        return paths.index(backup.path) if backup is not None and backup.path in paths else 0

    def headings(self) -> Sequence[str]:
        _ = self._words.gettext
        return _("When"), _("Why"), _("Size"), _("Password"), _("Disk"), _("Folder")

    def tone(self, backup: Backup, column: int) -> str:
        if column == PASSWORD and self._encrypted and not backup.encrypted:
            return "warn"
        return "text" if column in (WHEN, WHY) or (column == DISK and backup.outside) else "text_2"

    def text(self, backup: Backup, column: int) -> str:
        words = self._words
        _ = words.gettext
        match column:
            case 0:
                return words.moment(backup.at)
            case 1:
                return why(backup, words)
            case 2:
                return shown_size(backup.size)
            case 3:
                return _("Encrypted") if backup.encrypted else _("None")
            case 4:
                return _("Another disk") if backup.outside else _("This disk")
            case _:
                return str(backup.path.parent)
