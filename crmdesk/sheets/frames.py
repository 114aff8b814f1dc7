"""Everything of a workbook but its rows, made by openpyxl: styles, titles, widths, frozen header, filter."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Sequence
from itertools import islice
from typing import Any

from msgspec import Struct

from crmdesk.sheets.cells import Styles
from crmdesk.sheets.packing import packed
from crmdesk.sheets.plain import as_text
from crmdesk.sheets.tables import Column

_NARROWEST, _WIDEST = 8.0, 60.0
_DATES = {"date": 12.0, "datetime": 20.0}
_MEASURED = 200
_MARK = b"<sheetData"


class SheetFrame(Struct, frozen=True):
    """One sheet of the workbook: its title, columns with widths, and how many data rows it has."""

    title: str
    columns: Sequence[Column]
    widths: Sequence[float]
    rows: int


def skeleton(frames: Sequence[SheetFrame]) -> dict[str, bytes]:
    """The parts of a workbook with these sheets, all without rows, by their names in the zip."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.creator = "CRM Desk"
    _styles(book.active)
    for index, frame in enumerate(frames):
        sheet: Any = book.active if index == 0 else book.create_sheet()
        sheet.title = frame.title
        sheet.freeze_panes = "A2"
        last = get_column_letter(max(len(frame.columns), 1))
        sheet.auto_filter.ref = f"A1:{last}{frame.rows + 1}"
        for number, width in enumerate(frame.widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
    with zipfile.ZipFile(io.BytesIO(packed(book))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _styles(sheet: Any) -> None:
    """Register the styles so that they get the numbers of `Styles`; the cells themselves are never written."""
    from openpyxl.styles import Font, PatternFill

    for number, name in enumerate(Styles.ORDER, 1):
        cell = sheet.cell(row=1, column=number)
        if name == "header":
            cell.font = Font(name="Calibri", size=11, bold=True)
            cell.fill = PatternFill("solid", start_color="FFEDF1F5")
        else:
            cell.number_format = Styles.FORMATS[name]
            cell.quotePrefix = int(name == "guarded")
        if cell.style_id != number:
            raise AssertionError(f"style {name} got number {cell.style_id}")


def halves(part: bytes) -> tuple[bytes, bytes]:
    """A sheet's XML before and after its rows."""
    at = part.index(_MARK)
    end = part.index(b">", at) + 1
    if part[end - 2 : end] != b"/>":
        end = part.index(b"</sheetData>", end) + len(b"</sheetData>")
    head = part[:at]
    start = head.find(b"<dimension")
    if start >= 0:
        head = head[:start] + head[head.index(b">", start) + 1 :]
    return head, part[end:]


def widths(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> list[float]:
    """Widths in characters, from the headers and the first rows; Chinese characters count double."""
    found: list[float] = []
    for index, column in enumerate(columns):
        if column.width is not None:
            found.append(column.width)
            continue
        widest = float(shown(column.header) + 3)  # room for the filter's arrow
        if column.kind in _DATES:
            widest = max(widest, _DATES[column.kind])
        else:
            texts = (as_text(row[index]) for row in islice(rows, _MEASURED) if row[index] is not None)
            widest = max([widest, *(shown(text) + 2 for text in texts)])
        found.append(min(max(widest, _NARROWEST), _WIDEST))
    return found


def shown(text: str) -> int:
    """Columns that the longest line of a text takes; wide characters count double."""
    lines = text[:2000].splitlines() or [""]
    return max(sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in line[:200]) for line in lines)
