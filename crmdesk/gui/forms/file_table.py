"""The table of what a customer's file holds of one kind, newest first: its keys, its menu, its current row."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.widgets.tables import style_table

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FileTable(QTableView):
    """`open_asked`, `delete_asked`: a line; `menu_asked`: a line and where; `add_asked`; `copy_asked`: a text.

    Subclasses say by what a line is known (`key_of`) and how wide the columns are (`fit`).
    """

    open_asked = Signal(object)
    delete_asked = Signal(object)
    menu_asked = Signal(object, object)
    add_asked = Signal()
    copy_asked = Signal(str)

    def __init__(self, model: PlainTable[Any], *, name: str, label: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.entries = model
        model.setParent(self)
        style_table(self, sortable=False)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionsMovable(False)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self._kept: object = None
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._bring_back)
        model.modelReset.connect(self.fit)

    # What a subclass says

    def key_of(self, line: Any) -> object:
        """What a line is known by while others come and go."""
        raise NotImplementedError

    def fit(self) -> None:
        """Give the columns the room there is."""
        raise NotImplementedError

    def press(self, _line: Any, _key: int) -> bool:
        """Whether a plain key did something of its own with the current line."""
        return False

    # What all of them do

    def current(self) -> Any:
        return self.entries.line(self.currentIndex().row())

    def go_to(self, key: object) -> None:
        """Select the line of this key, where it is shown."""
        row = next((row for row, line in enumerate(self.entries.lines) if self.key_of(line) == key), -1)
        if row >= 0:
            self.selectRow(row)

    def _keep(self) -> None:
        line = self.current()
        self._kept = self.key_of(line) if line is not None else None

    def _bring_back(self) -> None:
        self.go_to(self._kept)

    def _open(self, row: int) -> None:
        line = self.entries.line(row)
        if line is not None:
            self.open_asked.emit(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, key = self.current(), event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        copies = event.matches(QKeySequence.StandardKey.Copy)
        if key == Qt.Key.Key_Insert and plain:
            self.add_asked.emit()
        elif line is None or not (plain or copies):
            super().keyPressEvent(event)
        elif key in _ENTER:
            self.open_asked.emit(line)
        elif key == Qt.Key.Key_Delete:
            self.delete_asked.emit(line)
        elif copies:
            columns = range(self.entries.columnCount())
            self.copy_asked.emit("\t".join(self.entries.text(line, column) for column in columns))
        elif not self.press(line, key):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes here is in a row at once; Qt alone would make a cell current and select nothing."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and self.entries.rowCount():
            self.selectRow(max(0, self.currentIndex().row()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keys else self.indexAt(self.viewport().mapFromGlobal(event.globalPos()))
        if not index.isValid():
            event.ignore()
            return
        self.selectRow(index.row())
        at = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_keys else event.globalPos()
        self.menu_asked.emit(self.current(), QPoint(at))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
