"""What one can do with the contacts of a file: add, edit, make the main one, put into order, note consent, copy,
delete, erase for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from crmdesk.core.customers import CustomerFile, Part
from crmdesk.gui import icons
from crmdesk.gui.forms.links import copy_text
from crmdesk.gui.forms.part_actions import PartActions
from crmdesk.services import contacts

if TYPE_CHECKING:
    from crmdesk.gui.dialogs.contact import ContactDialog
    from crmdesk.gui.dialogs.file_part import Verbs


class ContactActions(PartActions):
    """Serves the tables of contacts of one file pane."""

    record = "contact"
    copied = ("mobile", "phone", "wechat", "qq", "email")

    @property
    def verbs(self) -> Verbs:
        return contacts

    def dialog(self, file: CustomerFile, part: Part | None) -> ContactDialog:
        from crmdesk.gui.dialogs.contact import ContactDialog

        return ContactDialog(self.ui, file, part, self.window)

    def deleted_text(self, part: Part) -> str:
        return self.ui.words.gettext("Deleted contact {name}").format(name=part.values.get("name", ""))

    def set_main(self, contact: Part) -> None:
        """This one is the main contact from now on, and no other."""
        said = self.ui.words.gettext("{name} is the main contact").format(name=contact.values.get("name", ""))
        self.write(lambda: contacts.set_main(self.ui.desk, contact.id), said)

    def move(self, part: Part, by: int) -> None:
        """One place further down (`by` 1) or up (-1)."""
        said = self.ui.words.gettext("Moved {name}").format(name=part.values.get("name", ""))
        self.write(lambda: contacts.move(self.ui.desk, part.id, by), said)

    def copy_whole(self, contact: Part) -> None:
        """Everything noted of the contact, line by line."""
        words = self.ui.words
        colon = "：" if words.chinese else ": "
        shown = ((field, contact.values.get(field.key)) for field in self.ui.desk.fields("contact").all)
        lines = [f"{words.label(f.label)}{colon}{self.ui.shown(f, value)}" for f, value in shown if value]
        copy_text(self.ui, "\n".join(lines), words.gettext("Copied the contact"), personal=True)

    def add_own(self, menu: QMenu, part: Part) -> None:
        from crmdesk.gui.dialogs.consent import consent_entry

        _ = self.ui.words.gettext
        if not part.values.get("main"):
            menu.addAction(icons.icon("star"), _("Make the main contact"), lambda: self.set_main(part))
        order = [contact.id for contact in self.file.contacts] if self.file is not None else []
        place = order.index(part.id) if part.id in order else 0
        if place > 0:
            self._moving(menu, part, -1)
        if place < len(order) - 1:
            self._moving(menu, part, 1)
        menu.addSeparator()
        menu.addAction(icons.icon("shield"), consent_entry(self.ui, part.values)[0], lambda: self.ask_consent(part))
        menu.addSeparator()
        menu.addAction(icons.icon("copy"), _("Copy the contact"), lambda: self.copy_whole(part))

    def add_last(self, menu: QMenu, part: Part) -> None:
        menu.addAction(icons.icon("close"), self.ui.words.gettext("Erase for good..."), lambda: self.erase(part))

    def ask_consent(self, contact: Part) -> None:
        """Note that the contact agreed to what is kept, or took that back."""
        from crmdesk.gui.dialogs.consent import consent_entry, contact_person, open_consent

        withdrawing = consent_entry(self.ui, contact.values)[1]
        open_consent(self.ui, contact_person(contact), self.window.window(), withdrawing=withdrawing)

    def erase(self, contact: Part) -> None:
        """Remove the contact for good, after asking."""
        from crmdesk.gui.dialogs.erasing import open_erasing

        if self.file is not None:
            open_erasing(self.ui, [self.file.id], self.window.window(), contact_id=contact.id)

    def _moving(self, menu: QMenu, part: Part, by: int) -> QAction:
        _ = self.ui.words.gettext
        text = _("Move up") if by < 0 else _("Move down")
        icon = icons.icon("chevron-up" if by < 0 else "chevron-down")
        return menu.addAction(icon, f"{text}\tAlt+{'↑' if by < 0 else '↓'}", lambda: self.move(part, by))
