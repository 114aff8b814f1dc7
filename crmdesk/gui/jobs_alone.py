"""One piece of work on a thread of its own while no data file is open: trying a password, changing it, restoring."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from crmdesk.gui.collecting import hold_collecting

Progress = Callable[[int, int | None], None]
Cancelled = Callable[[], bool]


class Alone(QObject):
    """`done` or `failed` is called on the main thread while this object exists."""

    _finished = Signal(object, object)
    _progressed = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._told: tuple[Callable[[Any], None], Callable[[Exception], None], Progress | None] | None = None
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._deliver_progress, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        return self._told is not None

    def run(
        self,
        work: Callable[[Progress, Cancelled], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Progress | None = None,
    ) -> None:
        """One at a time. `work` tells how far it is and asks whether it is still wanted."""
        assert not self.busy
        self._stop.clear()
        self._told = done, failed, progress
        self._collecting = hold_collecting()
        self._thread = threading.Thread(target=self._run, args=(work,), name="alone", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """It is not wanted any more; the work says itself how it ends."""
        self._stop.set()

    def close(self) -> None:
        """Wait for the end, whose answer nobody wants any more."""
        self._told = None
        self.cancel()
        if self._thread is not None:
            self._thread.join()
            self._end()

    def _run(self, work: Callable[[Progress, Cancelled], Any]) -> None:
        result: Any = None
        error: Exception | None = None
        try:
            result = work(self._progressed.emit, self._stop.is_set)
        except Exception as caught:  # noqa: BLE001 - handed over to the main thread
            error = caught
        self._finished.emit(result, error)

    def _end(self) -> None:
        self._thread = None
        if self._collecting is not None:
            self._collecting.release()
            self._collecting = None

    @Slot(object, object)
    def _deliver(self, result: Any, error: Exception | None) -> None:
        if self._told is None or self._thread is None:
            return
        done, failed, _progress = self._told
        self._told = None
        self._thread.join()
        self._end()
        if error is None:
            done(result)
        else:
            failed(error)

    @Slot(object, object)
    def _deliver_progress(self, done: int, total: int | None) -> None:
        if self._told is not None and (progress := self._told[2]) is not None:
            progress(done, total)
