"""What was done, by whom and when; undo and redo across restarts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.fields import Field, Type
from crmdesk.core.registry import REGISTRY
from crmdesk.core.words import Words
from crmdesk.services import reading
from crmdesk.services.desk import Desk
from crmdesk.store import customers as customers_store
from crmdesk.store import history as store
from crmdesk.store.columns import from_column
from crmdesk.store.history import Action, RecordChange

__all__ = ["Action", "Entry", "describe", "entries", "of_customer", "redo", "undo", "undoable"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One value that an action changed, as texts; for a creation `field` is empty."""

    action: Action
    kind: str
    record_id: int
    field: str
    before: str
    after: str


def undo(desk: Desk) -> tuple[Action, Changes]:
    """Take back the last action. Raises UserError('nothing-to-undo')."""
    return store.undo(desk.data)


def redo(desk: Desk) -> tuple[Action, Changes]:
    """Do the last undone action again. Raises UserError('nothing-to-redo')."""
    return store.redo(desk.data)


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


def of_customer(desk: Desk, customer_id: int, words: Words) -> list[Entry]:
    """Every value of a customer and what belongs to it that was ever changed, newest first."""
    groups = reading.group_names(desk)
    found: list[Entry] = []
    for change in store.of_customer(desk.data, customer_id):
        found.extend(_entries(desk, change, groups, words))
    return found


def _entries(desk: Desk, change: RecordChange, groups: Mapping[int, str], words: Words) -> list[Entry]:
    if change.before is None:
        return [Entry(change.action, change.kind, change.record_id, "", "", "")]
    after = change.after or {}
    fields = desk.fields(change.kind) if change.kind in REGISTRY else None
    result = []
    for key, before in change.before.items():
        field = fields.get(key) if fields else None
        shown = [_shown(desk, field, value, groups, words) for value in (before, after.get(key))]
        label = words.label(field.label) if field else key
        result.append(Entry(change.action, change.kind, change.record_id, label, *shown))
    return result


def _shown(desk: Desk, field: Field | None, stored: Any, groups: Mapping[int, str], words: Words) -> str:
    if stored is None:
        return ""
    if field is None:
        return str(stored)
    if field.type is Type.GROUPS:
        return values.show(field, tuple(groups.get(group, "") for group in stored), words)
    if field.type is Type.CUSTOMER:
        return customers_store.numbers_of(desk.data, (stored,)).get(stored, ("", ""))[0]
    return values.show(field, from_column(field, stored), words)
