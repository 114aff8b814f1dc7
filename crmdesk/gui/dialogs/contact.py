"""A contact of a customer: added or edited, with what is doubtful beside each field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.fields import Group
from crmdesk.core.words import Label
from crmdesk.gui.forms.field_form import FieldForm
from crmdesk.gui.forms.leaving import ask_to_leave
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.services import contacts

_SIZE = QSize(820, 540)


class ContactDialog(Dialog):
    """Adds a contact (`contact` None) or edits one; saved by Enter, Ctrl+S or the button."""

    def __init__(self, ui: Ui, file: CustomerFile, contact: Part | None, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        told = _("New contact – {customer}") if contact is None else _("Contact – {customer}")
        title = told.format(customer=file.name)
        super().__init__(title, ui.words, confirm=_("Save"), size=_SIZE, name="contact-dialog", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui, self._file, self._contact = ui, file, contact
        fields = ui.desk.fields("contact")
        placed = [replace(field, group="contact") for field in fields.all]
        group = Group("contact", Label("Contact", "联系人"))
        self.form = FieldForm(ui, placed, [group], self._check, name="contact-form", label=_("Contact"))
        self.form.set_only(frozenset(field.key for field in placed))
        self.set_body(self.form)
        self.notice = NoticeBar("", tone="bad", name="contact-notice")
        self.notice.hide()
        self.body.addWidget(self.notice)
        self.body.setSpacing(0)
        known = contact.values if contact else {}
        self.form.load({field.key: values.typed(field, known.get(field.key), ui.words) for field in fields.all})
        self.form.entered.connect(self._entered)
        self.confirm_button.set_hint("Ctrl+S")
        self.form.focus("name")

    def accept(self) -> None:
        """Save, unless something is refused: then the cursor goes there."""
        typed = self.form.changes()
        if self._contact is None:
            self.form.require("name")
        if not self.form.check():
            self.form.focus(self.form.refused()[0])
            return
        if not typed:
            super().accept()
            return
        try:
            changes = self._write(typed)
        except UserError as error:
            self.notice.set_text(self._ui.sentence(error))
            self.notice.show()
            return
        super().accept()
        self._ui.wrote(changes, self._ui.words.gettext("Saved contact {name}").format(name=self.form.text("name")))

    def reject(self) -> None:
        """Leave; asks first when something was typed."""
        if self.form.changes():
            name = self.form.text("name") or self._ui.words.gettext("New contact")
            answer = ask_to_leave(self._ui.words, name, self)
            if answer == "save":
                self.accept()
            if answer != "discard":
                return
        super().reject()

    def _write(self, typed: Mapping[str, str]) -> Changes:
        if self._contact is None:
            return contacts.add(self._ui.desk, self._file.id, typed)[1]
        return contacts.edit(self._ui.desk, self._contact.id, typed)

    def _check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        return contacts.read(self._ui.desk, typed, new=False).problems

    def _entered(self, _key: str) -> None:
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_S, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)
