"""The table of a file's orders: unfolded by Right and by the arrow before the number."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.models.file_orders import (
    AMOUNT,
    DATE,
    DEPTH_ROLE,
    DUE,
    FOLD_ROLE,
    NUMBER,
    PAID,
    STATE,
    WHAT,
    Entry,
    FileOrders,
)
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour, tabular, text_width
from crmdesk.gui.widgets.badges import badge_width
from crmdesk.gui.widgets.tables import CellDelegate, style_table

_WIDTHS = {NUMBER: 108, DATE: 104, AMOUNT: 104, PAID: 104, DUE: 104}
_NUMBER, _AMOUNTS = 100, (AMOUNT, PAID, DUE)
_LEAST_STATE, _MEASURED = 88, 100
_ROOMY = 760
_LEAST_WHAT = 96
_ARROW = tokens.ICON_SMALL + tokens.INSIDE
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Delegate(CellDelegate):
    """The arrow and the indent before the number."""

    def paint_words(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, index) -> None:
        if index.column() == NUMBER:
            fold = index.data(FOLD_ROLE)
            if fold:
                place = QRectF(area.left() - tokens.INSIDE, area.top(), tokens.ICON_SMALL, area.height())
                sign = "chevron-down" if fold == "open" else "chevron-right"
                draw_icon(painter, sign, place, QColor(colour(option.palette, "text_2")))
            indent = _ARROW + (tokens.AROUND if index.data(DEPTH_ROLE) else 0)
            area = area.adjusted(indent - tokens.INSIDE, 0, 0, 0)
        super().paint_words(painter, option, area, index)


class FileOrdersTable(QTableView):
    """`open_asked`, `delete_asked`: an entry; `menu_asked`: an entry and where; `add_asked`; `copy_asked`: a text."""

    open_asked = Signal(object)
    delete_asked = Signal(object)
    menu_asked = Signal(object, object)
    add_asked = Signal()
    copy_asked = Signal(str)

    def __init__(self, model: FileOrders, label: str) -> None:
        super().__init__()
        self.setObjectName("file-orders")
        self.setAccessibleName(label)
        self.entries = model
        model.setParent(self)
        style_table(self, sortable=False)
        self.setItemDelegate(_Delegate(self))
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionsMovable(False)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self._kept: tuple[str, int] | None = None
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._bring_back)
        model.modelReset.connect(self._fit)

    def current(self) -> Entry | None:
        return self.entries.line(self.currentIndex().row())

    def _keep(self) -> None:
        entry = self.current()
        self._kept = entry.key if entry is not None else None

    def _bring_back(self) -> None:
        row = self.entries.place_of(self._kept)
        if row >= 0:
            self.selectRow(row)

    def _open(self, row: int) -> None:
        entry = self.entries.line(row)
        if entry is not None:
            self.open_asked.emit(entry)

    def _fold(self, entry: Entry, whether: bool) -> None:
        """Unfold an order, fold it, or go from what belongs to it back to it."""
        if entry.under is not None and not whether:
            self.selectRow(self.entries.place_of(("OrderRow", entry.under)))
        elif self.entries.folds(entry):
            self.entries.unfold(entry.thing.id, whether)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry, key = self.current(), event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Insert and plain:
            self.add_asked.emit()
        elif entry is None or not (plain or event.matches(QKeySequence.StandardKey.Copy)):
            super().keyPressEvent(event)
        elif key in _ENTER:
            self.open_asked.emit(entry)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self._fold(entry, key == Qt.Key.Key_Right)
        elif key == Qt.Key.Key_Delete:
            self.delete_asked.emit(entry)
        elif event.matches(QKeySequence.StandardKey.Copy):
            columns = range(self.entries.columnCount())
            self.copy_asked.emit("\t".join(self.entries.text(entry, column) for column in columns))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        entry = self.entries.line(index.row())
        if entry is None or index.column() != NUMBER or event.button() != Qt.MouseButton.LeftButton:
            return
        arrow = self.visualRect(index).left() + tokens.BETWEEN + _ARROW
        if event.position().x() <= arrow and self.entries.folds(entry):
            self.entries.unfold(entry.thing.id, entry.thing.id not in self.entries.unfolded)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.entries.rowCount():
            self.selectRow(0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keys else self.indexAt(self.viewport().mapFromGlobal(event.globalPos()))
        if not index.isValid():
            event.ignore()
            return
        self.selectRow(index.row())
        at = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_keys else event.globalPos()
        self.menu_asked.emit(self.current(), QPoint(at))

    def _state_width(self) -> int:
        badges = (self.entries.badge(entry, STATE) for entry in self.entries.lines[:_MEASURED])
        widest = max((badge_width(each, self.font()) for each in badges if each is not None), default=0)
        return max(_LEAST_STATE, widest + 2 * tokens.BETWEEN)

    def _narrow(self) -> dict[int, int]:
        """As wide as what stands in them."""
        entries, figures = self.entries.lines[:_MEASURED], tabular(self.font())
        heads = self.horizontalHeader().sectionSizeHint
        widths = {NUMBER: _NUMBER}
        for column in (DATE, *_AMOUNTS):
            widest = max((text_width(figures, self.entries.text(each, column)) for each in entries), default=0)
            widths[column] = max(heads(column), widest + 2 * tokens.BETWEEN + 2)
        return widths

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What it is takes the room that is left; the state is as wide as the widest of them."""
        room = self.viewport().width()
        widths = {**(_WIDTHS if room >= _ROOMY else self._narrow()), STATE: self._state_width()}
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rest = room - sum(widths.values())
        for column, width in {**widths, WHAT: max(_LEAST_WHAT, rest)}.items():
            header.resizeSection(column, width)
