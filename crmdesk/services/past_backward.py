"""Going back in the history without taking back what came after: one action by itself, one former value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Type
from crmdesk.core.registry import REGISTRY
from crmdesk.services import dealings, history, importing_undo
from crmdesk.services.desk import Desk
from crmdesk.store import customers as customers_store
from crmdesk.store import past as store
from crmdesk.store.history import Action, RecordChange
from crmdesk.store.recording import Recording
from crmdesk.store.records import Flat
from crmdesk.store.replaying import Nature

__all__ = ["bring_back", "can_bring_back", "take_back", "what_hinders"]

_MOST = 2_000
"""Changes of an action that can be taken back by itself; an import of more is taken back as imports are."""
_INNER = frozenset({"deleted_at", "merged_into", "customer_id", "position", "anchor", "tier_fixed", "grade_fixed"})
"""What is no value that a person typed: it comes back with its record, or with the action."""
_COLUMNS = {
    "sales_order": "sales_order", "goods_return": "goods_return", "complaint": "complaint", "campaign": "campaign",
    "interaction": "interaction", "customer_id": "customer", "merged_into": "customer",
}  # fmt: skip
"""Columns beside the fields that name a record, and of which kind it is."""
_Edits = dict[tuple[str, int], tuple[Flat, Flat]]


def can_bring_back(change: RecordChange, key: str) -> bool:
    """Whether the value that a change took away can be given back as an edit of its own."""
    return change.nature is Nature.EDITED and key not in _INNER and change.kind in REGISTRY


def bring_back(desk: Desk, action_id: int, seq: int, key: str) -> Changes:
    """Give a record the value again that it had before a change, whatever was done to it since; that can be undone.

    Raises UserError: 'back-gone' (the change or the record is not there any more), 'back-same', and as `take_back`
    where the value cannot stand any more.
    """
    change = store.change_at(desk.data, action_id, seq)
    if change is None or not can_bring_back(change, key) or key not in (change.before or {}):
        raise UserError("back-gone")
    value = (change.before or {})[key]
    with desk.recording("history-value", numbers="") as made:
        flat = desk.records.read(change.kind, change.record_id)
        if flat is None or "deleted_at" in flat:
            raise UserError("back-gone")
        _check(desk, change.kind, change.record_id, {key: value})
        made.rename(numbers=_numbers(desk, [_owner(change.kind, change.record_id, flat)]))
        if not made.update(change.kind, change.record_id, {key: value}):
            raise UserError("back-same")
    return made.result


def what_hinders(desk: Desk, action_id: int) -> str:
    """The code of what keeps an action from being taken back by itself; '' where nothing does."""
    try:
        action = _action(desk, action_id)
        if not _is_last(desk, action) and action.verb != "import":
            _planned(desk, action)
    except UserError as error:
        return error.code
    return ""


def take_back(desk: Desk, action_id: int) -> Changes:
    """Take back one action by itself: values it changed are what they were, what it made goes into the trash. It is an
    action of its own, which can be undone; only the last action is simply undone.

    Raises UserError: 'back-undone', 'back-nothing' (nothing of it is left), 'back-changed' (changed again since),
    'back-many', 'back-made' and 'back-removed' (what cannot go into the trash or was removed), 'back-number' and
    'back-names' (a number is another's now, something named is gone).
    """
    action = _action(desk, action_id)
    if _is_last(desk, action):
        return history.undo(desk)[1]
    if action.verb == "import":
        return importing_undo.undo(desk, action.id).changes
    with desk.recording("history-undo", numbers="") as made:
        edits, new = _planned(desk, action)
        _write(desk, made, edits, new)
    return made.result


def _action(desk: Desk, action_id: int) -> Action:
    found = store.actions(desk.data, (action_id,))
    if not found or not store.count_of(desk.data, action_id):
        raise UserError("back-nothing")
    if found[0].state != "done":
        raise UserError("back-undone")
    return found[0]


def _is_last(desk: Desk, action: Action) -> bool:
    last = history.undoable(desk)[0]
    return last is not None and last.id == action.id


def _planned(desk: Desk, action: Action) -> tuple[_Edits, list[tuple[str, int]]]:
    """What records were and are after the action's edits, and what it made. Raises UserError, see `take_back`."""
    if store.count_of(desk.data, action.id) > _MOST:
        raise UserError("back-many")
    edits: _Edits = {}
    new: list[tuple[str, int]] = []
    for _seq, change in store.of_action(desk.data, action.id, _MOST):
        place = (change.kind, change.record_id)
        if change.nature is Nature.REMOVED:
            raise UserError("back-removed")
        if change.nature is Nature.MADE:
            new.append(place)
        elif place not in new:
            before, after = edits.setdefault(place, ({}, {}))
            after.update(change.after or {})
            before.update({key: value for key, value in (change.before or {}).items() if key not in before})
    _unchanged(desk, edits)
    return edits, _going(desk, new)


def _unchanged(desk: Desk, edits: _Edits) -> None:
    """Raises UserError('back-changed') where a record is not what the action left, and what `_check` says."""
    for (kind, record_id), (before, after) in edits.items():
        flat = desk.records.read(kind, record_id)
        if flat is None or any(flat.get(key) != value for key, value in after.items()):
            raise UserError("back-changed")
        _check(desk, kind, record_id, before)


def _going(desk: Desk, new: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """What of the records made goes into the trash; what belongs to a customer made with it goes there in it."""
    customers = {record_id for kind, record_id in new if kind == "customer"}
    going = []
    for kind, record_id in new:
        flat = desk.records.read(kind, record_id)
        if flat is None:
            raise UserError("back-changed")
        if kind not in REGISTRY:
            raise UserError("back-made")
        if flat.get("customer_id") not in customers and "deleted_at" not in flat:
            going.append((kind, record_id))
    return going


def _write(desk: Desk, made: Recording, edits: _Edits, new: Sequence[tuple[str, int]]) -> None:
    owners = []
    for kind, record_id in [*edits, *new]:
        owners.append(_owner(kind, record_id, desk.records.read(kind, record_id) or {}))
    made.rename(numbers=_numbers(desk, owners))
    for (kind, record_id), (before, _after) in edits.items():
        made.update(kind, record_id, before)
    for kind, record_id in new:
        made.update(kind, record_id, {"deleted_at": desk.now()})


def _owner(kind: str, record_id: int, flat: Mapping[str, Any]) -> int | None:
    return record_id if kind == "customer" else flat.get("customer_id")


def _numbers(desk: Desk, owners: Sequence[int | None]) -> str:
    """The numbers of the first customers concerned, for the history."""
    ids = list(dict.fromkeys(owner for owner in owners if owner is not None))
    known = customers_store.numbers_of(desk.data, ids[:5])
    return ", ".join(known[i][0] for i in ids[:5] if i in known) + (" …" if len(ids) > 5 else "")


def _check(desk: Desk, kind: str, record_id: int, values: Mapping[str, Any]) -> None:
    """Whether values of another time can stand now. Raises UserError: 'back-number', 'back-names'."""
    if kind == "customer" and values.get("number") is not None:
        other = customers_store.id_of_number(desk.data, values["number"])
        if other is not None and other[0] != record_id:
            raise UserError("back-number", number=values["number"])
    for key, value in values.items():
        named = _named_by(kind, key)
        if named and value is not None and desk.records.read(named, value) is None:
            raise UserError("back-names")


def _named_by(kind: str, key: str) -> str:
    """Which kind of record a value names; '' where it names none."""
    field = REGISTRY[kind].get(key) if kind in REGISTRY else None
    if field is None:
        return _COLUMNS.get(key, "")
    return "customer" if field.type is Type.CUSTOMER else dealings.POINTING.get(field.type, "")
