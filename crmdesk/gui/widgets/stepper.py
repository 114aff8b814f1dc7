"""Steps down a page, one line through all of them: a circle with its number, a head, and what belongs to it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, edge, scheme_of, sized, text_width, vertical, write
from crmdesk.gui.widgets.buttons import IconButton
from crmdesk.gui.widgets.steps import DONE, LATER, NOW, paint_circle

__all__ = ["DONE", "INDENT", "LATER", "NOW", "StepHead", "StepperRow"]

_CIRCLE = 24
INDENT = _CIRCLE + 12
"""Where the words beside the circles begin."""
_BELOW = tokens.BETWEEN
_EDGE = 6
"""Beside the words of a done step, for the edge of the focus."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class StepHead(QAbstractButton):
    """The name of a step that is done, and when and by whom at the right. Enter, F2, a double click or the pencil below
    the mouse ask to change it (`opened`); `menu_asked`: where."""

    opened = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, title: str, note: str, mark: str, change: str, *, name: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._note, self._mark = note, mark
        self.setObjectName(name)
        self.setText(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_CIRCLE)
        self._pencil = IconButton("pencil", change, name=f"{name}-change", size=_CIRCLE, parent=self)
        self._pencil.setFixedSize(_CIRCLE, _CIRCLE)
        self._pencil.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pencil.setToolTip(f"{change}  F2")
        self._pencil.clicked.connect(self.opened)
        self._pencil.hide()
        self.clicked.connect(self._clicked)

    def set_fixed(self) -> None:
        """It cannot be changed now."""
        self._pencil.setParent(None)

    def _words_end(self) -> float:
        bold, small = sized(self.font(), tokens.BODY, True), sized(self.font(), tokens.SMALL)
        end = text_width(bold, self.text()) + tokens.BETWEEN + tokens.ICON
        return end + (tokens.BETWEEN + text_width(small, self._mark) if self._mark else 0)

    def sizeHint(self) -> QSize:
        small = sized(self.font(), tokens.SMALL)
        wide = self._words_end() + _CIRCLE + tokens.AROUND + text_width(small, self._note)
        return QSize(int(wide), _CIRCLE)

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens.NORMAL_INPUT, _CIRCLE)

    def _note_area(self) -> QRectF:
        left = self._words_end() + tokens.INSIDE + _CIRCLE + tokens.INSIDE
        return QRectF(left, 0, max(0.0, self.width() - left), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pencil.move(int(self._words_end()) + tokens.INSIDE, 0)
        short = text_width(sized(self.font(), tokens.SMALL), self._note) > self._note_area().width()
        self.setToolTip(self._note if short else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme, area = QPainter(self), scheme_of(self.palette()), QRectF(self.rect())
        bold, small = sized(self.font(), tokens.BODY, True), sized(self.font(), tokens.SMALL)
        left = write(painter, area, self.text(), bold, QColor(scheme.text)) + tokens.BETWEEN
        draw_icon(painter, "check", QRectF(left, 0, tokens.ICON, area.height()), QColor(scheme.good))
        if self._mark:
            place = area.adjusted(left + tokens.ICON + tokens.BETWEEN, 0, 0, 0)
            write(painter, place, self._mark, small, QColor(scheme.text_2))
        right = Qt.AlignmentFlag.AlignRight
        write(painter, self._note_area(), self._note, as_typed(small), QColor(scheme.text_2), right)

    def marked(self) -> QRectF:
        """What the edge of the focus goes around, which the row draws: the words, with air beside them."""
        words = QRectF(self.pos(), QSizeF(self._words_end(), self.height()))
        return words.adjusted(-_EDGE, 0, _EDGE, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._row_again()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._row_again()

    def _row_again(self) -> None:
        row = self.parentWidget()
        if row is not None:
            row.update()

    def enterEvent(self, event) -> None:
        super().enterEvent(event)
        self._pencil.setVisible(self._pencil.parent() is self)

    def leaveEvent(self, event) -> None:
        super().leaveEvent(event)
        self._pencil.hide()

    def _clicked(self) -> None:
        """Space, or a screen reader, presses it; the mouse only takes it into hand."""

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())


class StepperRow(QWidget):
    """One step. `at` is DONE, NOW or LATER; put what stands in its first line into `head`, the rest into `body`.
    `last`: the line ends here."""

    def __init__(self, number: int, at: str, *, last: bool = False, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._at, self._last = number, at, last
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.head = QHBoxLayout()
        self.head.setSpacing(tokens.BETWEEN)
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.INSIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(INDENT, 0, 0, _BELOW if at != NOW else tokens.AROUND)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addLayout(self.body)

    @property
    def at(self) -> str:
        return self._at

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        circle = QRectF(0, 0, _CIRCLE, _CIRCLE)
        if not self._last:
            line = QColor(scheme_of(self.palette()).line_strong)
            vertical(painter, _CIRCLE / 2, _CIRCLE, self.height(), line)
        paint_circle(painter, circle, str(self._number), self._at, self.font(), self.palette())
        head = self.window().focusWidget()
        if isinstance(head, StepHead) and head.parentWidget() is self and head.hasFocus():
            edge(painter, head.marked(), QColor(scheme_of(self.palette()).accent), tokens.FOCUS_EDGE)
