"""The contacts among the basics: who can be reached and, of an enterprise, how many are still missing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.fields import ENTERPRISE
from crmdesk.gui.forms.contact_table import ContactTable, brief_columns
from crmdesk.gui.forms.contacts_head import ContactsHead
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton

_MOST = 8


class ContactsSection(QWidget):
    """`add_asked`: a further contact; `all_asked`: the page with all of them."""

    add_asked = Signal()
    all_asked = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setObjectName("reading-contacts")
        self._contacts: tuple[Part, ...] = ()
        self._enterprise = True
        self._columns: list[str] = []
        self._head = ContactsHead(ui, name="contacts-head")
        self._head.add_asked.connect(self.add_asked)
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
        self._enterprise = file.kind == ENTERPRISE
        self._head.show_file(file)
        self._contacts = file.contacts[:_MOST]
        self._fill()
        self.table.setVisible(bool(file.contacts))
        self.every.setText(self._ui.words.gettext("All {count} contacts").format(count=len(file.contacts)))
        self.every.setVisible(len(file.contacts) > _MOST)

    def _fill(self) -> None:
        self._columns = self._fitting()
        self.table.show_contacts(self._contacts, self._columns, self.width())
        self.table.keep_whole()

    def _fitting(self) -> list[str]:
        """The columns there is room for; of a family only those somebody fills."""
        columns = brief_columns(self.width())
        if self._enterprise:
            return columns
        filled = {key for contact in self._contacts for key in contact.values}
        return [key for key in columns if key in filled or key in ("name", "mobile")]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting() != self._columns:
            self._fill()
        else:
            self.table.fit(self.width())
