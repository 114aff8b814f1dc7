"""The pages of a file under its tabs: basics, contacts, notes, attachments, changes. Each is filled when looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.fields import Fields
from crmdesk.gui.forms.attachments_page import AttachmentsPage
from crmdesk.gui.forms.changes_page import ChangesPage
from crmdesk.gui.forms.contacts_page import ContactsPage
from crmdesk.gui.forms.notes_page import NotesPage
from crmdesk.gui.forms.photo_actions import PhotoActions
from crmdesk.gui.forms.reading_page import ReadingPage
from crmdesk.gui.ui import Ui
from crmdesk.services import history
from crmdesk.services.history import Entry


class FilePages(QStackedWidget):
    """One page at a time."""

    def __init__(self, ui: Ui, photo: PhotoActions) -> None:
        super().__init__()
        self._ui = ui
        self.reading = ReadingPage(ui)
        self.contacts = ContactsPage(ui)
        self.notes = NotesPage(ui)
        self.attachments = AttachmentsPage(ui, photo)
        self.changes = ChangesPage(ui)
        self._by_key: dict[str, QWidget] = {
            "basics": self.reading,
            "contacts": self.contacts,
            "notes": self.notes,
            "attachments": self.attachments,
            "changes": self.changes,
        }
        for page in self._by_key.values():
            self.addWidget(page)

    def show_file(self, file: CustomerFile, fields: Fields) -> None:
        """What every page shows from now on."""
        self.reading.show_file(file, fields)
        self.contacts.show_file(file)
        self.notes.show_file(file)
        self.attachments.show_file(file)
        self.changes.show_later(lambda: self._changes_of(file))

    def _changes_of(self, file: CustomerFile) -> list[Entry]:
        """What was ever changed, as it may be seen now."""
        ui = self._ui
        return history.of_customer(ui.desk, file.id, ui.words, masked=ui.masking.on, of_kind=file.kind)

    def show_nothing(self) -> None:
        """No file is shown; what was typed as a note is kept for it."""
        self.notes.show_nothing()
        self.attachments.show_nothing()

    def may_leave(self) -> bool:
        """Whether another file may be shown; asks about notes being changed."""
        return self.notes.may_leave()

    def choose(self, key: str, form: Callable[[], QWidget] | None) -> None:
        """Show the page of this tab; while editing the form stands in place of the basics."""
        page = self._by_key.get(key, self.reading)
        if page is self.reading and form is not None:
            page = form()
            if self.indexOf(page) < 0:
                self.addWidget(page)
        self.setCurrentWidget(page)
