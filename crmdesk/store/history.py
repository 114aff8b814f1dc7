"""What was done to the data file, and taking it back: the list of actions, undo and redo across restarts.

Undoing a creation keeps the row's content in the history and removes the row; redoing puts it back under the same id.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from crmdesk.core.changes import MOST_NAMED, Changes
from crmdesk.core.errors import UserError
from crmdesk.core.registry import PARTS
from crmdesk.store.database import DataFile
from crmdesk.store.records import Flat, Records, chunks, history_text, marks
from crmdesk.store.search import SearchIndex, concerned


@dataclass(frozen=True, slots=True)
class Action:
    """One entry: when (UTC), who, what, and whether it is `done`, `undone` or `dropped` (undone for good)."""

    id: int
    at: str
    who: str
    verb: str
    params: dict[str, Any]
    state: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What an action did to one record; `before` is None for a creation."""

    action: Action
    kind: str
    record_id: int
    before: Flat | None
    after: Flat | None


@dataclass(frozen=True, slots=True)
class _Row:
    seq: int
    kind: str
    record_id: int
    before: str | None
    after: str | None

    @property
    def creation(self) -> bool:
        return self.before is None


_MOST_READ = 4_096
_ACTION = "a.id, a.at, a.who, a.verb, a.params, a.state"


def next_undo(data: DataFile) -> Action | None:
    """The action that undo would take back."""
    return _one(data, "WHERE a.state = 'done' ORDER BY a.id DESC LIMIT 1")


def next_redo(data: DataFile) -> Action | None:
    """The action that redo would do again."""
    return _one(data, "WHERE a.state = 'undone' ORDER BY a.id LIMIT 1")


def actions(data: DataFile, limit: int) -> list[Action]:
    """The latest actions, newest first."""
    rows = data.database.execute_sql(f"SELECT {_ACTION} FROM action a ORDER BY a.id DESC LIMIT ?", (limit,))  # noqa: S608
    return [_action(row) for row in rows.fetchall()]


def of_customer(data: DataFile, customer_id: int) -> list[RecordChange]:
    """Every change to a customer and what belongs to it, newest first."""
    parts = "".join(
        f" OR (c.kind = '{kind}' AND c.record_id IN (SELECT id FROM {kind} WHERE customer_id = ?1))"  # noqa: S608
        for kind in PARTS
    )
    sql = (
        f"SELECT {_ACTION}, c.kind, c.record_id, c.before, c.after FROM change c "  # noqa: S608
        f"JOIN action a ON a.id = c.action_id WHERE (c.kind = 'customer' AND c.record_id = ?1){parts} "
        "ORDER BY c.action_id DESC, c.seq DESC"
    )
    rows = data.database.execute_sql(sql, (customer_id,)).fetchall()
    return [
        RecordChange(_action(row[:6]), row[6], row[7], *(json.loads(text) if text else None for text in row[8:]))
        for row in rows
    ]


def latest_of(data: DataFile, customer_id: int) -> Action | None:
    """The last action that changed a customer or what belongs to it and still holds; not the one that made it."""
    parts = "".join(
        f" OR (c.kind = '{kind}' AND c.record_id IN (SELECT id FROM {kind} WHERE customer_id = ?1))"  # noqa: S608
        for kind in PARTS
    )
    made = "SELECT action_id FROM change WHERE kind = 'customer' AND record_id = ?1 AND before IS NULL"
    sql = (
        f"SELECT {_ACTION} FROM change c JOIN action a ON a.id = c.action_id "  # noqa: S608
        f"WHERE ((c.kind = 'customer' AND c.record_id = ?1){parts}) AND a.state = 'done' "
        f"AND a.id NOT IN ({made}) ORDER BY a.id DESC LIMIT 1"
    )
    row = data.database.execute_sql(sql, (customer_id,)).fetchone()
    return _action(row) if row else None


def undo(data: DataFile) -> tuple[Action, Changes]:
    """Take back the last action. Raises UserError('nothing-to-undo')."""
    with data.write():
        action = next_undo(data)
        if action is None:
            raise UserError("nothing-to-undo")
        changes = _Replay(data, action.id).back()
        data.database.execute_sql("UPDATE action SET state = 'undone' WHERE id = ?", (action.id,))
    return action, changes


def redo(data: DataFile) -> tuple[Action, Changes]:
    """Do the last undone action again. Raises UserError('nothing-to-redo')."""
    with data.write():
        action = next_redo(data)
        if action is None:
            raise UserError("nothing-to-redo")
        changes = _Replay(data, action.id).forth()
        data.database.execute_sql("UPDATE action SET state = 'done' WHERE id = ?", (action.id,))
    return action, changes


