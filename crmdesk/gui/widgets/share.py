"""How much of something is done, as a thin bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, scheme_of

_WIDTH, _HEIGHT = 120, 6
_MARK, _MARK_HEIGHT = 2, 12


def paint_share(painter: QPainter, area: QRectF, share: float, widget: QWidget, *, mark: float | None = None) -> None:
    """The bar in the middle of the area's height; `mark`: the share at which a small line stands."""
    scheme = scheme_of(widget.palette())
    top = area.center().y() - _HEIGHT / 2
    fill(painter, QRectF(area.left(), top, area.width(), _HEIGHT), QColor(scheme.line_strong), _HEIGHT / 2)
    done = area.width() * min(1.0, share)
    if done >= 1:
        fill(painter, QRectF(area.left(), top, done, _HEIGHT), QColor(scheme.series), min(_HEIGHT / 2, done / 2))
    if mark is not None:
        left = area.left() + min(area.width() - _MARK, max(0.0, area.width() * mark - _MARK / 2))
        fill(painter, QRectF(left, area.center().y() - _MARK_HEIGHT / 2, _MARK, _MARK_HEIGHT), QColor(scheme.text))


class ShareBar(QWidget):
    """120 wide, or as wide as its place (`fills`); what it means is said beside it."""

    def __init__(self, *, fills: bool = False, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedHeight(tokens.LINE_HEIGHTS[tokens.BODY])
        if not fills:
            self.setFixedWidth(_WIDTH)
        self._share = 0.0
        self._mark: float | None = None

    def set_share(self, done: float, count: float, told: str, *, mark: float | None = None) -> None:
        """`told`: the same in words; `mark`: the share at which a small line stands."""
        self._share, self._mark = (done / count if count else 0.0), mark
        self.setAccessibleName(told)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_share(QPainter(self), QRectF(self.rect()), self._share, self, mark=self._mark)
