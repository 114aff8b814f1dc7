"""Cells that are typed into one after the other, by keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.tables import CellDelegate

LINE, TAB, ENTER = "line", "tab", "enter"
"""How one goes on: up and down, to the next cell of all, to the next one that matters."""

EDITED_AT_ONCE = (
    QAbstractItemView.EditTrigger.CurrentChanged
    | QAbstractItemView.EditTrigger.SelectedClicked
    | QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.EditKeyPressed
)
_STEPS = {
    Qt.Key.Key_Up: (LINE, -1),
    Qt.Key.Key_Down: (LINE, 1),
    Qt.Key.Key_Tab: (TAB, 1),
    Qt.Key.Key_Backtab: (TAB, -1),
    Qt.Key.Key_Return: (ENTER, 1),
    Qt.Key.Key_Enter: (ENTER, 1),
}
Index = QModelIndex | QPersistentModelIndex


class GridDelegate(CellDelegate):
    """`step_asked`: from the cell being typed in to another, how and by how many; `remove_asked`: its line is to go.
    Connect both queued: an editor that handles a key must not be replaced before its end."""

    step_asked = Signal(str, int)
    remove_asked = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name

    # What a subclass may say

    def key_of(self, index: Index) -> str:
        """What a cell is called in its editor's name."""
        return str(index.column())

    def prepare(self, _editor: LineEdit, _index: Index) -> None:
        """Do something to an editor that was just made."""

    def press(self, _editor: QLineEdit, _event: QKeyEvent) -> bool:
        """Whether a key was meant for something else than the grid."""
        return False

    # What all of them do

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        label = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = bool(align and int(align) & int(Qt.AlignmentFlag.AlignRight))
        line = LineEdit(width=0, right=right, name=f"{self._name}-{self.key_of(index)}", label=label, parent=parent)
        self.prepare(line, index)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model, index: Index) -> None:
        if isinstance(editor, QLineEdit) and editor.isModified():
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(option.rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit):
            if self.press(watched, event):
                return True
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() == Qt.Key.Key_Delete and modifiers == Qt.KeyboardModifier.ControlModifier:
                self.remove_asked.emit()
                return True
            step = _STEPS.get(Qt.Key(event.key()))
            if modifiers & ~Qt.KeyboardModifier.ShiftModifier:
                return False
            if step is not None:
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
                self.step_asked.emit(*step)
                return True
        return super().eventFilter(watched, event)


def type_into(view: QAbstractItemView, index: QModelIndex) -> None:
    """Give the keyboard to a cell of a table whose cells are edited at once."""
    view.scrollTo(index)
    editor = view.indexWidget(index) if view.currentIndex() == index else None
    if editor is not None:
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return
    view.setFocus(Qt.FocusReason.OtherFocusReason)
    if view.currentIndex() == index:
        view.edit(index)
    else:
        view.setCurrentIndex(index)
