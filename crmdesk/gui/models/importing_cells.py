"""What a cell of the trial run shows: the value as the program reads it, what an update replaces, what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core import pinyin, values
from crmdesk.core.birthdays import Birthday
from crmdesk.core.fields import Field, Type
from crmdesk.core.headers import AS_OF, OWN
from crmdesk.core.importing import Change, Column, Outcome, RowPlan, RowProblem, SheetPlan, distinct_headers
from crmdesk.core.importing_cells import CellReader, reader, shown
from crmdesk.core.importing_rows import Registry
from crmdesk.core.words import Words
from crmdesk.gui.models.importing_columns import target_name
from crmdesk.gui.models.importing_file import ImportFile

_FIRST = (
    "name", "mobile", "phone", "contact.mobile", "contact.phone", "city", "contact.name", "birthday",
    "contact.birthday", "owner", "number",
)  # fmt: skip
_IN_OUR_FORM = frozenset(
    {Type.PHONE, Type.DATE, Type.BIRTHDAY, Type.CHOICE, Type.YES_NO, Type.MONEY, Type.INTEGER, Type.NUMBER, Type.GROUPS}
)
_LOOKED_AT = 1_000
Head = tuple[str, str]
"""A sheet's name and a header in it, as problems tell it."""
_FIGURES = frozenset({Type.MONEY, Type.INTEGER, Type.NUMBER, Type.PERCENT})


class Cell(Struct, frozen=True):
    """One cell. `old` is what an update replaces ('' for nothing), None where nothing changes; `state` '', 'bad' (the
    value is not taken over) or 'warn' (look at it)."""

    text: str
    old: str | None = None
    state: str = ""
    problem: RowProblem | None = None


class Shown(Struct, frozen=True):
    """One column of the trial run: a field, and by sheet which column is it and the header that problems name."""

    target: str
    title: str
    field: Field | None
    read: CellReader | None
    places: Mapping[str, tuple[int, str]]
    filled: bool = False

    def concerns(self, problem: RowProblem) -> bool:
        """Whether the problem is about this row's cell here."""
        if problem.column is None:
            return self.target == "name" and problem.code == "name-missing"
        return self.places.get(problem.sheet, (-1, ""))[1] == problem.column

    @property
    def figures(self) -> bool:
        return self.field is not None and self.field.type in _FIGURES


def shown_columns(
    sheets: Sequence[SheetPlan], registry: Registry, words: Words, doubtful: Collection[Head] = (), *, text: bool
) -> list[Shown]:
    """Every column that is imported: what one looks at first, then the `doubtful` ones, then in the file's order, at
    last what seems empty.

    `text`: of a text table.
    """
    found: dict[str, Shown] = {}
    for sheet in sheets:
        for column, header in zip(sheet.columns, distinct_headers(sheet.columns), strict=True):
            if column.target:
                known = found.get(column.target) or _shown(column, column.target, registry, words, text)
                places = {**known.places, sheet.name: (column.index, header)}
                filled = known.filled or bool(column.samples)
                found[column.target] = replace(known, places=places, filled=filled)
    order = {target: rank for rank, target in enumerate(_FIRST)}

    def rank(column: Shown) -> tuple[bool, int, bool]:
        looked_at = any((sheet, header) in doubtful for sheet, (_index, header) in column.places.items())
        return not column.filled, order.get(column.target, len(order)), not looked_at

    return sorted(found.values(), key=rank)


def doubtful_columns(rows: Sequence[RowPlan], places: Sequence[int]) -> set[Head]:
    """The columns that the first of these rows have a problem in."""
    problems = (problem for place in places[:_LOOKED_AT] for problem in rows[place].problems)
    return {(problem.sheet, problem.column) for problem in problems if problem.column is not None}


def _shown(column: Column, target: str, registry: Registry, words: Words, text: bool) -> Shown:
    field = None if target == AS_OF or target.startswith(f"{OWN}.") else registry.field(target)
    blanks = frozenset(("NULL",)) if text and target != "name" else frozenset[str]()
    read = reader(field, blanks=blanks) if field and field.type in _IN_OUR_FORM else None
    title = column.header if target == AS_OF else target_name(registry, target, words)
    return Shown(target, title, field, read, {})


