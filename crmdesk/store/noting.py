"""What one action did, record by record, as its history keeps it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from crmdesk.core.changes import MOST_NAMED, Changes
from crmdesk.store.database import DataFile

_Change = tuple[int, int, str, int, str | None, str | None]
_Created = tuple[int, int, int, int]
"""Customers created together: how many, the action, the first one's place in it and id."""

_INSERT_CHANGE = "INSERT INTO change (action_id, seq, kind, record_id, before, after) VALUES (?, ?, ?, ?, ?, ?)"
_INSERT_CREATED = """
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
    INSERT INTO change (action_id, seq, kind, record_id) SELECT ?, ? + i, 'customer', ? + i FROM n
"""


class Noted(Struct, frozen=True):
    """Some of it that is not written yet."""

    changes: list[_Change]
    created: list[_Created]

    def write(self, data: DataFile) -> None:
        """Call inside the action's transaction."""
        for sql, rows in ((_INSERT_CHANGE, self.changes), (_INSERT_CREATED, self.created)):
            if rows:
                data.database.connection().executemany(sql, rows)


class Noting:
    """Collects it, in the order in which it is done."""

    def __init__(self, action: int) -> None:
        self._action = action
        self._seq = 0
        self._noted = Noted([], [])
        self._touched: dict[str, set[int]] = {}

    def note(self, kind: str, record_id: int, before: str | None, after: str | None, owner: int | None) -> None:
        """A record that was created (no values), changed (former and new ones) or removed (former ones)."""
        self._noted.changes.append((self._action, self._seq + 1, kind, record_id, before, after))
        self._seq += 1
        self._touch(kind, (record_id,))
        if owner is not None:
            self._touch("customer", (owner,))

    def note_created(self, ids: range) -> None:
        """Customers that were created together."""
        if len(ids) == 1:
            self.note("customer", ids.start, None, None, ids.start)
            return
        self._noted.created.append((len(ids), self._action, self._seq + 1, ids.start))
        self._seq += len(ids)
        self._touch("customer", ids)

    def also(self, customers: Iterable[int]) -> None:
        """Customers that something was changed for beside."""
        self._touched.setdefault("customer", set()).update(customers)

    def taken(self) -> Noted:
        """What was noted since this was asked last."""
        taken, self._noted = self._noted, Noted([], [])
        return taken

    def result(self, *, everybody: bool) -> Changes:
        """What the window has to read again. `everybody`: more than was noted."""
        if everybody or self._seq > MOST_NAMED:
            return Changes(self._action, {}, everything=True)
        return Changes(self._action, {kind: frozenset(ids) for kind, ids in self._touched.items()})

    def _touch(self, kind: str, ids: Iterable[int]) -> None:
        if self._seq > MOST_NAMED:
            self._touched.clear()
        else:
            self._touched.setdefault(kind, set()).update(ids)
