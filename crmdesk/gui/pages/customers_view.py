"""The view of the customer list: keys, and selection and place kept by id whatever happens to the rows."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QWidget

from crmdesk.core.customers import Listing
from crmdesk.gui.models.customer_list import CustomerListModel
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.frozen import FrozenTable
from crmdesk.gui.widgets.rows import Index, TwoLineDelegate

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Flag = QItemSelectionModel.SelectionFlag
_Move = QAbstractItemView.CursorAction


class Place(Struct, frozen=True):
    """What is selected and where the list stands: the row of `anchor` is `offset` pixels below the upper edge."""

    selected: array[int]
    current: int | None
    anchor: int | None
    offset: int


class CustomerView(FrozenTable):
    """The list: a table of one column, since a list view asks a million rows for their sizes. `TableLook` turns it
    into the table of all columns and back; selection and place stay."""

    moved = Signal()
    """Another customer is the current one, by the person's own doing."""
    selection_changed = Signal()
    opened = Signal()
    alone_asked = Signal()
    typed = Signal(str)
    """Letters typed into the list: they belong into the search box."""
    left = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, model: CustomerListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._quiet = False
        self._nobody = False
        self._stretched_from = QPersistentModelIndex()
        self.setObjectName("customer-list")
        self.setItemDelegateForColumn(0, TwoLineDelegate(parent=self))
        self.setModel(model)
        self._set_up()
        self.doubleClicked.connect(self._double_clicked)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(tokens.TABLE_ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.set_row_height(tokens.LIST_ROW)

    @property
    def row_height(self) -> int:
        return self.verticalHeader().defaultSectionSize()

    def set_row_height(self, height: int) -> None:
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height)

    def _at(self, place: int) -> QModelIndex:
        """A row's index in a column that is shown: the present one, else the first."""
        column = self.currentIndex().column()
        if column < 0 or self.isColumnHidden(column):
            header = self.horizontalHeader()
            shown = (header.logicalIndex(visual) for visual in range(header.count()))
            column = next((logical for logical in shown if not header.isSectionHidden(logical)), 0)
        return self._model.index(place, column)

    def current_id(self) -> int | None:
        return self._model.id_at(self.currentIndex().row())

    def selected_ids(self) -> array[int]:
        """In the list's order."""
        ids: array[int] = array("q")
        for block in sorted(self._blocks(), key=lambda block: block.top()):
            ids.extend(self._model.ids[block.top() : block.bottom() + 1])
        return ids

    def selected_count(self) -> int:
        return sum(block.height() for block in self._blocks())

    def _blocks(self) -> list[QItemSelectionRange]:
        return list(self.selectionModel().selection())  # type: ignore[call-overload]

    def select(self, customer_id: int | None) -> bool:
        """Make one customer the only one selected; False when the list does not show them."""
        place = self._model.place_of(customer_id)
        if place < 0:
            return False
        self.go_to(place)
        return True

    def go_to(self, place: int, *, by_hand: bool = True) -> None:
        """Make one place the only one selected; `moved` is told unless it is not the person's doing."""
        index = self._at(place)
        self._quiet = not by_hand
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect | _Flag.Rows)
        self._quiet = False
        self._stretched_from = QPersistentModelIndex(index)
        self.scrollTo(index)

    def centre(self) -> None:
        """The current row into the middle, with a whole row at the upper edge."""
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() // self.row_height * self.row_height)

    def deselect(self) -> None:
        """Nobody is current or selected, and coming here with the keyboard alone changes nothing of that."""
        self._nobody = True
        self._quiet = True
        self.selectionModel().clear()
        self._quiet = False
        self.selection_changed.emit()

    def neighbour(self, ids: Sequence[int]) -> int | None:
        """Who becomes the current one when these go: the next one in the list, else the one before."""
        runs = self._model.runs_of(ids)
        if not runs:
            return None
        after = self._model.id_at(runs[-1][1] + 1)
        return after if after is not None else self._model.id_at(runs[0][0] - 1)

    def step(self, key: Qt.Key) -> None:
        """Move as if this key had been pressed in the list (from the search box)."""
        last = self._model.rowCount() - 1
        if last < 0:
            return
        place = self.currentIndex().row()
        by = max(1, self.viewport().height() // self.row_height - 1)
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: by, Qt.Key.Key_PageUp: -by}
        self.go_to(0 if place < 0 else min(last, max(0, place + moves[key])))

    def two_screens(self) -> int:
        """How many rows at least fill the view twice."""
        return 2 * (self.viewport().height() // self.row_height + 1)

    def place(self) -> Place:
        """To be given to `restore` after the rows were replaced."""
        current = self.current_id()
        row = self.currentIndex().row()
        top = self.rowViewportPosition(row) if row >= 0 else -1
        if not 0 <= top < self.viewport().height():
            row = self.rowAt(0)
            top = self.rowViewportPosition(row) if row >= 0 else 0
        return Place(self.selected_ids(), current, self._model.id_at(row), top)

    def restore(self, place: Place, *, scroll: bool) -> None:
        """Select what is still there and tell nobody; `scroll` also brings the rows back to where they stood."""
        self._quiet = True
        selection = QItemSelection()
        for first, last in self._runs(place.selected):
            selection.select(self._model.index(first), self._model.index(last))
        model = self.selectionModel()
        current = self._model.place_of(place.current)
        self.setAutoScroll(False)
        if current >= 0:
            model.setCurrentIndex(self._at(current), _Flag.NoUpdate)
        model.select(selection, _Flag.ClearAndSelect | _Flag.Rows)
        self.setAutoScroll(True)
        self._quiet = False
        anchor = self._model.place_of(place.anchor) if scroll else -1
        if anchor >= 0:
            self.verticalScrollBar().setValue(anchor * self.row_height - place.offset)

    def show_answer(self, ids: array[int], listing: Listing) -> None:
        """Give the model its ids, and lay them out at once: while they are painted it would be painted twice. Rows that
        come in below those in sight change nothing of these, which are not painted again."""
        viewport, former = self.viewport(), self._model.ids
        in_sight = self.rowAt(viewport.height()) < 0
        below = not in_sight and listing == self._model.listing and ids[: len(former)] == former
        viewport.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, below)
        self._model.show(ids, listing)
        self.executeDelayedItemsLayout()
        viewport.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)

    def _runs(self, selected: array[int]) -> list[tuple[int, int]]:
        if len(selected) == 1:
            place = self._model.place_of(selected[0])
            return [(place, place)] if place >= 0 else []
        return self._model.runs_of(selected)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._quiet:
            self._nobody = False
            self.moved.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._quiet:
            self.selection_changed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever becomes current by coming here is selected too, unless nobody is to be."""
        if self._nobody:
            self._quiet = True
            super().focusInEvent(event)
            self.selectionModel().clear()
            self._quiet = False
            return
        super().focusInEvent(event)
        if self.currentIndex().isValid() and not self.selected_count():
            self.go_to(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _ENTER:
            (self.alone_asked if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else self.opened).emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers() and self._model.rowCount():
            self.go_to(0 if key == Qt.Key.Key_Home else self._model.rowCount() - 1)
        elif self._is_text(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and the last customer, also with Shift; a table's go along the row."""
        ends = {_Move.MoveHome: 0, _Move.MoveEnd: self._model.rowCount() - 1}
        return self._at(ends[action]) if action in ends else super().moveCursor(action, modifiers)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """With Shift from where `go_to` went last; Qt only knows where its own keys and clicks went."""
        if not command & _Flag.Current:
            self._stretched_from = QPersistentModelIndex()
        elif self._stretched_from.isValid():
            start = self.visualRect(self._at(self._stretched_from.row())).center()
            rect = QRect(start, rect.bottomRight())
        super().setSelection(rect, command)

    @staticmethod
    def _is_text(event: QKeyEvent) -> bool:
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        return plain and event.text().isprintable() and bool(event.text().strip())

    def keyboardSearch(self, _text: str) -> None:
        """Letters go to the search box instead (`typed`)."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            area = self.visualRect(self.currentIndex())
            self.menu_asked.emit(self.viewport().mapToGlobal(area.center()))
        else:
            self.menu_asked.emit(event.globalPos())

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.opened.emit()
