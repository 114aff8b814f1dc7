"""What one can do with the contacts of a file: add, edit, make the main one, copy, delete."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core import values
from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.errors import UserError
from crmdesk.gui import icons
from crmdesk.gui.dialogs.contact import ContactDialog
from crmdesk.gui.forms.contact_table import ContactTable
from crmdesk.gui.forms.links import copy_text
from crmdesk.gui.ui import Ui
from crmdesk.services import contacts

_COPIED = ("mobile", "phone", "wechat", "email")


class ContactActions(QObject):
    """Serves the tables of contacts of one file pane."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._window = parent
        self._file: CustomerFile | None = None
        self.menu: QMenu | None = None

    def set_file(self, file: CustomerFile | None) -> None:
        self._file = file

    def serve(self, table: ContactTable) -> None:
        """Do what this table asks for."""
        table.edit_asked.connect(self.edit)
        table.delete_asked.connect(self.delete)
        table.copy_asked.connect(self.copy)
        table.menu_asked.connect(self.show_menu)

    def add(self) -> None:
        """Ask for a new contact of the present file."""
        if self._file is not None:
            ContactDialog(self._ui, self._file, None, self._window).open()

    def edit(self, contact: Part) -> None:
        if self._file is not None:
            ContactDialog(self._ui, self._file, contact, self._window).open()

    def copy(self, text: str) -> None:
        copy_text(self._ui, text)

    def delete(self, contact: Part) -> None:
        """Take the contact out; Undo brings it back."""
        if self._file is None:
            return
        _ = self._ui.words.gettext
        try:
            changes = contacts.delete(self._ui.desk, contact.id)
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        self._ui.wrote(changes, _("Deleted contact {name}").format(name=contact.values.get("name", "")))

    def set_main(self, contact: Part) -> None:
        """This one is the main contact from now on, and no other."""
        if self._file is None:
            return
        try:
            changes = contacts.set_main(self._ui.desk, contact.id)
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        said = self._ui.words.gettext("{name} is the main contact")
        self._ui.wrote(changes, said.format(name=contact.values.get("name", "")))

    def show_menu(self, contact: Part, at: QPoint) -> None:
        if self._file is None:
            return
        self.menu = self.make_menu(contact)
        self.menu.popup(at)

    def make_menu(self, contact: Part) -> QMenu:
        """What the context menu of a contact offers."""
        _, words = self._ui.words.gettext, self._ui.words
        menu = QMenu(self._window)
        menu.setObjectName("contact-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icons.icon("pencil"), f"{_('Edit')}\tEnter", lambda: self.edit(contact))
        if not contact.values.get("main"):
            menu.addAction(icons.icon("star"), _("Make the main contact"), lambda: self.set_main(contact))
        fields = self._ui.desk.fields("contact")
        present = [key for key in _COPIED if contact.values.get(key)]
        if present:
            menu.addSeparator()
        for key in present:
            text = str(contact.values[key])
            shown = values.show(fields[key], contact.values[key], words).replace("&", "&&")
            line = _("Copy {field} {value}").format(field=words.label(fields[key].label), value=shown)
            menu.addAction(icons.icon("copy"), line, lambda text=text: self.copy(text))
        menu.addSeparator()
        menu.addAction(icons.icon("trash"), f"{_('Delete')}\tDel", lambda: self.delete(contact))
        return menu
