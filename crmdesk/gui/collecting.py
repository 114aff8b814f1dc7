"""Python's garbage collector runs wherever memory is asked for, also on a worker; a widget destroyed there ends the
program. While workers are about, it runs on the main thread alone, by a timer."""

from __future__ import annotations

import gc
import importlib
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_TICK = 100
_FULL_EVERY = 60.0
_READS_SOURCE = "_mod_uses_pyside"


class Collector(QObject):
    """Child of the application; see `hold_collecting`."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._workers = 0
        self._full_at = 0.0
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self._collect)

    def hold(self) -> None:
        """One worker more."""
        self._workers += 1
        if self._workers == 1:
            gc.disable()
            self._full_at = time.monotonic() + _FULL_EVERY
            self._timer.start()

    def put_off(self) -> None:
        """Not at this moment: something is about to be shown."""
        if self._workers:
            self._timer.start()

    def release(self) -> None:
        """One worker less."""
        self._workers -= 1
        if not self._workers:
            self._timer.stop()
            gc.enable()

    def _collect(self) -> None:
        """What the collector would have done by itself; everything at most once a minute."""
        young, middle, old = gc.get_count()
        limits = gc.get_threshold()
        if old > limits[2] and time.monotonic() >= self._full_at:
            self._full_at = time.monotonic() + _FULL_EVERY
            gc.collect(2)
        elif middle > limits[1]:
            gc.collect(1)
        elif young > limits[0]:
            gc.collect(0)


def hold_collecting() -> Collector | None:
    """Call `release` of what this returns once the worker has ended."""
    app = QCoreApplication.instance()
    if app is None:
        return None
    collector = app.findChild(Collector) or Collector(app)
    collector.hold()
    return collector


def put_off_collecting() -> None:
    """Not while rows go by: looking through everything takes longer than a frame may."""
    app = QCoreApplication.instance()
    collector = app.findChild(Collector) if app is not None else None
    if collector is not None:
        collector.put_off()


@contextmanager
def loading() -> Iterator[None]:
    """While the modules of the window are loaded, which are never garbage: the collector looks through them neither now
    nor later, and PySide does not read the source of each for a use of `__feature__`, of which there is none."""
    with suppress(ImportError):
        feature = importlib.import_module("shibokensupport.feature").__dict__
        if _READS_SOURCE in feature:  # a private matter of PySide; other versions may do without
            feature[_READS_SOURCE] = lambda *_module: True
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
