"""Files are replaced whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.messages import MESSAGES
from crmdesk.sheets.atomic import replacing
from crmdesk.sheets.books import CancelledError

_FULL = """
import resource, sys
from crmdesk.core.errors import UserError
from crmdesk.sheets.plain import write_csv, write_json
from crmdesk.sheets.tables import Column, Table
from crmdesk.sheets.writing import write_xlsx
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
table = Table("a", [Column("a")], [[str(i * 7919 % 100003) * 20] for i in range(20_000)])
for path, write in ((sys.argv[1], lambda p: write_xlsx(p, [table])), (sys.argv[2], lambda p: write_csv(p, table)),
                    (sys.argv[3], lambda p: write_json(p, ["x" * 99] * 2000))):
    try:
        write(path)
        print("written")
    except UserError as error:
        print(error.code)
"""


def refused(path: Path) -> UserError:
    with pytest.raises(UserError) as caught, replacing(path) as file:
        file.write(b"new")
    MESSAGES[caught.value.code].format(**caught.value.params)
    return caught.value


def test_the_new_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    for content in (b"one", b"two"):
        with replacing(path, verify=lambda temporary: temporary.read_bytes() in (b"one", b"two")) as file:
            file.write(content)
            assert not path.exists() or path.read_bytes() == b"one"
        assert path.read_bytes() == content
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.bin"]


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_modes_and_links_are_kept(tmp_path: Path) -> None:
    path, link = tmp_path / "a.bin", tmp_path / "link.bin"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    with replacing(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_failures_leave_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    with pytest.raises(TypeError), replacing(path) as file:
        file.writelines([b"new", None])
    with pytest.raises(UserError, match="write-unverified"), replacing(path, verify=lambda _: False) as file:
        file.write(b"new")
    with pytest.raises(CancelledError), replacing(path, cancelled=lambda: True) as file:
        file.write(b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.bin"]


def test_places_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder.xlsx").mkdir()
    locked = tmp_path / "read-only.xlsx"
    locked.write_bytes(b"old")
    locked.chmod(0o444)
    assert refused(tmp_path / "none" / "a.xlsx").code == "write-folder-missing"
    assert refused(tmp_path / "file" / "a.xlsx").code == "write-folder-missing"
    assert refused(tmp_path / "folder.xlsx").code == "write-folder"
    assert refused(locked).code == "write-readonly"
    assert locked.read_bytes() == b"old"
    assert refused(tmp_path / ("x" * 300)).code == "write-name"
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nobody may write there but root")
def test_a_folder_that_may_not_be_changed(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    assert refused(tmp_path / "a.xlsx").code == "write-readonly"
    tmp_path.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_full_disk_leaves_the_old_files(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.xlsx", "a.csv", "a.json")]
    for path in paths:
        path.write_bytes(b"old")
    run = subprocess.run([sys.executable, "-c", _FULL, *map(str, paths)], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["write-full"] * 3
    assert run.stderr == ""
    assert [path.read_bytes() for path in paths] == [b"old"] * 3
    assert len(list(tmp_path.iterdir())) == 3
