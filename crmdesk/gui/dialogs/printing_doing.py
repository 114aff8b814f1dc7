"""Printing itself: to a printer, as PDF, one PDF each, a copy in the customer's file; with progress, and it can be
stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMarginsF, QSizeF, Signal
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.printing import file_name
from crmdesk.core.printing_kinds import known
from crmdesk.gui.dialogs.importing_parts import Trouble
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.printing_work import ENDING, Asked, Cancelled, PrintWork, Saved, has_printer
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, MenuButton, tip
from crmdesk.gui.widgets.labels import Paragraph
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.gui.widgets.saving import export_folder
from crmdesk.services.desk import Desk

FOLDER = "print"
_MILLIMETRES = 25.4
_MILLIMETRE = QPageSize.Unit.Millimeter
Run = Callable[[Desk, Callable[[int, int], None], Cancelled], Any]


class PrintDoing(QWidget):
    """What is said above the buttons; `buttons` are put where they belong. `ran`: printing began (True) or ended."""

    ran = Signal(bool)

    def __init__(self, ui: Ui, work: PrintWork, parent: QWidget) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self._ui, self._work = ui, work
        self._halt = threading.Event()
        self._asked: Asked | None = None
        self._inches = (8.27, 11.69)
        self._many = self._keepable = False
        self._stopped = ""
        self.running = False
        self.printers = has_printer()
        self.trouble = Trouble(name="print-trouble")
        self.progress = ProgressLine(_("Stop"), name="print-progress")
        self.progress.hide()
        none = _("This machine has no printer: save the pages as PDF and print them elsewhere.")
        self.no_printer = Paragraph(none, points=tokens.SMALL, tone="text_2", name="print-no-printer")
        self._make_buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        for widget in (self.trouble, self.no_printer, self.progress):
            column.addWidget(widget)
        self.no_printer.setVisible(not self.printers)
        self.progress.cancelled.connect(self.stop)

    def _make_buttons(self) -> None:
        _ = self._ui.words.gettext
        pdf = "plain" if self.printers else "main"
        self.print_button = Button(
            _("Print..."), kind="main" if self.printers else "plain", icon="print", name="print-print"
        )
        self.print_button.setToolTip(tip(_("To a printer"), "Ctrl+P"))
        self.save_button = Button(_("Save as PDF..."), kind=pdf, icon="save", name="print-save")
        self.save_button.setToolTip(tip(_("All of them in one file"), "Ctrl+S"))
        menu = QMenu(self)
        menu.setObjectName("print-more-menu")
        self.each_action = menu.addAction(icon("copy"), _("One PDF &each..."), self.save_each)
        self.each_action.setObjectName("print-each")
        self.keep_action = menu.addAction(icon("attachment"), _("&Keep in the customer's file"), self.keep)
        self.keep_action.setObjectName("print-keep")
        self.more = MenuButton(_("More"), menu, name="print-more")
        self.buttons = QWidget()
        self.buttons.setObjectName("print-buttons")
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        first = (self.print_button, self.save_button) if self.printers else (self.save_button, self.print_button)
        for button in (*first, self.more):
            row.addWidget(button)
        self.print_button.clicked.connect(self.print)
        self.save_button.clicked.connect(self.save)
        self.offer(None, (8.27, 11.69), many=False, keepable=False)

    def offer(self, asked: Asked | None, inches: tuple[float, float] | None, *, many: bool, keepable: bool) -> None:
        """What can be printed now; None: nothing. `inches`: how wide and high its first page is; `many`: it is several
        documents; `keepable`: it is about one customer."""
        self._asked, self._inches = asked, inches or self._inches
        self._many, self._keepable = many, keepable
        self._settle()

    def _settle(self) -> None:
        _ = self._ui.words.gettext
        there = self._asked is not None and not self.running
        self.print_button.setEnabled(there and self.printers)
        self.save_button.setEnabled(there)
        self.each_action.setEnabled(there and self._many)
        self.keep_action.setEnabled(there and self._keepable)
        self.more.setEnabled(there and (self._many or self._keepable))
        why = _("For several documents, or for one about one customer")
        self.more.setToolTip("" if self.more.isEnabled() else why)

    # What is done

    def print(self) -> None:
        """Choose a printer, and print."""
        if self.print_button.isEnabled():
            printer = self.ask_printer()
            if printer is not None:
                self.print_to(printer)

    def ask_printer(self) -> QPrinter | None:
        """The system's dialog, set to the paper of the pages and the printer taken last for this kind."""
        assert self._asked is not None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.prepare(printer)
        if QPrintDialog(printer, self.window()).exec() != QPrintDialog.DialogCode.Accepted:
            return None
        kind, preferences = self._asked.kind, self._ui.preferences
        known_ = {"printer": printer.printerName(), "duplex": printer.duplex().value}
        preferences.note_print_style(f"{kind}/printer", known_)
        return printer

    def prepare(self, printer: QPrinter) -> None:
        """Name and paper of what is printed; the printer and two-sided printing as the last time."""
        assert self._asked is not None
        words, kind = self._ui.words, known(self._asked.kind)
        kept = self._ui.preferences.print_style(f"{kind.key}/printer")
        if isinstance(kept.get("printer"), str) and kept["printer"]:
            printer.setPrinterName(kept["printer"])
        if isinstance(kept.get("duplex"), int):
            printer.setDuplex(QPrinter.DuplexMode(kept["duplex"]))
        printer.setDocName(words.label(kind.label))
        wide, high = (each * _MILLIMETRES for each in self._inches)
        turned = QPageLayout.Orientation.Landscape if wide > high else QPageLayout.Orientation.Portrait
        size = QPageSize(QSizeF(min(wide, high), max(wide, high)), _MILLIMETRE)
        printer.setPageLayout(QPageLayout(size, turned, QMarginsF(0, 0, 0, 0)))

    def print_to(self, printer: QPrinter) -> None:
        """Page by page to this printer."""
        asked, n, number = self._asked, self._ui.words.ngettext, self._ui.words.number
        assert asked is not None

        def done(printed: Saved) -> None:
            told = n("{count} page handed to the printer", "{count} pages handed to the printer", printed.count)
            self._told(told.format(count=number(printed.count)), printed)

        stopped = self._ui.words.gettext("Stopped. Pages that the printer has already may still come out.")
        self._run(
            lambda desk, progress, cancelled: self._work.print(desk, asked, printer, progress, cancelled), done, stopped
        )

    def save(self) -> None:
        """Ask where, and write all of it into one PDF."""
        if self.save_button.isEnabled():
            _ = self._ui.words.gettext
            start = str(self._folder() / self._name())
            endings = _("PDF file") + f" (*{ENDING})"
            path, _kind = QFileDialog.getSaveFileName(self.window(), _("Save as PDF"), start, endings)
            if path:
                chosen = Path(path)  # any other ending might be the data file's own
                right = chosen.suffix.casefold() == ENDING
                self.save_to(chosen if right else chosen.with_name(f"{chosen.name}{ENDING}"))

    def save_to(self, target: Path) -> None:
        asked, n, number = self._asked, self._ui.words.ngettext, self._ui.words.number
        assert asked is not None

        def done(saved: Saved) -> None:
            self._ui.preferences.set_folder(FOLDER, str(target.parent))
            told = n("Saved as “{file}”, {count} page", "Saved as “{file}”, {count} pages", saved.count)
            self._told(told.format(file=target.name, count=number(saved.count)), saved)

        self._run(lambda desk, progress, cancelled: self._work.save(desk, asked, target, progress, cancelled), done)

    def save_each(self) -> None:
        """Ask for a folder, and write a PDF of each into it."""
        _ = self._ui.words.gettext
        folder = QFileDialog.getExistingDirectory(self.window(), _("Folder for the PDF files"), str(self._folder()))
        if folder:
            self.save_each_to(Path(folder))

    def save_each_to(self, folder: Path) -> None:
        asked, n, number = self._asked, self._ui.words.ngettext, self._ui.words.number
        assert asked is not None

        def done(saved: Saved) -> None:
            self._ui.preferences.set_folder(FOLDER, str(folder))
            told = n("{count} PDF file written to “{folder}”", "{count} PDF files written to “{folder}”", saved.count)
            self._told(told.format(count=number(saved.count), folder=folder.name), saved)

        work = self._work.save_each
        self._run(lambda desk, progress, cancelled: work(desk, asked, folder, progress, cancelled), done)

    def _told(self, told: str, saved: Saved) -> None:
        """In the status line; what could not be printed stays in sight here."""
        n, number = self._ui.words.ngettext, self._ui.words.number
        self._ui.bus.message.emit(told, False)
        if saved.lacking:
            lost = n("{count} thing could not be printed and is missing.",
                     "{count} things could not be printed and are missing.", saved.lacking)  # fmt: skip
            self.trouble.say(lost.format(count=number(saved.lacking)), warn=True)

    def keep(self) -> None:
        """A copy among the attachments of the customer; it can be undone."""
        asked, _ = self._asked, self._ui.words.gettext
        assert asked is not None
        if self._ui.masking.allows_editing():
            self._run(
                lambda desk, _progress, _cancelled: self._work.keep(desk, asked),
                lambda changes: self._ui.wrote(changes, _("A copy is kept in the customer's file")),
            )

    def stop(self) -> None:
        """Give it up; no file is left."""
        self._halt.set()

    # Under way

    def _run(self, run: Run, done: Callable[[Any], None], stopped: str = "") -> None:
        """`stopped`: what is said when it was stopped, else that no file was written."""
        self._stopped = stopped or self._ui.words.gettext("Stopped. No file was written.")
        halt = self._halt = threading.Event()

        def work(desk: Desk, job: Job) -> Any:
            return run(desk, job.progress, lambda: halt.is_set() or job.cancelled)

        def ended(result: Any) -> None:
            self._set_running(False)
            done(result)

        self._set_running(True)
        self._progressed(0, 0)
        self._ui.jobs.run(self, work, ended, self._failed, progress=self._progressed)

    def _set_running(self, running: bool) -> None:
        self.running = running
        self.trouble.say("")
        self.progress.setVisible(running)
        self.no_printer.setVisible(not self.printers and not running)
        self._settle()
        self.ran.emit(running)

    def _progressed(self, done: int, total: int | None) -> None:
        _, number = self._ui.words.gettext, self._ui.words.number
        several = (total or 0) > 1
        told = _("{done} of {total} done").format(done=number(done), total=number(total or 0))
        self.progress.show_progress(told if several else _("Setting the pages"), done, total or 0)

    def _failed(self, error: Exception) -> None:
        self._set_running(False)
        if not isinstance(error, UserError):
            self._ui.bus.failed.emit(error)
        elif error.code == "cancelled":
            self.trouble.say(self._stopped, warn=True)
        else:
            self.trouble.say(self._ui.sentence(error))

    def _folder(self) -> Path:
        preferences = self._ui.preferences
        return preferences.present_folder(FOLDER) if preferences.folder(FOLDER) else export_folder(self._ui)

    def _name(self) -> str:
        assert self._asked is not None
        label = self._ui.words.label(known(self._asked.kind).label)
        return file_name(label, self._ui.desk.today().isoformat())
