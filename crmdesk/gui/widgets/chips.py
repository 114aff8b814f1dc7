"""A chip: a few words that say what is filtered; the words change it, the cross takes it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import box, edge, fill, scheme_of, sized, text_width, write
from crmdesk.gui.widgets.buttons import tip

_HEIGHT = 24
_WIDEST = 320
_CROSS = 20


class Chip(QAbstractButton):
    """24 high. `clicked`: the words were pressed (or Enter); `removed`: the cross (or Delete)."""

    removed = Signal()

    def __init__(self, text: str, *, remove: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self._remove = remove
        self._cross_hovered = False
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)

    def set_text(self, text: str) -> None:
        """Other words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = text_width(sized(self.font(), tokens.SMALL), self.text())
        return QSize(min(_WIDEST, words + tokens.BETWEEN + tokens.INSIDE + _CROSS), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _cross(self) -> QRectF:
        return QRectF(self.width() - _CROSS - 2, 2, _CROSS, _HEIGHT - 4)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._cross().contains(event.position())
        if over != self._cross_hovered:
            self._cross_hovered = over
            self.setToolTip(tip(self._remove, "Del") if over else self.text())
            self.update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._cross_hovered = False
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._cross().contains(event.position()) and event.button() == Qt.MouseButton.LeftButton:
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme = scheme_of(self.palette())
        rect = QRectF(self.rect())
        ground = scheme.selected_idle if self.isDown() else scheme.hover
        box(painter, rect, QColor(ground), QColor(scheme.line_strong if self.underMouse() else ground))
        cross = self._cross()
        if self._cross_hovered:
            fill(painter, cross, QColor(scheme.selected_idle), tokens.CHECK_RADIUS)
        inner = cross.adjusted(4, 4, -4, -4)
        draw_icon(painter, "close", inner, QColor(scheme.text if self._cross_hovered else scheme.text_2))
        area = QRectF(tokens.BETWEEN, 0, cross.left() - tokens.BETWEEN, rect.height())
        write(painter, area, self.text(), sized(self.font(), tokens.SMALL), QColor(scheme.text))
        if self.hasFocus():
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE)
