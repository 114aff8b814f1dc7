"""The bars of a chart, its grid and what is marked, painted on whole pixels: no edge is ever blurred or trembles."""

from __future__ import annotations

from pyqtgraph import GraphicsObject
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTransform

from crmdesk.gui.charts.chart import Chart, Shape
from crmdesk.gui.charts.geometry import Bar, bars
from crmdesk.gui.charts.head import order_of, paint_pattern, tone_of
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, horizontal, vertical, write
from crmdesk.gui.theme.tokens import Scheme

LABEL_GAP = 4
_THICKEST = 44
_FLAT = 2
"""Pixels: a value that is there is seen, however small."""


class Bars(GraphicsObject):
    """Grid, bars, the values at their ends and the mark around one of them. `marked` is a category and a series."""

    def __init__(self) -> None:
        super().__init__()
        self.chart: Chart | None = None
        self.scheme: Scheme = tokens.LIGHT
        self.font = QFont()
        self.area = QRectF()
        self.grid: tuple[float, ...] = ()
        self.labelled = False
        self.marked: tuple[int, int] | None = None
        self.hovered: int | None = None
        self.drawn: tuple[Bar, ...] = ()

    def show_chart(self, chart: Chart, area: QRectF, grid: tuple[float, ...], *, labelled: bool) -> None:
        """This within so much of its coordinates, with lines at these values; `labelled`: with the values written."""
        self.prepareGeometryChange()
        self.chart, self.area, self.grid, self.labelled = chart, area, grid, labelled
        self.drawn = tuple(bars(chart))
        self.update()

    def boundingRect(self) -> QRectF:
        return self.area

    def paint(self, painter: QPainter, _option: object, _widget: object = None) -> None:
        if self.chart is None:
            return
        to_pixels = painter.transform()
        painter.save()
        painter.resetTransform()
        frame = to_pixels.mapRect(self.area)
        if self.hovered is not None:
            fill(painter, self._slot(self.hovered, to_pixels), QColor(self.scheme.hover))
        self._grid(painter, to_pixels, frame)
        for bar in self.drawn:
            self._bar(painter, bar, to_pixels)
        if self.labelled:
            self._labels(painter, to_pixels)
        if self.marked is not None:
            self._mark(painter, to_pixels)
        painter.restore()

    @property
    def _rows(self) -> bool:
        return self.chart is not None and self.chart.shape is Shape.ROWS

    def _slot(self, place: int, to_pixels: QTransform) -> QRectF:
        area = self.area
        if self._rows:
            return to_pixels.mapRect(QRectF(area.left(), place - 0.5, area.width(), 1))
        return to_pixels.mapRect(QRectF(place - 0.5, area.top(), 1, area.height()))

    def _grid(self, painter: QPainter, to_pixels: QTransform, frame: QRectF) -> None:
        for value in self.grid:
            line = QColor(self.scheme.line_strong if not value else self.scheme.line)
            if self._rows:
                vertical(painter, to_pixels.map(QPointF(value, 0)).x(), frame.top(), frame.bottom(), line)
            else:
                horizontal(painter, frame.left(), frame.right(), to_pixels.map(QPointF(0, value)).y(), line)

    def rect_of(self, bar: Bar, to_pixels: QTransform) -> QRectF:
        """A bar in pixels; wide ones are kept slim."""
        low, high = sorted((bar.low, bar.high))
        wide, size = bar.end - bar.begin, high - low
        if self._rows:
            rect = to_pixels.mapRect(QRectF(low, bar.begin, size, wide))
            return rect.adjusted(0, 0, max(0.0, _FLAT - rect.width()) if size else 0, 0)
        rect = to_pixels.mapRect(QRectF(bar.begin, low, wide, size))
        if size and rect.height() < _FLAT:
            rect.setTop(rect.bottom() - _FLAT)
        if rect.width() > _THICKEST and self._alone:
            rect.adjust((rect.width() - _THICKEST) / 2, 0, (_THICKEST - rect.width()) / 2, 0)
        return rect

    @property
    def _alone(self) -> bool:
        chart = self.chart
        return chart is not None and (
            chart.shape is Shape.STACKED or sum(not series.line for series in chart.series) == 1
        )

    def _bar(self, painter: QPainter, bar: Bar, to_pixels: QTransform) -> None:
        assert self.chart is not None
        rect = self.rect_of(bar, to_pixels)
        if rect.isEmpty():
            return
        fill(painter, rect, QColor(tone_of(self.chart, bar.series, self.scheme)))
        paint_pattern(painter, rect, order_of(self.chart, bar.series), QColor(self.scheme.base))
        if self.chart.shape is Shape.STACKED:
            horizontal(painter, rect.left(), rect.right(), rect.top(), QColor(self.scheme.base))

    def _labels(self, painter: QPainter, to_pixels: QTransform) -> None:
        assert self.chart is not None
        high = tokens.LINE_HEIGHTS[tokens.SMALL]
        for bar in self._ends():
            if bar.low == bar.high and not self._rows:
                continue
            rect = self.rect_of(bar, to_pixels)
            text = self._text_of(bar)
            wide = QFontMetricsF(self.font).horizontalAdvance(text) + 1
            if self._rows:
                area = QRectF(rect.right() + LABEL_GAP, rect.center().y() - high / 2, wide, high)
            else:
                above = bar.high >= bar.low
                top = rect.top() - high - 1 if above else rect.bottom() + 1
                area = QRectF(rect.center().x() - wide / 2, top, wide, high)
            write(painter, area, text, self.font, QColor(self.scheme.text), elide=Qt.TextElideMode.ElideNone)

    def _ends(self) -> list[Bar]:
        """The bars at whose ends a value stands: every one, of a stack the last."""
        if self.chart is None or self.chart.shape is not Shape.STACKED:
            return list(self.drawn)
        return list({bar.place: bar for bar in self.drawn}.values())

    def _text_of(self, bar: Bar) -> str:
        assert self.chart is not None
        if self.chart.shape is Shape.STACKED:
            return self.chart.scale.write(bar.high)
        return self.chart.written(self.chart.series[bar.series], bar.place)

    def _mark(self, painter: QPainter, to_pixels: QTransform) -> None:
        assert self.chart is not None
        assert self.marked is not None
        around, accent = tokens.FOCUS_EDGE + 1, QColor(self.scheme.accent)
        place, series = self.marked
        found = [bar for bar in self.drawn if (bar.place, bar.series) == self.marked]
        if found:
            rect = self.rect_of(found[0], to_pixels)
            least = tokens.BETWEEN  # around nothing there is an edge too
            rect.setTop(min(rect.top(), rect.bottom() - least))
            rect.setRight(max(rect.right(), rect.left() + least))
            edge(painter, rect.adjusted(-around, -around, around, around), accent, tokens.FOCUS_EDGE)
            return
        value = self.chart.series[series].values[place]
        slot = self._slot(place, to_pixels)
        if value is None or not self.chart.series[series].line:
            edge(painter, slot, accent, tokens.FOCUS_EDGE)
            return
        middle = slot.center().x()
        painter.setPen(QPen(accent, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(middle, slot.top(), middle, slot.bottom()))
