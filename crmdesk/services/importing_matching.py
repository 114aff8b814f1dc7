"""Row by row: which customer a row means, in the file and in the data file, and what becomes of the row."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from crmdesk.core.errors import Problem, UserError
from crmdesk.core.fields import Field, Fields
from crmdesk.core.importing import Options, Outcome, RowProblem
from crmdesk.core.importing_cells import reader, shown
from crmdesk.core.importing_rows import RowRead
from crmdesk.core.words import Label
from crmdesk.services import reading
from crmdesk.services.desk import Desk
from crmdesk.services.importing_drafts import KEYS, Draft, all_keys, draft_of, join
from crmdesk.services.importing_sheets import Line, Recognised
from crmdesk.sheets.books import Cancelled, CancelledError, Progress
from crmdesk.store import importing as store
from crmdesk.store.importing import Known

_CHUNK = 2_000
_NO_DATE = dt.datetime(1, 1, 1)
_NAMED = 5

Key = tuple[str, str]
Found = dict[Key, list[Known]]


@dataclass(slots=True)
class Row:
    """One row while its fate is being decided."""

    sheet: str
    number: int
    outcome: Outcome
    draft: int | None
    name: str
    problems: list[RowProblem] = field(default_factory=list)

    def say(
        self, code: str, column: str | None = None, *, refused: bool = False, text: str | Label = "", **params: Any
    ) -> None:
        """Note a problem of this row; `text` is the cell and fills {text} in the sentence."""
        params = {"text": text, **params} if text else params
        cell = text.zh if isinstance(text, Label) else text
        self.problems.append(RowProblem(self.sheet, self.number, column, code, params, cell, refused))
        if refused:
            self.outcome = Outcome.ERROR


class Matching:
    """All rows of the recognised sheets, in the file's order. `rows` and `drafts` are the result."""

    def __init__(self, desk: Desk, options: Options) -> None:
        self.rows: list[Row] = []
        self.drafts: list[Draft] = []
        self._desk = desk
        self._options = options
        self._fields = desk.fields("customer")
        self._contact_name = desk.fields("contact")["name"].label
        self._constants = _constants(self._fields, options)
        self._any_customers = store.has_customers(desk.data)
        self._by_key: dict[tuple[str, str], list[int]] = {}
        self._by_id: dict[int, int] = {}

    def take(
        self, sheets: Sequence[Recognised], progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> None:
        """Read and match every row. Raises CancelledError when `cancelled` says so."""
        total = sum(len(sheet.lines) for sheet in sheets)
        for sheet in sheets:
            for start in range(0, len(sheet.lines), _CHUNK):
                if cancelled is not None and cancelled():
                    raise CancelledError
                lines = sheet.lines[start : start + _CHUNK]
                reads = [sheet.reader.read(line.cells, line.number) for line in lines]
                for read in reads:
                    for key, value in self._constants.items():
                        read.values.setdefault(key, value)
                keys = [self._keys(read) for read in reads]
                found = self._look_up(keys)
                for line, read, own in zip(lines, reads, keys, strict=True):
                    read.problems += [_of_row(sheet, line, problem) for problem in line.problems]
                    self._row(sheet, line, read, own, found)
                if progress is not None:
                    progress(len(self.rows), total)

    def _keys(self, read: RowRead) -> list[Key]:
        """Every key of a row; the customer of a contact may be named by its number, too."""
        keys = list(all_keys(read.values))
        if self._options.what == "contacts" and keys and keys[0][0] == "name":
            keys.append(("number", str(read.values["name"])))
        return keys

    def _look_up(self, keys: Iterable[Sequence[Key]]) -> Found:
        """The customers in the data file that any key of these rows points at."""
        if not self._any_customers:
            return {}
        wanted: dict[str, set[str]] = {kind: set() for kind in KEYS}
        for kind, value in itertools.chain.from_iterable(keys):
            wanted[kind].add(value)
        found: Found = {}
        for kind, values in wanted.items():
            found.update(((kind, value), known) for value, known in store.find(self._desk.data, kind, values).items())
        return found

    def _row(self, sheet: Recognised, line: Line, read: RowRead, keys: Sequence[Key], found: Found) -> None:
        row = Row(sheet.plan.name, line.number, Outcome.NEW, None, str(read.values.get("name", "")), read.problems)
        place = len(self.rows)
        self.rows.append(row)
        if line.broken:
            row.say("row-too-wide", refused=True)
            return
        if line.mended:
            row.say("row-mended", text=", ".join(map(shown, line.cells[:_NAMED])))
        if any(problem.refused for problem in read.problems):
            row.outcome = Outcome.ERROR
            return
        if self._options.what == "contacts" and not read.contacts:
            row.say("required-missing", sheet.headers.get("contact.name"), refused=True, field=self._contact_name)
            return
        if not keys:
            row.say("name-missing", sheet.headers.get("name"), refused=True)
            return
        rank = (read.as_of or _NO_DATE, place)
        key = keys[-1] if keys[-1][0] == "number" and keys[-1] in found and keys[0] not in found else keys[0]
        index = self._in_file(row, key)
        if index is None:
            index = self._existing(row, key, read, rank, found.get(key, ()))
        if row.outcome is Outcome.ERROR:
            return
        if index is None:
            index = self._new(row, keys, read, rank, found)
        elif self.drafts[index].place != place:
            self._join(sheet, row, self.drafts[index], read, rank)
        if index is not None:
            row.draft = index
            for other in keys:
                known = self._by_key.setdefault(other, [])
                if index not in known:
                    known.append(index)

    def _in_file(self, row: Row, key: Key) -> int | None:
        """The draft that an earlier row began, if this row means it."""
        drafts = self._by_key.get(key, ())
        if len(drafts) > 1:
            row.say("import-ambiguous-row", refused=True, rows=self._places(drafts))
        return drafts[0] if len(drafts) == 1 else None

    def _places(self, drafts: Iterable[int]) -> str:
        numbers = [str(self.rows[self.drafts[i].place].number) for i in drafts]
        return ", ".join(numbers[:_NAMED])

    def _existing(
        self, row: Row, key: Key, read: RowRead, rank: tuple[dt.datetime, int], known: Sequence[Known]
    ) -> int | None:
        """A draft for the customer in the data file that the row means; None where it means none."""
        alive = [customer for customer in known if not customer.deleted]
        create = self._options.existing == "create" and self._options.what != "contacts"
        if row.outcome is Outcome.ERROR or not known or (create and key[0] != "number"):
            return None
        if create:
            row.say("number-replaced", number=key[1])
            return self._begin(row, read, rank, again=True)
        if not alive:
            row.say("number-in-trash", refused=True, number=key[1], name=known[0].name)
            return None
        if len(alive) > 1:
            numbers = ", ".join(customer.number for customer in alive[:_NAMED])
            row.say("import-ambiguous", refused=True, numbers=numbers)
            return None
        customer = alive[0]
        if customer.id in self._by_id:
            return self._by_id[customer.id]
        row.outcome = Outcome.SKIP
        row.name = row.name or customer.name
        index = self._begin(row, read, rank, existing=customer.id)
        if index is not None:
            self._by_id[customer.id] = index
        return index

    def _new(
        self, row: Row, keys: Sequence[Key], read: RowRead, rank: tuple[dt.datetime, int], found: Found
    ) -> int | None:
        if self._options.what == "contacts":
            row.say("import-no-customer", refused=True, text=row.name or keys[0][1])
            return None
        if "name" not in read.values:
            row.say("name-missing", refused=True)
            return None
        self._warn_of_doubles(row, keys, found)
        return self._begin(row, read, rank)

    def _begin(self, row: Row, read: RowRead, rank: tuple[dt.datetime, int], **state: Any) -> int | None:
        if state.get("again") and "name" not in read.values:
            row.say("name-missing", refused=True)
            return None
        draft = draft_of(read, rank[1], rank)
        draft.existing, draft.again = state.get("existing"), state.get("again", False)
        self.drafts.append(draft)
        return len(self.drafts) - 1

    def _warn_of_doubles(self, row: Row, keys: Sequence[Key], found: Found) -> None:
        """A weaker likeness than the key that decides is only told."""
        if self._options.existing == "create":
            return
        for key in keys:
            for customer in found.get(key, ()):
                if not customer.deleted:
                    row.say("possible-double", number=customer.number, name=customer.name)
                    return
            if drafts := self._by_key.get(key):
                row.say("possible-double-row", rows=self._places(drafts))
                return

    def _join(self, sheet: Recognised, row: Row, draft: Draft, read: RowRead, rank: tuple[dt.datetime, int]) -> None:
        row.outcome = Outcome.JOINED
        row.name = row.name or str(draft.values.get("name", ""))
        first = self.rows[draft.place].number
        for key, kept, other in join(draft, read, rank[1], rank, merge=not sheet.reader.parts_only):
            told = _told(self._fields[key], kept), _told(self._fields[key], other)
            row.say("values-differ", sheet.headers.get(key), text=told[1], first=first, kept=told[0])


def _of_row(sheet: Recognised, line: Line, problem: Problem) -> RowProblem:
    """What reading the file had to say about a row."""
    return RowProblem(sheet.plan.name, line.number, None, problem.code, problem.params, refused=problem.hard)


def _told(field: Field, value: Any) -> str | Label:
    """A value as a sentence can name it in either language."""
    choice = field.choice(value) if field.choices else None
    return choice.label if choice else str(value)


def _constants(fields: Fields, options: Options) -> dict[str, Any]:
    """The values for rows that say nothing themselves. Raises UserError for one that cannot be read."""
    values = {}
    for key, text in options.constants.items():
        known = reading.known_field(fields, key)
        read = reader(known)(text)
        if read.value is None and read.problem is not None:
            raise UserError("value-refused", field=known.label, reason=read.problem)
        if read.value is not None:
            values[key] = read.value
    return values
