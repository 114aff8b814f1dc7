"""What the fast reader does not tell about the sheets of an old workbook (.xls): error cells and hidden rows.

The file is a container of sectors; the stream "Workbook" in it is a row of records: number, length, content.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from crmdesk.sheets.scan import Scan

_END = 0xFFFFFFFE
_ENTRY = 128
_STREAMS = ("Workbook", "Book")
_LEAST = 4096  # shorter streams lie elsewhere; no workbook is so short
_BOF, _EOF, _SHEET, _ROW, _BOOL_OR_ERROR, _FORMULA = 0x809, 0x0A, 0x85, 0x208, 0x205, 0x06
_HIDDEN_ROW = 0x20
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def scan_old(data: bytes) -> dict[str, Scan]:
    """What was found in every sheet, by its name. What cannot be made out counts as nothing found."""
    try:
        stream = _workbook(data)
        return {name: _scan(stream, start) for name, start in _sheets(stream)}
    except (struct.error, IndexError, ValueError):
        return {}


def _workbook(data: bytes) -> bytes:
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
    table = _table(data, size)
    first = struct.unpack_from("<I", data, 48)[0]
    entries = b"".join(_chain(data, size, table, first))
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        start, count = struct.unpack_from("<II", entries, at + 116)
        if name in _STREAMS and count >= _LEAST:
            return b"".join(_chain(data, size, table, start))[:count]
    return b""


def _table(data: bytes, size: int) -> list[int]:
    """The number of the next sector, by the number of a sector."""
    places = list(struct.unpack_from("<109I", data, 76))
    more, count = struct.unpack_from("<II", data, 68)
    per_sector = size // 4
    for _ in range(min(count, len(data) // size)):
        sector = struct.unpack_from(f"<{per_sector}I", data, (more + 1) * size)
        places += sector[:-1]
        more = sector[-1]
    table: list[int] = []
    for place in places:
        if (place + 2) * size <= len(data):
            table += struct.unpack_from(f"<{per_sector}I", data, (place + 1) * size)
    return table


def _chain(data: bytes, size: int, table: list[int], sector: int) -> Iterator[bytes]:
    for _ in range(len(table)):  # a chain that bites its tail ends here
        if sector >= len(table):
            return
        yield data[(sector + 1) * size : (sector + 2) * size]
        sector = table[sector]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """(number, where its content begins, length) of each record down to the end of the part that begins at `at`."""
    depth = 0
    end = len(stream) - 4
    while at <= end:
        number, length = stream[at] | stream[at + 1] << 8, stream[at + 2] | stream[at + 3] << 8
        yield number, at + 4, length
        if number & 0xFF == _BOF & 0xFF and number >> 8 in (0, 2, 4, 8):
            depth += 1
        elif number == _EOF:
            depth -= 1
            if depth <= 0:
                return
        at += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    for number, at, length in _records(stream, 0):
        if number == _SHEET and length > 8:
            start, count, wide = struct.unpack_from("<I", stream, at)[0], stream[at + 6], stream[at + 7] & 1
            raw = stream[at + 8 : at + 8 + count * (1 + wide)]
            yield raw.decode("utf-16-le" if wide else "latin-1", "replace"), start


def _scan(stream: bytes, start: int) -> Scan:
    found = Scan()
    for number, at, length in _records(stream, start):
        if number == _ROW and length >= 16:
            found.hidden += bool(stream[at + 12] & _HIDDEN_ROW)
        elif number == _BOOL_OR_ERROR and length >= 8 and stream[at + 7]:
            _note(found, stream, at, stream[at + 6])
        elif number == _FORMULA and length >= 14 and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
            _note(found, stream, at, stream[at + 8])
    return found


def _note(found: Scan, stream: bytes, at: int, error: int) -> None:
    row, column = struct.unpack_from("<HH", stream, at)
    found.errors[row + 1, column + 1] = _ERRORS.get(error, "#N/A")
