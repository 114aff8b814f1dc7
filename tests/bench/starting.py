"""A window in a process of its own: `ours DATA`, the program as it starts, or `bare`, PySide6 with an empty table.

Prints when it was painted (with the first rows, ours) as nanoseconds since 1970, and what memory is its own when it is
idle, in bytes; ours with a customer opened in a list that was scrolled. Then it is closed in order.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication


class FirstPaint(QObject):
    """Calls `done` once the first of these widgets that shows something was painted."""

    def __init__(self, done: Callable[[], None]) -> None:
        super().__init__()
        self._done: Callable[[], None] | None = done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 — Qt's name
        if event.type() == QEvent.Type.Paint and self._done is not None:
            model = watched.parent().model()
            if model is not None and (model.rowCount() or watched.property("bare")):
                QTimer.singleShot(0, self._done)
                self._done = None
        return False


def painted() -> None:
    print(time.time_ns(), flush=True)


def memory() -> int:
    """Bytes this process has in memory."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Rss:"))


def tell_memory() -> None:
    print(memory(), flush=True)
    QApplication.closeAllWindows()


def bare(*, stay: bool) -> None:
    from PySide6.QtGui import QStandardItemModel
    from PySide6.QtWidgets import QMainWindow, QTableView

    def done() -> None:
        painted()
        QTimer.singleShot(500 if stay else 0, tell_memory)

    app = QApplication(sys.argv[:1])
    first = FirstPaint(done)
    window = QMainWindow()
    table = QTableView()
    table.setModel(QStandardItemModel(0, 9, table))
    table.viewport().setProperty("bare", True)
    table.viewport().installEventFilter(first)
    window.setCentralWidget(table)
    window.resize(1280, 720)
    window.show()
    app.exec()


def ours(data: Path, *, stay: bool) -> None:
    """As main.py does, watched from outside: the lists of the window are looked at once it was made."""
    from crmdesk.gui.collecting import loading

    with loading():
        from crmdesk.app import starting
    from PySide6.QtWidgets import QAbstractItemView

    made = starting.program_of

    def program_of(*given):
        program = made(*given)
        window = program.window

        def done() -> None:
            painted()
            QTimer.singleShot(0, window, lambda: look_around(window) if stay else QApplication.closeAllWindows())

        first = FirstPaint(done)
        first.setParent(window)
        for view in window.findChildren(QAbstractItemView):
            view.viewport().installEventFilter(first)
        return program

    starting.program_of = program_of
    starting.run_window(data, "zh_CN")


def look_around(window) -> None:
    """Scroll the list, open somebody, and tell the memory when nothing goes on any more."""
    page = window.content.page

    def open_somebody() -> None:
        view = page.view
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
        page.open(page.list.model.ids[len(page.list.model.ids) // 2])
        QTimer.singleShot(5_000, window, tell_memory)

    def when_idle() -> None:
        QTimer.singleShot(
            500, window, when_idle if page.list.finder.jobs.busy or window.ui.jobs.busy else open_somebody
        )

    window.content.places.go("customers")
    QTimer.singleShot(3_000, window, when_idle)


if __name__ == "__main__":
    which, *rest = sys.argv[1:]
    if which == "bare":
        bare(stay="stay" in rest)
    else:
        ours(Path(rest[0]), stay="stay" in rest)
