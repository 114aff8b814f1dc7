"""Imports and exports of a hundred thousand customers beside openpyxl's bare loops, sqlite-utils and LibreOffice; what
doubles cost and the file takes; how importing grows; the memory of a million."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crmdesk.core.words import Words
from crmdesk.services import duplicates, exporting, importing
from tests.bench import exchanging, rows
from tests.bench.exchanging import OFFICE, bare_read, bare_table, bare_write, seconds
from tests.bench.performance import FEWEST, Performance
from tests.desk import make_desk

pytestmark = pytest.mark.bench

ROWS = 100_000
MILLION = 1_000_000
MEGABYTE = 1_000_000

Note = Callable[[str, object], None]


def test_a_workbook_in(tmp_path: Path, performance: Performance) -> None:
    path = rows.workbook(tmp_path / "in.xlsx", ROWS)
    ours, theirs = [], []
    for turn in range(FEWEST):
        theirs.append(seconds(lambda: bare_read(path)))
        ours.append(_imported(tmp_path, path, f"{turn}.crmdesk"))
    performance.add("import-100k", ours, theirs, note="read, checked, compared with each other, written, indexed")


@pytest.mark.skipif(importlib.util.find_spec("sqlite_utils") is None, reason="sqlite-utils is not installed")
def test_a_text_table_in(tmp_path: Path, performance: Performance) -> None:
    path = rows.table(tmp_path / "in.csv", ROWS)
    ours, theirs = [], []
    for turn in range(FEWEST):
        theirs.append(seconds(lambda: exchanging.utilities(path, tmp_path)))
        ours.append(_imported(tmp_path, path, f"{turn}.crmdesk"))
    performance.add(
        "import-csv-100k",
        ours,
        theirs,
        note="sqlite-utils puts the cells into one table (its start counts); it checks no value, looks for no double, "
        "makes no index but the key's, no history, no search index",
    )
    performance.grow("import", ROWS, ours)


@pytest.mark.parametrize("count", [1_000, 10_000])
def test_fewer_in(count: int, tmp_path: Path, performance: Performance) -> None:
    path = rows.table(tmp_path / "in.csv", count)
    _imported(tmp_path, path, "first.crmdesk")
    performance.grow("import", count, [_imported(tmp_path, path, f"{turn}.crmdesk") for turn in range(FEWEST)])


def test_out_and_doubles_and_size(tmp_path: Path, words_zh: Words, performance: Performance) -> None:
    table = rows.table(tmp_path / "in.csv", ROWS)
    _imported(tmp_path, table, "a.crmdesk")
    bare_table(tmp_path / "bare.db", ROWS)
    size, bare = ((tmp_path / name).stat().st_size / MEGABYTE for name in ("a.crmdesk", "bare.db"))
    performance.add("size-100k", [size] * FEWEST, [bare] * FEWEST, note="always the same: one file of each")
    data = list(rows.rows(ROWS))
    ours, loop, theirs, doubles = [], [], [], []
    desk = make_desk(tmp_path, "a.crmdesk")
    for turn in range(FEWEST):
        loop.append(seconds(lambda: bare_write(data, tmp_path / "bare.xlsx")))
        out = tmp_path / f"{turn}.xlsx"
        ours.append(seconds(lambda out=out: exporting.export(desk, out, words_zh, parts=False)))  # type: ignore[misc]
        doubles.append(seconds(lambda: duplicates.pairs(desk, 1_000)))
        if OFFICE:
            theirs.append(seconds(lambda: exchanging.office(table, tmp_path)))
    desk.close()
    performance.add("export-100k", ours, loop)
    performance.add("duplicates-100k", doubles)
    if OFFICE:
        performance.add("export-csv-100k", ours, theirs, note="the start of LibreOffice counts")
    else:
        print("LibreOffice is not installed: not measured")


def _imported(folder: Path, path: Path, name: str) -> float:
    desk = make_desk(folder, name)
    taken = seconds(lambda: importing.import_file(desk, path))
    desk.close()
    return taken


@pytest.mark.parametrize(("make", "megabytes"), [("table", 500), ("workbook", 2_000)])
def test_the_memory_of_a_million(
    make: str, megabytes: int, tmp_path: Path, record_property: Note, performance: Performance
) -> None:
    path = tmp_path / ("million.csv" if make == "table" else "million.xlsx")
    getattr(rows, make)(path, MILLION)
    script = tmp_path / "measured.py"
    script.write_text(exchanging.MEASURED, encoding="utf-8")
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, script, path, tmp_path / "a.crmdesk"],
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=True,
    )
    created, own, together, taken = json.loads(done.stdout)
    record_property("peak", (own, together))
    print(f"{path.name}: {own} MB, with children {together} MB, {taken:.0f} s")
    if make == "table":
        performance.grow("import", MILLION, [taken])
    assert created == MILLION
    assert max(own, together) <= megabytes
