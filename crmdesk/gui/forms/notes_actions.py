"""What one can do with a note beside typing: keep it on top, copy it, delete it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.notes import Note
from crmdesk.gui import icons
from crmdesk.gui.ui import Ui
from crmdesk.services import notes


class NotesActions(QObject):
    """`edit_asked`: a note's id; `writing`: something is about to be written; `wrote`: it was."""

    edit_asked = Signal(object)
    writing = Signal()
    wrote = Signal()

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._window = parent
        self.menu: QMenu | None = None

    def pin(self, note: Note) -> None:
        """Keep the note on top, or no longer."""
        _ = self._ui.words.gettext
        said = _("The note is back in its order") if note.pinned else _("The note stays on top")
        self.do(lambda: notes.pin(self._ui.desk, note.id, not note.pinned), said)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        self._ui.clipboard.put_text(text)
        self._ui.bus.message.emit(self._ui.words.gettext("Copied the note"), False)

    def delete(self, note: Note) -> bool:
        """Take the note out; Undo brings it back."""
        return self.do(lambda: notes.delete(self._ui.desk, note.id), self._ui.words.gettext("Deleted a note"))

    def do(self, write: Callable[[], Changes], said: str) -> bool:
        """Write, and tell what was done; a refusal is told by the window."""
        try:
            changes = write()
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return False
        self.tell(changes, said)
        return True

    def tell(self, changes: Changes, said: str) -> None:
        """Something was written."""
        self.writing.emit()
        self._ui.wrote(changes, said if changes else "")
        self.wrote.emit()

    def show_menu(self, note: Note, chosen: str, at: QPoint, *, fixed: bool) -> None:
        self.menu = self.make_menu(note, chosen, fixed=fixed)
        self.menu.popup(at)

    def make_menu(self, note: Note, chosen: str = "", *, fixed: bool = False) -> QMenu:
        """What the context menu of a note offers; `chosen` is what of it is selected, `fixed`: it is only read."""
        _ = self._ui.words.gettext
        menu = QMenu(self._window)
        menu.setObjectName("note-menu")
        if not fixed:
            menu.addAction(icons.icon("pencil"), _("Edit") + "\tF2", lambda: self.edit_asked.emit(note.id))
            pin = _("No longer on top") if note.pinned else _("Keep on top")
            menu.addAction(icons.icon("pinned"), pin, lambda: self.pin(note))
        menu.addAction(icons.icon("copy"), _("Copy") + "\tCtrl+C", lambda: self.copy(chosen or note.text))
        if not fixed:
            menu.addSeparator()
            menu.addAction(icons.icon("trash"), _("Delete") + "\tDel", lambda: self.delete(note))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu
