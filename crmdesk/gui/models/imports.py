"""The imports that were done, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from crmdesk.core.words import Words
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.services import history
from crmdesk.services.importing_undo import Batch

FILE, WHEN, SHEETS, NEW, UPDATED, STATE = range(6)


class ImportsTable(PlainTable[Batch]):
    """File, when, sheets, new and updated customers, and whether it was taken back."""

    figures = (NEW, UPDATED)

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def headings(self) -> Sequence[str]:
        _ = self._words.gettext
        return _("File"), _("When"), _("Sheets"), _("New"), _("Updated"), _("State")

    def tone(self, batch: Batch, column: int) -> str:
        return "text_2" if batch.undone or column == SHEETS else "text"

    def text(self, batch: Batch, column: int) -> str:
        words = self._words
        match column:
            case 0:
                return batch.file
            case 1:
                return words.moment(history.local_time(batch))
            case 2:
                return ("、" if words.chinese else ", ").join(batch.sheets)
            case 3:
                return words.number(batch.created)
            case 4:
                return words.number(batch.updated)
            case _:
                return words.gettext("taken back") if batch.undone else ""
