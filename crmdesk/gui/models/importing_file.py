"""What is being imported: the files that were read, their cells, and what the person corrected before importing."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core.errors import UserError
from crmdesk.core.importing import SheetPlan
from crmdesk.core.importing_cells import shown
from crmdesk.services import importing

Cells = Sequence[Any]
_LOOKED_AT = 50


class Source(Struct, eq=False):
    """One file, or a table that was pasted (`text`). `book` is what was read, or `trouble` says why nothing was.

    `encoding` and `delimiter` are those chosen by hand for a text table.
    """

    name: str
    path: Path | None = None
    text: str = ""
    encoding: str | None = None
    delimiter: str | None = None
    book: Any = None
    trouble: UserError | None = None
    encodings: tuple[str, ...] = ()
    """Those that can be meant, the likely first; () while nobody has asked."""

    @property
    def kind(self) -> str:
        """What it is by its content: xlsx, csv, vcf …; '' while it is not read."""
        return str(self.book.kind) if self.book is not None else ""

    @property
    def is_text(self) -> bool:
        """A text table on the disk: encoding and delimiter can be chosen."""
        return self.path is not None and self.book is not None and self.book.delimiter is not None


class SheetFacts(Struct, frozen=True):
    """One table: its name among all of them and in its own file, how large it is, whether it (and how many of its
    rows) is hidden in the spreadsheet program, and the place of its file among the sources."""

    name: str
    rows: int
    columns: int
    hidden: bool
    title: str = ""
    source: int = 0
    hidden_rows: int = 0


class ImportFile:
    """The books that were read, as one. Corrections are kept apart from them, so that they can be taken back."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._changed: dict[tuple[str, int], list[Any]] = {}
        self._corrections = 0
        self._left_out: set[tuple[str, int]] = set()
        self._widths: dict[str, int] = {}
        self._keys: dict[str, tuple[int, str]] = {}
        self._facts: list[SheetFacts] = []
        self.show_sources(sources)

    def show_sources(self, sources: Sequence[Source]) -> dict[str, str]:
        """Other files; corrections of those that stay are kept. Returns new names of tables by their former ones."""
        before = {key: name for name, key in self._keys.items()}
        held = [(place, source) for place, source in enumerate(sources) if source.book is not None]
        books = [source.book for _place, source in held]
        self._book = books[0] if len(books) == 1 else importing.joined_books(books)
        self._sheets = {sheet.name: sheet for sheet in self._book.sheets}
        self._facts, self._keys = [], {}
        names = iter(self._book.sheets)
        for place, source in held:
            for own in source.book.sheets:
                sheet = next(names)
                self._keys[sheet.name] = (id(source), own.name)
                facts = SheetFacts(
                    sheet.name, len(own.rows), own.width, not own.visible, own.name, place, own.hidden_rows
                )
                self._facts.append(facts)
        renamed = {before[key]: name for name, key in self._keys.items() if key in before}
        self._changed = {(renamed[s], row): cells for (s, row), cells in self._changed.items() if s in renamed}
        self._left_out = {(renamed[s], row) for s, row in self._left_out if s in renamed}
        return renamed

    @property
    def path(self) -> Any:
        return self._book.path

    @property
    def is_text(self) -> bool:
        """Text tables rather than workbooks."""
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
        return self._facts

    def notes(self) -> list[tuple[str, Any]]:
        """What reading had to say, by sheet: (name, problem)."""
        return [(sheet.name, note) for sheet in self._book.sheets for note in sheet.notes]

    def first_row(self, sheet: str) -> int:
        """The number of the first row that was read, as the spreadsheet program shows it."""
        return int(self._sheets[sheet].first_row)

    def first_column(self, sheet: str) -> int:
        """The number of the first column that was read, counted from 1."""
        return int(self._sheets[sheet].first_column)

    def first_rows(self, sheet: str, count: int) -> list[Cells]:
        """The first rows as they stand in the file."""
        return list(self._sheets[sheet].rows[:count])

    def likely_header(self, sheet: str) -> int | None:
        """The number of the first row of texts that is about as wide as most rows: a header in words nobody knows. 0
        where there is none, None for an empty table."""
        rows = [[cell for cell in row if cell is not None] for row in self.first_rows(sheet, _LOOKED_AT)]
        filled = [len(row) for row in rows if row]
        if not filled:
            return None
        usual = statistics.median_high(filled)
        wide = (i for i, row in enumerate(rows) if len(row) * 3 >= usual * 2)
        found = next((i for i in wide if all(isinstance(cell, str) for cell in rows[i])), None)
        return 0 if found is None else self.first_row(sheet) + found

    def records(self, plan: SheetPlan) -> int:
        """How many rows of a table are records: below its header, and not left out."""
        sheet = self._sheets[plan.name]
        above = plan.header_row - int(sheet.first_row) + 1 if plan.header_row else 0
        return max(0, len(sheet.rows) - above - len(plan.left_out))

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
        return _mended(cells, self._widths.get(sheet, 0), table.delimiter) if table.delimiter else cells

    def cell(self, sheet: str, number: int, column: int) -> Any:
        cells = self.row(sheet, number)
        return cells[column] if 0 <= column < len(cells) else None

    def correct(self, sheet: str, number: int, column: int, text: str) -> None:
        """Another text for one cell; '' empties it."""
        self.put(sheet, number, column, text.strip() or None)

    def put(self, sheet: str, number: int, column: int, value: Any) -> None:
        """Another value for one cell, as the reader would have given it."""
        cells = list(self.row(sheet, number))
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value
        self._changed[sheet, number] = cells
        self._corrections += 1

    def leave_out(self, sheet: str, number: int) -> None:
        """Import the file as if this row were blank."""
        self._left_out.add((sheet, number))

    def take_back(self) -> None:
        """Rows that were left out are there again."""
        self._left_out.clear()

    def book(self) -> Any:
        """What is to be imported: the book with the corrections as they are now laid over it."""
        overlays: dict[str, dict[int, list[Any]]] = {}
        changed = [*self._changed.items(), *((place, []) for place in self._left_out)]
        for (name, number), cells in changed:
            overlays.setdefault(name, {})[number - self._sheets[name].first_row] = cells
        if not overlays:
            return self._book
        laid = [
            replace(sheet, rows=sheet.rows.replaced(overlays[sheet.name])) if sheet.name in overlays else sheet
            for sheet in self._book.sheets
        ]
        return replace(self._book, sheets=laid)


def _mended(cells: list[Any], width: int, delimiter: str) -> list[Any]:
    """A text row with loose commas, put together as the import does it."""
    loose = [i for i, cell in enumerate(cells) if i and isinstance(cell, str) and cell[:1] == " " and cell.strip()]
    if not width or len(cells) <= width or len(loose) != len(cells) - width:
        return cells
    joined: list[Any] = []
    for i, cell in enumerate(cells):
        if i in loose:
            joined[-1] = f"{shown(joined[-1])}{delimiter}{cell}"
        else:
            joined.append(cell)
    return joined
