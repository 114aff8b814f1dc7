"""One window for one data file on a machine: a second start brings the first one's window to the front.

Who holds the lock file of a data file listens on a local socket of the same name. The system frees both when the
program dies; a lock of a dead program and its socket are taken over. Other users and machines are not looked for:
SQLite keeps their writing apart from ours.
"""

from __future__ import annotations

import getpass
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from crmdesk.app.instance_calls import Listener

_TRIES, _TRY_MS, _BEGIN_MS = 12, 200, 400


class Claim(QObject):
    """The right to the window on one data file; `asked` when another start wants it in front. It is listened for a
    moment later, so that the window stands first; whoever asks waits for longer than that."""

    asked = Signal()

    def __init__(self, path: Path, lock: QLockFile) -> None:
        super().__init__()
        self._name = _name(path)
        self._lock = lock
        self._listener: Listener | None = None
        self._begin = QTimer(self, singleShot=True, interval=_BEGIN_MS)
        self._begin.timeout.connect(self._listen)
        self._begin.start()

    def release(self) -> None:
        """Before the data file is closed: the next start opens a window of its own."""
        self._begin.stop()
        if self._listener is not None:
            self._listener.close()
        self._lock.unlock()

    def _listen(self) -> None:
        from crmdesk.app.instance_calls import Listener

        self._listener = Listener(self._name, self)
        self._listener.asked.connect(self.asked)


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
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.TempLocation)
    lock = QLockFile(str(Path(folder) / f"{_name(path)}.lock"))
    lock.setStaleLockTime(0)
    for turn in range(_TRIES):
        if lock.tryLock(_TRY_MS if turn else 0) or lock.error() != QLockFile.LockError.LockFailedError:
            break
        from crmdesk.app.instance_calls import call

        answered = call(_name(path))
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


def _name(path: Path) -> str:
    """The same for every way to write the path of a file, another for every user."""
    real = os.path.normcase(os.path.realpath(path))
    told = f"{getpass.getuser()}\0{real}".encode("utf-8", "surrogatepass")
    return f"crmdesk-{hashlib.sha256(told).hexdigest()[:24]}"
