"""A desk on a real data file, with a fixed clock and person."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from crmdesk.services.desk import Desk, open_desk

CHINA = dt.timezone(dt.timedelta(hours=8))
NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=CHINA)


def clock() -> dt.datetime:
    return NOW


def make_desk(folder: Path, name: str = "华东客户.crmdesk") -> Desk:
    """A new, migrated data file in a folder, opened on this thread."""
    return open_desk(folder / name, who="陈立", clock=clock)


def copy_master(master: Path, folder: Path) -> Desk:
    """A desk on a copy of a closed data file."""
    path = folder / master.name
    shutil.copy(master, path)
    return open_desk(path, who="陈立", clock=clock)
