"""The real window while it is measured: from an event to what is painted after it, and the longest frame of a while."""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from crmdesk.app import open_window
from crmdesk.assets import load_words
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.window import MainWindow
from crmdesk.services.desk import Desk, open_desk
from tests.desk import clock

PATIENCE = 120_000
"""Milliseconds after which nothing more is waited for."""


class Painted(QObject):
    """Ends a loop when a widget was painted after `due` was set."""

    def __init__(self, widget: QWidget, loop: QEventLoop) -> None:
        super().__init__(widget)
        self.due = False
        self.at = 0.0
        self._loop = loop
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint and self.due and not self.at:
            QTimer.singleShot(0, self, self._done)
        return False

    def _done(self) -> None:
        if not self.at:
            self.at = time.perf_counter()
            self._loop.quit()


@contextmanager
def opened(path: Path, folder: Path) -> Iterator[tuple[MainWindow, Desk]]:
    """The window on a copy of a data file, at its customers, all of the list there."""
    copy = folder / "copy.crmdesk"
    shutil.copyfile(path, copy)
    desk = open_desk(copy, who="陈立", clock=clock)
    window = open_window(desk, load_words("zh_CN"), Preferences(folder / "window.ini"))
    window.resize(1440, 900)
    window.show()
    window.content.places.go("customers")
    page = window.content.page
    settle(page)
    gc.collect()
    try:
        yield window, desk
    finally:
        window.content.close_down()
        window.deleteLater()
        QApplication.processEvents()
        desk.close()
        copy.unlink()


def settle(page: CustomersPage) -> None:
    """Wait until nothing more is looked up for the list."""
    until(lambda: not page.list.finder.jobs.busy)
    QApplication.processEvents()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE / 1000
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        time.sleep(0.001)


def press(widget: QWidget, text: str) -> None:
    """A key that types this."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, text))


def until_answered(page: CustomersPage, act: Callable[[], object]) -> float:
    """Milliseconds from what `act` does until the rows of the list's next answer are painted."""
    loop = QEventLoop()
    stop = QTimer(singleShot=True, interval=PATIENCE)
    stop.timeout.connect(loop.quit)
    watches = [Painted(each, loop) for each in (page.view.viewport(), page.list.empty)]

    def answered(_complete: bool) -> None:
        if page.list.model.listing == page.list.listing or not page.list.model.rowCount():
            for watch in watches:
                watch.due = True
            (page.view.viewport() if page.list.model.rowCount() else page.list.empty).update()

    page.list.settled.connect(answered)
    stop.start()
    start = time.perf_counter()
    act()
    loop.exec()
    page.list.settled.disconnect(answered)
    end = max(watch.at for watch in watches)
    for watch in watches:
        watch.parent().removeEventFilter(watch)  # type: ignore[union-attr]
        watch.deleteLater()
    if not end:
        raise TimeoutError
    return (end - start) * 1000


def frame(act: Callable[[], object]) -> float:
    """Milliseconds of one frame: what `act` does, everything that follows at once, and the painting of it."""
    start = time.perf_counter()
    act()
    QApplication.processEvents()
    return (time.perf_counter() - start) * 1000
