"""Text tables (CSV and its kin): read line by line, values stay text, odd lines are kept and named."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TextIO

from crmdesk.core.errors import Problem, UserError
from crmdesk.sheets.books import Cancelled, CancelledError, Cell, Kind, Limits, Progress, Row, Sheet
from crmdesk.sheets.encodings import guess_delimiter, sample

MOST_TEXT = 32_767
_EVERY = 2000
_MARK = "\ufeff"
_UNREADABLE = "\ufffd"
_MOST_NOTES = 1000
_NO_DELIMITERS = '"\r\n\0'
_MOST_SHARED = 20_000
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")


def read_table(
    path: Path,
    encoding: str,
    delimiter: str | None,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    limits: Limits,
) -> Sheet:
    """The one sheet of a text file; its delimiter is found by content unless given.

    An apostrophe that guards = + - @ (as spreadsheet programs and our own export write it) is taken off.
    Raises UserError 'sheet-delimiter', 'sheet-encoding', 'sheet-line-long'; CancelledError when cancelled.
    """
    if delimiter and (len(delimiter) > 1 or delimiter in _NO_DELIMITERS):
        raise UserError("sheet-delimiter", text=delimiter)
    beginning = sample(path, encoding, path.name)
    delimiter = delimiter or guess_delimiter(beginning)
    sheet = Sheet(path.stem, kind=Kind.TEXT, delimiter=delimiter, file=path.name)
    if encoding == "cp1252":
        sheet.notes.append(Problem("sheet-encoding-doubtful"))
    size = max(path.stat().st_size, 1)
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding, "replace", newline="") as file:

        def tick(done: int) -> None:
            if cancelled is not None and cancelled():
                raise CancelledError
            if progress is not None:
                progress(done, max(done, done * size // max(raw.tell(), 1)))

        fill(sheet, records(file, sheet, limits), limits, tick)
    return sheet


def records(file: TextIO, sheet: Sheet, limits: Limits) -> Iterator[list[str]]:
    """The records of a text, split at the sheet's delimiter; what was odd becomes a note of the sheet."""
    return iter(_Records(file, sheet.delimiter or ",", limits, sheet.file, sheet.notes))


def fill(sheet: Sheet, found: Iterable[list[str]], limits: Limits, tick: Callable[[int], None] | None = None) -> None:
    """Records as rows of the sheet, cut at the limits with a note. `tick` is told the rows done, every so often."""
    blanks, wide = 0, False
    shared: dict[str, str] = {}
    for number, values in enumerate(found):
        if number >= limits.rows:
            sheet.notes.append(Problem("sheet-rows-cut", {"rows": limits.rows}))
            break
        row = [] if number == 0 and _says_delimiter(values, sheet.delimiter) else _row(values, shared)
        if row:
            sheet.rows.extend([] for _ in range(blanks))
            wide = wide or len(row) > limits.columns
            sheet.rows.append(row[: limits.columns])
        blanks = 0 if row else blanks + 1
        if len(shared) > _MOST_SHARED:
            shared.clear()
        if tick is not None and number % _EVERY == _EVERY - 1:
            tick(number + 1)
    if wide:
        sheet.notes.append(Problem("sheet-columns-cut", {"columns": limits.columns}))


def _says_delimiter(values: list[str], delimiter: str | None) -> bool:
    """Whether a first line is no row but tells Excel the delimiter: sep=;"""
    return (delimiter or "").join(values).lower() == f"sep={delimiter}"


def _row(values: list[str], shared: dict[str, str]) -> Row:
    """A row of cells. Equal texts are kept once in memory, through `shared`."""
    share = shared.setdefault
    row: list[Cell] = [
        (value[1:] if value[0] == "'" and _GUARDED.match(value) else share(value, value)) if value else None
        for value in values
    ]
    while row and row[-1] is None:
        row.pop()
    return row


class _Records:
    """The records of a text table. One that the csv module refuses, or that a stray quote swallowed, is split anew."""

    def __init__(self, file: TextIO, delimiter: str, limits: Limits, name: str, notes: list[Problem]) -> None:
        self._file = file
        self._delimiter = delimiter
        self._longest = limits.line
        self._name = name
        self._notes = notes
        self._again: list[str] = []
        self._taken: list[str] = []
        self._ended = False
        self._count = 0
        self._doubt = not notes

    def __iter__(self) -> Iterator[list[str]]:
        reader = csv.reader(self._lines(), delimiter=self._delimiter, strict=True)
        while True:
            self._taken.clear()
            self._count += 1
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error:  # a field without end, a quote still open at the end, or text after a closing quote
                record = self._split_anew()
                self._ended = False
                reader = csv.reader(self._lines(), delimiter=self._delimiter, strict=True)
            yield record

    def _lines(self) -> Iterator[str]:
        while True:
            line = self._again.pop() if self._again else self._file.readline(self._longest)
            if not line:
                self._ended = True
                return
            if len(line) >= self._longest:
                raise UserError("sheet-line-long", file=self._name, megabytes=self._longest >> 20)
            if line[0] == _MARK:  # files that were joined bring their marks along
                line = line[1:]
            if _UNREADABLE in line and self._doubt:
                self._doubt = False
                self._notes.append(Problem("sheet-encoding-doubtful"))
            self._taken.append(line)
            yield line

    def _split_anew(self) -> list[str]:
        """One line is split whatever its length; of several only the first, the others are read again as records."""
        first, *others = self._taken
        self._again.extend(reversed(others))
        if others or self._ended:
            self._note("sheet-stray-quote")
            fields = [field.removeprefix('"') for field in first.rstrip("\r\n").split(self._delimiter)]
        else:
            fields = _lenient(first, self._delimiter)
        if any(len(field) > MOST_TEXT for field in fields):
            self._note("sheet-field-long", length=MOST_TEXT)
        return [field[:MOST_TEXT] for field in fields]

    def _note(self, code: str, **params: int) -> None:
        if len(self._notes) < _MOST_NOTES:
            self._notes.append(Problem(code, {"row": self._count, **params}))


def _lenient(line: str, delimiter: str) -> list[str]:
    """A line of any length; the csv module's bound for a field is one for the whole process and is put back."""
    before = csv.field_size_limit(len(line) + 1)
    try:
        return next(csv.reader([line], delimiter=delimiter))
    finally:
        csv.field_size_limit(before)
