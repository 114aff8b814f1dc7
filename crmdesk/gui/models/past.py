"""The actions that were done, and what one of them changed, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from crmdesk.core.words import Label
from crmdesk.gui.models.paged import PagedTable
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui
from crmdesk.services import past
from crmdesk.services.history import Action
from crmdesk.services.past import Detail, Nature

WHEN, WHO, WHAT, STATE = range(4)
WHOSE, RECORD, FIELD, BEFORE, AFTER = range(5)
WHOSE_IT_IS = Label("Whose", "所属客户")
_MADE, _REMOVED = Label("new", "新增"), Label("removed", "移除")


class PastTable(PagedTable[Action]):
    """When, who, what, and whether it was taken back."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(ui, lambda ids: past.actions(ui.desk, ids), parent)

    def headings(self) -> Sequence[str]:
        return past.headers(self.ui.words)

    def tone(self, action: Action, column: int) -> str:
        if action.state != "done":
            return "text_3" if column == WHAT else "text_2"
        return "text" if column == WHAT else "text_2"

    def value(self, action: Action, column: int) -> str:
        return past.row(action, self.ui.words)[column]


class DetailTable(PlainTable[Detail]):
    """Whose, of what kind, which value, what it was and what it became."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui = ui

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        return self._ui.words.label(WHOSE_IT_IS), _("Record"), _("Field"), _("Before"), _("After")

    def tone(self, _detail: Detail, column: int) -> str:
        return "text_2" if column in (RECORD, FIELD, BEFORE) else "text"

    def text(self, detail: Detail, column: int) -> str:
        if column == FIELD and detail.nature is not Nature.EDITED:
            return self._ui.words.label(_MADE if detail.nature is Nature.MADE else _REMOVED)
        told = (detail.whose, detail.record, detail.field, detail.before, detail.after)[column]
        return self._ui.masking.text(" ".join(told.split()))
