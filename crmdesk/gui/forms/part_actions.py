"""What one can do with something that belongs to a file: add, edit, copy, delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerFile, Part
from crmdesk.gui import icons
from crmdesk.gui.forms.links import copy_text
from crmdesk.gui.forms.part_table import PartTable
from crmdesk.gui.ui import Ui

if TYPE_CHECKING:
    from crmdesk.gui.dialogs.file_part import PartDialog, Verbs


class PartActions(QObject):
    """Serves the tables of one kind of part in one file pane. Subclasses say which."""

    record = ""
    copied: Sequence[str] = ()
    """Fields whose value the menu copies."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self.ui = ui
        self.window = parent
        self.file: CustomerFile | None = None
        self.menu: QMenu | None = None

    # What a subclass says

    @property
    def verbs(self) -> Verbs:
        raise NotImplementedError

    def dialog(self, file: CustomerFile, part: Part | None) -> PartDialog:
        raise NotImplementedError

    def deleted_text(self, part: Part) -> str:
        """What the status line says after deleting."""
        raise NotImplementedError

    def add_own(self, menu: QMenu, part: Part) -> None:
        """Further entries of the menu, after *Edit*."""

    def add_last(self, menu: QMenu, part: Part) -> None:
        """Further entries of the menu, after *Delete*."""

    # What all of them do

    def set_file(self, file: CustomerFile | None) -> None:
        """None: nothing can be done (a file in the trash is only read)."""
        self.file = file

    def serve(self, table: PartTable) -> None:
        """Do what this table asks for."""
        table.edit_asked.connect(self.edit)
        table.delete_asked.connect(self.delete)
        table.copy_asked.connect(self.copy)
        table.menu_asked.connect(self.show_menu)
        table.move_asked.connect(self.move)

    def add(self) -> None:
        """Ask for a new one in the present file."""
        if self.file is not None and self.ui.masking.allows_editing():
            self.dialog(self.file, None).open()

    def edit(self, part: Part) -> None:
        if self.file is not None and self.ui.masking.allows_editing():
            self.dialog(self.file, part).open()

    def move(self, part: Part, by: int) -> None:
        """Put one further down or up; most kinds have no order of their own."""

    def copy(self, text: str) -> None:
        copy_text(self.ui, text)

    def delete(self, part: Part) -> None:
        """Take it out; Undo brings it back."""
        self.write(lambda: self.verbs.delete(self.ui.desk, part.id), self.deleted_text(part))

    def write(self, verb: Callable[[], Changes], said: str) -> None:
        """Do something to the data file and say so."""
        if self.file is not None:
            self.ui.write(verb, said)

    def show_menu(self, part: Part, at: QPoint) -> None:
        if self.file is None:
            return
        self.menu = self.make_menu(part)
        self.menu.popup(at)

    def make_menu(self, part: Part) -> QMenu:
        """What the context menu of a part offers."""
        _ = self.ui.words.gettext
        menu = QMenu(self.window)
        menu.setObjectName(f"{self.record}-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icons.icon("pencil"), _("Edit") + "\tEnter", lambda: self.edit(part))
        self.add_own(menu, part)
        copies = self._copies(menu, part)
        if copies:
            menu.addSeparator()
            menu.addActions(copies)
        menu.addSeparator()
        menu.addAction(icons.icon("trash"), _("Delete") + "\tDel", lambda: self.delete(part))
        self.add_last(menu, part)
        return menu

    def _copies(self, menu: QMenu, part: Part) -> list[QAction]:
        words = self.ui.words
        fields = self.ui.desk.fields(self.record)
        made = []
        for key in (key for key in self.copied if part.values.get(key)):
            text = str(part.values[key])
            shown = self.ui.shown(fields[key], part.values[key]).replace("&", "&&")
            line = words.gettext("Copy {field} {value}").format(field=words.label(fields[key].label), value=shown)
            action = QAction(icons.icon("copy"), line, menu)
            action.triggered.connect(lambda _checked=False, text=text: self.copy(text))
            made.append(action)
        return made
