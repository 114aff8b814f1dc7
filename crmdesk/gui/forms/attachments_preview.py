"""What is in an attachment, beside the table where there is room: a picture, or the beginning of a text."""

from __future__ import annotations

import codecs

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.attachments import MEGABYTE, Attachment, shown_size
from crmdesk.core.errors import UserError
from crmdesk.gui.forms.notes_text import NoteText
from crmdesk.gui.forms.photo_reading import read_picture
from crmdesk.gui.icons import draw_icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.attachments import ICONS
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.services import attachments
from crmdesk.services.desk import Desk

WIDTH = 320
_PAUSE = 120
_LONGEST = 1_280
_MOST_PICTURE = 64 * MEGABYTE
_MOST_TEXT = 16_384
_SIGN = 48


class Seen(Struct, frozen=True):
    """What can be shown of a content: a picture, a text, or neither."""

    image: QImage | None = None
    text: str = ""


class PictureView(QWidget):
    """A picture as large as fits, never enlarged; or a sign for what cannot be looked into."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._image: QImage | None = None
        self._sign = ""

    def show_image(self, image: QImage | None, sign: str = "") -> None:
        self._image, self._sign = image, sign
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, WIDTH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme = QPainter(self), scheme_of(self.palette())
        area = QRectF(self.rect())
        if self._image is None:
            if self._sign:
                place = QRectF(0, area.height() / 3 - _SIGN / 2, area.width(), _SIGN)
                draw_icon(painter, self._sign, place, QColor(scheme.line_strong))
            return
        size = self._image.deviceIndependentSize() / self.devicePixelRatioF()
        size.scale(area.size().boundedTo(size), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, max(1.0, size.width()), max(1.0, size.height()))
        place.moveLeft((area.width() - place.width()) / 2)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)
        edge(painter, place, QColor(scheme.line), 1, 0)


class AttachmentsPreview(QWidget):
    """The name, what is in it, and what one does most: open and save."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self.setObjectName("attachment-preview")
        self.setFixedWidth(WIDTH)
        self._ui = ui
        self.shown: Attachment | None = None
        self._name = ElidedLabel(bold=True, name="preview-name")
        self._about = ElidedLabel(points=tokens.SMALL, tone="text_2", name="preview-about")
        self.picture = PictureView("preview-picture")
        self.text = NoteText("", _("Beginning of the text"))
        self.text.setObjectName("preview-text")
        self.open_button = Button(_("Open"), icon="open", name="preview-open")
        self.save_button = Button(_("Save as..."), icon="save", name="preview-save")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.picture)
        self._stack.addWidget(self.text)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.BETWEEN)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addWidget(self._about)
        column.addSpacing(tokens.BETWEEN)
        column.addLayout(buttons)
        column.addSpacing(tokens.AROUND)
        column.addWidget(self._stack, 1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)

    def show_attachment(self, attachment: Attachment | None) -> None:
        """Look into this one; the picture follows in a moment."""
        if attachment == self.shown:
            return
        same = attachment is not None and self.shown is not None and attachment.blob == self.shown.blob
        self.shown = attachment
        for widget in (self.open_button, self.save_button):
            widget.setVisible(attachment is not None)
        self._name.set_text(attachment.name if attachment else "")
        self._about.set_text(shown_size(attachment.size) if attachment else "")
        if attachment is None:
            self._show(Seen())
            return
        self.open_button.setEnabled(attachment.kind != "program")
        if not same:
            self._pause.start()

    def look_now(self) -> None:
        """Look into it without waiting whether another one is chosen."""
        self._pause.stop()
        self._look()

    def _look(self) -> None:
        attachment = self.shown
        if attachment is None or not self.isVisible():
            return
        self._ui.jobs.run(
            self,
            lambda desk, _job: look_into(desk, attachment),
            lambda seen: self._show(seen) if self.shown == attachment else None,
            self._ui.bus.failed.emit,
            channel="attachment-preview",
        )

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self.shown is not None:
            self._pause.start()

    def _show(self, seen: Seen) -> None:
        sign = ICONS[self.shown.kind] if self.shown else ""
        self.picture.show_image(seen.image, sign)
        self.text.set_text(seen.text)
        self._stack.setCurrentWidget(self.text if seen.text else self.picture)


def look_into(desk: Desk, attachment: Attachment, _job: Job | None = None) -> Seen:
    """The picture or the beginning of the text; neither for anything else or what cannot be read."""
    if attachment.kind == "picture" and attachment.size <= _MOST_PICTURE:
        try:
            return Seen(read_picture(attachments.content(desk, attachment), attachment.name, _LONGEST))
        except UserError:
            return Seen()
    if attachment.kind == "text":
        return Seen(text=beginning(attachments.content(desk, attachment, _MOST_TEXT)))
    return Seen()


def beginning(content: bytes) -> str:
    """The first bytes of a text file as text, in UTF-8 or the encoding of old Chinese files; '' for anything else."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        for cut in range(4):  # the last character may be cut off
            try:
                text = content[: len(content) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return text.strip()
    return ""
