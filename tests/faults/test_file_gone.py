"""The data file is deleted, renamed or replaced while it is open: nothing is called saved that is not, and it works
again once the file is back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.messages import MESSAGES
from crmdesk.services import customers, history, notes, salvaging
from crmdesk.services.desk import Desk, open_desk
from tests.desk import clock
from tests.faults.disks import everything

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open file stays where it is")


def deleted(path: Path) -> None:
    path.unlink()


def renamed(path: Path) -> None:
    path.rename(path.with_name("away.crmdesk"))


def replaced_by_an_older_copy(path: Path) -> None:
    path.rename(path.with_name("away.crmdesk"))
    shutil.copyfile(path.with_name("older.crmdesk"), path)


def replaced_by_something_else(path: Path) -> None:
    path.rename(path.with_name("away.crmdesk"))
    path.write_bytes(b"x" * 8_192)


def folder_renamed(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


GONE: dict[str, Callable[[Path], None]] = {
    each.__name__: each
    for each in (deleted, renamed, replaced_by_an_older_copy, replaced_by_something_else, folder_renamed)
}


@pytest.fixture
def opened(path: Path) -> Iterator[Desk]:
    """In a folder of its own, with an older copy beside it."""
    (folder := path.with_name("folder")).mkdir()
    moved = Path(shutil.move(path, folder / path.name))
    shutil.copyfile(moved, folder / "older.crmdesk")
    with closing(open_desk(moved, who="陈立", clock=clock)) as desk:
        customers.edit(desk, 1, {"city": "嘉兴市"})
        yield desk


@pytest.mark.parametrize("what", list(GONE))
def test_no_change_is_called_saved(opened: Desk, what: str) -> None:
    before = everything(opened)
    GONE[what](opened.path)
    found = opened.path.read_bytes() if opened.path.exists() else None
    for work in (
        lambda: customers.add(opened, {"name": "新来的"}),
        lambda: customers.edit(opened, 2, {"city": "湖州市"}),
        lambda: notes.add(opened, 1, "记录"),
        lambda: history.undo(opened),
    ):
        with pytest.raises(UserError) as caught:
            work()
        assert caught.value.code == "file-gone"
        assert str(opened.path) in MESSAGES["file-gone"].format(**caught.value.params)
    assert everything(opened) == before
    assert (opened.path.read_bytes() if opened.path.exists() else None) == found


@pytest.mark.parametrize("what", ["renamed", "replaced_by_an_older_copy", "folder_renamed"])
def test_once_it_is_back_all_is_well(opened: Desk, what: str) -> None:
    path = opened.path
    GONE[what](path)
    with pytest.raises(UserError, match="file-gone"):
        customers.edit(opened, 2, {"city": "湖州市"})
    if what == "folder_renamed":
        path.parent.with_name("elsewhere").rename(path.parent)
    else:
        path.with_name("away.crmdesk").replace(path)
    customers.edit(opened, 2, {"city": "湖州市"})
    opened.close()
    with closing(open_desk(path, create=False)) as again:
        assert [customers.file(again, i).values["city"] for i in (1, 2)] == ["嘉兴市", "湖州市"]
    assert salvaging.check(path).sound


def test_the_journal_is_deleted(opened: Desk) -> None:
    """SQLite goes on with the one it holds: what comes after is not lost behind anybody's back."""
    path = opened.path
    path.with_name(path.name + "-wal").unlink()
    saved = []
    for i in (2, 3):
        try:
            customers.edit(opened, i, {"city": "湖州市"})
            saved.append(i)
        except UserError as error:
            assert error.code in MESSAGES  # noqa: PT017
    opened.close()
    with closing(open_desk(path, create=False)) as again:
        assert [i for i in saved if customers.file(again, i).values["city"] != "湖州市"] == []
    assert salvaging.check(path).sound


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux may mount")
def test_a_disk_that_is_pulled(path: Path) -> None:
    disk = path.with_name("disk")
    disk.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)]
    if subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        moved = Path(shutil.move(path, disk / path.name))
        with closing(open_desk(moved, who="陈立", clock=clock)) as desk:
            customers.edit(desk, 1, {"city": "嘉兴市"})
            subprocess.run(["umount", "-l", str(disk)], check=True)
            with pytest.raises(UserError, match="file-gone"):
                customers.edit(desk, 2, {"city": "湖州市"})
            assert list(disk.iterdir()) == []
        with pytest.raises(UserError):
            open_desk(moved, who="陈立", clock=clock, create=False)
    finally:
        while subprocess.run(["umount", "-l", str(disk)], capture_output=True, check=False).returncode == 0:
            pass
