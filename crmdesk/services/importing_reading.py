"""One sheet made ready to be read: its header, what its columns hold, and which of its rows are records."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import overload

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core.errors import Problem
from crmdesk.core.headers import AS_OF, OWN, HeaderIndex, header_key
from crmdesk.core.importing import Column, LeftOut, Options, SheetPlan
from crmdesk.core.importing_cells import How, shown
from crmdesk.core.importing_content import guess, is_header_of, unmistakable
from crmdesk.core.importing_facts import ColumnFacts
from crmdesk.core.importing_families import family_of
from crmdesk.core.importing_mapping import Heading, implicit, keys_of
from crmdesk.core.importing_registry import BY_KIND, KINDS, Registry, owner_of, part_header
from crmdesk.core.importing_rows import RowReader
from crmdesk.core.importing_sheets import Header, Place, find_header, header_by_content, reason_to_leave_out
from crmdesk.core.vcards_columns import targets as card_targets
from crmdesk.sheets.books import Cancelled, CancelledError, Kind, Row, Sheet

Recall = Callable[[Sequence[Heading]], Mapping[str, str]]
"""What is remembered of the columns under a header: field ids by header key."""

_SHOWN_SAMPLES = 3
_SAMPLED = 200
_SAMPLE_LENGTH = 60
_LOOKED_AT = 2_000
_ASKED = 10_000
_OWN_COLUMNS, _MARKS = ("number", "kind", "name"), ("stage", "life_cycle")
_GENERAL_BLANKS = Options().blanks


class Line(Struct, frozen=True):
    """One row that is a record. `broken`: it has more cells than the header; `mended`: its loose commas were joined;
    `problems`: what reading the file had to say about it."""

    number: int
    cells: Row
    broken: bool = False
    mended: bool = False
    problems: Sequence[Problem] = ()


class Lines(Sequence[Line]):
    """The rows of a sheet that are records, each made when it is asked for. `places` are their indexes."""

    def __init__(self, sheet: Sheet, places: Sequence[int], width: int) -> None:
        self._sheet = sheet
        self._places = places
        self._width = width

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | list[Line]:
        if not isinstance(at, slice):
            return self._line(self._places[at], self._sheet.rows[self._places[at]])
        places = self._places[at]
        if not places or places[-1] - places[0] >= 2 * len(places):
            return [self._line(i, self._sheet.rows[i]) for i in places]
        rows = self._sheet.rows[places[0] : places[-1] + 1]
        return [self._line(i, rows[i - places[0]]) for i in places]

    def _line(self, index: int, cells: Row) -> Line:
        """A row of a text table with too many cells is mended where the loose separators show by the blank behind
        them."""
        sheet = self._sheet
        number = sheet.row_number(index)
        if sheet.kind is not Kind.TEXT or len(cells) <= self._width:
            return Line(number, cells, problems=sheet.row_problems.get(number, ()))
        loose = [i for i, cell in enumerate(cells) if i and isinstance(cell, str) and cell[:1] == " " and cell.strip()]
        if len(loose) != len(cells) - self._width:
            return Line(number, cells, broken=True)
        joined: Row = []
        for i, cell in enumerate(cells):
            if i in loose:
                joined[-1] = f"{shown(joined[-1])}{sheet.delimiter}{cell}"
            else:
                joined.append(cell)
        return Line(number, joined, mended=True)


class Recognised(Struct, frozen=True):
    """A sheet about customers: how it is read and its rows."""

    plan: SheetPlan
    reader: RowReader
    lines: Lines
    headers: Mapping[str, str]

    @property
    def only_contacts(self) -> bool:
        """Whether the rows can only be contacts: each names one, none the customer but by its number."""
        return "contact.name" in self.headers and "name" not in self.headers


class SheetReading:
    """One sheet on its way: its header, what its columns hold, which rows are records."""

    def __init__(
        self,
        sheet: Sheet,
        index: HeaderIndex,
        known: Registry,
        options: Options,
        by_hand: Mapping[str, str],
        recall: Recall,
        cancelled: Cancelled | None,
    ) -> None:
        self._recall = recall
        self._sheet = sheet
        self._index = index
        self._known = known
        self._options = options
        self._by_hand = by_hand
        self._cancelled = cancelled
        self._chosen = {**_of_cards(by_hand), **by_hand} if sheet.kind is Kind.VCARD else by_hand
        self._memory: Mapping[str, str] = {}
        self._ours = False

    def header(self) -> Header | None:
        """Where the header stands and what it means, with what is remembered of it; by the cells where there is
        none."""
        sheet, given = self._sheet, self._options.header_rows.get(self._sheet.name)
        place = Place(sheet.first_row, sheet.first_column, sheet.merged)
        row = given - sheet.first_row if given else None
        unnamed = self._options.unnamed
        header = find_header(sheet.rows, place, self._index, self._chosen, row, unnamed=unnamed) if given != 0 else None
        if header is None:
            return self._by_content(told=given == 0) if not given and sheet.kind is not Kind.VCARD else None
        if self._options.remember and sheet.kind is not Kind.VCARD:
            remembered = self._recall(header.headings)
            self._memory = {key: target for key, target in remembered.items() if key not in self._chosen}
            if self._memory:
                taken = set(self._chosen.values()) - {"", "-", OWN}
                chosen = {key: target for key, target in self._memory.items() if target not in taken} | dict(
                    self._chosen
                )
                header = find_header(sheet.rows, place, self._index, chosen, header.row, unnamed=unnamed) or header
        return self._guessed(header)

    def _by_content(self, *, told: bool) -> Header | None:
        """Columns told by their cells; a first row that does not share what is under it is a header in other words."""
        rows = self._sheet.rows
        filled = [i for i, row in enumerate(rows[:_LOOKED_AT]) if any(cell is not None for cell in row)]
        sample = [rows[i] for i in filled]
        width = max(map(len, sample), default=0)
        below = guess(sample[1:], width) if not told else {}
        if below and is_header_of(sample[0], below):
            return header_by_content(below, width, self._chosen, sample[0], filled[0])
        found = guess(sample, width)
        header = header_by_content(found, width, self._chosen)
        named = self._options.unnamed or {"name", "number", "contact.name"} & set(header.targets)
        return header if found or (told and named) else None

    def _guessed(self, header: Header) -> Header:
        """Columns whose header nobody knows, told by their cells where these leave no doubt."""
        rows = self._sheet.rows[header.last + 1 : header.last + 1 + _LOOKED_AT]
        targets, guessed = list(header.targets), set()
        for i, heading in enumerate(header.headings):
            quiet = targets[i] is None and not self._index.known(heading.text)
            if quiet and not any(key in self._chosen or key in self._memory for key in keys_of(heading)):
                cells = (row[heading.index] for row in rows if heading.index < len(row))
                found = unmistakable(heading.text, cells)
                if found and found not in targets and f"contact.{found}" not in targets:
                    targets[i] = found
                    guessed.add(heading.index)
        return replace(header, targets=tuple(targets), guessed=frozenset(guessed)) if guessed else header

    def recognised(self, header: Header) -> Recognised:
        sheet = self._sheet
        columns = self._columns(header)
        how = How(blanks=self._blanks(), errors=sheet.kind is Kind.TEXT)
        facts = ColumnFacts(columns, self._known, how, self._options.dates)
        places, left_out = self._rows(header, facts)
        columns = facts.settled()
        reader = RowReader(
            sheet.name,
            columns,
            implicit(header.headings, [column.target for column in columns], self._index),
            facts,
            self._known,
            split=sheet.kind is not Kind.VCARD and not self._is_ours(columns, _OWN_COLUMNS),
            states=not self._is_ours(columns, (*_OWN_COLUMNS, *_MARKS)),
        )
        row = sheet.row_number(header.row) if header.row >= 0 else 0
        what = "contacts" if self._options.what == "contacts" else _what(columns, reader)
        plan = SheetPlan(sheet.name, row, columns, tuple(left_out), sheet.hidden_rows, what)
        headers = {target: text for text, target in plan.mapping.items() if target}
        return Recognised(plan, reader, Lines(sheet, places, header.width), headers)

    def _rows(self, header: Header, facts: ColumnFacts) -> tuple[array[int], list[LeftOut]]:
        """The indexes of the rows that are records, seen by `facts`, and the rows that are none."""
        sheet, places = self._sheet, array("L")
        name_column, self._ours = _name_column(header), self._is_own_list(header)
        left_out = (
            [LeftOut(sheet.name, sheet.row_number(header.last), "header")] if header.last > header.row >= 0 else []
        )
        for i, row in enumerate(sheet.rows):
            if self._cancelled is not None and i % _ASKED == 0 and self._cancelled():
                raise CancelledError
            if i <= header.last:
                continue
            reason = self._reason(row, header, name_column)
            if reason is None:
                places.append(i)
                facts.take(row)
            else:
                left_out.append(LeftOut(sheet.name, sheet.row_number(i), reason))
        return places, left_out

    def _reason(self, row: Row, header: Header, name_column: int | None) -> str | None:
        """Why a row is no record; None where it is one."""
        reason = reason_to_leave_out(row, header, name_column, ours=self._ours)
        return None if self._sheet.kind is Kind.VCARD and reason != "blank" else reason

    def _columns(self, header: Header) -> tuple[Column, ...]:
        first, name_column = header.last + 1, _name_column(header)
        looked_at = self._sheet.rows[first : first + _SAMPLED]
        rows = [row for row in looked_at if self._reason(row, header, name_column) is None]
        return tuple(
            Column(h.index, h.text, h.group, target, tuple(_samples(rows, h.index)), self._sure(header, h, target))
            for h, target in zip(header.headings, header.targets, strict=True)
        )

    def _sure(self, header: Header, heading: Heading, target: str | None) -> str:
        keys = keys_of(heading)
        if any(key in self._by_hand for key in keys):
            return "hand"
        if any(key in self._memory for key in keys):
            return "memory"
        if heading.index in header.guessed:
            return "content"
        return "header" if target else ""

    def _blanks(self) -> frozenset[str]:
        """The usual words are meant for text tables; others hold wherever the person says them."""
        general = self._options.blanks == _GENERAL_BLANKS and self._sheet.kind is not Kind.TEXT
        return frozenset[str]() if general else frozenset(self._options.blanks)

    def _is_own_list(self, header: Header) -> bool:
        """Whether every column is called as the program itself calls it in a list of records of their own."""
        for heading, target in zip(header.headings, header.targets, strict=True):
            kind, _, key = owner_of(target or "")
            fields = self._known.of(kind) if kind in BY_KIND and BY_KIND[kind].alone else None
            if fields is None or heading.text not in [part_header(kind, fields[key], chinese=c) for c in (True, False)]:
                return False
        return True

    def _is_ours(self, columns: Sequence[Column], keys: Sequence[str]) -> bool:
        """Whether the program wrote this sheet of customers, which then has these columns: what stands in one cell
        there belongs into one field, and its stage is worked out and nothing that somebody stated."""
        headers = {column.header for column in columns}
        labels = [self._known.customer[key].label for key in keys]
        return headers >= {label.zh for label in labels} or headers >= {label.en for label in labels}


def _name_column(header: Header) -> int | None:
    names = zip(header.headings, header.targets, strict=True)
    return next((heading.index for heading, target in names if target == "name"), None)


def _what(columns: Sequence[Column], reader: RowReader) -> str:
    """What the rows of a sheet are, one of core.importing.WHAT."""
    targets = [column.target for column in columns if column.target and column.target != AS_OF]
    if family := family_of(targets):
        return family.what
    owners = {owner_of(target)[0] for target in targets}
    for kind in KINDS:
        if kind.kind in owners and (reader.parts_only or (kind.alone and "" not in owners)):
            return kind.what
    return "contacts" if "contact.name" in targets and "name" not in targets else "customers"


def _samples(rows: Sequence[Row], index: int) -> Iterator[str]:
    given = 0
    for row in rows:
        if index < len(row) and row[index] is not None:
            yield shown(row[index])[:_SAMPLE_LENGTH]
            given += 1
            if given == _SHOWN_SAMPLES:
                return


def _of_cards(chosen: Mapping[str, str]) -> dict[str, str]:
    """The columns of vCards are known and not guessed, but for those whose field is wanted elsewhere."""
    taken = set(chosen.values())
    return {header_key(header): target for header, target in card_targets().items() if target not in taken}
