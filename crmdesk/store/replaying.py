"""One action's changes done again or taken back, in the order they were made, and what that touches."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from crmdesk.core.changes import MOST_NAMED, Changes
from crmdesk.core.registry import PARTS
from crmdesk.store import tier_runs
from crmdesk.store.database import DataFile, defer_references
from crmdesk.store.marks import Marks
from crmdesk.store.marks import concerned as marked
from crmdesk.store.records import Flat, Records, chunks, history_text, marks
from crmdesk.store.search import SearchIndex, concerned

_MOST_READ = 4_096
_AT_ONCE = 20_000
_AFTER_ALL = 1 << 62


class Nature(StrEnum):
    """What a change is to its record."""

    MADE = "made"
    EDITED = "edited"
    REMOVED = "removed"


def nature_of(before: object, after: object) -> Nature:
    return Nature.MADE if before is None else Nature.REMOVED if after is None else Nature.EDITED


class _Row(Struct, frozen=True):
    seq: int
    kind: str
    record_id: int
    before: str | None
    after: str | None

    @property
    def nature(self) -> Nature:
        return nature_of(self.before, self.after)


class Replay:
    """One action's changes, backward or forward, some ten thousand at a time. Runs of one kind and nature go in
    batches."""

    def __init__(self, data: DataFile, action: int, today: dt.date) -> None:
        self._data = data
        self._action = action
        self._today = today
        self._marks = Marks(data)
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
                        self._insert(kind, [(row.record_id, json.loads(row.before or "")) for row in run])
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
            self._index.expect_touched(customers)

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
        for kind, _, run in _runs([row for row in rows if marked(row.kind, self._keys(row))]):
            self._marks.note(kind, self._customers(run))
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
        kept: Mapping[int, Flat] = self._records.read_many(kind, [row.record_id for row in run])
        if kind == "customer":
            kept = tier_runs.take_along(self._data, kept)
        self._keep([(history_text(kept[row.record_id]), self._action, row.seq) for row in run if row.record_id in kept])
        self._records.delete_many(kind, [row.record_id for row in run])

    def _put_back(self, kind: str, run: Sequence[_Row]) -> None:
        self._insert(kind, [(row.record_id, json.loads(row.after)) for row in run if row.after])
        self._keep([(None, self._action, row.seq) for row in run])

    def _insert(self, kind: str, rows: Sequence[tuple[int, Flat]]) -> None:
        results = tier_runs.left_along(rows) if kind == "customer" else []
        self._records.insert_many(kind, rows)
        tier_runs.bring_along(self._data, results)

    def _keep(self, rows: list[tuple[str | None, int, int]]) -> None:
        connection = self._data.database.connection()
        connection.executemany("UPDATE change SET after = ? WHERE action_id = ? AND seq = ?", rows)

    def _finish(self) -> Changes:
        self._index.settle()
        everybody = self._marks.settle(self._today)
        if everybody or self._count > MOST_NAMED:
            return Changes(self._action, {}, everything=True)
        return Changes(self._action, {kind: frozenset(ids) for kind, ids in self._touched.items()})


def _runs(rows: Sequence[_Row]) -> Iterator[tuple[str, Nature, list[_Row]]]:
    for (kind, nature), run in itertools.groupby(rows, key=lambda row: (row.kind, row.nature)):
        yield kind, nature, list(run)
