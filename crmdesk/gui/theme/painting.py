"""Drawing shared by the style, the delegates and the widgets: edges that stay sharp at every scaling, text, colours."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPalette

from crmdesk.gui.theme.tokens import DARK, LIGHT, RADIUS, Scheme

_HALF = 128
_LEFT = Qt.AlignmentFlag.AlignLeft


def scheme_of(palette: QPalette) -> Scheme:
    """The tokens that belong to a widget's palette."""
    return DARK if _is_dark(palette.color(QPalette.ColorRole.Window).rgba()) else LIGHT


@lru_cache(maxsize=64)
def _is_dark(window: int) -> bool:
    return QColor.fromRgba(window).lightness() < _HALF


def colour(palette: QPalette, token: str) -> QColor:
    """A token (`text_2`, `bad_tint` …) in the theme of this palette."""
    return QColor(getattr(scheme_of(palette), token))


def sized(font: QFont, points: int, bold: bool = False) -> QFont:
    """The same family in another size or weight."""
    return _with_features(_sized(QFont(font), points, bold), font)


def _with_features(kept: QFont, asked: QFont) -> QFont:
    """A copy of a kept font that says its features as outright as what was asked for may: equal fonts can differ in
    that, and what is not said outright is taken from the program's font again."""
    result = QFont(kept)
    for tag in asked.featureTags():
        result.setFeature(tag, asked.featureValue(tag))
    return result


@lru_cache(maxsize=64)
def _sized(font: QFont, points: int, bold: bool) -> QFont:
    """Kept, since a font that is made anew is looked up by its family before anything can be measured or drawn. What is
    asked for is a copy: the font of a view's option goes with the option."""
    result = QFont(font)
    result.setPointSize(points)
    result.setBold(bold)
    return result


def bold(font: QFont) -> QFont:
    return _with_features(_bold(QFont(font)), font)


@lru_cache(maxsize=64)
def _bold(font: QFont) -> QFont:
    result = QFont(font)
    result.setBold(True)
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
    return _with_features(_tabular(QFont(font)), font)


@lru_cache(maxsize=64)
def _tabular(font: QFont) -> QFont:
    result = QFont(font)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


class Face:
    """A font with its measures. Whoever writes many lines keeps it; of the texts themselves nothing is kept, since they
    are people's data."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self._ascent, self._descent = round(self.metrics.ascent()), round(self.metrics.descent())

    def width(self, text: str) -> float:
        return self.metrics.horizontalAdvance(text)

    def baseline(self, top: float, height: float) -> int:
        """Where a line stands that is centred there: on whole pixels, so that rows look alike."""
        return math.floor(top + (height - self._ascent - self._descent) / 2) + self._ascent


@lru_cache(maxsize=64)
def _face(font: QFont) -> Face:
    return Face(font)


def face_of(font: QFont) -> Face:
    return _face(QFont(font))


def text_width(font: QFont, text: str) -> int:
    return math.ceil(face_of(font).width(text))


def snapped(painter: QPainter, rect: QRectF) -> QRectF:
    """The rectangle moved to whole device pixels, in logical coordinates."""
    transform = painter.deviceTransform()
    across, down = transform.m11(), transform.m22()
    if across <= 0 or down <= 0 or transform.isRotating():
        return rect
    dx, dy = transform.dx(), transform.dy()
    x, y = rect.x(), rect.y()
    left, top = math.floor(x * across + dx + 0.5), math.floor(y * down + dy + 0.5)
    right = math.floor((x + rect.width()) * across + dx + 0.5)
    bottom = math.floor((y + rect.height()) * down + dy + 0.5)
    return QRectF((left - dx) / across, (top - dy) / down, (right - left) / across, (bottom - top) / down)


def in_sight(painter: QPainter, rect: QRectF) -> bool:
    """Whether any of the rectangle is being painted: beside a scroll bar that moves nothing but its strip is."""
    asked = painter.paintEngine().systemClip()
    return asked.isEmpty() or asked.intersects(painter.deviceTransform().mapRect(rect).toAlignedRect())


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
    _fill_path(painter, area, _rounded(area.width(), area.height(), radius), brush)


def edge(painter: QPainter, rect: QRect | QRectF, brush: QColor, width: float = 1, radius: float = RADIUS) -> None:
    """An edge inside the rectangle."""
    area = snapped(painter, QRectF(rect))
    _fill_path(painter, area, _ring(area.width(), area.height(), device_width(painter, width), radius), brush)


def _fill_path(painter: QPainter, area: QRectF, path: QPainterPath, brush: QColor) -> None:
    """A path made for the corner of all places, at the corner of the area."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.topLeft())
    painter.fillPath(path, brush)
    painter.translate(-area.topLeft())


@lru_cache(maxsize=256)
def _rounded(width: float, height: float, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, width, height), radius, radius)
    return path


@lru_cache(maxsize=256)
def _ring(width: float, height: float, line: float, radius: float) -> QPainterPath:
    area, inner = QRectF(0, 0, width, height), max(0.0, radius - line)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    path.addRoundedRect(area, radius, radius)
    path.addRoundedRect(area.adjusted(line, line, -line, -line), inner, inner)
    return path


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
    font: QFont | Face,
    ink: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> float:
    """One line of text, vertically centred, shortened where it does not fit; returns the width it took. Line breaks
    become spaces."""
    face = font if isinstance(font, Face) else face_of(font)
    if "\n" in text or "\r" in text:
        text = " ".join(text.split())
    left, room, taken = rect.x(), rect.width(), face.width(text)
    if taken > room + 0.5:
        text = face.metrics.elidedText(text, elide, room + 0.5)
        taken = face.width(text)
    if align != _LEFT:
        if align & Qt.AlignmentFlag.AlignRight:
            left += room - taken
        elif align & Qt.AlignmentFlag.AlignHCenter:
            left += (room - taken) / 2
    painter.setFont(face.font)
    painter.setPen(ink)
    painter.drawText(QPointF(left, face.baseline(rect.y(), rect.height())), text)
    return taken


def baseline(area: QRectF, metrics: QFontMetricsF) -> float:
    """Where a line of text stands that is centred in the area: on whole pixels, so that rows look alike."""
    ascent, descent = round(metrics.ascent()), round(metrics.descent())
    return math.floor(area.top() + (area.height() - ascent - descent) / 2) + ascent
