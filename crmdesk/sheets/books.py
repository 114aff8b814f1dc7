"""What reading a spreadsheet gives: a book of sheets of raw cells, before any meaning is read into them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from msgspec import Struct, field

from crmdesk.core.errors import Problem, UserError
from crmdesk.sheets.spool import Rows

Progress = Callable[[int, int], None]
"""Told (rows done, rows in all; 0 while unknown)."""

Cancelled = Callable[[], bool]
"""Asked often; True stops the work."""

EXACT_BELOW = 10**15
"""Whole numbers below this come as int. Above it a spreadsheet has lost digits, and the number stays a float."""


class CancelledError(UserError):
    """The user cancelled; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("cancelled")


class Kind(StrEnum):
    """What a file is by its content."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    TEXT = "csv"
    VCARD = "vcf"


class CellError(Struct, frozen=True):
    """A cell holding an error of the spreadsheet program, such as #REF!"""

    text: str


Cell = None | bool | int | float | str | dt.date | dt.datetime | dt.time | dt.timedelta | CellError
Row = list[Cell]
Merged = tuple[int, int, int, int]


class Limits(Struct, frozen=True):
    """How much is read before the file is refused or cut off."""

    rows: int = 1_048_576
    columns: int = 16_384
    cells: int = 60_000_000  # filled rectangle of one sheet, before the row-by-row reader takes over
    memory: int = 3 << 30  # bytes of the reading process
    silence: float = 120.0  # seconds without a sign of life from it
    part_bytes: int = 100 << 20  # one part of a zip may be this large when unpacked …
    part_ratio: int = 100  # … or packed this tightly, not both
    stream_bytes: int = 400 << 20  # larger sheets are read row by row
    line: int = 64 << 20  # characters of one line of a text table


DEFAULT_LIMITS = Limits()


class Sheet(Struct):
    """One table as it stands in the file.

    `rows[i]` is row `first_row + i` of the file and `rows[i][j]` its column `first_column + j` (both counted from 1;
    of vCards row n is the n-th card and the header row 0).
    Rows end at their last filled cell, so they differ in length; a missing cell is empty. Empty is None, never ''.
    `kind`, `file` (its name) and, of a text table, `delimiter` are those of the file the sheet stands in.
    `merged` are (row, column, last row, last column) in the file's own numbers. `notes` are to be shown;
    `row_problems` are about single rows, by their number.
    """

    name: str
    visible: bool = True
    rows: Rows = field(default_factory=Rows)
    merged: list[Merged] = field(default_factory=list)
    first_row: int = 1
    first_column: int = 1
    hidden_rows: int = 0
    notes: list[Problem] = field(default_factory=list)
    row_problems: dict[int, list[Problem]] = field(default_factory=dict)
    kind: Kind = Kind.XLSX
    delimiter: str | None = None
    file: str = ""

    def __post_init__(self) -> None:
        """A plain list of rows will do."""
        self.rows = self.rows if isinstance(self.rows, Rows) else Rows(self.rows)

    @property
    def width(self) -> int:
        """Columns of the longest row."""
        return self.rows.width

    def row_number(self, index: int) -> int:
        """The number that the spreadsheet program shows beside `rows[index]`."""
        return self.first_row + index


class Book(Struct):
    """A file that was read, or several as one (`several`): then `path` names them all and every sheet says its own.

    `fingerprint` is the SHA-256 of the bytes; the last two are for single text tables only.
    """

    path: Path
    kind: Kind
    fingerprint: str
    sheets: list[Sheet]
    encoding: str | None = None
    delimiter: str | None = None
