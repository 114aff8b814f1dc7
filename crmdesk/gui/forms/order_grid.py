"""The lines of an order as a grid that is filled by keyboard alone.

Enter goes on to the next cell, at the end of a line to the next one, from a blank last line out of the grid (`left`).
Tab goes through every cell, Up and Down from line to line, Ctrl+Del takes a line out.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from crmdesk.core.words import Words
from crmdesk.gui.forms.product_finding import ProductFinding
from crmdesk.gui.models.order_lines import COLUMNS, EDITED, SAMPLE_ROLE, Index, OrderLines
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour, write
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import badge_width, paint_badge
from crmdesk.gui.widgets.grid import EDITED_AT_ONCE, ENTER, LINE, GridDelegate, type_into
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.tables import style_table

_BY_ENTER = ("product", "quantity", "price", "discount")
_WIDTHS = {"description": 104, "quantity": 92, "price": 88, "discount": 92, "amount": 104, "cost": 96, "profit": 96}
_LEAST_PRODUCT = 168
_ROOM_FOR_DESCRIPTION = 800
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class _Delegate(GridDelegate):
    """Products are found while they are typed."""

    def __init__(self, words: Words, finding: ProductFinding, parent: QWidget) -> None:
        super().__init__("line", parent)
        self._words, self._finding = words, finding

    def key_of(self, index: Index) -> str:
        return COLUMNS[index.column()]

    def prepare(self, editor: LineEdit, index: Index) -> None:
        if self.key_of(index) == "product":
            editor.setPlaceholderText(self._words.gettext("Code, name or pinyin"))
            self._finding.serve(editor)

    def press(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        if editor is not self._finding.list.line():
            return False
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down):
            self._finding.open()
            return True
        return self._finding.press(event)

    def paint_words(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, index: Index) -> None:
        if index.data(SAMPLE_ROLE):
            mark = badges.state("plain", self._words.gettext("Sample"))
            width = badge_width(mark, option.font)
            paint_badge(painter, area.right() - width, area.center().y(), mark, option.font, option.palette)
            area = area.adjusted(0, 0, -width - tokens.INSIDE, 0)
        blank = index.column() == 0 and not option.text and index.row() == 0 and index.model().rowCount() == 1
        if blank:
            words = self._words.gettext("Code, name or pinyin")
            write(painter, area, words, option.font, colour(option.palette, "text_3"))
            return
        super().paint_words(painter, option, area, index)


class OrderGrid(QTableView):
    """`left`: Enter in the blank last line; `menu_asked`: a row and where; `line_changed`: another line is in hand."""

    left = Signal()
    menu_asked = Signal(int, object)
    line_changed = Signal(int)

    def __init__(self, words: Words, model: OrderLines, finding: ProductFinding) -> None:
        super().__init__()
        self.setObjectName("order-lines")
        self.setAccessibleName(words.gettext("Lines of the order"))
        self.lines = model
        model.setParent(self)
        style_table(self, sortable=False)
        delegate = _Delegate(words, finding, self)
        queued = Qt.ConnectionType.QueuedConnection
        delegate.step_asked.connect(self._step, queued)
        delegate.remove_asked.connect(self.remove_line, queued)
        self.setItemDelegate(delegate)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(EDITED_AT_ONCE)
        self.horizontalHeader().setSectionsMovable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._current_changed)

    def go_to(self, row: int, key: str) -> None:
        """Type into this cell."""
        index = self.lines.index(row, COLUMNS.index(key))
        type_into(self, index)

    def row(self) -> int:
        """The line in hand; the last one where none is."""
        row = self.currentIndex().row()
        return row if row >= 0 else len(self.lines.lines) - 1

    def settle(self) -> None:
        """What is being typed in a cell is in the line then."""
        index = self.currentIndex()
        editor = self.indexWidget(index) if index.isValid() else None
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def drop_editor(self) -> None:
        """What is being typed in a cell is given up: something else comes into the line."""
        index = self.currentIndex()
        editor = self.indexWidget(index) if index.isValid() else None
        if isinstance(editor, QLineEdit):
            editor.setModified(False)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def remove_line(self) -> None:
        """Take out the line in hand; the one below it is in hand then."""
        row, column = self.row(), self.currentIndex().column()
        self.setCurrentIndex(QModelIndex())
        self.lines.remove(row)
        self.go_to(min(row, len(self.lines.lines) - 1), COLUMNS[max(0, column)])

    def _step(self, how: str, by: int) -> None:
        row, key = self.currentIndex().row(), COLUMNS[self.currentIndex().column()]
        last = len(self.lines.lines) - 1
        if how == LINE:
            if 0 <= row + by <= last:
                self.go_to(row + by, key)
            else:
                self.go_to(row, key)
            return
        keys = [each for each in (_BY_ENTER if how == ENTER else EDITED) if self._reached(row, each)]
        if row == last and self.lines.lines[row].blank and by > 0:
            self.left.emit()
            return
        further = [each for each in keys if (COLUMNS.index(each) - COLUMNS.index(key)) * by > 0]
        if further:
            self.go_to(row, further[0] if by > 0 else further[-1])
        elif by > 0:
            self.go_to(row + 1, EDITED[0])
        elif row:
            self.go_to(row - 1, EDITED[-1])
        else:
            self.focusNextPrevChild(False)

    def _reached(self, row: int, key: str) -> bool:
        return self.lines.editable(row, key) and not self.isColumnHidden(COLUMNS.index(key))

    def _current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.row() != before.row():
            self.line_changed.emit(now.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by Tab types at once, in the first cell that asks for it."""
        super().focusInEvent(event)
        if event.reason() in _BY_KEYS:
            self.go_to(len(self.lines.lines) - 1, EDITED[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        index = self.currentIndex()
        if control and event.key() == Qt.Key.Key_Delete and index.isValid():
            self.remove_line()
        elif event.key() in _ENTER and not event.modifiers() and index.isValid():
            self._step(ENTER, 1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.viewport().mapFromGlobal(event.globalPos())
        index = self.currentIndex() if by_keys else self.indexAt(at)
        if index.isValid():
            self.settle()
            place = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_keys else event.globalPos()
            self.menu_asked.emit(index.row(), QPoint(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        described = any(line.texts.get("description") for line in self.lines.lines)
        self.setColumnHidden(COLUMNS.index("description"), room < _ROOM_FOR_DESCRIPTION and not described)
        shown = {key: width for key, width in _WIDTHS.items() if not self.isColumnHidden(COLUMNS.index(key))}
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for key, width in {"product": max(_LEAST_PRODUCT, room - sum(shown.values())), **shown}.items():
            header.resizeSection(COLUMNS.index(key), width)
