"""Imports and exports of a hundred thousand customers beside openpyxl's bare loops; the memory of a million."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from crmdesk.core.words import Words
from crmdesk.services import duplicates, exporting, importing
from tests.bench import rows
from tests.desk import make_desk

pytestmark = pytest.mark.bench

ROWS = 100_000
TURNS = 3
MILLION = 1_000_000
_MEASURED = """
import contextlib, glob, json, os, resource, sys, threading
from pathlib import Path
from crmdesk.services import importing
from crmdesk.services.desk import open_desk

peak = [0]


def resident(process):
    with contextlib.suppress(OSError):  # it ended meanwhile
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize() >> 20
    return 0


def children():
    for path in glob.glob("/proc/self/task/*/children"):
        with contextlib.suppress(OSError):
            yield from Path(path).read_text().split()


def watch(over):
    while not over.wait(0.1):
        peak[0] = max(peak[0], resident(os.getpid()) + sum(map(resident, children())))


if __name__ == "__main__":
    over = threading.Event()
    threading.Thread(target=watch, args=(over,), daemon=True).start()
    desk = open_desk(Path(sys.argv[2]), who="")
    result = importing.import_file(desk, Path(sys.argv[1]))
    over.set()
    desk.close()
    print(json.dumps([result.counts.created, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10, peak[0]]))
"""
"""Megabytes of the program, and the most that it and its children had at one time: what the system keeps of children
that ended counts their parent's memory, which they share until they run a program of their own."""

Note = Callable[[str, object], None]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def test_a_hundred_thousand_in_and_out(tmp_path: Path, words_zh: Words, record_property: Note) -> None:
    path = rows.workbook(tmp_path / "in.xlsx", ROWS)
    times = _read_and_imported(tmp_path, path)
    desk = make_desk(tmp_path, "1.crmdesk")
    data = list(rows.rows(ROWS))
    times |= {
        "openpyxl write": _seconds(lambda: _bare_write(data, tmp_path / "bare.xlsx")),
        "export": _seconds(lambda: exporting.export(desk, tmp_path / "out.xlsx", words_zh, parts=False)),
        "duplicates": _seconds(lambda: duplicates.pairs(desk, 1_000)),
    }
    desk.close()
    for name, seconds in times.items():
        record_property(name, round(seconds, 2))
        print(f"{name}: {seconds:.2f} s")
    assert times["import"] <= 0.5 * times["openpyxl read"]
    assert times["export"] <= 1.3 * times["openpyxl write"]
    assert times["duplicates"] < 2 * times["openpyxl read"]


def _read_and_imported(folder: Path, path: Path) -> dict[str, float]:
    """Means of three rounds in turn, for a machine is not equally quick all the time."""
    times = {"openpyxl read": 0.0, "import": 0.0}
    for turn in range(TURNS):
        desk = make_desk(folder, f"{turn}.crmdesk")
        times["openpyxl read"] += _seconds(lambda: _bare_read(path)) / TURNS
        times["import"] += _seconds(lambda desk=desk: importing.import_file(desk, path)) / TURNS  # type: ignore[misc]
        desk.close()
    return times


def _bare_read(path: Path) -> None:
    book = load_workbook(path, read_only=True)
    for _ in book.worksheets[0].iter_rows(values_only=True):
        pass
    book.close()


def _bare_write(data: list[list[object]], path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("客户")
    for row in data:
        sheet.append(row)
    book.save(path)


@pytest.mark.parametrize(("make", "megabytes"), [("table", 500), ("workbook", 2_000)])
def test_the_memory_of_a_million(make: str, megabytes: int, tmp_path: Path, record_property: Note) -> None:
    path = tmp_path / ("million.csv" if make == "table" else "million.xlsx")
    getattr(rows, make)(path, MILLION)
    script = tmp_path / "measured.py"
    script.write_text(_MEASURED, encoding="utf-8")
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, script, path, tmp_path / "a.crmdesk"],
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=True,
    )
    created, own, together = json.loads(done.stdout)
    record_property("peak", (own, together))
    print(f"{path.name}: {own} MB, with children {together} MB")
    assert created == MILLION
    assert max(own, together) <= megabytes
