"""One action on the data file: every change it makes, with its history entry, in one transaction.

A created record's history is (action, id) without a copy of the row; an edited one keeps the former and the new values,
one that is removed for good its whole row, so that undo puts it back.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.store import marks, tier_runs
from crmdesk.store.database import DataFile, defer_references
from crmdesk.store.loading import Loading
from crmdesk.store.marks import Marks
from crmdesk.store.noting import Noted, Noting
from crmdesk.store.preparing import Prepared, Preparing, Raw, prepare
from crmdesk.store.records import KINDS, Flat, Records, chunks, history_text
from crmdesk.store.search import SearchIndex, concerned
from crmdesk.store.tier_marks import fixing, with_fixed

_FLUSH_AT = 2_000
_MOST_WAITING = 8


class _Batch(Struct, frozen=True):
    """New records that are not written yet, and what is being worked out about the customers among them."""

    new: Mapping[str, list[tuple[int, Flat]]]
    raws: list[Raw]
    noted: Noted
    asked: Future[bytes] | None
    prepared: list[Prepared] | None = None


class Recording:
    """Creates and edits records and remembers each change. Made by `recording`."""

    def __init__(self, data: DataFile, action: int, today: dt.date) -> None:
        self.action = action
        self._today = today
        self._marks = Marks(data)
        self.records = Records(data)
        self._data = data
        self._index = SearchIndex(data, self.records)
        self._next_ids: dict[str, int] = {}
        self._new: dict[str, list[tuple[int, Flat]]] = {kind: [] for kind in KINDS}
        self._waiting: deque[_Batch] = deque()
        self._preparing = Preparing()
        self._loading = Loading(data)
        self._noting = Noting(action)
        self.result = Changes()

    def create(self, kind: str, flat: Flat) -> int:
        """Create a record from its flat row; returns its id."""
        if kind == "customer":
            return self.create_customers([flat]).start
        if len(self._new[kind]) >= _FLUSH_AT or (self._waiting and not self._index.is_fresh(kind, flat)):
            self._flush()
        record_id = self._next(kind, 1).start
        row = dict(_filled(flat))
        self._new[kind].append((record_id, row))
        self._index.created(kind, row)
        owner = row.get("customer_id")
        self._noting.note(kind, record_id, None, None, owner)
        if marks.concerned(kind, row):
            self._marks.note(kind, () if owner is None else (owner,))
        return record_id

    def create_customers(self, flats: Sequence[Flat]) -> range:
        """Create customers from their flat rows; returns their ids. What they own is created after them."""
        if len(self._new["customer"]) >= _FLUSH_AT:
            self._send()
        ids = self._next("customer", len(flats))
        rows = [(i, dict(with_fixed(_filled(flat)))) for i, flat in zip(ids, flats, strict=True)]
        self._marks.created(ids.start)
        self._new["customer"] += rows
        self._index.created_customers(rows)
        self._noting.note_created(ids)
        if marked := [i for i, row in rows if marks.concerned("customer", row)]:
            self._marks.note("customer", marked)
        return ids

    def _next(self, kind: str, count: int) -> range:
        """The ids of the next so many records."""
        first = self._next_ids.get(kind) or self.records.next_id(kind)
        self._next_ids[kind] = first + count
        return range(first, first + count)

    def expect(self, customers: int) -> None:
        """So many customers are going to be created: where they are most of the file, indexes come afterwards."""
        self._loading.expect(customers)
        if customers > 2 * _FLUSH_AT:
            self._preparing.start()

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
            asked = keys.union(*(values[i] for i in chunk))
            flats = self.records.read_many(kind, chunk, asked.union(fixing(asked) if kind == "customer" else ()))
            if len(flats) < len(chunk):
                raise UserError("record-gone")
            listed = {i: {key: _listed(value) for key, value in values[i].items()} for i in chunk}
            afters = {i: {k: v for k, v in listed[i].items() if v != flats[i].get(k)} for i in chunk}
            afters = {i: after for i, after in afters.items() if after}
            if kind == "customer":
                afters = {i: dict(with_fixed(after, flats[i])) for i, after in afters.items()}
            owners = {i: i if kind == "customer" else flats[i].get("customer_id") for i in afters}
            self.touch(owner for i, owner in owners.items() if owner is not None and concerned(kind, afters[i]))
            new_owners = {after["customer_id"] for after in afters.values() if "customer_id" in after}
            if new_owners and concerned(kind, ("customer_id",)):
                self.touch(new_owners)
            self.records.write_many(kind, afters)
            for i, after in afters.items():
                before = {key: flats[i].get(key) for key in after}
                self._noting.note(kind, i, history_text(before), history_text(after), owners[i])
                if marks.concerned(kind, after):
                    self._marks.note(kind, (*(() if owners[i] is None else (owners[i],)), *new_owners))
            self._noting.also(new_owners)
            changed.update(afters)
        return changed

    def expect_touched(self, customers: int) -> None:
        """So many customers are going to be removed, or changed in what is searched: where they are most of the file,
        the search index is made anew."""
        self._flush()
        self._index.expect_touched(customers)

    def remove_many(self, kind: str, ids: Iterable[int]) -> None:
        """Remove records for good; the history keeps them whole. What belongs to a customer is removed before it, and
        nothing that stays may name it when the action ends."""
        self._flush()
        defer_references(self._data)
        for chunk in chunks(ids, _FLUSH_AT):
            flats = self.records.read_many(kind, chunk)
            owners = {i: i if kind == "customer" else flat.get("customer_id") for i, flat in flats.items()}
            if concerned(kind, ("deleted_at",)):
                self.touch(owner for owner in owners.values() if owner is not None)
            kept = tier_runs.take_along(self._data, flats) if kind == "customer" else flats
            for i, flat in kept.items():
                self._noting.note(kind, i, history_text(flat), None, owners[i])
            if marks.concerned(kind, ()):
                self._marks.note(kind, [owner for owner in owners.values() if owner is not None])
            self.records.delete_many(kind, list(flats))
            self._flush()

    def touch(self, customer_ids: Iterable[int]) -> None:
        """Customers about to change, or to get contacts: taking them out of the search index together is quicker."""
        if self._waiting:
            self._flush()
        self._index.touch(customer_ids)

    def rename(self, **params: Any) -> None:
        """Tell the history what the action turned out to concern."""
        text = history_text(params)
        self._data.database.execute_sql("UPDATE action SET params = ? WHERE id = ?", (text, self.action))

    def finish(self) -> Changes:
        """Write what is still held back; called by `recording`."""
        self._flush()
        self._preparing.close()  # its memory is wanted for sorting now
        self._loading.finish()
        self._index.settle()
        return self._noting.result(everybody=self._marks.settle(self._today))

    def close(self) -> None:
        """Called by `recording`, whatever came of it."""
        self._preparing.close()

    def _batch(self, *, ask: bool) -> _Batch:
        fresh = self._index.take_fresh()
        raws = [fresh.get(i) or [("customer", flat)] for i, flat in self._new["customer"]]
        asked = self._preparing.ask(raws) if ask else None
        new = {kind: rows for kind, rows in self._new.items() if rows}
        self._new = {kind: [] for kind in KINDS}
        return _Batch(new, raws, self._noting.taken(), asked)

    def _send(self) -> None:
        """What is held back goes on its way; what went before is written meanwhile."""
        first = self._waiting[0].asked if len(self._waiting) >= _MOST_WAITING else None
        behind = first is not None and not first.done()
        batch = self._batch(ask=not behind)
        if behind:  # rather than wait, do this one here
            batch = replace(batch, prepared=prepare(batch.raws))
        self._waiting.append(batch)
        while len(self._waiting) > _MOST_WAITING:
            self._insert(self._waiting.popleft())

    def _flush(self) -> None:
        """Write all that is held back."""
        while self._waiting:
            self._insert(self._waiting.popleft())
        self._insert(self._batch(ask=False))

    def _insert(self, batch: _Batch) -> None:
        prepared = batch.prepared
        if prepared is None:
            prepared = self._preparing.answer(batch.asked, batch.raws) if batch.raws else []
        for kind in KINDS:
            if rows := batch.new.get(kind):
                if kind != "customer":
                    self.records.insert_many(kind, rows)
                    continue
                filled = set().union(*[flat for _, flat in rows])
                self._loading.coming(filled)
                self.records.insert_many(kind, rows, [keys for keys, _ in prepared], filled)
        customers = batch.new.get("customer", ())
        self._index.insert((i, tokens) for (i, _), (_, tokens) in zip(customers, prepared, strict=True))
        batch.noted.write(self._data)


@contextmanager
def recording(
    data: DataFile, verb: str, who: str, at: str, today: dt.date, params: Mapping[str, Any]
) -> Iterator[Recording]:
    """One write transaction and its history entry; both vanish when the block raises or changes nothing.

    `verb` names the action (a key of the history's sentences), `params` what it needs to be told, `at` a UTC instant,
    `today` the local day that marks are worked out for.
    """
    with data.write():
        execute = data.database.execute_sql
        cursor = execute(
            "INSERT INTO action (at, who, verb, params, state) VALUES (?, ?, ?, ?, 'done')",
            (at, who, verb, history_text(params) if params else None),
        )
        made = Recording(data, cursor.lastrowid, today)
        try:
            yield made
            made.result = made.finish()
        finally:
            made.close()
        if made.result:
            execute("UPDATE action SET state = 'dropped' WHERE state = 'undone'")
            data.deeds.note(made.action, "done")
        else:
            execute("DELETE FROM action WHERE id = ?", (made.action,))
            made.result = Changes()


def _filled(flat: Flat) -> Flat:
    """A row without empty values."""
    return {key: value for key, value in flat.items() if value is not None} if None in flat.values() else flat


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
