"""The trash, of all kinds of record: looked through, restored, erased for good, emptied by itself (METHOD.md section
14). What belongs to something that lies there is in it and shares its lot."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerRow
from crmdesk.core.errors import UserError
from crmdesk.core.registry import PARTS
from crmdesk.core.trash import KINDS, TOLD, TRASH_DAYS, TrashList, TrashRow, due_before, key_of, record_of
from crmdesk.core.words import Words
from crmdesk.services import (
    assessments,
    complaints,
    customers,
    file_parts,
    interactions,
    orders,
    payments,
    privacy,
    products,
    returns,
    settings,
    sources,
    surveys,
    tasks,
)
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import Cancelled, CancelledError
from crmdesk.store import cleaning, erasing, past
from crmdesk.store import trash as store
from crmdesk.store.columns import from_column
from crmdesk.store.recording import Recording
from crmdesk.store.records import Flat

__all__ = ["Emptied", "TrashList", "TrashRow", "counts", "due", "empty_due", "erasable", "erase", "find", "restore",
           "rows"]  # fmt: skip

Progress = Callable[[int, int | None], None]
_LONGEST = 120
_STEPS = 2
_BACK: Mapping[str, Callable[[Desk, Recording, int], object]] = {
    "sales_order": orders.put_back,
    "goods_return": returns.put_back,
    "payment": payments.put_back,
    "complaint": complaints.put_back,
    "task": tasks.put_back,
    "interaction": interactions.put_back,
    "survey": surveys.put_back,
    "assessment": assessments.put_back,
    "product": products.put_back,
    "source_cost": sources.put_back,
}
_TURNS = ("customer", "product", "campaign", "sales_order", "goods_return", "payment")
"""What has to be there before the rest that may name it."""


class Emptied(Struct, frozen=True):
    """What was erased for good, by kind. `left`: how many could not be (products in use, merged files); `clean` as in
    `services.erasing.Erased`."""

    counts: Mapping[str, int]
    changes: Changes
    left: int = 0
    clean: bool = True

    @property
    def count(self) -> int:
        return sum(self.counts.values())


def find(desk: Desk, wanted: TrashList = TrashList()) -> array[int]:  # noqa: B008 - frozen
    """The keys of what is wanted, what was deleted last first. About a second at a million customers."""
    return store.find(desk.data, wanted.kind, " ".join(wanted.query.split()))


def counts(keys: Iterable[int]) -> dict[str, int]:
    """How many of each kind these are, in the kinds' order."""
    found: dict[str, int] = defaultdict(int)
    for key in keys:
        found[record_of(key)[0]] += 1
    return {kind: found[kind] for kind in KINDS if kind in found}


def rows(desk: Desk, keys: Sequence[int], words: Words, *, masked: bool = False) -> list[TrashRow]:
    """What these are called, whose they are, when and by whom they were deleted; those that are gone left out.
    `masked`: with what is personal hidden."""
    found: dict[int, TrashRow] = {}
    for kind, ids in _by_kind(keys).items():
        flats = {i: flat for i, flat in desk.records.read_many(kind, ids).items() if "deleted_at" in flat}
        who = store.who_deleted(desk.data, kind, flats)
        owners = {i: flat["customer_id"] for i, flat in flats.items()} if kind in PARTS else {}
        known = {row.id: row for row in customers.rows(desk, sorted(set(owners.values())))}
        for i, flat in flats.items():
            name = _name(desk, kind, flat, words, masked=masked)
            whose = _whose(known.get(owners[i])) if i in owners else ""
            found[key_of(kind, i)] = TrashRow(key_of(kind, i), name, whose, flat["deleted_at"], who.get(i, ""))
    return [found[key] for key in keys if key in found]


def _name(desk: Desk, kind: str, flat: Flat, words: Words, *, masked: bool) -> str:
    fields = desk.fields(kind)
    show = values.masked if masked else values.show
    told = [show(fields[key], from_column(fields[key], flat[key]), words) for key in TOLD[kind] if key in flat]
    text = "  ".join(" ".join(each.split()) for each in told if each)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"


def _whose(row: CustomerRow | None) -> str:
    return f"{row.number}  {row.name}" if row is not None else ""


