"""The photo of a customer: small in the head of the file, large when clicked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import UserError
from crmdesk.gui.forms.attachments_preview import PictureView
from crmdesk.gui.forms.photo_actions import PhotoActions
from crmdesk.gui.forms.photo_reading import LONGEST_SIDE, read_picture
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import tip
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.services import photos

SIDE = 48
_SHARPEST = 4
_LARGE = QSize(560, 560)


class PhotoPlace(QAbstractButton):
    """48 pixels square, hidden when there is no photo. A click shows it large; a picture dropped here replaces it.

    `shown_changed`: whether there is one to show.
    """

    shown_changed = Signal(bool)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("photo")
        self._ui = ui
        self._file: CustomerFile | None = None
        self._key: str | None = None
        self._image: QImage | None = None
        self.actions_part = PhotoActions(ui, self)
        self.menu: QMenu | None = None
        self.setFixedSize(SIDE, SIDE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAcceptDrops(True)
        self.clicked.connect(self.show_large)
        self.hide()

    def show_file(self, file: CustomerFile | None) -> None:
        """The photo of this file, if it has one."""
        self._file = file
        self.actions_part.set_file(file)
        key = file.photo if file is not None else None
        _ = self._ui.words.gettext
        self.setAccessibleName(_("Photo of {name}").format(name=file.name) if file is not None else _("Photo"))
        self.setToolTip(tip(_("Photo"), _("Click to enlarge")))
        if key == self._key:
            return
        self._key = key
        self._image = self._read(SIDE * _SHARPEST) if key else None
        self.setVisible(self._image is not None)
        self.shown_changed.emit(self._image is not None)
        self.update()

    def show_large(self) -> None:
        """The photo in a window of its own."""
        image = self._read(LONGEST_SIDE)
        if image is not None and self._file is not None:
            PhotoDialog(self._ui, self._file.name, image, self.window()).open()

    def make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("photo-menu")
        self.actions_part.add_to(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _read(self, longest: int) -> QImage | None:
        content = photos.content(self._ui.desk, self._key) if self._key else None
        if content is None:
            return None
        try:
            return read_picture(content, self._ui.words.gettext("Photo"), longest)
        except UserError:
            return None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu = self.make_menu()
        self.menu.popup(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.actions_part.takes(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if self.actions_part.take(event.mimeData()):
            event.acceptProposedAction()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._image is None:
            return
        painter, scheme = QPainter(self), scheme_of(self.palette())
        area = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(area, tokens.RADIUS, tokens.RADIUS)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(shape)
        side = min(self._image.width(), self._image.height())
        middle = (self._image.width() - side) / 2
        painter.drawImage(area, self._image, QRectF(middle, 0, side, side))  # faces are nearer to the top
        painter.setClipping(False)
        focus = self.hasFocus()
        ink = QColor(scheme.accent if focus else scheme.line_strong)
        edge(painter, area, ink, tokens.FOCUS_EDGE if focus else 1, tokens.RADIUS)


class PhotoDialog(Dialog):
    """The photo as large as fits."""

    def __init__(self, ui: Ui, name: str, image: QImage, parent: QWidget | None) -> None:
        super().__init__(name, ui.words, name="photo-dialog", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        view = PictureView("photo-large")
        view.setAccessibleName(ui.words.gettext("Photo of {name}").format(name=name))
        view.show_image(image)
        view.setMinimumSize(image.size().scaled(_LARGE, Qt.AspectRatioMode.KeepAspectRatio).boundedTo(image.size()))
        self.body.addWidget(view)
