"""What may not be written: a data file, its folder, the folder a file is to go to. By the file system's own lock, since
permissions do not bind root."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from crmdesk.assets import load_words
from crmdesk.core.errors import UserError
from crmdesk.core.messages import MESSAGES
from crmdesk.services import backups, customers, exporting, restoring, salvaging, security
from crmdesk.services.desk import open_desk
from tests.desk import clock
from tests.faults.disks import lying, rows_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a lock of Linux")
REFUSED = ("file-read-only", "file-failed", "file-not-readable", "backup-failed", "write-readonly")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    if subprocess.run(["chattr", "+i", str(path)], capture_output=True, check=False).returncode:
        pytest.skip("nothing can be locked here")
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", str(path)], check=True)


def open_once(path: Path) -> None:
    open_desk(path, create=False, who="陈立", clock=clock).close()


@pytest.mark.parametrize("what", ["file", "folder", "both"])
def test_a_data_file_that_may_not_be_written(path: Path, tmp_path: Path, what: str) -> None:
    backup = tmp_path / "backup.crmdesk"
    with closing(open_desk(path)) as desk:
        backups.make(desk, target=backup)
        customers.add(desk, {"name": "后来的"})
    before, there = rows_of(path, None), sorted(each.name for each in tmp_path.iterdir())
    with ExitStack() as locks:
        for each in (path, tmp_path) if what == "both" else (path if what == "file" else tmp_path,):
            locks.enter_context(locked(each))
        for work in (
            lambda: open_once(path),
            lambda: security.set_password(path, "new"),
            lambda: restoring.restore(path, backup, clock=clock),
        ):
            with pytest.raises(UserError) as caught:
                work()
            assert caught.value.code in REFUSED
            assert MESSAGES[caught.value.code].format(**caught.value.params)
    assert rows_of(path, None) == before
    left = [each.name for each in tmp_path.iterdir() if not each.name.endswith("-backups")]
    assert sorted(left) == there
    assert salvaging.check(path).sound


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".vcf", ".json"])
def test_a_folder_that_takes_nothing(path: Path, tmp_path: Path, ending: str) -> None:
    (folder := tmp_path / "out").mkdir()
    (folder / f"out{ending}").write_bytes(b"old")
    before = lying(folder)
    with closing(open_desk(path)) as desk, locked(folder):
        with pytest.raises(UserError, match="write-"):
            exporting.export(desk, folder / f"out{ending}", load_words("en"))
        with pytest.raises(UserError, match="backup-failed"):
            backups.make(desk, target=folder / "b.crmdesk")
        assert desk.data.database.execute_sql("SELECT count(*) FROM privacy_log").fetchone() == (0,)
    assert lying(folder) == before
