"""The contacts among the basics of an enterprise: who can be reached, and how many are still missing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.customers import REACHABLE_AIM, CustomerFile, Part
from crmdesk.gui.forms.contact_table import ContactTable, brief_columns
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.badges import Meter
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.heads import SectionHead

_MOST = 8


class ContactsSection(QWidget):
    """`add_asked`: a further contact; `all_asked`: the page with all of them."""

    add_asked = Signal()
    all_asked = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setObjectName("reading-contacts")
        self._head_for: tuple[int, bool] | None = None
        self._contacts: tuple[Part, ...] = ()
        self._columns: list[str] = []
        self._head = QWidget()
        self.table = ContactTable(ui.desk.fields("contact"), ui.words, name="contacts-brief")
        self.every = LinkButton("", name="all-contacts")
        self.every.clicked.connect(self.all_asked)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.BETWEEN)
        self._column.addWidget(self._head)
        self._column.addWidget(self.table)
        self._column.addWidget(self.every, 0, Qt.AlignmentFlag.AlignLeft)

    def show_file(self, file: CustomerFile) -> None:
        """The first contacts of this file; a link leads to the others."""
        reached = min(file.reachable_contacts, REACHABLE_AIM)
        if self._head_for != (reached, file.deleted):
            self._head_for = (reached, file.deleted)
            self._put_head(self._make_head(reached, file.deleted))
        self._contacts = file.contacts[:_MOST]
        self._fill()
        self.table.setVisible(bool(file.contacts))
        self.every.setText(self._ui.words.gettext("All {count} contacts").format(count=len(file.contacts)))
        self.every.setVisible(len(file.contacts) > _MOST)

    def _fill(self) -> None:
        self._columns = brief_columns(self.width())
        self.table.show_contacts(self._contacts, self._columns, self.width())
        self.table.keep_whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if brief_columns(self.width()) != self._columns:
            self._fill()
        else:
            self.table.fit(self.width())

    def _put_head(self, head: QWidget) -> None:
        self._column.replaceWidget(self._head, head)
        self._head.hide()
        self._head.deleteLater()
        self._head = head

    def _make_head(self, reached: int, fixed: bool) -> SectionHead:
        words = self._ui.words
        _ = words.gettext
        meter, note = None, ""
        missing = REACHABLE_AIM - reached
        if missing:
            note = words.ngettext(
                "{reached} of {aim} reachable contacts, {missing} more needed",
                "{reached} of {aim} reachable contacts, {missing} more needed",
                missing,
            ).format(reached=reached, aim=REACHABLE_AIM, missing=missing)
            meter = Meter(reached, REACHABLE_AIM, "warn", label=note)
        head = SectionHead(
            _("Contacts"),
            note=note,
            note_tone="warn",
            note_points=tokens.SMALL,
            before_note=meter,
            link="" if fixed else _("Add contact"),
            link_icon="plus",
            name="contacts-head",
        )
        head.acted.connect(self.add_asked)
        return head
