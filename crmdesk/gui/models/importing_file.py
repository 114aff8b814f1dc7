"""The file being imported: its cells as they stand, and what the person corrected before importing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from crmdesk.core.importing import SheetPlan
from crmdesk.core.importing_cells import shown


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """One table of the file: its name, how large it is, whether it is hidden in the spreadsheet program."""

    name: str
    rows: int
    columns: int
    hidden: bool


class ImportFile:
    """A book that was read. Corrections are kept apart from it, so that they can be taken back."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._sheets = {sheet.name: sheet for sheet in book.sheets}
        self._changed: dict[tuple[str, int], list[Any]] = {}
        self._corrections = 0
        self._left_out: set[tuple[str, int]] = set()
        self._widths: dict[str, int] = {}

    @property
    def path(self) -> Any:
        return self._book.path

    @property
    def is_text(self) -> bool:
        """A text table rather than a workbook."""
        return self._book.delimiter is not None

    @property
    def cards(self) -> bool:
        """Address cards rather than a table."""
        return str(self._book.kind) == "vcf"

    @property
    def corrections(self) -> int:
        """How often a cell was corrected so far."""
        return self._corrections

    @property
    def left_out(self) -> int:
        return len(self._left_out)

    def sheets(self) -> list[SheetFacts]:
        return [SheetFacts(s.name, len(s.rows), s.width, not s.visible) for s in self._book.sheets]

    def notes(self) -> list[tuple[str, Any]]:
        """What reading had to say, by sheet: (name, problem)."""
        return [(sheet.name, note) for sheet in self._book.sheets for note in sheet.notes]

    def learn(self, sheets: Sequence[SheetPlan]) -> None:
        """How wide the header of each sheet is: longer rows of a text table are mended by it."""
        self._widths = {sheet.name: 1 + max((c.index for c in sheet.columns), default=-1) for sheet in sheets}

    def row(self, sheet: str, number: int) -> list[Any]:
        """The cells of a row, by the number the spreadsheet program shows."""
        if (changed := self._changed.get((sheet, number))) is not None:
            return changed
        table = self._sheets[sheet]
        place = number - table.first_row
        cells = table.rows[place] if 0 <= place < len(table.rows) else []
        return self._mended(cells, self._widths.get(sheet, 0)) if self.is_text else cells

    def cell(self, sheet: str, number: int, column: int) -> Any:
        cells = self.row(sheet, number)
        return cells[column] if 0 <= column < len(cells) else None

    def correct(self, sheet: str, number: int, column: int, text: str) -> None:
        """Another text for one cell; '' empties it."""
        cells = list(self.row(sheet, number))
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = text.strip() or None
        self._changed[sheet, number] = cells
        self._corrections += 1

    def leave_out(self, sheet: str, number: int) -> None:
        """Import the file as if this row were blank."""
        self._left_out.add((sheet, number))

    def take_back(self) -> None:
        """Rows that were left out are there again."""
        self._left_out.clear()

    def book(self) -> Any:
        """What is to be imported: the book with the corrections in it."""
        touched = {sheet for sheet, _ in (*self._changed, *self._left_out)}
        sheets = []
        for sheet in self._book.sheets:
            if sheet.name not in touched:
                sheets.append(sheet)
                continue
            rows = list(sheet.rows)
            for (name, number), cells in self._changed.items():
                if name == sheet.name:
                    rows[number - sheet.first_row] = cells
            for name, number in self._left_out:
                if name == sheet.name:
                    rows[number - sheet.first_row] = []
            sheets.append(replace(sheet, rows=rows))
        return replace(self._book, sheets=sheets)

    def _mended(self, cells: list[Any], width: int) -> list[Any]:
        """A text row with loose commas, put together as the import does it."""
        loose = [i for i, cell in enumerate(cells) if i and isinstance(cell, str) and cell[:1] == " " and cell.strip()]
        if not width or len(cells) <= width or len(loose) != len(cells) - width:
            return cells
        joined: list[Any] = []
        for i, cell in enumerate(cells):
            if i in loose:
                joined[-1] = f"{shown(joined[-1])}{self._book.delimiter}{cell}"
            else:
                joined.append(cell)
        return joined
