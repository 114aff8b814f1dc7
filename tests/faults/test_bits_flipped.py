"""Flipped bits, lost and exchanged pages, cut ends of a data file: it is opened and read, refused with a sentence, or
salvaged; nothing hangs, no process dies, and salvaging loses nothing without saying so."""

from __future__ import annotations

import faulthandler
import json
import subprocess
import sys
from pathlib import Path

import pytest

from crmdesk.cli.run import main
from tests.damage import zero
from tests.imports import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="clocks of POSIX")
PATIENCE = 120
PASSWORDS: tuple[tuple[str, ...], ...] = ((), ("correct horse",))


def damaged(folder: Path, seed: int, count: int, password: tuple[str, ...]) -> list[str]:
    """What became of so many damaged copies, in a process of its own, since a crash would end it."""
    command = [sys.executable, "-m", "tests.faults.flipping", str(folder), str(seed), str(count), *password]
    child = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=PATIENCE + 10 * count, check=False
    )
    told = [json.loads(line) for line in child.stdout.splitlines()]
    assert (child.returncode, child.stderr[-2_000:], len(told)) == (0, "", count)
    assert [(each["seed"], each["failure"]) for each in told if each["failure"]] == []
    return [each["outcome"] for each in told]


@pytest.mark.parametrize(("password", "count"), [((), 28), (("correct horse",), 7)])
def test_read_refused_or_salvaged(tmp_path: Path, password: tuple[str, ...], count: int) -> None:
    found = damaged(tmp_path, 1, count, password)
    assert sum("salvaged" in outcome for outcome in found) >= count // 7
    assert sum("damaged" in outcome for outcome in found) >= count // 7


@pytest.mark.soak
@pytest.mark.parametrize("password", PASSWORDS)
def test_a_great_many(tmp_path: Path, password: tuple[str, ...]) -> None:
    faulthandler.cancel_dump_traceback_later()
    damaged(tmp_path, 1_000, 350, password)


def test_a_command_says_what_it_ran_into(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages of which opening reads none."""
    zero(path, *range(30, 100))
    assert main(["--data", str(path), "--lang", "en", "customers"]) == 1
    said = capsys.readouterr().err
    assert "damaged" in said
    assert len(said.splitlines()) == 1
