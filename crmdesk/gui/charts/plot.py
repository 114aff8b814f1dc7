"""The drawing of a chart on pyqtgraph's coordinates, axes and lines. Loaded when the first chart is shown."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QGraphicsGridLayout, QWidget

from crmdesk.gui.charts.bars import LABEL_GAP, Bars
from crmdesk.gui.charts.chart import Chart, Series, Shape
from crmdesk.gui.charts.geometry import bars, points, reach, ticks, two_lines
from crmdesk.gui.charts.head import LINE_WIDTH, LINES, SIGN, SIGNS, order_of, row_height, tone_of
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import sized, tabular
from crmdesk.gui.theme.tokens import Scheme

_ABOVE = 10
"""Pixels that the upper value of an axis needs over its line."""
_BELOW = 24
_TICK = 44
"""Pixels from one value of an axis to the next, about."""
_ROW_LABEL = 0.4
"""Of the width may be taken by the names of rows."""
_MOST_LEFT_OUT = 6
_FEW = 8
"""So many categories have their names whole."""
_NO_LINE = QPen(Qt.PenStyle.NoPen)


class _Axis(pg.AxisItem):
    """Words alone; names of rows begin at the left."""

    def __init__(self, side: str, view: pg.ViewBox, *, from_left: bool = False) -> None:
        super().__init__(side, linkView=view, showValues=True)
        self._from_left = from_left
        self.setPen(_NO_LINE)
        self.setStyle(
            tickLength=0, tickTextOffset=tokens.BETWEEN - 2, autoExpandTextSpace=False, autoReduceTextSpace=False,
            hideOverlappingLabels=False,
        )  # fmt: skip

    def let_begin_at_left(self, on: bool) -> None:
        self._from_left = on

    def generateDrawSpecs(self, p):
        specs = super().generateDrawSpecs(p)
        if specs is None:
            return None
        if not self._from_left:
            return specs[0], [], specs[2]
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        placed = [(QRectF(0, rect.y(), self.width(), rect.height()), flags, text) for rect, _, text in specs[2]]
        return specs[0], [], placed


class Plot(pg.GraphicsView):
    """One chart; keys and mouse are its canvas's. Values of series at the right are drawn by the scale at the left."""

    def __init__(self, font: QFont, scheme: Scheme, parent: QWidget | None = None, *, sharp: float = 0) -> None:
        """`sharp`: device pixels to a pixel, where it is not drawn on the screen."""
        super().__init__(parent, useOpenGL=False, background=None)
        self.setCacheMode(self.CacheModeFlag.CacheNone)  # what is kept has the ground of the window
        self.viewport().setAutoFillBackground(False)
        for part in (self, self.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._font = tabular(sized(font, tokens.SMALL))
        self._scheme = scheme
        self._sharp = sharp
        self._chart: Chart | None = None
        self._view = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self._view.setFlag(pg.ViewBox.GraphicsItemFlag.ItemClipsChildrenToShape, False)
        self._left, self._right, self._bottom = (_Axis(side, self._view) for side in ("left", "right", "bottom"))
        for axis in (self._left, self._right, self._bottom):
            axis.setTickFont(self._font)
        self._bars = Bars()
        self._bars.font = self._font
        self._view.addItem(self._bars, ignoreBounds=True)
        self._lines: list[pg.PlotDataItem] = []
        grid: QGraphicsGridLayout = self.centralLayout
        grid.setSpacing(0)
        grid.addItem(self._left, 0, 0)
        grid.addItem(self._view, 0, 1)
        grid.addItem(self._right, 0, 2)
        grid.addItem(self._bottom, 1, 1)
        self.dress(scheme)

    # what is shown

    def show_chart(self, chart: Chart) -> None:
        """Draw this instead."""
        self._chart = chart
        self._bars.marked = self._bars.hovered = None
        self._place()

    def dress(self, scheme: Scheme) -> None:
        """The colours of a theme."""
        self._scheme = self._bars.scheme = scheme
        ink = QColor(scheme.text_2)
        for axis in (self._left, self._right, self._bottom):
            axis.setTextPen(ink)
        self._draw_lines()
        self._bars.update()

    def mark(self, marked: tuple[int, int] | None) -> None:
        """The edge of the focus around one value."""
        self._bars.marked = marked
        self._bars.update()

    def hover(self, place: int | None) -> None:
        """A quiet ground behind a category."""
        if place != self._bars.hovered:
            self._bars.hovered = place
            self._bars.update()

    def value_at(self, at: QPointF) -> tuple[int, int] | None:
        """The category and the series nearest to a place on the widget; None beside the drawing."""
        chart = self._chart
        if chart is None or not chart.categories or not self._view.sceneBoundingRect().contains(at):
            return None
        point = self._view.mapSceneToView(at)
        along, value = (point.y(), point.x()) if chart.shape is Shape.ROWS else (point.x(), point.y())
        place = min(max(round(along), 0), len(chart.categories) - 1)
        own = [bar for bar in self._bars.drawn if bar.place == place]
        held = next((bar for bar in own if bar.holds(along, value)), None)
        if held is not None:
            return place, held.series
        drawn = dict(self._line_values(chart, place))
        near = min(drawn, key=lambda number: abs(drawn[number] - value), default=None)
        beside = min(own, key=lambda bar: abs((bar.begin + bar.end) / 2 - along), default=None)
        if near is not None and (beside is None or value > beside.high):
            return place, near
        return (place, beside.series) if beside is not None else (place, 0)

    def _line_values(self, chart: Chart, place: int) -> Iterator[tuple[int, float]]:
        """Where the lines go through a category, by the number of their series."""
        for number, series in enumerate(chart.series):
            value = series.values[place]
            if series.line and value is not None:
                yield number, float(value) * self._bend(series)

    # where everything stands

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if getattr(self, "_chart", None) is not None:
            self._place()

    def settle(self) -> None:
        """Lay everything out at once, for a drawing that is never shown."""
        self.resizeEvent(None)
        self.centralLayout.activate()

    def put(self, painter: QPainter, target: QRectF) -> None:
        """Draw it elsewhere."""
        self.render(painter, target, self.rect())

    def _width_of(self, text: str) -> float:
        return QFontMetricsF(self._font).horizontalAdvance(text)

    def _place(self) -> None:
        assert self._chart is not None
        (self._place_rows if self._chart.shape is Shape.ROWS else self._place_upright)(self._chart)
        self._draw_lines()

    def _place_upright(self, chart: Chart) -> None:
        high = max(1, self.height() - _ABOVE - _BELOW)
        marks = self._marks(chart)
        self._axis(self._left, [(each, chart.scale.tick(each)) for each in marks], shown=True)
        self._axis(self._right, self._right_ticks(chart, marks[-1], high), shown=chart.right is not None)
        wide = max(1.0, self.width() - self._left.width() - self._right.width())
        labelled = self._has_room(chart, wide)
        along = self._along(chart, wide)
        below = _BELOW + math.ceil(QFontMetricsF(self._font).lineSpacing()) * any("\n" in name for _, name in along)
        high = max(1, self.height() - _ABOVE - below)
        top = marks[-1]
        if labelled:
            needed = reach(chart)[1] / max(0.1, 1 - (tokens.LINE_HEIGHTS[tokens.SMALL] + 2) / high)
            top = max(top, needed)
        self._bottom.setTicks([along])
        self._bottom.setHeight(below)
        self.centralLayout.setContentsMargins(0, _ABOVE, 0, 0)
        area = QRectF(-0.5, marks[0], max(1, len(chart.categories)), top - marks[0])
        self._show(chart, area, tuple(marks), labelled=labelled)

    def _place_rows(self, chart: Chart) -> None:
        names = [each.label for each in chart.categories]
        metrics = QFontMetricsF(self._font)
        most = self.width() * _ROW_LABEL
        cut = [metrics.elidedText(name, Qt.TextElideMode.ElideRight, most) for name in names]
        left = math.ceil(max(map(self._width_of, cut), default=0)) + tokens.BUTTON_PADDING
        self._left.let_begin_at_left(True)
        self._left.setTicks([list(enumerate(cut))])
        self._left.setWidth(left)
        self._axis(self._right, [], shown=False)
        self._bottom.setTicks([[]])
        self._bottom.setHeight(0)
        self.centralLayout.setContentsMargins(0, 0, 0, 0)
        texts = [chart.written(series, place) for series in chart.series for place in range(len(names))]
        label = max(map(self._width_of, texts), default=0) + LABEL_GAP + 2
        wide = max(1.0, self.width() - left)
        low, high = reach(chart)
        span = (high - low or 1) * wide / max(wide * 0.2, wide - label)
        rows = max(1.0, len(names), self.height() / row_height(chart))  # few rows stay together at the top
        self._show(chart, QRectF(low, -0.5, span, rows), (), labelled=True)

    def _show(self, chart: Chart, area: QRectF, grid: tuple[float, ...], *, labelled: bool) -> None:
        self._view.invertY(chart.shape is Shape.ROWS)
        self._view.setRange(area, padding=0, disableAutoRange=True)
        self._bars.show_chart(chart, area, grid, labelled=labelled)

    def _axis(self, axis: _Axis, at: list[tuple[float, str]], *, shown: bool) -> None:
        axis.let_begin_at_left(False)
        axis.setTicks([at])
        axis.setWidth(
            math.ceil(max((self._width_of(text) for _, text in at), default=0)) + tokens.BETWEEN if shown else 0
        )
        axis.setVisible(shown)

    def _right_ticks(self, chart: Chart, top: float, high: int) -> list[tuple[float, str]]:
        """The values of the other scale, where they stand by the one at the left."""
        if chart.right is None:
            return []
        bend = self._bend_right(chart, top)
        marks = ticks(*reach(chart, right=True), whole=chart.right.whole, about=max(2, high // _TICK))
        return [(each * bend, chart.right.tick(each)) for each in marks if each * bend <= top * 1.001]

    def _bend(self, series: Series) -> float:
        chart = self._chart
        if chart is None or not series.right:
            return 1.0
        return self._bend_right(chart, self._marks(chart)[-1])

    def _marks(self, chart: Chart) -> list[float]:
        """The values at the left."""
        high = max(1, self.height() - _ABOVE - _BELOW)
        return ticks(*reach(chart), whole=chart.scale.whole, about=max(2, high // _TICK))

    @staticmethod
    def _bend_right(chart: Chart, top: float) -> float:
        return top / (reach(chart, right=True)[1] or 1)

    def _has_room(self, chart: Chart, wide: float) -> bool:
        """Whether the values can be written over their bars."""
        shown = [series for series in chart.series if not series.line]
        if not shown or not chart.categories or any(series.line for series in chart.series):
            return False
        drawn = bars(chart)
        room = wide / len(chart.categories)
        if chart.shape is not Shape.STACKED and drawn:
            room *= (drawn[0].end - drawn[0].begin) * 1.1 if len(shown) > 1 else 0.95
        if chart.shape is Shape.STACKED:
            texts = [chart.scale.write(bar.high) for bar in drawn]
        else:
            texts = [chart.written(chart.series[bar.series], bar.place) for bar in drawn]
        return max(map(self._width_of, texts), default=0) <= room

    def _along(self, chart: Chart, wide: float) -> list[tuple[float, str]]:
        """The names of the categories: few of them all, in two lines where they must; else every second …"""
        names = [each.label for each in chart.categories]
        slot = wide / max(1, len(names))
        widest = max(map(self._width_of, names), default=0) + tokens.BETWEEN
        if slot < widest and len(names) <= _FEW:
            return [(place, self._broken(name, slot - tokens.INSIDE)) for place, name in enumerate(names)]
        every = math.ceil(widest / slot)
        if every > _MOST_LEFT_OUT:
            metrics, every = QFontMetricsF(self._font), 1
            names = [metrics.elidedText(name, Qt.TextElideMode.ElideRight, slot - tokens.INSIDE) for name in names]
        return [(place, name) for place, name in enumerate(names) if not place % every]

    def _broken(self, name: str, room: float) -> str:
        cut, right = QFontMetricsF(self._font).elidedText, Qt.TextElideMode.ElideRight
        return "\n".join(cut(line, right, room) for line in two_lines(name, room, self._width_of).splitlines())

    def _draw_lines(self) -> None:
        for line in self._lines:
            self._view.removeItem(line)
        self._lines = []
        chart = self._chart
        if chart is None:
            return
        for number, series in enumerate(chart.series):
            if series.line:
                self._lines.append(self._line(chart, number, list(points(chart, series, self._bend(series)))))

    def _line(self, chart: Chart, number: int, through: list[tuple[float, float]]) -> pg.PlotDataItem:
        colour, ground = QColor(tone_of(chart, number, self._scheme)), QColor(self._scheme.base)
        order, wide = order_of(chart, number), LINE_WIDTH * (self._sharp or self.devicePixelRatioF())
        pen = pg.mkPen(colour, width=wide, style=LINES[order])  # its width is one of device pixels
        signs = {"symbol": SIGNS[order], "symbolSize": SIGN + 2, "symbolBrush": colour}
        across, up = zip(*through, strict=True) if through else ((), ())
        line = pg.PlotDataItem(across, up, pen=pen, **signs, symbolPen=pg.mkPen(ground, width=1), antialias=True)
        self._view.addItem(line, ignoreBounds=True)
        return line
