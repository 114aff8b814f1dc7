"""Looking at pixels."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget


def picture(widget: QWidget) -> QImage:
    """What the widget shows now."""
    return widget.grab().toImage()


def colours(image: QImage) -> set[str]:
    """Every colour of the picture."""
    found = set()
    for y in range(image.height()):
        for x in range(image.width()):
            found.add(image.pixelColor(x, y).name().upper())
    return found
