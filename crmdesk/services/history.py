"""What was done, by whom and when; undo and redo across restarts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from msgspec import Struct

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.fields import Field, Type
from crmdesk.core.marking import N_
from crmdesk.core.masking import is_home, mask_within
from crmdesk.core.registry import REGISTRY
from crmdesk.core.words import Words
from crmdesk.services import dealings, reading
from crmdesk.services.desk import Desk
from crmdesk.store import customers as customers_store
from crmdesk.store import history as store
from crmdesk.store.columns import from_column
from crmdesk.store.history import Action, RecordChange
from crmdesk.store.replaying import Nature

__all__ = ["Action", "Entry", "describe", "entries", "latest_of", "of_customer", "redo", "undo", "undoable"]


_TOLD = {"note": "text", "attachment": "name"}
"""What is told of a record that was made, beside that it was."""

_MOST_TOLD = 120
"""Characters of it."""

_KEYS = {
    "photo": N_("Photo"), "deleted_at": N_("Deleted"), "tier_fixed": N_("Tier by hand"),
    "grade_fixed": N_("Grade by hand"),
}  # fmt: skip
_INNER = frozenset({"interaction", "campaign", "sales_order", "goods_return", "complaint", "position", "anchor"})
"""What ties records together where it is no field: nothing a person typed."""
_OF_MARKS = {"tier_fixed": "tier", "grade_fixed": "grade"}
"""What goes without saying beside another value that changed."""
_NAMING = {"merged_into": N_("Merged into"), "customer_id": N_("Customer")}
"""What changes beside the fields."""


class Entry(Struct, frozen=True):
    """One value that an action changed, as texts; for a creation `field` is empty, or what is told of it; for a removal
    it is empty."""

    action: Action
    kind: str
    record_id: int
    field: str
    before: str
    after: str


def undo(desk: Desk) -> tuple[Action, Changes]:
    """Take back the last action. Raises UserError('nothing-to-undo')."""
    return store.undo(desk.data, desk.today())


def redo(desk: Desk) -> tuple[Action, Changes]:
    """Do the last undone action again. Raises UserError('nothing-to-redo')."""
    return store.redo(desk.data, desk.today())


def undoable(desk: Desk) -> tuple[Action | None, Action | None]:
    """What undo would take back and redo do again."""
    return store.next_undo(desk.data), store.next_redo(desk.data)


def entries(desk: Desk, limit: int = 200) -> list[Action]:
    """The latest actions, newest first."""
    return store.actions(desk.data, limit)


def describe(action: Action, words: Words) -> str:
    """An action as a short sentence."""
    return words.message(f"action-{action.verb}", action.params)


class Dated(Protocol):
    """What was done at a UTC instant: an action, a change, an import."""

    @property
    def at(self) -> str: ...


def local_time(done: Dated) -> dt.datetime:
    """When it was done, on this machine's clock."""
    return dt.datetime.fromisoformat(done.at).astimezone()


def of_customer(
    desk: Desk, customer_id: int, words: Words, *, masked: bool = False, of_kind: str | None = None
) -> list[Entry]:
    """Every value of a customer and what belongs to it that was ever changed, newest first.

    `masked`: with what is personal hidden (METHOD.md section 14); `of_kind`: what kind of customer it is.
    """
    shown = Shown(desk, words, masked=masked, of_kind=of_kind)
    found: list[Entry] = []
    changes = store.of_customer(desk.data, customer_id)
    first = _first_texts(desk, changes)
    for change in changes:
        text = first.get((change.kind, change.record_id)) if change.nature is Nature.MADE else None
        if text is not None:
            label = words.label(REGISTRY[change.kind][_TOLD[change.kind]].label)
            text = mask_within(text) if masked else text
            told = text if len(text) <= _MOST_TOLD else f"{text[:_MOST_TOLD].rstrip()} …"
            found.append(Entry(change.action, change.kind, change.record_id, label, "", told))
        else:
            found.extend(_entries(change, shown))
    return found


