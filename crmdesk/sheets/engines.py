"""Two of the readers of workbooks (the third: `streaming`). In the child process only: a hostile file can abort one.

Events, in order: ("names", all names), then for each sheet ("sheet", name, visible, first row, first column, rows in
all or 0), any number of ("rows", how many, columns of the longest, packed pieces), ("end", merged, hidden rows, notes
as (code, params)).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

from crmdesk.sheets.books import EXACT_BELOW, CellError, Limits, Row
from crmdesk.sheets.scan import Scan, scan_part
from crmdesk.sheets.spool import PIECE, pickled, stored
from crmdesk.sheets.tables import MOST_TEXT

Event = tuple[Any, ...]
Look = Callable[[], dict[str, Scan]]
"""Finds out, for every sheet of a file by its name, what the fast reader does not tell."""

CHUNK = 8 * PIECE
MOST_MERGED = 100_000
MOST_CELL = 1 << 20
"""Characters of a cell that are let through; no spreadsheet program writes so many."""

_CELLS_CUT: Event = ("sheet-cells-cut", {"length": MOST_TEXT})
_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!")
)


class UnfitError(Exception):
    """This reader should not read this file; the careful one should."""


def plain(values: Iterable[Any], shared: dict[str, str]) -> Row:
    """A row without '' and without floats that stand for whole numbers, ending at its last filled cell.

    Equal texts are kept once, through `shared`.
    """
    share = shared.setdefault
    row: Row = [
        (share(value, value) or None)
        if (kind := value.__class__) is str
        else int(value)
        if kind is float and value.is_integer() and -EXACT_BELOW < value < EXACT_BELOW
        else value
        for value in values
    ]
    while row and row[-1] is None:
        row.pop()
    return row


def chunks(
    rows: Iterable[Any], room: int, width: int, clean: Callable[[Any, dict[str, str]], Row], notes: list[Event]
) -> Iterator[Event]:
    """Rows in chunks, cut at `room` rows and `width` columns with a note; empty rows at the end never come."""
    cut = _cut(rows, room, width, clean, notes)
    while block := list(islice(cut, CHUNK)):
        yield rows_event(block, notes)


def _cut(
    rows: Iterable[Any], room: int, width: int, clean: Callable[[Any, dict[str, str]], Row], notes: list[Event]
) -> Iterator[Row]:
    blanks = 0
    shared: dict[str, str] = {}
    for index, values in enumerate(rows):
        if index >= room:
            notes.append(("sheet-rows-cut", {"rows": room}))
            break
        row = clean(values, shared)
        if index % CHUNK == 0:
            shared.clear()
        if not row:
            blanks += 1
            continue
        if len(row) > width:
            del row[width:]
            note = ("sheet-columns-cut", {"columns": width})
            if note not in notes:
                notes.append(note)
        for _ in range(blanks):
            yield []
        blanks = 0
        yield row


def rows_event(rows: list[Row], notes: list[Event]) -> Event:
    """Rows as they are sent to the parent, which keeps them packed where there are many. Monstrous cells are cut."""
    pieces = []
    for at in range(0, len(rows), PIECE):
        piece = rows[at : at + PIECE]
        plain_bytes = pickled(piece)
        if len(plain_bytes) > MOST_CELL:
            cut = [_shortened(row) for row in piece]
            if cut != piece:
                plain_bytes = pickled(cut)
                notes += [] if _CELLS_CUT in notes else [_CELLS_CUT]
        pieces.append(stored(plain_bytes))
    return ("rows", len(rows), max(map(len, rows)), pieces)


def _shortened(row: Row) -> Row:
    return [cell[:MOST_TEXT] if isinstance(cell, str) and len(cell) > MOST_CELL else cell for cell in row]


def by_calamine(
    path: str, wanted: list[str] | None, parts: dict[str, str], limits: Limits, look: Look | None = None
) -> Iterator[Event]:
    """The fast reader, for every kind of workbook. `parts` are those of an .xlsx; other kinds are looked through whole.

    Raises UnfitError for sheets of senseless extent.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with Path(path).open("rb") as file, ThreadPoolExecutor(1) as pool:
        book = CalamineWorkbook.from_filelike(file)
        scanned = pool.submit(look or dict)
        tables = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
        yield ("names", [meta.name for meta in tables])
        for meta in tables:
            if wanted is not None and meta.name not in wanted:
                continue
            scan = pool.submit(_scanned, path, meta.name, parts) if meta.name in parts else scanned
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.height * sheet.width > limits.cells or (sheet.end or (0, 0))[0] >= limits.rows:
                raise UnfitError
            yield from _calamine_sheet(sheet, meta.visible == SheetVisibleEnum.Visible, scan, limits)


def _scanned(path: str, name: str, parts: dict[str, str]) -> dict[str, Scan]:
    return {name: scan_part(path, parts[name])}


def _calamine_sheet(sheet: Any, visible: bool, scan: Future[dict[str, Scan]], limits: Limits) -> Iterator[Event]:
    row, column = sheet.start or (0, 0)
    yield ("sheet", sheet.name, visible, row + 1, column + 1, sheet.height)
    found = scan.result().get(sheet.name, Scan())
    notes: list[Event] = []
    rows = sheet.to_python(skip_empty_area=True)
    for (at_row, at_column), text in found.errors.items():
        if 0 <= at_row - row - 1 < len(rows) and 0 <= at_column - column - 1 < len(rows[at_row - row - 1]):
            rows[at_row - row - 1][at_column - column - 1] = CellError(text)
    yield from chunks(rows, limits.rows - row, limits.columns - column, plain, notes)
    if found.blank_formulas:
        notes.append(("sheet-formulas-blank", {"count": found.blank_formulas}))
    ranges = (sheet.merged_cell_ranges or [])[:MOST_MERGED]
    merged = [(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges]
    yield ("end", merged, found.hidden, notes)


def by_openpyxl(path: str, wanted: list[str] | None, limits: Limits, notes: list[Event]) -> Iterator[Event]:
    """The careful reader, row by row, for .xlsx and .xlsm. `notes` are added to those of every sheet."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    yield ("names", [sheet.title for sheet in book.worksheets])
    sheets: list[Any] = list(book.worksheets)
    for sheet in sheets:
        if wanted is not None and sheet.title not in wanted:
            continue
        sheet.reset_dimensions()
        own = list(notes)
        yield ("sheet", sheet.title, sheet.sheet_state == "visible", 1, 1, 0)
        yield from chunks(sheet.iter_rows(values_only=True), limits.rows, limits.columns, _with_errors, own)
        yield ("end", [], 0, own)


def _with_errors(values: Iterable[Any], shared: dict[str, str]) -> Row:
    return [CellError(cell) if isinstance(cell, str) and cell in _ERRORS else cell for cell in plain(values, shared)]
