"""Workbooks out. openpyxl makes the frame (`frames`), the rows are written straight into the packed sheets."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from crmdesk.sheets.atomic import Noted, replacing
from crmdesk.sheets.books import Cancelled, CancelledError, Progress
from crmdesk.sheets.cells import CellWriter, Styles
from crmdesk.sheets.frames import SheetFrame, halves, skeleton, widths
from crmdesk.sheets.tables import Column, Table, WriteResult, sheet_title

MOST_ROWS = 1_048_576  # of one sheet, with its header
_EVERY = 1000
_MEASURED = 200
_SELECTED = re.compile(rb'tabSelected="(?:1|true)"')


def write_xlsx(
    path: Path | str,
    tables: Sequence[Table],
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    noted: Noted | None = None,
    rows_per_sheet: int = MOST_ROWS,
) -> WriteResult:
    """Tables as the sheets of one workbook; a table of more rows than a sheet may have goes on in further sheets.

    Text is never a formula; dates, numbers and money are real ones; text columns keep digits as typed. Numbers of
    sixteen digits and more and days before March 1900, which a spreadsheet would change, are written as text.
    Raises UserError 'write-…', CancelledError; the old file then stays.
    """
    if not tables:
        raise ValueError("a workbook needs a table")
    job = _Job(progress, cancelled, rows_per_sheet - 1)
    with (
        replacing(path, verify=job.verify, cancelled=cancelled, noted=noted) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for table in tables:
            job.add(archive, table)
        job.finish(archive)
    return job.result()


class _Job:
    """One workbook being written."""

    def __init__(self, progress: Progress | None, cancelled: Cancelled | None, most: int) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._most = most
        self._cells = CellWriter()
        self._frames: list[SheetFrame] = []
        self._done = 0

    def add(self, archive: zipfile.ZipFile, table: Table) -> None:
        rows = iter(table.rows)
        first = list(islice(rows, min(_MEASURED, self._most)))
        measured = widths(table.columns, first)
        rest: Iterator[Sequence[Any]] = chain(first, rows)
        while True:
            title = sheet_title(table.title, [frame.title for frame in self._frames])
            frame = SheetFrame(title, table.columns, measured, 0)
            count = self._sheet(archive, frame, islice(rest, self._most))
            self._frames.append(SheetFrame(title, table.columns, measured, count))
            following = next(rest, None)
            if following is None:
                return
            rest = chain((following,), rest)

    def _sheet(self, archive: zipfile.ZipFile, frame: SheetFrame, rows: Iterator[Sequence[Any]]) -> int:
        number = len(self._frames) + 1
        head, _ = halves(skeleton([frame])["xl/worksheets/sheet1.xml"])
        if number > 1:  # two selected tabs would be edited together
            head = _SELECTED.sub(b'tabSelected="0"', head)
        with archive.open(_part(number), "w", force_zip64=True) as file:
            file.write(head + b"<sheetData>" + self._header(frame.columns))
            count = self._rows(file, frame.columns, rows)
            own = SheetFrame(frame.title, frame.columns, frame.widths, count)
            _, tail = halves(skeleton([own])["xl/worksheets/sheet1.xml"])
            file.write(b"</sheetData>" + tail)
        return count

    def _header(self, columns: Sequence[Column]) -> bytes:
        style = f's="{Styles.number("header")}"'
        letters = _letters(len(columns))
        cells = (self._cells.text(c.header, f'<c r="{at}', 1, style) for c, at in zip(columns, letters, strict=True))
        return f'<row r="1">{"".join(cells)}</row>'.encode()

    def _rows(self, file: IO[bytes], columns: Sequence[Column], rows: Iterator[Sequence[Any]]) -> int:
        letters = _letters(len(columns))
        writers = [self._cells.for_kind(column.kind, at) for column, at in zip(columns, letters, strict=True)]
        number = 1
        while block := list(islice(rows, _EVERY)):
            file.write("".join(_xml_rows(block, number + 1, writers)).encode())
            number += len(block)
            self._done += len(block)
            if self._cancelled is not None and self._cancelled():
                raise CancelledError
            if self._progress is not None:
                self._progress(self._done, 0)
        return number - 1

    def finish(self, archive: zipfile.ZipFile) -> None:
        for name, part in skeleton(self._frames).items():
            if not name.startswith("xl/worksheets/"):
                archive.writestr(name, part)
        if self._progress is not None:
            self._progress(self._done, self._done)

    def verify(self, path: Path) -> bool:
        """Read the packed file back: every checksum, and the rows of every sheet."""
        try:
            with zipfile.ZipFile(path) as archive:
                others = [name for name in archive.namelist() if not name.startswith("xl/worksheets/")]
                whole = all(archive.read(name) is not None for name in others)
                counts = [_row_count(archive, number) for number in range(1, len(self._frames) + 1)]
        except (zipfile.BadZipFile, zlib.error, KeyError, EOFError):
            return False
        return whole and counts == [frame.rows + 1 for frame in self._frames]

    def result(self) -> WriteResult:
        return WriteResult(self._done, self._cells.cut, tuple(frame.title for frame in self._frames))


def _xml_rows(block: list[Sequence[Any]], number: int, writers: list[Callable[[Any, int], str]]) -> Iterator[str]:
    for at, row in enumerate(block, number):
        cells = "".join([write(value, at) for write, value in zip(writers, row, strict=True)])
        yield f'<row r="{at}">{cells}</row>'


def _letters(count: int) -> list[str]:
    from openpyxl.utils import get_column_letter

    return [get_column_letter(number) for number in range(1, count + 1)]


def _part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _row_count(archive: zipfile.ZipFile, number: int) -> int:
    count, rest = 0, b""
    with archive.open(_part(number)) as file:
        while chunk := file.read(1 << 20):
            block = rest + chunk
            count += block.count(b"<row ")
            rest = block[-4:]
    return count
