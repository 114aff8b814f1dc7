"""What the system tells of itself: the screen is locked, the machine goes to sleep.

Linux: signals of logind and of the desktop's screen saver on D-Bus. Windows: messages to the window. macOS tells
programs like this one nothing of it; there, as everywhere, the idle time counts while the machine sleeps.
"""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.ukui.ScreenSaver",
)
_LOGIN = "org.freedesktop.login1"
_POWER, _SUSPEND = 0x0218, 0x0004
_SESSION, _LOCK = 0x02B1, 0x0007


class Session(QObject):
    """`left`: nobody sits at the machine from now on."""

    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._filter: WindowsMessages | None = None
        self._hwnd = 0
        if sys.platform == "win32":
            self._hear_windows(window)
        elif sys.platform.startswith("linux"):
            self._hear_dbus()

    def close(self) -> None:
        """Nothing is heard any more."""
        app = QCoreApplication.instance()
        if self._filter is not None and app is not None:
            app.removeNativeEventFilter(self._filter)
            self._filter = None
        if sys.platform == "win32" and self._hwnd:
            import ctypes

            ctypes.windll.wtsapi32.WTSUnRegisterSessionNotification(self._hwnd)
            self._hwnd = 0

    def _hear_dbus(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        told, locked = SLOT("told(bool)"), SLOT("locked()")
        system: Any = QDBusConnection.systemBus()  # the stubs want bytes, which are refused
        session: Any = QDBusConnection.sessionBus()
        if system.isConnected():
            system.connect(_LOGIN, "/org/freedesktop/login1", f"{_LOGIN}.Manager", "PrepareForSleep", self, told)
        if session.isConnected():
            for saver in _SAVERS:
                session.connect("", "", saver, "ActiveChanged", self, told)
            session.connect("", "", "org.ukui.ScreenSaver", "lock", self, locked)

    def _hear_windows(self, window: QWidget) -> None:
        import ctypes

        self._filter = WindowsMessages(self)
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self._filter)
        self._hwnd = int(window.winId())
        ctypes.windll.wtsapi32.WTSRegisterSessionNotification(self._hwnd, 0)  # type: ignore[attr-defined,unused-ignore]

    @Slot(bool)
    def told(self, begins: bool) -> None:
        """Sleep or the screen saver begins; False: it ends."""
        if begins:
            self.left.emit()

    @Slot()
    def locked(self) -> None:
        """The screen is locked."""
        self.left.emit()


class WindowsMessages(QAbstractNativeEventFilter):
    """Hears of the locked session and of suspending among the messages of Windows."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def nativeEventFilter(self, _kind: QByteArray | bytes | bytearray | memoryview, message: Any) -> tuple[bool, int]:
        from ctypes import wintypes

        found = wintypes.MSG.from_address(int(message))
        if (found.message, found.wParam) in ((_SESSION, _LOCK), (_POWER, _SUSPEND)):
            self._session.locked()
        return False, 0
