"""Opening a data file: where it may lie, whether it is ours, its password, new files and older schemas."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import peewee
from msgspec import Struct
from playhouse.sqlcipher_ext import SqlCipherDatabase

from crmdesk.core.errors import UserError
from crmdesk.store.database import APPLICATION_ID, SCHEMA, DataFile, database_of, watched
from crmdesk.store.failures import Interrupted, translated
from crmdesk.store.keys import Key, connecting, salt_of

if TYPE_CHECKING:
    from crmdesk.store.copying import Cancelled, Progress

_MIGRATIONS = Path(__file__).parent / "migrations"
_BEGUN = ".crmdesk-"
"""What the name of a data file begins with that is not finished."""
_STALE_SECONDS = 3_600
_A_MOMENT = 16 << 20
"""Bytes of a data file that is brought up to date in less than half a second, its backup included."""


class Update(Struct, frozen=True):
    """How a file of an older version is brought up to date: a backup, the schema, the search index; minutes with very
    many customers. `at_once`: only where that takes no longer than a moment. `progress` is told of the backup as
    `copying.copy` has it, then 0 and 0; `cancelled` is asked meanwhile."""

    at_once: bool = False
    progress: Progress | None = None
    cancelled: Cancelled | None = None

    def refuse(self, path: Path) -> None:
        """Raises UserError('file-older') where the file is too large to be brought up to date at once."""
        if self.at_once and path.stat().st_size > _A_MOMENT:
            raise UserError("file-older", path=str(path))

    def begin(self) -> None:
        """The file itself is changed now."""
        if self.progress is not None:
            self.progress(0, 0)

    def stop(self) -> int:
        """1 once it is cancelled, else 0."""
        return int(self.cancelled is not None and self.cancelled())

    def ask(self) -> None:
        """Raises `Interrupted` once it is cancelled."""
        if self.stop():
            raise Interrupted


USUAL = Update()


def open_file(path: Path, *, create: bool = True, key: Key | None = None, update: Update = USUAL) -> DataFile:
    """Open a data file, making a new one where there is none (and the folder exists), bringing an older one up to date.

    A key is used only where the file is encrypted.

    Raises UserError: folder missing, a folder, empty, not ours, damaged, newer, read-only, busy; 'password-needed' for
    an encrypted file without a key, 'password-wrong' where the key does not fit; 'file-older' as `update` has it.
    `copying.Stopped` or `Interrupted` when that was cancelled: the file is as the older program left it.
    """
    path = Path(os.path.abspath(path))
    if not _check_place(path, create):
        _create(path)
    key = _fitting(path, key)
    database = database_of(path, key)
    with translated(path):
        try:
            database.connect()
            if version_of(database, path) < SCHEMA:
                update.refuse(path)
                _bring_up(database, path, key, update)
            else:
                with suppress(OSError):  # of a program that was killed when it had migrated the file
                    _carrier(path).unlink(missing_ok=True)
        except BaseException:
            if not database.is_closed():
                database.close()
            raise
    return DataFile(path, database, key)


def _fitting(path: Path, key: Key | None) -> Key | None:
    """The key, if the file needs one and this one opens it."""
    with translated(path):
        if salt_of(path) is None:
            return None
        if key is None:
            raise UserError("password-needed", path=str(path))
        if not opens(path, key):
            raise UserError("password-wrong")
    return key


def opens(path: Path, key: Key) -> bool:
    """Whether a key fits an encrypted file."""
    database = connecting(path, key)
    database.connect()
    try:
        database.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()
    except peewee.DatabaseError as error:
        if "not a database" in str(error):
            return False
        raise
    finally:
        database.close()
    return True


def _create(path: Path) -> None:
    """Make a new file under another name and give it its own when it is whole; one that another program made
    meanwhile stays."""
    from crmdesk.store import copying
    from crmdesk.store.backups import stale

    new = path.with_name(f"{_BEGUN}{secrets.token_hex(6)}.new")
    database = database_of(new, None)
    with suppress(OSError):  # of programs that were killed
        for left in stale(path.parent.glob(f"{_BEGUN}*.new*"), time.time() - _STALE_SECONDS):
            left.unlink()
    try:
        with translated(path):
            try:
                database.connect()
                _migrate(database, new)
                copying.empty_journal(database)
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
        copying.remove(new)


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


def version_of(database: SqlCipherDatabase, path: Path) -> int:
    """The schema of an open data file. Raises UserError: 'file-not-ours', 'file-newer'."""
    application = int(database.pragma("application_id"))
    version = int(database.pragma("user_version"))
    if application != APPLICATION_ID or version < 1:
        raise UserError("file-not-ours", path=str(path))
    if version > SCHEMA:
        raise UserError("file-newer", path=str(path), found=version, known=SCHEMA)
    return version


def _bring_up(database: SqlCipherDatabase, path: Path, key: Key | None, update: Update) -> None:
    """The newer schema, after a backup."""
    _back_up(database, path, key, update)
    update.begin()
    with watched(database, update.stop):
        _migrate(database, path)


def _migrate(database: SqlCipherDatabase, path: Path) -> None:
    """All of them in one transaction: a file that cannot be brought up to date stays as the older program left it."""
    from playhouse.migrations import Runner

    runner = Runner(database, str(_MIGRATIONS))
    with _migration_lock(path), runner.migrator.migration_context():
        runner.up()


@contextmanager
def _migration_lock(path: Path) -> Iterator[None]:
    """Two programs must not migrate one file at once: peewee's migrations begin deferred.

    The system gives the lock back when the program is killed; the file that carried it then harms nobody.
    """
    carrier = _carrier(path)
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


def _carrier(path: Path) -> Path:
    return path.with_name(path.name + "-migrating")


def _take(handle: int) -> None:
    """Lock an open file for this program alone. Raises OSError when another has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _back_up(database: SqlCipherDatabase, path: Path, key: Key | None, update: Update) -> None:
    """The file as the older program left it, in the backups folder beside it."""
    from crmdesk.core import backups
    from crmdesk.store import copying

    folder = path.parent / f"{path.stem}-backups"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise UserError("backup-failed", folder=str(folder), reason=error.strerror or "") from error
    name = backups.name(path.stem, dt.datetime.now().astimezone(), "migration", path.suffix)
    copying.copy(database, folder / name, key, update.progress, update.cancelled)
