"""Likely doubles: pairs in the whole data file, whom a new customer may be, and what was said to be two."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from msgspec import Struct

from crmdesk.core.changes import Changes
from crmdesk.core.customers import Reference
from crmdesk.core.duplicates import face_of, likeness, same_tail
from crmdesk.core.errors import Problem, UserError
from crmdesk.services.bulk import Cancelled, Progress, unhindered
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError
from crmdesk.store import customers as customers_store
from crmdesk.store import duplicates as store
from crmdesk.store import duplicates_pairs
from crmdesk.store.duplicates import Known

MOST_PAIRS = 1_000
"""So many of the best pairs are named."""

_AT_ONCE = 5_000
_KEPT = 4


class Pair(Struct, frozen=True):
    """Two customers that may be one, the older file first. `score` is 0–100, `reasons` the strongest first."""

    one: Reference
    other: Reference
    score: int
    reasons: tuple[Problem, ...]


class Likely(Struct, frozen=True):
    """A customer that may be the one in hand."""

    customer: Reference
    score: int
    reasons: tuple[Problem, ...]


def pairs(
    desk: Desk, limit: int = MOST_PAIRS, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> list[Pair]:
    """The likeliest pairs of doubles, best first; those marked as two are left out.

    100,000 customers take some seconds. Raises CancelledError when `cancelled` says so.
    """
    look = _Look(customers_store.total(desk.data), progress, cancelled)
    marked = store.not_same(desk.data)
    best: list[Pair] = []
    with unhindered():
        for several in duplicates_pairs.pairs(desk.data, look.at):
            asked = [pair for pair in several if pair not in marked]
            for start in range(0, len(asked), _AT_ONCE):
                look.at(0)
                best += _scored(desk, asked[start : start + _AT_ONCE])
                if len(best) > _KEPT * limit:
                    best = _best(best, limit)
    look.end()
    return _best(best, limit)


def likely(
    desk: Desk,
    values: Mapping[str, Any],
    exclude: Collection[int] = (),
    contacts: Iterable[Mapping[str, Any]] = (),
) -> list[Likely]:
    """Customers that may be the one with these values by field key, and these contacts', best first."""
    face = face_of(values, contacts)
    found = []
    for known in store.candidates(desk.data, [face])[0]:
        like = likeness(face, known.face) if known.id not in exclude else None
        if like is not None:
            found.append(Likely(_reference(known), like.score, like.reasons))
    return sorted(found, key=lambda double: (-double.score, double.customer.id))


def ids_by_phone_tail(desk: Desk, typed: str) -> list[int]:
    """Living customers with this number but for its area code, which stands on one side only (or on neither)."""
    face = face_of({"phone": typed})
    return [known.id for known in store.candidates(desk.data, [face], thorough=False)[0] if same_tail(face, known.face)]


def pair(desk: Desk, one_id: int, other_id: int) -> Pair | None:
    """Two customers with what makes them alike; None when either is gone. Without likeness the score is 0."""
    known = store.known(desk.data, (one_id, other_id))
    if len(known) < 2:
        return None
    first, second = sorted(known)
    like = likeness(known[first].face, known[second].face)
    reasons = like.reasons if like else ()
    return Pair(_reference(known[first]), _reference(known[second]), like.score if like else 0, reasons)


def mark_not_same(desk: Desk, one_id: int, other_id: int) -> Changes:
    """Remember that these are two customers. Raises UserError('merge-self') or 'record-gone'."""
    one, other = _two(desk, one_id, other_id)
    with desk.recording("not-same", one=one.number, other=other.number) as made:
        if not _marks(desk, one_id, other_id):
            first, second = sorted((one_id, other_id))
            made.create("not_same", {"one": first, "other": second})
    return made.result


def take_back_not_same(desk: Desk, one_id: int, other_id: int) -> Changes:
    """These may be one customer after all."""
    one, other = _two(desk, one_id, other_id)
    with desk.recording("not-same-back", one=one.number, other=other.number) as made:
        made.update_many("not_same", {row: {"deleted_at": desk.now()} for row in _marks(desk, one_id, other_id)})
    return made.result


def marked(desk: Desk) -> set[tuple[int, int]]:
    """Every pair that was marked as two, the smaller id first."""
    return store.not_same(desk.data)


def not_same_as(desk: Desk, customer_id: int) -> frozenset[int]:
    """Whom this customer was said not to be."""
    return frozenset(
        other if one == customer_id else one for _row, one, other in store.not_same_rows(desk.data, customer_id)
    )


class _Look:
    """How far looking at all customers is: each is looked at once, and its pairs count as much again."""

    def __init__(self, total: int, progress: Progress | None, cancelled: Cancelled | None) -> None:
        self._total = total
        self._done = 0
        self._progress = progress
        self._cancelled = cancelled

    def at(self, count: int) -> None:
        if self._cancelled is not None and self._cancelled():
            raise CancelledError
        self._done += count
        if self._progress is not None and count:
            self._progress(min(self._done, self._total), self._total)

    def end(self) -> None:
        if self._progress is not None:
            self._progress(self._total, self._total)


def _scored(desk: Desk, asked: list[tuple[int, int]]) -> list[Pair]:
    known = store.known(desk.data, sorted({customer for pair in asked for customer in pair}))
    found = []
    for one, other in asked:
        if one in known and other in known and (like := likeness(known[one].face, known[other].face)):
            found.append(Pair(_reference(known[one]), _reference(known[other]), like.score, like.reasons))
    return found


def _best(found: list[Pair], limit: int) -> list[Pair]:
    return sorted(found, key=lambda pair: (-pair.score, pair.one.id, pair.other.id))[:limit]


def _reference(known: Known) -> Reference:
    return Reference(known.id, known.number, known.name)


def _marks(desk: Desk, one_id: int, other_id: int) -> list[int]:
    wanted = tuple(sorted((one_id, other_id)))
    return [row for row, one, other in store.not_same_rows(desk.data, one_id) if (one, other) == wanted]


def _two(desk: Desk, one_id: int, other_id: int) -> tuple[Known, Known]:
    if one_id == other_id:
        raise UserError("merge-self")
    known = store.known(desk.data, (one_id, other_id))
    if len(known) < 2:
        raise UserError("record-gone")
    return known[one_id], known[other_id]
