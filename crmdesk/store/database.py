"""The data file: one SQLite database (WAL), opened, created, checked and migrated.

Always through sqlcipher3, keyed or not: a second SQLite library on the same file, or a plain `open` of it, drops the
locks of this process.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase

from crmdesk.core.errors import UserError
from crmdesk.store.tables import Tables

APPLICATION_ID = 0x43524D44
SCHEMA = 3
"""The newest schema this program knows; each migration sets `user_version`."""

_BUSY_SECONDS = 5
_MIGRATIONS = Path(__file__).parent / "migrations"
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

    def __init__(self, path: Path, database: SqlCipherDatabase) -> None:
        self.path = path
        self.database = database
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


def open_file(path: Path, *, create: bool = True) -> DataFile:
    """Open a data file, making a new one where there is none (and the folder exists), migrating an older one.

    Raises UserError: folder missing, a folder, empty, not ours, damaged, newer, read-only, busy.
    """
    path = Path(os.path.abspath(path))
    if not _check_place(path, create):
        _create(path)
    database = _database(path)
    with translated(path):
        try:
            database.connect()
            if _version(database, path) < SCHEMA:
                _back_up(database, path)
                _migrate(database, path)
        except BaseException:
            if not database.is_closed():
                database.close()
            raise
    return DataFile(path, database)


def defer_references(data: DataFile) -> None:
    """Within the present transaction: what names a record that is not there is refused at its end, not at once."""
    data.database.execute_sql("PRAGMA defer_foreign_keys = ON")


def _database(path: Path) -> SqlCipherDatabase:
    patience = {"busy_timeout": int(_BUSY_SECONDS * 1000)}  # peewee's own `timeout` does not reach sqlcipher3
    return SqlCipherDatabase(str(path), pragmas=patience | _PRAGMAS, autoconnect=False)


def _create(path: Path) -> None:
    """Make a new file under another name and give it its own when it is whole; one that another program made
    meanwhile stays."""
    new = path.with_name(f".{secrets.token_hex(6)}.new")
    database = _database(new)
    try:
        with translated(path):
            try:
                database.connect()
                _migrate(database, new)
            finally:
                if not database.is_closed():
                    database.close()
        try:
            os.link(new, path)
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            if not path.exists():
                new.replace(path)
    finally:
        _remove_new(new)


def _check_place(path: Path, create: bool) -> bool:
    """Whether the file exists; refuses places where none can be."""
    if path.is_dir():
        raise UserError("file-is-folder", path=str(path))
    if not path.parent.is_dir():
        raise UserError("file-folder-missing", folder=str(path.parent))
    if not path.exists():
        if not create:
            raise UserError("file-missing", path=str(path))
        if not os.access(path.parent, os.W_OK):
            raise UserError("file-read-only", path=str(path))
        return False
    if path.stat().st_size == 0:
        raise UserError("file-empty", path=str(path))
    if not os.access(path, os.R_OK):
        raise UserError("file-not-readable", path=str(path))
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise UserError("file-read-only", path=str(path))
    return True


def _version(database: SqlCipherDatabase, path: Path) -> int:
    application = int(database.pragma("application_id"))
    version = int(database.pragma("user_version"))
    if application != APPLICATION_ID or version < 1:
        raise UserError("file-not-ours", path=str(path))
    if version > SCHEMA:
        raise UserError("file-newer", path=str(path), found=version, known=SCHEMA)
    return version


def _migrate(database: SqlCipherDatabase, path: Path) -> None:
    from playhouse.migrations import Runner

    with _migration_lock(path):
        Runner(database, str(_MIGRATIONS)).up()


@contextmanager
def _migration_lock(path: Path) -> Iterator[None]:
    """Two programs must not migrate one file at once: peewee's migrations begin deferred.

    The system gives the lock back when the program is killed; the file that carried it then harms nobody.
    """
    carrier = path.with_name(path.name + "-migrating")
    handle = os.open(carrier, os.O_CREAT | os.O_RDWR)
    try:
        try:
            _take(handle)
        except OSError:
            raise UserError("file-busy") from None
        try:
            yield
        finally:
            carrier.unlink(missing_ok=True)
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    """Lock an open file for this program alone. Raises OSError when another has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _back_up(database: SqlCipherDatabase, path: Path) -> Path:
    """A verified copy in the backups folder beside the file, by SQLite itself (a file copy would lose the journal)."""
    folder = path.parent / f"{path.stem}-backups"
    version = int(database.pragma("user_version"))
    target = folder / f"{path.stem}-schema-{version}{path.suffix}"
    try:
        folder.mkdir(exist_ok=True)
        partial = target.with_name(target.name + ".partial")
        partial.unlink(missing_ok=True)
        database.execute_sql("VACUUM INTO ?", (str(partial),))
        copy = SqlCipherDatabase(str(partial), autoconnect=False)
        copy.connect()
        try:
            sound = copy.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
        finally:
            copy.close()
        if not sound:
            raise OSError("unsound copy")
        os.replace(partial, target)
    except (OSError, peewee.PeeweeException) as error:
        raise UserError("file-backup-failed", folder=str(folder)) from error
    return target


def _remove_new(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _identity(path: Path) -> tuple[int, int] | None:
    """Device and inode: a file that was replaced under us must not be reported as saved."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Database errors a person can mend, as UserError; the others are ours and pass."""
    try:
        yield
    except peewee.OperationalError as error:
        raise _meaning(error, path) from error
    except peewee.DatabaseError as error:
        if isinstance(error, peewee.IntegrityError | peewee.ProgrammingError):
            raise
        raise _meaning(error, path) from error


def _cause(error: peewee.DatabaseError) -> peewee.DatabaseError:
    """What really failed: where SQLite rolled back by itself, our own rolling back fails as well and hides it."""
    earlier = error.__context__
    while earlier is not None and not isinstance(earlier, peewee.DatabaseError):
        earlier = earlier.__context__
    hidden = any(sign in str(error) for sign in ("cannot rollback", "no such savepoint"))
    return _cause(earlier) if hidden and earlier is not None else error


def _meaning(error: peewee.DatabaseError, path: Path) -> Exception:
    error = _cause(error)
    text = str(error).lower()
    if "interrupted" in text:
        return Interrupted()
    for sign, code in (
        ("locked", "file-busy"),
        ("busy", "file-busy"),
        ("full", "file-full"),
        ("readonly", "file-read-only"),
        ("read-only", "file-read-only"),
        ("unable to open", "file-not-readable"),
        ("not a database", "file-not-ours"),
    ):
        if sign in text:
            return UserError(code, path=str(path))
    if "malformed" in text or "corrupt" in text:
        return UserError("file-damaged", path=str(path), detail=str(error))
    if "no such" in text or "syntax" in text:
        return error
    return UserError("file-failed", path=str(path), detail=str(error))


class Interrupted(Exception):
    """The query was stopped because its answer is no longer wanted."""
