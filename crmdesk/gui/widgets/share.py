"""How much of something is done, as a thin bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, scheme_of

_WIDTH, _HEIGHT = 120, 6


def paint_share(painter: QPainter, area: QRectF, share: float, widget: QWidget) -> None:
    """The bar in the middle of the area's height."""
    scheme = scheme_of(widget.palette())
    top = area.center().y() - _HEIGHT / 2
    fill(painter, QRectF(area.left(), top, area.width(), _HEIGHT), QColor(scheme.line_strong), _HEIGHT / 2)
    done = area.width() * min(1.0, share)
    if done >= 1:
        fill(painter, QRectF(area.left(), top, done, _HEIGHT), QColor(scheme.series), min(_HEIGHT / 2, done / 2))


class ShareBar(QWidget):
    """120 wide; what it means is said beside it."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedSize(_WIDTH, tokens.LINE_HEIGHTS[tokens.BODY])
        self._share = 0.0

    def set_share(self, done: int, count: int, told: str) -> None:
        """`told`: the same in words."""
        self._share = done / count if count else 0.0
        self.setAccessibleName(told)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_share(QPainter(self), QRectF(self.rect()), self._share, self)
