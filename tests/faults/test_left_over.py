"""What a killed program leaves beside other people's files goes when the next one does the same work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from crmdesk.services import attachments, customers, salvaging
from crmdesk.services.desk import open_desk
from crmdesk.sheets.atomic import replacing
from tests.damage import PAGE, zero
from tests.desk import clock, make_desk
from tests.imports import ROOT
from tests.store.test_fixtures import FIXTURES

# Kills itself at one place of one piece of work.
SCRIPT = """
import os, signal, sys, tempfile
from pathlib import Path
from crmdesk.services import attachments, salvaging
from crmdesk.services.desk import open_desk
from crmdesk.sheets.atomic import replacing

folder, what = Path(sys.argv[1]), sys.argv[2]
tempfile.tempdir = str(folder / "temp")

def die(*_arguments, **_named):
    os.kill(os.getpid(), signal.SIGKILL)

if what == "write":
    with replacing(folder / "out.csv") as file:
        file.write(b"K00001")
        die()
if what == "look":
    desk = open_desk(folder / "a.crmdesk")
    attachments.open_copy(desk, attachments.of_customer(desk, 1)[0])
    die()
if what == "create":
    os.link = die
    open_desk(folder / "new.crmdesk")
if what == "migrate":
    real = Path.unlink
    Path.unlink = lambda self, **named: die() if self.name.endswith("-migrating") else real(self, **named)
    open_desk(folder / "schema-1.crmdesk")
if what == "salvage":
    salvaging.store.salvage = die
    salvaging.salvage(folder / "a.crmdesk", folder / "b.crmdesk")
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data file with a customer and an attachment, one of the first schema, an empty folder for temporary files."""
    desk = make_desk(tmp_path, "a.crmdesk")
    customers.add(desk, {"name": "许念安"})
    attachments.add_content(desk, 1, "合同.txt", b"secret")
    desk.close()
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    (tmp_path / "schema-1.crmdesk").write_bytes((FIXTURES / "schema-1.crmdesk").read_bytes())
    return tmp_path


def do(folder: Path, what: str) -> None:
    """The same work, to its end."""
    if what == "write":
        with replacing(folder / "out.csv") as file:
            file.write(b"K00002")
    elif what == "look":
        desk = make_desk(folder, "a.crmdesk")
        attachments.open_copy(desk, attachments.of_customer(desk, 1)[0])
        desk.close()
    elif what == "salvage":
        salvaging.salvage(folder / "a.crmdesk", folder / "b.crmdesk")
        (folder / "b.crmdesk").unlink()
    else:
        open_desk(folder / {"create": "new.crmdesk", "migrate": "schema-1.crmdesk"}[what], clock=clock).close()


def lying_about(folder: Path) -> set[Path]:
    places = (folder, folder / "temp")
    known = {"temp", "a.crmdesk", "new.crmdesk", "schema-1.crmdesk", "schema-1-backups", "out.csv"}
    return {path for place in places for path in place.iterdir() if path.name not in known}


@pytest.mark.parametrize(
    ("what", "may_be_in_work"),
    [("write", True), ("look", True), ("create", True), ("migrate", False), ("salvage", True)],
)
def test_what_was_left_goes(folder: Path, what: str, may_be_in_work: bool) -> None:
    if what == "salvage":
        zero(folder / "a.crmdesk", (folder / "a.crmdesk").stat().st_size // PAGE - 1)
    command = [sys.executable, "-c", SCRIPT, str(folder), what]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (child.returncode, child.stderr) == (-signal.SIGKILL, "")
    left = {path for path in lying_about(folder) if not path.name.endswith(("-wal", "-shm"))}
    assert left
    if may_be_in_work:
        (folder / "new.crmdesk").unlink(missing_ok=True)
        do(folder, what)
        assert lying_about(folder) == left
        for path in left:
            os.utime(path, (0, 0))
    (folder / "new.crmdesk").unlink(missing_ok=True)
    do(folder, what)
    assert lying_about(folder) == set()
