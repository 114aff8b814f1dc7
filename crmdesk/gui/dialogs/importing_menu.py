"""The menu of the rows of a trial run: what is to become of them, and what can be done with the current cell."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.dialogs.importing_mending import row_choices


class RowMenu(QMenu):
    """`chosen` tells what is to become of the rows, the others what is to be done with the current cell."""

    chosen = Signal(str)
    edit_asked = Signal()
    empty_asked = Signal()
    sort_asked = Signal()
    undo_asked = Signal()

    def __init__(
        self, words: Words, choice: str | None, *, rows: bool, cell: bool, undo: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import-row-menu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        _ = words.gettext
        group = QActionGroup(self)
        for key, text in row_choices(words):
            action = self.addAction(text)
            action.setData(key)
            action.setCheckable(True)
            action.setChecked(key == choice)
            action.setEnabled(rows)
            group.addAction(action)
        group.triggered.connect(self._chosen)
        self.addSeparator()
        self.addAction(_("Correct this cell") + "\tF2", self.edit_asked.emit).setEnabled(cell)
        self.addAction(_("Leave this cell empty") + "\tDel", self.empty_asked.emit).setEnabled(cell)
        self.addAction(_("Undo the correction") + "\tCtrl+Z", self.undo_asked.emit).setEnabled(undo)
        self.addSeparator()
        self.addAction(_("Sort by this column"), self.sort_asked.emit)

    def _chosen(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))
