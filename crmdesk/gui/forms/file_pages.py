"""The pages of a file under its tabs, from the basics to the changes.

Each but the basics is made when it is first asked for, and filled when looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.fields import Fields
from crmdesk.gui.forms.assessment_page import AssessmentPage
from crmdesk.gui.forms.attachments_page import AttachmentsPage
from crmdesk.gui.forms.changes_page import ChangesPage
from crmdesk.gui.forms.contacts_page import ContactsPage
from crmdesk.gui.forms.file_complaints_page import FileComplaintsPage
from crmdesk.gui.forms.file_orders_page import FileOrdersPage
from crmdesk.gui.forms.notes_page import NotesPage
from crmdesk.gui.forms.photo_actions import PhotoActions
from crmdesk.gui.forms.reading_page import ReadingPage
from crmdesk.gui.forms.timeline_page import TimelinePage
from crmdesk.gui.ui import Ui
from crmdesk.services import history
from crmdesk.services.history import Entry

_LATER = ("contacts", "timeline", "orders", "complaints", "assessment", "notes", "attachments", "changes")

Page = TypeVar("Page", bound=QWidget)


class FilePages(QStackedWidget):
    """One page at a time."""

    made = Signal(QWidget)
    """A page that was just made."""

    def __init__(self, ui: Ui, photo: PhotoActions) -> None:
        super().__init__()
        self._ui = ui
        self._photo = photo
        self._file: CustomerFile | None = None
        self.reading = ReadingPage(ui)
        self.addWidget(self.reading)

    @cached_property
    def contacts(self) -> ContactsPage:
        return self._make(ContactsPage(self._ui))

    @cached_property
    def timeline(self) -> TimelinePage:
        return self._make(TimelinePage(self._ui))

    @cached_property
    def orders(self) -> FileOrdersPage:
        return self._make(FileOrdersPage(self._ui))

    @cached_property
    def complaints(self) -> FileComplaintsPage:
        return self._make(FileComplaintsPage(self._ui))

    @cached_property
    def assessment(self) -> AssessmentPage:
        return self._make(AssessmentPage(self._ui))

    @cached_property
    def notes(self) -> NotesPage:
        return self._make(NotesPage(self._ui))

    @cached_property
    def attachments(self) -> AttachmentsPage:
        return self._make(AttachmentsPage(self._ui, self._photo))

    @cached_property
    def changes(self) -> ChangesPage:
        return self._make(ChangesPage(self._ui))

    def _make(self, page: Page) -> Page:
        self.addWidget(page)
        if self._file is not None:
            self._show_on(page, self._file)
        self.made.emit(page)
        return page

    def show_file(self, file: CustomerFile, fields: Fields) -> None:
        """What every page shows from now on."""
        self._file = file
        self.reading.show_file(file, fields)
        for page in self._made():
            self._show_on(page, file)

    def _show_on(self, page: Any, file: CustomerFile) -> None:
        if isinstance(page, ChangesPage):
            page.show_later(lambda: self._changes_of(file))
        else:
            page.show_file(file)

    def _made(self) -> list[Any]:
        """The pages there are beside the basics."""
        return [vars(self)[key] for key in _LATER if key in vars(self)]

    def _changes_of(self, file: CustomerFile) -> list[Entry]:
        """What was ever changed, as it may be seen now."""
        ui = self._ui
        return history.of_customer(ui.desk, file.id, ui.words, masked=ui.masking.on, of_kind=file.kind)

    def show_nothing(self) -> None:
        """No file is shown; what was typed as a note is kept for it."""
        self._file = None
        for page in self._made():
            if isinstance(page, AssessmentPage):
                page.show_file(None)
            elif not isinstance(page, ContactsPage | ChangesPage):
                page.show_nothing()

    def may_leave(self) -> bool:
        """Whether another file may be shown; asks about notes being changed."""
        return "notes" not in vars(self) or self.notes.may_leave()

    def choose(self, key: str, form: Callable[[], QWidget] | None) -> None:
        """Show the page of this tab; while editing the form stands in place of the basics."""
        page = getattr(self, key) if key in _LATER else self.reading
        if page is self.reading and form is not None:
            page = form()
            if self.indexOf(page) < 0:
                self.addWidget(page)
        self.setCurrentWidget(page)
