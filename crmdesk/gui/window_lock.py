"""When the window is to be locked by itself: nothing was typed for a while, or the system says that one has left."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.settings import LOCK_MINUTES
from crmdesk.gui.ui import Ui
from crmdesk.gui.window_bar import LOCK
from crmdesk.gui.window_session import Session
from crmdesk.services import settings

_MINUTE = 60.0
_DEEDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
"""What a person does, as it reaches the window that has the keyboard."""


def machine_seconds() -> float:
    """Seconds that go on while the machine sleeps; whoever comes back to it has been away."""
    return time.time()


class LockWatch(QObject):
    """`due`: lock now; `asked`: its keys were pressed in a dialog or a file's own window, where the menu's do not
    reach. Only the window with the keyboard is listened to, not every event of the program.
    """

    due = Signal()
    asked = Signal()

    def __init__(self, window: QWidget, seconds: Callable[[], float] = machine_seconds) -> None:
        super().__init__(window)
        self._window = window
        self._seconds = seconds
        self._least = 0.0
        self._last = seconds()
        self._watched: QWindow | None = None
        self._ui: Ui | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self.session = Session(window)
        self.session.left.connect(self.due)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            self._watch(QGuiApplication.focusWindow())

    def follow(self, ui: Ui) -> None:
        """Another data file is open, or the same one again: its own setting counts, if it has a password."""
        self._ui = ui
        ui.bus.changed.connect(self._changed)
        self._read()

    def stop(self) -> None:
        """Nothing is open."""
        self._ui = None
        self.begin(0)

    def close(self) -> None:
        """The program ends."""
        self.stop()
        self.session.close()
        self._watch(None)

    def begin(self, least: float) -> None:
        """Lock after so many seconds without a deed; 0: never."""
        self._least = least
        self._last = self._seconds()
        self._start()

    def look(self) -> None:
        """Whether it is time."""
        if self._least and self._away() >= self._least:
            self._last = self._seconds()
            self.due.emit()
        self._start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _DEEDS:
            if self._least and self._away() >= self._least:
                self.due.emit()
            self._last = self._seconds()
        return self._asks(watched, event)

    def _asks(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        elsewhere = watched is not self._window.windowHandle()
        pressed = elsewhere and QKeySequence(event.keyCombination()) == QKeySequence(LOCK)
        if pressed:
            self.asked.emit()
        return pressed

    def _away(self) -> float:
        return self._seconds() - self._last

    def _start(self) -> None:
        if self._least:
            self._timer.start(max(0, round((self._least - self._away()) * 1000)))
        else:
            self._timer.stop()

    def _changed(self, changes: Changes) -> None:
        if changes.everything or changes.touched("setting"):
            self._read()

    def _read(self) -> None:
        ui = self._ui
        encrypted = ui is not None and ui.desk.data.key is not None
        self.begin(settings.get(ui.desk, LOCK_MINUTES) * _MINUTE if ui is not None and encrypted else 0)

    def _watch(self, window: QWindow | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._gone)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._gone)

    def _gone(self) -> None:
        self._watched = None
