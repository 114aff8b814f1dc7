"""Workbook factory: ordinary, odd and hostile files for any test that reads spreadsheets."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Rows = Iterable[Sequence[Any]]
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(
    path: Path,
    sheets: Mapping[str, Rows],
    *,
    hidden: Iterable[str] = (),
    merged: Mapping[str, Iterable[str]] | None = None,
) -> Path:
    """An .xlsx made by openpyxl. Strings beginning with '=' become formulas, as openpyxl does."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for area in (merged or {}).get(title, ()):
            sheet.merge_cells(area)
        if title in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def text_table(path: Path, rows: Rows, *, encoding: str = "utf-8", delimiter: str = ",", end: str = "\r\n") -> Path:
    """A text table without quoting, in any encoding."""
    text = "".join(delimiter.join(map(str, row)) + end for row in rows)
    path.write_bytes(text.encode(encoding))
    return path


def sheet_xml(rows: str, before: str = "") -> bytes:
    """The part of one sheet from the XML of its rows."""
    return f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def with_part(path: Path, part: str, content: bytes | Callable[[bytes], bytes]) -> Path:
    """The workbook with one part replaced, added or changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = content if isinstance(content, bytes) else content(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def with_rows(path: Path, rows: str, before: str = "") -> Path:
    """A one-sheet workbook whose rows are this XML."""
    return with_part(workbook(path, {"客户": [["名称"]]}), SHEET, sheet_xml(rows, before))


def with_strings(path: Path, strings: Sequence[str], count: int | None = None) -> Path:
    """A workbook of one column whose texts stand in the table of shared strings, as Excel writes them."""
    rows = "".join(f'<row r="{i + 1}"><c r="A{i + 1}" t="s"><v>{i}</v></c></row>' for i in range(len(strings)))
    table = "".join(f"<si><t>{text}</t></si>" for text in strings)
    number = len(strings) if count is None else count
    with_rows(path, rows)
    with_part(path, "xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}" uniqueCount="{number}">{table}</sst>'.encode())
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    return with_part(path, "[Content_Types].xml", lambda xml: xml.replace(b"</Types>", override))


def container(path: Path, entry: str) -> Path:
    """The smallest OLE container with one directory entry, such as EncryptedPackage."""
    raw = (entry + "\0").encode("utf-16-le")
    record = raw.ljust(64, b"\0") + len(raw).to_bytes(2, "little")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + record.ljust(512, b"\0"))
    return path


def packed(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Any zip."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    path.write_bytes(data.getvalue())
    return path
