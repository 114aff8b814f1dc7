"""What was done to the data file, and taking it back: the list of actions, undo and redo across restarts.

Undoing a creation keeps the row's content in the history and removes the row; redoing puts it back under the same id.
Undoing a removal puts back the row that the history kept when it was removed.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from crmdesk.core.changes import MOST_NAMED, Changes
from crmdesk.core.errors import UserError
from crmdesk.core.registry import PARTS
from crmdesk.store.database import DataFile, defer_references
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
    """What an action did to one record. `before` is None for a creation, `after` for a removal (and for a creation
    that holds): the other one is then the whole row."""

    action: Action
    kind: str
    record_id: int
    before: Flat | None
    after: Flat | None

    @property
    def nature(self) -> Nature:
        return _nature(self.before, self.after)


class Nature(StrEnum):
    """What a change is to its record."""

    MADE = "made"
    EDITED = "edited"
    REMOVED = "removed"


def _nature(before: object, after: object) -> Nature:
    return Nature.MADE if before is None else Nature.REMOVED if after is None else Nature.EDITED


@dataclass(frozen=True, slots=True)
class _Row:
    seq: int
    kind: str
    record_id: int
    before: str | None
    after: str | None

    @property
    def nature(self) -> Nature:
        return _nature(self.before, self.after)


_MOST_READ = 4_096
_AT_ONCE = 20_000
_AFTER_ALL = 1 << 62
_ACTION = "a.id, a.at, a.who, a.verb, a.params, a.state"
_HOLDS_ANY = "EXISTS (SELECT 1 FROM change c WHERE c.action_id = a.id)"  # an erasure may have left nothing of it


def next_undo(data: DataFile) -> Action | None:
    """The action that undo would take back."""
    return _one(data, f"WHERE a.state = 'done' AND {_HOLDS_ANY} ORDER BY a.id DESC LIMIT 1")


def next_redo(data: DataFile) -> Action | None:
    """The action that redo would do again."""
    return _one(data, f"WHERE a.state = 'undone' AND {_HOLDS_ANY} ORDER BY a.id LIMIT 1")


def actions(data: DataFile, limit: int) -> list[Action]:
    """The latest actions, newest first."""
    rows = data.database.execute_sql(f"SELECT {_ACTION} FROM action a ORDER BY a.id DESC LIMIT ?", (limit,))  # noqa: S608
    return [_action(row) for row in rows.fetchall()]


_OWNERS = " ".join(
    f"WHEN '{kind}' THEN (SELECT p.customer_id FROM {kind} p WHERE p.id = h.record_id)"  # noqa: S608
    for kind in PARTS
)
OWNER = f"CASE h.kind WHEN 'customer' THEN h.record_id {_OWNERS} END"
"""The customer that a change (h) belongs to."""
TOUCHED = f"SELECT {OWNER} FROM change h WHERE h.action_id = ?"  # noqa: S608
"""Customers that an action made or changed, themselves or something that belongs to them."""


_OF_PARTS = "".join(
    f" OR (c.kind = '{kind}' AND c.record_id IN (SELECT id FROM {kind} WHERE customer_id = ?1))"  # noqa: S608
    for kind in PARTS
)


def of_customer(data: DataFile, customer_id: int) -> list[RecordChange]:
    """Every change to a customer and what belongs to it, newest first."""
    sql = (
        f"SELECT {_ACTION}, c.kind, c.record_id, c.before, c.after FROM change c "  # noqa: S608
        f"JOIN action a ON a.id = c.action_id WHERE (c.kind = 'customer' AND c.record_id = ?1){_OF_PARTS} "
        "ORDER BY c.action_id DESC, c.seq DESC"
    )
    rows = data.database.execute_sql(sql, (customer_id,)).fetchall()
    return [
        RecordChange(_action(row[:6]), row[6], row[7], *(json.loads(text) if text else None for text in row[8:]))
        for row in rows
    ]


def latest_of(data: DataFile, customer_id: int) -> Action | None:
    """The last action that changed a customer or what belongs to it and still holds; not the one that made it."""
    made = "SELECT action_id FROM change WHERE kind = 'customer' AND record_id = ?1 AND before IS NULL"
    sql = (
        f"SELECT {_ACTION} FROM change c JOIN action a ON a.id = c.action_id "  # noqa: S608
        f"WHERE ((c.kind = 'customer' AND c.record_id = ?1){_OF_PARTS}) AND a.state = 'done' "
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
        data.deeds.note(action.id, "undone")
    return action, changes


def redo(data: DataFile) -> tuple[Action, Changes]:
    """Do the last undone action again. Raises UserError('nothing-to-redo')."""
    with data.write():
        action = next_redo(data)
        if action is None:
            raise UserError("nothing-to-redo")
        changes = _Replay(data, action.id).forth()
        data.database.execute_sql("UPDATE action SET state = 'done' WHERE id = ?", (action.id,))
        data.deeds.note(action.id, "done")
    return action, changes


class _Replay:
    """One action's changes, backward or forward, some ten thousand at a time. Runs of one kind and nature go in
    batches."""

    def __init__(self, data: DataFile, action: int) -> None:
        self._data = data
        self._action = action
        self._records = Records(data)
        self._index = SearchIndex(data, self._records)
        self._read = lru_cache(_MOST_READ)(json.loads)
        self._count = 0
        self._touched: dict[str, set[int]] = {"customer": set()}
        defer_references(data)

    def back(self) -> Changes:
        self._expect("before IS NULL")
        for rows in self._pieces("<", "DESC", _AFTER_ALL):
            for kind, nature, run in _runs(rows):
                match nature:
                    case Nature.MADE:
                        self._take_out(kind, run)
                    case Nature.REMOVED:
                        self._records.insert_many(kind, [(row.record_id, json.loads(row.before or "")) for row in run])
                    case Nature.EDITED:
                        self._set(kind, ((row.record_id, row.before) for row in run))
        return self._finish()

    def forth(self) -> Changes:
        self._expect("before IS NOT NULL AND after IS NULL")
        for rows in self._pieces(">", "", 0):
            for kind, nature, run in _runs(rows):
                match nature:
                    case Nature.MADE:
                        self._put_back(kind, run)
                    case Nature.REMOVED:
                        self._records.delete_many(kind, [row.record_id for row in run])
                    case Nature.EDITED:
                        self._set(kind, ((row.record_id, row.after) for row in run))
        return self._finish()

    def _expect(self, going: str) -> None:
        """Tell the index how many customers are about to go: the changes this condition lets through."""
        sql = f"SELECT count(*) FROM change WHERE action_id = ? AND kind = 'customer' AND {going}"  # noqa: S608
        (customers,) = self._data.database.execute_sql(sql, (self._action,)).fetchone()
        if customers:
            self._index.expect_removal(customers)

    def _pieces(self, beyond: str, order: str, start: int) -> Iterator[list[_Row]]:
        """The action's changes in turn; the customers each piece concerns are out of the index by then."""
        last = start
        sql = (
            "SELECT seq, kind, record_id, before, after FROM change "  # noqa: S608
            f"WHERE action_id = ? AND seq {beyond} ? ORDER BY seq {order} LIMIT {_AT_ONCE}"
        )
        while found := self._data.database.execute_sql(sql, (self._action, last)).fetchall():
            rows = [_Row(*row) for row in found]
            last = rows[-1].seq
            self._touch(rows)
            yield rows

    def _touch(self, rows: Sequence[_Row]) -> None:
        """Those that would be found by other words are taken out of the index; all are told of as changed."""
        self._index.touch(sorted(self._customers([row for row in rows if concerned(row.kind, self._keys(row))])))
        self._count += len(rows)
        if self._count > MOST_NAMED:
            return
        self._touched["customer"] |= self._customers(rows)
        for row in rows:
            self._touched.setdefault(row.kind, set()).add(row.record_id)

    def _keys(self, row: _Row) -> Iterable[str]:
        return self._values(row.before) if row.nature is Nature.EDITED else ("customer_id",)

    def _customers(self, changed: Sequence[_Row]) -> set[int]:
        """Whose records these are: where they are now, and where they were or are to be."""
        customers = {row.record_id for row in changed if row.kind == "customer"}
        for kind in PARTS:
            rows = [row for row in changed if row.kind == kind]
            texts = (text for row in rows for text in (row.before, row.after) if text and "customer_id" in text)
            customers.update(owner for text in texts if (owner := self._values(text).get("customer_id")))
            for chunk in chunks(row.record_id for row in rows):
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

    def _finish(self) -> Changes:
        self._index.settle()
        if self._count > MOST_NAMED:
            return Changes(self._action, {}, everything=True)
        return Changes(self._action, {kind: frozenset(ids) for kind, ids in self._touched.items()})


def _runs(rows: Sequence[_Row]) -> Iterator[tuple[str, Nature, list[_Row]]]:
    for (kind, nature), run in itertools.groupby(rows, key=lambda row: (row.kind, row.nature)):
        yield kind, nature, list(run)


def _one(data: DataFile, rest: str) -> Action | None:
    row = data.database.execute_sql(f"SELECT {_ACTION} FROM action a {rest}").fetchone()  # noqa: S608
    return _action(row) if row else None


def _action(row: Sequence[Any]) -> Action:
    id_, at, who, verb, params, state = row
    return Action(id_, at, who, verb, json.loads(params) if params else {}, state)
