"""One action on the data file: every change it makes, with its history entry, in one transaction.

A created record's history is (action, id) without a copy of the row; an edited one keeps the former and the new values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from crmdesk.core.changes import MOST_NAMED, Changes
from crmdesk.core.errors import UserError
from crmdesk.store.database import DataFile
from crmdesk.store.records import KINDS, Flat, Records, chunks, history_text
from crmdesk.store.search import SearchIndex, concerned

_FLUSH_AT = 2_000
_INSERT_CHANGE = "INSERT INTO change (action_id, seq, kind, record_id, before, after) VALUES (?, ?, ?, ?, ?, ?)"


class Recording:
    """Creates and edits records and remembers each change. Made by `recording`."""

    def __init__(self, data: DataFile, action: int) -> None:
        self.action = action
        self.records = Records(data)
        self._data = data
        self._index = SearchIndex(data, self.records)
        self._next_ids: dict[str, int] = {}
        self._new: dict[str, list[tuple[int, Flat]]] = {kind: [] for kind in KINDS}
        self._changes: list[tuple[int, int, str, int, str | None, str | None]] = []
        self._seq = 0
        self._touched: dict[str, set[int]] = {}
        self.result = Changes()

    def create(self, kind: str, flat: Flat) -> int:
        """Create a record from its flat row; returns its id."""
        record_id = self._next_ids.get(kind) or self.records.next_id(kind)
        self._next_ids[kind] = record_id + 1
        row = {key: value for key, value in flat.items() if value is not None}
        self._new[kind].append((record_id, row))
        self._index.created(kind, record_id, row)
        self._note(kind, record_id, None, None, row.get("customer_id"))
        if len(self._new[kind]) >= _FLUSH_AT:
            self._flush()
        return record_id

    def update(self, kind: str, record_id: int, values: Mapping[str, Any]) -> bool:
        """Set some values of a record; returns whether any of them differed.

        Raises UserError('record-gone') when the record does not exist any more.
        """
        return bool(self.update_many(kind, {record_id: values}))

    def update_many(self, kind: str, values: Mapping[int, Mapping[str, Any]]) -> set[int]:
        """`update` for many records at once; returns the ids of those that differed.

        Raises UserError('record-gone') when one of them does not exist any more.
        """
        self._flush()
        changed: set[int] = set()
        keys = frozenset(() if kind == "customer" else ("customer_id",))
        for chunk in chunks(values):
            flats = self.records.read_many(kind, chunk, keys.union(*(values[i] for i in chunk)))
            if len(flats) < len(chunk):
                raise UserError("record-gone")
            listed = {i: {key: _listed(value) for key, value in values[i].items()} for i in chunk}
            afters = {i: {k: v for k, v in listed[i].items() if v != flats[i].get(k)} for i in chunk}
            afters = {i: after for i, after in afters.items() if after}
            owners = {i: i if kind == "customer" else flats[i].get("customer_id") for i in afters}
            self.touch(owner for i, owner in owners.items() if owner is not None and concerned(kind, afters[i]))
            self.records.write_many(kind, afters)
            for i, after in afters.items():
                before = {key: flats[i].get(key) for key in after}
                self._note(kind, i, history_text(before), history_text(after), owners[i])
            changed.update(afters)
        return changed

    def touch(self, customer_ids: Iterable[int]) -> None:
        """Customers about to change, or to get contacts: taking them out of the search index together is quicker."""
        self._index.touch(customer_ids)

    def rename(self, **params: Any) -> None:
        """Tell the history what the action turned out to concern."""
        text = history_text(params)
        self._data.database.execute_sql("UPDATE action SET params = ? WHERE id = ?", (text, self.action))

    def finish(self) -> Changes:
        """Write what is still held back; called by `recording`."""
        self._flush()
        self._index.settle()
        if self._seq > MOST_NAMED:
            return Changes(self.action, {}, everything=True)
        return Changes(self.action, {kind: frozenset(ids) for kind, ids in self._touched.items()})

    def _note(self, kind: str, record_id: int, before: str | None, after: str | None, owner: int | None) -> None:
        self._seq += 1
        self._changes.append((self.action, self._seq, kind, record_id, before, after))
        if self._seq > MOST_NAMED:
            self._touched.clear()
            return
        self._touched.setdefault(kind, set()).add(record_id)
        if owner is not None:
            self._touched.setdefault("customer", set()).add(owner)

    def _flush(self) -> None:
        for kind in KINDS:
            if self._new[kind]:
                self.records.insert_many(kind, self._new[kind])
                self._new[kind].clear()
        self._index.settle_fresh()
        if self._changes:
            self._data.database.connection().executemany(_INSERT_CHANGE, self._changes)
            self._changes.clear()


@contextmanager
def recording(data: DataFile, verb: str, who: str, at: str, params: Mapping[str, Any]) -> Iterator[Recording]:
    """One write transaction and its history entry; both vanish when the block raises or changes nothing.

    `verb` names the action (a key of the history's sentences), `params` what it needs to be told, `at` a UTC instant.
    """
    with data.write():
        execute = data.database.execute_sql
        cursor = execute(
            "INSERT INTO action (at, who, verb, params, state) VALUES (?, ?, ?, ?, 'done')",
            (at, who, verb, history_text(params) if params else None),
        )
        made = Recording(data, cursor.lastrowid)
        yield made
        made.result = made.finish()
        if made.result:
            execute("UPDATE action SET state = 'dropped' WHERE state = 'undone'")
        else:
            execute("DELETE FROM action WHERE id = ?", (made.action,))
            made.result = Changes()


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
