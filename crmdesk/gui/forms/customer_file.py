"""The file of a customer beside the list: read, edited on the spot, or made new."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import UserError
from crmdesk.core.settings import REACHABLE_AIM
from crmdesk.gui.forms.contact_actions import ContactActions
from crmdesk.gui.forms.contacts_page import ContactsPage
from crmdesk.gui.forms.editing import Editing
from crmdesk.gui.forms.file_actions import FileActions
from crmdesk.gui.forms.file_frame import FileFrame
from crmdesk.gui.forms.file_text import file_tabs
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, parts, settings

_STRUCTURE = ("user_field", "customer_group", "choice", "competitor", "setting")
"""Kinds of record of which any file may show something."""


class CustomerFilePane(FileFrame):
    """`created`: the new customer's id, after saving; `delete_asked`: ids; `alone_asked`: an id, for its own window."""

    created = Signal(object)
    editing_changed = Signal(bool)
    delete_asked = Signal(object)
    alone_asked = Signal(object)
    show_listing_asked = Signal(object)
    """A `Listing` of customers that belong together with the one shown."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._ui = ui
        self._file: CustomerFile | None = None
        self._back_to: int | None = None
        self.editing_part = Editing(ui, self)
        self.actions_part = FileActions(ui, self.head.menu, self)
        self.contact_actions = ContactActions(ui, self)
        self.add_foot(self.editing_part.doubles.bar, self.editing_part.trouble, self.editing_part.offers)
        self._connect()
        self.show_nothing()

    # The interface to pages

    @property
    def customer_id(self) -> int | None:
        """Whose file is shown; None for a new one or none."""
        return self._file.id if self._file is not None else None

    @property
    def number(self) -> str:
        """Of the customer shown; empty for a new one or none."""
        return self._file.number if self._file is not None else ""

    @property
    def editing(self) -> bool:
        return self.editing_part.active

    def show_customer(self, customer_id: int) -> None:
        """Show this file; nothing when it is gone. Unsaved input is given up: ask `may_leave` first."""
        self.editing_part.stop()
        try:
            file = self._ui.read(customers.file(self._ui.desk, customer_id))
        except UserError:
            self.show_nothing()
            return
        if self.customer_id != customer_id:
            self.tabs.set_key("basics")
        self._show(file)

    def show_new(self, typed: dict[str, str] | None = None) -> None:
        """The form of a new customer, with what is known already."""
        self.editing_part.stop()
        self._back_to = self.customer_id
        self._set_file(None)
        self.head.show_new(self._ui.words.gettext("New customer"))
        self._show_frame(whole=False)
        self.editing_part.make(typed or {})
        self._choose_page()
        self.editing_part.form.focus("name")

    def show_nothing(self) -> None:
        self.editing_part.stop()
        self._back_to = None
        self._set_file(None)
        self._stack.setCurrentIndex(0)

    def start_editing(self, field_key: str = "") -> None:
        """Edit the shown file, with the cursor in this field."""
        if self._file is None or self._file.deleted:
            return
        if not self.editing and not self._ui.masking.allows_editing():
            return
        if not self.editing:
            self.tabs.set_key("basics")
            self.editing_part.edit(self._file)
            self._choose_page()
        self.editing_part.form.focus(field_key or "name")

    def save(self) -> bool:
        """Save what was changed; False when something is refused (the cursor is there then)."""
        return self.editing_part.save()

    def cancel(self) -> None:
        """Leave editing; asks when something was changed."""
        if self.may_leave() and self._file is not None:
            self.reading.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        """Whether the pane may show something else: asks when there are unsaved changes."""
        if not self.editing_part.may_leave() or not self.pages.may_leave():
            return False
        if self._file is None and self._back_to is not None:
            back, self._back_to = self._back_to, None
            self.show_customer(back)
        elif self._file is None:
            self.show_nothing()
        return True

    def refresh(self, changes: Changes) -> None:
        """Something was written: read the file again; scrolled place, tab and unsaved input stay."""
        if self._file is None:
            return
        structure = any(changes.touched(kind) for kind in _STRUCTURE)
        if not (changes.everything or structure or self._file.id in changes.touched("customer")):
            return
        found = [self._ui.read(file) for file in customers.files(self._ui.desk, (self._file.id,))]
        if found and found[0].deleted == self._file.deleted:
            self._show(found[0])
            self.editing_part.follow(found[0])
        elif self.editing and self.editing_part.form.dirty():
            self.editing_part.tell_gone()
        else:
            self.show_nothing()

    # Inside

    def _read_again(self) -> None:
        """Personal data is hidden now, or shown again."""
        if self._file is not None:
            self.refresh(Changes(everything=True))

    def _connect(self) -> None:
        self._ui.masking.changed.connect(self._read_again)
        self.head.edit_asked.connect(self.start_editing)
        self.head.save_asked.connect(self.save)
        self.head.cancel_asked.connect(self.cancel)
        self.reading.edit_asked.connect(self.start_editing)
        self.reading.add_contact_asked.connect(self.contact_actions.add)
        self.reading.contacts_asked.connect(self._show_contacts)
        self.reading.listing_asked.connect(self.show_listing_asked)
        self.facts.edit_asked.connect(self.start_editing)
        self.facts.contact_asked.connect(self.contact_actions.add)
        self.facts.verify_asked.connect(self.actions_part.verify)
        self.head.badges.wanted_asked.connect(self.actions_part.set_wanted)
        self.head.badges.verify_asked.connect(self.actions_part.verify)
        self.head.badges.complaints_asked.connect(self._show_complaints)
        self.head.badges.group_asked.connect(self.actions_part.set_group)
        self.actions_part.add_asked.connect(self._add_part)
        self.contact_actions.serve(self.reading.table)
        self.pages.made.connect(self._connect_page)
        self.tabs.chosen.connect(self._choose_page)
        self.actions_part.alone_asked.connect(self.alone_asked)
        self.actions_part.delete_asked.connect(self.delete_asked)
        self.editing_part.saved.connect(self._saved)
        self.editing_part.active_changed.connect(self._editing_changed)
        self.editing_part.counts_changed.connect(self.head.state.show_counts)
        self.editing_part.open_asked.connect(self._open_other)

    def _connect_page(self, page: QWidget) -> None:
        from crmdesk.gui.forms.timeline_page import TimelinePage

        if isinstance(page, ContactsPage):
            page.add_asked.connect(self.contact_actions.add)
            self.contact_actions.serve(page.table)
        elif isinstance(page, TimelinePage):
            page.notes_asked.connect(self._show_notes)

    def _show(self, file: CustomerFile) -> None:
        fields = self._ui.desk.fields("customer")
        self._set_file(file)
        self._back_to = None
        self._show_frame(whole=True)
        self.head.show_file(file, fields)
        self.facts.show_file(file, fields)
        aim, counts = settings.get(self._ui.desk, REACHABLE_AIM), parts.counts(self._ui.desk, file.id)
        self.tabs.set_tabs(file_tabs(file, self._ui.words, aim, counts))
        self.pages.show_file(file, fields)
        self._choose_page()

    def _set_file(self, file: CustomerFile | None) -> None:
        self._file = file
        self.actions_part.set_file(file)
        self.contact_actions.set_file(file if file is None or not file.deleted else None)
        self.photo.show_file(file)
        if file is None:
            self.pages.show_nothing()

    def _choose_page(self, _key: str = "") -> None:
        key = "" if self._file is None else self.tabs.key()
        self.pages.choose(key, (lambda: self.editing_part.form) if self.editing else None)
        self._order_stops()

    def _add_part(self, kind: str) -> None:
        if kind == "attachment":
            self.show_page("attachments")
            self.attachments.adding.ask()
        elif kind == "photo":
            self.photo.actions_part.choose()
        else:
            self.reading.actions_of(kind, self.contact_actions).add()

    def _show_contacts(self) -> None:
        self.show_page("contacts")

    def _show_complaints(self) -> None:
        if not self.editing:
            self.show_page("complaints")

    def _show_notes(self) -> None:
        self.show_page("notes")

    @property
    def takes_files(self) -> bool:
        return not self.editing

    def _editing_changed(self, editing: bool) -> None:
        self.head.show_editing(editing)
        self._choose_page()
        self.editing_changed.emit(editing)

    def _saved(self, customer_id: int, changes: Changes, message: str, new: bool) -> None:
        self._back_to = None
        self.show_customer(customer_id)
        self.reading.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ui.wrote(changes, message)
        if new:
            self.created.emit(customer_id)

    def _open_other(self, customer_id: int) -> None:
        if self.may_leave():
            self._ui.bus.open_customer.emit(customer_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        control = modifiers == Qt.KeyboardModifier.ControlModifier
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if control and key == Qt.Key.Key_E and not self.editing:
            self.start_editing()
        elif control and (key == Qt.Key.Key_S or enter) and self.editing:
            self.save()
        elif key == Qt.Key.Key_Escape and self.editing:
            self.cancel()
        elif control and key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and not self.tabs.isHidden():
            self.tabs.step(1 if key == Qt.Key.Key_PageDown else -1)
        elif enter and modifiers == Qt.KeyboardModifier.ShiftModifier and not self.editing:
            self.actions_part.open_alone()
        elif not (event.matches(QKeySequence.StandardKey.Paste) and self.paste()):
            super().keyPressEvent(event)
