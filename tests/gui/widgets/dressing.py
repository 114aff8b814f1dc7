"""The program dressed in its theme for one test, and looking at pixels."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QImage, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from crmdesk.gui.theme import palette
from crmdesk.gui.theme.palette import Theme


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[Theme]:
    """The theme, in light; taken off again afterwards."""
    font = QFont(qapp.font())
    theme = palette.apply(qapp, "light")
    yield theme
    theme.choose("system")
    theme.deleteLater()
    qapp.setStyle("Fusion")
    qapp.setFont(font)
    qapp.setPalette(QPalette())


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
