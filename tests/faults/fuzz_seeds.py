"""What is mutated: files of every kind as they are meant to be, and the tables of everything there is."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from tests.sheets.books import packed

Table = list[list[Any]]

_SLOW: Final = {"ten thousand merged cells", "a long text", "empty formatting to the horizon"}
_SPACES: Final = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR = 512


@dataclass(frozen=True)
class Seeds:
    """Whole files by ending, and tables by title."""

    files: Mapping[str, Sequence[bytes]]
    tables: Mapping[str, Table]


def seeds(folder: Path) -> Seeds:
    """Made of sample customers with all that happened with them, and of the files of offices."""
    from crmdesk.assets import load_words
    from crmdesk.services import demo, exporting
    from crmdesk.sheets.reading import read_book
    from tests.desk import make_desk
    from tests.services.nasty import FILES

    desk = make_desk(folder, "seeds.crmdesk")
    demo.fill(desk, 6, 5)
    found: dict[str, list[bytes]] = {}
    for name in ("all.xlsx", "all.csv", "all.vcf"):
        exporting.export(desk, folder / name, load_words("zh_CN"))
        found[(folder / name).suffix] = [(folder / name).read_bytes()]
    desk.close()
    tables = {
        sheet.name: [list(row) for row in sheet.rows[:9]]
        for sheet in read_book(folder / "all.xlsx").sheets
        if len(sheet.rows) > 1
    }
    for nasty in FILES:
        if nasty.name not in _SLOW:
            made = nasty.make(folder / f"nasty{nasty.ending}")
            found.setdefault(nasty.ending, []).append(made.read_bytes())
    two = [tables["客户"], next(reversed(tables.values()))]
    found.setdefault(".xls", []).extend(old_workbook(table) for table in two)
    found[".ods"] = [open_document(folder / "a.ods", {"客户": table}) for table in two]
    found[".xlsx"].extend(plain_workbook(folder / "b.xlsx", {"客户": table}) for table in two)
    return Seeds(found, tables)


def written(value: Any) -> str:
    """A cell as the text of a file; what XML cannot hold stays in it."""
    return "" if value is None else value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def plain_workbook(path: Path, sheets: Mapping[str, Table]) -> bytes:
    """The smallest .xlsx: numbers as numbers, everything else as texts of their cells."""
    names = "".join(f'<sheet name="{escape(n)}" sheetId="{i}" r:id="r{i}"/>' for i, n in enumerate(sheets, 1))
    links = "".join(
        f'<Relationship Id="r{i}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        f'Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}">{links}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{names}</sheets></workbook>',
    }
    for i, table in enumerate(sheets.values(), 1):
        rows = "".join(f'<row r="{r}">{"".join(map(_cell, row))}</row>' for r, row in enumerate(table, 1))
        parts[f"xl/worksheets/sheet{i}.xml"] = f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
    return packed(path, {name: _bytes(part) for name, part in parts.items()}).read_bytes()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _cell(value: Any) -> str:
    if isinstance(value, bool | int | float):
        return f"<c><v>{value}</v></c>"
    return "<c/>" if value is None else f'<c t="inlineStr"><is><t>{escape(written(value))}</t></is></c>'


def open_document(path: Path, sheets: Mapping[str, Table]) -> bytes:
    """The smallest .ods."""
    body = ""
    for name, table in sheets.items():
        rows = "".join(f"<table:table-row>{''.join(map(_open_cell, row))}</table:table-row>" for row in table)
        body += f'<table:table table:name="{escape(name)}">{rows}</table:table>'
    content = (
        f'<?xml version="1.0"?><office:document-content {_SPACES}><office:body><office:spreadsheet>{body}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": mimetype, "content.xml": _bytes(content), "META-INF/manifest.xml": b"<m/>"}
    return packed(path, parts).read_bytes()


def _open_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    kind = f'"float" office:value="{value}"' if isinstance(value, int | float) else '"string"'
    return f"<table:table-cell office:value-type={kind}><text:p>{escape(written(value))}</text:p></table:table-cell>"


def old_workbook(table: Table) -> bytes:
    """An .xls (BIFF8 in an OLE container) of one sheet."""
    strings: dict[str, int] = {}
    cells = b""
    for r, row in enumerate(table):
        for c, value in enumerate(row[:200]):
            if isinstance(value, bool | int | float):
                cells += _record(0x203, struct.pack("<HHHd", r, c, 0, float(value)))
            elif value is not None:
                place = strings.setdefault(written(value)[:2_000], len(strings))
                cells += _record(0xFD, struct.pack("<HHHI", r, c, 0, place))
    shared = _shared(strings)
    size = struct.pack("<IIHHH", 0, len(table), 0, max(map(len, table), default=0), 0)
    sheet = _begin(0x10) + _record(0x200, size) + cells + _record(0x0A, b"")
    name = "客户".encode("utf-16-le")
    head = _begin(5) + _record(0x42, struct.pack("<H", 1200))
    bound = struct.pack("<HBB", 0, len(name) // 2, 1) + name
    at = len(head) + 4 + 4 + len(bound) + len(shared) + 4
    return _container(head + _record(0x85, struct.pack("<I", at) + bound) + shared + _record(0x0A, b"") + sheet)


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HH", number, len(content)) + content


def _begin(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))


def _shared(strings: Mapping[str, int]) -> bytes:
    """The table of texts; those that do not fit into one record are left out."""
    found = b""
    for text in strings:
        raw = text.encode("utf-16-le", "surrogatepass")
        if len(found) + len(raw) > 8_000:
            break
        found += struct.pack("<HB", len(raw) // 2, 1) + raw
    return _record(0xFC, struct.pack("<II", len(strings), len(strings)) + found)


def _container(stream: bytes) -> bytes:
    """An OLE container that holds one stream, Workbook."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, count, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", count + 1)
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 0, len(stream)) + bytes(256)
    chain = [*range(1, count), _END, _END, _FAT]
    fat = struct.pack(f"<{len(chain)}I", *chain)
    return head.ljust(_SECTOR, b"\xff") + stream + entries + fat.ljust(_SECTOR, b"\xff")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    where = struct.pack("<HBBIII", len(raw), kind, 1, _FREE, _FREE, child)
    return raw.ljust(64, b"\0") + where + bytes(36) + struct.pack("<IQ", start, size)
