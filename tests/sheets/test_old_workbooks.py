"""Old workbooks (.xls): errors, hidden rows and days, which the fast reader tells only in part."""

from __future__ import annotations

import datetime as dt
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.sheets.books import CellError
from crmdesk.sheets.reading import read_book
from crmdesk.sheets.scan_xls import scan_old
from tests.sheets.books import SHARED

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="real files are not here")


@pytest.fixture(scope="module")
def real() -> bytes:
    return (SHARED / "示例-超市.xls").read_bytes()


def records(data: bytes, wanted: int) -> list[tuple[int, int]]:
    """(place, length) of the contents of records of one number; the stream of this file lies in one piece."""
    found = []
    at = 512
    while at < len(data) - 4:
        number, length = struct.unpack_from("<HH", data, at)
        if number == wanted:
            found.append((at + 4, length))
        if number == 0 and length == 0:
            break
        at += 4 + length
    return found


def test_error_cells_and_hidden_rows(tmp_path: Path, real: bytes) -> None:
    data = bytearray(real)
    place, _ = records(real, 0x203)[0]  # a number becomes an error
    row, column = struct.unpack_from("<HH", data, place)
    data[place - 4 : place] = struct.pack("<HH", 0x205, 14)
    data[place + 6 : place + 8] = bytes((0x17, 1))
    for at, _ in records(real, 0x208)[3:5]:
        data[at + 12] |= 0x20
    (tmp_path / "a.xls").write_bytes(data)
    sheet = read_book(tmp_path / "a.xls").sheets[0]
    assert sheet.hidden_rows == 2
    assert sheet.rows[row - sheet.first_row + 1][column - sheet.first_column + 1] == CellError("#REF!")
    whole = read_book(SHARED / "示例-超市.xls").sheets[0]
    assert whole.hidden_rows == 0
    assert sum(mine != theirs for mine, theirs in zip(sheet.rows, whole.rows, strict=True)) == 1


def test_days_counted_from_1904(tmp_path: Path, real: bytes) -> None:
    data = bytearray(real)
    (mode,) = [at for at, length in records(real, 0x22) if length == 2]
    data[mode : mode + 2] = b"\1\0"
    (tmp_path / "a.xls").write_bytes(data)
    old, new = read_book(SHARED / "示例-超市.xls").sheets[0], read_book(tmp_path / "a.xls").sheets[0]
    days = [
        (a, b) for row, other in zip(old.rows[:50], new.rows[:50], strict=True) for a, b in zip(row, other, strict=True)
    ]
    moved = {b - a for a, b in days if isinstance(a, dt.date)}
    assert moved == {dt.timedelta(1462)}


@settings(max_examples=40, deadline=None)
@given(places=st.lists(st.tuples(st.integers(0, 60_000), st.integers(0, 255)), max_size=40), end=st.integers(0, 90_000))
def test_any_container_is_looked_through_without_harm(places: list[tuple[int, int]], end: int) -> None:
    data = bytearray((SHARED / "示例-超市.xls").read_bytes()[:90_000])
    for place, byte in places:
        data[place] = byte
    assert all(found.hidden >= 0 for found in scan_old(bytes(data[:end])).values())


def test_other_bytes_hold_nothing() -> None:
    for data in (b"", b"\0" * 600, b"\xff" * 5000):
        assert scan_old(data) == {}