def _orderly(field: Field, value: Any) -> Any:
    """A value that can be compared with every other one of its field."""
    if isinstance(value, Birthday):
        return value.month, value.day, value.year or 0, value.lunar, value.leap
    if isinstance(value, dt.date):
        return value.toordinal()
    if field.choices:
        keys = [choice.key for choice in field.choices]
        return keys.index(value) if value in keys else len(keys)
    return value if field.type in _FIGURES or isinstance(value, bool) else pinyin.sort_key(str(value))


class CellReading:
    """Makes cells of planned rows."""

    def __init__(self, file: ImportFile, words: Words) -> None:
        self._file = file
        self._words = words

    def raw(self, sheet: str, row: int, column: Shown) -> str:
        """The cell as it stands in the file, which is what one corrects."""
        index = column.places.get(sheet, (-1, ""))[0]
        cell = self._file.cell(sheet, row, index) if index >= 0 else None
        return "" if cell is None else shown(cell)

    def order_of(self, row: RowPlan, column: Shown) -> tuple[int, Any] | None:
        """What a cell is ordered by: values before texts that are none, Chinese by pinyin; None for an empty cell."""
        index = column.places.get(row.sheet, (-1, ""))[0]
        raw = self._file.cell(row.sheet, row.row, index) if index >= 0 else None
        if raw is None:
            return (1, pinyin.sort_key(row.name)) if column.target == "name" and row.name else None
        if column.read is not None and column.field is not None:
            value = column.read(raw).value
            if value is not None:
                return 0, _orderly(column.field, value)
        text = " ".join(shown(raw).split())
        return (1, pinyin.sort_key(text)) if text else None

    def cell(self, row: RowPlan, column: Shown) -> Cell:
        """What stands in this row under this column, and what becomes of it."""
        index = column.places.get(row.sheet, (-1, ""))[0]
        if index < 0:
            return Cell("")
        raw = self._file.cell(row.sheet, row.row, index)
        text, lost = self._text(column, raw)
        problem = next((p for p in row.problems if column.concerns(p)), None)
        if column.target == "name" and not text and problem is None:
            return Cell(row.name)
        if problem is not None:
            return Cell(text, state="bad" if lost or problem.refused else "warn", problem=problem)
        change = self._change(row, column, text)
        if change is None:
            return Cell(text)
        new, old = self.value_text(column.field, change.new) or text, self.value_text(column.field, change.old)
        return Cell(new, old if old != new else None)

    def _text(self, column: Shown, raw: Any) -> tuple[str, bool]:
        """The cell in our own form, or as it stands; and whether its value is not taken over."""
        if raw is None:
            return "", False
        if column.read is None or column.field is None:
            return " ".join(shown(raw).split()), False
        read = column.read(raw)
        if read.value is None:
            return " ".join(shown(raw).split()), read.problem is not None and read.word is None
        if read.problem is not None:
            return shown(raw), False
        return values.show(column.field, read.value, self._words), False

    def _change(self, row: RowPlan, column: Shown, text: str) -> Change | None:
        if row.outcome not in (Outcome.UPDATE, Outcome.NEW) or not row.changes:
            return None
        owner, dot, key = column.target.partition(".")
        first = owner.rstrip("23456789")
        wanted = f"{first}.{key}" if dot and owner != OWN else column.target
        found = [change for change in row.changes if change.field == wanted]
        same = [change for change in found if self.value_text(column.field, change.new) == text]
        return same[0] if same else found[0] if len(found) == 1 and first == owner else None

    def value_text(self, field: Field | None, value: Any) -> str:
        """A value of a field as a person reads it; '' where it has no words."""
        if value is None:
            return ""
        if field is None or field.type is Type.CUSTOMER or (field.type is Type.GROUPS and isinstance(value, str)):
            return value if isinstance(value, str) else ""
        return values.show(field, value, self._words)
