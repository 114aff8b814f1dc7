"""A list of words with ticks, in a popup or in a dialog: with counts, with search where it is long, in an order."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QWidget,
)

from crmdesk.core.finding import matches
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import dot, edge, fill, scheme_of, sized, tabular, text_width, write
from crmdesk.gui.theme.style_views import row_ground, typing_here

_KEY = int(Qt.ItemDataRole.UserRole) + 1
_NOTE = int(Qt.ItemDataRole.UserRole) + 2
_COLOR = int(Qt.ItemDataRole.UserRole) + 3
_HEAD = int(Qt.ItemDataRole.UserRole) + 4
_DOT = 4
_GAP = 24
Index = QModelIndex | QPersistentModelIndex


class Pick(Struct, frozen=True):
    """One line: its key, its words, a quiet note at the right (a count), whether it is ticked, a colour's dot; `head`:
    the title of the lines below it, which cannot be taken."""

    key: str
    text: str
    note: str = ""
    on: bool = False
    color: str = ""
    head: bool = False


class PickDelegate(QStyledItemDelegate):
    """A tick, a dot where there is a colour, the words, the note at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        note = str(index.data(_NOTE) or "")
        width = text_width(option.font, str(index.data() or "")) + tokens.CHECK_SIZE + 3 * tokens.BETWEEN
        width += text_width(sized(option.font, tokens.SMALL), note) + _GAP if note else 0
        width += 4 * _DOT if index.data(_COLOR) else 0
        return QSize(width, tokens.TABLE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        scheme = scheme_of(option.palette)
        rect = QRectF(option.rect)
        if index.data(_HEAD):
            area = rect.adjusted(tokens.BETWEEN, tokens.INSIDE, -tokens.BETWEEN, 0)
            write(painter, area, str(index.data() or ""), sized(option.font, tokens.SMALL, True), QColor(scheme.text_2))
            painter.restore()
            return
        shown = QStyleOptionViewItem(option)
        shown.state &= ~QStyle.StateFlag.State_Selected
        here = bool(option.state & QStyle.StateFlag.State_HasFocus) and typing_here(option.widget)
        view = option.widget
        one = isinstance(view, PickList) and view.one
        current = isinstance(view, PickList) and view.one and view.currentIndex() == index
        ground = scheme.selected if here or current else row_ground(shown, option.widget)
        if ground:
            fill(painter, rect, QColor(ground), tokens.CHECK_RADIUS)
        left = rect.left() + tokens.BETWEEN if one else self._tick(painter, option, index, rect)
        color = index.data(_COLOR)
        if color:
            dot(painter, QRectF(left, rect.top(), 2 * _DOT, rect.height()).center(), _DOT, QColor(str(color)))
            left += 4 * _DOT
        end = rect.right() - tokens.BETWEEN
        note = str(index.data(_NOTE) or "")
        if note:
            small = tabular(sized(option.font, tokens.SMALL))
            end -= write(
                painter, rect.adjusted(0, 0, -tokens.BETWEEN, 0), note, small, QColor(scheme.text_2),
                Qt.AlignmentFlag.AlignRight,
            ) + tokens.BETWEEN  # fmt: skip
        area = QRectF(left, rect.top(), end - left, rect.height())
        write(painter, area, str(index.data() or ""), option.font, QColor(scheme.text))
        if here:
            edge(painter, rect, QColor(scheme.accent), 1, tokens.CHECK_RADIUS)
        painter.restore()

    @staticmethod
    def _tick(painter: QPainter, option: QStyleOptionViewItem, index: Index, rect: QRectF) -> float:
        """Draw the tick; returns where the words begin."""
        box = QStyleOptionButton()
        side = tokens.CHECK_SIZE
        top = round(rect.top() + (rect.height() - side) / 2)
        box.rect = QRectF(rect.left() + tokens.BETWEEN, top, side, side).toRect()
        box.palette = option.palette
        ticked = index.data(int(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked.value
        on = QStyle.StateFlag.State_On if ticked else QStyle.StateFlag.State_Off
        box.state = QStyle.StateFlag.State_Enabled | on
        view = option.widget
        if view is not None:
            view.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, box, painter, view)
        return rect.left() + 2 * tokens.BETWEEN + side


class PickList(QListView):
    """Space or a click ticks (`ticked`); with `ordered`, dragging and Alt+Up, Alt+Down move a line (`reordered`);
    with `one`, no ticks are drawn: a single line is taken."""

    ticked = Signal(str, bool)
    reordered = Signal()

    def __init__(
        self, *, ordered: bool = False, name: str = "picks", label: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ordered = ordered
        self.one = False
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(PickDelegate(self))
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        if ordered:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.clicked.connect(self._toggle)

    def set_picks(self, picks: Sequence[Pick]) -> None:
        """Show these lines; the current one stays by its key."""
        current = self.key_at(self.currentIndex())
        self._model.clear()
        for pick in picks:
            item = QStandardItem(pick.text)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags | Qt.ItemFlag.ItemIsDragEnabled if self._ordered else flags)
            item.setCheckState(Qt.CheckState.Checked if pick.on else Qt.CheckState.Unchecked)
            item.setData(pick.key, _KEY)
            item.setData(pick.note, _NOTE)
            item.setData(pick.color, _COLOR)
            if pick.head:
                item.setData(True, _HEAD)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setData(f"{pick.text} {pick.note}".strip(), Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        places = [row for row in range(len(picks)) if picks[row].key == current]
        self.setCurrentIndex(self._model.index(places[0] if places else 0, 0))

    def all_keys(self) -> list[str]:
        """In the order shown."""
        return [self.key_at(self._model.index(row, 0)) for row in range(self._model.rowCount())]

    def keys_on(self) -> list[str]:
        """Those ticked, in the order shown."""
        rows = range(self._model.rowCount())
        on = [row for row in rows if self._model.item(row).checkState() == Qt.CheckState.Checked]
        return [self.key_at(self._model.index(row, 0)) for row in on]

    def set_on(self, key: str, on: bool) -> None:
        """Tick without telling."""
        for row in range(self._model.rowCount()):
            if self._model.item(row).data(_KEY) == key:
                self._model.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    @staticmethod
    def key_at(index: Index) -> str:
        return str(index.data(_KEY) or "") if index.isValid() else ""

    def show_matching(self, words: str) -> None:
        """Only lines that hold these words, as they are typed, in pinyin or by initials; titles of such lines stay."""
        title, titled = -1, False
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            if item.data(_HEAD):
                if title >= 0:
                    self.setRowHidden(title, not titled)
                title, titled = row, False
                continue
            found = matches(item.text(), words) is not None
            titled = titled or found
            self.setRowHidden(row, not found)
        if title >= 0:
            self.setRowHidden(title, not titled)
        if self.isRowHidden(self.currentIndex().row()) or words.strip():
            shown = (row for row in range(self._model.rowCount()) if not self.isRowHidden(row))
            first = next((row for row in shown if not self._model.item(row).data(_HEAD)), -1)
            self.setCurrentIndex(self._model.index(first, 0) if first >= 0 else QModelIndex())

    def wanted_width(self) -> int:
        option = QStyleOptionViewItem()
        option.font = self.font()
        delegate = PickDelegate(self)
        rows = range(min(200, self._model.rowCount()))
        return max((delegate.sizeHint(option, self._model.index(row, 0)).width() for row in rows), default=0)

    def move_current(self, by: int) -> None:
        """The current line up or down, past hidden ones."""
        row = self.currentIndex().row()
        to = row + by
        while 0 <= to < self._model.rowCount() and self.isRowHidden(to):
            to += by
        if not self._ordered or row < 0 or not 0 <= to < self._model.rowCount():
            return
        self._model.insertRow(to, self._model.takeRow(row))
        self.setCurrentIndex(self._model.index(to, 0))
        self.reordered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._toggle(self.currentIndex())
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.move_current(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """A line is dropped between two others, never onto one."""
        row = self.currentIndex().row()
        target = self.indexAt(event.position().toPoint())
        below = self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.BelowItem
        to = target.row() + below if target.isValid() else self._model.rowCount()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if row < 0:
            return
        line = self._model.takeRow(row)
        to -= to > row
        self._model.insertRow(to, line)
        self.setCurrentIndex(self._model.index(to, 0))
        self.reordered.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()

    def _toggle(self, index: Index) -> None:
        item = self._model.item(index.row()) if index.isValid() else None
        if item is None:
            return
        on = item.checkState() != Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.ticked.emit(self.key_at(index), on)
