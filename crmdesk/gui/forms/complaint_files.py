"""Files beside a handling step: small pictures in a line, opened, saved, deleted; added by dialog, drop and paste."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.attachments import MEGABYTE, Attachment, shown_size
from crmdesk.core.errors import UserError
from crmdesk.gui.forms.attachments_actions import AttachmentsActions
from crmdesk.gui.forms.attachments_adding import AttachmentsAdding, Place
from crmdesk.gui.forms.photo_reading import read_picture
from crmdesk.gui.icons import draw_icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.attachments import ICONS
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, box, edge, fill, scheme_of, sized, write
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.form import ProblemMark
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.services import attachments, complaint_steps
from crmdesk.services.complaints import Case
from crmdesk.services.desk import Desk

_TILE = QSize(72, 54)
_WIDE = 160
_SHARP = 3
_MOST = 64 * MEGABYTE


class FileTile(QAbstractButton):
    """One file: the picture, or a sign with its name. Enter and a click open it (`clicked`)."""

    delete_asked = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, attachment: Attachment, ui: Ui) -> None:
        super().__init__()
        self.attachment = attachment
        self._image: QImage | None = None
        shown = ui.masking.attachment(attachment)
        self.setObjectName(f"file-{attachment.id}")
        self.setText(shown.name)
        self.setAccessibleName(shown.name)
        self.setToolTip(f"{shown.name}\n{shown_size(attachment.size)}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        picture = self.attachment.kind == "picture"
        return _TILE if picture else QSize(_WIDE, tokens.CONTROL_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme, rect = QPainter(self), scheme_of(self.palette()), QRectF(self.rect())
        ground = scheme.hover if self.underMouse() or self.isDown() else scheme.raised
        if self.attachment.kind != "picture":
            box(painter, rect, QColor(ground), QColor(scheme.line_strong))
            icon = QRectF(tokens.BETWEEN, 0, tokens.ICON, rect.height())
            draw_icon(painter, ICONS[self.attachment.kind], icon, QColor(scheme.text_2))
            area = rect.adjusted(icon.right() + tokens.BETWEEN, 0, -tokens.BETWEEN, 0)
            font = as_typed(sized(self.font(), tokens.SMALL))
            write(painter, area, self.text(), font, QColor(scheme.text), elide=Qt.TextElideMode.ElideMiddle)
        elif self._image is None:
            fill(painter, rect, QColor(scheme.hover), tokens.RADIUS)
            draw_icon(painter, "picture", rect.adjusted(0, 17, 0, -17), QColor(scheme.text_2))
        else:
            self._paint_picture(painter, rect)
        if self.hasFocus():
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE)

    def _paint_picture(self, painter: QPainter, rect: QRectF) -> None:
        """The middle of the picture, as much of it as fills the tile."""
        assert self._image is not None
        size = QSize(self._image.size())
        part = QSize(rect.size().toSize()).scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
        source = QRect(QPoint((size.width() - part.width()) // 2, (size.height() - part.height()) // 2), part)
        path = QPainterPath()
        path.addRoundedRect(rect, tokens.RADIUS, tokens.RADIUS)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(path)
        painter.drawImage(rect, self._image, QRectF(source))
        painter.setClipping(False)
        edge(painter, rect, QColor(scheme_of(self.palette()).line))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())


class FileTiles(FlowBox):
    """The files of a step, side by side."""

    def __init__(self, ui: Ui, *, name: str) -> None:
        super().__init__(line_gap=tokens.BETWEEN, name=name)
        self._ui = ui
        self._shown: tuple[Attachment, ...] = ()
        self.actions_part = AttachmentsActions(ui, self)
        self.actions_part.refused.connect(lambda _attachment, error: ui.bus.failed.emit(error))

    def show_files(self, files: Sequence[Attachment]) -> None:
        """These; the pictures follow in a moment."""
        if tuple(files) == self._shown:
            return
        self._shown = tuple(files)
        tiles = [self._make(each) for each in files]
        self.set_widgets(tiles)
        if any(tile.attachment.kind == "picture" for tile in tiles) and not self._ui.masking.on:
            self._look(tiles)

    def _make(self, attachment: Attachment) -> FileTile:
        tile, does = FileTile(attachment, self._ui), self.actions_part
        tile.clicked.connect(lambda: does.open(attachment))
        tile.delete_asked.connect(lambda: self._delete(attachment))
        tile.menu_asked.connect(lambda at: self._menu(attachment, at))
        return tile

    def _delete(self, attachment: Attachment) -> None:
        if self._ui.masking.allows_editing():
            self.actions_part.delete([attachment])

    def _menu(self, attachment: Attachment, at: QPoint) -> None:
        menu = self.actions_part.make_menu([attachment], fixed=True)
        menu.addSeparator()
        words = self._ui.words.gettext("Delete") + "\tDel"
        menu.addAction(words, lambda: self._delete(attachment)).setObjectName("file-delete")
        menu.popup(at)

    def _look(self, tiles: Sequence[FileTile]) -> None:
        pictures = {tile.attachment.id: tile for tile in tiles if tile.attachment.kind == "picture"}

        def work(desk: Desk, _job: Job) -> dict[int, QImage]:
            found = {i: look_into(desk, tile.attachment) for i, tile in pictures.items()}
            return {i: image for i, image in found.items() if image is not None}

        def done(images: dict[int, QImage]) -> None:
            for tile in self.widgets():
                if isinstance(tile, FileTile) and (image := images.get(tile.attachment.id)) is not None:
                    tile.show_image(image)

        self._ui.jobs.run(self, work, done, self._ui.bus.failed.emit)


def look_into(desk: Desk, attachment: Attachment) -> QImage | None:
    """A small picture of it; None for what cannot be read."""
    if attachment.size > _MOST:
        return None
    try:
        return read_picture(attachments.content(desk, attachment), attachment.name, _TILE.width() * _SHARP)
    except UserError:
        return None


class StepFiles(QWidget):
    """The files of a step that is being done; `adding` takes more."""

    def __init__(self, ui: Ui, case: Case, round_: int, step: str, parent: QWidget) -> None:
        super().__init__()
        self.setObjectName("step-files")
        self._ui = ui
        self.tiles = FileTiles(ui, name="step-file-tiles")
        self.problem = ProblemMark(wrap=True)
        self.progress = ProgressLine(ui.words.gettext("Cancel"), name="step-files-progress")
        self.progress.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.INSIDE)
        for widget in (self.tiles, self.problem, self.progress):
            column.addWidget(widget)
        complaint_id = case.complaint.id
        self.adding = AttachmentsAdding(ui, parent)
        self.adding.set_place(
            Place(
                lambda desk, paths, progress, cancelled: complaint_steps.attach(
                    desk, complaint_id, round_, step, paths, progress=progress, cancelled=cancelled
                ),
                lambda desk, name, content: complaint_steps.attach_content(
                    desk, complaint_id, round_, step, name, content
                ),
            )
        )
        self.adding.began.connect(self._began)
        self.adding.moved.connect(self._moved)
        self.adding.ended.connect(self.progress.hide)
        self.adding.refused.connect(self._refused)
        self.progress.cancelled.connect(self.adding.cancel)
        self.show_files(case.attachments.get((round_, step), ()))

    def show_files(self, files: Sequence[Attachment]) -> None:
        self.tiles.show_files(files)
        self.tiles.setVisible(bool(files))

    def _began(self) -> None:
        self.problem.show_problem("", "")
        self.progress.show()
        self._moved(0, 0)

    def _moved(self, done: int, total: int) -> None:
        self.progress.show_progress(self._ui.words.gettext("Adding files"), done, total)

    def _refused(self, errors: Sequence[UserError], _others: bool) -> None:
        told = " ".join(self._ui.sentence(error) for error in errors[:3])
        self.problem.show_problem("bad", told + (" …" if len(errors) > 3 else ""))
