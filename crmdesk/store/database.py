"""The data file: one SQLite database (WAL), encrypted or not, with a connection for each thread that uses it.

Always through sqlcipher3: a second SQLite library on the same file, or a plain `open` of it, drops the locks of this
process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playhouse.sqlcipher_ext import SqlCipherDatabase

from crmdesk.core.errors import UserError
from crmdesk.store.failures import translated
from crmdesk.store.keys import Key, connecting
from crmdesk.store.tables import Tables

APPLICATION_ID = 0x43524D44
SCHEMA = 4
"""The newest schema this program knows; each migration sets `user_version`."""

_BUSY_SECONDS = 5
_PRAGMAS = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    "synchronous": "full",
    "secure_delete": 1,
    "cache_size": -32_000,
    "temp_store": "memory",
}


class DataFile:
    """An open data file. Each thread that uses it calls `connect` and `close`, or works inside `connection`."""

    def __init__(self, path: Path, database: SqlCipherDatabase, key: Key | None = None) -> None:
        self.path = path
        self.database = database
        self.key = key
        self.tables = Tables(database)
        self._identity = _identity(path)

    def connect(self) -> None:
        with translated(self.path):
            self.database.connect(reuse_if_open=True)

    def close(self) -> None:
        """Close this thread's connection; the last one folds the journal back into the file."""
        if not self.database.is_closed():
            self.database.close()

    @contextmanager
    def connection(self) -> Iterator[None]:
        """A connection of this thread's own for the time of the block (or the one it already has)."""
        opened = self.database.is_closed()
        self.connect()
        try:
            yield
        finally:
            if opened:
                self.close()

    @contextmanager
    def write(self) -> Iterator[None]:
        """One write transaction; it takes the write lock at once, so what is read inside cannot change meanwhile.

        Raises UserError when the file is busy, full, read-only or no longer the one that was opened.
        """
        if _identity(self.path) != self._identity:
            raise UserError("file-gone", path=str(self.path))
        with translated(self.path), self.database.atomic("IMMEDIATE"):
            yield

    def quick_check(self) -> str | None:
        """None when the file is sound, else what SQLite says. It takes 2.5 s at a million customers."""
        with translated(self.path):
            (answer,) = self.database.execute_sql("PRAGMA quick_check(1)").fetchone()
        return None if answer == "ok" else str(answer)

    def interrupt(self) -> None:
        """Stop the query that a connection of this thread is running."""
        self.database.connection().interrupt()


def database_of(path: Path, key: Key | None) -> SqlCipherDatabase:
    """The database of a data file, not connected yet."""
    patience = {"busy_timeout": int(_BUSY_SECONDS * 1000)}  # peewee's own `timeout` does not reach sqlcipher3
    return connecting(path, key, pragmas=patience | _PRAGMAS)


def defer_references(data: DataFile) -> None:
    """Within the present transaction: what names a record that is not there is refused at its end, not at once."""
    data.database.execute_sql("PRAGMA defer_foreign_keys = ON")


def _identity(path: Path) -> tuple[int, int] | None:
    """Device and inode: a file that was replaced under us must not be reported as saved."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
