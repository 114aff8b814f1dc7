"""A sentence with a small shape before it, on as many lines as it takes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour
from crmdesk.gui.widgets.labels import Label


class _Place(QWidget):
    """Where the shape stands: beside the first line."""

    def __init__(self, icon: str, tone: str) -> None:
        super().__init__()
        self.icon, self.tone = icon, tone
        self.setFixedSize(tokens.ICON_IN_TEXT, tokens.LINE_HEIGHTS[tokens.BODY])

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_icon(QPainter(self), self.icon, QRectF(self.rect()), QColor(colour(self.palette(), self.tone)))


class IconLine(QWidget):
    """`tone` is the token of the shape; the words stay in the colour of text."""

    def __init__(self, text: str, *, icon: str, tone: str = "text_2", name: str = "", parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName(name)
        self._place = _Place(icon, tone)
        self._label = Label(text, wrap=True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._label.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(self._place, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)

    def text(self) -> str:
        return self._label.text()

    def set_text(self, text: str) -> None:
        self._label.setText(text)
