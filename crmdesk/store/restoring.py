"""What a backup holds and how the data file differs from it; putting a file in the data file's place."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from playhouse.sqlcipher_ext import SqlCipherDatabase

from crmdesk.core.errors import UserError
from crmdesk.core.registry import PARTS
from crmdesk.store import copying
from crmdesk.store.backups import OTHER_FUTURE
from crmdesk.store.database import DataFile
from crmdesk.store.failures import translated
from crmdesk.store.keys import Key, connecting, salt_of
from crmdesk.store.opening import version_of
from crmdesk.store.rekeying import fitting

Opened = SqlCipherDatabase
"""An open data file of any schema."""

KINDS = ("customer", *PARTS)
_LOGS = {
    "backup": ("at", "folder", "name", "reason", "outside", "action_id"),
    "privacy_log": ("at", "who", "what", "customers", "masked", "target", "params"),
}
_LOCKED_FROM, _LOCKED = 0x4000_0002, 510
"""The bytes of a database file whose locks say that somebody has it open."""


class Census(Struct, frozen=True):
    """What a data file holds: its schema, how many records of each kind that are not deleted, when (UTC) the newest
    change was made, whether it has a password."""

    schema: int
    counts: Mapping[str, int]
    newest: str | None
    encrypted: bool


class Differences(Struct, frozen=True):
    """How a data file differs from a backup. `missing` customers are not in the backup, `named` are the first of them
    (number and name), `more` customers are in the backup alone. `actions` were done since the backup, which changed
    `changed` customers that it knows; None where it is not an earlier state of this file. `erased`: how many times
    something was erased since, which comes back.
    """

    missing: int
    named: tuple[tuple[str, str], ...]
    more: int
    actions: int | None
    changed: int | None
    erased: int


@contextmanager
def opened(path: Path, key: Key | None) -> Iterator[SqlCipherDatabase]:
    """A backup, opened as it is: not migrated.

    Raises UserError: 'file-missing', 'file-not-ours', 'file-newer', 'password-needed', 'password-wrong', damaged.
    """
    fitting(path, key)
    with translated(path):
        database = connecting(path, key if salt_of(path) else None)
        database.connect()
        try:
            version_of(database, path)
            yield database
        finally:
            database.close()


def census(database: SqlCipherDatabase, *, encrypted: bool) -> Census:
    """What an open data file of any schema holds."""
    tables = set(database.get_tables())
    counts = {kind: _count(database, kind) for kind in KINDS if kind in tables}
    newest = database.execute_sql("SELECT at FROM action ORDER BY id DESC LIMIT 1").fetchone()
    return Census(int(database.pragma("user_version")), counts, newest[0] if newest else None, encrypted)


def differences(data: DataFile, backup: Path, key: Key | None, most: int) -> Differences:
    """How a data file differs from a backup that can be opened; at most so many customers are named."""
    database = data.database
    with translated(backup):
        database.execute_sql("ATTACH ? AS there KEY ?", (str(backup), key.passphrase() if key else ""))
        try:
            actions, changed = _since(database)
            same = "" if actions is not None else "AND o.name = c.name"  # of another file the numbers mean others
            named = database.execute_sql(
                f"SELECT number, name {_alone_in('main', 'there', same)} LIMIT ?", (most,)
            ).fetchall()
            missing = _one(database, f"SELECT count(*) {_alone_in('main', 'there', same)}")
            more = _one(database, f"SELECT count(*) {_alone_in('there', 'main', same)}")
            return Differences(missing, tuple(named), more, actions, changed, _erased(database))
        finally:
            database.execute_sql("DETACH there")


def keep_logs(former: SqlCipherDatabase, data: DataFile) -> None:
    """Bring what the logs of backups and of privacy say in a former data file into the one that takes its place."""
    tables = set(former.get_tables())
    with data.write():
        for table, columns in _LOGS.items():
            if table not in tables:
                continue
            select = f"SELECT {', '.join(columns)} FROM {table} ORDER BY id"  # noqa: S608
            known = set(data.database.execute_sql(select).fetchall())
            missing = [row for row in former.execute_sql(select).fetchall() if row not in known]
            if table == "backup":  # actions of another future: none of these holds what this file does
                missing = [(*row[:-1], OTHER_FUTURE) for row in missing]
            places = ", ".join("?" for _ in columns)
            add = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
            data.database.connection().executemany(add, missing)


def setting(database: SqlCipherDatabase, key: str) -> str | None:
    """A setting of an open data file of any schema."""
    row = database.execute_sql("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def in_use(path: Path) -> bool:
    """Whether another program has a file open as its database. Only for a file that this one has not open: asking
    takes away its locks."""
    with path.open("r+b") as file:
        try:
            if sys.platform == "win32":
                import msvcrt

                file.seek(_LOCKED_FROM)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, _LOCKED)
            else:
                import fcntl

                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKED, _LOCKED_FROM)
        except OSError:
            return True
    return False


def put_in_place(new: Path, path: Path, aside: Path) -> None:
    """Give a new file the place of one that cannot be opened; that one is kept as `aside`, with its journal."""
    for suffix in ("", "-wal", "-journal"):
        former = path.with_name(path.name + suffix)
        if former.exists():
            kept = aside.with_name(aside.name + suffix)
            try:
                os.link(former, kept)
            except OSError:  # a file system without links
                shutil.copyfile(former, kept)
    for suffix in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    copying.sync(path.parent)
    try:
        os.replace(new, path)
    except PermissionError as error:
        raise UserError("file-in-use", path=str(path)) from error
    copying.sync(path.parent)


def _count(database: SqlCipherDatabase, kind: str) -> int:
    return _one(database, f"SELECT count(*) FROM {kind} WHERE deleted_at IS NULL")  # noqa: S608


def _one(database: SqlCipherDatabase, sql: str) -> int:
    return int(database.execute_sql(sql).fetchone()[0])


def _alone_in(one: str, other: str, same: str) -> str:
    return (
        f"FROM {one}.customer c WHERE c.deleted_at IS NULL AND NOT EXISTS "  # noqa: S608
        f"(SELECT 1 FROM {other}.customer o WHERE o.number = c.number AND o.deleted_at IS NULL {same})"
    )


def _since(database: SqlCipherDatabase) -> tuple[int | None, int | None]:
    last = database.execute_sql("SELECT id, at, verb FROM there.action ORDER BY id DESC LIMIT 1").fetchone() or (0,)
    same = database.execute_sql("SELECT id, at, verb FROM main.action WHERE id = ?", (last[0],)).fetchone()
    if len(last) > 1 and same != last:
        return None, None
    changed = (
        "SELECT count(DISTINCT record_id) FROM main.change "
        "WHERE action_id > {} AND kind = 'customer' AND before IS NOT NULL"
    )
    actions = _one(database, f"SELECT count(*) FROM main.action WHERE id > {last[0]}")  # noqa: S608
    return actions, _one(database, changed.format(int(last[0])))


def _erased(database: SqlCipherDatabase) -> int:
    """Erasures that a backup does not know of; one of an older program has no log that could."""
    logged = database.execute_sql("SELECT 1 FROM there.sqlite_master WHERE name = 'privacy_log'").fetchone()
    known = "SELECT at, what, params FROM there.privacy_log" if logged else "VALUES ('', '', '')"
    newest = "(SELECT coalesce(max(at), '') FROM there.action)"
    sql = f"""SELECT count(*) FROM main.privacy_log
        WHERE what LIKE 'erase%' AND at >= {newest} AND (at, what, params) NOT IN ({known})"""  # noqa: S608
    return _one(database, sql)
