"""The bare loops and other programs beside which imports and exports are measured, and a million rows in memory."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from openpyxl import Workbook, load_workbook

from tests.bench import rows

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
MEASURED = """
import contextlib, glob, json, os, re, sys, threading, time
from pathlib import Path
from crmdesk.services import importing
from crmdesk.services.desk import open_desk

peak = [0]


def resident(process):
    with contextlib.suppress(OSError):  # it ended meanwhile
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
        return sum(map(int, re.findall(r"Pss:\\s+([0-9]+)", told))) >> 10
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
    start = time.perf_counter()
    result = importing.import_file(desk, Path(sys.argv[1]))
    seconds = time.perf_counter() - start
    over.set()
    desk.close()
    own = int(re.search(r"VmHWM:\\s+([0-9]+)", Path("/proc/self/status").read_text())[1]) >> 10
    print(json.dumps([result.counts.created, own, peak[0], seconds]))
"""
"""Megabytes of the program, and the most that it and its children had at one time, what they share counted once. Not
what getrusage tells: that begins with the memory of the program that started this one."""


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare_read(path: Path) -> None:
    """By openpyxl, read-only."""
    book = load_workbook(path, read_only=True)
    for _ in book.worksheets[0].iter_rows(values_only=True):
        pass
    book.close()


def bare_write(data: list[list[object]], path: Path) -> None:
    """By openpyxl, write-only."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("客户")
    for row in data:
        sheet.append(row)
    book.save(path)


def utilities(table: Path, folder: Path) -> None:
    """sqlite-utils inserts a text table as a person would have it do: the kinds of the columns found, number as key."""
    made = folder / "utilities.db"
    made.unlink(missing_ok=True)
    command = [sys.executable, "-m", "sqlite_utils", "insert", made, "customer", table, "--csv", "--pk", rows.HEADER[0]]
    subprocess.run([*command, "--encoding", "utf-8-sig", "--silent"], check=True, capture_output=True)


def office(table: Path, folder: Path) -> None:
    """LibreOffice turns a text table into a workbook; its start counts."""
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    filters = ("--infilter=CSV:44,34,76,1", "--convert-to", "xlsx:Calc MS Excel 2007 XML")
    command = [str(OFFICE), profile, "--headless", *filters, "--outdir", folder / "converted", table]
    subprocess.run(command, check=True, capture_output=True)
    assert (folder / "converted" / f"{table.stem}.xlsx").stat().st_size


def bare_table(path: Path, count: int) -> None:
    """The same rows in one table without an index."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"CREATE TABLE customer ({', '.join(rows.HEADER)})")
        marks = ", ".join("?" * len(rows.HEADER))
        made = ([cell.isoformat() if isinstance(cell, dt.date) else cell for cell in row] for row in rows.rows(count))
        database.executemany(f"INSERT INTO customer VALUES ({marks})", made)
