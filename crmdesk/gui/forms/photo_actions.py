"""What one can do with a customer's photo: choose, paste, drop, save, take away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from crmdesk.core.attachments import MEGABYTE, Attachment, shown_size
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import UserError
from crmdesk.gui import icons
from crmdesk.gui.forms.attachments_adding import local_files
from crmdesk.gui.forms.photo_reading import LONGEST_SIDE, as_photo, read_picture
from crmdesk.gui.ui import Ui
from crmdesk.services import attachments, photos
from crmdesk.services.attachments_sources import FileSource, check
from crmdesk.services.desk import Desk

FOLDER = "photo"
_MOST_BYTES = 64 * MEGABYTE
_ENDINGS = "*.jpg *.jpeg *.png *.gif *.bmp *.webp *.tif *.tiff"


class PhotoActions(QObject):
    """For one file at a time; pictures are read and scaled on the worker."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._window = parent
        self._file: CustomerFile | None = None

    def set_file(self, file: CustomerFile | None) -> None:
        self._file = file

    @property
    def writable(self) -> bool:
        return self._file is not None and not self._file.deleted

    def takes(self, data: QMimeData) -> bool:
        """Whether it can become the photo: one file, or a picture."""
        return self.writable and (data.hasImage() or len(local_files(data)) == 1)

    def take(self, data: QMimeData) -> bool:
        """Make what was dropped or copied the photo; False when it is no picture."""
        if not self.takes(data):
            return False
        if paths := local_files(data):
            self.use_file(paths[0])
        elif isinstance(image := data.imageData(), QImage) and not image.isNull():
            self._use(lambda _desk: as_photo(image))
        else:
            return False
        return True

    def choose(self) -> None:
        """Ask for a picture."""
        _ = self._ui.words.gettext
        kinds = _("Pictures") + f" ({_ENDINGS});;" + _("All files") + " (*)"
        folder = self._ui.preferences.folder(FOLDER)
        path, _kind = QFileDialog.getOpenFileName(self._window, _("Choose a photo"), folder, kinds)
        if path:
            self._ui.preferences.set_folder(FOLDER, str(Path(path).parent))
            self.use_file(Path(path))

    def use_file(self, path: Path) -> None:
        """Make the picture in this file the photo."""

        def content(desk: Desk) -> bytes:
            source = FileSource(path, desk.path)
            check(source, _MOST_BYTES)
            return as_photo(read_picture(b"".join(source.pieces()), source.name, LONGEST_SIDE))

        self._use(content)

    def use_attachment(self, attachment: Attachment) -> None:
        """Make this attachment the photo."""

        def content(desk: Desk) -> bytes:
            if attachment.size > _MOST_BYTES:
                sizes = {"size": shown_size(attachment.size), "limit": shown_size(_MOST_BYTES)}
                raise UserError("attachment-too-large", file=attachment.name, **sizes)
            return as_photo(read_picture(attachments.content(desk, attachment), attachment.name, LONGEST_SIDE))

        self._use(content)

    def remove(self) -> None:
        """Take the photo away; Undo brings it back."""
        if (file := self._file) is not None:
            self._ui.write(lambda: photos.remove(self._ui.desk, file.id), self._ui.words.gettext("Removed the photo"))

    def add_to(self, menu: QMenu) -> None:
        """What a menu offers for the photo of the present file."""
        _ = self._ui.words.gettext
        shown = self._file is not None and self._file.photo is not None
        choose = menu.addAction(icons.icon("picture"), _("Another photo...") if shown else _("Photo..."), self.choose)
        choose.setObjectName("photo-choose")
        choose.setEnabled(self.writable)
        data = QGuiApplication.clipboard().mimeData()
        paste = menu.addAction(icons.icon("copy"), _("Paste as photo"), lambda: self.take(data))
        paste.setObjectName("photo-paste")
        paste.setEnabled(self.writable and data.hasImage())
        if shown:
            remove = menu.addAction(icons.icon("trash"), _("Remove the photo"), self.remove)
            remove.setObjectName("photo-remove")
            remove.setEnabled(self.writable)

    def _use(self, content: Callable[[Desk], bytes]) -> None:
        if self._file is None or not self.writable:
            return
        customer = self._file.id
        said = self._ui.words.gettext("The photo is set")

        def done(picture: bytes) -> None:
            self._ui.write(lambda: photos.put(self._ui.desk, customer, picture), said)

        self._ui.jobs.run(self, lambda desk, _job: content(desk), done, self._ui.bus.failed.emit)
