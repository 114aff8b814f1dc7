"""The two readers of workbooks. They run in the child process only: either may abort on a hostile file.

Events, in order: ("names", all names), then for each sheet ("sheet", name, visible, first row, first column, rows in
all or 0), any number of ("rows", rows), ("end", merged, hidden rows, notes as (code, params)).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from crmdesk.sheets.books import EXACT_BELOW, CellError, Limits, Row
from crmdesk.sheets.scan import Scan, scan_part

Event = tuple[Any, ...]
CHUNK = 2000
_MOST_MERGED = 100_000
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
    block: list[Row] = []
    blanks = 0
    shared: dict[str, str] = {}
    for index, values in enumerate(rows):
        if index >= room:
            notes.append(("sheet-rows-cut", {"rows": room}))
            break
        row = clean(values, shared)
        if not row:
            blanks += 1
            continue
        if len(row) > width:
            del row[width:]
            note = ("sheet-columns-cut", {"columns": width})
            if note not in notes:
                notes.append(note)
        block.extend([] for _ in range(blanks))
        blanks = 0
        block.append(row)
        if len(block) >= CHUNK:
            yield ("rows", block)
            block, shared = [], {}
    if block:
        yield ("rows", block)


def by_calamine(path: str, wanted: list[str] | None, parts: dict[str, str], limits: Limits) -> Iterator[Event]:
    """The fast reader, for every kind of workbook. Raises UnfitError for sheets of senseless extent."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with Path(path).open("rb") as file, ThreadPoolExecutor(1) as pool:
        book = CalamineWorkbook.from_filelike(file)
        tables = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
        yield ("names", [meta.name for meta in tables])
        for meta in tables:
            if wanted is not None and meta.name not in wanted:
                continue
            scan = pool.submit(scan_part, path, parts[meta.name]) if meta.name in parts else None
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.height * sheet.width > limits.cells or (sheet.end or (0, 0))[0] >= limits.rows:
                raise UnfitError
            yield from _calamine_sheet(sheet, meta.visible == SheetVisibleEnum.Visible, scan, limits)


def _calamine_sheet(sheet: Any, visible: bool, scan: Future[Scan] | None, limits: Limits) -> Iterator[Event]:
    row, column = sheet.start or (0, 0)
    yield ("sheet", sheet.name, visible, row + 1, column + 1, sheet.height)
    found = scan.result() if scan else Scan()
    notes: list[Event] = []
    rows = sheet.to_python(skip_empty_area=True)
    for (at_row, at_column), text in found.errors.items():
        if 0 <= at_row - row - 1 < len(rows) and 0 <= at_column - column - 1 < len(rows[at_row - row - 1]):
            rows[at_row - row - 1][at_column - column - 1] = CellError(text)
    yield from chunks(rows, limits.rows - row, limits.columns - column, plain, notes)
    if found.blank_formulas:
        notes.append(("sheet-formulas-blank", {"count": found.blank_formulas}))
    ranges = (sheet.merged_cell_ranges or [])[:_MOST_MERGED]
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
