"""A curve over a scale, with the ground below it and one point that is pointed out."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from crmdesk.gui.charts.chart import Chart
from crmdesk.gui.charts.geometry import reach, ticks
from crmdesk.gui.charts.head import LINE_WIDTH, tone_of
from crmdesk.gui.charts.painted import Painted
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import dot, horizontal, sized, text_width, write

_ABOVE, _BELOW = 10, 22
_TICK, _TICK_ALONG = 44, 72
_DOT = 4
_GROUND, _LEADING = 0.12, 0.28
"""How much of the line's colour the ground below it has: beyond the point that is pointed out, and up to it."""


class Curve(Painted):
    """Every series is a line; the first one has a ground."""

    def paint(self, painter: QPainter, chart: Chart, area: QRectF) -> None:
        room = self._room(chart, area)
        self._axes(painter, chart, area, room)
        for number in range(len(chart.series) - 1, -1, -1):
            self._line(painter, chart, room, number)
        if chart.mark is not None:
            self._point_out(painter, chart, room)
        if self.hovered is not None and self.marked is None:
            self._stand(painter, chart, room, (self.hovered, 0), self.scheme.text_2)
        if self.marked is not None:
            self._stand(painter, chart, room, self.marked, self.scheme.accent)

    def value_at(self, at: QPointF) -> tuple[int, int] | None:
        chart = self.chart
        if chart is None or not chart.categories:
            return None
        room = self._room(chart, QRectF(self.rect()))
        if not room.adjusted(-_ABOVE, -_ABOVE, _ABOVE, 0).contains(at):
            return None
        near = min(range(len(chart.categories)), key=lambda place: abs(self._x(chart, room, place) - at.x()))
        drawn = [place for place, series in enumerate(chart.series) if series.values[near] is not None]
        return near, min(drawn, key=lambda number: abs(self._at(chart, room, near, number).y() - at.y()), default=0)

    # where everything stands

    def _marks(self, chart: Chart, high: float) -> list[float]:
        return ticks(*reach(chart), whole=chart.scale.whole, about=max(2, int(high) // _TICK))

    def _room(self, chart: Chart, area: QRectF) -> QRectF:
        """Where the curve is, within the words of its axes."""
        marks = self._marks(chart, area.height() - _ABOVE - _BELOW)
        left = max((text_width(self.small, chart.scale.tick(each)) for each in marks), default=0) + tokens.BETWEEN
        assert chart.along is not None
        last = text_width(self.small, chart.along.tick(self._end(chart)))
        return area.adjusted(left, _ABOVE, -last / 2 - 1, -_BELOW)

    @staticmethod
    def _end(chart: Chart) -> float:
        """Where the scale along ends."""
        assert chart.along is not None
        return chart.along.top or max((each.at for each in chart.categories), default=1.0) or 1.0

    def _x(self, chart: Chart, room: QRectF, place: int) -> float:
        return room.left() + room.width() * chart.categories[place].at / self._end(chart)

    def _y(self, chart: Chart, room: QRectF, value: float) -> float:
        marks = self._marks(chart, room.height())
        return room.bottom() - room.height() * (value - marks[0]) / (marks[-1] - marks[0])

    def _at(self, chart: Chart, room: QRectF, place: int, number: int) -> QPointF:
        value = float(chart.series[number].values[place] or 0)
        return QPointF(self._x(chart, room, place), self._y(chart, room, value))

    # painting

    def _axes(self, painter: QPainter, chart: Chart, area: QRectF, room: QRectF) -> None:
        ink, high = QColor(self.scheme.text_2), tokens.LINE_HEIGHTS[tokens.SMALL]
        for value in self._marks(chart, room.height()):
            y = self._y(chart, room, value)
            tone = self.scheme.line if value else self.scheme.line_strong
            horizontal(painter, room.left(), room.right(), y, QColor(tone))
            words = QRectF(area.left(), y - high / 2, room.left() - area.left() - tokens.BETWEEN + 2, high)
            write(painter, words, chart.scale.tick(value), self.small, ink, Qt.AlignmentFlag.AlignRight)
        assert chart.along is not None
        for value in ticks(0, self._end(chart), about=max(2, int(room.width()) // _TICK_ALONG)):
            x = room.left() + room.width() * value / self._end(chart)
            words = QRectF(x - _TICK_ALONG / 2, room.bottom() + _BELOW - high, _TICK_ALONG, high)
            if x <= room.right() + 1:
                write(painter, words, chart.along.tick(value), self.small, ink, Qt.AlignmentFlag.AlignHCenter)
        over = QRectF(room.left(), room.bottom() - high - tokens.INSIDE, room.width() - tokens.INSIDE, high)
        write(painter, over, chart.dimension, self.small, ink, Qt.AlignmentFlag.AlignRight)

    def _through(self, chart: Chart, room: QRectF, number: int) -> list[QPointF]:
        known = (place for place, value in enumerate(chart.series[number].values) if value is not None)
        return [self._at(chart, room, place, number) for place in known]

    def _line(self, painter: QPainter, chart: Chart, room: QRectF, number: int) -> None:
        colour, through = QColor(tone_of(chart, number, self.scheme)), self._through(chart, room, number)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not number and through:
            place = self._marked_place(chart)
            border = self._x(chart, room, place) if place is not None else room.left()
            self._ground(painter, room, [each for each in through if each.x() <= border + 1e-6], colour, _LEADING)
            self._ground(painter, room, [each for each in through if each.x() >= border - 1e-6], colour, _GROUND)
        style = Qt.PenStyle.SolidLine if not number else Qt.PenStyle.DashLine
        painter.setPen(QPen(colour, LINE_WIDTH, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(through))

    @staticmethod
    def _ground(painter: QPainter, room: QRectF, through: list[QPointF], colour: QColor, much: float) -> None:
        if len(through) < 2:
            return
        ground = QColor(colour)
        ground.setAlphaF(much)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        feet = [QPointF(through[-1].x(), room.bottom()), QPointF(through[0].x(), room.bottom())]
        painter.drawPolygon(QPolygonF([*through, *feet]))

    @staticmethod
    def _marked_place(chart: Chart) -> int | None:
        keys = [each.key for each in chart.categories]
        return keys.index(chart.mark.category) if chart.mark is not None and chart.mark.category in keys else None

    def _point_out(self, painter: QPainter, chart: Chart, room: QRectF) -> None:
        """The point, where it stands on both scales, and below it what it says: at the right, or where it ends there at
        the left."""
        place = self._marked_place(chart)
        if place is None or chart.mark is None:
            return
        at, ink = self._at(chart, room, place, 0), QColor(self.scheme.text)
        painter.setPen(QPen(QColor(self.scheme.text_2), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(at.x(), at.y(), at.x(), room.bottom()))
        painter.drawLine(QLineF(room.left(), at.y(), at.x(), at.y()))
        dot(painter, at, _DOT, QColor(tone_of(chart, 0, self.scheme)))
        bold, high = sized(self.small, tokens.SMALL, True), tokens.LINE_HEIGHTS[tokens.SMALL]
        top = self._clear_of_lines(chart, room, at.y() + tokens.INSIDE, high)
        left, wide = at.x() + tokens.BUTTON_PADDING, text_width(bold, chart.mark.text) + 1
        if left + wide > room.right():
            left = max(room.left(), at.x() - tokens.BUTTON_PADDING - wide)
        write(painter, QRectF(left, top, wide, high), chart.mark.text, bold, ink)

    def _clear_of_lines(self, chart: Chart, room: QRectF, top: float, high: int) -> float:
        """The first place from here downward where a line of words crosses none of the axis's."""
        for value in reversed(self._marks(chart, room.height())):
            y = self._y(chart, room, value)
            if top - 1 < y < top + high:
                top = y + 2
        return min(top, room.bottom() - high)

    def _stand(self, painter: QPainter, chart: Chart, room: QRectF, at: tuple[int, int], tone: str) -> None:
        """A line through one point, and a ring around it."""
        point, colour = self._at(chart, room, *at), QColor(tone)
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(point.x(), room.top(), point.x(), room.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, tokens.FOCUS_EDGE))
        painter.setBrush(QColor(self.scheme.base))
        painter.drawEllipse(point, _DOT, _DOT)
