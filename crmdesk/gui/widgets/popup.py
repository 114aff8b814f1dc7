"""What opens below an input and is closed by a click elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from crmdesk.gui.theme.painting import box, scheme_of


class Popup(QFrame):
    """A raised ground in a window of its own."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setObjectName(name)

    def show_at(self, point: QPoint) -> None:
        """Show with its upper left corner at a place of the screen, moved so that all of it is seen."""
        self.adjustSize()
        owner = self.parentWidget() or self
        screen = owner.screen().availableGeometry()
        left = max(screen.left(), min(point.x(), screen.right() - self.width()))
        top = max(screen.top(), min(point.y(), screen.bottom() - self.height()))
        self.move(left, top)
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = scheme_of(self.palette())
        box(QPainter(self), self.rect(), QColor(scheme.raised), QColor(scheme.line_strong))