class _Replay:
    """One action's changes, backward or forward. Runs of creations of one kind go in batches."""

    def __init__(self, data: DataFile, action: int) -> None:
        self._data = data
        self._action = action
        self._records = Records(data)
        self._index = SearchIndex(data, self._records)
        rows = data.database.execute_sql(
            "SELECT seq, kind, record_id, before, after FROM change WHERE action_id = ? ORDER BY seq", (action,)
        ).fetchall()
        self._rows = [_Row(*row) for row in rows]
        self._read = lru_cache(_MOST_READ)(json.loads)

    def back(self) -> Changes:
        customers = self._touch()
        for kind, creation, run in _runs(reversed(self._rows)):
            if creation:
                self._take_out(kind, run)
            else:
                self._set(kind, ((row.record_id, row.before) for row in run))
        self._index.settle()
        return self._changes(customers)

    def forth(self) -> Changes:
        customers = self._touch()
        for kind, creation, run in _runs(self._rows):
            if creation:
                self._put_back(kind, run)
            else:
                self._set(kind, ((row.record_id, row.after) for row in run))
        self._index.settle()
        return self._changes(customers)

    def _touch(self) -> set[int]:
        """The customers this action concerns; those that would be found by other words are out of the index."""
        concerned_ = [
            row
            for row in self._rows
            if concerned(row.kind, ("customer_id",) if row.creation else self._values(row.before))
        ]
        self._index.touch(sorted(self._customers(concerned_)))
        return self._customers(self._rows)

    def _customers(self, changed: Sequence[_Row]) -> set[int]:
        customers = {row.record_id for row in changed if row.kind == "customer"}
        for kind in PARTS:
            rows = [row for row in changed if row.kind == kind]
            customers.update(json.loads(row.after)["customer_id"] for row in rows if row.creation and row.after)
            for chunk in chunks(row.record_id for row in rows if not (row.creation and row.after)):
                sql = f"SELECT DISTINCT customer_id FROM {kind} WHERE id IN ({marks(chunk)})"  # noqa: S608
                customers.update(row[0] for row in self._data.database.execute_sql(sql, chunk).fetchall())
        return customers

    def _set(self, kind: str, texts: Iterable[tuple[int, str | None]]) -> None:
        """Give records the values they had at another time; of several for one record the last ones stay."""
        values: dict[int, Flat] = {}
        for record_id, text in texts:
            sets = self._values(text)
            if "number" in sets and record_id in values:  # a number may be somebody else's in between
                self._records.write_many(kind, values)
                values = {}
            values[record_id] = {**values[record_id], **sets} if record_id in values else sets
        self._records.write_many(kind, values)

    def _values(self, text: str | None) -> Flat:
        """What the history kept, not to be changed: where many records got the same it is read once."""
        values: Flat = self._read(text or "{}")
        return values

    def _take_out(self, kind: str, run: Sequence[_Row]) -> None:
        kept = self._records.read_many(kind, [row.record_id for row in run])
        self._keep([(history_text(kept[row.record_id]), self._action, row.seq) for row in run if row.record_id in kept])
        self._records.delete_many(kind, [row.record_id for row in run])

    def _put_back(self, kind: str, run: Sequence[_Row]) -> None:
        self._records.insert_many(kind, [(row.record_id, json.loads(row.after)) for row in run if row.after])
        self._keep([(None, self._action, row.seq) for row in run])

    def _keep(self, rows: list[tuple[str | None, int, int]]) -> None:
        connection = self._data.database.connection()
        connection.executemany("UPDATE change SET after = ? WHERE action_id = ? AND seq = ?", rows)

    def _changes(self, customers: set[int]) -> Changes:
        if len(self._rows) > MOST_NAMED:
            return Changes(self._action, {}, everything=True)
        touched: dict[str, set[int]] = {"customer": customers}
        for row in self._rows:
            touched.setdefault(row.kind, set()).add(row.record_id)
        return Changes(self._action, {kind: frozenset(ids) for kind, ids in touched.items()})


def _runs(rows: Iterator[_Row] | Sequence[_Row]) -> Iterator[tuple[str, bool, list[_Row]]]:
    for (kind, creation), run in itertools.groupby(rows, key=lambda row: (row.kind, row.creation)):
        yield kind, creation, list(run)


def _one(data: DataFile, rest: str) -> Action | None:
    row = data.database.execute_sql(f"SELECT {_ACTION} FROM action a {rest}").fetchone()  # noqa: S608
    return _action(row) if row else None


def _action(row: Sequence[Any]) -> Action:
    id_, at, who, verb, params, state = row
    return Action(id_, at, who, verb, json.loads(params) if params else {}, state)
