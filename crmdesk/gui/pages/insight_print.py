"""The overview on paper: printed, or saved as a PDF page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.overview import Overview
from crmdesk.gui.dialogs.recovery import paint_page
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.saving import export_folder, write_file
from crmdesk.paper.overview import OverviewSheet, overview_image, overview_sheet
from crmdesk.services import overview
from crmdesk.services.desk import Desk
from crmdesk.services.targets import write_whole

_PRINTER_PPI = 300
_ENDING = ".pdf"


def has_printer() -> bool:
    """Whether this machine knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def as_shown(ui: Ui, found: Overview) -> Overview:
    """With the names as they may be seen now."""
    hidden = ui.masking.text
    rows = (replace(row, name=hidden(row.name), owner=hidden(row.owner) if row.owner else None) for row in found.top)
    return replace(found, top=tuple(rows))


def _sheet(ui: Ui, found: Overview) -> OverviewSheet:
    return OverviewSheet(as_shown(ui, found), ui.desk.clock(), ui.desk.who, ui.desk.path.name)


def print_overview(ui: Ui, found: Overview, owner: QWidget) -> None:
    """Choose a printer, and print the page."""
    _ = ui.words.gettext
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_("Business overview"))
    if QPrintDialog(printer, owner).exec() != QPrintDialog.DialogCode.Accepted:
        return
    sheet, words = _sheet(ui, found), ui.words

    def work(desk: Desk, _job: Job) -> bytes:
        overview.log_print(desk, found)
        return overview_image(sheet, words, _PRINTER_PPI)

    def done(png: bytes) -> None:
        if paint_page(QImage.fromData(png), printer):
            ui.bus.message.emit(_("Handed to the printer"), False)
        else:
            ui.bus.failed.emit(UserError("overview-not-printed"))

    ui.jobs.run(owner, work, done, ui.bus.failed.emit)


def save_overview(ui: Ui, found: Overview, owner: QWidget) -> None:
    """Ask where, and write the page there."""
    _ = ui.words.gettext
    title, kind = _("Business overview"), _("PDF page")
    name = f"{title} {found.today.isoformat()}{_ENDING}"
    path, _kind = QFileDialog.getSaveFileName(
        owner, _("Save as PDF"), str(export_folder(ui) / name), f"{kind} (*{_ENDING})"
    )
    if path:
        chosen = Path(path)  # any other ending might be the data file's own
        right = chosen.suffix.casefold() == _ENDING
        write_overview(ui, found, chosen if right else chosen.with_name(f"{chosen.name}{_ENDING}"), owner)


def write_overview(ui: Ui, found: Overview, target: Path, owner: QWidget) -> None:
    """Write the page; what kept it from being written is said by the window."""
    sheet, words = _sheet(ui, found), ui.words

    def work(desk: Desk, _job: Job) -> None:
        write_whole(target, overview_sheet(sheet, words), (_ENDING,), desk.path)
        overview.log_print(desk, found, target.name)

    saved = words.gettext("Saved as “{file}”").format(file=target.name)
    write_file(ui, owner, target, work, lambda _result: saved)
