"""A data file under another key, or under none: written anew beside itself, checked, then put in its own place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase

from crmdesk.core.errors import UserError
from crmdesk.store import copying
from crmdesk.store.copying import Cancelled, Progress, Stopped
from crmdesk.store.database import APPLICATION_ID, watched
from crmdesk.store.failures import Interrupted, translated
from crmdesk.store.keys import PAGE, Key, connecting, salt_of
from crmdesk.store.opening import opens

_PIECE, _PATIENCE = 1 << 20, 1_000
_KEPT = ("application_id", "user_version")
_SCHEMA = "SELECT type, name, tbl_name, sql FROM {}.sqlite_master ORDER BY type, name"


def rekey(
    path: Path,
    key: Key | None,
    new: Key | None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> None:
    """Put a data file that nobody has open under another key (None: plain).

    At every moment the file is whole, either the old or the new one, also when the program is killed. `progress` is
    told the pages written and all of them, then, while the new file is being checked, pages and None. The bytes of a
    plain file that is let go are overwritten first; that is the best a program can do: the disk may keep older
    copies of them (flash memory, snapshots, file systems that never write in place).

    Raises UserError: 'password-needed', 'password-wrong', 'file-in-use', full, read-only, damaged; `Stopped`.
    """
    path = Path(os.path.realpath(path))
    fitting(path, key)
    plain = salt_of(path) is None
    try:
        with translated(path), alone(path, key) as database:
            finish(path)
            with _new(_beside(path, "changing"), database) as changing:
                _export(database, changing, new, progress, cancelled)
                _accept(changing, new, progress, cancelled)
                changing.chmod(path.stat().st_mode & 0o777)
                copying.sync(changing)
                put(database, changing, path, keep=plain)
    except Interrupted as error:
        raise Stopped from error
    except OSError as error:
        raise UserError("file-failed", path=str(path), detail=error.strerror or str(error)) from error
    _let_go(path)


def fitting(path: Path, key: Key | None) -> None:
    """Raise UserError 'password-needed' or 'password-wrong' unless a key opens the file (a plain one needs none), and
    where there is no file."""
    if path.is_dir():
        raise UserError("file-is-folder", path=str(path))
    if not path.is_file():
        raise UserError("file-missing", path=str(path))
    with translated(path):
        if salt_of(path) is None:
            return
        if key is None:
            raise UserError("password-needed", path=str(path))
        if not opens(path, key):
            raise UserError("password-wrong")


def finish(path: Path) -> None:
    """Overwrite and remove what a change of password that was killed left beside a data file, which nobody is
    changing now."""
    shred(_beside(Path(os.path.realpath(path)), "changing"))
    _let_go(path)


def shred(path: Path) -> None:
    """Overwrite a closed file and remove it, with what SQLite keeps beside it, as far as the system lets us."""
    with suppress(OSError):
        if path.is_file():
            with path.open("r+b", buffering=0) as file:
                left = path.stat().st_size
                while left > 0:
                    left -= file.write(bytes(min(left, _PIECE)))
                os.fsync(file.fileno())
        copying.remove(path)


def _let_go(path: Path) -> None:
    """The plain file that an encrypted one has replaced."""
    path = Path(os.path.realpath(path))
    former = _beside(path, "former")
    if not (former.is_file() and path.is_file()):
        return
    if path.samefile(former):  # killed before the new file took the place: these are the bytes of the data file
        former.unlink()
    else:
        shred(former)


@contextmanager
def _new(path: Path, database: SqlCipherDatabase) -> Iterator[Path]:
    """A file that nobody else can read, which the database may attach, for the time of the block."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield path
    except BaseException:
        if os.name == "nt":  # an open file cannot be removed
            database.close()
        raise
    finally:
        shred(path)


