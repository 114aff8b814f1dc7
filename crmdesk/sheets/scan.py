"""What the fast reader does not tell about a sheet: error cells, hidden rows, formulas without a stored result."""

from __future__ import annotations

import re
import zipfile
import zlib

from msgspec import Struct, field

_ERROR = re.compile(rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_HIDDEN = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')
_FORMULA = re.compile(rb"<c\b([^>]*)><f\b(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>")
_CHUNK = 1 << 20
_LONGEST_ROW = 32 << 20


class Scan(Struct):
    """Errors by (row, column) counted from 1; numbers of hidden rows and of formulas without a stored result."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: int = 0
    blank_formulas: int = 0


def column_number(letters: str) -> int:
    """A is 1, XFD is 16,384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def scan_part(path: str, part: str) -> Scan:
    """Look through one sheet of an .xlsx file. What cannot be unpacked counts as nothing found."""
    found = Scan()
    rest = b""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part) as file:
            while chunk := file.read(_CHUNK):
                block = rest + chunk
                end = block.rfind(b"</row>") + 6
                if end < 6:
                    end = len(block) if len(block) > _LONGEST_ROW else 0
                _look(block[:end], found)
                rest = block[end:]
    except (OSError, KeyError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError):
        return found
    _look(rest, found)
    return found


def _look(block: bytes, found: Scan) -> None:
    if b't="e"' in block:
        for cell in _ERROR.finditer(block):
            place, value = _PLACE.search(cell[1]), _VALUE.search(cell[2])
            if place and value:
                found.errors[int(place[2]), column_number(place[1].decode())] = value[1].decode("utf-8", "replace")
    if b'hidden="' in block:
        found.hidden += len(_HIDDEN.findall(block))
    if b"<f" in block:
        found.blank_formulas += sum(b't="str"' not in attributes for attributes in _FORMULA.findall(block))
