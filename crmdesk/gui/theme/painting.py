"""Drawing shared by the style, the delegates and the widgets: edges that stay sharp at every scaling, text, colours."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPalette

from crmdesk.gui.theme.tokens import DARK, LIGHT, RADIUS, Scheme

_HALF = 128


def scheme_of(palette: QPalette) -> Scheme:
    """The tokens that belong to a widget's palette."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < _HALF else LIGHT


def colour(palette: QPalette, token: str) -> QColor:
    """A token (`text_2`, `bad_tint` …) in the theme of this palette."""
    return QColor(getattr(scheme_of(palette), token))


def sized(font: QFont, points: int, bold: bool = False) -> QFont:
    """The same family in another size or weight."""
    result = QFont(font)
    result.setPointSize(points)
    result.setBold(bold)
    return result


NARROW = QFont.Tag("pwid")
"""Narrow forms of Chinese punctuation, for English sentences."""


def as_typed(font: QFont) -> QFont:
    """The same font with Chinese brackets and commas at their own width, for people's own data in any language."""
    result = QFont(font)
    result.setFeature(NARROW, 0)  # said outright, or the program's own font would be mixed in again
    return result


def tabular(font: QFont) -> QFont:
    """The same font with figures of equal width, for columns of numbers."""
    result = QFont(font)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


def text_width(font: QFont, text: str) -> int:
    return math.ceil(QFontMetricsF(font).horizontalAdvance(text))


def snapped(painter: QPainter, rect: QRectF) -> QRectF:
    """The rectangle moved to whole device pixels, in logical coordinates."""
    transform = painter.deviceTransform()
    if not transform.m11() or transform.isRotating():
        return rect
    device = transform.mapRect(rect)
    left, top = math.floor(device.left() + 0.5), math.floor(device.top() + 0.5)
    right, bottom = math.floor(device.right() + 0.5), math.floor(device.bottom() + 0.5)
    return transform.inverted()[0].mapRect(QRectF(left, top, right - left, bottom - top))


def device_width(painter: QPainter, width: float) -> float:
    """A line's width as whole device pixels, at least one, in logical pixels."""
    scale = abs(painter.deviceTransform().m11()) or 1.0
    return max(1, math.floor(width * scale)) / scale


def fill(painter: QPainter, rect: QRect | QRectF, brush: QColor, radius: float = 0) -> None:
    """A filled rectangle, rounded or not."""
    area = snapped(painter, QRectF(rect))
    if radius <= 0:
        painter.fillRect(area, brush)
        return
    path = QPainterPath()
    path.addRoundedRect(area, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, brush)


def edge(painter: QPainter, rect: QRect | QRectF, brush: QColor, width: float = 1, radius: float = RADIUS) -> None:
    """An edge inside the rectangle."""
    area = snapped(painter, QRectF(rect))
    line = device_width(painter, width)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    path.addRoundedRect(area, radius, radius)
    inner = max(0.0, radius - line)
    path.addRoundedRect(area.adjusted(line, line, -line, -line), inner, inner)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, brush)


def box(painter: QPainter, rect: QRect | QRectF, back: QColor, line: QColor, width: float = 1, radius: float = RADIUS):
    """Fill and edge."""
    fill(painter, rect, back, radius)
    edge(painter, rect, line, width, radius)


def horizontal(painter: QPainter, left: float, right: float, y: float, brush: QColor, width: float = 1) -> None:
    """A separator whose upper side is at y."""
    area = snapped(painter, QRectF(left, y, right - left, width))
    area.setHeight(device_width(painter, width))
    painter.fillRect(area, brush)


def vertical(painter: QPainter, x: float, top: float, bottom: float, brush: QColor, width: float = 1) -> None:
    """A separator whose left side is at x."""
    area = snapped(painter, QRectF(x, top, width, bottom - top))
    area.setWidth(device_width(painter, width))
    painter.fillRect(area, brush)


def dot(painter: QPainter, centre: QPointF, radius: float, brush: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawEllipse(centre, radius, radius)


def write(
    painter: QPainter,
    rect: QRect | QRectF,
    text: str,
    font: QFont,
    ink: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> float:
    """One line of text, vertically centred, shortened where it does not fit; returns the width it took. Line breaks
    become spaces."""
    area = QRectF(rect)
    if "\n" in text or "\r" in text:
        text = " ".join(text.split())
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, elide, area.width() + 0.5)
    taken = metrics.horizontalAdvance(shown)
    left = area.left()
    if align & Qt.AlignmentFlag.AlignRight:
        left = area.right() - taken
    elif align & Qt.AlignmentFlag.AlignHCenter:
        left += (area.width() - taken) / 2
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(QPointF(left, baseline(area, metrics)), shown)
    return taken


def baseline(area: QRectF, metrics: QFontMetricsF) -> float:
    """Where a line of text stands that is centred in the area: on whole pixels, so that rows look alike."""
    ascent, descent = round(metrics.ascent()), round(metrics.descent())
    return math.floor(area.top() + (area.height() - ascent - descent) / 2) + ascent
