"""A scrolled list of two-line rows, one or several of them selected; a box in the row is ticked by Space or a click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed
from crmdesk.gui.widgets.day_list import DayModel
from crmdesk.gui.widgets.day_rows import DayDelegate, DayLine
from crmdesk.gui.widgets.rows import style_list

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LineList(QListView):
    """`opened`: Enter or a double click; `ticked`: Space or the box of a row; `moved`: others are selected.

    `side`: rows without a line below and without room for an icon; `several` of them may be selected.
    """

    opened = Signal()
    ticked = Signal()
    moved = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, *, name: str, label: str, side: bool = False, several: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.cards = DayModel(self)
        self.setModel(self.cards)
        self._delegate = DayDelegate(side=side, parent=self)
        self.setItemDelegate(self._delegate)
        self.setFont(as_typed(QFont(self.font())))
        style_list(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
        self.viewport().setAutoFillBackground(False)
        self._quiet = False
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().selectionChanged.connect(self._tell)

    def sizeHint(self) -> QSize:
        return QSize(tokens.LONG_INPUT, 2 * self._delegate.height)

    def show_lines(self, lines: Sequence[DayLine]) -> None:
        """Another answer; what was selected and the place stay, else what stands there now becomes the selected one."""
        keys = {line.key for line in self.selected()}
        current, row, place = self.current(), self.currentIndex().row(), self.verticalScrollBar().value()
        self._quiet = True
        if self.cards.show_lines(lines):
            known = [each.key for each in self.cards.lines]
            rows = [at for at, key in enumerate(known) if key in keys]
            if current is not None and current.key in known:
                row = known.index(current.key)
            self._select(rows or [min(max(row, 0), len(known) - 1)], row if row in rows else None)
            self.verticalScrollBar().setValue(place)
            self.scrollTo(self.currentIndex())
        self._quiet = False
        self._tell()

    def _select(self, rows: Sequence[int], current: int | None) -> None:
        if not self.cards.lines:
            return
        chosen = QItemSelection()
        for row in rows:
            index = self.cards.index(row, 0)
            chosen.select(index, index)
        here = self.cards.index(rows[0] if current is None else current, 0)
        self.selectionModel().setCurrentIndex(here, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @property
    def lines(self) -> Sequence[DayLine]:
        return self.cards.lines

    def current(self) -> DayLine | None:
        """The row with the keyboard."""
        row = self.currentIndex().row()
        return self.cards.lines[row] if 0 <= row < len(self.cards.lines) else None

    def selected(self) -> list[DayLine]:
        """From the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.cards.lines[row] for row in rows if row < len(self.cards.lines)]

    def go_to(self, key: tuple[str, int]) -> None:
        """Select one row alone; nothing where it is not there."""
        keys = [line.key for line in self.cards.lines]
        if key in keys:
            self.setCurrentIndex(self.cards.index(keys.index(key), 0))

    def _tell(self) -> None:
        if not self._quiet:
            self.moved.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        line = self.cards.lines[index.row()] if index.isValid() else None
        super().mousePressEvent(event)
        if line is None or line.ticked is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._delegate.tick_area(QRectF(self.visualRect(index))).contains(event.position()):
            self.go_to(line.key)
            self.ticked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in _ENTER:
            self.opened.emit()
        elif plain and event.key() == Qt.Key.Key_Space:
            self.ticked.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Letters are looked for in the search box alone."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.current() is None:
            return
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft()))
        else:
            self.menu_asked.emit(event.globalPos())
