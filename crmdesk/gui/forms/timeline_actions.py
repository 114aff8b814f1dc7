"""What one can do with the lines of a timeline: open, copy, delete, do the next step, record another."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.timeline import COMPLAINT, INTERACTION, NOTE, OBJECTION, TASK
from crmdesk.gui import icons
from crmdesk.gui.forms.links import copy_text
from crmdesk.gui.models.timeline import Line
from crmdesk.gui.ui import Ui
from crmdesk.services import interactions, objections, tasks

_OWN = (INTERACTION, OBJECTION, TASK)
"""What is changed and deleted from here."""


class TimelineActions(QObject):
    """`notes_asked`: a note is to be read where the notes are."""

    notes_asked = Signal()

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._widget = parent
        self._file: CustomerFile | None = None
        self.menu: QMenu | None = None

    def set_file(self, file: CustomerFile | None) -> None:
        """A file in the trash is only read."""
        self._file = file

    @property
    def fixed(self) -> bool:
        return self._file is None or self._file.deleted

    def log(self) -> None:
        """Record a contact made with the customer shown."""
        if self._file is not None and not self._file.deleted:
            self._ui.bus.record_interaction.emit(self._file.id, {})

    def add_objection(self) -> None:
        self._objection(None)

    def open(self, line: Line) -> None:
        """Where it can be changed, or read as a whole."""
        if line.kind == NOTE:
            self.notes_asked.emit()
        elif line.kind == COMPLAINT:
            self._ui.bus.open_complaint.emit(line.id)
        elif line.order_id is not None:
            self._ui.bus.open_order.emit(line.order_id)
        elif line.kind == INTERACTION and not self.fixed:
            self._ui.bus.open_interaction.emit(line.id)
        elif line.kind == TASK and not self.fixed:
            self._ui.bus.open_task.emit(line.id)
        elif line.kind == OBJECTION:
            self._objection(line.id)

    def _objection(self, objection_id: int | None) -> None:
        from crmdesk.gui.dialogs.objection import ObjectionDialog

        if self._file is None or self._file.deleted or not self._ui.masking.allows_editing():
            return
        found = None
        if objection_id is not None:
            of_customer = objections.of_customer(self._ui.desk, self._file.id)
            found = next((each for each in of_customer if each.id == objection_id), None)
        ObjectionDialog(self._ui, self._file, found, self._widget.window()).open()

    def tick(self, line: Line, done: bool) -> None:
        """The next step of this contact was done, or is open again."""
        _, desk = self._ui.words.gettext, self._ui.desk
        if done:
            self._ui.write(lambda: interactions.finish_step(desk, line.id), _("Next step done"))
        else:
            self._ui.write(lambda: interactions.edit(desk, line.id, {"next_done_on": ""}), _("Next step open again"))

    def deletes(self, line: Line) -> bool:
        """Whether this line is deleted here."""
        return line.kind in _OWN and not self.fixed

    def delete(self, line: Line) -> bool:
        """Take it out; Undo brings it back."""
        _, desk = self._ui.words.gettext, self._ui.desk
        if not self.deletes(line):
            return False
        if line.kind == INTERACTION:
            said = _("Deleted: {kind}").format(kind=line.title.lower())
            return self._ui.write(lambda: interactions.delete(desk, line.id), said)
        if line.kind == TASK:
            return self._ui.write(lambda: tasks.delete(desk, line.id), _("Deleted a task"))
        return self._ui.write(lambda: objections.delete(desk, line.id), _("Deleted an objection"))

    def copy(self, line: Line, chosen: str = "") -> None:
        """What it says, or what of it is selected."""
        told = [" ".join(filter(None, (line.title, line.detail, line.value))), line.text]
        told += [f"{label}: {text}" for label, text in line.rows]
        if line.step is not None:
            label = self._ui.words.gettext("Next step")
            told.append(f"{label}: {line.step.text}")
        said = self._ui.words.gettext("Copied")
        copy_text(self._ui, chosen or "\n".join(filter(None, told)), said, personal=True)

    def show_menu(self, line: Line, chosen: str, at: QPoint) -> None:
        self.menu = self.make_menu(line, chosen)
        self.menu.popup(at)

    def make_menu(self, line: Line, chosen: str = "") -> QMenu:
        """What the context menu of a line offers."""
        _ = self._ui.words.gettext
        menu = QMenu(self._widget)
        menu.setObjectName("timeline-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        own = line.kind in _OWN
        if not own or not self.fixed:
            others = {NOTE: _("To the notes"), COMPLAINT: _("Open the complaint")}
            title = _("Edit") if own else others.get(line.kind, _("Open the order"))
            menu.addAction(icons.icon("pencil" if own else "arrow-right"), title + "\tEnter", lambda: self.open(line))
        if line.step is not None and not self.fixed:
            done = not line.step.done
            text = _("Next step done") if done else _("Next step open again")
            menu.addAction(icons.icon("done"), text + "\tSpace", lambda: self.tick(line, done))
        menu.addAction(icons.icon("copy"), _("Copy") + "\tCtrl+C", lambda: self.copy(line, chosen))
        if not self.fixed:
            menu.addSeparator()
            menu.addAction(icons.icon("message"), _("Log a visit or call...") + "\tCtrl+Shift+N", self.log)
            menu.addAction(icons.icon("complaint"), _("Note an objection..."), self.add_objection)
        if self.deletes(line):
            menu.addSeparator()
            menu.addAction(icons.icon("trash"), _("Delete") + "\tDel", lambda: self.delete(line))
        return menu
