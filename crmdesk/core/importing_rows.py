"""One row of a sheet to what it says of a customer, its contacts and its addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crmdesk.core import names, texts
from crmdesk.core.errors import Problem
from crmdesk.core.fields import Field, Fields, Type, user_field
from crmdesk.core.headers import AS_OF, OF_CONTACT, OWN
from crmdesk.core.importing import Column as PlanColumn
from crmdesk.core.importing import RowProblem, distinct_headers
from crmdesk.core.importing_cells import CellReader, are_fractions, date_of, reader, shown
from crmdesk.core.importing_sheets import Row

ADDRESS_PARTS = ("country", "region", "province", "city", "district", "address", "postcode")
"""The customer's fields that together are one address."""

_CUSTOMER_PART = {part: key for key, part in OF_CONTACT.items() if key not in ("name", "address", "notes", "hobbies")}
_ALTERNATIVES = {"tier": "grade", "category": "kind"}
_MOST_WORDS = 50
_DIGITS_LOST = frozenset(
    f"{family}-digits-lost" for family in ("phone", "id", "credit", "money", "number", "cell")
)  # the file lost them, not the person: never stored as if right


@dataclass(slots=True)
class RowRead:
    """What one row says. `values` are typed customer values by key; `contacts` those of each contact named in it;
    `address` a further address; `own` values by label that go into fields of the user's own; `stated` words for derived
    fields: choice, text, header."""

    row: int
    values: dict[str, Any]
    contacts: list[dict[str, Any]] = field(default_factory=list)
    address: dict[str, Any] | None = None
    as_of: dt.datetime | None = None
    own: dict[str, Any] = field(default_factory=dict)
    stated: dict[str, tuple[str | None, str, str]] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    header: str
    key: str
    field: Field
    read: CellReader
    implicit: bool = False
    contact: int = 0


@dataclass(frozen=True, slots=True)
class Registry:
    """The fields rows are read by."""

    customer: Fields
    contact: Fields
    address: Fields

    def field(self, target: str) -> Field | None:
        """The field of a field id, None where there is none."""
        owner, dot, key = target.partition(".")
        if owner == OWN and key:
            return user_field(target, key)
        if not dot:
            return self.customer.get(target)
        if owner == "address":
            return self.address.get(key)
        known = owner.startswith("contact") and owner[7:] in ("", *"23456789")
        return self.contact.get(key) if known else None


