"""Trying what was typed as a password: off the main thread, and after each wrong one a longer wait."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from crmdesk.core.errors import UserError
from crmdesk.core.passwords import pause
from crmdesk.gui.jobs_alone import Alone, Cancelled, Progress
from crmdesk.services import security
from crmdesk.services.security import Key

SECOND = 1_000


class Trying(QObject):
    """`opened` tells the key, `refused` the `UserError` or other exception; `changed`: `busy` or `waiting` did."""

    opened = Signal(object)
    refused = Signal(object)
    changed = Signal()

    def __init__(self, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._path = path
        self._wrong = 0
        self.waiting = 0
        """Seconds until the next one may be tried."""
        self._alone = Alone(self)
        self._second = QTimer(self, interval=SECOND)
        self._second.timeout.connect(self._count)

    @property
    def busy(self) -> bool:
        """Whether one is being tried."""
        return self._alone.busy

    @property
    def ready(self) -> bool:
        """Whether one may be tried now."""
        return not self.busy and not self.waiting

    def attempt(self, typed: str) -> None:
        """A password or a recovery key; nothing while another one is tried or waited for."""
        if not self.ready:
            return
        path = self._path

        def work(_progress: Progress, _cancelled: Cancelled) -> Key | None:
            return security.unlock(path, typed)

        self._alone.run(work, self._fits, self._failed)
        self.changed.emit()

    def close(self) -> None:
        """Nobody wants the answer any more."""
        self._second.stop()
        self._alone.close()

    def _fits(self, key: Key | None) -> None:
        self._wrong = 0
        self.changed.emit()
        self.opened.emit(key)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError) and error.code != "password-empty":
            self._wrong += 1
            self.waiting = pause(self._wrong)
            self._second.start()
        self.changed.emit()
        self.refused.emit(error)

    def _count(self) -> None:
        self.waiting = max(0, self.waiting - 1)
        if not self.waiting:
            self._second.stop()
        self.changed.emit()
