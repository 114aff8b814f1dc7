"""The parts of a zipped workbook, looked at before anything reads them (FAULTS: zip bombs)."""

from __future__ import annotations

import html
import re
import zipfile
from dataclasses import dataclass
from typing import IO

from crmdesk.core.errors import UserError
from crmdesk.sheets.books import Kind, Limits
from crmdesk.sheets.kinds import zip_kind

_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SMALL = 16 << 20


@dataclass(frozen=True, slots=True)
class Parts:
    """What a zip holds: its kind, the sheet parts by the name of the sheet (.xlsx only), the largest one's size."""

    kind: Kind
    sheets: dict[str, str]
    largest: int


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
    sheets = _sheet_parts(archive) if kind in (Kind.XLSX, Kind.XLSM) else {}
    largest = max((e.file_size for e in entries if e.filename.startswith("xl/worksheets/")), default=0)
    return Parts(kind, sheets, largest)


def _small(archive: zipfile.ZipFile, part: str) -> bytes:
    try:
        with archive.open(part) as file:
            return file.read(_SMALL)
    except (KeyError, zipfile.BadZipFile):
        return b""


def _attributes(text: str) -> dict[str, str]:
    return {key.rpartition(":")[2]: html.unescape(a or b) for key, a, b in _ATTRIBUTE.findall(text)}


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    targets: dict[str, str] = {}
    for match in _RELATION.finditer(_small(archive, "xl/_rels/workbook.xml.rels").decode("utf-8", "replace")):
        relation = _attributes(match[1])
        target = relation.get("Target", "")
        targets[relation.get("Id", "")] = target[1:] if target.startswith("/") else "xl/" + target
    parts: dict[str, str] = {}
    names = set(archive.namelist())
    for match in _SHEET.finditer(_small(archive, "xl/workbook.xml").decode("utf-8", "replace")):
        sheet = _attributes(match[1])
        part = targets.get(sheet.get("id", ""), "")
        if part in names:
            parts[sheet.get("name", "")] = part
    return parts
