"""How soon the window stands and a command answers, and what memory the window takes: each in a process of its own."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crmdesk.services import backups
from crmdesk.services.desk import open_desk
from tests.bench.performance import FEWEST, Performance
from tests.imports import ROOT

World = Callable[[int], Path]
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Folders of its own for preferences and for compiled modules, which are there from the second start on."""
    folder = tmp_path_factory.mktemp("start")
    own = {f"XDG_{kind}_HOME": str(folder) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | own | {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture
def own(world: World, tmp_path: Path) -> Callable[[int], Path]:
    """A copy of a data file, opened and backed up today already, as at every start but the first one of a day."""

    def copied(count: int) -> Path:
        path = tmp_path / "world.crmdesk"
        shutil.copyfile(world(count), path)
        desk = open_desk(path)
        backups.daily(desk)
        desk.close()
        return path

    return copied


def window(surroundings: dict[str, str], *arguments: object) -> tuple[float, list[int]]:
    """Milliseconds from the beginning of the process until the window was painted, and what else it told."""
    begun = time.time_ns()
    command = [sys.executable, "-m", "tests.bench.starting", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2_000:].decode(errors="replace")
    painted, *more = map(int, done.stdout.split())
    return (painted - begun) / 1e6, more


@pytest.mark.parametrize(("key", "count"), [("start-100k", 100_000), ("start-1m", 1_000_000)])
def test_start(
    key: str, count: int, own: Callable[[int], Path], surroundings: dict[str, str], performance: Performance
) -> None:
    data = own(count)
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(FEWEST + 3):
        ours.append(window(surroundings, "ours", data)[0])
        floor.append(window(surroundings, "bare")[0])
    performance.add(key, ours[1:], floor[1:])  # the first ones compile the modules


def test_memory(own: Callable[[int], Path], surroundings: dict[str, str], performance: Performance) -> None:
    data = own(1_000_000)
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(FEWEST):
        ours.append(window(surroundings, "ours", data, "stay")[1][0] / MEGABYTE)
        floor.append(window(surroundings, "bare", "stay")[1][0] / MEGABYTE)
    performance.add("memory-1m", ours, floor, note="resident set size, with a customer opened far down the list")


def test_cold_query(own: Callable[[int], Path], surroundings: dict[str, str], performance: Performance) -> None:
    data = own(100_000)
    command = ["main.py", "--data", data, "customers", "--query", "张"]
    limited, ours, floor = [], [], []
    for _ in range(FEWEST + 4):
        limited.append(took(surroundings, *command, "--limit", 50))
        ours.append(took(surroundings, *command))
        floor.append(took(surroundings, "-c", "import sqlite3"))
    note = f"with --limit 50; {statistics.median(ours[1:]):.0f} ms when all that are found are printed"
    performance.add("cold-query", limited[1:], floor[1:], note=note)


def took(surroundings: dict[str, str], *arguments: object) -> float:
    """Milliseconds of a Python process from beginning to end."""
    begun = time.perf_counter()
    command = [sys.executable, *map(str, arguments)]
    subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, timeout=120, check=True)
    return (time.perf_counter() - begun) * 1_000
