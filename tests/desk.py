"""A desk on a real data file, with a fixed clock and person."""

from __future__ import annotations

import atexit
import datetime as dt
import functools
import shutil
import tempfile
from pathlib import Path

from crmdesk.services.desk import Desk, open_desk

CHINA = dt.timezone(dt.timedelta(hours=8))
NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=CHINA)


def clock() -> dt.datetime:
    return NOW


def make_desk(folder: Path, name: str = "华东客户.crmdesk") -> Desk:
    """A data file in a folder, opened on this thread: the one there, or a copy of a new and migrated one."""
    path = folder / name
    if not path.exists():
        shutil.copyfile(_new_file(), path)
    return open_desk(path, who="陈立", clock=clock)


@functools.cache
def _new_file() -> Path:
    """A new data file, made once for all tests of a process: making one waits for the disk many times."""
    folder = Path(tempfile.mkdtemp(prefix="crmdesk-new-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    open_desk(folder / "new.crmdesk", who="陈立", clock=clock).close()
    return folder / "new.crmdesk"


def copy_master(master: Path, folder: Path) -> Desk:
    """A desk on a copy of a closed data file."""
    path = folder / master.name
    shutil.copy(master, path)
    return open_desk(path, who="陈立", clock=clock)
