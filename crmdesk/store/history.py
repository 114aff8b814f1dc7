"""What was done to the data file, and taking it back: the list of actions, undo and redo across restarts.

Undoing a creation keeps the row's content in the history and removes the row; redoing puts it back under the same id.
Undoing a removal puts back the row that the history kept when it was removed.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.registry import PARTS
from crmdesk.store.database import DataFile
from crmdesk.store.records import Flat, chunks, marks

if TYPE_CHECKING:
    from crmdesk.store.replaying import Nature


class Action(Struct, frozen=True):
    """One entry: when (UTC), who, what, and whether it is `done`, `undone` or `dropped` (undone for good)."""

    id: int
    at: str
    who: str
    verb: str
    params: dict[str, Any]
    state: str


class RecordChange(Struct, frozen=True):
    """What an action did to one record. `before` is None for a creation, `after` for a removal (and for a creation
    that holds): the other one is then the whole row."""

    action: Action
    kind: str
    record_id: int
    before: Flat | None
    after: Flat | None

    @property
    def nature(self) -> Nature:
        from crmdesk.store.replaying import nature_of

        return nature_of(self.before, self.after)


ACTION = "a.id, a.at, a.who, a.verb, a.params, a.state"
_HOLDS_ANY = "EXISTS (SELECT 1 FROM change c WHERE c.action_id = a.id)"  # an erasure may have left nothing of it


def next_undo(data: DataFile) -> Action | None:
    """The action that undo would take back."""
    return _one(data, f"WHERE a.state = 'done' AND {_HOLDS_ANY} ORDER BY a.id DESC LIMIT 1")


def next_redo(data: DataFile) -> Action | None:
    """The action that redo would do again."""
    return _one(data, f"WHERE a.state = 'undone' AND {_HOLDS_ANY} ORDER BY a.id LIMIT 1")


def actions(data: DataFile, limit: int) -> list[Action]:
    """The latest actions, newest first."""
    rows = data.database.execute_sql(f"SELECT {ACTION} FROM action a ORDER BY a.id DESC LIMIT ?", (limit,))  # noqa: S608
    return [action_of(row) for row in rows.fetchall()]


_OWNERS = " ".join(
    f"WHEN '{kind}' THEN (SELECT p.customer_id FROM {kind} p WHERE p.id = h.record_id)"  # noqa: S608
    for kind in PARTS
)
OWNER = f"CASE h.kind WHEN 'customer' THEN h.record_id {_OWNERS} END"
"""The customer that a change (h) belongs to."""
TOUCHED = f"SELECT {OWNER} FROM change h WHERE h.action_id = ?"  # noqa: S608
"""Customers that an action made or changed, themselves or something that belongs to them."""

OF_PARTS = "".join(
    f" OR (c.kind = '{kind}' AND c.record_id IN (SELECT id FROM {kind} WHERE customer_id = ?1))"  # noqa: S608
    for kind in PARTS
)
_MOVED_AWAY = """ OR (c.kind = 'complaint' AND c.record_id IN (SELECT e.complaint FROM complaint_event e
        WHERE e.kind = 'moved' AND e.text = (SELECT number FROM customer WHERE id = ?1))
    AND a.verb = 'complaint-move' AND json_extract(c.before, '$.customer_id') = ?1)"""


def of_customer(data: DataFile, customer_id: int) -> list[RecordChange]:
    """Every change to a customer and what belongs to it, newest first; of complaints that were moved away, that they
    were."""
    sql = (
        f"SELECT {ACTION}, c.kind, c.record_id, c.before, c.after FROM change c "  # noqa: S608
        f"JOIN action a ON a.id = c.action_id WHERE (c.kind = 'customer' AND c.record_id = ?1){OF_PARTS}"
        f"{_MOVED_AWAY} ORDER BY c.action_id DESC, c.seq DESC"
    )
    rows = data.database.execute_sql(sql, (customer_id,)).fetchall()
    return [change_of(row) for row in rows]


def of_records(data: DataFile, kind: str, ids: Sequence[int]) -> list[RecordChange]:
    """Every change to some records of a kind that still holds, oldest first."""
    found: list[RecordChange] = []
    for chunk in chunks(ids):
        sql = (
            f"SELECT {ACTION}, c.kind, c.record_id, c.before, c.after FROM change c "  # noqa: S608
            f"JOIN action a ON a.id = c.action_id WHERE c.record_id IN ({marks(chunk)}) AND c.kind = ? "
            "AND a.state = 'done' ORDER BY c.action_id, c.seq"
        )
        found += [change_of(row) for row in data.database.execute_sql(sql, (*chunk, kind)).fetchall()]
    return found


def latest_of(data: DataFile, customer_id: int) -> Action | None:
    """The last action that changed a customer or what belongs to it and still holds; not the one that made it."""
    made = "SELECT action_id FROM change WHERE kind = 'customer' AND record_id = ?1 AND before IS NULL"
    sql = (
        f"SELECT {ACTION} FROM change c JOIN action a ON a.id = c.action_id "  # noqa: S608
        f"WHERE ((c.kind = 'customer' AND c.record_id = ?1){OF_PARTS}) AND a.state = 'done' "
        f"AND a.id NOT IN ({made}) ORDER BY a.id DESC LIMIT 1"
    )
    row = data.database.execute_sql(sql, (customer_id,)).fetchone()
    return action_of(row) if row else None


def undo(data: DataFile, today: dt.date) -> tuple[Action, Changes]:
    """Take back the last action; marks are worked out for `today`. Raises UserError('nothing-to-undo')."""
    from crmdesk.store.replaying import Replay

    with data.write():
        action = next_undo(data)
        if action is None:
            raise UserError("nothing-to-undo")
        changes = Replay(data, action.id, today).back()
        data.database.execute_sql("UPDATE action SET state = 'undone' WHERE id = ?", (action.id,))
        data.deeds.note(action.id, "undone")
    return action, changes


def redo(data: DataFile, today: dt.date) -> tuple[Action, Changes]:
    """Do the last undone action again; marks are worked out for `today`. Raises UserError('nothing-to-redo')."""
    from crmdesk.store.replaying import Replay

    with data.write():
        action = next_redo(data)
        if action is None:
            raise UserError("nothing-to-redo")
        changes = Replay(data, action.id, today).forth()
        data.database.execute_sql("UPDATE action SET state = 'done' WHERE id = ?", (action.id,))
        data.deeds.note(action.id, "done")
    return action, changes


def _one(data: DataFile, rest: str) -> Action | None:
    row = data.database.execute_sql(f"SELECT {ACTION} FROM action a {rest}").fetchone()  # noqa: S608
    return action_of(row) if row else None


def change_of(row: Sequence[Any]) -> RecordChange:
    return RecordChange(action_of(row[:6]), row[6], row[7], *(json.loads(text) if text else None for text in row[8:]))


def action_of(row: Sequence[Any]) -> Action:
    id_, at, who, verb, params, state = row
    return Action(id_, at, who, verb, json.loads(params) if params else {}, state)
