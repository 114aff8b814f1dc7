"""Importing spreadsheets of customers with their contacts: what can be chosen, what would happen, what happened.

DESIGN.md section 5 says how rows are counted and how an existing customer is recognised.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

WHAT = ("auto", "customers", "contacts")
EXISTING = ("skip", "update", "fill", "create")


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is to be imported.

    `sheet` names one sheet (None: every visible sheet that is recognised). `what` is one of `WHAT`: 'contacts' adds
    contacts to customers that are there and never makes a customer. `map` gives headers their field ids by hand ('' or
    '-' leaves a column out). `existing` is one of `EXISTING`. `constants` are texts by customer field for rows that say
    nothing themselves. `blanks` are words of a text table that stand for an empty cell.
    """

    sheet: str | None = None
    what: str = "auto"
    map: Mapping[str, str] = field(default_factory=dict)
    existing: str = "skip"
    constants: Mapping[str, str] = field(default_factory=dict)
    blanks: tuple[str, ...] = ("NULL",)


class Outcome(StrEnum):
    """What becomes of one row."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    SKIP = "skip"
    JOINED = "joined"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no record. `reason`: 'blank', 'total', 'note', 'header'."""

    sheet: str
    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is doubtful or wrong about one cell (or, without a column, one row). `text` is the cell as it stands in the
    file; `refused` tells that the whole row was refused."""

    sheet: str
    row: int
    column: str | None
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One value that an update changes. `field` is a field id; a new contact has only `new`, its name."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What would become of one row: `customer` is an index into the plan's customers."""

    sheet: str
    row: int
    outcome: Outcome
    customer: int | None
    name: str
    changes: tuple[Change, ...] = ()
    problems: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: its header, the group above it, where it stands (from 0) and its field id or None."""

    index: int
    header: str
    group: str
    target: str | None
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """How one sheet is read. `header_row` is the number the spreadsheet program shows."""

    name: str
    header_row: int
    columns: tuple[Column, ...]
    left_out: tuple[LeftOut, ...]
    hidden_rows: int = 0

    @property
    def mapping(self) -> dict[str, str | None]:
        """Field id (or None) by header; a header that stands twice carries its group or its place."""
        return dict(zip(distinct_headers(self.columns), (column.target for column in self.columns), strict=True))


def distinct_headers(columns: tuple[Column, ...]) -> list[str]:
    """Headers as they are reported: those that stand twice with their group, or with the column's letters."""
    plain = [column.header for column in columns]
    twice = {header for header in plain if plain.count(header) > 1}
    named = [f"{c.group}▸{c.header}" if c.header in twice and c.group else c.header for c in columns]
    again = {header for header in named if named.count(header) > 1}
    return [f"{name} ({letters(c.index)})" if name in again else name for name, c in zip(named, columns, strict=True)]


def letters(index: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows became what: rows = created + updated + skipped + errors + joined."""

    created: int = 0
    updated: int = 0
    skipped: int = 0
    errors: int = 0
    joined: int = 0

    @property
    def rows(self) -> int:
        return self.created + self.updated + self.skipped + self.errors + self.joined


@dataclass(frozen=True, slots=True)
class Result:
    """What an import did. `batch` is the history entry, None when nothing was written; `also` counts contacts and
    further addresses; `seen` is the earlier batch that imported the very same file, if any."""

    batch: int | None
    file: str
    counts: Counts
    also: Mapping[str, int]
    sheets: tuple[SheetPlan, ...]
    problems: tuple[RowProblem, ...]
    seen: int | None = None

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        return tuple(row for sheet in self.sheets for row in sheet.left_out)

    @property
    def mapping(self) -> dict[str, str | None]:
        """Field id by header over all sheets; the first sheet that knows a header decides."""
        merged: dict[str, str | None] = {}
        for sheet in self.sheets:
            for header, target in sheet.mapping.items():
                if merged.get(header) is None:
                    merged[header] = target
        return merged
