"""The head of a chart: what was found, of which time and in which unit, and what tells its series apart."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.gui.charts.chart import Chart, Shape
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import dot, fill, scheme_of, sized, text_width, write
from crmdesk.gui.theme.tokens import Scheme

TONES = ("series", "series_2", "series_3", "series_4")
SIGNS = ("o", "s", "t1", "d")
"""The marks of lines, by series, as pyqtgraph calls them."""
LINES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DotLine)
LINE_WIDTH, SIGN = 2, 7
_STEP, _STROKE = 6, 1.5
_SWATCH, _SWATCH_LINE = 12, 24
_KEY = 20
_GAP = 16
_LEAST = 180
CELL = 72
"""Pixels that a row of cells takes at least."""


def tone_of(chart: Chart, number: int, scheme: Scheme) -> str:
    """The colour of a series in a theme."""
    return str(getattr(scheme, chart.series[number].tone or TONES[number]))


def order_of(chart: Chart, number: int) -> int:
    """The how-manieth a series is among the bars, or among the lines: what its pattern or its mark goes by."""
    return sum(each.line == chart.series[number].line for each in chart.series[:number])


def paint_pattern(painter: QPainter, rect: QRectF, number: int, ink: QColor) -> None:
    """What tells the bars of the second and further series apart without their colour: strokes, dots, lines."""
    if not number:
        return
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(ink, _STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    (_strokes, _dots, _lines)[number - 1](painter, rect)
    painter.restore()


def _strokes(painter: QPainter, rect: QRectF) -> None:
    """Each ends at the edge by itself: a drawing of lines knows no clipping."""
    at, bottom = rect.left() - rect.height() + _STEP / 2, rect.bottom()
    while at < rect.right():
        begin, end = max(at, rect.left()), min(at + rect.height(), rect.right())
        painter.drawLine(QLineF(begin, bottom - (begin - at), end, bottom - (end - at)))
        at += _STEP


def _dots(painter: QPainter, rect: QRectF) -> None:
    painter.setBrush(painter.pen().color())
    painter.setPen(Qt.PenStyle.NoPen)
    down, odd = rect.bottom() - _STEP / 2, False
    while down > rect.top() + 1:
        at = rect.left() + (_STEP if odd else _STEP / 2)
        while at < rect.right() - 1:
            painter.drawEllipse(QPointF(at, down), 1.0, 1.0)
            at += _STEP
        down, odd = down - _STEP / 2, not odd


def _lines(painter: QPainter, rect: QRectF) -> None:
    down = rect.bottom() - _STEP / 2
    while down > rect.top():
        painter.drawLine(QLineF(rect.left(), down, rect.right(), down))
        down -= _STEP


def row_height(chart: Chart) -> int:
    """What a row of a lying chart takes, in pixels."""
    return tokens.BETWEEN + max(1, len(chart.series)) * tokens.LINE_HEIGHTS[tokens.BODY]


def least_height(chart: Chart) -> int:
    """Below this many pixels a chart cannot be read."""
    if chart.shape is Shape.CELLS:
        return _KEY + len(chart.categories) * CELL
    rows = len(chart.categories) * row_height(chart) if chart.shape is Shape.ROWS else _LEAST
    return max(row_height(chart), rows)


def head_height(chart: Chart) -> int:
    """Title, the line below it, and the key where several series are to be told apart."""
    key = _KEY if chart.is_keyed else 0
    return tokens.LINE_HEIGHTS[tokens.SECTION] + tokens.LINE_HEIGHTS[tokens.SMALL] + key


def note_of(chart: Chart) -> str:
    """The quiet line: of which time, in which unit."""
    return " · ".join(part for part in (chart.note, chart.scale.unit) if part)


def paint_head(painter: QPainter, area: QRectF, chart: Chart, scheme: Scheme, font: QFont, note: str = "") -> None:
    """All of it within the area; `note`: what the line below the title says now."""
    title, small = tokens.LINE_HEIGHTS[tokens.SECTION], tokens.LINE_HEIGHTS[tokens.SMALL]
    upper = QRectF(area.left(), area.top(), area.width(), title)
    write(painter, upper, chart.title, sized(font, tokens.SECTION, True), QColor(scheme.text))
    lower = QRectF(area.left(), upper.bottom(), area.width(), small)
    ink = QColor(scheme.text if note else scheme.text_2)
    write(painter, lower, note or note_of(chart), sized(font, tokens.SMALL), ink)
    if chart.is_keyed:
        _paint_key(painter, QRectF(area.left(), lower.bottom(), area.width(), _KEY), chart, scheme, font)


def _cut_names(chart: Chart, font: QFont, width: float) -> list[str]:
    """Names of series that the key has no room for."""
    small, left, cut = sized(font, tokens.SMALL), 0.0, []
    for series in chart.series if chart.is_keyed else ():
        left += (_SWATCH_LINE if series.line else _SWATCH) + tokens.INSIDE + 2
        left += text_width(small, series.name)
        if left > width:
            cut.append(series.name)
        left += _GAP
    return cut


def _paint_key(painter: QPainter, area: QRectF, chart: Chart, scheme: Scheme, font: QFont) -> None:
    small, left = sized(font, tokens.SMALL), area.left()
    for number, series in enumerate(chart.series):
        colour = QColor(tone_of(chart, number, scheme))
        middle = area.center().y() + 2
        if series.line:
            _line_sign(painter, QPointF(left, middle), order_of(chart, number), colour)
            left += _SWATCH_LINE
        else:
            swatch = QRectF(left, middle - _SWATCH / 2, _SWATCH, _SWATCH)
            fill(painter, swatch, colour)
            paint_pattern(painter, swatch, order_of(chart, number), QColor(scheme.base))
            left += _SWATCH
        left += tokens.INSIDE + 2
        room = QRectF(left, middle - 8, max(0.0, area.right() - left), 16)
        left += write(painter, room, series.name, small, QColor(scheme.text_2)) + _GAP


def _line_sign(painter: QPainter, left: QPointF, number: int, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, LINE_WIDTH, LINES[number]))
    painter.drawLine(left, left + QPointF(_SWATCH_LINE, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    middle, half = left + QPointF(_SWATCH_LINE / 2, 0), SIGN / 2
    shapes: dict[str, Callable[[], object]] = {
        "o": lambda: dot(painter, middle, half, colour),
        "s": lambda: painter.drawRect(QRectF(middle.x() - half, middle.y() - half, SIGN, SIGN)),
        "t1": lambda: painter.drawPolygon(_triangle(middle, half)),
        "d": lambda: painter.drawPolygon(_diamond(middle, half + 1)),
    }
    shapes[SIGNS[number]]()
    painter.restore()


def _triangle(middle: QPointF, half: float) -> QPolygonF:
    return QPolygonF([middle + QPointF(0, -half), middle + QPointF(half, half), middle + QPointF(-half, half)])


def _diamond(middle: QPointF, half: float) -> QPolygonF:
    ways = ((0, -half), (half, 0), (0, half), (-half, 0))
    return QPolygonF([middle + QPointF(x, y) for x, y in ways])


class Head(QWidget):
    """The head as a widget. While something is walked through or pointed at, the line below the title tells it."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._chart: Chart | None = None
        self._note = ""

    def set_chart(self, chart: Chart) -> None:
        self._chart, self._note = chart, ""
        self.setFixedHeight(head_height(chart))
        self.setAccessibleName("  ".join(part for part in (chart.title, note_of(chart)) if part))
        self._settle()

    def tell(self, note: str) -> None:
        """Say this below the title; '' for what is said otherwise."""
        if note != self._note:
            self._note = note
            self._settle()

    def note(self) -> str:
        """What the line below the title says."""
        return self._note or (note_of(self._chart) if self._chart is not None else "")

    def _settle(self) -> None:
        """What is cut off is whole in the tooltip."""
        if self._chart is not None:
            lines = {self._chart.title: sized(self.font(), tokens.SECTION, True)}
            lines[self.note()] = sized(self.font(), tokens.SMALL)
            cut = [text for text, face in lines.items() if text_width(face, text) > self.width()]
            self.setToolTip("\n".join([*cut, *_cut_names(self._chart, self.font(), self.width())]))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(tokens.LONG_INPUT, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._chart is not None:
            area, scheme = QRectF(self.rect()), scheme_of(self.palette())
            paint_head(QPainter(self), area, self._chart, scheme, self.font(), self._note)
