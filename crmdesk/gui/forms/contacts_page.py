"""Every contact of a file with every field that any of them has."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.fields import ENTERPRISE, INDIVIDUAL
from crmdesk.gui.forms.contact_table import ContactTable
from crmdesk.gui.forms.contacts_head import ContactsHead
from crmdesk.gui.forms.layouts import around
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.heads import EmptyState

_ALWAYS = ("name", "title", "mobile")
_IN_NAME = frozenset({"salutation", "main"})


class ContactsPage(QWidget):
    """`add_asked`: a further contact."""

    add_asked = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self.setObjectName("contacts-page")
        self._fields = ui.desk.fields("contact")
        self._head = ContactsHead(ui, name="contacts-page-head")
        self._head.add_asked.connect(self.add_asked)
        self.table = ContactTable(self._fields, ui.words, name="contacts-full")
        sentence = _("Nobody is noted here yet. Three contacts that can be reached are the aim for an enterprise.")
        self._sentences = {
            ENTERPRISE: sentence,
            INDIVIDUAL: _("Nobody is noted here yet. Family and others to reach this customer by belong here."),
        }
        self._empty = EmptyState(sentence, _("Add contact"), icon="plus", name="contacts-empty")
        self._empty.acted.connect(self.add_asked)
        full = QWidget()
        self._column = QVBoxLayout(full)
        self._column.setSpacing(tokens.BETWEEN)
        self._column.addWidget(self._head)
        self._column.addWidget(self.table, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(full)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(EmptyState(_("Nobody is noted here."), name="contacts-none"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def show_file(self, file: CustomerFile) -> None:
        """The contacts of this file; columns that nobody fills are left out."""
        filled = {key for contact in file.contacts for key in contact.values} - _IN_NAME
        keys = [field.key for field in self._fields.all if field.key in _ALWAYS or field.key in filled]
        self.table.show_contacts(file.contacts, keys)
        self._empty.set_sentence(self._sentences[file.kind])
        self._head.show_file(file)
        for link in self._head.findChildren(LinkButton):
            QWidget.setTabOrder(link, self.table)
        self._stack.setCurrentIndex(0 if file.contacts else 2 if file.deleted else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        margin = around(self.width())
        self._column.setContentsMargins(margin, tokens.AROUND, margin, tokens.BETWEEN)
        super().resizeEvent(event)
