"""The frame of a file: its head with the photo, facts, tabs and pages; what it does is in `customer_file`."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.gui.forms.file_facts import FileFacts
from crmdesk.gui.forms.file_head import FileHead
from crmdesk.gui.forms.file_pages import FilePages
from crmdesk.gui.forms.layouts import around
from crmdesk.gui.forms.photo import PhotoPlace
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.tabs import TabRow

if TYPE_CHECKING:
    from crmdesk.gui.forms.attachments_page import AttachmentsPage
    from crmdesk.gui.forms.changes_page import ChangesPage
    from crmdesk.gui.forms.contacts_page import ContactsPage
    from crmdesk.gui.forms.notes_page import NotesPage
    from crmdesk.gui.forms.timeline_page import TimelinePage

_ABOVE_FACTS, _BELOW_FACTS = 5, 9


class FileFrame(Ground):
    """Takes files and pictures dropped anywhere on it, except while something is being edited."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__("base", name="customer-file", parent=parent)
        _ = ui.words.gettext
        self.setAccessibleName(_("Customer file"))
        self.setAcceptDrops(True)
        self.head = FileHead(ui)
        self.facts = FileFacts(ui)
        self.tabs = TabRow((), name="file-tabs", label=_("Parts of the file"))
        self.photo = PhotoPlace(ui)
        self.head.beside.addWidget(self.photo)
        self.pages = FilePages(ui, self.photo.actions_part)
        self.reading = self.pages.reading
        self._nothing = EmptyState(_("Choose a customer in the list to see the file."), name="no-file")
        self._stack = QStackedWidget()
        self._foot = QVBoxLayout()
        self._lay_out()

    @property
    def contacts(self) -> ContactsPage:
        return self.pages.contacts

    @property
    def timeline(self) -> TimelinePage:
        return self.pages.timeline

    @property
    def notes(self) -> NotesPage:
        return self.pages.notes

    @property
    def attachments(self) -> AttachmentsPage:
        return self.pages.attachments

    @property
    def changes(self) -> ChangesPage:
        return self.pages.changes

    def _lay_out(self) -> None:
        self._facts_row = QVBoxLayout()
        self._facts_row.addWidget(self.facts)
        file = QWidget()
        column = QVBoxLayout(file)
        self._column = column
        self.head.height_changed.connect(self._lay_again)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(self._facts_row)
        column.addWidget(self.tabs)
        column.addWidget(self.pages, 1)
        column.addLayout(self._foot)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(file)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _lay_again(self) -> None:
        self._column.invalidate()
        self._column.activate()

    def add_foot(self, *widgets: QWidget) -> None:
        """Bars at the foot of the file."""
        for widget in widgets:
            self._foot.addWidget(widget)

    def invite(self, invited: bool) -> None:
        """Whether, with nobody's file to show, the pane asks to choose somebody: not when nobody is listed."""
        self._nothing.show_sentence(invited)

    def show_page(self, key: str) -> None:
        """Show the page of this tab."""
        self.tabs.set_key(key)
        self.tabs.chosen.emit(key)

    @property
    def takes_files(self) -> bool:
        """Whether files dropped or pasted now become attachments."""
        return True

    def paste(self) -> bool:
        """What was copied becomes an attachment; False when it is no file and no picture."""
        if not self.takes_files or not self.attachments.adding.paste():
            return False
        self.show_page("attachments")
        return True

    def _show_frame(self, *, whole: bool) -> None:
        """With facts and tabs, or just head and form for a new file."""
        self.facts.setVisible(whole)
        self.tabs.setVisible(whole)
        self._stack.setCurrentIndex(1)
        self._arrange()

    def _order_stops(self) -> None:
        """Tab goes from the head over the facts to the chosen tab, although some of them were made just now."""
        links = [link for link in self.head.links() if link.isVisibleTo(self)]
        facts = (self.facts.completeness, self.facts.verify)
        tabs = [tab for tab in self.tabs.findChildren(QAbstractButton) if tab.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for before, after in itertools.pairwise((self.head.badges.button, *links, self.photo, *facts, *tabs)):
            QWidget.setTabOrder(before, after)

    def _arrange(self) -> None:
        margin = around(self.width())
        self.head.set_margin(margin)
        self.tabs.set_margin(margin)
        shown = not self.facts.isHidden()
        self._facts_row.setContentsMargins(margin, _ABOVE_FACTS if shown else 0, margin, _BELOW_FACTS if shown else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.takes_files and self.attachments.adding.takes(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if self.takes_files and self.attachments.adding.take(event.mimeData()):
            event.acceptProposedAction()
            self.show_page("attachments")
