"""Charts as pictures for reports: always light, the same size whatever the window's, with their head."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QImage, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator

from crmdesk.core.words import Words
from crmdesk.gui.charts.chart import Chart, Shape
from crmdesk.gui.charts.drawings import drawing_of
from crmdesk.gui.charts.head import head_height, least_height, paint_head
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.tokens import LIGHT

ENDINGS = (".png", ".svg", ".pdf")
_WIDTH, _HEIGHT = 960, 420
_SHARP = 2
"""Device pixels to a pixel, so that it is sharp on paper too."""


def image(chart: Chart, font: QFont) -> QImage:
    """The picture for the clipboard."""
    size = _size(chart)
    picture = QImage(size * _SHARP, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(_SHARP)
    picture.fill(QColor(LIGHT.base))
    _paint(chart, font, picture, size, _SHARP)
    return picture


def png(chart: Chart, font: QFont) -> bytes:
    """A picture of pixels."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image(chart, font).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def svg(chart: Chart, font: QFont) -> bytes:
    """A picture of lines and texts. pyqtgraph's own exporter raises on a plain plot."""
    buffer, size = QBuffer(), _size(chart)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setResolution(QImage(1, 1, QImage.Format.Format_RGB32).logicalDpiX())
    generator.setTitle(chart.title)
    _paint(chart, font, generator, size, 1)
    return bytes(buffer.data().data())


def page(drawing: bytes, title: str, words: Words, at: dt.datetime) -> bytes:
    """An SVG as a PDF page as large as it is, made on `at` (with its zone); needs no window. By Typst, as Qt's own
    writer puts other characters into the text of a PDF than those that are seen."""
    from crmdesk.paper.pictures import picture_pdf

    return picture_pdf(drawing, title, words, at)


def _size(chart: Chart) -> QSize:
    high = least_height(chart) if chart.shape in (Shape.ROWS, Shape.CELLS) else _HEIGHT
    return QSize(_WIDTH, head_height(chart) + tokens.BETWEEN + high + 2 * tokens.SECTIONS)


def _paint(chart: Chart, font: QFont, on: QPaintDevice, size: QSize, sharp: float) -> None:
    around = tokens.SECTIONS
    area = QRectF(around, around, size.width() - 2 * around, size.height() - 2 * around)
    below = head_height(chart) + tokens.BETWEEN
    plot = drawing_of(chart, font, LIGHT, sharp=sharp)
    plot.resize(round(area.width()), round(area.height()) - below)
    plot.show_chart(chart)
    plot.settle()
    painter = QPainter(on)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(LIGHT.base))
    paint_head(painter, area, chart, LIGHT, font)
    target = QRectF(area.left(), area.top() + below, plot.width(), plot.height())
    plot.put(painter, target)
    painter.end()
    plot.deleteLater()
