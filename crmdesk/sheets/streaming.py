"""The reader of very large .xlsx sheets: row by row, in memory that does not grow with their number.

It runs in the child process only, like the other readers (`engines`), and gives the same events.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from crmdesk.sheets.books import EXACT_BELOW, Cell, CellError, Limits, Merged, Row
from crmdesk.sheets.engines import MOST_MERGED, Event, UnfitError, chunks, plain
from crmdesk.sheets.parts import Parts
from crmdesk.sheets.scan import column_number
from crmdesk.sheets.serials import Serials

_CHUNK = 1 << 20
_DIGITS = "0123456789"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_OTHER_PAGES = ("chartsheets/", "dialogsheets/", "macrosheets/")


def by_stream(path: str, wanted: list[str] | None, parts: Parts, limits: Limits) -> Iterator[Event]:
    """The sheets of an .xlsx or .xlsm file. Raises UnfitError for XML that no spreadsheet program writes."""
    pages = {name: part for name, part in parts.sheets.items() if not any(kind in part for kind in _OTHER_PAGES)}
    yield ("names", list(pages))
    with zipfile.ZipFile(path) as archive:
        shared = _shared_strings(archive)
        serials = Serials(archive, date1904=parts.date1904)
        for name, part in pages.items():
            if wanted is not None and name not in wanted:
                continue
            page = _Page(shared, serials, limits)
            notes: list[Event] = []
            yield ("sheet", name, name not in parts.hidden, 1, 1, 0)
            yield from chunks(page.rows(archive, part), limits.rows, limits.columns, plain, notes)
            if page.blank_formulas:
                notes.append(("sheet-formulas-blank", {"count": page.blank_formulas}))
            yield ("end", page.merged, page.hidden, notes)


def _parser() -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise UnfitError


def _fed(archive: zipfile.ZipFile, part: str, parser: Any) -> Iterator[None]:
    with archive.open(part) as file:
        while data := file.read(_CHUNK):
            parser.Parse(data, False)
            yield
    parser.Parse(b"", True)
    yield


def local(name: str) -> str:
    """The name of an element without its prefix."""
    return name.rpartition(":")[2]


def unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    strings: list[str] = []
    texts = _Texts()

    def start(name: str, _: dict[str, str]) -> None:
        texts.start(local(name))

    def end(name: str) -> None:
        tag = local(name)
        texts.end(tag)
        if tag == "si":
            strings.append(texts.taken())

    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, texts.add
    for _ in _fed(archive, "xl/sharedStrings.xml", parser):
        pass
    return strings


class _Texts:
    """The text of a cell or a shared string: its runs put together, without what is only said beside it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._open = False
        self._beside = False

    def start(self, tag: str) -> None:
        if tag == "t":
            self._open = not self._beside
        elif tag == "rPh":
            self._beside = True

    def end(self, tag: str) -> None:
        if tag == "t":
            self._open = False
        elif tag == "rPh":
            self._beside = False

    def add(self, text: str) -> None:
        if self._open:
            self._pieces.append(text)

    def taken(self) -> str:
        text = unescaped("".join(self._pieces))
        self._pieces.clear()
        return text


class _Page:
    """One sheet. `hidden` rows, `merged` areas and `blank_formulas` are known after the last row."""

    def __init__(self, shared: list[str], serials: Serials, limits: Limits) -> None:
        self.hidden = 0
        self.merged: list[Merged] = []
        self.blank_formulas = 0
        self._shared = shared
        self._serials = serials
        self._most = limits.rows
        self._widest = limits.columns
        self._columns: dict[str, int] = {}
        self._ready: list[tuple[int, Row]] = []
        self._row: Row = []
        self._next = 0
        self._number = 0
        self._texts = _Texts()
        self._value: list[str] | None = None
        self._read = ""
        self._cell: dict[str, str] = {}
        self._formula = False

    def rows(self, archive: zipfile.ZipFile, part: str) -> Iterator[Row]:
        """Every row down to the last one, the blank ones between too. One beyond the last possible row ends them."""
        parser = _parser()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._add
        given = 0
        for _ in _fed(archive, part, parser):
            for number, row in self._ready:
                if number <= given:
                    raise UnfitError
                while given < min(number - 1, self._most):
                    yield []
                    given += 1
                yield row
                given = number
                if given > self._most:
                    return
            self._ready.clear()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name) if ":" in name else name
        if tag == "c":
            self._cell, self._read, self._formula = attributes, "", False
        elif tag == "v":
            self._value = []
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._row, self._next = [], 0
            self.hidden += attributes.get("hidden") in ("1", "true")
        elif tag == "is":
            self._texts.taken()
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        else:
            self._texts.start(tag)

    def _add(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)
        else:
            self._texts.add(text)

    def _end(self, name: str) -> None:
        tag = local(name) if ":" in name else name
        if tag == "v":
            self._read, self._value = "".join(self._value or ()), None
        elif tag == "c":
            self._finish()
        elif tag == "row":
            self._ready.append((self._number, self._row))
        else:
            self._texts.end(tag)

    def _finish(self) -> None:
        """Put the cell that just ended into its row."""
        kind = self._cell.get("t", "n")
        value = self._converted(kind)
        at = self._place()
        self._next = at + 1
        if value is None:
            self.blank_formulas += self._formula and kind != "str"
            return
        row = self._row
        if at < len(row):
            row[at] = value
            return
        row.extend([None] * (at - len(row)))
        row.append(value)

    def _place(self) -> int:
        letters = self._cell.get("r", "").rstrip(_DIGITS)
        if not letters:
            return self._next
        at = self._columns.get(letters)
        if at is None:
            at = self._columns[letters] = min(column_number(letters) - 1, self._widest)
        return at

    def _converted(self, kind: str) -> Cell:
        if kind == "inlineStr":
            return self._texts.taken() or None
        read = self._read
        if read == "":
            return None
        if kind == "s":
            return self._shared[int(read)]
        if kind == "str":
            return unescaped(read)
        if kind == "n":
            return self._number_of(float(read))
        if kind == "b":
            return read.strip() in ("1", "true")
        return CellError(read) if kind == "e" else self._serials.iso(read)

    def _number_of(self, number: float) -> Cell:
        style = self._cell.get("s")
        if style is not None and style in self._serials.styles:
            return self._serials.moment(number, style)
        return int(number) if number.is_integer() and -EXACT_BELOW < number < EXACT_BELOW else number

    def _merge(self, area: str) -> None:
        found = _AREA.fullmatch(area)
        if found and len(self.merged) < MOST_MERGED:
            left, right = column_number(found[1]), column_number(found[3])
            self.merged.append((int(found[2]), left, int(found[4]), right))
