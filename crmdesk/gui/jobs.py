"""Long work off the main thread: one serial worker with its own connection to the data file.

Results come back on the main thread, and only while the widget that asked for them still exists. A newer job of the
same *channel* (what is typed into a search box) makes the older one's answer unwanted and stops its query.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Hashable
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot

from crmdesk.gui.collecting import hold_collecting
from crmdesk.services.desk import Desk


class Job:
    """One piece of work under way. `work` gets it, to tell how far it is and to see whether it is still wanted."""

    def __init__(self, jobs: Jobs, owner: QObject, channel: str) -> None:
        self._jobs = jobs
        self.owner = owner
        self.channel = channel
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def rest(self, seconds: float) -> None:
        """Leave the interpreter to the main thread for so long, or until the job is cancelled."""
        self._cancelled.wait(seconds)

    def cancel(self) -> None:
        """Its answer is not wanted any more; neither `done` nor `failed` is called."""
        self._cancelled.set()
        self._jobs.stop_query_of(self)

    def found_ahead(self, asked: Hashable) -> Any:
        """The answer to this that `look_ahead` has, to whoever asks first; None where it has none."""
        return self._jobs.ahead.pop(asked, None)

    def progress(self, done: int, total: int | None = None) -> None:
        """Tell the owner how far it is; may be called as often as one likes."""
        self._jobs.progressed.emit(self, done, total)


class _Request:
    def __init__(
        self,
        job: Job,
        work: Callable[[Desk, Job], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Callable[[int, int | None], None] | None,
    ) -> None:
        self.job = job
        self.work = work
        self.done = done
        self.failed = failed
        self.progress = progress
        self.ended = threading.Event()


class Jobs(QObject):
    """The serial worker of one data file. `broken` carries what no job's `failed` took."""

    progressed = Signal(object, object, object)
    _finished = Signal(object, object, object)
    idle = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: queue.SimpleQueue[_Request | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._current: Job | None = None
        self._channels: dict[str, Job] = {}
        self._requests: dict[Job, _Request] = {}
        self.ahead: dict[Hashable, Any] = {}
        """Answers nobody asked for yet, for the worker alone."""
        self._collecting = hold_collecting()
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.progressed.connect(self._deliver_progress, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
        self._thread.start()

    def run(
        self,
        owner: QObject,
        work: Callable[[Desk, Job], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        *,
        progress: Callable[[int, int | None], None] | None = None,
        channel: str = "",
    ) -> Job:
        """Do `work` on the worker; `done` or `failed` is called on the main thread while `owner` exists."""
        job = Job(self, owner, channel)
        if channel:
            former = self._channels.pop(channel, None)
            if former is not None:
                former.cancel()
            self._channels[channel] = job
        request = _Request(job, work, done, failed, progress)
        self._requests[job] = request
        self._waiting.put(request)
        return job

    def look_ahead(self, work: Callable[[Desk], tuple[Hashable, Any]]) -> None:
        """Begin with what is surely asked for in a moment: `work` gives the question and the answer. Where it fails,
        whoever asks fails."""

        def keep(desk: Desk, _job: Job) -> None:
            self.ahead.update([work(desk)])

        self.run(self, keep, lambda _none: None, lambda _error: None)

    def deliver_within(self, seconds: float) -> None:
        """Wait until all that was asked for is done, at most so long, and deliver what is."""
        end = time.monotonic() + seconds
        for request in list(self._requests.values()):
            request.ended.wait(max(0, end - time.monotonic()))
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)
        if self._collecting is not None:
            self._collecting.put_off()

    @property
    def busy(self) -> bool:
        return bool(self._requests)

    @property
    def telling(self) -> bool:
        """Whether work is under way that tells how far it is: long work a person waits for."""
        return any(request.progress and not job.cancelled for job, request in list(self._requests.items()))

    @property
    def unwanted(self) -> bool:
        """Whether the piece of work under way was cancelled."""
        with self._lock:
            return self._current is not None and self._current.cancelled

    @property
    def awaited(self) -> bool:
        """Whether more is asked for than the piece of work under way."""
        return len(self._requests) > 1

    def close(self) -> None:
        """Cancel what waits, let the current job end, and join the worker (which closes its connection)."""
        for job in list(self._requests):
            job.cancel()
        self._waiting.put(None)
        self._thread.join()
        if self._collecting is not None:
            self._collecting.release()
            self._collecting = None

    def stop_query_of(self, job: Job) -> None:
        with self._lock:
            if self._current is job and job.channel:
                self._connection.interrupt()

    def _run(self) -> None:
        with self._desk.on_thread() as desk:
            desk.data.spare_memory()
            self._connection = desk.data.database.connection()
            while (request := self._waiting.get()) is not None:
                self._work(desk, request)

    def _work(self, desk: Desk, request: _Request) -> None:
        result: Any = None
        error: Exception | None = None
        with self._lock:
            self._current = request.job
        try:
            if not request.job.cancelled:
                result = request.work(desk, request.job)
        except Exception as caught:  # noqa: BLE001 - handed over to the main thread
            error = desk.understood(caught)
        finally:
            with self._lock:
                self._current = None
        self._finished.emit(request, result, error)
        request.ended.set()

    @Slot(object, object, object)
    def _deliver(self, request: _Request, result: Any, error: Exception | None) -> None:
        job = request.job
        self._requests.pop(job, None)
        if self._channels.get(job.channel) is job:
            del self._channels[job.channel]
        if not job.cancelled and shiboken6.isValid(job.owner):
            if error is None:
                request.done(result)
            else:
                request.failed(error)
        if not self._requests:
            self.idle.emit()

    @Slot(object, object, object)
    def _deliver_progress(self, job: Job, done: int, total: int | None) -> None:
        request = self._requests.get(job)
        if request and request.progress and not job.cancelled and shiboken6.isValid(job.owner):
            request.progress(done, total)
