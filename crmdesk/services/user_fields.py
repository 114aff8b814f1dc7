"""The user's own fields (METHOD.md section 1): making them, their names, order, words and end.

A field that was deleted keeps its values in the customers' files, so that undo brings both back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crmdesk.core import texts
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Choice, Field, Fields, Type
from crmdesk.core.headers import header_key
from crmdesk.core.registry import REGISTRY
from crmdesk.services.bulk import Cancelled, Progress, unhindered, update_each
from crmdesk.services.desk import Desk
from crmdesk.store import settings
from crmdesk.store import structure as store
from crmdesk.store.importing import next_own_key
from crmdesk.store.recording import Recording

TYPES = (Type.TEXT, Type.NUMBER, Type.DATE, Type.CHOICE, Type.YES_NO)
"""What an own field can hold."""

MOST_WORDS = 100
"""A text field with more different texts does not become a choice."""


def all_fields(desk: Desk) -> tuple[Field, ...]:
    """Every own field in its order."""
    return desk.records.user_fields()


def known(desk: Desk, key: str) -> Field:
    """The own field with this key. Raises UserError('own-field-unknown')."""
    found = next((field for field in all_fields(desk) if field.key == key), None)
    if found is None:
        raise UserError("own-field-unknown", key=key)
    return found


def counts(desk: Desk) -> dict[str, int]:
    """In how many files each own field is filled. It may take a second with very many customers."""
    return store.filled(desk.data, [field.key for field in all_fields(desk)])


def add(desk: Desk, label: str, type_: Type, choices: Sequence[str] = ()) -> tuple[str, Changes]:
    """Make a field; returns its key. Raises UserError: label missing or used, type, words missing or twice."""
    label = _free_label(desk, label)
    if type_ not in TYPES:
        raise UserError("own-field-type", type=type_, known=", ".join(TYPES))
    words = _clean_words(choices) if type_ is Type.CHOICE else []
    if type_ is Type.CHOICE and not words:
        raise UserError("own-field-choices-missing")
    with desk.recording("own-field-add") as made:
        key = f"x{next_own_key(desk.data)}"
        text = json.dumps(words, ensure_ascii=False) if words else None
        made.create("user_field", {"key": key, "label": label, "type": type_.value, "choices": text})
    return key, made.result


def rename(desk: Desk, key: str, label: str) -> Changes:
    """Call a field something else. Raises UserError like `add`."""
    known(desk, key)
    label = _free_label(desk, label, key)
    with desk.recording("own-field-rename") as made:
        made.update("user_field", store.own_field_ids(desk.data)[key], {"label": label})
    return made.result


def delete(desk: Desk, key: str) -> Changes:
    """Take a field out of every form, list, filter and export; what it held stays for undo."""
    known(desk, key)
    with desk.recording("own-field-delete") as made:
        made.update("user_field", store.own_field_ids(desk.data)[key], {"deleted_at": desk.now()})
    return made.result


def order(desk: Desk, keys: Sequence[str]) -> Changes:
    """Put the fields into this order. Raises UserError('list-order') unless every one is named once."""
    if sorted(keys) != sorted(field.key for field in all_fields(desk)):
        raise UserError("list-order")
    text = json.dumps(list(keys))
    with desk.recording("own-field-order") as made:
        found = settings.id_of(desk.data, store.ORDER)
        if found is None:
            made.create("setting", {"key": store.ORDER, "value": text})
        else:
            made.update("setting", found, {"value": text})
    return made.result


def make_choice(desk: Desk, key: str, progress: Progress | None = None, cancelled: Cancelled | None = None) -> Changes:
    """Turn a text field into a choice among the texts it holds; writings of one word become the commonest of them.

    Raises UserError when it is no text field, is empty everywhere or holds too many different texts.
    """
    field = known(desk, key)
    if field.type is not Type.TEXT:
        raise UserError("own-field-not-text")
    used = store.used(desk.data, key, own=True)
    words: dict[str, str] = {}
    for text in sorted(used, key=lambda text: (-used[text], text)):
        words.setdefault(texts.fold(text) or text, text)
    if not words:
        raise UserError("own-field-choices-missing")
    if len(words) > MOST_WORDS:
        raise UserError("own-field-too-many", label=field.label, count=len(words), most=MOST_WORDS)
    others = {text: word for text in used if (word := words[texts.fold(text) or text]) != text}
    with unhindered(), desk.recording("own-field-choice") as made:
        for text, word in others.items():
            replace_values(desk, made, field, text, word, progress, cancelled)
        text = json.dumps(list(words.values()), ensure_ascii=False)
        made.update("user_field", store.own_field_ids(desk.data)[key], {"type": Type.CHOICE.value, "choices": text})
    return made.result


def write_choices(desk: Desk, made: Recording, field: Field, choices: Iterable[Choice]) -> None:
    """Store the words of a choice field: a plain word is its own key, a renamed one keeps the key it had."""
    entries: list[str | dict[str, str]] = [
        choice.key if choice.label.zh == choice.key else {"key": choice.key, "label": choice.label.zh}
        for choice in choices
    ]
    field_id = store.own_field_ids(desk.data)[field.key]
    made.update("user_field", field_id, {"choices": json.dumps(entries, ensure_ascii=False)})


def replace_values(
    desk: Desk,
    made: Recording,
    field: Field,
    value: str,
    replacement: str | None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> int:
    """Give every customer with one value of a field another one, or none; returns how many there were."""
    ids = store.having(desk.data, field.key, value, own=field.by_user)

    def replaced(flats: Mapping[int, Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
        return {customer_id: {field.key: replacement} for customer_id in flats}

    return update_each(desk, made, ids, replaced, (field.key,), progress, cancelled)


def _free_label(desk: Desk, label: str, key: str = "") -> str:
    """The label as it is kept: no other field may be found under it, neither by people nor by an import."""
    clean = texts.clean(label)
    wanted = header_key(clean)
    if not wanted:
        raise UserError("own-field-label-missing")
    built_in = _built_in(REGISTRY["customer"]).get(wanted)
    if built_in is not None:
        raise UserError("own-field-label-built-in", label=clean, field=built_in.label)
    for field in all_fields(desk):
        if field.key != key and wanted in (header_key(field.label.zh), header_key(field.key)):
            raise UserError("own-field-label-used", label=field.label)
    return clean


def _built_in(fields: Fields) -> dict[str, Field]:
    """Every name of a registered field, in its form for comparing."""
    names: dict[str, Field] = {}
    for field in fields.all:
        labels = [field.label, *([field.label_individual] if field.label_individual else [])]
        for name in (*(text for label in labels for text in (label.zh, label.en)), field.key, *field.synonyms):
            names.setdefault(header_key(name), field)
    return names


def _clean_words(choices: Sequence[str]) -> list[str]:
    words: dict[str, str] = {}
    for choice in choices:
        word = texts.clean(choice)
        if not word:
            continue
        if texts.fold(word) in words:
            raise UserError("list-word-used", word=word)
        words[texts.fold(word)] = word
    return list(words.values())
