"""The registry of fields: what a customer file consists of (METHOD.md section 1).

Forms, lists, import, export, history, masking and paper all read it. Adding a field is one entry in
`fields_customers` or `fields_contacts` and one migration. Fields a user defines are entries of the same shape made at
run time (`user_field`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from msgspec import Struct

from crmdesk.core.words import Label

INDIVIDUAL = "individual"
ENTERPRISE = "enterprise"
BOTH = (INDIVIDUAL, ENTERPRISE)


class Type(StrEnum):
    """What a field holds; `core.values` reads and shows each."""

    TEXT = "text"
    LONG = "long"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    BIRTHDAY = "birthday"
    CHOICE = "choice"
    YES_NO = "yes_no"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    ADDRESS = "address"
    ID_NUMBER = "id_number"
    CREDIT_CODE = "credit_code"
    CUSTOMER = "customer"
    COMPETITOR = "competitor"
    GROUPS = "groups"
    MOMENT = "moment"
    CONTACT = "contact"
    PRODUCT = "product"
    ORDER = "order"


class Mask(StrEnum):
    """How a personal value is hidden when lists, exports or paper are masked (METHOD.md section 14)."""

    NONE = ""
    PHONE = "phone"
    ID = "id"
    TEXT = "text"


class Choice(Struct, frozen=True):
    """One value a choice field can take; `synonyms` are other words for it in spreadsheets."""

    key: str
    label: Label
    synonyms: tuple[str, ...] = ()


class Field(Struct, frozen=True):
    """One field of a record.

    `kinds`: for which kind of customer it is asked. `label_individual` replaces the label in an individual's file.
    `searched` names the column of the search index it feeds, '' for none. `derived`: worked out by the program,
    never typed. `synonyms`: further headers under which spreadsheets carry it.
    """

    key: str
    label: Label
    type: Type = Type.TEXT
    group: str = ""
    kinds: tuple[str, ...] = BOTH
    choices: tuple[Choice, ...] = ()
    synonyms: tuple[str, ...] = ()
    required: bool = False
    listed: bool = True
    exported: bool = True
    derived: bool = False
    mask: Mask = Mask.NONE
    searched: str = ""
    unit: Label | None = None
    width: str = "normal"
    label_individual: Label | None = None
    by_user: bool = False
    grouped: bool = True
    """Whether thousands stand apart in a whole number: not in a year."""
    retired: tuple[Choice, ...] = ()
    """Words no longer offered that old history still holds."""

    def label_for(self, kind: str | None) -> Label:
        """The label in a file of this kind of customer."""
        return self.label_individual if kind == INDIVIDUAL and self.label_individual else self.label

    def choice(self, key: str) -> Choice | None:
        return next((choice for choice in (*self.choices, *self.retired) if choice.key == key), None)


class Group(Struct, frozen=True):
    """A section of the file under one heading."""

    key: str
    label: Label
    label_individual: Label | None = None

    def label_for(self, kind: str | None) -> Label:
        return self.label_individual if kind == INDIVIDUAL and self.label_individual else self.label


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one kind of record, in the order they are shown."""

    record: str
    all: tuple[Field, ...]
    groups: tuple[Group, ...] = ()
    by_key: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {one.key: one for one in self.all})
        if len(self.by_key) != len(self.all):
            raise ValueError(f"a key twice in {self.record}")

    def get(self, key: str) -> Field | None:
        return self.by_key.get(key)

    def __getitem__(self, key: str) -> Field:
        return self.by_key[key]

    def stored(self) -> tuple[Field, ...]:
        """Those with a column of their own."""
        return tuple(f for f in self.all if f.type is not Type.GROUPS and not f.by_user and f.key not in COMPUTED)

    def with_user_fields(self, fields: Iterable[Field]) -> Fields:
        return Fields(self.record, (*self.all, *fields), self.groups)

    def with_lists(self, lists: Mapping[str, Field]) -> Fields:
        """The same fields with some of them replaced, by key."""
        return Fields(self.record, tuple(lists.get(field.key, field) for field in self.all), self.groups)


COMPUTED = frozenset({"man", "man_verdict", "intending", "completeness", "reachable_contacts", "main_contact"})
"""Fields worked out from others whenever they are read, without a column."""


def user_field(key: str, label: str, type_: Type = Type.TEXT, choices: Iterable[str | Mapping[str, str]] = ()) -> Field:
    """A field the user defined. A choice is a word, its own key; a renamed one is {"key": …, "label": …}."""
    words = [(choice, choice) if isinstance(choice, str) else (choice["key"], choice["label"]) for choice in choices]
    return Field(
        key=key,
        label=Label(label, label),
        type=type_,
        group="own",
        choices=tuple(Choice(word, Label(label, label), (word,)) for word, label in words),
        by_user=True,
    )


def describe(field: Field, record: str) -> dict[str, Any]:
    """A field as plain data, for `crmdesk fields --json`."""
    return {
        "record": record,
        "key": field.key,
        "label_en": field.label.en,
        "label_zh": field.label.zh,
        "type": field.type.value,
        "group": field.group,
        "kinds": list(field.kinds),
        "choices": [{"key": c.key, "label_en": c.label.en, "label_zh": c.label.zh} for c in field.choices],
        "required": field.required,
        "derived": field.derived,
        "masked": field.mask is not Mask.NONE,
        "searched": bool(field.searched),
        "synonyms": list(field.synonyms),
    }
