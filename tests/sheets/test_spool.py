"""Rows in memory: a list like any other, packed where it is long."""

from __future__ import annotations

import datetime as dt
import pickle
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.sheets import spool
from crmdesk.sheets.books import CellError, Sheet
from crmdesk.sheets.spool import MOST_PLAIN, PIECE, Rows, packed, pickled

_MEASURE = """
import re, sys
from pathlib import Path
from crmdesk.sheets.reading import read_book

def most():
    return int(re.search(r"VmHWM:\\s+([0-9]+)", Path("/proc/self/status").read_text())[1])

before = most()
rows = read_book(sys.argv[1]).sheets[0].rows
print(len(rows), most() - before >> 10)
"""
"""What getrusage tells begins with the memory of the program that started this one, which may be larger."""


def long_rows(count: int = MOST_PLAIN + 3 * PIECE + 7) -> list[list[Any]]:
    return [[n, f"客户{n}", None, dt.date(2020, 1, 1) + dt.timedelta(n % 900)][: 1 + n % 4] for n in range(count)]


@settings(max_examples=60, deadline=None)
@given(
    count=st.sampled_from((0, 1, 5, PIECE, MOST_PLAIN, MOST_PLAIN + 1, MOST_PLAIN + PIECE + 3)),
    at=st.lists(st.integers(-1, MOST_PLAIN + 2 * PIECE), max_size=6),
    cut=st.tuples(
        st.none() | st.integers(-30_000, 30_000), st.none() | st.integers(-30_000, 30_000), st.integers(1, 3)
    ),
)
def test_rows_are_a_list(count: int, at: list[int], cut: tuple[int | None, int | None, int]) -> None:
    plain = [[n, f"{n}"] for n in range(count)]
    rows = Rows(plain)
    assert (len(rows), bool(rows), rows.is_packed) == (count, count > 0, count > MOST_PLAIN)
    for place in at:
        if -count <= place < count:
            assert rows[place] == plain[place]
        else:
            with pytest.raises(IndexError):
                rows[place]
    assert rows[slice(*cut)] == plain[slice(*cut)]


def test_cells_of_every_type_survive_being_packed() -> None:
    row = [None, True, 7, 1.5, "甲", dt.date(2024, 2, 29), dt.datetime(2024, 2, 29, 8), dt.time(8), dt.timedelta(2)]
    rows = Rows([[*row, CellError("#REF!")]] * (MOST_PLAIN + 1))
    assert rows.is_packed
    assert rows[0] == rows[-1] == [*row, CellError("#REF!")]
    assert [type(cell) for cell in rows[300]] == [type(cell) for cell in (*row, CellError(""))]


def test_growing_shrinking_and_comparing() -> None:
    plain = long_rows()
    rows = Rows(plain)
    assert list(rows) == plain
    assert rows == plain
    assert rows == Rows(plain)
    assert rows != plain[:-1]
    assert rows != [*plain[:-1], [0]]
    assert rows != "rows"
    for _ in range(2 * PIECE):
        assert rows.pop() == plain.pop()
    rows.append(["neu"] * 9)
    assert (rows[-1], len(rows), rows.width) == (["neu"] * 9, len(plain) + 1, 9)
    assert repr(Rows([[1]])) == "Rows([[1]])"


def test_pieces_from_the_reading_process() -> None:
    plain = long_rows(MOST_PLAIN + 10)
    pieces = [packed(pickled(plain[at : at + PIECE])) for at in range(0, len(plain), PIECE)]
    rows = Rows()
    rows.extend_packed(pieces[:8], 8 * PIECE, 4)
    rows.extend_packed(pieces[8:], len(plain) - 8 * PIECE, 4)
    rows.settle()
    assert (rows == plain, rows.is_packed, rows.width) == (True, True, 4)
    few = Rows()
    few.extend_packed(pieces[:2], 2 * PIECE, 4)
    few.settle()
    assert (few == plain[: 2 * PIECE], few.is_packed) == (True, False)


def test_replaced_rows_leave_the_others_alone() -> None:
    plain = long_rows()
    rows = Rows(plain)
    changed = {0: ["neu"], PIECE + 1: [], len(plain) - 1: [1] * 30}
    made = rows.replaced(changed)
    assert list(made) == [changed.get(at, row) for at, row in enumerate(plain)]
    assert rows == plain
    assert (made.width, Rows([[1]]).replaced({0: [2]})) == (30, [[2]])
    with pytest.raises(IndexError):
        rows.replaced({len(plain): []})


def test_several_threads_may_look_rows_up() -> None:
    plain = long_rows()
    rows = Rows(plain)

    def look(start: int) -> bool:
        return all(rows[at] == plain[at] for at in range(start, len(plain), 97))

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(look, range(8)))


def test_a_piece_holds_cells_and_nothing_else() -> None:
    rows = Rows()
    rows.extend_packed([zlib.compress(pickle.dumps([[subprocess.Popen]]))] * 2, 2 * PIECE, 1)
    with pytest.raises(pickle.UnpicklingError):
        rows[0]


def test_a_sheet_takes_a_plain_list() -> None:
    sheet = Sheet("客户", rows=[["名称"], ["甲", 1]])  # type: ignore[arg-type]
    assert (type(sheet.rows), sheet.width, sheet.rows) == (spool.Rows, 2, [["名称"], ["甲", 1]])


@pytest.mark.skipif(sys.platform != "linux", reason="there is no /proc elsewhere")
def test_a_long_file_takes_little_memory(tmp_path: Path) -> None:
    line = "K{0:06},客户{0}有限公司,1390000{0:04},021-5{0:07},上海市浦东新区张江路 {0} 号\r\n"
    (tmp_path / "a.csv").write_text("".join(line.format(n) for n in range(200_000)), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(tmp_path / "a.csv")], capture_output=True, text=True, check=True
    )
    count, megabytes = map(int, run.stdout.split())
    assert count == 200_000
    assert megabytes < 45
