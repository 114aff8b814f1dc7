"""What lies in the trash, as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QObject

from crmdesk.core.kinds import KINDS
from crmdesk.core.words import Label
from crmdesk.gui.models.paged import PagedTable
from crmdesk.gui.models.past import WHOSE_IT_IS
from crmdesk.gui.ui import Ui
from crmdesk.services import trash
from crmdesk.services.trash import TrashRow

KIND, NAME, WHOSE, WHEN, WHO = range(5)
_WHEN, _WHO = Label("Deleted", "删除时间"), Label("By", "删除人")


class TrashTable(PagedTable[TrashRow]):
    """What kind of thing, which one, whose, when and by whom it was deleted."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(ui, lambda keys: trash.rows(ui.desk, keys, ui.words, masked=ui.masking.on), parent)

    def headings(self) -> Sequence[str]:
        return headings(self.ui)

    def tone(self, _row: TrashRow, column: int) -> str:
        return "text" if column == NAME else "text_2"

    def value(self, row: TrashRow, column: int) -> str:
        words = self.ui.words
        when = words.moment(dt.datetime.fromisoformat(row.at).astimezone())
        return (words.label(KINDS[row.kind]), row.name, row.customer, when, row.who)[column]


def headings(ui: Ui) -> tuple[str, ...]:
    """What the columns are called."""
    _ = ui.words.gettext
    label = ui.words.label
    return _("Kind"), _("What"), label(WHOSE_IT_IS), label(_WHEN), label(_WHO)


def told_counts(counts: dict[str, int], ui: Ui) -> str:
    """How many of each kind, in one line."""
    words = ui.words
    parts = (f"{words.label(KINDS[kind])} {words.number(count)}" for kind, count in counts.items())
    return ("、" if words.chinese else ", ").join(parts)
