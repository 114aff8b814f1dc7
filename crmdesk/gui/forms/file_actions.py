"""What one can do with a whole file: copy it, open it in a window of its own, mark it, put it into groups, add parts,
note consent, delete it or erase it for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import UserError
from crmdesk.gui import icons
from crmdesk.gui.forms.file_text import whole_text
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, groups, reviewing


class FileActions(QObject):
    """`alone_asked`: show the file in a window of its own; `delete_asked`: put it into the trash; `add_asked`: the kind
    of part that is to be added."""

    alone_asked = Signal(object)
    delete_asked = Signal(object)
    add_asked = Signal(str)

    def __init__(self, ui: Ui, menu: QMenu, parent: QWidget) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self._ui = ui
        self._widget = parent
        self._file: CustomerFile | None = None
        alone = _("Open in a window")
        self._window_action = menu.addAction(icons.icon("open"), f"{alone}\tShift+Enter", self.open_alone)
        self._window_action.setObjectName("file-alone")
        menu.addAction(icons.icon("copy"), _("Copy the file as text"), self.copy).setObjectName("file-copy")
        whole = menu.addAction(icons.icon("export"), _("Copy of all data..."), self.copy_all)
        whole.setObjectName("file-copy-all")
        self._writing = [self._add(menu, *entry) if entry else menu.addSeparator() for entry in self._writing_entries()]
        erase = menu.addAction(icons.icon("close"), _("Erase for good..."), self.erase)
        erase.setObjectName("file-erase")

    def _add(self, menu: QMenu, name: str, sign: str, text: str, does: Callable[[], object]) -> QAction:
        made = menu.addAction(icons.icon(sign), text, does)
        made.setObjectName(f"file-{name}")
        return made

    def _writing_entries(self) -> list[tuple[str, str, str, Callable[[], object]] | None]:
        """What changes the file: name, sign, text ("": it depends on the file) and deed; None: a line between."""
        _ = self._ui.words.gettext
        return [
            ("briefing", "document", _("Briefing") + "\tCtrl+B", self.brief),
            ("worth", "money", _("Lifetime value..."), self.show_worth),
            ("verified", "done", _("Verified today"), self.verify),
            ("wanted", "star", "", self.toggle_wanted),
            ("lost", "arrow-right", "", self.mark_lost),
            ("loss", "pencil", _("How it was lost..."), self.change_loss),
            ("consent", "shield", "", self.ask_consent),
            ("request", "message", _("Note a request about the data..."), self.note_request),
            None,
            ("log-complaint", "complaint", _("Log a complaint...") + "\tCtrl+Shift+K", self.log_complaint),
            ("new-task", "today", _("New task...") + "\tCtrl+Shift+D", self.plan_task),
            ("task-set", "list", _("Plan a set of tasks..."), self.plan_set),
            ("add-contact", "plus", _("Add contact"), lambda: self.add_asked.emit("contact")),
            ("add-address", "plus", _("Add a further address"), lambda: self.add_asked.emit("address")),
            ("add-elsewhere", "plus", _("Note what they buy elsewhere"), lambda: self.add_asked.emit("elsewhere")),
            ("add-files", "attachment", _("Add files..."), lambda: self.add_asked.emit("attachment")),
            ("photo", "picture", _("Photo..."), lambda: self.add_asked.emit("photo")),
            None,
            ("delete", "trash", _("Delete"), self.delete),
        ]

    def set_file(self, file: CustomerFile | None) -> None:
        """A file in the trash is only read."""
        from crmdesk.gui.dialogs.consent import consent_entry

        self._file = file
        for action in self._writing:
            action.setVisible(file is not None and not file.deleted)
            if action.objectName() == "file-wanted" and file is not None:
                _ = self._ui.words.gettext
                wanted = file.values.get("wanted")
                action.setText(_("No longer wanted this year") if wanted else _("Wanted this year"))
            elif action.objectName() == "file-lost" and file is not None:
                _, lost = self._ui.words.gettext, file.values.get("lost_on") is not None
                action.setText(_("Won back...") if lost else _("Mark lost..."))
                action.setIcon(icons.icon("restore" if lost else "arrow-right"))
            elif action.objectName() == "file-loss" and file is not None:
                action.setVisible(not file.deleted and file.values.get("lost_on") is not None)
            elif action.objectName() == "file-consent" and file is not None:
                action.setText(consent_entry(self._ui, file.values)[0])

    def hide_window_action(self) -> None:
        """The file is in a window of its own already."""
        self._window_action.setVisible(False)

    def open_alone(self) -> None:
        if self._file is not None:
            self.alone_asked.emit(self._file.id)

    def copy(self) -> None:
        """Put the whole file on the clipboard."""
        if self._file is None:
            return
        desk, words = self._ui.desk, self._ui.words
        text = whole_text(self._file, desk.fields, words)
        self._ui.clipboard.put_text(text, personal=True)
        self._ui.bus.message.emit(words.gettext("Copied the file {number}").format(number=self._file.number), False)

    def copy_all(self) -> None:
        """Everything kept about them into a file, for whoever it is about."""
        from crmdesk.gui.dialogs.person_copy import open_person_copy

        if self._file is not None:
            open_person_copy(self._ui, self._file.id, self._widget.window())

    def show_worth(self) -> None:
        """What they are worth, and how that comes about."""
        from crmdesk.gui.dialogs.customer_value import open_customer_value

        if self._file is not None:
            open_customer_value(self._ui, self._file.id, self._widget.window())

    def erase(self) -> None:
        """Remove it for good, after asking."""
        from crmdesk.gui.dialogs.erasing import open_erasing

        if self._file is not None:
            open_erasing(self._ui, [self._file.id], self._widget.window())

    def ask_consent(self) -> None:
        """Note that they agreed, or that they took it back."""
        from crmdesk.gui.dialogs.consent import consent_entry, customer_person, open_consent

        if self._file is not None:
            withdrawing = consent_entry(self._ui, self._file.values)[1]
            open_consent(self._ui, customer_person(self._file), self._widget.window(), withdrawing=withdrawing)

    def note_request(self) -> None:
        """They ask what is kept about them, or want it corrected, copied, deleted."""
        from crmdesk.gui.dialogs.privacy_request import RequestDialog

        if self._file is not None and self._ui.masking.allows_editing():
            RequestDialog(self._ui, None, self._widget.window(), customer=self._file.number).open()

    def log_complaint(self) -> None:
        """They complain."""
        if self._file is not None:
            self._ui.bus.log_complaint.emit(self._file.id)

    def brief(self) -> None:
        """What to know before a visit or call."""
        if self._file is not None:
            self._ui.bus.briefing.emit(self._file.id)

    def plan_task(self) -> None:
        """Something to be done for them."""
        if self._file is not None:
            self._ui.bus.new_task.emit(self._file.id)

    def plan_set(self) -> None:
        """Several tasks of care at once."""
        from crmdesk.gui.dialogs.task_set_start import open_start

        if self._file is not None:
            open_start(self._ui, self._file.id, self._widget.window())

    def mark_lost(self) -> None:
        """They do not buy any more; one that is marked lost was won back."""
        from crmdesk.gui.dialogs.loss import open_marking, open_winning_back

        if self._file is not None:
            lost = self._file.values.get("lost_on") is not None
            self._ask(open_winning_back if lost else open_marking, [self._file.id])

    def change_loss(self) -> None:
        """When and why they were lost."""
        from crmdesk.gui.dialogs.loss import open_loss
        from crmdesk.services import losses

        lost = losses.present(self._ui.desk, self._file.id) if self._file is not None else None
        if lost is not None:
            self._ask(open_loss, lost.id)

    def _ask(self, opens: Callable[[Ui, Any, QWidget], None], about: object) -> None:
        try:
            opens(self._ui, about, self._widget.window())
        except UserError as error:
            self._ui.bus.failed.emit(error)

    def verify(self) -> None:
        """The file was compared with the truth today."""
        if self._file is not None:
            customer_id = self._file.id
            self._write(
                lambda: reviewing.verify(self._ui.desk, customer_id), self._ui.words.gettext("{number} verified today")
            )

    def set_wanted(self, wanted: bool) -> None:
        """Set or take away the mark *wanted this year*."""
        if self._file is None:
            return
        _ = self._ui.words.gettext
        customer_id = self._file.id
        said = _("{number} wanted this year") if wanted else _("{number} no longer wanted this year")
        typed = {"wanted": "yes" if wanted else ""}
        self._write(lambda: customers.edit(self._ui.desk, customer_id, typed), said)

    def toggle_wanted(self) -> None:
        if self._file is not None:
            self.set_wanted(not self._file.values.get("wanted"))

    def set_group(self, group_id: int, inside: bool) -> None:
        """Put the customer into a group, or take it out."""
        if self._file is None:
            return
        _ = self._ui.words.gettext
        customer_id = self._file.id
        verb = groups.put_in if inside else groups.take_out
        name = next((group.name for group in groups.all_groups(self._ui.desk) if group.id == group_id), "")
        said = _("{number} put into {group}") if inside else _("{number} taken out of {group}")
        said = said.replace("{group}", name.replace("{", "{{").replace("}", "}}"))
        self._write(lambda: verb(self._ui.desk, group_id, [customer_id]), said)

    def _write(self, verb: Callable[[], Changes], said: str) -> None:
        if self._file is not None:
            self._ui.write(verb, said.format(number=self._file.number))

    def delete(self) -> None:
        if self._file is not None:
            self.delete_asked.emit([self._file.id])
