"""What is done beside the window while something is printed: pages for the preview, PDF files, a printer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.printing import PrintKind, Printout, Style
from crmdesk.core.printing_kinds import known
from crmdesk.core.words import Words
from crmdesk.gui.models.printing import Chosen, ids_of
from crmdesk.gui.widgets.page_view import PagePicture, fitted
from crmdesk.paper.printing import Typesetter
from crmdesk.services import printing, printing_saving
from crmdesk.services.desk import Desk
from crmdesk.services.printing import Wish
from crmdesk.services.printing_saving import Copy
from crmdesk.services.targets import write_whole

ENDING = ".pdf"
PRINTER_PPI = 300
_MOST_DOCUMENTS, _MOST_TOGETHER = 3, 200
_MOST_LOOKED = 150
"""So many records are looked at for these documents."""

Cancelled = Callable[[], bool]
Progress = Callable[[int, int], None]


def has_printer() -> bool:
    """Whether this machine knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


class Asked(Struct, frozen=True):
    """What a person wants printed. `shipped`: by the templates that come with the program, not by their own."""

    kind: str
    style: Style
    chosen: Chosen | None = None
    shipped: bool = False


class Preview(Struct, frozen=True):
    """The first pages, of `shown` of `count` records."""

    pages: tuple[PagePicture, ...]
    count: int
    shown: int


class Saved(Struct, frozen=True):
    """So many pages or files; so much was left out, as it could not be printed."""

    count: int
    lacking: int


class PrintWork:
    """Reads and sets on the worker; it keeps the fonts it has found."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._setter = Typesetter(words)

    def preview(self, desk: Desk, asked: Asked, ppi: float, cancelled: Cancelled) -> Preview:
        """Raises what reading and setting raise."""
        kind = known(asked.kind)
        ids = ids_of(desk, kind, asked.chosen)
        if kind.about and not ids:
            return Preview((), 0, 0)
        if kind.together or not kind.about:
            first = ids[:_MOST_TOGETHER]
            found = list(self._printouts(desk, asked, first, None, cancelled))
        else:
            first = ids[:_MOST_DOCUMENTS]
            found = self._first(desk, asked, ids, cancelled)
        pages = [PagePicture(png, ppi) for printout in found for png in self._setter.images(printout, ppi)]
        return Preview(tuple(pages), len(ids), len(first))

    def _first(self, desk: Desk, asked: Asked, ids: Sequence[int], cancelled: Cancelled) -> list[Printout]:
        """The first documents, looked for further where some records give none (an offer to whom nothing is due)."""
        for part in (ids[:_MOST_DOCUMENTS], ids[:_MOST_LOOKED]):
            found = [
                one for printout in self._printouts(desk, asked, part, None, cancelled) for one in printout.singly()
            ]
            if len(found) >= min(_MOST_DOCUMENTS, len(ids)):
                break
        return found[:_MOST_DOCUMENTS]

    def save(self, desk: Desk, asked: Asked, target: Path, progress: Progress, cancelled: Cancelled) -> Saved:
        """One PDF of everything. Raises UserError: 'cancelled' too, then there is no file."""
        ids = ids_of(desk, known(asked.kind), asked.chosen)
        printed = self._setter.pdf(self._printouts(desk, asked, ids, progress, cancelled), cancelled)
        _stop_if(cancelled)
        noted = printing.logged(desk, _wish(asked, ids), printed.ids, target.name)
        write_whole(target, printed.pdf, (ENDING,), desk.path, noted)
        return Saved(printed.pages, len(printed.lacking))

    def save_each(self, desk: Desk, asked: Asked, folder: Path, progress: Progress, cancelled: Cancelled) -> Saved:
        """A PDF of every document, named by its number and name. Stopped or failed it leaves none."""
        ids = ids_of(desk, known(asked.kind), asked.chosen)
        whose: list[int] = []
        lacking: list[UserError] = []

        def files() -> Iterator[tuple[str, bytes]]:
            for single in self._setter.each(self._printouts(desk, asked, ids, progress, cancelled)):
                _stop_if(cancelled)
                whose.extend(single.printed.ids)
                lacking.extend(single.printed.lacking)
                yield single.file, single.printed.pdf

        wish = _wish(asked, ids)
        count = printing_saving.save_each(
            desk, folder, files(), lambda: printing.logged(desk, wish, whose, folder.name)
        )
        return Saved(count, len(lacking))

    def keep(self, desk: Desk, asked: Asked) -> Changes:
        """The PDF among the attachments of the one customer it is about."""
        kind = known(asked.kind)
        ids = ids_of(desk, kind, asked.chosen)
        found = list(self._setter.each(self._printouts(desk, asked, ids, None, None)))
        copies = [
            Copy(one.printed.ids[0], printing_saving.kept_name(desk, kind, one.number, self._words), one.printed.pdf)
            for one in found
        ]
        return printing_saving.keep_each(desk, copies)

    def print(self, desk: Desk, asked: Asked, printer: QPrinter, progress: Progress, cancelled: Cancelled) -> Saved:
        """Page by page to a printer; how many went there. Raises UserError: 'print-printer', 'cancelled'."""
        ids = ids_of(desk, known(asked.kind), asked.chosen)
        whose: list[int] = []
        lacking: set[tuple[str, str]] = set()

        def pages() -> Iterator[bytes]:
            done = 0
            for printout in self._printouts(desk, asked, ids, None, cancelled):
                lacking.update((error.code, str(error.params)) for error in printout.lacking)
                for one in printout.singly():
                    _stop_if(cancelled)
                    whose.extend(one.ids)
                    yield from self._setter.images(one, PRINTER_PPI)
                    done += 1
                    progress(min(done, len(ids)), len(ids))

        try:
            return Saved(print_pages(printer, pages, cancelled), len(lacking))
        finally:
            printing.log(desk, _wish(asked, ids), whose, printer.printerName())

    def _printouts(
        self, desk: Desk, asked: Asked, ids: Sequence[int], progress: Progress | None, cancelled: Cancelled | None
    ) -> Iterator[Printout]:
        return printing.printouts(desk, _wish(asked, ids), self._words, progress=progress, cancelled=cancelled)


def can_be_kept(kind: PrintKind, count: int) -> bool:
    """Whether a copy can go into a customer's file: one document about one customer."""
    return bool(kind.about) and kind.personal and not kind.together and count == 1


def print_pages(printer: QPrinter, pages: Callable[[], Iterator[bytes]], cancelled: Cancelled) -> int:
    """Paint images of whole pages onto a printer, those of the range chosen, as often as copies are wanted and the
    printer makes none itself. Raises UserError: 'print-printer' (it takes nothing), 'cancelled'."""
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("print-printer")
    ranged = printer.printRange() == QPrinter.PrintRange.PageRange
    wanted = printer.pageRanges()
    done = 0
    try:
        for _copy in range(1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())):
            for number, png in enumerate(pages(), 1):
                _stop_if(cancelled)
                if ranged and not wanted.isEmpty() and not wanted.contains(number):
                    continue
                if done and not printer.newPage():
                    raise UserError("print-printer")
                image = QImage.fromData(png)
                room = printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
                painter.drawImage(fitted(image.size(), room), image)
                done += 1
    except BaseException:
        printer.abort()
        painter.end()
        raise
    if not painter.end():
        raise UserError("print-printer")
    return done


def _wish(asked: Asked, ids: Sequence[int]) -> Wish:
    return Wish(asked.kind, asked.style, tuple(ids), shipped=asked.shipped)


def _stop_if(cancelled: Cancelled) -> None:
    if cancelled():
        raise UserError("cancelled")
