"""Disks that fill up, and what lies on them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playhouse.sqlcipher_ext import SqlCipherDatabase

from crmdesk.core.errors import UserError
from crmdesk.core.messages import MESSAGES
from crmdesk.services.desk import Desk
from crmdesk.store.keys import Key, connecting
from tests.damage import PAGE

MEGABYTE = 1 << 20


class Limited:
    """No file may become larger than so many bytes; who writes more is told so. For the whole process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def room(self, size: int) -> Iterator[None]:
        """Within the block no file grows beyond `size`."""
        import resource

        (_, hard) = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))  # Python ignores the signal that comes with it
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


class Small:
    """A disk of its own, in memory, on which a ballast leaves so many bytes."""

    SIZE = 32 * MEGABYTE

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "disk"
        self.folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={self.SIZE}", "crmdesk-test", str(self.folder)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("nothing may be mounted here")

    @contextmanager
    def room(self, size: int) -> Iterator[None]:
        """Within the block the files of the disk together grow by no more than `size`, in whole pages."""
        free = os.statvfs(self.folder).f_bavail * PAGE
        ballast = self.folder / ".ballast"
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, free - size // PAGE * PAGE))
        try:
            yield
        finally:
            ballast.unlink()

    def let_go(self) -> None:
        subprocess.run(["umount", "-l", str(self.folder)], capture_output=True, check=True)


Disk = Limited | Small


@pytest.fixture(params=["limit", "disk"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """Where no file becomes larger than so much, and where there is no more room at all."""
    if sys.platform == "win32" or (request.param == "disk" and not (sys.platform == "linux" and os.geteuid() == 0)):
        pytest.skip("needs limits of POSIX, a disk of its own Linux and root")
    if request.param == "limit":
        yield Limited(tmp_path)
        return
    small = Small(tmp_path)
    yield small
    small.let_go()


Rows = dict[str, list[object]]


def everything(desk: Desk) -> Rows:
    """All rows of all tables of an open data file, settings and logs too."""
    return _rows(desk.data.database)


def rows_of(path: Path, key: Key | None) -> Rows:
    """The same of a closed data file of any schema, which is not brought up to date."""
    database = connecting(path, key)
    database.connect()
    try:
        found = _rows(database)
        found["user_version"] = [database.pragma("user_version")]
        return found
    finally:
        database.close()


def _rows(database: SqlCipherDatabase) -> Rows:
    execute = database.execute_sql
    tables = execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
        "AND name <> 'sqlite_sequence'"  # a number that was given is not given again
    ).fetchall()
    return {name: execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for (name,) in tables}


def lying(folder: Path) -> dict[str, bytes]:
    """Every file of a folder and beneath it, with its content; without what SQLite keeps beside an open file."""
    every = (path for path in folder.rglob("*") if not path.name.endswith(("-wal", "-shm", ".crmdesk", ".ballast")))
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"" for path in every}


def names(folder: Path) -> set[str]:
    """The same of data files too, without their content."""
    every = (path for path in folder.rglob("*") if not path.name.endswith(("-wal", "-shm", ".ballast")))
    return {str(path.relative_to(folder)) for path in every}


def refused(disk: Disk, size: int, work: Callable[[], object]) -> str | None:
    """The code by which work is refused that has so much room, for which there is a sentence; None: it was done."""
    try:
        with disk.room(size):
            work()
    except UserError as error:
        told = error
    else:
        return None
    assert MESSAGES[told.code].format(**told.params)
    return told.code
