"""Killed while it erases, the program leaves everything or nothing of a person once the file is opened again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from crmdesk.services import customers, erasing, notes
from tests.desk import make_desk
from tests.imports import ROOT
from tests.services.erasing import traces

NAME = "龘靐齉"
CHILD = """
import sys
from pathlib import Path
from crmdesk.services import erasing
from crmdesk.services.desk import open_desk

desk = open_desk(Path(sys.argv[1]))
erasing.erase(desk, 1, progress=lambda done, total: print(done, flush=True))
"""


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_killed_at_every_step(tmp_path: Path, steps: int) -> None:
    desk = make_desk(tmp_path)
    customers.add(desk, {"name": NAME})
    for i in range(300):
        notes.add(desk, 1, f"{NAME}说的第{i}句")
    desk.close()
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(desk.path)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert child.stdout is not None
    for _ in range(steps + 1):
        assert child.stdout.readline()
    child.kill()
    child.communicate()
    again = make_desk(tmp_path)
    assert not erasing.is_pending(again)
    there = again.records.read("customer", 1) is not None
    assert again.data.quick_check() is None
    again.close()
    assert (traces(again.path, [NAME]) == [NAME]) is there
    assert not (there and steps)
