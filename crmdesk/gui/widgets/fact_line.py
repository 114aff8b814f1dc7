"""A label and its value in a narrow column: the value at the right edge, or below where both have too little room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import sized, tabular, text_width
from crmdesk.gui.widgets.labels import ElidedLabel, Label


class FactLine(QWidget):
    """`bold`: the value, and its label in the colour of text."""

    def __init__(self, label: str, value: str, *, tone: str = "text", bold: bool = False, name: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(f"{label} {value}")
        self._label = Label(label, tone="text" if bold else "text_2")
        self.value = ElidedLabel(value, tone=tone, bold=bold, align=Qt.AlignmentFlag.AlignRight)
        self.value.setFont(tabular(self.value.font()))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, tokens.INSIDE)
        self._row.setSpacing(tokens.BETWEEN)
        self._row.addWidget(self._label)
        self._row.addWidget(self.value, 1)
        self._wanted = text_width(self.font(), label) + text_width(sized(self.font(), tokens.BODY, bold), value)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        fits = self._wanted + tokens.BETWEEN <= self.width()
        wanted = directions.LeftToRight if fits else directions.TopToBottom
        if wanted != self._row.direction():
            self._row.setDirection(wanted)
            self._row.setSpacing(tokens.BETWEEN if fits else 0)
            self.updateGeometry()
