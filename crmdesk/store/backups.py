"""The backups that were made of a data file: a log in the file itself, and what one needs to know to make one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from playhouse.sqlcipher_ext import SqlCipherDatabase

from crmdesk.store.database import DataFile


class Made(Struct, frozen=True):
    """A backup that was made: when (UTC), where, why, whether on another disk than the data file's, and the last
    action in it that held."""

    at: str
    folder: str
    name: str
    reason: str
    outside: bool
    action: int


OTHER_FUTURE = -1
"""Instead of an action: what a backup holds is no earlier state of the data file any more."""

_COLUMNS = "at, folder, name, reason, outside, action_id"
_ADD = f"INSERT INTO backup ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608


def add(data: DataFile, made: Made) -> None:
    """Note a backup in the log."""
    with data.write():
        data.database.execute_sql(_ADD, (made.at, made.folder, made.name, made.reason, made.outside, made.action))


def made(data: DataFile) -> list[Made]:
    """Every backup ever noted, the last one first."""
    rows = data.database.execute_sql(f"SELECT {_COLUMNS} FROM backup ORDER BY id DESC").fetchall()  # noqa: S608
    return [Made(at, folder, name, reason, bool(outside), action) for at, folder, name, reason, outside, action in rows]


def folders(data: DataFile) -> list[str]:
    """Where backups were ever made."""
    return [
        row[0] for row in data.database.execute_sql("SELECT DISTINCT folder FROM backup ORDER BY folder").fetchall()
    ]


def last_outside(data: DataFile, until: str) -> str | None:
    """When (UTC) the last backup on another disk was made, leaving out what is dated after `until`."""
    sql = "SELECT max(at) FROM backup WHERE outside AND at <= ?"
    at: str | None = data.database.execute_sql(sql, (until,)).fetchone()[0]
    return at


def last_action(data: DataFile) -> int:
    """The last action that holds. What the data file contains is told by it alone: an action that was undone is
    redone before another one gets a number, or never."""
    row = data.database.execute_sql("SELECT id FROM action WHERE state = 'done' ORDER BY id DESC LIMIT 1").fetchone()
    return int(row[0]) if row else 0


def first_at(data: DataFile) -> str | None:
    """When (UTC) the first thing was done."""
    row = data.database.execute_sql("SELECT at FROM action ORDER BY id LIMIT 1").fetchone()
    return str(row[0]) if row else None


def has_customers(data: DataFile) -> bool:
    """Whether there is any customer at all, also in the trash."""
    return data.database.execute_sql("SELECT 1 FROM customer LIMIT 1").fetchone() is not None


def size(database: SqlCipherDatabase) -> int:
    """The bytes that a copy will take."""
    return int(database.pragma("page_count")) * int(database.pragma("page_size"))


def on_another_disk(folder: Path, path: Path) -> bool:
    """Whether a folder lies on another disk than a file, as far as the system tells; partitions of one disk are
    recognised on Linux only."""
    return _disk(folder) != _disk(path.parent)


def stale(paths: Iterable[Path], before: float) -> list[Path]:
    """Those that nobody has written since an instant (POSIX seconds)."""
    return [path for path in paths if path.stat().st_mtime < before]


def _disk(folder: Path) -> object:
    device = folder.stat().st_dev
    if not sys.platform.startswith("linux"):
        return device
    block = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}")
    if not block.exists():
        return device
    block = Path(os.path.realpath(block))
    return block.parent.name if (block / "partition").exists() else block.name
