"""A few amounts as bars with a word before and the figure behind; each leads to what it is made of."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, scheme_of, tabular, text_width, write

_ROW, _BAR = 24, 12
_LEAST = 2


class FigureBar(Struct, frozen=True):
    """`share`: how long the bar is, 0 to 1; below zero (`negative`) it is coloured as bad."""

    key: str
    label: str
    figure: str
    share: float
    negative: bool = False


class _Line(QAbstractButton):
    def __init__(self, bar: FigureBar, labels: int, figures: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.bar, self._labels, self._figures = bar, labels, figures
        self.setObjectName(f"bar-{bar.key}")
        self.setAccessibleName(f"{bar.label} {bar.figure}")
        self.setFixedHeight(_ROW)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._labels + self._figures + tokens.NAVIGATION_OPEN, _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._labels + self._figures + tokens.AROUND, _ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme = QPainter(self), scheme_of(self.palette())
        rect = QRectF(self.rect())
        if self.underMouse():
            fill(painter, rect, QColor(scheme.hover), tokens.CHECK_RADIUS)
        write(painter, rect, self.bar.label, self.font(), QColor(scheme.text_2))
        left = self._labels + tokens.BETWEEN
        room = rect.width() - left - self._figures - tokens.BETWEEN
        wide = max(_LEAST, room * self.bar.share) if self.bar.share > 0 else 0
        tone = "bad" if self.bar.negative else "series"
        fill(painter, QRectF(left, (_ROW - _BAR) / 2, wide, _BAR), QColor(getattr(scheme, tone)))
        start = left + wide + (tokens.BETWEEN if wide else 0)
        ink = QColor(scheme.bad if self.bar.negative else scheme.text)
        write(painter, rect.adjusted(start, 0, 0, 0), self.bar.figure, tabular(self.font()), ink)
        if self.hasFocus():
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE)


class FigureBars(QWidget):
    """`opened`: the key of the bar that was clicked."""

    opened = Signal(str)

    def __init__(self, bars: Sequence[FigureBar], *, tip: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        labels = max((text_width(self.font(), bar.label) for bar in bars), default=0)
        figures = max((text_width(tabular(self.font()), bar.figure) for bar in bars), default=0)
        for bar in bars:
            line = _Line(bar, labels, figures, self)
            line.setToolTip(tip)
            line.clicked.connect(lambda _checked=False, key=bar.key: self.opened.emit(key))
            column.addWidget(line)
