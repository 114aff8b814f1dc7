"""Who rose and who fell between two runs (METHOD.md section 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

Kind = Literal["risen", "fallen", "new", "gone"]
KINDS: tuple[Kind, ...] = ("risen", "fallen", "new", "gone")
Entry = tuple[int, str, int, int]
"""Of a run: the customer's id, its level, rank and value in whole ten-thousandths."""


class Move(Struct, frozen=True):
    """A customer in both runs or one of them; what it had and has is None where it was or is not. `change`: of the
    value, in whole ten-thousandths; a missing value counts as nothing."""

    customer_id: int
    kind: Kind
    before: str | None
    after: str | None
    rank_before: int | None
    rank_after: int | None
    change: int


class Moves(Struct, frozen=True):
    """The most important moves of each kind, how many of each kind there are in all, and of `same` ones; `between`: how
    many went from which level to which (None: was or is in no run)."""

    moves: Mapping[Kind, Sequence[Move]]
    counts: Mapping[Kind, int]
    same: int
    between: Mapping[tuple[str | None, str | None], int]


_Weighed = tuple[tuple[int, int, int], Move]
"""A move behind what it is sorted by."""


def moves(before: Iterable[Entry], after: Iterable[Entry], levels: Sequence[str], limit: int | None = 1000) -> Moves:
    """Between two runs whose entries come by rising id; at most `limit` moves of each kind are kept (None: all).
    `levels`, best first, are those of both runs: runs cut in other ways cannot be compared.

    Important is what reached, left or concerns the best level; among these the greater change of value.
    Raises ValueError where ids do not rise, KeyError for a level that is none of these.
    """
    place = {level: at for at, level in enumerate(levels)}
    kept: dict[Kind, list[_Weighed]] = {kind: [] for kind in KINDS}
    counts: Counter[Kind] = Counter()
    between: Counter[tuple[str | None, str | None]] = Counter()
    for customer, old, new in _paired(before, after):
        was, is_ = old[1] if old else None, new[1] if new else None
        between[was, is_] += 1
        if was == is_:
            continue
        kind = _kind(was, is_, place)
        counts[kind] += 1
        change = (new[3] if new else 0) - (old[3] if old else 0)
        best = min(place[level] for level in (was, is_) if level is not None)
        made = Move(customer, kind, was, is_, old[2] if old else None, new[2] if new else None, change)
        kept[kind].append(((best, -abs(change), customer), made))
        if limit is not None and len(kept[kind]) > 2 * limit:
            kept[kind] = _first(kept[kind], limit)
    same = sum(count for (was, is_), count in between.items() if was == is_)
    return Moves(
        {kind: tuple(move for _, move in _first(kept[kind], limit)) for kind in KINDS},
        {kind: counts[kind] for kind in KINDS},
        same,
        dict(between),
    )


def _first(found: list[_Weighed], limit: int | None) -> list[_Weighed]:
    return sorted(found, key=lambda each: each[0])[:limit]


def _kind(was: str | None, is_: str | None, place: Mapping[str, int]) -> Kind:
    if was is None:
        return "new"
    if is_ is None:
        return "gone"
    return "risen" if place[is_] < place[was] else "fallen"


def _paired(before: Iterable[Entry], after: Iterable[Entry]) -> Iterator[tuple[int, Entry | None, Entry | None]]:
    """The entries of both runs by customer, each read once, so that a million need no memory."""
    olds, news = _rising(before), _rising(after)
    old, new = next(olds, None), next(news, None)
    while old is not None or new is not None:
        if old is not None and (new is None or old[0] < new[0]):
            yield old[0], old, None
            old = next(olds, None)
        elif new is not None and (old is None or new[0] < old[0]):
            yield new[0], None, new
            new = next(news, None)
        elif old is not None:
            yield old[0], old, new
            old, new = next(olds, None), next(news, None)


def _rising(entries: Iterable[Entry]) -> Iterator[Entry]:
    last = None
    for entry in entries:
        if last is not None and entry[0] <= last:
            raise ValueError("ids must rise")
        last = entry[0]
        yield entry
