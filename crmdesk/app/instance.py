"""One window for one data file on a machine: a second start brings the first one's window to the front.

Who holds the lock file of a data file listens on a local socket of the same name. The system frees both when the
program dies; a lock of a dead program and its socket are taken over. Other users and machines are not looked for:
SQLite keeps their writing apart from ours.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import sys
from pathlib import Path

from PySide6.QtCore import QDir, QLockFile, QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

_COME = b"come\n"
_HERE = b"here\n"
_TRIES, _TRY_MS, _ANSWER_MS = 5, 200, 2_000


class Claim(QObject):
    """The right to the window on one data file; `asked` when another start wants it in front."""

    asked = Signal()

    def __init__(self, path: Path, lock: QLockFile) -> None:
        super().__init__()
        self.path = path
        self._lock = lock
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        name = _name(path)
        QLocalServer.removeServer(name)  # of a program that died; a living one would hold the lock
        self._server.listen(name)

    def release(self) -> None:
        """Before the data file is closed: the next start opens a window of its own."""
        self._server.close()
        self._lock.unlock()

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


class Claims(QObject):
    """The data files this program has claimed; its windows come forward when another start asks for one of them."""

    def __init__(self) -> None:
        super().__init__()
        self._held: dict[str, Claim] = {}

    def take(self, path: Path) -> bool:
        """Claim a data file. False: another window of this machine has it, and was brought to the front."""
        if _name(path) in self._held:
            return True
        claimed = _claim(path)
        if claimed is not None:
            claimed.asked.connect(come_forward)
            self._held[_name(path)] = claimed
        return claimed is not None

    def keep(self, path: Path | None) -> None:
        """Release every claim but this one; None: all."""
        kept = None if path is None else _name(path)
        for name in [each for each in self._held if each != kept]:
            self._held.pop(name).release()


def _claim(path: Path) -> Claim | None:
    """Where another program has the lock but does not answer (it hangs, or is just being closed) the file is opened all
    the same: that is safe, only not as tidy.
    """
    lock = QLockFile(str(Path(QDir.tempPath()) / f"{_name(path)}.lock"))
    lock.setStaleLockTime(0)
    for turn in range(_TRIES):
        if lock.tryLock(_TRY_MS if turn else 0) or lock.error() != QLockFile.LockError.LockFailedError:
            break
        answered = _call(path)
        if answered:
            return None
        if answered is False:
            break
    return Claim(path, lock)


def come_forward() -> None:
    """Bring the windows of this program to the front, what they wait for on top."""
    windows = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each.isWindow()]
    modal = QApplication.activeModalWidget()
    for window in sorted(windows, key=lambda each: each is modal):
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)


def _call(path: Path) -> bool | None:
    """Ask the window that has a data file to come; whether it answered, None where nobody listens (yet)."""
    socket = QLocalSocket()
    socket.connectToServer(_name(path))
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


def _name(path: Path) -> str:
    """The same for every way to write the path of a file, another for every user."""
    real = os.path.normcase(os.path.realpath(path))
    told = f"{getpass.getuser()}\0{real}".encode("utf-8", "surrogatepass")
    return f"crmdesk-{hashlib.sha256(told).hexdigest()[:24]}"
