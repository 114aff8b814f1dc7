"""Pictures of widgets, checked: not blank, and what is to be read on them is there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QModelIndex,
    QSize,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from crmdesk.gui.dialogs.importing import ImportDialog
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.window import MainWindow
from crmdesk.tour.job import expect

OFFICE, WIDE = QSize(1280, 720), QSize(1920, 1080)
_LEAST_COLOURS = 12
_PATIENCE = 30.0
_QUALITY = 80
"""Lossless and as small as Qt's own choice, in half the time."""


def settle(jobs: Jobs) -> None:
    """Until the worker is idle and everything is painted."""
    until = time.monotonic() + _PATIENCE
    quiet = 0
    while quiet < 3:
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        quiet = 0 if jobs.busy else quiet + 1
        if jobs.busy:
            time.sleep(0.005)
        expect(time.monotonic() < until, "the window did not come to rest")


def put_up(window: MainWindow) -> MainWindow:
    """Show a window in the size of an office's screen, with its customers, and let it come to rest."""
    window.resize(OFFICE)
    window.show()
    window.activateWindow()
    window.content.places.go("customers")
    settle(window.ui.jobs)
    return window


def settle_import(dialog: ImportDialog) -> None:
    """Until the import dialog has read, tried or written what it was told to."""
    until = time.monotonic() + _PATIENCE
    QApplication.processEvents()
    while dialog.work.phase:
        QApplication.processEvents()
        time.sleep(0.002)
        expect(time.monotonic() < until, "the import dialog did not come to rest")


class QtLog:
    """What Qt complains of while the pictures are taken; the offscreen platform's own limits apart."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        qInstallMessageHandler(self._hear)

    def _hear(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not text.startswith("This plugin does not support "):
            self.lines.append(text)

    def close(self) -> None:
        qInstallMessageHandler(None)
        expect(not self.lines, f"Qt complained: {self.lines[:3]}")


class Camera:
    """Writes `NAME-LANGUAGE-THEME.png` into a folder."""

    def __init__(self, outdir: Path, language: str, theme: str) -> None:
        self._outdir = outdir
        self._mark = f"{language}-{theme}"
        self.files: list[Path] = []

    def take(self, widget: QWidget, name: str, jobs: Jobs, *, showing: str) -> None:
        """Picture a widget as it is; `showing` is a text that must stand somewhere on it."""
        settle(jobs)
        expect(any(showing in text for text in visible_texts(widget)), f"{name}: “{showing}” is not shown")
        picture = widget.grab().toImage()
        expect(has_colours(picture, _LEAST_COLOURS), f"{name}: the picture is blank")
        path = self._outdir / f"{name}-{self._mark}.png"
        expect(picture.save(str(path), quality=_QUALITY), f"{path.name} was not written")
        self.files.append(path)

    def take_wide(self, window: QWidget, name: str, jobs: Jobs, *, showing: str) -> None:
        """The same on a large screen; the window is as it was afterwards."""
        size = window.size()
        window.resize(WIDE)
        self.take(window, f"{name}-wide", jobs, showing=showing)
        window.resize(size)
        settle(jobs)


def visible_texts(widget: QWidget) -> Iterator[str]:
    """Titles, texts and names of a widget and everything visible on it."""
    yield widget.windowTitle()
    for part in (widget, *widget.findChildren(QWidget)):
        if part is not widget and not part.isVisibleTo(widget):
            continue
        yield part.accessibleName()
        if isinstance(part, QLabel | QAbstractButton | QLineEdit):
            yield part.text()
        elif isinstance(part, QPlainTextEdit | QTextEdit):
            yield part.toPlainText()
        elif isinstance(part, ElidedLabel):
            yield part.text()
        elif isinstance(part, QAbstractItemView):
            yield from _cells(part.model())


def _cells(model: QAbstractItemModel | None) -> list[str]:
    """What the first rows of a list or table say."""
    if model is None:
        return []
    root = QModelIndex()
    rows = min(model.rowCount(root), 50)
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(root)
    return [str(model.index(row, column).data() or "") for row in range(rows) for column in range(columns)]


def has_colours(picture: QImage, least: int) -> bool:
    """Whether a picture has so many different colours, looked at by every 7th pixel."""
    met: set[int] = set()
    for y in range(0, picture.height(), 7):
        met.update(picture.pixel(x, y) for x in range(0, picture.width(), 7))
        if len(met) >= least:
            return True
    return False
