"""Row by row: which customer a row means, in the file and in the data file, and what becomes of the row."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crmdesk.core import texts
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.fields import Fields
from crmdesk.core.importing import KEYS, Options, Outcome, RowProblem
from crmdesk.core.importing_cells import reader, shown
from crmdesk.core.importing_complaints import REACHING
from crmdesk.core.importing_registry import AS_OF, BY_KIND, KINDS, OWN, others, owner_of, target_of
from crmdesk.core.importing_rows import RowRead
from crmdesk.core.words import Label
from crmdesk.services import reading
from crmdesk.services.desk import Desk
from crmdesk.services.importing_doubles import Key
from crmdesk.services.importing_drafts import Draft, Standing, all_keys
from crmdesk.services.importing_meaning import Found, Meaning
from crmdesk.services.importing_row import Row, Rows
from crmdesk.services.importing_sheets import Line, Recognised
from crmdesk.services.importing_shelf import LARGE, Shelf
from crmdesk.sheets.books import Cancelled, CancelledError, Progress
from crmdesk.store import importing as store

_CHUNK = 2_000
_THOROUGH = 20_000
"""Up to so many rows likely doubles are looked for by everything that may tell them."""

_NAMED = 5
_WITH_CUSTOMERS = ("auto", "customers", "orders")
"""As what a sheet may bring customers that are not there yet: old orders come with theirs."""

_ATTACHED = ("addresses", "notes", "elsewhere", *(k.what for k in KINDS if k.plain and k.what != "orders"))
"""Sheets that never make a customer: they say no more of it than which one it is."""

_ANY_LEAD = ("address", "name", "product")
"""What is told to be missing of a record that may begin with any field."""

_NAMING = frozenset({"number", "name"})
_COMPLAINTS = BY_KIND["complaint"].what


def attaches(sheet: Recognised, options: Options) -> bool:
    """Whether the rows of a sheet only name customers that are there and bring something else."""
    if sheet.only_contacts or options.what not in _WITH_CUSTOMERS:
        return True
    targets = {column.target for column in sheet.plan.columns if column.target} - {AS_OF}
    own = {target for target in targets if owner_of(target)[0] in ("", OWN)}
    naming = _NAMING.union(REACHING) if sheet.plan.what == _COMPLAINTS else _NAMING
    return options.what == "auto" and sheet.plan.what in _ATTACHED and own <= naming


def stands_alone(sheet: Recognised) -> bool:
    """Whether the rows of a sheet are records that belong to no customer."""
    return any(kind.alone and kind.what == sheet.plan.what for kind in BY_KIND.values())


class Matching:
    """All rows of the recognised sheets, in the file's order. `rows`, `drafts` and `standing` (records that
    belong to no customer) are the result.

    `total` is how many rows there are; `parts_only`: no sheet is about customers, so that every row counts for itself.
    """

    def __init__(self, desk: Desk, fields: Fields, options: Options, *, total: int, parts_only: bool) -> None:
        self.rows = Rows(large=total > LARGE)
        self.standing: dict[Key, Standing] = {}
        self.parts_only = parts_only
        self.headers: dict[tuple[str, str], str] = {}
        """Headers by sheet and field id."""

        self._desk = desk
        self._options = options
        self._constants = _constants(fields, options)
        self._total = total
        self._any_customers = store.has_customers(desk.data)
        self._meaning = Meaning(desk, fields, options, self.rows, large=total > LARGE)
        self._leads: dict[str, tuple[str, Label]] = {}

    @property
    def drafts(self) -> Shelf[Draft]:
        """The customers that the rows tell about."""
        return self._meaning.drafts

    @property
    def named(self) -> Mapping[str, set[str]]:
        """Which other customers the rows name, by the key of the field that names them."""
        return self._meaning.named

    def take(
        self, sheets: Sequence[Recognised], progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> None:
        """Read and match every row. Raises CancelledError when `cancelled` says so."""
        for sheet in sheets:
            self.headers.update(((sheet.plan.name, target), text) for target, text in sheet.headers.items())
            attached, alone = attaches(sheet, self._options), stands_alone(sheet)
            for start in range(0, len(sheet.lines), _CHUNK):
                if cancelled is not None and cancelled():
                    raise CancelledError
                lines = sheet.lines[start : start + _CHUNK]
                reads = [sheet.reader.read(line.cells, line.number) for line in lines]
                if alone:
                    for line, read in zip(lines, reads, strict=True):
                        self._take_standing(sheet, line, read)
                else:
                    self._take_chunk(sheet, lines, reads, attached=attached)
                if progress is not None:
                    progress(len(self.rows), self._total)
        self._meaning.forget()

    def leave_out_held(self) -> None:
        """Rows that are held back, and those that joined them, tell about no customer any more."""
        if self._meaning.held:
            self.rows.renumber_drafts(self._meaning.leave_out_held())

    def _take_chunk(
        self, sheet: Recognised, lines: Sequence[Line], reads: Sequence[RowRead], *, attached: bool
    ) -> None:
        for read in reads if self._options.what == "customers" else ():
            read.deal = None
            read.parts = {kind: parts for kind, parts in read.parts.items() if not BY_KIND[kind].plain}
        for read in [read for read in reads if read.parts]:
            self._noted(sheet, read)
        for read in reads if self._constants and not attached else ():
            for key, value in self._constants.items():
                read.values.setdefault(key, value)
        keys = [list(all_keys(read.values)) for read in reads]
        if attached:  # a customer may be named by its number, too
            for read, own in zip(reads, keys, strict=True):
                own += [("number", str(read.values["name"])) for kind, _ in own[:1] if kind == "name"]
        found = self._look_up(keys)
        if self._any_customers and not attached:
            self._meaning.expect(reads, keys, found, thorough=self._total <= _THOROUGH)
        for line, read, own in zip(lines, reads, keys, strict=True):
            row = self._begun(sheet, line, read, attached=attached)
            if (row.outcome is Outcome.ERROR or not own) and self._meaning.choice(row) == "skip":
                row.outcome, row.problems = Outcome.SKIP, ()
            if row.outcome is not Outcome.NEW:
                continue
            if attached and not read.parts and not read.deal:
                self._say_missing(sheet, row)
            else:
                self._meaning.settle(sheet, row, read, own, found)

    def _noted(self, sheet: Recognised, read: RowRead) -> None:
        """What belongs to no customer, in a row about one (a competitor beside its name): a note of the customer."""
        for kind in [kind for kind in read.parts if BY_KIND[kind].alone]:
            for number, part in enumerate(read.parts.pop(kind), 1):
                told = [(sheet.headers.get(target_of(kind, number, key), key), value) for key, value in part.items()]
                text = "\n".join(f"{header}：{value}" for header, value in told)
                read.parts.setdefault("note", []).append({"text": text})

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

    def _begun(self, sheet: Recognised, line: Line, read: RowRead, *, attached: bool = False) -> Row:
        """The row with what reading it had to say."""
        name = str(read.values.get("name", ""))
        row = self.rows.append(sheet.plan.name, line.number, name, read.problems, attached=attached)
        if line.problems:
            row.add(*(_of_row(sheet, line, problem) for problem in line.problems))
        if line.broken:
            row.say("row-too-wide", refused=True)
        elif line.mended:
            row.say("row-mended", text=", ".join(map(shown, line.cells[:_NAMED])))
        if (problems := row.problems) and any(problem.refused for problem in problems):
            row.outcome = Outcome.ERROR
        return row

    def _take_standing(self, sheet: Recognised, line: Line, read: RowRead) -> None:
        """A row that is a record of its own: a competitor. The first row about one decides, later ones fill it up; what
        has no name, as a cost, is one in each row."""
        row, place = self._begun(sheet, line, read), len(self.rows) - 1
        if row.outcome is Outcome.ERROR:
            return
        kind, parts = next((each for each in read.parts.items() if BY_KIND[each[0]].alone), ("", []))
        if not parts:
            self._say_missing(sheet, row)
            return
        lead = BY_KIND[kind].lead or "name"
        row.name = str(parts[0].get(lead, parts[0].get("code", "")))
        named = str(parts[0].get("code") or "") or texts.fold(row.name) or row.name
        if lead == "name" and not named:
            self._say_missing(sheet, row)
            return
        key = (kind, named if lead == "name" else str(place))
        standing = Standing(kind, place, parts[0], self._meaning.choice(row) or self._options.existing)
        first = self.standing.setdefault(key, standing)
        if first is not standing:
            row.outcome = Outcome.JOINED
            first.values.update({key: value for key, value in parts[0].items() if key not in first.values})

    def _say_missing(self, sheet: Recognised, row: Row) -> None:
        what = self._what(sheet)
        if what not in self._leads:
            self._leads[what] = self._lead(what)
        target, label = self._leads[what]
        row.say("required-missing", sheet.headers.get(target), refused=True, field=label)

    def _lead(self, what: str) -> tuple[str, Label]:
        """The field that a sheet of a kind has to fill: its id and what it is called."""
        kind = next((kind for kind in BY_KIND.values() if kind.what == what), BY_KIND["contact"])
        fields = others(self._desk.fields).get(kind.kind) or self._desk.fields(kind.kind)
        lead = next(field for key in (kind.lead or "", *_ANY_LEAD) if (field := fields.get(key)))
        return target_of(kind.kind, 1, lead.key), lead.label

    def _what(self, sheet: Recognised) -> str:
        return sheet.plan.what if self._options.what in ("auto", "customers") else self._options.what


def _of_row(sheet: Recognised, line: Line, problem: Problem) -> RowProblem:
    """What reading the file had to say about a row."""
    return RowProblem(sheet.plan.name, line.number, None, problem.code, problem.params, refused=problem.hard)


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
