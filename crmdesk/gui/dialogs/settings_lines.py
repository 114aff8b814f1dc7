"""Lists that are changed in place: rename with F2, add with Ins, delete with Del, move with Alt and the arrows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour, dot, sized, text_width
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.tables import TONE_ROLE, CellDelegate, style_table

Index = QModelIndex | QPersistentModelIndex
_COLOR = int(Qt.ItemDataRole.UserRole) + 21
_DOT = 5
NEW = ""
"""The key of the line that is being added."""


class Line(Struct, frozen=True):
    """One line: its key, its name and what stands in the other columns; `color` is a group's."""

    key: str
    cells: tuple[str, ...]
    color: str | None = None
    """None: lines of this list have no colours."""


class Head(Struct, frozen=True):
    """A column's heading; `right` for figures, `wide` for the one that takes the room."""

    text: str
    right: bool = False
    width: int = 0


class LinesModel(QAbstractTableModel):
    """The first column can be typed into: `renamed` (key, text) and `added` (text) tell what was."""

    renamed = Signal(str, str)
    added = Signal(str)

    def __init__(self, heads: Sequence[Head], parent: QWidget) -> None:
        super().__init__(parent)
        self.heads = tuple(heads)
        self.lines: list[Line] = []
        self._typed = ""

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section].text
        if role == Qt.ItemDataRole.TextAlignmentRole and self.heads[section].right:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.EditRole:
            return self._typed or line.cells[0]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.cells[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and self.heads[column].right:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == TONE_ROLE and column:
            return "text_2"
        return line.color if role == _COLOR and not column else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == 0 else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.row() >= len(self.lines):
            return False
        line, text = self.lines[index.row()], str(value).strip()
        self._typed = ""
        if text != line.cells[0]:
            QTimer.singleShot(0, self, lambda: self._tell(line.key, text))
        return True

    def _tell(self, key: str, text: str) -> None:
        """Once the editor is closed."""
        if key == NEW:
            self.added.emit(text)
        else:
            self.renamed.emit(key, text)

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines; the same keys in the same order keep selection and scroll."""
        if [line.key for line in lines] == [line.key for line in self.lines]:
            self.lines = list(lines)
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(self.heads) - 1))
            return
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def begin_new(self, typed: str = "") -> QModelIndex:
        """An empty line at the end to be typed into."""
        self.drop_new()
        place = len(self.lines)
        self.beginInsertRows(QModelIndex(), place, place)
        color = self.lines[0].color and "" if self.lines else None
        self.lines.append(Line(NEW, ("",) * len(self.heads), color))
        self.endInsertRows()
        self._typed = typed
        return self.index(place, 0)

    def drop_new(self) -> None:
        """Without the empty line."""
        if self.lines and self.lines[-1].key == NEW:
            place = len(self.lines) - 1
            self.beginRemoveRows(QModelIndex(), place, place)
            self.lines.pop()
            self.endRemoveRows()

    def type_again(self, typed: str) -> None:
        """What the next editor begins with, in place of the line's name."""
        self._typed = typed

    def row_of(self, key: str) -> int:
        """The place of a line, -1 when it is not there."""
        return next((row for row, line in enumerate(self.lines) if line.key == key), -1)


class _LineDelegate(CellDelegate):
    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        label = str(index.model().headerData(0, Qt.Orientation.Horizontal))
        return LineEdit(width=0, name="line-editor", label=label, parent=parent)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, LineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def paint_words(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, index: Index) -> None:
        color = index.data(_COLOR)
        if color is not None:
            if color:
                centre = QRectF(area.left(), area.top(), 2 * _DOT, area.height()).center()
                dot(painter, centre, _DOT, QColor(colour(option.palette, f"group_{color}")))
            area = area.adjusted(2 * _DOT + tokens.BETWEEN, 0, 0, 0)
        view = option.widget
        if isinstance(view, QTableView) and view.verticalScrollBar().maximum():
            last = index.column() == index.model().columnCount() - 1
            area = area.adjusted(0, 0, -tokens.SCROLL_BAR if last else 0, 0)
        super().paint_words(painter, option, area, index)


class LinesTable(QTableView):
    """The table with its keys. `delete_asked`, `add_asked` and `move_asked` (-1 or 1) concern the current line."""

    delete_asked = Signal()
    add_asked = Signal()
    move_asked = Signal(int)
    current_changed = Signal(str)

    def __init__(self, heads: Sequence[Head], name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.lines = LinesModel(heads, self)
        self._waiting: list[Line] | None = None
        self.setModel(self.lines)
        style_table(self, sortable=False)
        delegate = _LineDelegate(self)
        self.setItemDelegate(delegate)
        delegate.closeEditor.connect(self._closed)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        for place, head in enumerate(heads):
            mode = QHeaderView.ResizeMode.Fixed if head.width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(place, mode)
            if head.width:
                needed = text_width(sized(self.font(), tokens.SMALL), head.text) + 3 * tokens.BETWEEN
                header.resizeSection(place, max(head.width, needed))
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(self.rename)
        self.setMinimumHeight(4 * tokens.TABLE_ROW)

    def current_key(self) -> str:
        """The key of the current line, '' for none."""
        row = self.currentIndex().row()
        return self.lines.lines[row].key if 0 <= row < len(self.lines.lines) else ""

    def set_current(self, key: str) -> None:
        row = self.lines.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self.lines.index(row, 0))
            self.scrollTo(self.currentIndex())

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these, once nothing is typed any more; the current line stays, else its neighbour becomes it."""
        if self.state() == QTableView.State.EditingState:
            self._waiting = list(lines)
            return
        key, row = self.current_key(), self.currentIndex().row()
        self.lines.set_lines(lines)
        if self.lines.row_of(key) >= 0:
            self.set_current(key)
        elif lines:
            self.setCurrentIndex(self.lines.index(min(max(row, 0), len(lines) - 1), 0))
        self.current_changed.emit(self.current_key())

    def rename(self, *_ignored: object) -> None:
        """Type another name for the current line."""
        if self.current_key():
            self.edit(self.lines.index(self.currentIndex().row(), 0))

    def begin_new(self, typed: str = "") -> None:
        """Type the name of a new line."""
        index = self.lines.begin_new(typed)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.edit(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What else the pane shows takes room from the list: the current line stays in sight."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_asked.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_F2:
            self.rename()
        elif key == Qt.Key.Key_Insert:
            self.add_asked.emit()
        elif key == Qt.Key.Key_Delete:
            if self.current_key():
                self.delete_asked.emit()
        else:
            super().keyPressEvent(event)

    def _moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(self.current_key())

    def _closed(self, _editor: QWidget, _hint: object) -> None:
        row = self.currentIndex().row()
        self.lines.type_again("")
        if self.lines.row_of(NEW) >= 0:
            self.lines.drop_new()
            if self.lines.lines:
                self.setCurrentIndex(self.lines.index(max(0, min(row, len(self.lines.lines) - 1)), 0))
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.show_lines(waiting)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
