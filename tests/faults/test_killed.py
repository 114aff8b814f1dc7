"""The program is killed at a random moment: nothing that was said to be done is lost, nothing is half done."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from crmdesk.services import security
from tests.faults.work import rounds

PASSWORD = "correct horse"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")


@pytest.mark.parametrize(("what", "longest"), [("edit", 0.5), ("import", 0.9), ("bulk", 0.6)])
def test_killed_at_work(path: Path, what: str, longest: float) -> None:
    assert rounds(path, what, 2, 11, longest) > 0


def test_killed_at_work_on_an_encrypted_file(path: Path) -> None:
    security.set_password(path, PASSWORD)
    assert rounds(path, "edit", 1, 17, 0.8, PASSWORD) > 1


@pytest.mark.soak
@pytest.mark.parametrize("password", ["", PASSWORD])
@pytest.mark.parametrize(("what", "longest"), [("edit", 2.0), ("import", 3.0), ("bulk", 2.0)])
def test_killed_many_times(path: Path, what: str, longest: float, password: str) -> None:
    if password:
        security.set_password(path, password)
    assert rounds(path, what, 60, 1_000, longest, password) > 1
