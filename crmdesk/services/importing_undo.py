"""Taking an import back at any later time, in an action of its own that undo takes back in turn.

The customers it made go with everything that belongs to them, what it changed gets its former value back. A value that
somebody changed since stays and is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct, field

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.registry import PARTS
from crmdesk.core.words import Words
from crmdesk.services import groups, history
from crmdesk.services.bulk import Cancelled, Progress, unhindered
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError
from crmdesk.store import complaints
from crmdesk.store import customers as customers_store
from crmdesk.store import importing as store
from crmdesk.store.importing import Batch
from crmdesk.store.recording import Recording
from crmdesk.store.records import chunks
from crmdesk.store.takeback import Takeback, takeback
from crmdesk.store.takeback_values import Differing

__all__ = ["Batch", "Kept", "Undone", "kept_texts", "preview", "undo"]

_AT_ONCE = 2_000
_OF_COMPLAINTS = ("complaint_step", "complaint_event")


class Kept(Struct, frozen=True):
    """A value that stays because it was changed since the import wrote `imported`; both as they are stored. `kind` is
    the kind of its record, `number` the customer's, '' for what belongs to none."""

    number: str
    field: str
    value: Any
    imported: Any
    kind: str = "customer"


class Undone(Struct, frozen=True):
    """What taking back an import did, or would do.

    `action` is its history entry: None when nothing was written. `removed` customers went, `restored` others got back
    what they were before. `kept` are the values that stay, `edited_since` the numbers of those of which something went
    that was changed after the import, `held` the numbers of those that stay because others were merged into them.
    """

    batch: int
    action: int | None = None
    changes: Changes = field(default_factory=Changes)
    removed: int = 0
    restored: int = 0
    kept: tuple[Kept, ...] = ()
    edited_since: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


def batch_of(desk: Desk, batch: int) -> Batch:
    """An import. Raises UserError('import-batch-unknown')."""
    found = next((each for each in store.batches(desk.data) if each.id == batch), None)
    if found is None:
        raise UserError("import-batch-unknown", batch=batch)
    return found


def preview(desk: Desk, batch: int, progress: Progress | None = None, cancelled: Cancelled | None = None) -> Undone:
    """What `undo` would do now; nothing is written. Raises like `undo`."""
    with unhindered(), takeback(desk.data, _undoable(desk, batch).id) as found:
        job = _Job(desk, found, progress, cancelled)
        job.restore(None)
        return job.told(batch, Changes())


def undo(desk: Desk, batch: int, progress: Progress | None = None, cancelled: Cancelled | None = None) -> Undone:
    """Take back an import; cancelled midway it leaves everything as it was.

    Raises UserError: 'import-batch-unknown', 'import-batch-undone'; CancelledError.
    """
    with unhindered(), desk.recording("import-undo") as made:
        known = _undoable(desk, batch)
        made.rename(file=known.file)
        with takeback(desk.data, batch) as found:
            job = _Job(desk, found, progress, cancelled)
            job.restore(made)
            job.remove(made)
            job.tidy(made)
        store.set_undone(desk.data, batch, made.action)
    return job.told(batch, made.result)


def kept_texts(
    desk: Desk, kept: Iterable[Kept], words: Words, *, masked: bool = False
) -> list[tuple[str, str, str, str]]:
    """Each value that stays, to be shown: the customer's number, the field, the value, what was imported.

    `masked`: with what is personal hidden.
    """
    shown = history.Shown(desk, words, masked=masked)
    return [(k.number, *shown.change(k.kind, k.field, k.value, k.imported)) for k in kept]


def _undoable(desk: Desk, batch: int) -> Batch:
    found = batch_of(desk, batch)
    if found.undone:
        raise UserError("import-batch-undone", file=found.file)
    return found


