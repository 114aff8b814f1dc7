"""A whole copy of a data file: made by SQLite itself, synced, opened again and checked before it has its name."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import peewee
import sqlcipher3
from playhouse.sqlcipher_ext import SqlCipherDatabase

from crmdesk.core.errors import UserError
from crmdesk.store.failures import Interrupted, translated
from crmdesk.store.keys import Key, connecting

_PAGES = 4_096
_STEPS = 20_000
_STEPS = 20_000
_COUNTS = "SELECT (SELECT count(*) FROM customer), (SELECT count(*) FROM action), (SELECT count(*) FROM change)"

Progress = Callable[[int, int | None], None]
Cancelled = Callable[[], bool]


class Stopped(Exception):
    """The copy is not wanted any more; nothing of it was left."""


def copy(
    database: SqlCipherDatabase,
    target: Path,
    key: Key | None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> None:
    """Copy an open database by SQLite's backup API, encrypted like itself; what others write meanwhile waits for
    nobody and is not in it. A file that stands at `target` is replaced only by a copy that was checked. `progress` is
    told pages done and all of them, then, while the copy is being checked, pages and None.

    Raises UserError('backup-failed'), or `Stopped`.
    """
    partial = target.with_name(target.name + ".partial")
    try:
        remove(partial)
        with translated(target), database.atomic():
            database.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()
            _fill(database, partial, key, progress, cancelled)
            if progress is not None:
                progress(int(database.pragma("page_count")), None)
            _check(database, partial, key, cancelled)
        sync(partial)
        os.replace(partial, target)
        sync(target.parent)
    except Interrupted as error:
        raise Stopped from error
    except (OSError, peewee.PeeweeException, UserError) as error:
        raise UserError("backup-failed", folder=str(target.parent), reason=_reason(error)) from error
    finally:
        with suppress(OSError):
            remove(partial)


def sound(path: Path, key: Key | None, step: Callable[[], int] | None = None) -> bool:
    """Whether SQLite and SQLCipher find nothing wrong in a closed file: 7 s at 100,000 customers. `step` is called
    meanwhile, and anything but 0 stops it: not sound."""
    database = connecting(path, key)
    try:
        database.connect()
        if step is not None:
            database.connection().set_progress_handler(step, _STEPS)
        return _sound(database, key)
    except peewee.DatabaseError:
        return False
    finally:
        if not database.is_closed():
            database.close()


def fold(database: SqlCipherDatabase) -> None:
    """Fold the journal of a database that nobody else has open back into its file, which may then be moved alone. A
    connection that closes would leave the journal where it is, and say nothing, when the disk is full.

    Raises what peewee raises; OSError when it is open elsewhere.
    """
    (mode,) = database.execute_sql("PRAGMA journal_mode = delete").fetchone()
    if mode != "delete":
        raise OSError("the journal is still in use")


def empty_journal(database: SqlCipherDatabase) -> None:
    """Move what the journal holds into the file, which keeps having one: several programs that open it at once could
    not all give it one.

    Raises what peewee raises; OSError when it is open elsewhere.
    """
    busy, *_rest = database.execute_sql("PRAGMA wal_checkpoint(truncate)").fetchone()
    if busy:
        raise OSError("the journal is still in use")


def remove(path: Path) -> None:
    """A database file with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Make sure a closed file, or the names in a folder, are on the disk. Windows cannot sync folders."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _fill(
    database: SqlCipherDatabase, partial: Path, key: Key | None, progress: Progress | None, cancelled: Cancelled | None
) -> None:
    def told(_status: int, remaining: int, total: int) -> None:
        if cancelled is not None and cancelled():
            raise Stopped
        if progress is not None:
            progress(total - remaining, total)

    copied = connecting(partial, key)
    copied.connect()
    try:
        database.connection().backup(copied.connection(), pages=_PAGES, progress=told)
        fold(copied)
    except sqlcipher3.Error as error:  # the backup API goes past peewee, which would make it one of its own
        raise OSError(str(error)) from error
    finally:
        copied.close()


def _check(database: SqlCipherDatabase, partial: Path, key: Key | None, cancelled: Cancelled | None) -> None:
    copied = connecting(partial, key)
    copied.connect()
    if cancelled is not None:
        connection: Any = copied.connection()
        connection.set_progress_handler(lambda: int(cancelled()), _STEPS)
    try:
        if not _sound(copied, key) or _counted(copied) != _counted(database):
            raise OSError("the copy is not sound")
    finally:
        copied.close()


def _sound(database: SqlCipherDatabase, key: Key | None) -> bool:
    if key is not None and database.execute_sql("PRAGMA cipher_integrity_check").fetchone() is not None:
        return False
    return bool(database.execute_sql("PRAGMA integrity_check(1)").fetchone() == ("ok",))


def _counted(database: SqlCipherDatabase) -> tuple[int, ...]:
    return tuple(database.execute_sql(_COUNTS).fetchone())


def _reason(error: Exception) -> str:
    return str(error.params.get("detail", error.code)) if isinstance(error, UserError) else str(error)
