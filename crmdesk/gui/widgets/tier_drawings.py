"""The drawing of one level of customers: its slice of the pyramid, or two bars that compare its shares."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill
from crmdesk.gui.theme.tokens import Scheme

_GAP = 2
_BAR = 24


class Band(Struct, frozen=True):
    """One level, or with no `tone` a sum of levels. `figures` stand below the headings; `second` stands small under the
    first of them; `shares`: of customers and of value, 0 to 1, for the bars; `note` in place of the drawing."""

    key: str
    label: str
    figures: tuple[str, ...]
    tone: str = ""
    second: str = ""
    shares: tuple[float, float] = (0.0, 0.0)
    note: str = ""
    told: str = ""


def paint_slice(
    painter: QPainter, area: QRectF, band: Band, place: int, of: int, *, chosen: bool, scheme: Scheme
) -> None:
    """The `place`-th part from the top of a triangle of `of` parts, each as high as the area."""
    whole, above = area.height() * of, area.height() * place
    top, bottom = (_GAP / 2 if place else 1.0), area.height() - _GAP / 2
    middle, base = area.center().x(), area.width() - _GAP

    def side(y: float) -> float:
        return base / 2 * (above + y) / whole

    outline = QPolygonF([
        QPointF(middle - side(top), top), QPointF(middle + side(top), top),
        QPointF(middle + side(bottom), bottom), QPointF(middle - side(bottom), bottom),
    ])  # fmt: skip
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addPolygon(outline)
    path.closeSubpath()
    painter.fillPath(path, QColor(getattr(scheme, band.tone)))
    line = QColor(getattr(scheme, f"{band.tone}_line", scheme.line_strong))
    pen = QPen(QColor(scheme.accent), tokens.FOCUS_EDGE) if chosen else QPen(line, 1)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.strokePath(path, pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_shares(painter: QPainter, area: QRectF, band: Band, *, chosen: bool, scheme: Scheme) -> None:
    """How many they are to the left of the middle, what they bring to the right."""
    middle, half = area.center().x(), area.width() / 2 - _GAP
    top = area.center().y() - _BAR / 2
    customers, value = (half * share for share in band.shares)
    ink = QColor(getattr(scheme, band.tone))
    for bar in (QRectF(middle - 1 - customers, top, customers, _BAR), QRectF(middle + 1, top, value, _BAR)):
        if bar.width() > 0:
            fill(painter, bar, ink)
            if chosen:
                edge(painter, bar, QColor(scheme.accent), tokens.FOCUS_EDGE, 0)
