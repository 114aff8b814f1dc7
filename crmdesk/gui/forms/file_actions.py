"""What the menu of a file offers: copy it as text, open it in a window of its own, mark it verified, delete it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import UserError
from crmdesk.gui import icons
from crmdesk.gui.forms.file_text import whole_text
from crmdesk.gui.ui import Ui
from crmdesk.services import customers


class FileActions(QObject):
    """`alone_asked`: show the file in a window of its own; `delete_asked`: put it into the trash."""

    alone_asked = Signal(object)
    delete_asked = Signal(object)

    def __init__(self, ui: Ui, menu: QMenu, parent: QWidget) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self._ui = ui
        self._file: CustomerFile | None = None
        alone = f"{_('Open in a window')}\tShift+Enter"
        self._window_action = menu.addAction(icons.icon("open"), alone, self.open_alone)
        self._window_action.setObjectName("file-alone")
        menu.addAction(icons.icon("copy"), _("Copy the file as text"), self.copy).setObjectName("file-copy")
        self._writing = [
            menu.addAction(icons.icon("done"), _("Verified today"), self.verify),
            menu.addSeparator(),
            menu.addAction(icons.icon("trash"), _("Delete"), self.delete),
        ]
        for action, name in zip(self._writing, ("file-verified", "", "file-delete"), strict=True):
            action.setObjectName(name)

    def set_file(self, file: CustomerFile | None) -> None:
        """A file in the trash is only read."""
        self._file = file
        for action in self._writing:
            action.setVisible(file is not None and not file.deleted)

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
        text = whole_text(self._file, desk.fields("customer"), desk.fields("contact"), words)
        QGuiApplication.clipboard().setText(text)
        self._ui.bus.message.emit(words.gettext("Copied the file {number}").format(number=self._file.number), False)

    def verify(self) -> None:
        """The file was compared with the truth today."""
        if self._file is None:
            return
        desk = self._ui.desk
        try:
            changes = customers.edit(desk, self._file.id, {"verified_on": desk.today().isoformat()})
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        said = self._ui.words.gettext("{number} verified today").format(number=self._file.number)
        self._ui.wrote(changes, said)

    def delete(self) -> None:
        if self._file is not None:
            self.delete_asked.emit([self._file.id])
