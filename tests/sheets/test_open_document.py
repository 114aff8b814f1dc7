"""Workbooks of LibreOffice (.ods): errors and hidden rows, which the fast reader does not tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmdesk.sheets.books import CellError, Kind
from crmdesk.sheets.reading import read_book
from crmdesk.sheets.scan_ods import scan_ods
from tests.sheets.books import packed

_SPACES = " ".join(
    f'xmlns:{name}="urn:{address}"'
    for name, address in (
        ("office", "oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("table", "oasis:names:tc:opendocument:xmlns:table:1.0"),
        ("text", "oasis:names:tc:opendocument:xmlns:text:1.0"),
        ("calcext", "org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"),
    )
)
_TEXT = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
_ERROR = (
    '<table:table-cell{} table:formula="of:=1/0" office:value-type="float" office:value="0" '
    'calcext:value-type="error"><text:p>{}</text:p></table:table-cell>'
)
_TWICE = ' table:number-columns-repeated="2"'


def document(path: Path, rows: str, before: str = "") -> Path:
    """An .ods file of one sheet from the XML of its rows."""
    content = (
        f'<?xml version="1.0"?>{before}<office:document-content {_SPACES} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="一">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return packed(path, {"mimetype": mimetype, "content.xml": content.encode(), "META-INF/manifest.xml": b"<m/>"})


def test_errors_and_hidden_rows(tmp_path: Path) -> None:
    rows = (
        f'<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f"<table:table-row>{_TEXT.format('名称')}{_TEXT.format('数量')}</table:table-row>"
        f'<table:table-row table:visibility="filter">{_TEXT.format("甲")}'
        f"{_ERROR.format('', '#DIV/0!')}</table:table-row>"
        f'<table:table-row table:visibility="collapse" table:number-rows-repeated="2">{_TEXT.format("乙")}'
        f"{_ERROR.format(_TWICE, '#REF!')}</table:table-row>"
        '<table:table-row table:visibility="collapse" table:number-rows-repeated="9999"><table:table-cell/>'
        "</table:table-row>"
    )
    book = read_book(document(tmp_path / "a.ods", rows))
    sheet = book.sheets[0]
    reference = CellError("#REF!")
    assert (book.kind, sheet.first_row, sheet.hidden_rows) == (Kind.ODS, 3, 3)
    assert sheet.rows == [
        ["名称", "数量"],
        ["甲", CellError("#DIV/0!")],
        ["乙", reference, reference],
        ["乙", reference, reference],
    ]


@pytest.mark.parametrize("content", [b"", b"<a", b"<a/>", b'<table:table-row table:number-rows-repeated="x"/>'])
def test_what_cannot_be_made_out_holds_nothing(tmp_path: Path, content: bytes) -> None:
    assert not any(
        found.hidden for found in scan_ods(str(packed(tmp_path / "a.ods", {"content.xml": content}))).values()
    )
    assert scan_ods(str(packed(tmp_path / "b.ods", {"other.xml": content}))) == {}


def test_entities_are_not_followed(tmp_path: Path) -> None:
    entities = '<!DOCTYPE x [<!ENTITY e "&#49;">]>'
    path = document(tmp_path / "a.ods", f"<table:table-row>{_ERROR.format('', '&e;')}</table:table-row>", entities)
    assert scan_ods(str(path)) == {}
