"""The disk fills up at every possible place of an action: it is done or it is not, and the message says why.

Backups and passwords on a full disk: test_backups_killed.py, test_password_killed.py.
"""

from __future__ import annotations

import contextlib
import itertools
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import attachments, bulk_edit, customers, history, notes, salvaging
from crmdesk.services.desk import Desk
from tests.damage import content, zero
from tests.desk import make_desk
from tests.imports import ROOT
from tests.services.importing import run

PATIENCE = 60
MANY = [["客户名称", "手机", "地址"], *([f"第{i}家", f"139{i:08}", "长街" * 40] for i in range(300))]

WORK: dict[str, Callable[[Desk], object]] = {
    "edit": lambda desk: customers.edit(desk, 7, {"address": "长街" * 120}),
    "note": lambda desk: notes.add(desk, 7, "记录" * 4_000),
    "attachment": lambda desk: attachments.add_content(desk, 7, "合同.bin", bytes(range(256)) * 300),
    "bulk": lambda desk: bulk_edit.apply(desk, list(range(1, 201)), {"likes": "喜欢" * 40}),
    "import": lambda desk: run(desk, MANY),
}
STEPS = {"bulk": 25, "import": 30, "attachment": 6}

# Puts a limit on how large any file may become, then works.
LIMITED = """
import resource, signal, sys
from pathlib import Path
from crmdesk.core.errors import UserError
from crmdesk.services import salvaging
from crmdesk.services.desk import open_desk
from tests.faults.test_full import WORK
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path, what, limit = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
desk = open_desk(path) if what in WORK else None
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
try:
    if desk is None:
        salvaging.salvage(path, path.with_name("new.crmdesk"))
    else:
        WORK[what](desk)
except UserError as error:
    print(error.code)
else:
    print("done")
"""


@pytest.mark.parametrize("what", list(WORK))
def test_no_page_more(path: Path, what: str) -> None:
    """One page more each time, until there are enough of them."""
    before = content(path)
    with contextlib.closing(make_desk(path.parent)) as desk:
        database = desk.data.database
        refused = 0
        for more in itertools.count(0, STEPS.get(what, 1)):
            free = int(database.pragma("freelist_count"))
            database.execute_sql(f"PRAGMA max_page_count = {int(database.pragma('page_count')) - free + more}")
            code = outcome(desk, what)
            if code == "done":
                break
            assert code == "file-full"
            refused += 1
            assert desk.data.quick_check() is None
            assert history.entries(desk)[0].verb == "demo"
        assert refused > 0
        database.execute_sql("PRAGMA max_page_count = 4294967294")
        assert content(path) != before
        history.undo(desk)
        assert content(path)["customer"] == before["customer"]
    assert salvaging.check(path).sound


def outcome(desk: Desk, what: str) -> str:
    try:
        WORK[what](desk)
    except UserError as error:
        return error.code
    return "done"


def limited(path: Path, what: str, limit: int) -> str:
    command = [sys.executable, "-c", LIMITED, str(path), what, str(limit)]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False)
    assert (child.returncode, child.stderr) == (0, "")
    return child.stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files is Unix'")
@pytest.mark.parametrize("what", ["note", "import"])
def test_no_room_for_the_journal(path: Path, what: str) -> None:
    before = content(path)
    size = path.stat().st_size
    for limit in (9_000, 30_000):
        assert limited(path, what, limit) in ("file-full", "file-failed", "backup-failed")
        assert content(path) == before
        assert salvaging.check(path).sound
    assert limited(path, what, 4 * size) == "done"
    assert content(path) != before
    assert salvaging.check(path).sound


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files is Unix'")
def test_no_room_for_what_is_salvaged(path: Path) -> None:
    zero(path, 60, 61)
    before = path.read_bytes()
    size = path.stat().st_size
    for part in (0.1, 0.6):
        assert limited(path, "salvage", int(size * part)) in ("file-full", "file-failed")
        assert path.read_bytes() == before
        assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert limited(path, "salvage", 8 * size) == "done"
    assert salvaging.check(path.with_name("new.crmdesk")).sound
