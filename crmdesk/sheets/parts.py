"""The parts of a zipped workbook, looked at before anything reads them (FAULTS: zip bombs)."""

from __future__ import annotations

import html
import re
import zipfile
from typing import IO

from msgspec import Struct

from crmdesk.core.errors import UserError
from crmdesk.sheets.books import Kind, Limits
from crmdesk.sheets.kinds import zip_kind

_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_1904 = re.compile(r"""<(?:\w+:)?workbookPr\s[^>]*\bdate1904\s*=\s*["'](?:1|true)["']""")
_SMALL = 16 << 20


class Parts(Struct, frozen=True):
    """What a zip holds: its kind and the size of its largest sheet with the texts it shares; of an .xlsx the sheets'
    parts by their names, which of them are hidden, and whether its days are counted from 1904."""

    kind: Kind
    sheets: dict[str, str]
    largest: int
    hidden: frozenset[str] = frozenset()
    date1904: bool = False


def inspect(file: IO[bytes], limits: Limits, name: str) -> Parts:
    """Look at a zip's directory. Raises UserError for bombs, passwords and zips that are no workbooks."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _inspected(archive, limits, name)
    except UserError:
        raise
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, LookupError) as error:
        raise UserError("sheet-damaged", file=name) from error


def _inspected(archive: zipfile.ZipFile, limits: Limits, name: str) -> Parts:
    entries = archive.infolist()
    for entry in entries:
        if entry.file_size > limits.part_bytes and entry.file_size > limits.part_ratio * max(entry.compress_size, 1):
            raise UserError("sheet-bomb", file=name, megabytes=entry.file_size >> 20)
        if entry.flag_bits & 1:
            raise UserError("sheet-password", file=name)
    names = {entry.filename for entry in entries}
    kind = zip_kind(names, _small(archive, "mimetype") if "mimetype" in names else b"", name)
    if kind is Kind.ODS and b"encryption-data" in _small(archive, "META-INF/manifest.xml"):
        raise UserError("sheet-password", file=name)
    largest = max((e.file_size for e in entries if e.filename.startswith("xl/worksheets/")), default=0)
    largest += sum(e.file_size for e in entries if e.filename == "xl/sharedStrings.xml")
    if kind not in (Kind.XLSX, Kind.XLSM):
        return Parts(kind, {}, largest)
    book = _small(archive, "xl/workbook.xml").decode("utf-8", "replace")
    sheets = [_attributes(match[1]) for match in _SHEET.finditer(book)]
    hidden = frozenset(sheet.get("name", "") for sheet in sheets if sheet.get("state", "visible") != "visible")
    return Parts(kind, _sheet_parts(archive, sheets), largest, hidden, bool(_1904.search(book)))


def _small(archive: zipfile.ZipFile, part: str) -> bytes:
    try:
        with archive.open(part) as file:
            return file.read(_SMALL)
    except (KeyError, zipfile.BadZipFile):
        return b""


def _attributes(text: str) -> dict[str, str]:
    return {key.rpartition(":")[2]: html.unescape(a or b) for key, a, b in _ATTRIBUTE.findall(text)}


def _sheet_parts(archive: zipfile.ZipFile, sheets: list[dict[str, str]]) -> dict[str, str]:
    targets: dict[str, str] = {}
    for match in _RELATION.finditer(_small(archive, "xl/_rels/workbook.xml.rels").decode("utf-8", "replace")):
        relation = _attributes(match[1])
        target = relation.get("Target", "")
        targets[relation.get("Id", "")] = target[1:] if target.startswith("/") else "xl/" + target
    parts: dict[str, str] = {}
    names = set(archive.namelist())
    for sheet in sheets:
        part = targets.get(sheet.get("id", ""), "")
        if part in names:
            parts[sheet.get("name", "")] = part
    return parts