@contextmanager
def alone(path: Path, key: Key | None) -> Iterator[SqlCipherDatabase]:
    """The file, opened here and nowhere else, its journal folded in; nobody can read or write it meanwhile."""
    pragmas = {"busy_timeout": _PATIENCE, "temp_store": "memory"}
    database = connecting(path, key if salt_of(path) else None, pragmas=pragmas)
    database.connect()
    try:
        try:
            (mode,) = database.execute_sql("PRAGMA journal_mode = delete").fetchone()
            database.execute_sql("PRAGMA main.locking_mode = exclusive").fetchone()
            database.execute_sql("BEGIN EXCLUSIVE")
            database.execute_sql("COMMIT")
            ours = int(database.pragma("application_id")) == APPLICATION_ID
        except peewee.OperationalError as error:
            if "locked" in str(error):
                raise UserError("file-in-use", path=str(path)) from error
            raise
        if mode != "delete":
            raise UserError("file-in-use", path=str(path))
        if not ours:
            raise UserError("file-not-ours", path=str(path))
        yield database
    finally:
        if not database.is_closed():
            database.close()


def _export(
    database: SqlCipherDatabase, target: Path, new: Key | None, progress: Progress | None, cancelled: Cancelled | None
) -> None:
    """Everything into a new file; it is not synced yet, for a file that was not finished is thrown away."""
    database.execute_sql("ATTACH ? AS changing KEY ?", (str(target), new.passphrase() if new else ""))
    database.execute_sql("PRAGMA changing.journal_mode = off").fetchone()
    database.execute_sql("PRAGMA changing.synchronous = off")
    pages = int(database.execute_sql("PRAGMA main.page_count").fetchone()[0])
    with watched(database, _step(lambda: _written(target, pages), progress, cancelled)):
        database.execute_sql("BEGIN EXCLUSIVE")
        database.execute_sql("SELECT sqlcipher_export('changing')").fetchone()
        for pragma in _KEPT:
            (value,) = database.execute_sql(f"PRAGMA main.{pragma}").fetchone()
            database.execute_sql(f"PRAGMA changing.{pragma} = {int(value)}")
        _compare(database)
        database.execute_sql("COMMIT")
    database.execute_sql("DETACH changing")


def _step(
    reached: Callable[[], tuple[int, int | None]], progress: Progress | None, cancelled: Cancelled | None
) -> Callable[[], int]:
    def step() -> int:
        if progress is not None:
            progress(*reached())
        return int(cancelled is not None and cancelled())

    return step


def _written(target: Path, pages: int) -> tuple[int, int]:
    return min(target.stat().st_size // PAGE, pages), pages


def _compare(database: SqlCipherDatabase) -> None:
    """Nothing is missing: the same tables and indexes, as many rows in each. Raises OSError."""
    found = [list(database.execute_sql(_SCHEMA.format(name)).fetchall()) for name in ("main", "changing")]
    same = found[0] == found[1]
    for kind, name, _table, sql in found[0] if same else ():
        if kind == "table" and not sql.startswith("CREATE VIRTUAL"):
            count = "SELECT (SELECT count(*) FROM main.{0}) = (SELECT count(*) FROM changing.{0})"
            same = same and bool(database.execute_sql(count.format(f'"{name}"')).fetchone()[0])
    if not same:
        raise OSError("the new file is not complete")


def _accept(target: Path, new: Key | None, progress: Progress | None, cancelled: Cancelled | None) -> None:
    """The new file is whole, and encrypted if it is to be: an empty key would have left it plain. Raises OSError."""
    pages = target.stat().st_size // PAGE
    step = _step(lambda: (pages, None), progress, cancelled)
    step()
    whole = salt_of(target) == (new.salt if new else None) and copying.sound(target, new, step)
    if cancelled is not None and cancelled():
        raise Stopped
    if not whole:
        raise OSError("the new file is not sound")


def put(database: SqlCipherDatabase, changing: Path, path: Path, *, keep: bool) -> None:
    """Give the new file its name. The old one stays locked until then, where the system lets an open file go."""
    if os.name == "nt":
        database.close()
    if keep:
        with suppress(OSError):  # a file system without links: the old bytes cannot be overwritten
            os.link(path, _beside(path, "former"))
    os.replace(changing, path)
    copying.sync(path.parent)
    database.close()


def _beside(path: Path, what: str) -> Path:
    return path.with_name(f".{path.name}.{what}")
