"""Which kinds of records the rows of a file can hold, how their columns are called, and the fields they are read by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from crmdesk.core.fields import Field, Fields, user_field
from crmdesk.core.fields_parts import COMPETITORS, ELSEWHERE, NOTES
from crmdesk.core.words import Label

OWN = "own"
"""Before the label of a field of the user's own; chosen for a column: such a field, called like the header."""

AS_OF = "as_of"
"""The target of a date column that tells which of several rows about one customer is the latest."""

COLUMNS: Final = 9
"""So many records of one kind can stand in one row, each in columns of its own (contact … contact9)."""


@dataclass(frozen=True, slots=True)
class RowKind:
    """A kind of record that a row can hold beside its customer or, when `alone`, instead of one.

    `what` is how a sheet of nothing else is called (core.importing.WHAT). `prefix` stands before the labels in headers.
    `lead` is the field without which there is no such record, None where any will do. `told` are fields that are not
    typed in the window but kept as the file says: when and by whom.
    """

    kind: str
    what: str
    prefix: Label
    lead: str | None
    alone: bool = False
    told: tuple[str, ...] = ()


KINDS: Final = (
    RowKind("contact", "contacts", Label("Contact", "联系人"), "name"),
    RowKind("address", "addresses", Label("Further address", "其他地址"), None),
    RowKind("note", "notes", Label("Note", "记事"), "text", told=("at", "who")),
    RowKind("elsewhere", "elsewhere", Label("Bought elsewhere", "别处采购"), "product"),
    RowKind("competitor", "competitors", Label("Competitor", "竞争对手"), "name", alone=True),
)
"""In the order in which they name a sheet that has several."""

BY_KIND: Final[Mapping[str, RowKind]] = {kind.kind: kind for kind in KINDS}


def part_header(kind: str, field: Field, *, chinese: bool) -> str:
    """The header under which an import finds a part's field again: 联系人姓名, Contact Name; 记事, Note."""
    prefix, label = BY_KIND[kind].prefix, field.label
    before, own = (prefix.zh, label.zh) if chinese else (prefix.en, label.en)
    return own if own == before else before + ("" if chinese else " ") + own


def owner_of(target: str) -> tuple[str, int, str]:
    """A field id taken apart: the kind of part ('' for the customer, 'own' for a field of the user's own), which of
    several, and the key. contact2.name → ('contact', 2, 'name'); mobile → ('', 1, 'mobile')."""
    owner, dot, key = target.partition(".")
    if not dot:
        return "", 1, target
    if owner[-1:].isdigit():
        return owner[:-1], int(owner[-1]), key
    return owner, 1, key


def target_of(kind: str, number: int, key: str) -> str:
    """The field id of a part: contact.mobile for the first contact of a row, contact2.mobile for the second."""
    return f"{kind}{number if number > 1 else ''}.{key}"


def others() -> dict[str, Fields]:
    """The fields of the kinds beside customers, contacts and further addresses."""
    return {fields.record: fields for fields in (NOTES, ELSEWHERE, COMPETITORS)}


@dataclass(frozen=True, slots=True)
class Registry:
    """The fields rows are read by; `others` are those of the further kinds, by kind."""

    customer: Fields
    contact: Fields
    address: Fields
    others: Mapping[str, Fields] = field(default_factory=others)

    def of(self, kind: str) -> Fields | None:
        """The fields of a kind of part."""
        if kind == "contact":
            return self.contact
        return self.address if kind == "address" else self.others.get(kind)

    def field(self, target: str) -> Field | None:
        """The field of a field id, None where there is none."""
        kind, number, key = owner_of(target)
        if not kind:
            return self.customer.get(target)
        if kind == OWN:
            return user_field(target, key) if key and number == 1 else None
        fields = self.of(kind) if 1 <= number <= COLUMNS else None
        return fields.get(key) if fields else None
