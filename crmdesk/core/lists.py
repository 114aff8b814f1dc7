"""Lists of choices that users may change: rename, add, put into order, take out (METHOD.md section 1)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core.fields import Choice, Field
from crmdesk.core.words import Label

CHANGEABLE = (
    "source", "ownership", "paying", "credit_rating", "education", "marital_status", "income", "cares", "item",
)  # fmt: skip
"""The fields whose words are the user's own business. The others are fixed by the method."""
_OF_OTHERS = {"item": "screening"}
"""Those that are not fields of customers, with the kind of record they belong to."""
RECORDS = frozenset({"customer", *_OF_OTHERS.values()})
BORROWED = {"source_cost": "source"}
"""Kinds of record with a field that has the list of a customer's field of this name."""


def record_of(list_: str) -> str:
    """The kind of record that has the field of a list; customers for the user's own ones."""
    return _OF_OTHERS.get(list_, "customer")


class ChoiceRow(Struct, frozen=True):
    """What the user made of one word: another `label`, a `position` in the list, or out of it (`deleted`)."""

    id: int
    key: str
    label: str | None
    position: int | None
    deleted: bool


def apply(field: Field, rows: Sequence[ChoiceRow]) -> Field:
    """The field with the user's list. A renamed word is still recognised by its former names in spreadsheets."""
    changed = {row.key: row for row in rows}
    known = {choice.key: choice for choice in field.choices}
    made = [_choice(known.get(row.key), row) for row in rows]
    words = {**known, **{choice.key: choice for choice in made}}
    places = {key: place for place, key in enumerate(words)}

    def place(key: str) -> tuple[int, int]:
        row = changed.get(key)
        return (places[key] if row is None or row.position is None else row.position, places[key])

    order = sorted(words, key=place)
    gone = {row.key for row in rows if row.deleted}
    return replace(
        field,
        choices=tuple(words[key] for key in order if key not in gone),
        retired=tuple(words[key] for key in order if key in gone),
    )


def _choice(known: Choice | None, row: ChoiceRow) -> Choice:
    if known is None:
        label = row.label or row.key
        return Choice(row.key, Label(label, label))
    if row.label is None:
        return known
    return Choice(row.key, Label(row.label, row.label), (known.label.en, known.label.zh, *known.synonyms))
