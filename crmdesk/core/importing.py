"""Importing spreadsheets of customers with their contacts: what can be chosen, what would happen, what happened.

DESIGN.md section 5 says how rows are counted and how an existing customer is recognised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from crmdesk.core.errors import Problem

WHAT = (
    "auto", "customers", "contacts", "addresses", "notes", "elsewhere", "competitors",
    "interactions", "products", "orders", "payments", "returns", "invoices", "instalments", "objections", "months",
    "screening", "calls", "campaigns", "staff", "complaints", "complaint_steps", "complaint_events",
    "tasks", "greetings", "targets", "losses", "surveys", "assessments", "delivered_values",
    "source_costs",
)  # fmt: skip
TOGETHER: Mapping[str, tuple[str, ...]] = {"complaints": ("complaint_steps", "complaint_events")}
"""What sheets may hold beside what the person says is wanted."""

EXISTING = ("skip", "update", "fill", "create")
KEYS = ("number", "credit_code", "id_number", "phone", "name")
"""What existing customers are recognised by, in this order: the first one for which a row has a value decides."""

DOUBLES = ("import", "hold")
"""What becomes of a row that is likely a double by a weaker likeness: it is imported and told, or held back."""

ORDERS = ("mdy", "dmy")
BLANKS = ("NULL", "N/A", "#N/A", "无", "-", "/", "暂无", "未知")
"""Words that may be taken for an empty cell where the person says so."""

Place = tuple[str, int]
"""A row of the file: the sheet's name and the number the spreadsheet program shows."""


class Options(Struct, frozen=True):
    """How a file is to be imported.

    `sheets`: only these (none named: every visible sheet that is recognised). `what` is one of `WHAT`: 'contacts' adds
    contacts to customers that are there and never makes a customer, 'notes' notes, and so on. `map` gives headers their
    field ids by hand ('' or '-' leaves a column out, 'own' makes a field of the user's own of it). `existing` is one of
    `EXISTING`; `keys` are those of `KEYS` that are looked at. `doubles` is one of `DOUBLES`. `constants` are texts by
    customer field for rows that say nothing themselves. `blanks` are words that stand for an empty cell. `dates` says
    by header ('' for every other one) whether 1/2/2020 is 'mdy' or 'dmy' where the column itself does not tell.
    `header_rows` says by sheet which row is the header (its number; 0: there is none). `rows` says by row what becomes
    of it: one of `EXISTING`. `remember`: the columns of this header are mapped like last time, and kept for the next.
    `settled`: whether orders that come without payments count as paid when due; None where the person did not say.
    `unnamed`: what `header_rows` says holds although no column tells whose row it is, since that is still being chosen.
    """

    sheets: tuple[str, ...] = ()
    what: str = "auto"
    map: Mapping[str, str] = field(default_factory=dict)
    existing: str = "skip"
    keys: tuple[str, ...] = KEYS
    doubles: str = "import"
    constants: Mapping[str, str] = field(default_factory=dict)
    blanks: tuple[str, ...] = ("NULL",)
    dates: Mapping[str, str] = field(default_factory=dict)
    header_rows: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[Place, str] = field(default_factory=dict)
    remember: bool = True
    settled: bool | None = None
    unnamed: bool = False


class Outcome(StrEnum):
    """What becomes of one row."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    SKIP = "skip"
    HELD = "held"
    """Not imported: likely a double."""
    JOINED = "joined"
    ERROR = "error"


class LeftOut(Struct, frozen=True):
    """A row that is no record. `reason`: 'blank', 'total', 'note', 'header'."""

    sheet: str
    row: int
    reason: str


class RowProblem(Struct, frozen=True):
    """What is doubtful or wrong about one cell (or, without a column, one row). `text` is the cell as it stands in the
    file; `refused` tells that the whole row was refused."""

    sheet: str
    row: int
    column: str | None
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    refused: bool = False


class Change(Struct, frozen=True):
    """One value that an update changes. `field` is a field id; a new contact has only `new`, its name."""

    field: str
    old: Any
    new: Any


class Double(Struct, frozen=True):
    """With whom a row is likely a double and why: a customer of the data file, or (`customer_id` None) the customer of
    an earlier row of the file. `why` is told as a sentence."""

    number: str
    name: str
    why: Problem
    customer_id: int | None = None
    place: Place | None = None


class RowPlan(Struct, frozen=True):
    """What would become of one row: `customer` is an index into the plan's customers, `existing` the customer of the
    data file that is meant."""

    sheet: str
    row: int
    outcome: Outcome
    customer: int | None
    name: str
    changes: tuple[Change, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    double: Double | None = None
    existing: int | None = None


class Column(Struct, frozen=True):
    """One column of a sheet: its header, the group above it, where it stands (from 0) and its field id or None.

    `sure` tells how the field was found: 'header', 'memory' (mapped so last time), 'content' (guessed from the cells,
    to be confirmed), 'hand', or '' for none. `asks` is 'date-order' where the cells do not tell day from month.
    """

    index: int
    header: str
    group: str
    target: str | None
    samples: tuple[str, ...] = ()
    sure: str = "header"
    asks: str = ""


class SheetPlan(Struct, frozen=True):
    """How one sheet is read. `header_row` is the number the spreadsheet program shows, 0 where there is none; `what`
    the kind of its rows, one of `WHAT` but 'auto'."""

    name: str
    header_row: int
    columns: tuple[Column, ...]
    left_out: tuple[LeftOut, ...]
    hidden_rows: int = 0
    what: str = "customers"

    @property
    def mapping(self) -> dict[str, str | None]:
        """Field id (or None) by header; a header that stands twice carries its group or its place."""
        return dict(zip(distinct_headers(self.columns), (column.target for column in self.columns), strict=True))


def distinct_headers(columns: tuple[Column, ...]) -> list[str]:
    """Headers as they are reported: those that stand twice with their group, or with the column's letters."""
    plain = Counter(column.header for column in columns)
    named = [f"{c.group}▸{c.header}" if plain[c.header] > 1 and c.group else c.header for c in columns]
    again = Counter(named)
    return [f"{name} ({letters(c.index)})" if again[name] > 1 else name for name, c in zip(named, columns, strict=True)]


def letters(index: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


class Counts(Struct, frozen=True):
    """How many rows became what: rows = created + updated + skipped + errors + joined. Held rows are skipped ones."""

    created: int = 0
    updated: int = 0
    skipped: int = 0
    errors: int = 0
    joined: int = 0
    held: int = 0

    @property
    def rows(self) -> int:
        return self.created + self.updated + self.skipped + self.errors + self.joined


def rows_taken(counts: Counts, also: Mapping[str, int]) -> int:
    """How many rows bring something new: of orders each line is one, though its customer is counted already."""
    return max(counts.created + counts.updated, also.get("lines", 0) + also.get("return_lines", 0))


class Result(Struct, frozen=True):
    """What an import did. `batch` is the history entry, None when nothing was written; `also` counts contacts and
    further addresses; `seen` is the earlier batch that imported the very same file, if any. `open_orders` counts new
    orders that nothing says were paid."""

    batch: int | None
    file: str
    counts: Counts
    also: Mapping[str, int]
    sheets: tuple[SheetPlan, ...]
    problems: tuple[RowProblem, ...]
    seen: int | None = None
    open_orders: int = 0

    @property
    def hidden_rows(self) -> int:
        """How many of the rows are hidden in the spreadsheet."""
        return sum(sheet.hidden_rows for sheet in self.sheets)

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
