"""The company's logo: chosen from a picture file, made smaller where it is large, taken away again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.settings import Setting
from crmdesk.gui.dialogs.settings_pane import MarkedRow
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, scheme_of, sized, write
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.form import FormRow
from crmdesk.services import settings

_WIDE, _HIGH = 176, 72
_MOST_PIXELS = 1000
_LARGEST_FILE = 50_000_000
FOLDER = "logo"


class _Frame(QWidget):
    """The picture inside a thin edge, or words for none."""

    def __init__(self, nothing: str, label: str) -> None:
        super().__init__()
        self._nothing = nothing
        self._image: QImage | None = None
        self.setFixedSize(_WIDE, _HIGH)
        self.setAccessibleName(label)

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme, rect = scheme_of(self.palette()), QRectF(self.rect())
        if self._image is not None:
            fill(painter, rect, QColor(scheme.on_accent), tokens.RADIUS)
        edge(painter, rect, QColor(scheme.line_strong))
        if self._image is None:
            small = sized(self.font(), tokens.SMALL)
            write(painter, rect, self._nothing, small, QColor(scheme.text_3), Qt.AlignmentFlag.AlignHCenter)
            return
        room = rect.adjusted(tokens.BETWEEN, tokens.BETWEEN, -tokens.BETWEEN, -tokens.BETWEEN)
        size = self._image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(room.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)


class LogoRow(MarkedRow):
    """Shows the logo, with buttons to choose another and to take it away."""

    def __init__(self, ui: Ui, setting: Setting, wide: int) -> None:
        self._ui, self._setting = ui, setting
        _ = ui.words.gettext
        label = ui.words.label(setting.label)
        field = QWidget()
        self._frame = _Frame(_("No picture"), label)
        self.choose = Button(_("Choose a picture..."), name=f"setting-{setting.key}-choose")
        self.remove = Button(_("Remove"), name=f"setting-{setting.key}-remove")
        row = QHBoxLayout(field)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(self._frame)
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        hint = ui.words.label(setting.hint) if setting.hint else ""
        form = FormRow(label, field, label_width=wide)
        super().__init__(form, wide + tokens.LABEL_GAP_EDIT, hint=hint)
        self.choose.clicked.connect(self._ask)
        self.remove.clicked.connect(self._remove)
        self.show_value()

    def take_focus(self) -> None:
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_value(self) -> None:
        content = settings.image(self._ui.desk, self._setting)
        image = QImage.fromData(content) if content else None
        self._frame.show_image(None if image is None or image.isNull() else image)
        self.remove.setVisible(content is not None)

    def put(self, path: Path) -> None:
        """Take the picture in a file; says what is wrong when there is none."""
        _ = self._ui.words.gettext
        try:
            content = read_picture(path)
        except UserError as error:
            self.form.set_problem("bad", self._ui.sentence(error))
            return
        self.form.set_problem("")
        self._ui.preferences.set_folder(FOLDER, str(path.parent))
        self._ui.wrote(settings.change_image(self._ui.desk, self._setting, content), _("The logo is kept."))
        self.show_value()

    def _ask(self) -> None:
        _ = self._ui.words.gettext
        kinds = " ".join(f"*.{bytes(each.data()).decode()}" for each in QImageReader.supportedImageFormats())
        folder = self._ui.preferences.folder(FOLDER)
        found, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a picture"), folder, _("Pictures ({kinds})").format(kinds=kinds)
        )
        if found:
            self.put(Path(found))

    def _remove(self) -> None:
        _ = self._ui.words.gettext
        self._ui.wrote(settings.change_image(self._ui.desk, self._setting, None), _("The logo is removed."))
        self.form.set_problem("")
        self.show_value()
        self.choose.setFocus()


def read_picture(path: Path) -> bytes:
    """The picture of a file as PNG, at most a thousand pixels wide and high. Raises UserError('picture-unreadable')."""
    try:
        too_large = path.stat().st_size > _LARGEST_FILE
    except OSError:
        raise UserError("picture-unreadable", file=path.name) from None
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _MOST_PIXELS:
        most = QSize(_MOST_PIXELS, _MOST_PIXELS)
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    image = QImage() if too_large else reader.read()
    if image.isNull():
        raise UserError("picture-unreadable", file=path.name)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(content.data())
