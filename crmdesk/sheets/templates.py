"""Empty workbooks to be filled in: required headers red, drop-downs, text cells where digits must stay, an example."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from crmdesk.sheets.atomic import replacing
from crmdesk.sheets.frames import shown
from crmdesk.sheets.packing import packed
from crmdesk.sheets.tables import sheet_title, writable

_LAST = 1_048_576
_NARROWEST, _WIDEST = 10.0, 32.0
_WORDS_SHEET = "_words"
_LINE_WIDTH = 100.0
_RED, _GREY, _FILL = "FFC00000", "FF7A828C", "FFEDF1F5"


class TemplateColumn(Struct, frozen=True):
    """A column to be filled in. `words`: those of its drop-down; `only`: no others may be typed. `text`: digits are
    kept as typed. `example`: what the first row shows."""

    header: str
    required: bool = False
    words: tuple[str, ...] = ()
    only: bool = False
    text: bool = False
    example: str = ""


class TemplateSheet(Struct, frozen=True):
    """A sheet to be filled in."""

    title: str
    columns: Sequence[TemplateColumn]


class Explanation(Struct, frozen=True):
    """The sheet that explains: its title, and lines under a heading. What is said of a word that is not in a list."""

    title: str
    heading: str
    lines: Sequence[str]
    refused: str


def write_template(path: Path | str, sheets: Sequence[TemplateSheet], explanation: Explanation) -> tuple[str, ...]:
    """Write the sheets and the explanation behind them; returns their titles.

    Raises UserError 'write-…'; the old file then stays.
    """
    from openpyxl import Workbook

    book: Any = Workbook()
    book.properties.creator = "CRM Desk"
    book.remove(book.active)
    lists = _Lists(explanation.refused)
    for sheet in sheets:
        _fill(book.create_sheet(sheet_title(sheet.title, book.sheetnames)), sheet, lists)
    _explain(book.create_sheet(sheet_title(explanation.title, book.sheetnames)), explanation)
    titles = tuple(book.sheetnames)
    lists.finish(book)
    made = packed(book)
    with replacing(path) as file:
        file.write(made)
    return titles


class _Lists:
    """The words of the drop-downs, which stand in a hidden sheet: in the cell itself they may have 255 characters."""

    def __init__(self, refused: str) -> None:
        self._refused = refused
        self._words: list[tuple[str, ...]] = []

    def validation(self, column: TemplateColumn, cells: str) -> Any:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        if column.words not in self._words:
            self._words.append(column.words)
        letters = get_column_letter(self._words.index(column.words) + 1)
        return DataValidation(
            "list",
            formula1=f"{_WORDS_SHEET}!${letters}$1:${letters}${len(column.words)}",
            allow_blank=True,
            showErrorMessage=column.only,
            error=self._refused[:255],
            sqref=cells,
        )

    def finish(self, book: Any) -> None:
        if not self._words:
            return
        sheet = book.create_sheet(_WORDS_SHEET)
        sheet.sheet_state = "veryHidden"
        for number, words in enumerate(self._words, 1):
            for row, word in enumerate(words, 1):
                _text(sheet.cell(row, number), word)


def _fill(sheet: Any, template: TemplateSheet, lists: _Lists) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for number, column in enumerate(template.columns, 1):
        letters = get_column_letter(number)
        head = sheet.cell(1, number)
        _text(head, column.header)
        head.font = Font(name="Calibri", size=11, bold=True, color=_RED if column.required else None)
        head.fill = PatternFill("solid", start_color=_FILL)
        head.alignment = Alignment(vertical="center")
        dimension = sheet.column_dimensions[letters]
        dimension.width = min(max(shown(column.header) + 3, shown(column.example) + 2, _NARROWEST), _WIDEST)
        if column.text:
            dimension.number_format = "@"
        if column.example:
            cell = sheet.cell(2, number)
            _text(cell, column.example)
            cell.font = Font(name="Calibri", size=11, italic=True, color=_GREY)
        if column.words:
            sheet.add_data_validation(lists.validation(column, f"{letters}2:{letters}{_LAST}"))


def _explain(sheet: Any, explanation: Explanation) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = _LINE_WIDTH
    sheet.sheet_view.showGridLines = False
    for row, text in enumerate((explanation.heading, *explanation.lines), 1):
        cell = sheet.cell(row, 1)
        _text(cell, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if row == 1:
            cell.font = Font(name="Calibri", size=14, bold=True)


def _text(cell: Any, text: str) -> None:
    """Text, never a formula."""
    cell.value = writable(text)
    cell.data_type = "s"
    cell.number_format = "@"
