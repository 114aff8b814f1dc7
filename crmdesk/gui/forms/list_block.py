"""What notes and the lines of the timeline have in common: one is the current one, More is there below the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from crmdesk.core.words import Words
from crmdesk.gui.widgets.buttons import IconButton

_BELOW = QPoint(0, 3)


class ListBlock(QWidget):
    """`pressed`: it becomes the current one; `menu_asked`: where. `view` is the list it stands in; `fixed`: it cannot
    be changed."""

    pressed = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, words: Words, view: QWidget, *, fixed: bool, name: str, more: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._words, self._view, self._fixed = words, view, fixed
        self._current = False
        self.more = IconButton("more", words.gettext("More"), name=more, parent=self)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.clicked.connect(self._more)

    def set_current(self, current: bool) -> None:
        self._current = current
        self._show_more(current or self.underMouse())
        self.update()

    def _open(self) -> None:
        """It was clicked twice."""

    def _show_more(self, shown: bool) -> None:
        self.more.setVisible(shown)

    def _more(self) -> None:
        self.pressed.emit()
        self.menu_asked.emit(self.more.mapToGlobal(self.more.rect().bottomLeft() + _BELOW))

    def hasHeightForWidth(self) -> bool:
        return True

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_more(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_more(self._current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._open()
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.pressed.emit()
        self.menu_asked.emit(event.globalPos())