class RowReader:
    """Reads the rows of one sheet. `implicit` tells for each column whether it is the contact's only by its company.

    `parts_only`: the sheet holds contacts or further addresses of customers that it only names.
    """

    def __init__(
        self,
        sheet: str,
        columns: Sequence[PlanColumn],
        implicit: Sequence[bool],
        rows: Sequence[Row],
        registry: Registry,
        blanks: frozenset[str] = frozenset(),
    ) -> None:
        self._sheet = sheet
        self._registry = registry
        self.columns = _retargeted(columns, rows, registry)
        self._as_of = next((c.index for c in self.columns if c.target == AS_OF), None)
        self._customer: list[_Column] = []
        self._contact: list[_Column] = []
        self._address: list[_Column] = []
        for column, header, hidden in zip(self.columns, distinct_headers(tuple(columns)), implicit, strict=True):
            if column.target and column.target != AS_OF:
                self._add(column, header, hidden, rows, blanks)
        targets = {c.target for c in self.columns if c.target}
        own = {target for target in targets if "." not in target}
        self.parts_only = (
            own <= {"number", "name"} and "number" in own and len(targets) > len(own) and not any(implicit)
        )

    def _add(self, column: PlanColumn, header: str, hidden: bool, rows: Sequence[Row], blanks: frozenset[str]) -> None:
        target = column.target or ""
        owner, dot, key = target.partition(".")
        known = self._registry.field(target)
        if known is None:
            raise ValueError(target)
        at = column.index
        if owner == OWN:
            known = user_field(target, key, _type_of(row[at] for row in rows if at < len(row)))
        fractions = (
            known.type is Type.PERCENT
            and "%" not in texts.normal(column.header)
            and are_fractions([row[at] for row in rows if at < len(row)])
        )
        read = reader(known, fractions=fractions, blanks=frozenset() if "name" in (target, key) else blanks)
        part = bool(dot) and owner != OWN
        made = _Column(at, header, key if part else target, known, read, hidden, _number(owner) if part else 0)
        (self._customer if not part else self._address if owner == "address" else self._contact).append(made)

    def read(self, row: Row, number: int) -> RowRead:
        """What the row says; `number` is the one the spreadsheet program shows."""
        result = RowRead(number, {})
        width = len(row)
        for column in self._customer:
            if column.index < width and row[column.index] is not None:
                self._customer_value(result, column, row[column.index])
        if self._as_of is not None and self._as_of < width:
            result.as_of = date_of(row[self._as_of])
        if self._contact:
            self._read_contacts(result, row)
        if self._address:
            part = {c.key: v for c in self._address if (v := self._value(result, c, row)) is not None}
            result.address = part or None
        return result

    def _customer_value(self, result: RowRead, column: _Column, cell: object) -> None:
        read = column.read(cell)
        if column.field.derived:
            if read.value is not None or read.word:
                result.stated[column.key] = (read.value, texts.clean(shown(cell)), column.header)
            return
        if read.word is not None:
            self._keep_word(result, column, cell, read.word)
            return
        if read.problem is not None:
            self._say(result, column.header, read.problem, cell)
        if read.value is not None:
            if column.key.startswith(OWN + "."):
                result.own[column.key.removeprefix(OWN + ".")] = read.value
            else:
                result.values[column.key] = read.value

    def _keep_word(self, result: RowRead, column: _Column, cell: object, word: str) -> None:
        result.own[column.header] = word
        params = {"text": word, "field": column.field.label, "kept": column.header}
        self._say(result, column.header, Problem("choice-kept", params), cell)

    def _value(self, result: RowRead, column: _Column, row: Row) -> Any:
        cell = row[column.index] if column.index < len(row) else None
        if cell is None:
            return None
        read = column.read(cell)
        if read.word is not None:
            self._keep_word(result, column, cell, read.word)
        elif read.problem is not None:
            self._say(result, column.header, read.problem, cell)
        return read.value

    def _say(self, result: RowRead, header: str, problem: Problem, cell: object) -> None:
        refused = problem.hard or problem.code in _DIGITS_LOST
        result.problems.append(
            RowProblem(self._sheet, result.row, header, problem.code, problem.params, shown(cell)[:200], refused)
        )

    def _read_contacts(self, result: RowRead, row: Row) -> None:
        found: dict[int, dict[str, Any]] = {}
        hidden: set[str] = set()
        headers: dict[int, str] = {}
        for column in self._contact:
            value = self._value(result, column, row)
            if value is not None:
                found.setdefault(column.contact, {})[column.key] = value
                headers.setdefault(column.contact, column.header)
                if column.implicit:
                    hidden.add(column.key)
        for number, contact in found.items():
            if number == 1 and not self.parts_only and (hidden or "name" in contact):
                self._give_to_customer(result, contact, hidden)
            if "name" in contact:
                result.contacts.append(contact)
            elif contact:
                self._nameless(result, contact, headers[number])

    def _give_to_customer(self, result: RowRead, contact: dict[str, Any], hidden: set[str]) -> None:
        """In an individual's row, or without a contact name, what could be either's is the customer's."""
        name, own_name = contact.get("name"), result.values.get("name")
        same = name is not None and own_name is not None and texts.fold(name) == texts.fold(own_name)
        if name is not None and not (same or hidden):
            return
        kind = result.values.get("kind") or (own_name and names.guess_kind(own_name, **_evidence(result.values)))
        if name is not None and kind != "individual":
            return
        for part in [part for part in contact if part in hidden or same]:
            key = _CUSTOMER_PART.get(part)
            if key and result.values.get(key) in (None, contact[part]):
                result.values[key] = contact.pop(part)
        if same and contact.keys() == {"name"}:
            contact.clear()

    def _nameless(self, result: RowRead, contact: dict[str, Any], header: str) -> None:
        """Contact values without a name: the customer's where there is room, else they stand in the problem."""
        for part in list(contact):
            key = _CUSTOMER_PART.get(part)
            if key and result.values.get(key) in (None, contact[part]):
                result.values[key] = contact.pop(part)
        if contact:
            text = "; ".join(map(str, contact.values()))
            self._say(result, header, Problem("contact-nameless", {"text": text}), text)


def _type_of(cells: Iterable[object]) -> Type:
    """What a new field holds: dates or numbers where every cell is one, else texts."""
    filled = [cell for cell in cells if cell is not None]
    if filled and all(isinstance(cell, dt.date) for cell in filled):
        return Type.DATE
    numbers = filled and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in filled)
    return Type.NUMBER if numbers else Type.TEXT


def _evidence(found: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key != "name"}


def _number(owner: str) -> int:
    return int(owner.removeprefix("contact") or 1) if owner.startswith("contact") else 0


def _retargeted(columns: Sequence[PlanColumn], rows: Sequence[Row], registry: Registry) -> tuple[PlanColumn, ...]:
    """A column of tiers whose every word is a grade (A, B, C) holds grades; categories that are kinds, kinds."""
    taken = {column.target for column in columns}
    result = []
    for column in columns:
        other = _ALTERNATIVES.get(column.target or "")
        if other and other not in taken and _only_fits(column, other, rows, registry):
            taken.add(other)
            result.append(PlanColumn(column.index, column.header, column.group, other, column.samples))
        else:
            result.append(column)
    return tuple(result)


def _only_fits(column: PlanColumn, other: str, rows: Sequence[Row], registry: Registry) -> bool:
    words: set[str] = set()
    for row in rows:
        cell = row[column.index] if column.index < len(row) else None
        if isinstance(cell, str) and cell.strip():
            words.add(cell)
            if len(words) > _MOST_WORDS:
                return False
    this, that = (reader(registry.customer[key]) for key in (column.target or "", other))
    return bool(words) and all(that(word).word is None for word in words) and any(this(word).word for word in words)
