"""The pages of a file under its tabs, from the basics to the changes.

Each but the basics is made when it is first asked for, and filled when looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.fields import Fields
from crmdesk.gui.forms.photo_actions import PhotoActions
from crmdesk.gui.forms.reading_page import ReadingPage
from crmdesk.gui.ui import Ui

if TYPE_CHECKING:
    from crmdesk.gui.forms.assessment_page import AssessmentPage
    from crmdesk.gui.forms.attachments_page import AttachmentsPage
    from crmdesk.gui.forms.changes_page import ChangesPage
    from crmdesk.gui.forms.contacts_page import ContactsPage
    from crmdesk.gui.forms.file_complaints_page import FileComplaintsPage
    from crmdesk.gui.forms.file_orders_page import FileOrdersPage
    from crmdesk.gui.forms.notes_page import NotesPage
    from crmdesk.gui.forms.timeline_page import TimelinePage
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
        from crmdesk.gui.forms.contacts_page import ContactsPage

        return self._make("contacts", ContactsPage(self._ui))

    @cached_property
    def timeline(self) -> TimelinePage:
        from crmdesk.gui.forms.timeline_page import TimelinePage

        return self._make("timeline", TimelinePage(self._ui))

    @cached_property
    def orders(self) -> FileOrdersPage:
        from crmdesk.gui.forms.file_orders_page import FileOrdersPage

        return self._make("orders", FileOrdersPage(self._ui))

    @cached_property
    def complaints(self) -> FileComplaintsPage:
        from crmdesk.gui.forms.file_complaints_page import FileComplaintsPage

        return self._make("complaints", FileComplaintsPage(self._ui))

    @cached_property
    def assessment(self) -> AssessmentPage:
        from crmdesk.gui.forms.assessment_page import AssessmentPage

        return self._make("assessment", AssessmentPage(self._ui))

    @cached_property
    def notes(self) -> NotesPage:
        from crmdesk.gui.forms.notes_page import NotesPage

        return self._make("notes", NotesPage(self._ui))

    @cached_property
    def attachments(self) -> AttachmentsPage:
        from crmdesk.gui.forms.attachments_page import AttachmentsPage

        return self._make("attachments", AttachmentsPage(self._ui, self._photo))

    @cached_property
    def changes(self) -> ChangesPage:
        from crmdesk.gui.forms.changes_page import ChangesPage

        return self._make("changes", ChangesPage(self._ui))

    def _make(self, key: str, page: Page) -> Page:
        self.addWidget(page)
        if self._file is not None:
            self._show_on(key, page, self._file)
        self.made.emit(page)
        return page

    def show_file(self, file: CustomerFile, fields: Fields) -> None:
        """What every page shows from now on."""
        self._file = file
        self.reading.show_file(file, fields)
        for key, page in self._made().items():
            self._show_on(key, page, file)

    def _show_on(self, key: str, page: Any, file: CustomerFile) -> None:
        if key == "changes":
            page.show_later(lambda: self._changes_of(file))
        else:
            page.show_file(file)

    def _made(self) -> dict[str, Any]:
        """The pages there are beside the basics."""
        return {key: vars(self)[key] for key in _LATER if key in vars(self)}

    def _changes_of(self, file: CustomerFile) -> list[Entry]:
        """What was ever changed, as it may be seen now."""
        from crmdesk.services import history

        ui = self._ui
        return history.of_customer(ui.desk, file.id, ui.words, masked=ui.masking.on, of_kind=file.kind)

    def show_nothing(self) -> None:
        """No file is shown; what was typed as a note is kept for it."""
        self._file = None
        for key, page in self._made().items():
            if key == "assessment":
                page.show_file(None)
            elif key not in ("contacts", "changes"):
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
