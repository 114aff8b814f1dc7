"""What curves and cells have in common: a chart that is painted as a whole, on the screen or elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from crmdesk.gui.charts.chart import Chart
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import sized, tabular
from crmdesk.gui.theme.tokens import Scheme


class Painted(QWidget):
    """One chart; keys and mouse are its canvas's. Subclasses say where things stand and paint them."""

    def __init__(self, font: QFont, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.small = tabular(sized(font, tokens.SMALL))
        self.scheme = scheme
        self.chart: Chart | None = None
        self.marked: tuple[int, int] | None = None
        self.hovered: int | None = None

    # What a subclass says

    def paint(self, painter: QPainter, chart: Chart, area: QRectF) -> None:
        """All of it, within the area."""
        raise NotImplementedError

    def value_at(self, at: QPointF) -> tuple[int, int] | None:
        """The category and the series at a place on the widget; None beside the drawing."""
        raise NotImplementedError

    # What both do

    def show_chart(self, chart: Chart) -> None:
        """Draw this instead."""
        self.chart = chart
        self.marked = self.hovered = None
        self.update()

    def dress(self, scheme: Scheme) -> None:
        """The colours of a theme."""
        self.scheme = scheme
        self.update()

    def mark(self, marked: tuple[int, int] | None) -> None:
        """The edge of the focus around one value."""
        self.marked = marked
        self.update()

    def hover(self, place: int | None) -> None:
        """A quiet sign at a category."""
        if place != self.hovered:
            self.hovered = place
            self.update()

    def settle(self) -> None:
        """There is nothing to be laid out before."""

    def put(self, painter: QPainter, target: QRectF) -> None:
        """Draw it elsewhere."""
        if self.chart is not None:
            self.paint(painter, self.chart, target)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.chart is not None:
            self.paint(QPainter(self), self.chart, QRectF(QPointF(0, 0), QSizeF(self.size())))
