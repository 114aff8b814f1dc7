"""The copy of a damaged data file that it is read from, so that nothing is ever written into the file itself."""

from __future__ import annotations

import errno
import os
import shutil
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import peewee
import sqlcipher3
from msgspec import Struct

from crmdesk.core.errors import UserError
from crmdesk.store.database import APPLICATION_ID, SCHEMA
from crmdesk.store.keys import PAGE, PLAIN, Key, connecting
from crmdesk.store.restoring import in_use

_PIECE = 256 * PAGE
_LOOKED_AT = 64
_PAGE_KINDS = frozenset((2, 5, 10, 13))
_JOURNALS = ("-wal", "-journal")
_HEAD, _VERSION = 100, 3_053_000
_SPARE = 1 << 20
SALVAGING = "-salvaging-"
"""In the name of the folder that the copy of a damaged data file lies in."""


class Copied(Struct):
    """A copy of a damaged file. `headless`: the head of a plain file is gone and another one was put in its place,
    so that no page says which table it belongs to; `unread` bytes the disk could not read."""

    path: Path
    encrypted: bool
    cut: bool
    headless: bool = False
    unread: int = 0

    def mend_head(self) -> None:
        """Give a plain file a new head; where that does not help, a first page that knows of no tables."""
        first = _blank(self.path.stat().st_size // PAGE)
        for size in (_HEAD, PAGE):
            if size == PAGE:
                for suffix in _JOURNALS:
                    self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
                self.headless = True
            with self.path.open("r+b") as file:
                file.write(first[:size])
            if readable(self.path, None):
                return


@contextmanager
def copied(path: Path) -> Iterator[Copied]:
    """A closed data file's copy in a folder of its own beside it, with its journal, for the time of the block; bytes
    that cannot be read are zeros.

    Raises UserError: 'file-in-use', 'file-empty', 'file-not-readable', 'file-full'.
    """
    refuse_open(path)
    try:
        place = Path(tempfile.mkdtemp(prefix=f".{path.stem}{SALVAGING}", dir=path.parent))
    except OSError as error:
        raise UserError("file-read-only", path=str(path)) from error
    try:
        size = path.stat().st_size
        if not size:
            raise UserError("file-empty", path=str(path))
        if shutil.disk_usage(place).free < 2 * size + _SPARE:
            raise UserError("file-full", path=str(path))
        copy = place / path.name
        unread = _copy(path, copy)
        for suffix in _JOURNALS:
            beside = path.with_name(path.name + suffix)
            if beside.is_file():
                unread += _copy(beside, copy.with_name(copy.name + suffix))
        cut = size % PAGE != 0
        if cut:
            os.truncate(copy, size + PAGE - size % PAGE)
        yield _judged(Copied(copy, is_encrypted(copy), cut, unread=unread))
    finally:
        shutil.rmtree(place, ignore_errors=True)


def waiting(path: Path) -> bool:
    """Whether pages stand in the journal of a copy that are not in it yet."""
    journal = path.with_name(path.name + _JOURNALS[0])
    return journal.exists() and journal.stat().st_size > 0


def refuse_open(path: Path) -> None:
    """Raise UserError('file-in-use') where another program has a file open as its database; 'file-missing'."""
    if not path.is_file():
        raise UserError("file-missing", path=str(path))
    with suppress(PermissionError):  # one that cannot be written can be in nobody's use
        if in_use(path):
            raise UserError("file-in-use", path=str(path))


def readable(path: Path, key: Key | None) -> bool:
    """Whether a file can be opened by a key and says which tables it holds."""
    database = connecting(path, key, pragmas={"writable_schema": 1})
    try:
        database.connect()
        database.execute_sql("SELECT name, sql FROM sqlite_master").fetchall()
        return bool(database.execute_sql("PRAGMA table_info(customer)").fetchall())
    except (peewee.DatabaseError, sqlcipher3.DatabaseError):
        return False
    finally:
        if not database.is_closed():
            database.close()


def _judged(copy: Copied) -> Copied:
    """A plain file without its tables gets a new head."""
    if not copy.encrypted and not readable(copy.path, None):
        copy.mend_head()
    return copy


def _copy(source: Path, target: Path) -> int:
    """Copy the bytes of a closed file; returns how many could not be read."""
    unread = 0
    try:
        with source.open("rb", buffering=0) as reading, target.open("xb") as writing:
            for start in range(0, source.stat().st_size, _PIECE):
                piece, missing = _piece(reading.fileno(), start, min(_PIECE, source.stat().st_size - start))
                unread += missing
                writing.write(piece)
    except PermissionError as error:
        raise UserError("file-not-readable", path=str(source)) from error
    except OSError as error:
        code = "file-full" if error.errno == errno.ENOSPC else "file-failed"
        raise UserError(code, path=str(source), detail=error.strerror or str(error)) from error
    return unread


def _piece(handle: int, start: int, size: int) -> tuple[bytes, int]:
    try:
        os.lseek(handle, start, os.SEEK_SET)
        read = os.read(handle, size)
    except OSError:
        if size <= PAGE:
            return bytes(size), size
        pieces = [_piece(handle, start + at, min(PAGE, size - at)) for at in range(0, size, PAGE)]
        return b"".join(piece for piece, _ in pieces), sum(missing for _, missing in pieces)
    return read + bytes(size - len(read)), size - len(read)


def has_head(path: Path) -> bool:
    """Whether a closed file begins as a plain database does."""
    with path.open("rb") as file:
        return file.read(len(PLAIN)) == PLAIN


def is_encrypted(copy: Path) -> bool:
    """Whether the pages of a closed file are cipher: a plain one whose head is gone still begins its pages in few
    ways."""
    if has_head(copy):
        return False
    with copy.open("rb") as file:
        kinds = b""
        for number in range(1, _LOOKED_AT):
            file.seek(number * PAGE)
            kinds += file.read(1).strip(b"\0")
    return bool(kinds) and 2 * sum(kind in _PAGE_KINDS for kind in kinds) < len(kinds)


def _blank(pages: int) -> bytes:
    """A first page that holds no tables, for a file of so many pages."""
    head = PLAIN + struct.pack(">HBBBBBB", PAGE, 1, 1, 0, 64, 32, 32)
    head += struct.pack(">13I", 1, pages, 0, 0, 1, 4, 0, 0, 1, SCHEMA, 0, APPLICATION_ID, 0)
    head += bytes(16) + struct.pack(">II", 1, _VERSION)
    return (head + struct.pack(">BHHHB", 13, 0, 0, PAGE, 0)).ljust(PAGE, b"\0")
