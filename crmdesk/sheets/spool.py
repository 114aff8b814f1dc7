"""Rows as they are kept in memory: as they are while there are few, packed in pieces when there are many.

A million rows of ten short columns take some 60 MB that way instead of a gigabyte.
"""

from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, overload

Row = list[Any]

PIECE = 256
"""Rows packed together."""

MOST_PLAIN = 20_000
"""Up to so many rows are kept as they are."""

MOST_STORED = 48 << 20
"""Bytes of pieces that come uncompressed and are kept so."""

_OPENED = 8
_FAST = 1
_ALLOWED = {
    "datetime": frozenset(("date", "datetime", "time", "timedelta")),
    "crmdesk.sheets.books": frozenset(("CellError",)),
}


class CellUnpickler(pickle.Unpickler):
    """Takes cells and nothing else, whatever a hostile file made of the process that read it."""

    def find_class(self, module: str, name: str) -> Any:
        if name in _ALLOWED.get(module, ()):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def pickled(rows: Sequence[Row]) -> bytes:
    return pickle.dumps(rows, protocol=5)


def packed(rows: bytes) -> bytes:
    """Pickled rows as one compressed piece."""
    return zlib.compress(rows, _FAST)


def stored(rows: bytes) -> bytes:
    """Pickled rows as one piece that is not compressed yet: quicker for the process that reads the file."""
    return zlib.compress(rows, 0)


def _compressed(piece: bytes) -> bytes:
    return zlib.compress(zlib.decompress(piece), _FAST)


def opened(piece: bytes) -> list[Row]:
    """The rows of a piece."""
    rows: list[Row] = CellUnpickler(io.BytesIO(zlib.decompress(piece))).load()
    return rows


class Rows(Sequence[Row]):
    """A list of rows that grows at its end; the rows themselves must not be changed, for they may be copies.

    Looking rows up is safe from several threads while nothing is added.
    """

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._pieces: list[bytes] = []
        self._stored = 0
        self._rest: list[Row] = []
        self._width = 0
        self._opened = lru_cache(maxsize=_OPENED)(opened)
        self.extend(rows)

    @property
    def width(self) -> int:
        """Columns of the longest row there ever was."""
        return self._width

    @property
    def is_packed(self) -> bool:
        return bool(self._pieces)

    def append(self, row: Row) -> None:
        self._rest.append(row)
        self._width = max(self._width, len(row))
        if len(self._rest) >= (PIECE if self._pieces else MOST_PLAIN + 1):
            self._pack()

    def extend(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.append(row)

    def extend_packed(self, pieces: Sequence[bytes], count: int, width: int) -> None:
        """`count` rows in pieces of `PIECE`, the last one perhaps shorter; `width` is that of the longest row.

        They stay packed until `settle` finds that there are few.
        """
        if self._rest:
            for piece in pieces:
                self.extend(opened(piece))
            return
        *whole, last = pieces
        self._keep(whole)
        self._width = max(self._width, width)
        if count % PIECE:
            self._rest = opened(last)
        else:
            self._keep([last])

    def settle(self) -> None:
        """Open everything where there are few rows, after the last one has come."""
        if self._pieces and len(self) <= MOST_PLAIN:
            self._rest, self._pieces = list(self), []

    def pop(self) -> Row:
        """Take the last row away."""
        if not self._rest and self._pieces:
            self._rest = opened(self._pieces.pop())
        return self._rest.pop()

    def replaced(self, changed: Mapping[int, Row]) -> Rows:
        """These rows with others in the given places; whatever did not change is shared."""
        made = Rows()
        made._pieces, made._rest = self._pieces[:], self._rest[:]
        made._width = max([self._width, *map(len, changed.values())])
        touched: dict[int, list[Row]] = {}
        for index, row in changed.items():
            piece, place = divmod(index, PIECE)
            if not 0 <= index < len(self):
                raise IndexError(index)
            if piece >= len(self._pieces):
                made._rest[index - len(self._pieces) * PIECE] = row
                continue
            if piece not in touched:
                touched[piece] = opened(self._pieces[piece])
            touched[piece][place] = row
        for piece, rows in touched.items():
            made._pieces[piece] = packed(pickled(rows))
        return made

    def _pack(self) -> None:
        whole = len(self._rest) // PIECE * PIECE
        self._keep([stored(pickled(self._rest[at : at + PIECE])) for at in range(0, whole, PIECE)])
        del self._rest[:whole]

    def _keep(self, pieces: Sequence[bytes]) -> None:
        """Further pieces, not compressed yet; when they become too many, all are."""
        before, self._stored = self._stored, self._stored + sum(map(len, pieces))
        if self._stored > MOST_STORED:
            pieces = list(map(_compressed, pieces))
            if before <= MOST_STORED:
                self._pieces[:] = map(_compressed, self._pieces)
        self._pieces += pieces

    def __len__(self) -> int:
        return len(self._pieces) * PIECE + len(self._rest)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            return list(self._between(start, stop)) if step == 1 else [self[i] for i in range(start, stop, step)]
        if index < 0:
            index += len(self)
        piece, place = divmod(index, PIECE)
        if 0 <= piece < len(self._pieces):
            return self._opened(self._pieces[piece])[place]
        if index < 0:
            raise IndexError(index)
        return self._rest[index - len(self._pieces) * PIECE]

    def __iter__(self) -> Iterator[Row]:
        for piece in self._pieces:
            yield from opened(piece)
        yield from self._rest

    def _between(self, start: int, stop: int) -> Iterator[Row]:
        ended = len(self._pieces) * PIECE
        for piece in range(start // PIECE, min(-(-stop // PIECE), len(self._pieces))):
            first = piece * PIECE
            yield from self._opened(self._pieces[piece])[max(start - first, 0) : stop - first]
        if stop > ended:
            yield from self._rest[max(start - ended, 0) : stop - ended]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rows | list):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Rows({self[:PIECE]!r}{', …' if len(self) > PIECE else ''})"
