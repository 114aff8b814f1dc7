"""A short list of what a day brings, as high as its rows: done with a click, with buttons in the row one is at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.day_rows import LINE_ROLE, DayDelegate, DayLine
from crmdesk.gui.widgets.rows import style_list

_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class DayModel(QAbstractListModel):
    """The rows of one list."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.lines: Sequence[DayLine] = ()

    def show_lines(self, lines: Sequence[DayLine]) -> bool:
        """These instead; False: they are the same ones, and everything stays as it is."""
        if tuple(lines) == self.lines:
            return False
        if [line.key for line in lines] == [line.key for line in self.lines]:
            self.lines = tuple(lines)
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, 0))
            return True
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()
        return True

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.told
        return line.title if role == Qt.ItemDataRole.DisplayRole else None


class _RowButtons(QWidget):
    """The buttons of one row, over it."""

    def __init__(self, acts: Sequence[tuple[str, str]], view: DayList) -> None:
        super().__init__(view.viewport())
        self.row = -1
        self._view = view
        self.buttons = {key: Button(text, name=f"{view.objectName()}-{key}") for key, text in acts}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        for key, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # by keyboard: keys and the menu
            button.clicked.connect(lambda _on=False, key=key: self._pressed(key))
            row.addWidget(button)
        self.hide()

    def settle(self, row: int, line: DayLine | None) -> int:
        """Stand in this row (-1: in none); returns the width that is taken."""
        shown = [key for key in self.buttons if line is not None and key in line.acts]
        self.row = row if shown else -1
        self.setVisible(bool(shown))
        if not shown:
            return 0
        for key, button in self.buttons.items():
            button.setVisible(key in shown)
        self.adjustSize()
        rect = self._view.visualRect(self._view.cards.index(row, 0))
        top = rect.top() + (rect.height() - self.height()) // 2
        self.move(rect.right() + 1 - tokens.AROUND - self.width(), top)
        return self.width() + tokens.AROUND

    def _pressed(self, key: str) -> None:
        self._view.go_to(self.row)
        self._view.acted.emit(key)


class DayList(QListView):
    """`opened`: Enter or a double click; `acted`: a button of the row, by its key; `ticked`: Space or the box;
    `left_over`: the arrow leads on beyond the first (-1) or last (1) row; `moved`: another row is the current one."""

    opened = Signal()
    acted = Signal(str)
    ticked = Signal()
    menu_asked = Signal(QPoint)
    left_over = Signal(int)
    moved = Signal()

    def __init__(self, *, side: bool = False, acts: Sequence[tuple[str, str]] = (), name: str, label: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.cards = DayModel(self)
        self.setModel(self.cards)
        self._delegate = DayDelegate(side=side, parent=self)
        self.setItemDelegate(self._delegate)
        self.setFont(as_typed(QFont(self.font())))
        style_list(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._hovered = -1
        self._current_buttons, self._hovered_buttons = _RowButtons(acts, self), _RowButtons(acts, self)
        self.entered.connect(self._hover)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentChanged.connect(lambda *_: self._settle())
        self._fit()

    def show_lines(self, lines: Sequence[DayLine]) -> None:
        """Another answer; what was current stays so, what stands in its place becomes it when it is gone."""
        line, row = self.line(), self.currentIndex().row()
        if not self.cards.show_lines(lines):
            return
        self._hovered = -1
        self._fit()
        if line is not None and self.cards.lines:
            keys = [each.key for each in self.cards.lines]
            self.go_to(keys.index(line.key) if line.key in keys else min(row, len(keys) - 1))
        self._settle()

    @property
    def lines(self) -> Sequence[DayLine]:
        return self.cards.lines

    def line(self) -> DayLine | None:
        """The current one."""
        row = self.currentIndex().row()
        chosen = self.selectionModel().isSelected(self.currentIndex())
        return self.cards.lines[row] if chosen and 0 <= row < len(self.cards.lines) else None

    def go_to(self, row: int) -> None:
        """Make the row in this place the current one."""
        if 0 <= row < len(self.cards.lines):
            self.setCurrentIndex(self.cards.index(row, 0))

    def enter_at(self, row: int) -> None:
        """Give it the keyboard, at this row; -1 is the last one."""
        self.go_to(row % len(self.cards.lines) if self.cards.lines else 0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        self.setFixedHeight(self._delegate.height * len(self.cards.lines))
        self.setVisible(bool(self.cards.lines))

    def _settle(self) -> None:
        """The buttons stand in the current row while one works here, and in the one below the mouse."""
        here = self.currentIndex().row() if self.hasFocus() and self.line() is not None else -1
        self._delegate.covered = {}
        for buttons, row in ((self._current_buttons, here), (self._hovered_buttons, self._hovered)):
            shown = row if buttons is self._current_buttons or row != here else -1
            line = self.cards.lines[shown] if 0 <= shown < len(self.cards.lines) else None
            if width := buttons.settle(shown, line):
                self._delegate.covered[shown] = width
        self.viewport().update()
        self.moved.emit()

    # Events

    def _hover(self, index: _Index) -> None:
        if index.row() != self._hovered:
            self._hovered = index.row()
            self._settle()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = -1
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.line() is None:
            self.go_to(max(0, self.currentIndex().row()))
        self._settle()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.clearSelection()
        self._settle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        line = self.line()
        if line is None or line.ticked is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._delegate.tick_area(QRectF(self.visualRect(index))).contains(event.position()):
            self.ticked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row, count = event.key(), self.currentIndex().row(), len(self.cards.lines)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif plain and key == Qt.Key.Key_Space:
            self.ticked.emit()
        elif plain and key == Qt.Key.Key_Down and row >= count - 1:
            self.left_over.emit(1)
        elif plain and key == Qt.Key.Key_Up and row <= 0:
            self.left_over.emit(-1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Letters are looked for in the search box alone."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        else:
            at = event.globalPos()
        if self.line() is not None:
            self.menu_asked.emit(at)
