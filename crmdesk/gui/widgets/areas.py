"""Room that is scrolled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scroll_area(inner: QWidget, *, name: str, label: str = "") -> QScrollArea:
    """Around `inner`, on the ground of what it stands in; scrolled up and down alone. Tab does not stop at it."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setAccessibleName(label)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    for each in (area.viewport(), inner):
        each.setAutoFillBackground(False)
    return area
