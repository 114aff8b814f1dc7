"""What an import changed, beside what is there now: the values that come back when it is taken back later.

A value that somebody changed since the import stays. Worked out some ten thousand records at a time, so that the size
of the import does not matter.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from msgspec import Struct, field

from crmdesk.core.fields import Type
from crmdesk.core.registry import REGISTRY
from crmdesk.store.database import DataFile
from crmdesk.store.records import Flat, Records, chunks, marks

POINTING = tuple(each.key for each in REGISTRY["customer"].stored() if each.type is Type.CUSTOMER)
"""Fields of a customer that name another one."""

_AT_ONCE = 10_000
_POINTS = {
    Type.CUSTOMER: "customer",
    Type.COMPETITOR: "competitor",
    Type.CONTACT: "contact",
    Type.PRODUCT: "product",
    Type.ORDER: "sales_order",
}
_NAMED = {
    kind: named
    for kind, fields in REGISTRY.items()
    if (named := {each.key: _POINTS[each.type] for each in fields.stored() if each.type in _POINTS})
}
"""Which values name a record, and of which kind."""

_PARENT = "parent_company"

Edit = tuple[Flat, Flat]
"""What was before and what was written."""


class Differing(Struct, frozen=True):
    """A value that was changed since the import wrote it; `customer` is None for what belongs to none."""

    customer: int | None
    kind: str
    field: str
    value: Any
    imported: Any


class Restoring(Struct):
    """Former values by record for some of the records of one kind, whose they are, and what differs since."""

    kind: str
    values: dict[int, Flat] = field(default_factory=dict)
    owners: dict[int, int | None] = field(default_factory=dict)
    differing: list[Differing] = field(default_factory=list)


class Values:
    """What one import changed in records that were there before it. `gone` are the customers that go with it."""

    def __init__(self, data: DataFile, batch: int, gone: Collection[int]) -> None:
        self._batch = batch
        self._gone = gone
        self._records = Records(data)
        self._execute = data.database.execute_sql
        self._overtaken = self._find_overtaken()

    def count(self) -> int:
        """How many changes of records the import made, for telling how far the work is."""
        sql = "SELECT count(*) FROM change WHERE action_id = ? AND before IS NOT NULL"
        return int(self._execute(sql, (self._batch,)).fetchone()[0])

    def restoring(self) -> Iterator[Restoring]:
        """Former values of the records that the import changed and that stay, kind by kind."""
        for kind, edits in self._edits():
            yield self._restoring(kind, edits)

    def _edits(self) -> Iterator[tuple[str, dict[int, Edit]]]:
        """The import's edits of records it did not make: by id what was before and what it wrote. One that it edited
        more than once comes once, with its first and its last values."""
        edits = (
            "FROM change c WHERE c.action_id = ? AND c.before IS NOT NULL AND c.after IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM takeback_made m WHERE m.kind = c.kind AND m.id = c.record_id)"
        )
        several = f"SELECT c.kind, c.record_id {edits} GROUP BY 1, 2 HAVING count(*) > 1"
        again = dict.fromkeys(self._execute(several, (self._batch,)).fetchall(), False)
        last = 0
        sql = f"SELECT c.seq, c.kind, c.record_id, c.before, c.after {edits} AND c.seq > ? ORDER BY c.seq LIMIT ?"
        while rows := self._execute(sql, (self._batch, last, _AT_ONCE)).fetchall():
            last = rows[-1][0]
            found: dict[str, dict[int, Edit]] = {}
            for _, kind, record_id, before, after in rows:
                if (kind, record_id) not in again:
                    found.setdefault(kind, {})[record_id] = json.loads(before), json.loads(after)
                elif not again[kind, record_id]:
                    again[kind, record_id] = True
                    found.setdefault(kind, {})[record_id] = self._together(kind, record_id)
            yield from found.items()

    def _together(self, kind: str, record_id: int) -> Edit:
        former: Flat = {}
        written: Flat = {}
        sql = "SELECT before, after FROM change WHERE record_id = ? AND kind = ? AND action_id = ? ORDER BY seq"
        for before, after in self._execute(sql, (record_id, kind, self._batch)).fetchall():
            former = {**json.loads(before), **former}
            written.update(json.loads(after))
        return former, written

    def _restoring(self, kind: str, edits: dict[int, Edit]) -> Restoring:
        result = Restoring(kind)
        keys = set().union(*(after for _, after in edits.values()), () if kind == "customer" else ("customer_id",))
        present = self._records.read_many(kind, edits, keys)
        earlier = self._earlier(kind, edits)
        for record_id, (before, after) in edits.items():
            flat = present.get(record_id)
            owner = record_id if kind == "customer" else flat.get("customer_id") if flat else None
            if flat is None or owner in self._gone:
                continue
            former = _further_back(before, earlier.get(record_id, ()))
            sets = {key: former[key] for key, value in after.items() if self._holds(kind, key, flat.get(key), value)}
            if "groups" in after:
                sets["groups"] = _without(flat.get("groups"), before.get("groups"), after["groups"])
            others = [key for key in after if key not in sets and flat.get(key) != former[key]]
            result.differing += [Differing(owner, kind, key, flat.get(key), after[key]) for key in others]
            sets = {key: value for key, value in sets.items() if value != flat.get(key)}
            if sets:
                result.values[record_id] = sets
                result.owners[record_id] = owner
        self._mend(result, present, edits)
        return result

    def _holds(self, kind: str, key: str, value: Any, imported: Any) -> bool:
        """Whether a value is still the import's; one that names a customer that goes cannot stay either."""
        return value == imported or (kind == "customer" and key in POINTING and value in self._gone)

    def _mend(self, result: Restoring, present: dict[int, Flat], edits: dict[int, Edit]) -> None:
        """Former values that cannot come back: what they name is not there any more, or a parent would come round."""
        for key, named in _NAMED.get(result.kind, {}).items():
            rows = {i: sets[key] for i, sets in result.values.items() if sets.get(key) is not None}
            there = set(self._records.read_many(named, set(rows.values()), ("name",)))
            for i, meant in rows.items():
                if meant not in there or (named == "customer" and meant in self._gone):
                    result.values[i][key] = None
                elif key == _PARENT and self._comes_round(i, meant, result.values):
                    del result.values[i][key]
                    imported = edits[i][1][key]
                    result.differing.append(Differing(i, result.kind, key, present[i].get(key), imported))

    def _comes_round(self, child: int, parent: int, pending: dict[int, Flat]) -> bool:
        seen: set[int] = set()
        here: int | None = parent
        while here is not None and here not in seen and here != child:
            seen.add(here)
            if _PARENT in pending.get(here, ()):
                here = pending[here][_PARENT]
            else:
                row = self._execute(f"SELECT {_PARENT} FROM customer WHERE id = ?", (here,)).fetchone()  # noqa: S608
                here = row[0] if row else None
        return here == child

    def _find_overtaken(self) -> list[int]:
        """Earlier imports that were taken back after this one was made, the latest first: what they had written was
        this one's former value."""
        sql = (
            "SELECT b.action_id FROM import_batch b JOIN action u ON u.id = b.undone_by AND u.state = 'done' "
            "WHERE b.action_id < ?1 AND b.undone_by > ?1 ORDER BY b.action_id DESC"
        )
        return [int(row[0]) for row in self._execute(sql, (self._batch,)).fetchall()]

    def _earlier(self, kind: str, ids: Iterable[int]) -> dict[int, list[Edit]]:
        """What such imports changed of these records, the latest first."""
        found: dict[int, list[Edit]] = {}
        if not self._overtaken:
            return found
        for chunk in chunks(ids):
            sql = (
                f"SELECT record_id, before, after FROM change WHERE kind = ? AND record_id IN ({marks(chunk)}) "  # noqa: S608
                f"AND action_id IN ({marks(self._overtaken)}) AND before IS NOT NULL AND after IS NOT NULL "
                "ORDER BY action_id DESC, seq DESC"
            )
            for record_id, before, after in self._execute(sql, (kind, *chunk, *self._overtaken)).fetchall():
                found.setdefault(record_id, []).append((json.loads(before), json.loads(after)))
        return found


def _further_back(before: Flat, earlier: Iterable[Edit]) -> Flat:
    former = dict(before)
    for was, wrote in earlier:
        former.update((key, was[key]) for key in wrote if key in former and former[key] == wrote[key])
    return former


def _without(present: Any, before: Any, after: Any) -> list[int] | None:
    """The groups without those the import added, with those it took away."""
    there, former, written = (set(groups or ()) for groups in (present, before, after))
    return sorted((there - (written - former)) | (former - written)) or None
