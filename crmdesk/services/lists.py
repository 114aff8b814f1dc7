"""Lists of choices users may change (METHOD.md section 1): those of `core.lists.CHANGEABLE` and of own choice fields.

Renaming a word keeps the records; deleting one gives them another word or none, in the same action.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core import texts, values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Choice, Field, Type
from crmdesk.core.lists import CHANGEABLE, ChoiceRow, record_of
from crmdesk.core.registry import REGISTRY
from crmdesk.core.words import Label
from crmdesk.services import groups, user_fields
from crmdesk.services.bulk import Cancelled, Progress, unhindered
from crmdesk.services.desk import Desk
from crmdesk.store import screening
from crmdesk.store import structure as store
from crmdesk.store.recording import Recording


class Word(Struct, frozen=True):
    """One word of a list. `supplied` is the name the program brought along, None for the user's own words."""

    key: str
    label: Label
    supplied: Label | None = None

    @property
    def renamed(self) -> bool:
        return self.supplied is not None and self.supplied != self.label


def all_lists(desk: Desk) -> tuple[Field, ...]:
    """The fields whose words can be changed, the user's own choice fields last."""
    fields = desk.fields("customer")
    own = (field for field in fields.all if field.by_user and field.type is Type.CHOICE)
    return (*(desk.fields(record_of(key))[key] for key in CHANGEABLE), *own)


def known(desk: Desk, list_: str) -> Field:
    """The field of a list, by its key or label. Raises UserError('list-unknown')."""
    folded = texts.fold(list_)
    for field in all_lists(desk):
        if list_ == field.key or folded in (texts.fold(field.label.zh), texts.fold(field.label.en)):
            return field
    raise UserError("list-unknown", list=list_)


def words(desk: Desk, list_: str) -> tuple[Word, ...]:
    """The words of a list in their order. Raises UserError('list-unknown')."""
    field = known(desk, list_)
    supplied = {} if field.by_user else {choice.key: choice.label for choice in _supplied(field).choices}
    return tuple(Word(choice.key, choice.label, supplied.get(choice.key)) for choice in field.choices)


def counts(desk: Desk, list_: str) -> dict[str, int]:
    """How many customers have each word. It may take a second with very many customers."""
    field = known(desk, list_)
    if record_of(field.key) == "screening":
        return screening.counts(desk.data)
    return store.used(desk.data, field.key, own=field.by_user)


def meant(field: Field, word: str) -> Choice:
    """The choice that a word, a key or a former name means. Raises UserError('list-word-unknown')."""
    found = next((choice for choice in field.choices if choice.key == word), None) or values.find_choice(field, word)
    if found is None:
        raise UserError("list-word-unknown", word=word)
    return found


def add(desk: Desk, list_: str, word: str) -> tuple[str, Changes]:
    """Add a word at the end; one that was deleted comes back. Returns its key.

    Raises UserError: unknown list, word missing, or one that already means something there.
    """
    field = known(desk, list_)
    clean = _free(field, word)
    gone = values.find_choice(replace(field, choices=field.retired), clean)
    key = gone.key if gone else clean
    with desk.recording("list-add") as made:
        if field.by_user:
            choice = Choice(key, Label(clean, clean))
            user_fields.write_choices(desk, made, field, (*field.choices, choice))
        else:
            label, position = _label(field, key, clean), _next_position(desk, field)
            _write(desk, made, field, key, label=label, position=position, deleted_at=None)
    return key, made.result


def rename(desk: Desk, list_: str, word: str, new: str) -> Changes:
    """Call a word something else; the records keep it and imports still know its former name.

    Raises UserError: unknown list or word, name missing, or one that already means another word there.
    """
    field = known(desk, list_)
    choice = meant(field, word)
    clean = _free(field, new, choice.key)
    with desk.recording("list-rename") as made:
        if field.by_user:
            renamed = replace(choice, label=Label(clean, clean))
            user_fields.write_choices(desk, made, field, (renamed if c is choice else c for c in field.choices))
        else:
            _write(desk, made, field, choice.key, label=_label(field, choice.key, clean))
    return made.result


