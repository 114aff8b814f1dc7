"""Killed, or out of disk, in the middle of making or restoring a backup: the data file is whole, and no half backup is
taken for one."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crmdesk.services import backups, customers, demo, restoring
from crmdesk.services.desk import open_desk
from crmdesk.store import copying
from tests.desk import make_desk
from tests.imports import ROOT

PATIENCE = 90
CUSTOMERS = 2_000
KILLS = 8

MAKES = """
import sys
from pathlib import Path
from crmdesk.services import backups
from crmdesk.services.desk import open_desk
desk = open_desk(Path(sys.argv[1]))
print("begun", flush=True)
while True:
    backups.make(desk)
"""

RESTORES = """
import sys
from pathlib import Path
from crmdesk.services import restoring
print("begun", flush=True)
while True:
    for backup in sys.argv[2:]:
        restoring.restore(Path(sys.argv[1]), Path(backup))
"""

LIMITED = """
import resource, signal, sys
from pathlib import Path
from crmdesk.core.errors import UserError
from crmdesk.services import backups, restoring
from crmdesk.services.desk import open_desk
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
if sys.argv[3] == "make":
    desk = open_desk(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    if sys.argv[3] == "make":
        backups.make(desk)
    else:
        restoring.restore(path, Path(sys.argv[3]))
except UserError as error:
    print(error.code)
else:
    print("done")
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    desk = make_desk(tmp_path)
    demo.fill(desk, CUSTOMERS, 7, dealings=0)
    desk.close()
    return desk.path


def killed(script: str, seconds: float, *arguments: object) -> None:
    """Run a child until it has begun and for so long, then kill it."""
    child = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == b"begun\n"
        time.sleep(seconds)
    finally:
        child.kill()
        _, error = child.communicate(timeout=PATIENCE)
    assert error == b""


def content(path: Path) -> list[tuple[object, ...]]:
    """What customers a sound data file holds."""
    with contextlib.closing(open_desk(path, create=False)) as desk:
        assert desk.data.quick_check() is None
        rows: list[tuple[object, ...]] = desk.data.database.execute_sql(
            "SELECT id, number, name FROM customer ORDER BY id"
        ).fetchall()
    return rows


def test_killed_while_making_backups(data: Path) -> None:
    chance = random.Random(1)
    expected = content(data)
    for _ in range(KILLS):
        killed(MAKES, chance.uniform(0, 0.3), data)
    found = backups.listed(backups.beside(data), data.stem)
    assert found
    assert [backup.path.name for backup in found if not copying.sound(backup.path, None)] == []
    assert content(data) == expected == content(found[0].path)


def test_killed_while_restoring(data: Path) -> None:
    chance = random.Random(2)
    with contextlib.closing(open_desk(data)) as desk:
        one = backups.make(desk).path
        customers.add(desk, {"name": "后来的"})
        two = backups.make(desk).path
    states = [content(one), content(two)]
    for _ in range(KILLS):
        killed(RESTORES, chance.uniform(0, 0.6), data, one, two)
        assert content(data) in states
    found = backups.listed(backups.beside(data), data.stem)
    assert [backup.path.name for backup in found if not copying.sound(backup.path, None)] == []
    assert restoring.restore(data, one) is not None
    assert content(data) == states[0]


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files is Unix'")
@pytest.mark.parametrize("what", ["make", "restore"])
def test_a_disk_that_fills_up(data: Path, tmp_path: Path, what: str) -> None:
    with contextlib.closing(open_desk(data)) as desk:
        backup = backups.make(desk, target=tmp_path / "b.crmdesk")
        customers.add(desk, {"name": "后来的"})
    expected, before = content(data), content(backup.path)
    size = data.stat().st_size
    said = []
    for part in (0.02, 0.5, 0.98, 1.5):
        child = subprocess.run(
            [sys.executable, "-c", LIMITED, str(data), str(int(size * part)), what if what == "make" else backup.path],
            cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=True,
        )  # fmt: skip
        assert child.stderr == ""
        said.append(child.stdout.strip())
        if said[-1] != "done":
            assert content(data) == expected
            assert backups.listed(backups.beside(data), data.stem) == []
            assert not list(tmp_path.rglob("*.partial"))
    assert said == ["backup-failed", "backup-failed", "backup-failed", "done"]
    assert content(data) == (before if what == "restore" else expected)
