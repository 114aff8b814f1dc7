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
MILLION = 1_000_000
_MEASURED = """
import json, resource, sys
from pathlib import Path
from crmdesk.services import importing
from crmdesk.services.desk import open_desk

if __name__ == "__main__":
    desk = open_desk(Path(sys.argv[2]), who="")
    result = importing.import_file(desk, Path(sys.argv[1]))
    peaks = [resource.getrusage(who).ru_maxrss >> 10 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps([result.counts.created, *peaks]))
    desk.close()
"""
Note = Callable[[str, object], None]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def test_a_hundred_thousand_in_and_out(tmp_path: Path, words_zh: Words, record_property: Note) -> None:
    path = rows.workbook(tmp_path / "in.xlsx", ROWS)
    data = list(rows.rows(ROWS))

    def bare_read() -> None:
        book = load_workbook(path, read_only=True)
        for _ in book.worksheets[0].iter_rows(values_only=True):
            pass
        book.close()

    def bare_write() -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("客户")
        for row in data:
            sheet.append(row)
        book.save(tmp_path / "bare.xlsx")

    desk = make_desk(tmp_path)
    times = {
        "openpyxl read": _seconds(bare_read),
        "import": _seconds(lambda: importing.import_file(desk, path)),
        "openpyxl write": _seconds(bare_write),
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
    created, own, children = json.loads(done.stdout)
    record_property("peak", (own, children))
    print(f"{path.name}: {own} MB, children {children} MB")
    assert created == MILLION
    assert own + children <= megabytes