def reset(desk: Desk, list_: str, word: str) -> Changes:
    """Give a word the name the program brought along. Raises UserError: unknown list or word."""
    field = known(desk, list_)
    choice = meant(field, word)
    with desk.recording("list-reset") as made:
        if field.by_user:
            first = replace(choice, label=Label(choice.key, choice.key))
            user_fields.write_choices(desk, made, field, (first if c is choice else c for c in field.choices))
        else:
            _write(desk, made, field, choice.key, label=None)
    return made.result


def order(desk: Desk, list_: str, keys: Sequence[str]) -> Changes:
    """Put the words into this order. Raises UserError('list-order') unless every one is named once."""
    field = known(desk, list_)
    choices = {choice.key: choice for choice in field.choices}
    if sorted(keys) != sorted(choices):
        raise UserError("list-order")
    with desk.recording("list-order") as made:
        if field.by_user:
            user_fields.write_choices(desk, made, field, (choices[key] for key in keys))
        else:
            for position, key in enumerate(keys):
                _write(desk, made, field, key, position=position)
    return made.result


def delete(
    desk: Desk,
    list_: str,
    word: str,
    replacement: str | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Changes:
    """Take a word out of a list; the customers that have it get the `replacement`, or nothing.

    Raises UserError: unknown list or word, or replaced by itself.
    """
    field = known(desk, list_)
    choice = meant(field, word)
    other = meant(field, replacement).key if replacement else None
    if other == choice.key:
        raise UserError("list-word-itself")
    with unhindered(), desk.recording("list-delete") as made:
        if record_of(field.key) == "screening":
            _replace_ticks(desk, made, choice.key, other)
        else:
            user_fields.replace_values(desk, made, field, choice.key, other, progress, cancelled)
        if field.by_user:
            user_fields.write_choices(desk, made, field, (c for c in field.choices if c is not choice))
        else:
            _write(desk, made, field, choice.key, deleted_at=desk.now())
        groups.replace_in_filters(desk, made, field.key, choice.key, other)
    return made.result


def _free(field: Field, word: str, key: str = "") -> str:
    """The word as it is kept; it may mean no other word of the list."""
    clean = texts.clean(word)
    if not texts.fold(clean):
        raise UserError("list-word-missing")
    others = replace(field, choices=tuple(choice for choice in field.choices if choice.key != key))
    other = values.find_choice(others, clean)
    if other is not None:
        same = texts.fold(clean) in (texts.fold(other.label.zh), texts.fold(other.label.en))
        raise UserError("list-word-used" if same else "list-word-means", word=clean, other=other.label)
    return clean


def _supplied(field: Field) -> Field:
    """The field of a list as the program brought it along."""
    return REGISTRY[record_of(field.key)][field.key]


def _replace_ticks(desk: Desk, made: Recording, item: str, other: str | None) -> None:
    """Ticks of a condition become those of another one, where a customer has none of that yet; else they go."""
    there = desk.records.read_many("screening", screening.having(desk.data, other)) if other else {}
    kept = {tick["customer_id"] for tick in there.values()}
    ticks = desk.records.read_many("screening", screening.having(desk.data, item))
    moved = {i: {"item": other} for i, tick in ticks.items() if other and tick["customer_id"] not in kept}
    made.update_many("screening", {i: moved.get(i, {"deleted_at": desk.now()}) for i in ticks})


def _rows(desk: Desk, field: Field) -> dict[str, ChoiceRow]:
    return {row.key: row for row in desk.records.lists().get(field.key, ())}


def _next_position(desk: Desk, field: Field) -> int | None:
    """Behind every other word; None as long as nobody put the list into order."""
    positions = [row.position for row in _rows(desk, field).values() if row.position is not None]
    return max(positions) + 1 if positions else None


def _label(field: Field, key: str, word: str) -> str | None:
    """The name to be kept of a word, None where it is the one it has by itself."""
    supplied = _supplied(field).choice(key)
    names = (supplied.label.zh, supplied.label.en) if supplied else (key,)
    return None if word in names else word


def _write(desk: Desk, made: Recording, field: Field, key: str, **sets: str | int | None) -> None:
    """Set what the user made of one word; its record is made with the first change."""
    row = _rows(desk, field).get(key)
    if row is not None:
        made.update("choice", row.id, sets)
    elif any(value is not None for value in sets.values()) or _supplied(field).choice(key) is None:
        made.create("choice", {"list": field.key, "key": key, **sets})
