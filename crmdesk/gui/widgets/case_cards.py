"""Cards in a column: whom it is about, what, by when, and what is wrong with it; the columns of a board."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, box, edge, scheme_of, sized, tabular, text_width, write
from crmdesk.gui.theme.style_views import typing_here

_CARD_ROLE = int(Qt.ItemDataRole.UserRole) + 31
_GAP = tokens.BETWEEN
_SMALL = tokens.LINE_HEIGHTS[tokens.SMALL]
_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class CaseCard(Struct, frozen=True):
    """One card. `corner` stands at the right of the title, `due` at the right of the third line in the token `due_tone`
    with `due_icon` before it; `last` is a line of its own in `last_tone`, with its icon; `told`: all of it in words."""

    id: int
    title: str
    corner: str = ""
    second: str = ""
    third: str = ""
    due: str = ""
    due_tone: str = "text_2"
    due_icon: str = ""
    last: str = ""
    last_tone: str = "warn"
    last_icon: str = "warning"
    told: str = ""


class CardsModel(QAbstractListModel):
    """The cards of one column."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.cards: Sequence[CaseCard] = ()

    def show_cards(self, cards: Sequence[CaseCard]) -> None:
        """These instead; the same ones leave everything as it is."""
        if list(cards) != list(self.cards):
            self.beginResetModel()
            self.cards = tuple(cards)
            self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        card = self.cards[index.row()]
        if role == _CARD_ROLE:
            return card
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return card.told
        return card.title if role == Qt.ItemDataRole.DisplayRole else None


class _CardDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        card = index.data(_CARD_ROLE)
        lines = 2 + bool(isinstance(card, CaseCard) and card.last)
        height = tokens.LINE_HEIGHTS[tokens.BODY] + lines * _SMALL + 2 * tokens.BETWEEN + 2
        return QSize(tokens.LABEL_WIDTH_ZH, height + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        card = index.data(_CARD_ROLE)
        if not isinstance(card, CaseCard):
            return
        painter.save()
        scheme, view = scheme_of(option.palette), option.widget
        rect = QRectF(option.rect).adjusted(0, 0, 0, -_GAP)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        here = typing_here(view)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        marked = scheme.selected if here else scheme.selected_idle
        ground = marked if chosen else scheme.hover if hovered else scheme.raised
        box(painter, rect, QColor(ground), QColor(scheme.line_strong))
        if chosen and here:
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE)
        self._lines(painter, option, card, rect.adjusted(9, tokens.BETWEEN + 1, -9, -tokens.BETWEEN - 1))
        painter.restore()

    def _lines(self, painter: QPainter, option: QStyleOptionViewItem, card: CaseCard, area: QRectF) -> None:
        scheme, small = scheme_of(option.palette), tabular(sized(option.font, tokens.SMALL))
        quiet, high = QColor(scheme.text_2), tokens.LINE_HEIGHTS[tokens.BODY]
        upper = QRectF(area.left(), area.top(), area.width(), high)
        if card.corner:
            taken = write(painter, upper, card.corner, small, quiet, Qt.AlignmentFlag.AlignRight)
            upper.setWidth(upper.width() - taken - tokens.INSIDE)
        write(painter, upper, card.title, option.font, QColor(scheme.text))
        top = area.top() + high
        write(painter, QRectF(area.left(), top, area.width(), _SMALL), card.second, small, quiet)
        top += _SMALL
        tone, right = QColor(getattr(scheme, card.due_tone)), area.right()
        if card.due:
            right -= text_width(small, card.due)
            write(painter, QRectF(right, top, area.right() - right + 1, _SMALL), card.due, small, tone)
            if card.due_icon:
                right -= tokens.ICON_IN_TEXT
                draw_icon(painter, card.due_icon, QRectF(right, top, tokens.ICON_SMALL, _SMALL), tone)
            right -= tokens.INSIDE
        write(painter, QRectF(area.left(), top, max(0.0, right - area.left()), _SMALL), card.third, small, quiet)
        if card.last:
            top += _SMALL
            ink, left = QColor(getattr(scheme, card.last_tone)), area.left()
            if card.last_icon:
                draw_icon(painter, card.last_icon, QRectF(left, top, tokens.ICON_SMALL, _SMALL), ink)
                left += tokens.ICON_IN_TEXT + 2
            write(painter, QRectF(left, top, area.right() - left, _SMALL), card.last, small, ink)


class CardColumn(QListView):
    """`opened`: Enter or a double click; `beside_asked`: Shift+Enter; `side_asked`: the column so many to the right is
    wanted; `typed`: letters for the search."""

    opened = Signal()
    beside_asked = Signal()
    side_asked = Signal(int)
    typed = Signal(str)
    left = Signal()
    delete_asked = Signal()
    menu_asked = Signal(QPoint)
    selection_changed = Signal()

    def __init__(self, *, name: str, label: str) -> None:
        super().__init__()
        self.cards = CardsModel(self)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFont(as_typed(QFont(self.font())))
        self.setModel(self.cards)
        self.setItemDelegate(_CardDelegate(self))
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.verticalScrollBar().setSingleStep(tokens.LIST_ROW // 2)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())

    def show_cards(self, cards: Sequence[CaseCard]) -> None:
        """Another answer; the card that was chosen stays so, what stands in its place becomes it when it is gone."""
        current, row, offset = self.current_id(), self.currentIndex().row(), self.verticalScrollBar().value()
        self.cards.show_cards(cards)
        if current is not None and self.current_id() != current and cards:
            ids = [card.id for card in cards]
            self.go_to(ids.index(current) if current in ids else min(max(row, 0), len(ids) - 1))
        self.verticalScrollBar().setValue(offset)

    def current_id(self) -> int | None:
        row = self.currentIndex().row()
        chosen = bool(self.selectionModel().selectedIndexes())
        return self.cards.cards[row].id if chosen and 0 <= row < len(self.cards.cards) else None

    def told(self) -> str:
        """All that the chosen card says; '' where none is."""
        return self.cards.cards[self.currentIndex().row()].told if self.current_id() is not None else ""

    def go_to(self, row: int) -> None:
        """Choose the card in this place, or the last one."""
        if self.cards.cards:
            self.setCurrentIndex(self.cards.index(min(row, len(self.cards.cards) - 1), 0))

    def choose(self, card_id: int) -> bool:
        """Choose this card; False where it is not in the column."""
        ids = [card.id for card in self.cards.cards]
        if card_id in ids:
            self.go_to(ids.index(card_id))
        return card_id in ids

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setGridSize(QSize())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current_id() is None:
            self.go_to(max(0, self.currentIndex().row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.beside_asked if shift else self.opened).emit()
        elif key in sides:
            self.side_asked.emit(sides[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif plain and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Letters go to the search box instead (`typed`)."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.current_id() is None:
            return
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        middle = self.visualRect(self.currentIndex()).center()
        self.menu_asked.emit(self.viewport().mapToGlobal(middle) if by_keys else event.globalPos())
