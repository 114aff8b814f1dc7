"""Files on their way into a file: chosen, dropped or pasted; kept on the worker, which tells how far it is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import UserError
from crmdesk.gui.forms.photo_reading import as_png
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.services import attachments
from crmdesk.services.attachments import Added, Cancelled, CancelledError
from crmdesk.services.desk import Desk

FOLDER = "attachment"
_PATIENCE = 300
"""Milliseconds of work of which nothing is said."""
Moved = Callable[[int, int], None]


class Place(Struct, frozen=True):
    """Where files are kept: `files` by paths, `content` under a name; both on the worker."""

    files: Callable[[Desk, Sequence[Path], Moved, Cancelled], Added]
    content: Callable[[Desk, str, bytes], Added]


def in_file(customer_id: int) -> Place:
    """A customer's file."""
    return Place(
        lambda desk, paths, progress, cancelled: attachments.add_files(
            desk, customer_id, paths, progress=progress, cancelled=cancelled
        ),
        lambda desk, name, content: attachments.add_content(desk, customer_id, name, content),
    )


class AttachmentsAdding(QObject):
    """`began`: files are being added; `moved`: bytes done and in all; `ended`; `refused`: UserErrors, whether others
    were added; `added`: the names the files got."""

    began = Signal()
    moved = Signal(object, object)
    ended = Signal()
    refused = Signal(object, bool)
    added = Signal(object)

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._window = parent
        self._place: Place | None = None
        self._stop: threading.Event | None = None
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._late.timeout.connect(self.began)

    def set_file(self, file: CustomerFile | None) -> None:
        """Whose files they become; None or a file in the trash takes none."""
        self._place = in_file(file.id) if file is not None and not file.deleted else None

    def set_place(self, place: Place) -> None:
        """Where else they are kept, such as beside the step of a complaint."""
        self._place = place

    @property
    def busy(self) -> bool:
        return self._stop is not None

    def takes(self, data: QMimeData) -> bool:
        """Whether something here can become an attachment."""
        return self._place is not None and (bool(local_files(data)) or data.hasImage())

    def ask(self) -> None:
        """Choose files in a dialog."""
        if self._place is None:
            return
        folder = self._ui.preferences.folder(FOLDER)
        title = self._ui.words.gettext("Add files")
        paths, _kind = QFileDialog.getOpenFileNames(self._window, title, folder)
        if paths:
            self._ui.preferences.set_folder(FOLDER, str(Path(paths[0]).parent))
            self.add([Path(path) for path in paths])

    def take(self, data: QMimeData) -> bool:
        """Add what was dropped or copied: files, else a picture. False when it is neither."""
        if not self.takes(data):
            return False
        if paths := local_files(data):
            self.add(paths)
        elif isinstance(image := data.imageData(), QImage) and not image.isNull():
            self._add_picture(image)
        else:
            return False
        return True

    def paste(self) -> bool:
        """Add what was copied; False when that is neither files nor a picture."""
        return self.take(QGuiApplication.clipboard().mimeData())

    def add(self, paths: Sequence[Path]) -> None:
        """Keep these files; what cannot be kept is told."""
        place = self._place
        if place is not None:
            self._run(lambda desk, progress, cancelled: place.files(desk, paths, progress, cancelled))

    def cancel(self) -> None:
        """Add none of those under way."""
        if self._stop is not None:
            self._stop.set()

    def _add_picture(self, image: QImage) -> None:
        place = self._place
        if place is None:
            return
        now = self._ui.desk.clock()
        name = self._ui.words.gettext("Picture {when}").format(when=f"{now:%Y-%m-%d %H-%M}") + ".png"
        self._run(lambda desk, _progress, _cancelled: place.content(desk, name, as_png(image)))

    def _run(self, adds: Callable[[Desk, Moved, Cancelled], Added]) -> None:
        stop = self._stop = threading.Event()
        self._late.start()

        def work(desk: Desk, job: Job) -> Added:
            return adds(desk, job.progress, lambda: stop.is_set() or job.cancelled)

        self._ui.jobs.run(self, work, self._done, self._failed, progress=self.moved.emit)

    def _end(self) -> None:
        self._stop = None
        self._late.stop()
        self.ended.emit()

    def _done(self, result: Added) -> None:
        self._end()
        if result.names:
            self._tell_added(result)
        if result.refused:
            self.refused.emit(result.refused, bool(result.names))

    def _tell_added(self, result: Added) -> None:
        words, count = self._ui.words, len(result.names)
        said = words.gettext("Added “{file}”").format(file=result.names[0])
        if count > 1:
            said = words.ngettext("Added {count} file", "Added {count} files", count).format(count=count)
        self._ui.wrote(result.changes, said)
        self.added.emit(result.names)

    def _failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, CancelledError):
            self._ui.bus.message.emit(self._ui.words.gettext("Cancelled. No file was added"), False)
        elif isinstance(error, UserError):
            self.refused.emit((error,), False)
        else:
            self._ui.bus.failed.emit(error)


def local_files(data: QMimeData) -> list[Path]:
    """The files on this machine that were dropped or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
