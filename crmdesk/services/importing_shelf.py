"""What a large import keeps in memory: drafts packed in pieces, and which draft has which key in twelve bytes each.

A hundred thousand customers are kept as they are; a million would need gigabytes that way.
"""

from __future__ import annotations

import pickle
import sys
import zlib
from array import array
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

LARGE = 200_000
"""An import of more rows than this is packed; packing a hundred thousand customers would cost some seconds."""

_PIECE = 64
_OPENED = 16
_FAST = 1


class Shelf(Generic[T]):
    """A list of records that grows at its end. One that was looked up and changed has to be put back.

    `packed`: in pieces, compressed.
    """

    def __init__(self, *, packed: bool = False) -> None:
        self._packed = packed
        self._rest: list[T] = []
        self._pieces: list[bytes] = []
        self._opened: OrderedDict[int, list[T]] = OrderedDict()
        self._changed: set[int] = set()

    @property
    def is_packed(self) -> bool:
        return self._packed

    def __len__(self) -> int:
        return len(self._pieces) * _PIECE + len(self._rest)

    def append(self, record: T) -> None:
        self._rest.append(record)
        if self._packed and len(self._rest) == _PIECE:
            self._pieces.append(_packed(self._rest))
            self._rest.clear()

    def __getitem__(self, index: int) -> T:
        piece, place = divmod(index, _PIECE)
        if piece < len(self._pieces):
            return self._open(piece)[place]
        return self._rest[index - len(self._pieces) * _PIECE]

    def __setitem__(self, index: int, record: T) -> None:
        piece, place = divmod(index, _PIECE)
        if piece < len(self._pieces):
            self._open(piece)[place] = record
            self._changed.add(piece)
        else:
            self._rest[index - len(self._pieces) * _PIECE] = record

    def __iter__(self) -> Iterator[T]:
        for piece in range(len(self._pieces)):
            yield from self._opened.get(piece) or _unpacked(self._pieces[piece])
        yield from self._rest

    def drained(self) -> Iterator[T]:
        """Every record, given away piece by piece; afterwards nothing is left."""
        for piece in range(len(self._pieces)):
            records = self._opened.pop(piece, None) or _unpacked(self._pieces[piece])
            self._pieces[piece] = b""
            yield from records
        rest, self._rest, self._pieces = self._rest, [], []
        self._opened.clear()
        for place, record in enumerate(rest):
            rest[place] = None  # type: ignore[assignment]
            yield record

    def _open(self, piece: int) -> list[T]:
        found = self._opened.get(piece)
        if found is None:
            found = self._opened[piece] = _unpacked(self._pieces[piece])
            if len(self._opened) > _OPENED:
                oldest, records = self._opened.popitem(last=False)
                if oldest in self._changed:
                    self._pieces[oldest] = _packed(records)
                    self._changed.discard(oldest)
        else:
            self._opened.move_to_end(piece)
        return found


def _packed(records: Sequence[object]) -> bytes:
    return zlib.compress(pickle.dumps(list(records), protocol=5), _FAST)


def _unpacked(piece: bytes) -> list[T]:
    records: list[T] = pickle.loads(zlib.decompress(piece))  # noqa: S301 — packed above, never left this process
    return records


MOST_IN_DICT = 500_000
MOST_ROUGH = 8
_NARROW = (1 << 32) - 1
_FIRST_SIZE = 1 << 21
_FULL = 0.7


class Places:
    """Which drafts have a key. Keys are known by their hash of 64 bits: that two of a file's share one is as likely as
    winning a lottery twice.

    `rough`: by 32 bits, so that a draft found has to be looked at; then only the first `MOST_ROUGH` of a key are known.
    """

    def __init__(self, *, rough: bool = False) -> None:
        self._most = MOST_ROUGH if rough else sys.maxsize
        self._bits = _NARROW if rough else -1
        self._type = "I" if rough else "q"
        self._known: dict[int, int] = {}
        self._hashes = array(self._type)
        self._values = array("i")
        self._mask = 0
        self._count = 0
        self._several: list[list[int]] = []

    def __getitem__(self, key: Hashable) -> Sequence[int]:
        hashed = hash(key) & self._bits or 1
        value = self._find(hashed) if self._mask else self._known.get(hashed)
        if value is None:
            return ()
        return (value,) if value >= 0 else self._several[-value - 1]

    def add(self, key: Hashable, draft: int) -> None:
        """Another draft with this key; the same one twice is once."""
        hashed = hash(key) & self._bits or 1
        value = self._find(hashed) if self._mask else self._known.setdefault(hashed, draft)
        if value == draft:
            if len(self._known) > MOST_IN_DICT:
                self._leave_dict()
            return
        if value is None:
            self._put(hashed, draft)
        elif value < 0:
            several = self._several[-value - 1]
            if draft not in several and len(several) < self._most:
                several.append(draft)
        else:
            self._several.append([value, draft])
            self._put(hashed, -len(self._several))

    def add_all(self, keys: Iterable[Hashable], draft: int) -> None:
        """`add` for several keys of one draft."""
        if self._mask:
            for key in keys:
                self.add(key, draft)
            return
        put, bits = self._known.setdefault, self._bits
        several = [key for key in keys if put(hash(key) & bits or 1, draft) != draft]
        for key in several:
            self.add(key, draft)
        if len(self._known) > MOST_IN_DICT:
            self._leave_dict()

    def has_any(self, keys: Iterable[Hashable]) -> bool:
        """Whether any of these keys is there."""
        if self._mask:
            return any(self._find(hash(key) & self._bits or 1) is not None for key in keys)
        bits = self._bits
        return not self._known.keys().isdisjoint([hash(key) & bits or 1 for key in keys])

    def _leave_dict(self) -> None:
        known, self._known = self._known, {}
        self._grow(_FIRST_SIZE)
        for hashed, value in known.items():
            self._put(hashed, value)

    def _find(self, hashed: int) -> int | None:
        at = self._slot(hashed)
        return self._values[at] if self._hashes[at] else None

    def _put(self, hashed: int, value: int) -> None:
        if not self._mask:
            self._known[hashed] = value
            return
        at = self._slot(hashed)
        if not self._hashes[at]:
            self._hashes[at] = hashed
            self._count += 1
        self._values[at] = value
        if self._count > _FULL * self._mask:
            hashes, values = self._hashes, self._values
            self._grow(2 * len(hashes))
            for one, its in zip(hashes, values, strict=True):
                if one:
                    self._put(one, its)

    def _grow(self, size: int) -> None:
        self._hashes, self._values = array(self._type, (0,)) * size, array("i", (0,)) * size
        self._mask, self._count = size - 1, 0

    def _slot(self, hashed: int) -> int:
        """Where a hash stands, or would."""
        hashes, mask = self._hashes, self._mask
        at = hashed & mask
        while hashes[at] and hashes[at] != hashed:
            at = (at + 1) & mask
        return at
