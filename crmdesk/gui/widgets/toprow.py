"""The top row of the window: menus, the search in the middle, New at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QSizePolicy, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, horizontal, scheme_of
from crmdesk.gui.widgets.search import SearchBox


class TopRow(QWidget):
    """44 high. Fill `menus` with the window's menus; on a Mac the system shows them in its own bar."""

    def __init__(self, search: SearchBox, right: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top-row")
        self.setFixedHeight(tokens.TOP_ROW)
        self.menus = QMenuBar()
        self.menus.setObjectName("menus")
        self.menus.setFixedHeight(tokens.CONTROL_HEIGHT)
        self.menus.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.search = search
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.BETWEEN, tokens.BETWEEN, tokens.AROUND, tokens.BETWEEN)
        row.setSpacing(0)
        row.addWidget(_cell(self.menus, Qt.AlignmentFlag.AlignLeft), 1)
        row.addWidget(search, 0)
        row.addWidget(_cell(right, Qt.AlignmentFlag.AlignRight), 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme = scheme_of(self.palette())
        fill(painter, self.rect(), QColor(scheme.window))
        horizontal(painter, 0, self.width(), self.height() - 1, QColor(scheme.line))


def _cell(inner: QWidget | None, side: Qt.AlignmentFlag) -> QWidget:
    """The same room at both sides of the search, which so stands in the middle."""
    cell = QWidget()
    cell.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box = QHBoxLayout(cell)
    box.setContentsMargins(0, 0, 0, 0)
    if inner is not None:
        box.addWidget(inner, 0, side)
    return cell
