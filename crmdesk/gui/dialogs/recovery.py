"""The recovery sheet on the screen: to be printed or saved as PDF, now or later."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QIODevice, QRectF, QSaveFile, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.gui.widgets.page_view import fitted
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.paper.recovery import RecoverySheet, recovery_image, recovery_sheet
from crmdesk.services.desk import Desk

_SIZE = QSize(800, 640)
_PREVIEW = QSize(396, 560)
_SCREEN_PPI, _PRINTER_PPI = 144, 300
SAVE_FOLDER = "recovery"


class PagePreview(QWidget):
    """An image of a page, as large as there is room, with a thin edge."""

    def __init__(self, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setMinimumSize(_PREVIEW)

    def show_page(self, image: QImage) -> None:
        self._image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = fitted(self._image.size(), self.rect())
        scale = self.devicePixelRatioF()
        sharp = self._image.scaled(
            place.size() * scale, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(place, sharp)
        edge(painter, QRectF(place), QColor(scheme_of(self.palette()).line_strong), radius=0)


class RecoveryDialog(Dialog):
    """`kept`: the sheet was printed or saved; until then it can only be put off. `sheet` is by default that of the open
    data file."""

    kept = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None, *, sheet: RecoverySheet | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("Recovery sheet"), ui.words, confirm=_("Done"), cancel=_("Later"), size=_SIZE, name="recovery",
            parent=parent,
        )  # fmt: skip
        self._ui = ui
        self._sheet = sheet or sheet_of(ui.desk)
        self._page = QImage()
        self.printers = bool(QPrinterInfo.availablePrinterNames())
        self.preview = PagePreview(_("Recovery sheet"), name="recovery-preview")
        self.print_button = Button(_("Print..."), icon="print", name="recovery-print")
        self.save_button = Button(_("Save as PDF..."), icon="save", name="recovery-save")
        self.state = Label("", wrap=True, name="recovery-state")
        self.progress = ProgressLine(name="recovery-progress")
        self.print_button.clicked.connect(self.print)
        self.save_button.clicked.connect(self.save)
        self._lay_out()
        self.confirm_button.setEnabled(False)
        self._wait(waiting=True)
        self._tell(_("Not printed or saved yet."), "warn")
        ui.jobs.run(self, self._draw, self._drawn, ui.bus.failed.emit)

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(tokens.BETWEEN)
        side.addWidget(Label(_("The second key to your data"), points=tokens.SECTION, bold=True))
        for told in (
            _("If the password is forgotten, only this page opens the data file."),
            _("Print it and keep it where you keep contracts: not with the computer, not as a photo."),
            _("Each change of the password needs a new sheet; the old one is then worthless."),
        ):
            side.addWidget(Label(told, tone="text_2", wrap=True))
        side.addSpacing(tokens.BETWEEN)
        for button in (self.print_button, self.save_button):
            side.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if not self.printers:
            self.print_button.setEnabled(False)
            said = _("This machine has no printer: save the page and print it elsewhere.")
            side.addWidget(Label(said, points=tokens.SMALL, tone="text_2", wrap=True, name="recovery-no-printer"))
        side.addSpacing(tokens.BETWEEN)
        side.addWidget(self.state)
        side.addWidget(self.progress)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(tokens.SECTIONS)
        row.addWidget(self.preview)
        row.addLayout(side, 1)
        self.body.addLayout(row, 1)
        eye_order(self)

    def _draw(self, _desk: Desk, _job: Job) -> bytes:
        return recovery_image(self._sheet, self._ui.words, _SCREEN_PPI)

    def _drawn(self, png: bytes) -> None:
        self._page = QImage.fromData(png)
        self.preview.show_page(self._page)
        self._wait(waiting=False)
        (self.print_button if self.printers else self.save_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def print(self) -> None:
        """Choose a printer, and print the page."""
        _ = self._ui.words.gettext
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(_("Recovery sheet"))
        dialog = QPrintDialog(printer, self)
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return
        sheet, words = self._sheet, self._ui.words

        def work(_desk: Desk, _job: Job) -> bytes:
            return recovery_image(sheet, words, _PRINTER_PPI)

        def done(png: bytes) -> None:
            self._wait(waiting=False)
            if paint_page(QImage.fromData(png), printer):
                self._kept(_("Handed to the printer. Look whether the page came out well."))
            else:
                self._tell(_("The printer did not take the page. Save it as PDF instead."), "bad")

        self._wait(waiting=True)
        self._ui.jobs.run(self, work, done, self._failed)

    def save(self) -> None:
        """Write the page as a PDF file."""
        _ = self._ui.words.gettext
        name = _("Recovery sheet") + f" {self._ui.desk.path.stem}.pdf"
        path, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), str(self._folder() / name), "PDF (*.pdf)")
        if path:
            chosen = Path(path)  # any other ending might be the data file's own
            self._save(chosen if chosen.suffix.casefold() == ".pdf" else chosen.with_name(f"{chosen.name}.pdf"))

    def _save(self, target: Path) -> None:
        sheet, words = self._sheet, self._ui.words
        _ = words.gettext

        def work(_desk: Desk, _job: Job) -> None:
            write_whole(target, recovery_sheet(sheet, words))

        def done(_result: None) -> None:
            self._ui.preferences.set_folder(SAVE_FOLDER, str(target.parent))
            self._wait(waiting=False)
            self._kept(_("Saved as “{file}”. Print it, then do not leave the file on this machine.").format(
                file=target.name))  # fmt: skip

        self._wait(waiting=True)
        self._ui.jobs.run(self, work, done, self._failed)

    def _failed(self, error: Exception) -> None:
        self._wait(waiting=False)
        if isinstance(error, UserError):
            self._tell(self._ui.sentence(error), "bad")
        else:
            self._ui.bus.failed.emit(error)

    def _kept(self, said: str) -> None:
        self._tell(said, "good")
        self.confirm_button.setEnabled(True)
        self.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.cancel_button.hide()
        self.kept.emit()

    def _tell(self, text: str, tone: str) -> None:
        self.state.set_tone(tone)
        self.state.setText(text)

    def _wait(self, *, waiting: bool) -> None:
        self.progress.setVisible(waiting)
        self.progress.show_progress(self._ui.words.gettext("Setting the page"), 0, 0)
        self.print_button.setEnabled(not waiting and self.printers)
        self.save_button.setEnabled(not waiting)

    def _folder(self) -> Path:
        return self._ui.preferences.present_folder(SAVE_FOLDER)


def sheet_of(desk: Desk) -> RecoverySheet:
    """The sheet of an open data file that has a password."""
    assert desk.data.key is not None
    return RecoverySheet(desk.path.name, desk.data.key.raw, desk.clock(), desk.who)


def paint_page(image: QImage, printer: QPrinter) -> bool:
    """Print an image of a whole A4 page; False when the printer takes nothing."""
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    painter.drawImage(fitted(image.size(), printer.paperRect(QPrinter.Unit.DevicePixel).toRect()), image)
    return painter.end()


def write_whole(path: Path, content: bytes) -> None:
    """A file, whole or not at all. Raises UserError('sheet-not-saved')."""
    file = QSaveFile(str(path))
    opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
    if not (opened and file.write(content) == len(content) and file.commit()):
        raise UserError("sheet-not-saved", file=path.name, reason=file.errorString())
