"""The stages of a sale as four bars that rise, the one reached and those before it filled, with a word below each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, scheme_of, sized, text_width, write

_LEAST, _RISE = 6, 6
_GAP = tokens.INSIDE
_RADIUS = 2


class StageBars(QWidget):
    """`steps` are (key, word), the lowest first."""

    def __init__(
        self, steps: Sequence[tuple[str, str]], *, name: str = "stage-bars", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self._reached = ""
        self.setObjectName(name)
        self._tallest = _LEAST + _RISE * (len(self._steps) - 1)
        self.setFixedHeight(self._tallest + tokens.INSIDE + tokens.LINE_HEIGHTS[tokens.BODY])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_reached(self, key: str) -> None:
        """How far the sale has come; an unknown key fills nothing."""
        self._reached = key
        self.setAccessibleName(dict(self._steps).get(key, ""))
        self.update()

    def sizeHint(self) -> QSize:
        bold = sized(self.font(), tokens.BODY, True)
        widest = max(text_width(bold, word) for _key, word in self._steps)
        return QSize(len(self._steps) * (widest + tokens.BETWEEN), self.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme = scheme_of(self.palette())
        keys = [key for key, _word in self._steps]
        filled = keys.index(self._reached) + 1 if self._reached in keys else 0
        pitch = (self.width() + _GAP) / len(self._steps)
        for place, (key, word) in enumerate(self._steps):
            left, high = place * pitch, _LEAST + _RISE * place
            bar = QRectF(left, self._tallest - high, pitch - _GAP, high)
            here = key == self._reached
            ground = scheme.accent if here else scheme.series if place < filled else scheme.line
            fill(painter, bar, QColor(ground), _RADIUS)
            ink = scheme.text if here else scheme.text_2
            area = QRectF(left, self._tallest + tokens.INSIDE, pitch - _GAP, tokens.LINE_HEIGHTS[tokens.BODY])
            font = sized(self.font(), tokens.BODY, here)
            write(painter, area, word, font, QColor(ink), elide=Qt.TextElideMode.ElideRight)
