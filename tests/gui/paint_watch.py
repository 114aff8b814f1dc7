"""Watches what is painted: words of the program that were shortened for want of room, and where."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QWidget

from crmdesk.gui.charts.canvas import Canvas
from crmdesk.gui.charts.cells import Cells
from crmdesk.gui.theme import painting

_SIGN = "⟦"


class _Metrics(QFontMetricsF):
    """Tells whatever it shortens to `told`."""

    told: set[tuple[QWidget, str]]

    def elidedText(self, text, mode, width, *flags):  # noqa: N802 (Qt's name)
        shown = super().elidedText(text, mode, width, *flags)
        if shown != text and _SIGN in text:
            where = _painted_on(sys._getframe(1).f_locals)
            if where is not None:
                self.told.add((where, text))
        return shown


def _painted_on(names: dict[str, object]) -> QWidget | None:
    painter = names.get("painter")
    device = painter.device() if isinstance(painter, QPainter) else names.get("self")
    return device if isinstance(device, QWidget) else None


@contextmanager
def watching() -> Iterator[set[tuple[QWidget, str]]]:
    """While it lasts, every shortened text with the widget it was painted on."""
    told: set[tuple[QWidget, str]] = set()
    metrics = type("Metrics", (_Metrics,), {"told": told})

    def face_of(font: QFont) -> painting.Face:
        face = painting.Face(QFont(font))
        face.metrics = metrics(face.font)
        return face

    with patch.object(painting, "face_of", face_of):
        yield told


def unexplained(told: set[tuple[QWidget, str]]) -> list[str]:
    """Those that no tooltip tells in full. Lists and tables tell theirs cell by cell, as charts of cells do."""
    return sorted(
        {
            f"{type(widget).__name__} {widget.objectName()}: {text}"
            for widget, text in told
            if text not in _tip(widget) and not isinstance(widget.parentWidget(), QAbstractItemView)
        }
    )


def _tip(widget: QWidget) -> str:
    """What resting the mouse on it tells; of a chart's cells all that is told anywhere on it."""
    if not isinstance(widget, Cells) or widget.chart is None:
        return widget.toolTip()
    canvas, chart = widget.parentWidget(), widget.chart
    assert isinstance(canvas, Canvas)
    places = [(place, number) for place in range(len(chart.categories)) for number in range(len(chart.series))]
    return "\n".join(canvas._tip(at) for at in places)
