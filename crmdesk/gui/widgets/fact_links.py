"""A strip of figures, each of which leads to the records it is made of."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, scheme_of, sized, text_width, write

_UPPER, _LOWER = tokens.LINE_HEIGHTS[tokens.SMALL], tokens.LINE_HEIGHTS[tokens.BODY]
_HEIGHT = _UPPER + _LOWER + 2 * tokens.INSIDE


class FactLink(Struct, frozen=True):
    """A grey label over a value; `tip` says what is opened."""

    key: str
    label: str
    value: str
    tip: str
    tone: str = "text"


class _Fact(QAbstractButton):
    def __init__(self, fact: FactLink, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}-{fact.key}")
        self.show_fact(fact)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_fact(self, fact: FactLink) -> None:
        self.fact = fact
        self.setAccessibleName(f"{fact.label} {fact.value}")
        self.setToolTip(fact.tip)
        self.update()

    def needed(self) -> int:
        """How wide its words are, with the room around them."""
        small = sized(self.font(), tokens.SMALL)
        words = max(text_width(self.font(), self.fact.value), text_width(small, self.fact.label))
        return words + 2 * tokens.BETWEEN

    def sizeHint(self) -> QSize:
        return QSize(self.needed(), _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme = QPainter(self), scheme_of(self.palette())
        rect = QRectF(self.rect())
        if self.underMouse():
            fill(painter, rect, QColor(scheme.hover), tokens.RADIUS)
        inner = rect.adjusted(tokens.BETWEEN, tokens.INSIDE, -tokens.BETWEEN, -tokens.INSIDE)
        upper = QRectF(inner.left(), inner.top(), inner.width(), _UPPER)
        write(painter, upper, self.fact.label, sized(self.font(), tokens.SMALL), QColor(scheme.text_2))
        lower = QRectF(inner.left(), inner.top() + _UPPER, inner.width(), _LOWER)
        write(painter, lower, self.fact.value, self.font(), QColor(getattr(scheme, self.fact.tone)))
        if self.hasFocus():
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE)


class FactLinks(QWidget):
    """`opened`: the key of a figure. Equal columns, in as many lines as they need; the words stand flush with what is
    above and below."""

    opened = Signal(str)

    def __init__(self, *, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.parts: list[_Fact] = []

    def set_facts(self, facts: Sequence[FactLink]) -> None:
        """These instead; the keyboard stays with a figure of the same key."""
        if [fact.key for fact in facts] == [part.fact.key for part in self.parts]:
            for part, fact in zip(self.parts, facts, strict=True):
                part.show_fact(fact)
            self._arrange()
            return
        had = next((part.fact.key for part in self.parts if part.hasFocus()), "")
        for part in self.parts:
            part.hide()
            part.deleteLater()
        self.parts = [_Fact(fact, self.objectName(), self) for fact in facts]
        for part in self.parts:
            part.clicked.connect(lambda _checked=False, key=part.fact.key: self.opened.emit(key))
            part.show()
            if part.fact.key == had:
                part.setFocus()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if not self.parts:
            return
        room = self.width() + tokens.BETWEEN
        widest = max(part.needed() for part in self.parts)
        across = min(len(self.parts), max(1, room // max(1, widest)))
        lines = -(-len(self.parts) // across)
        across = -(-len(self.parts) // lines)
        pitch = room / across
        for place, part in enumerate(self.parts):
            line, column = divmod(place, across)
            left = round(column * pitch)
            wide = min(round((column + 1) * pitch) - left, max(part.needed(), tokens.SHORT_INPUT))
            part.setGeometry(left, line * _HEIGHT, wide, _HEIGHT)
        self.setFixedHeight(lines * _HEIGHT)
