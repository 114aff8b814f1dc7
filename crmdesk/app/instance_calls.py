"""The call of a second start to the window that is there, and hearing it."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_COME = b"come\n"
_HERE = b"here\n"
_TRY_MS, _ANSWER_MS = 200, 2_000


class Listener(QObject):
    """Hears who calls a name; `asked`: somebody wants the window in front."""

    asked = Signal()

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        QLocalServer.removeServer(name)  # of a program that died; a living one would hold the lock
        self._server.listen(name)

    def close(self) -> None:
        self._server.close()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setParent(self)
            socket.readyRead.connect(self._heard)
            socket.disconnected.connect(socket.deleteLater)
            self._hear(socket)

    def _heard(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        if bytes(socket.readLine().data()) == _COME:
            self.asked.emit()
            socket.write(_HERE)
            socket.flush()
        socket.disconnectFromServer()


def call(name: str) -> bool | None:
    """Ask the window that has a data file to come; whether it answered, None where nobody listens (yet)."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_TRY_MS):
        return None
    _let_it_come()
    socket.write(_COME)
    socket.flush()
    answered = socket.waitForReadyRead(_ANSWER_MS) and bytes(socket.readLine().data()) == _HERE
    socket.disconnectFromServer()
    return answered


def _let_it_come() -> None:
    """Windows lets only the program that has the keyboard put a window in front: pass that right on."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
