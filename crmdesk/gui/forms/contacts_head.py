"""The head over contacts: who can be reached, and how many an enterprise still lacks (METHOD.md section 1)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.fields import ENTERPRISE
from crmdesk.core.settings import REACHABLE_AIM
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.badges import Meter
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.services import settings

_MOST_BLOCKS = 6


class ContactsHead(QWidget):
    """Made anew only where another file has other figures. `add_asked`: a further contact."""

    add_asked = Signal()

    def __init__(self, ui: Ui, *, name: str) -> None:
        super().__init__()
        self._ui = ui
        self._name = name
        self._for: tuple[int, int, bool] | None = None
        self._head: SectionHead | None = None
        self.setFixedHeight(tokens.LINE_HEIGHTS[tokens.SECTION])
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_file(self, file: CustomerFile) -> None:
        """What is to be said about the contacts of this file; the family of an individual has no aim."""
        aim = settings.get(self._ui.desk, REACHABLE_AIM) if file.kind == ENTERPRISE else 0
        state = (min(file.reachable_contacts, aim), aim, file.deleted)
        if state == self._for:
            return
        self._for = state
        if self._head is not None:
            self._head.hide()
            self._column.removeWidget(self._head)
            self._head.setParent(None)
            self._head.deleteLater()
        self._head = self._make(*state)
        self._column.addWidget(self._head)

    def _make(self, reached: int, aim: int, fixed: bool) -> SectionHead:
        words = self._ui.words
        _ = words.gettext
        meter, note = None, ""
        missing = aim - reached
        if missing:
            note = words.ngettext(
                "{reached} of {aim} reachable contacts, {missing} more needed",
                "{reached} of {aim} reachable contacts, {missing} more needed",
                missing,
            ).format(reached=reached, aim=aim, missing=missing)
            meter = Meter(reached, aim, "warn", label=note) if aim <= _MOST_BLOCKS else None
        head = SectionHead(
            _("Contacts") if aim else _("Family and contacts"),
            note=note,
            note_tone="warn",
            note_points=tokens.SMALL,
            before_note=meter,
            link="" if fixed else _("Add contact"),
            link_icon="plus",
            name=self._name,
        )
        head.acted.connect(self.add_asked)
        return head
