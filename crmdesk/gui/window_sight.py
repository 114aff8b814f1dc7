"""The first sight of the window: what a person sees stands before the rest of the window is made."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from crmdesk.gui.jobs import Jobs

_LONGEST, _REST = 2_000, 30
_DEEDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.DragEnter,
    }
)


class FirstSight(QObject):
    """`over`, once: `page` was painted with what the worker found for it, the person does something already, or it
    took two seconds."""

    over = Signal()

    def __init__(self, page: QWidget, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._page, self._window = page, parent
        self._found = self._early = self._painted = self._over = False
        page.installEventFilter(self)
        jobs.idle.connect(self._answered)
        self._end = QTimer(self, singleShot=True, interval=_LONGEST)
        self._end.timeout.connect(self._finish)
        self._end.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._over:
            return False
        if watched is self._page:
            if kind == QEvent.Type.Paint and self._early and not self._painted:
                self._painted = True
                self._end.start(_REST)
            elif kind == QEvent.Type.Show and (handle := self._window.window().windowHandle()) is not None:
                handle.installEventFilter(self)
        elif kind in _DEEDS:
            self._finish()
        elif kind == QEvent.Type.Expose:
            QTimer.singleShot(0, self, self._paint)
        return False

    def _answered(self) -> None:
        self._found = True
        self._early = not self._page.isVisible()  # its first painting has it
        QTimer.singleShot(0, self, self._paint)  # once all is laid out

    def _paint(self) -> None:
        handle = self._window.window().windowHandle()
        if self._found and not (self._painted or self._over) and handle is not None and handle.isExposed():
            self._page.repaint()
            self._end.start(_REST)

    def _finish(self) -> None:
        self._over = True
        self._end.stop()
        self.over.emit()
        self.deleteLater()
