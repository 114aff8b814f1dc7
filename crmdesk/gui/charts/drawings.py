"""Which widget draws a chart: bars and their lines on pyqtgraph, curves and cells by our own hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from crmdesk.gui.charts.cells import Cells
from crmdesk.gui.charts.chart import Chart, Shape
from crmdesk.gui.charts.curve import Curve
from crmdesk.gui.charts.painted import Painted
from crmdesk.gui.theme.tokens import Scheme

if TYPE_CHECKING:
    from crmdesk.gui.charts.plot import Plot

Drawing: TypeAlias = "Plot | Painted"
"""Both answer show_chart, dress, mark, hover, value_at, settle and put."""
_PAINTED: dict[Shape, type[Painted]] = {Shape.CURVE: Curve, Shape.CELLS: Cells}


def drawing_of(
    chart: Chart, font: QFont, scheme: Scheme, parent: QWidget | None = None, *, sharp: float = 0
) -> Drawing:
    """What draws charts of this shape. `sharp`: device pixels to a pixel, where it is not drawn on the screen."""
    if chart.shape in _PAINTED:
        return _PAINTED[chart.shape](font, scheme, parent)
    from crmdesk.gui.charts.plot import Plot

    return Plot(font, scheme, parent, sharp=sharp)


def draws(drawing: Drawing, chart: Chart) -> bool:
    """Whether it can draw this chart too."""
    return _PAINTED.get(chart.shape) is (type(drawing) if isinstance(drawing, Painted) else None)
