"""The data file: one SQLite database, encrypted or not, with a connection for each thread that uses it.

Always through sqlcipher3: a second SQLite library on the same file, or a plain `open` of it, drops the locks of this
process.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase

from crmdesk.core.errors import UserError
from crmdesk.store.deeds import Deeds
from crmdesk.store.failures import translated
from crmdesk.store.keys import Key, connecting
from crmdesk.store.places import risk_of

APPLICATION_ID = 0x43524D44
SCHEMA = 12
"""The newest schema this program knows; each migration sets `user_version`."""

Waits = Callable[[float], bool]
"""Called with the seconds waited so far: waits a moment more and says whether to go on waiting."""
Patience = Callable[[bool], AbstractContextManager[Waits]]
"""Entered when another program is found writing, left when waiting ends. True: nobody waits for what is to be written
(a draft), so it may give up early."""

_BUSY_SECONDS, _AT_ONCE_SECONDS, _PAUSE = 5, 0.1, 0.05
_STEPS = 20_000
_AMPLE, _SPARING = 32_000, 6_000
_PRAGMAS = {
    "foreign_keys": 1,
    "synchronous": "full",
    "secure_delete": 1,
    "cache_size": -_AMPLE,
    "temp_store": "memory",
}


class DataFile:
    """An open data file. Each thread that uses it calls `connect` and `close`, or works inside `connection`."""

    def __init__(self, path: Path, database: SqlCipherDatabase, key: Key | None = None) -> None:
        self.path = path
        self.database = database
        self.key = key
        self.risk = risk_of(path)
        self.patience: Patience = wait_shortly
        self.deeds = Deeds()
        self._identity = _identity(path)

    def connect(self) -> None:
        with translated(self.path):
            self.database.connect(reuse_if_open=True)

    def forget_key(self) -> None:
        """No connection can be opened any more; closed before, nothing here holds the key."""
        self.key = None
        self.database.connect_params.pop("passphrase", None)

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
    def write(self, *, beside: bool = False) -> Iterator[None]:
        """One write transaction; it takes the write lock at once, so what is read inside cannot change meanwhile.
        While another program writes it waits as long as `patience` says; `beside`: nobody waits for it.

        Raises UserError when the file is busy, full, read-only or no longer the one that was opened.
        """
        if not self.is_there():
            raise UserError("file-gone", path=str(self.path))
        with translated(self.path):
            transaction = self._begun(beside)
            with self.deeds.writing(), transaction:
                yield

    def is_there(self) -> bool:
        """Whether the file that was opened still lies at its place: not moved, replaced or deleted."""
        return _identity(self.path) == self._identity

    @contextmanager
    def waiting(self, seconds: float) -> Iterator[None]:
        """Within the block this thread's connection waits so long for others, instead of the usual five seconds."""
        self.database.execute_sql(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
        try:
            yield
        finally:
            self.database.execute_sql(f"PRAGMA busy_timeout = {int(_BUSY_SECONDS * 1000)}")

    def _begun(self, beside: bool) -> ExitStack:
        transaction, began, waits = ExitStack(), time.monotonic(), None
        with ExitStack() as patience:
            while True:
                try:
                    with self.waiting(min(_AT_ONCE_SECONDS, _BUSY_SECONDS)):
                        transaction.enter_context(self.database.atomic("IMMEDIATE"))
                    return transaction
                except peewee.OperationalError as error:
                    if "locked" not in str(error):
                        raise
                    waits = waits or patience.enter_context(self.patience(beside))
                    if not waits(time.monotonic() - began):
                        raise

    def quick_check(self) -> str | None:
        """None when the file is sound, else what SQLite says. It takes 2.5 s at a million customers."""
        with translated(self.path), self.caching(2_000):  # all of the file goes through it once
            (answer,) = self.database.execute_sql("PRAGMA quick_check(1)").fetchone()
        return None if answer == "ok" else str(answer)

    def spare_memory(self) -> None:
        """This thread's connection is one of several that stay open: it keeps less of the file in memory."""
        self.database.execute_sql(f"PRAGMA cache_size = {-_SPARING}")

    @contextmanager
    def caching(self, kilobytes: int = _AMPLE) -> Iterator[None]:
        """Within the block this thread's connection keeps so much of the file in memory, for work all over it."""
        ((former,),) = self.database.execute_sql("PRAGMA cache_size").fetchall()
        self.database.execute_sql(f"PRAGMA cache_size = {-kilobytes}")
        try:
            yield
        finally:
            self.database.execute_sql(f"PRAGMA cache_size = {former}")

    def interrupt(self) -> None:
        """Stop the query that a connection of this thread is running."""
        self.database.connection().interrupt()


@contextmanager
def wait_shortly(_beside: bool) -> Iterator[Waits]:
    """The patience of a command: as long as SQLite would wait by itself."""

    def waits(waited: float) -> bool:
        time.sleep(_PAUSE)
        return waited < _BUSY_SECONDS

    yield waits


def database_of(path: Path, key: Key | None) -> SqlCipherDatabase:
    """The database of a data file, not connected yet. Without WAL where other machines may open it too; connecting
    folds back what a WAL there still holds."""
    mode = "wal" if risk_of(path) is None else "truncate"
    patience = {"busy_timeout": int(_BUSY_SECONDS * 1000)}  # peewee's own `timeout` does not reach sqlcipher3
    return connecting(path, key, pragmas=patience | {"journal_mode": mode} | _PRAGMAS)


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


@contextmanager
def watched(database: SqlCipherDatabase, step: Callable[[], int]) -> Iterator[None]:
    """SQLite calls about every so many steps of a query that it goes on, and stops it where the answer is not 0."""
    connection: Any = database.connection()
    connection.set_progress_handler(step, _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
