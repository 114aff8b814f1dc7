"""Two blocks of the assessment: side by side where there is room for both, else one below the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from crmdesk.gui.theme import tokens

_LEAST = 240


class Beside(QWidget):
    """What is answered at the left, what follows from it at the right."""

    def __init__(self, left: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left = left
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens.SECTIONS)
        self._row.addWidget(left, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(right, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        room = self._left.sizeHint().width() + tokens.SECTIONS + _LEAST <= self.width()
        wanted = directions.LeftToRight if room else directions.TopToBottom
        if wanted != self._row.direction():
            self._row.setDirection(wanted)
            self._row.setSpacing(tokens.SECTIONS if room else tokens.BETWEEN)
