"""Where somebody stands among all: a bar of the levels by rank, with a mark at one rank."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, scheme_of, sized, tabular, text_width, write

_MARK, _BAR = 12, 14
_GAP = 1
_HALF_MARK = 5


class Stretch(Struct, frozen=True):
    """One level up to and with the rank `end`, in the colour of a token."""

    end: int
    tone: str


class RankScale(QWidget):
    """The ends of the levels stand below the bar, where they have room."""

    def __init__(self, *, name: str = "rank-scale", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedHeight(_MARK + _BAR + tokens.INSIDE + tokens.LINE_HEIGHTS[tokens.SMALL])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._stretches: tuple[Stretch, ...] = ()
        self._rank = 0
        self._texts: tuple[str, ...] = ()

    def show_rank(self, rank: int, stretches: Sequence[Stretch], texts: Sequence[str], told: str) -> None:
        """`stretches`: levels that anybody is in, best first; `texts`: their ends as a person reads them; `told`: the
        whole in words."""
        self._rank, self._stretches, self._texts = rank, tuple(stretches), tuple(texts)
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(tokens.LONG_INPUT, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._stretches:
            return
        painter, scheme = QPainter(self), scheme_of(self.palette())
        count = self._stretches[-1].end
        font, ink = tabular(sized(self.font(), tokens.SMALL)), QColor(scheme.text_2)
        begin, free = 0, -float(tokens.BETWEEN)
        last = self.width() - text_width(font, self._texts[-1]) - tokens.BETWEEN
        for place, (stretch, text) in enumerate(zip(self._stretches, self._texts, strict=True)):
            left, right = self._at(begin, count), self._at(stretch.end, count)
            gap = _GAP if place + 1 < len(self._stretches) and right - left > 2 * _GAP else 0
            bar = QRectF(left, _MARK, max(1.0, right - left - gap), _BAR)
            fill(painter, bar, QColor(getattr(scheme, stretch.tone)))
            width = text_width(font, text)
            start = max(0.0, min(right - width / 2, self.width() - width))
            is_last = place + 1 == len(self._stretches)
            if is_last or (start >= free + tokens.BETWEEN and start + width <= last):
                area = QRectF(start, _MARK + _BAR + tokens.INSIDE, width + 1, tokens.LINE_HEIGHTS[tokens.SMALL])
                write(painter, area, text, font, ink)
                free = start + width
            begin = stretch.end
        self._paint_mark(painter, self._at(self._rank - 0.5, count), QColor(scheme.accent))

    def _at(self, rank: float, count: int) -> float:
        return self.width() * rank / count

    def _paint_mark(self, painter: QPainter, at: float, ink: QColor) -> None:
        at = round(max(_HALF_MARK, min(self.width() - _HALF_MARK, at)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([QPointF(at - _HALF_MARK, 0), QPointF(at + _HALF_MARK, 0), QPointF(at, 8)]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        fill(painter, QRectF(at - 1, 4, 2, _MARK + _BAR - 4), ink)