def _first_texts(desk: Desk, changes: Sequence[RecordChange]) -> Mapping[tuple[str, int], str]:
    """What notes said and attachments were called when they were made, by kind and record: read backward from now."""
    texts: dict[tuple[str, int], str] = {}
    for kind, key in _TOLD.items():
        ids = {change.record_id for change in changes if change.kind == kind}
        texts.update(((kind, i), str(flat[key])) for i, flat in desk.records.read_many(kind, sorted(ids)).items())
    for change in changes:
        key = _TOLD.get(change.kind, "")
        if change.before and key in change.before:
            texts[change.kind, change.record_id] = str(change.before[key])
    return texts


def latest_of(desk: Desk, customer_id: int) -> Action | None:
    """The last action that changed a customer or what belongs to it, apart from the one that made it."""
    return store.latest_of(desk.data, customer_id)


def _entries(change: RecordChange, shown: Shown) -> list[Entry]:
    if change.nature is not Nature.EDITED or change.before is None:
        return [Entry(change.action, change.kind, change.record_id, "", "", "")]
    return [Entry(change.action, change.kind, change.record_id, *texts) for _key, texts in values_of(change, shown)]


def values_of(change: RecordChange, shown: Shown) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """The key of each value that an edit changed, with what it is called and its former and its new text."""
    before, after = change.before or {}, change.after or {}
    for key, former in before.items():
        if (key not in _INNER or REGISTRY[change.kind].get(key)) and _OF_MARKS.get(key) not in before:
            yield key, shown.change(change.kind, key, former, after.get(key))


class Shown:
    """Stored values as texts, with the names of fields, groups, competitors and customers as they are now."""

    def __init__(self, desk: Desk, words: Words, *, masked: bool = False, of_kind: str | None = None) -> None:
        self._desk = desk
        self._masked, self._of_kind = masked, of_kind
        self._words = words
        self._groups = reading.group_names(desk)
        self._fields = {kind: desk.fields(kind) for kind in REGISTRY}

    def change(self, kind: str, key: str, before: Any, after: Any) -> tuple[str, str, str]:
        """What a value is called, and two of its states."""
        if key in _KEYS:
            return self._words.gettext(_KEYS[key]), *_shown_key(key, before, after, self._words)
        if key in _NAMING:
            numbers = customers_store.numbers_of(self._desk.data, [i for i in (before, after) if i])
            former, present = (numbers.get(i, ("", ""))[0] for i in (before, after))
            return self._words.gettext(_NAMING[key]), former, present
        field = self._fields[kind].get(key) if kind in REGISTRY else None
        label = self._words.label(field.label) if field else key
        if self._masked and kind == "customer" and field is not None and is_home(field, self._of_kind):
            return label, "****" if before else "", "****" if after else ""
        return label, self._text(field, before), self._text(field, after)

    def _text(self, field: Field | None, stored: Any) -> str:
        if stored is None:
            return ""
        if field is None:
            return mask_within(str(stored)) if self._masked else str(stored)
        if field.type is Type.GROUPS:
            return values.show(field, tuple(self._groups.get(group, "") for group in stored), self._words)
        if field.type in dealings.POINTING:
            return dealings.named(self._desk, dealings.POINTING[field.type], frozenset((stored,))).get(stored, "")
        if field.type is Type.CUSTOMER:
            return customers_store.numbers_of(self._desk.data, (stored,)).get(stored, ("", ""))[0]
        shown = values.masked if self._masked else values.show
        try:
            return shown(field, from_column(field, stored), self._words)
        except (ArithmeticError, TypeError, ValueError):  # flipped bits, which are history as well
            return mask_within(str(stored)) if self._masked else str(stored)


def _shown_key(key: str, before: Any, after: Any, words: Words) -> tuple[str, str]:
    """What is kept beside the fields: when something was deleted, and that there was a picture."""
    _ = words.gettext
    if key in _OF_MARKS:
        return _("Yes") if before else _("No"), _("Yes") if after else _("No")
    if key == "photo":
        return _("picture") if before else "", (_("another picture") if before else _("picture")) if after else ""
    former, present = (words.moment(dt.datetime.fromisoformat(at).astimezone()) if at else "" for at in (before, after))
    return former, present
