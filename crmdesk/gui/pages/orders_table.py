"""The table that every part of the page Orders has: keys, order by column, and selection kept by id."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFont, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from crmdesk.gui.models.paged import PagedTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed
from crmdesk.gui.widgets.tables import style_table

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Flag = QItemSelectionModel.SelectionFlag
_NARROWEST = 96
_MOST_KEPT = 500
"""More selected rows than this are not sought again when other rows are shown."""


class WorkTable(QTableView):
    """Columns have a width, or a share of the rest. `opened`: Enter or a double click; `sort_asked`: the header of a
    column; `typed`: letters for the search; `clear`: the last column stands clear of the scroll bar."""

    opened = Signal()
    beside_asked = Signal()
    """Shift+Enter: the customer's file."""
    new_asked = Signal()
    delete_asked = Signal()
    copy_asked = Signal()
    typed = Signal(str)
    left = Signal()
    menu_asked = Signal(QPoint)
    sort_asked = Signal(int)
    selection_changed = Signal()

    def __init__(
        self,
        model: PagedTable[Any],
        widths: Mapping[int, int],
        *,
        shares: Mapping[int, int],
        name: str,
        label: str,
        sorted_by: Sequence[int] = (),
        clear: bool = False,
    ) -> None:
        super().__init__()
        self._model = model
        self._beside = tokens.SCROLL_BAR + 2 * tokens.SCROLL_BAR_MARGIN if clear else 0
        self._shares = dict(shares)
        self._sorted_by = tuple(sorted_by)
        self._wanted: int | None = None
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFont(as_typed(QFont(self.font())))
        self.setModel(model)
        style_table(self, sortable=False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setWordWrap(False)
        header = self.horizontalHeader()
        header.setSectionsClickable(bool(sorted_by))
        header.sectionClicked.connect(self._head_clicked)
        header.setStretchLastSection(False)
        for column, width in widths.items():
            sign = tokens.ICON_SMALL if column in self._sorted_by else 0
            self.setColumnWidth(column, max(width, header.sectionSizeHint(column) + sign))
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_room()

    def share_room(self) -> None:
        """What the columns of their own width leave goes to the others, by their shares."""
        shown = [column for column in range(self._model.columnCount()) if not self.isColumnHidden(column)]
        taken = sum(self.columnWidth(each) for each in shown if each not in self._shares)
        room = self.viewport().width() - self._beside - taken
        shares = {column: share for column, share in self._shares.items() if column in shown}
        header = self.horizontalHeader()
        leasts = {column: max(_NARROWEST, header.sectionSizeHint(column)) for column in shares}
        while shares:
            whole = sum(shares.values())
            short = next((column for column, share in shares.items() if room * share // whole < leasts[column]), None)
            if short is None:
                break
            self.setColumnWidth(short, leasts[short])
            room -= leasts[short]
            del shares[short]
        for column, share in shares.items():
            self.setColumnWidth(column, room * share // whole)

    def show_order(self, column: int, *, descending: bool) -> None:
        """The sign in the header."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        header.setSortIndicatorShown(column >= 0)
        if column >= 0:
            header.setSortIndicator(column, order)

    def selected_count(self) -> int:
        return sum(block.height() for block in self.selectionModel().selection())  # type: ignore[attr-defined]

    def selected_places(self) -> list[int]:
        blocks = sorted(self.selectionModel().selection(), key=lambda block: block.top())  # type: ignore[call-overload]
        return [place for block in blocks for place in range(block.top(), block.bottom() + 1)]

    def selected_ids(self) -> list[int]:
        """In the order of the table."""
        return [self._model.ids[place] for place in self.selected_places()]

    def current_id(self) -> int | None:
        place = self.currentIndex().row()
        return self._model.ids[place] if 0 <= place < len(self._model.ids) else None

    def current_row(self) -> Any:
        """The row that has the keyboard."""
        return self._model.line(self.currentIndex().row())

    def want(self, ids: Collection[int]) -> None:
        """Choose this one, where it is a single one that comes into the list with the next answer."""
        new = [each for each in ids if self._model.place_of(each) < 0]
        self._wanted = new[0] if len(ids) == len(new) == 1 else None

    def show_ids(self, ids: Sequence[int], *, other: bool = False) -> None:
        """Another answer. Who was selected and is still listed stays so, at the place in sight; when the current one
        is gone, who stands in its place becomes it, in an `other` list the first one. Who is wanted goes before."""
        self._keep_place(ids, other=other)
        wanted, self._wanted = self._wanted, None
        if wanted is not None and (there := self._model.place_of(wanted)) >= 0:
            self.go_to(there)

    def _keep_place(self, ids: Sequence[int], *, other: bool) -> None:
        chosen = self.selected_ids() if self.selected_count() <= _MOST_KEPT else []
        current, place, offset = self.current_id(), self.currentIndex().row(), self.verticalScrollBar().value()
        before = self._model.ids
        self._model.show_ids(ids)
        if self._model.ids is before:
            return
        self.verticalScrollBar().setValue(offset)
        if current is None:
            return
        there = self._model.place_of(current)
        if there >= 0:
            self._select([found for each in chosen if (found := self._model.place_of(each)) >= 0], there)
        elif self._model.ids and place >= 0:
            self.go_to(0 if other else min(place, len(self._model.ids) - 1))

    def go_to(self, place: int) -> None:
        """Make one row the only one selected."""
        index = self._model.index(place, max(0, self.currentIndex().column()))
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect | _Flag.Rows)
        self.scrollTo(index)

    def _select(self, places: Sequence[int], current: int) -> None:
        selection = QItemSelection()
        for place in places:
            selection.select(self._model.index(place, 0), self._model.index(place, self._model.columnCount() - 1))
        model = self.selectionModel()
        model.setCurrentIndex(self._model.index(current, 0), _Flag.NoUpdate)
        model.select(selection, _Flag.ClearAndSelect)

    def take_keyboard(self) -> None:
        """The first row is chosen, unless one is already."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes the first row the current one without choosing it."""
        super().focusInEvent(event)
        self.settle()

    def settle(self) -> None:
        """Choose a row, where the table has the keyboard and none is chosen."""
        if self.window().focusWidget() is self and self._model.ids and not self.selected_count():
            self.go_to(max(0, self.currentIndex().row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        signals = {
            Qt.Key.Key_Delete: self.delete_asked,
            Qt.Key.Key_Insert: self.new_asked,
            Qt.Key.Key_Escape: self.left,
        }
        if key in _ENTER:
            (self.beside_asked if shift else self.opened).emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif key in signals and not event.modifiers():
            signals[Qt.Key(key)].emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers() and self._model.ids:
            self.go_to(0 if key == Qt.Key.Key_Home else len(self._model.ids) - 1)
        elif _is_text(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Letters go to the search box instead (`typed`)."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.selected_count():
            return
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        middle = self.visualRect(self.currentIndex()).center()
        self.menu_asked.emit(self.viewport().mapToGlobal(middle) if by_keys else event.globalPos())

    def _head_clicked(self, column: int) -> None:
        if column in self._sorted_by:
            self.sort_asked.emit(column)


def _is_text(event: QKeyEvent) -> bool:
    plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return plain and event.text().isprintable() and bool(event.text().strip())