def restore(desk: Desk, keys: Iterable[int]) -> Changes:
    """Take all these out of the trash in one action, each with what went there in it.

    Raises UserError as restoring one of them does ('product-code-used' …): then none is restored; 'trash-gone'.
    """
    wanted = _by_kind(keys)
    count = sum(map(len, wanted.values()))
    with desk.recording("trash-restore", count=count) as made:
        for kind in (*_TURNS, *(kind for kind in wanted if kind not in _TURNS)):
            ids = wanted.get(kind, ())
            there = desk.records.read_many(kind, ids)
            if any("deleted_at" not in there.get(i, {}) for i in ids):
                raise UserError("trash-gone")
            _put_back(desk, made, kind, ids)
    return made.result


def _put_back(desk: Desk, made: Recording, kind: str, ids: Sequence[int]) -> None:
    if kind == "customer":
        made.update_many(kind, {i: {"deleted_at": None, "merged_into": None} for i in ids})
    elif kind in _BACK:
        for i in ids:
            _BACK[kind](desk, made, i)
    elif kind in PARTS:
        for i in ids:
            file_parts.put_back(desk, made, kind, i)
    else:
        made.update_many(kind, {i: {"deleted_at": None} for i in ids})


def erasable(desk: Desk, keys: Iterable[int]) -> list[int]:
    """Those of these that can be erased: not files that were merged into another one, where their content is now, nor
    products that orders or complaints name."""
    return [key_of(kind, i) for kind, ids in _by_kind(keys).items() for i in store.erasable(desk.data, kind, ids)]


def erase(desk: Desk, keys: Iterable[int], *, progress: Progress | None = None) -> Emptied:
    """Erase these for good, with what belongs to them, as `services.erasing.erase` erases customers; what is in use
    stays. One entry of the history tells how many, and the log of privacy each customer's number. Nothing of it can be
    undone. Raises UserError('trash-gone') where nothing is left of them, and where the file cannot be written."""
    tell = progress or (lambda _done, _total: None)
    tell(0, _STEPS)
    asked = list(keys)
    with desk.data.write():
        wanted = _by_kind(erasable(desk, asked))
        if not wanted:
            raise UserError("trash-kept" if asked else "trash-gone")
        files = wanted.pop("customer", [])
        with erasing.erasing(desk.data, files, records=wanted) as made:
            numbers = {row.number: made.family(row.id) for row in customers.rows(desk, files)}
            gone = {kind: frozenset(made.ids(kind)) for kind in ("customer", *PARTS)}
            made.erase()
        for number, family in numbers.items():
            privacy.log(desk, "erase", family, number=number)
        told = {**({"customer": len(files)} if files else {}), **{kind: len(ids) for kind, ids in wanted.items()}}
        count = sum(told.values())
        past.note(desk.data, desk.clock(), desk.who, "trash-erase", json.dumps({"count": count}))
    tell(1, _STEPS)
    clean = _cleaned(desk)
    tell(_STEPS, _STEPS)
    records = {kind: ids for kind, ids in {**{k: frozenset(v) for k, v in wanted.items()}, **gone}.items() if ids}
    changes = Changes(None, records, everything=not records or len(asked) > 1)
    return Emptied(told, changes, len(asked) - count, clean)


def due(desk: Desk) -> array[int]:
    """What has lain in the trash for longer than Settings say; nothing where they say never, or while the clock
    stands before the newest entry of the history: it was set back then, and tells nothing."""
    before = due_before(desk.clock(), past.newest(desk.data), int(settings.get(desk, TRASH_DAYS)))
    return store.deleted_before(desk.data, before) if before else array("q")


def empty_due(desk: Desk, cancelled: Cancelled | None = None) -> Emptied | None:
    """Erase what is `due`; None where nothing is. Raises UserError as `erase` does, CancelledError before it began."""
    keys = due(desk)
    if not keys:
        return None
    if cancelled is not None and cancelled():
        raise CancelledError
    return erase(desk, keys)


def _by_kind(keys: Iterable[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for key in keys:
        kind, record_id = record_of(key)
        found.setdefault(kind, []).append(record_id)
    return found


def _cleaned(desk: Desk) -> bool:
    try:
        return cleaning.clean(desk.data)
    except UserError:
        return False
