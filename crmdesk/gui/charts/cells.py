"""Rows and columns of cells: how many stand in each, darker where there are more."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from crmdesk.gui.charts.chart import Chart
from crmdesk.gui.charts.painted import Painted
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, sized, tabular, text_width, write

_HEADINGS = 20
_LABEL = 0.3
"""Of the width may be taken by the names of rows."""
_GAP = 4
_SAID = 2
"""Lines below the value that say something; those after them are names. With names, all lines may be shortened."""
_LEAST, _MOST = 0.08, 0.42
"""How much of the colour a cell has that holds somebody, and the one that holds most."""


class Cells(Painted):
    """Categories are rows, series are columns."""

    def paint(self, painter: QPainter, chart: Chart, area: QRectF) -> None:
        ink = QColor(self.scheme.text_2)
        for number, series in enumerate(chart.series):
            above = self._cell(chart, area, 0, number)
            words = QRectF(above.left(), area.top(), above.width(), _HEADINGS - _GAP)
            write(painter, words, series.name, self.small, ink)
        for place, category in enumerate(chart.categories):
            row = self._cell(chart, area, place, 0)
            words = QRectF(area.left(), row.top(), row.left() - area.left() - tokens.BETWEEN, row.height())
            write(painter, words, category.label, self.small, ink)
            for number in range(len(chart.series)):
                self._paint_cell(painter, chart, area, place, number)

    def value_at(self, at: QPointF) -> tuple[int, int] | None:
        chart = self.chart
        if chart is None:
            return None
        area = QRectF(self.rect())
        places = ((place, number) for place in range(len(chart.categories)) for number in range(len(chart.series)))
        return next((each for each in places if self._cell(chart, area, *each).contains(at)), None)

    def _cell(self, chart: Chart, area: QRectF, place: int, number: int) -> QRectF:
        names = max((text_width(self.small, each.label) for each in chart.categories), default=0)
        left = min(float(names), area.width() * _LABEL) + tokens.BUTTON_PADDING
        wide = (area.width() - left + _GAP) / max(1, len(chart.series))
        high = (area.height() - _HEADINGS + _GAP) / max(1, len(chart.categories))
        return QRectF(
            area.left() + left + number * wide, area.top() + _HEADINGS + place * high, wide - _GAP, high - _GAP
        )

    def _paint_cell(self, painter: QPainter, chart: Chart, area: QRectF, place: int, number: int) -> None:
        rect, series = self._cell(chart, area, place, number), chart.series[number]
        most = max((float(value or 0) for each in chart.series for value in each.values), default=0)
        value = float(series.values[place] or 0)
        fill(painter, rect, QColor(self.scheme.hover), tokens.RADIUS)
        if value > 0:
            tint = QColor(self.scheme.series)
            tint.setAlphaF(_LEAST + (_MOST - _LEAST) * value / most)
            fill(painter, rect, tint, tokens.RADIUS)
        if self.marked == (place, number):
            edge(painter, rect, QColor(self.scheme.accent), tokens.FOCUS_EDGE)
        self._write_cell(painter, chart, rect, place, number)

    def _write_cell(self, painter: QPainter, chart: Chart, rect: QRectF, place: int, number: int) -> None:
        series, scheme = chart.series[number], self.scheme
        notes = series.notes[place].split("\n") if series.notes else []
        large, small = tokens.LINE_HEIGHTS[tokens.SECTION], tokens.LINE_HEIGHTS[tokens.SMALL]
        lines: list[tuple[str, QFont, int, str]] = [
            (chart.written(series, place), tabular(sized(self.small, tokens.SECTION, True)), large, scheme.text),
            *((note, self.small, small, scheme.text if at < _SAID else scheme.text_2) for at, note in enumerate(notes)),
        ]
        most = max((note.count("\n") + 1 for each in chart.series for note in each.notes if note), default=0)
        most = min(most, max(0, int((rect.height() - large - 2 * tokens.BETWEEN) // small)))
        top = rect.top() + (rect.height() - large - most * small) / 2  # the values of all cells in one line
        inner = rect.adjusted(tokens.BUTTON_PADDING, 0, -tokens.BETWEEN, 0)
        for text, font, line, ink in lines[: most + 1]:
            words = QRectF(inner.left(), top, inner.width(), line)
            if most > _SAID or text_width(font, text) <= words.width():  # the rest is told by the tooltip and the table
                write(painter, words, text, font, QColor(ink), Qt.AlignmentFlag.AlignLeft)
            top += line
