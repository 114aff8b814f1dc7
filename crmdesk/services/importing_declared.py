"""Own fields and words of lists that an exported workbook declares on its last sheet: made again as they were."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from crmdesk.core import exporting_fields, texts, values
from crmdesk.core.exporting_fields import FieldLine
from crmdesk.core.fields import Choice, Field, Fields, Type, user_field
from crmdesk.core.lists import CHANGEABLE
from crmdesk.core.words import Label
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import Book
from crmdesk.store import importing as store


class NewField(NamedTuple):
    """A field of the user's own that an import makes; `words` are its choices."""

    label: str
    type: Type
    words: tuple[str, ...] = ()


class Declared(Struct, frozen=True):
    """The customer's fields with what a file declares beyond them: own fields by key, words by list."""

    fields: Fields
    own: Mapping[str, NewField] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def declared(desk: Desk, book: Book) -> Declared:
    """What a book declares that the data file does not have yet; nothing for any other file."""
    lines = [line for sheet in book.sheets for line in exporting_fields.read(sheet.rows) or ()]
    fields = desk.fields("customer")
    if not lines:
        return Declared(fields)
    own = _new_fields(desk, fields, [line for line in lines if line.by_user])
    lists = {
        known.key: missing
        for line in lines
        if line.key in CHANGEABLE and (known := fields.get(line.key)) and (missing := _missing(known, line))
    }
    changed = {key: _with_words(fields[key], words) for key, words in lists.items()}
    made = [user_field(key, new.label, new.type, new.words) for key, new in own.items()]
    return Declared(fields.with_lists(changed).with_user_fields(made), own, lists)


def _new_fields(desk: Desk, fields: Fields, lines: list[FieldLine]) -> dict[str, NewField]:
    known = {texts.fold(f.label.zh) or f.label.zh for f in fields.all if f.by_user}
    number = store.next_own_key(desk.data)
    made: dict[str, NewField] = {}
    for line in lines:
        folded = texts.fold(line.label) or line.label
        if folded not in known:
            known.add(folded)
            made[f"x{number + len(made)}"] = NewField(line.label, line.type, line.words)
    return made


def _missing(field: Field, line: FieldLine) -> tuple[str, ...]:
    return tuple(word for word in line.words if values.find_choice(field, word) is None)


def _with_words(field: Field, words: tuple[str, ...]) -> Field:
    made = tuple(Choice(word, Label(word, word)) for word in words)
    return replace(field, choices=(*field.choices, *made))