class _Job:
    """One import being taken back, or looked at."""

    def __init__(self, desk: Desk, found: Takeback, progress: Progress | None, cancelled: Cancelled | None) -> None:
        self._desk = desk
        self._found = found
        self._progress = progress
        self._cancelled = cancelled
        self._done = 0
        self._total = len(found.gone) + found.values.count()
        self._edited = self._numbers(found.edited_since())
        self._held = self._numbers(found.held)
        self._restored: set[int] = set()
        self._turned: set[int] = set()
        self._differing: list[Differing] = []

    def restore(self, made: Recording | None) -> None:
        """Former values, and what was added to customers that stay; without a recording it is only counted."""
        for part in self._found.values.restoring():
            if made is not None:
                made.update_many(part.kind, part.values)
            self._restored.update(owner for owner in part.owners.values() if owner is not None)
            self._differing += part.differing
            if part.kind in _OF_COMPLAINTS:
                self._turned |= store.complaints_of(self._desk.data, part.kind, part.values)
            elif part.kind == "complaint":
                self._turned.update(part.values)
            self._step(len(part.values))
        at = self._desk.now()
        for kind in PARTS:
            parts = self._found.parts[kind]
            if made is not None:
                made.update_many(kind, {part: {"deleted_at": at} for part in parts})
            self._restored.update(parts.values())
        if made is not None:
            self._stand_again(made, at)
        self._step(0)

    def _stand_again(self, made: Recording, at: str) -> None:
        """Steps go with their complaint, also those done since; complaints that lose steps stand where they then do."""
        data, parts = self._desk.data, self._found.parts
        for kind in _OF_COMPLAINTS:
            theirs = complaints.belonging(data, kind, list(parts["complaint"]))
            flats = self._desk.records.read_many(kind, theirs, ("deleted_at",))
            made.update_many(kind, {i: {"deleted_at": at} for i, gone in flats.items() if "deleted_at" not in gone})
        turned = {i for kind in _OF_COMPLAINTS for i in store.complaints_of(data, kind, parts[kind])}
        made.update_many("complaint", complaints.courses(data, turned | self._turned))

    def remove(self, made: Recording) -> None:
        """The customers it made, with everything that belongs to them; nobody names them any more."""
        made.update_many("customer", self._found.pointing())
        made.remove_many("not_same", self._found.pairs())
        if self._found.gone:
            made.expect_touched(len(self._found.gone))
        for chunk in chunks(self._found.gone, _AT_ONCE):
            made.touch(chunk)
            for kind in reversed(PARTS):  # lines before their order, which would take them along
                made.remove_many(kind, self._found.parts_of(kind, chunk))
            made.remove_many("customer", chunk)
            self._step(len(chunk))

    def tidy(self, made: Recording) -> None:
        """The groups, own fields, words, products, competitors … it made, where nobody uses them."""
        conditions = [c for group in groups.all_groups(self._desk) if group.filter for c in group.filter.conditions]
        asked = {(c.field, value) for c in conditions for value in c.values}
        fields = {c.field for c in conditions}
        unused = {
            "customer_group": [i for i, name in self._found.unused_groups().items() if ("groups", name) not in asked],
            "user_field": [i for i, key in self._found.unused_fields().items() if key not in fields],
            **self._found.unused(),
            "choice": [i for i, word in self._found.unused_words().items() if word not in asked],
        }
        at = self._desk.now()
        for kind, ids in unused.items():
            made.update_many(kind, {record_id: {"deleted_at": at} for record_id in ids})

    def told(self, batch: int, changes: Changes) -> Undone:
        """What came of it, once `restore` is done."""
        removed, restored = len(self._found.gone), len(self._restored)
        return Undone(batch, changes.action, changes, removed, restored, self._kept(), self._edited, self._held)

    def _kept(self) -> tuple[Kept, ...]:
        owners = sorted({each.customer for each in self._differing if each.customer is not None})
        numbers = dict(zip(owners, self._numbers(owners), strict=True))
        return tuple(
            Kept(numbers.get(each.customer or 0, ""), each.field, each.value, each.imported, each.kind)
            for each in self._differing
        )

    def _numbers(self, ids: Sequence[int]) -> tuple[str, ...]:
        numbers = customers_store.numbers_of(self._desk.data, ids)
        return tuple(numbers[i][0] for i in ids)

    def _step(self, count: int) -> None:
        self._done += count
        if self._cancelled is not None and self._cancelled():
            raise CancelledError
        if self._progress is not None:
            self._progress(self._done, self._total)
