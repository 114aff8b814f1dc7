"""The returned workbook: sheets as they were read, behind a first column that says what became of each row."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any

from msgspec import Struct, field

from crmdesk.sheets.atomic import Noted, replacing
from crmdesk.sheets.books import Cancelled, CancelledError, Merged, Progress, Row
from crmdesk.sheets.frames import halves, shown
from crmdesk.sheets.packing import packed
from crmdesk.sheets.plain import as_text
from crmdesk.sheets.returning_cells import ReturnedCells, Tint, register_styles
from crmdesk.sheets.tables import sheet_title

_EVERY = 1000
_MEASURED = 100
_REASON_WIDTH = 42.0
_NARROWEST, _WIDEST = 8.0, 40.0
_FROZEN_BELOW = 30


class ReturnedRow(Struct, frozen=True):
    """One row: its number in the new sheet, its cells, what is said about it, and the tints of cells by place."""

    number: int
    cells: Row
    reason: str = ""
    tint: Tint = ""
    tints: Mapping[int, Tint] = field(default_factory=dict)


class ReturnedSheet(Struct, frozen=True):
    """One sheet: `heading` stands over the reasons in row `header` (0: there is no header), cells from `first_column`
    on (counted from 1, as in the file it came from). `merged` are areas of the new rows in the old columns.
    """

    title: str
    rows: Iterable[ReturnedRow]
    heading: str
    header: int = 1
    first_column: int = 1
    merged: Sequence[Merged] = ()
    visible: bool = True


def write_returned(
    path: Path | str,
    sheets: Sequence[ReturnedSheet],
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    noted: Noted | None = None,
) -> int:
    """The sheets as one .xlsx; every cell keeps its type, and text is never a formula. Returns the rows written.

    Raises UserError 'write-…', CancelledError; the old file then stays.
    """
    if not sheets:
        raise ValueError("a workbook needs a sheet")
    job = _Job(progress, cancelled)
    with (
        replacing(path, verify=_is_whole, cancelled=cancelled, noted=noted) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        job.write(archive, sheets)
    return job.done


class _Job:
    def __init__(self, progress: Progress | None, cancelled: Cancelled | None) -> None:
        self.done = 0
        self._progress = progress
        self._cancelled = cancelled
        self._cells = ReturnedCells()
        self._letters: list[str] = []

    def write(self, archive: zipfile.ZipFile, sheets: Sequence[ReturnedSheet]) -> None:
        streams = [iter(sheet.rows) for sheet in sheets]
        first = [list(islice(stream, _MEASURED)) for stream in streams]
        parts = _skeleton(sheets, first)
        for number, (sheet, begun, rest) in enumerate(zip(sheets, first, streams, strict=True), 1):
            name = f"xl/worksheets/sheet{number}.xml"
            head, tail = halves(parts.pop(name))
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(head + b"<sheetData>")
                self._rows(part, sheet, begun)
                while block := list(islice(rest, _EVERY)):
                    self._rows(part, sheet, block)
                part.write(b"</sheetData>" + self._merges(sheet) + tail)
        for name, content in parts.items():
            archive.writestr(name, content)

    def _rows(self, part: IO[bytes], sheet: ReturnedSheet, rows: Sequence[ReturnedRow]) -> None:
        part.write("".join(self._row(sheet, row) for row in rows).encode())
        self.done += len(rows)
        if self._cancelled is not None and self._cancelled():
            raise CancelledError
        if self._progress is not None:
            self._progress(self.done, 0)

    def _row(self, sheet: ReturnedSheet, row: ReturnedRow) -> str:
        letters = self._columns(sheet.first_column + max(len(row.cells), *row.tints, 0) + 1)
        if row.number == sheet.header:
            cells = [self._cells.said(sheet.heading, "", "A", row.number, heading=True)]
        else:
            cells = [self._cells.said(row.reason, row.tint, "A", row.number)]
        tints = row.tints
        for place, value in enumerate(row.cells):
            if value is not None or place in tints:
                tint = tints.get(place, "") if tints else ""
                cells.append(self._cells.cell(value, tint, letters[sheet.first_column + place], row.number))
        for place in tints:
            if place >= len(row.cells):
                cells.append(self._cells.cell(None, tints[place], letters[sheet.first_column + place], row.number))
        inner = "".join(cells)
        return f'<row r="{row.number}">{inner}</row>' if inner else ""

    def _columns(self, count: int) -> list[str]:
        """The letters of at least so many columns."""
        from openpyxl.utils import get_column_letter

        while len(self._letters) < count:
            self._letters.append(get_column_letter(len(self._letters) + 1))
        return self._letters

    def _merges(self, sheet: ReturnedSheet) -> bytes:
        if not sheet.merged:
            return b""
        letters = self._columns(max(right for _, _, _, right in sheet.merged) + 1)
        areas = "".join(
            f'<mergeCell ref="{letters[left]}{top}:{letters[right]}{bottom}"/>'
            for top, left, bottom, right in sheet.merged
        )
        return f'<mergeCells count="{len(sheet.merged)}">{areas}</mergeCells>'.encode()


def _skeleton(sheets: Sequence[ReturnedSheet], first: Sequence[Sequence[ReturnedRow]]) -> dict[str, bytes]:
    """The parts of the workbook without rows: styles, titles, widths, panes, which sheets are hidden."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.creator = "CRM Desk"
    register_styles(book.active)
    some_visible = any(sheet.visible for sheet in sheets)
    titles: list[str] = []
    for sheet, rows in zip(sheets, first, strict=True):
        page: Any = book.create_sheet() if titles else book.active
        page.title = sheet_title(sheet.title, titles)
        page.sheet_state = "visible" if sheet.visible or not some_visible else "hidden"
        page.freeze_panes = f"B{sheet.header + 1}" if sheet.header < _FROZEN_BELOW else "B1"
        page.column_dimensions["A"].width = _REASON_WIDTH
        for column, width in _widths(sheet, rows).items():
            page.column_dimensions[get_column_letter(column)].width = width
        titles.append(page.title)
    book.active = next((at for at, sheet in enumerate(sheets) if sheet.visible), 0)
    with zipfile.ZipFile(io.BytesIO(packed(book))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _widths(sheet: ReturnedSheet, rows: Sequence[ReturnedRow]) -> dict[int, float]:
    """Widths by column of the new sheet, from its first rows; a title row over the table does not count."""
    widest: dict[int, float] = {}
    for row in rows:
        if row.number >= sheet.header:
            for place, value in enumerate(row.cells):
                if value is not None:
                    text = value if isinstance(value, str) else as_text(value)
                    at = sheet.first_column + place + 1
                    widest[at] = max(widest.get(at, _NARROWEST), min(shown(text) + 2.0, _WIDEST))
    return widest


def _is_whole(path: Path) -> bool:
    """Read the packed file back, with every checksum."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return False
