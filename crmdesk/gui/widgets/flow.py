"""Small widgets side by side that go on in the next line where the room ends."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.gui.theme import tokens


class FlowBox(QWidget):
    """As high as its lines need; the widgets keep their own sizes and their order is the Tab order."""

    def __init__(
        self, *, gap: int = tokens.BETWEEN, line_gap: int = tokens.INSIDE, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._gap, self._line_gap = gap, line_gap
        self._widgets: list[QWidget] = []
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(0)

    def set_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show these in place of the former ones, which are deleted unless they are among them."""
        for former in self._widgets:
            if former not in widgets:
                former.hide()
                former.deleteLater()
        self._widgets = list(widgets)
        for before, widget in zip([None, *self._widgets], self._widgets, strict=False):
            widget.setParent(self)
            widget.show()
            if before is not None:
                QWidget.setTabOrder(before, widget)
        self._place()

    def widgets(self) -> list[QWidget]:
        return list(self._widgets)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def _place(self) -> None:
        left = top = 0
        line: list[QWidget] = []
        for widget in self._widgets:
            if widget.isHidden():
                continue
            width = min(widget.sizeHint().width(), max(1, self.width()))
            if line and left + width > self.width():
                top += self._settle(line, top) + self._line_gap
                left, line = 0, []
            widget.setGeometry(left, top, width, widget.sizeHint().height())
            left += width + self._gap
            line.append(widget)
        height = top + self._settle(line, top)
        if height != self.maximumHeight():
            self.setFixedHeight(height)
            QTimer.singleShot(0, self, self.updateGeometry)  # a layout that is at work now is deaf to it

    @staticmethod
    def _settle(line: Sequence[QWidget], top: int) -> int:
        """Centre the widgets of a line on each other; returns its height."""
        tallest = max((widget.height() for widget in line), default=0)
        for widget in line:
            widget.move(widget.x(), top + (tallest - widget.height()) // 2)
        return tallest
