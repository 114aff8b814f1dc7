"""Hostile and mistaken files: each is refused with its cause or read without harm, in bounded time and memory."""

from __future__ import annotations

import errno
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmdesk.core.errors import UserError
from crmdesk.core.messages import MESSAGES
from crmdesk.sheets.books import Book, Kind, Limits
from crmdesk.sheets.reading import read_book
from tests.sheets.books import (
    SHARED,
    SHEET,
    container,
    packed,
    sheet_xml,
    text_table,
    with_part,
    with_rows,
    with_strings,
    workbook,
)

_ORDINARY = [["名称", "电话"], ["甲公司", 13800138000]]


def refusal(path: Path, limits: Limits | None = None) -> UserError:
    with pytest.raises(UserError) as caught:
        read_book(path, limits=limits or Limits())
    sentence = MESSAGES[caught.value.code].format(**caught.value.params)
    assert path.name in sentence
    return caught.value


def _bytes(data: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("empty.xlsx", _bytes(b""), "sheet-empty"),
        ("a.xls", _bytes(b"<html><table><tr><td>1</td></tr></table></html>"), "sheet-html"),
        ("b.xls", _bytes(b'\xef\xbb\xbf\r\n <table border="1"><tr>'), "sheet-html"),
        ("c.xls", _bytes(b'<?xml version="1.0"?><!DOCTYPE html><html>'), "sheet-html"),
        ("d.xls", _bytes(b"MIME-Version: 1.0\r\nContent-Type: multipart/related"), "sheet-html"),
        ("e.xls", _bytes(b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com">'), "sheet-xml"),
        ("a.xlsx", _bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:0"), "sheet-lfs"),
        ("b.xlsx", _bytes(b"%PDF-1.7\n"), "sheet-pdf"),
        ("c.xlsx", _bytes(b"\x89PNG\r\n\x1a\n\0\0"), "sheet-image"),
        ("d.xlsx", _bytes(b"\xff\xd8\xff\xe0\0\x10JFIF"), "sheet-image"),
        ("e.xlsx", _bytes(b"Rar!\x1a\x07\0"), "sheet-archive"),
        ("f.xlsx", _bytes(b"SQLite format 3\0"), "sheet-data-file"),
        ("g.doc", _bytes(b"{\\rtf1\\ansi"), "sheet-rtf"),
        ("i.bin", _bytes(bytes(range(256)) * 4), "sheet-unknown"),
        ("j.xlsx", lambda path: container(path, "EncryptedPackage"), "sheet-password"),
        ("k.xls", lambda path: container(path, "WordDocument"), "sheet-word"),
        ("l.xls", lambda path: container(path, "Workbook"), "sheet-damaged"),
        ("m.xls", lambda path: container(path, "Contents"), "sheet-damaged"),
        ("n.xlsx", lambda path: packed(path, {"word/document.xml": b"<a/>"}), "sheet-word"),
        ("o.xlsx", lambda path: packed(path, {"ppt/presentation.xml": b"<a/>"}), "sheet-slides"),
        ("p.xlsx", lambda path: packed(path, {"photo.png": b"1"}), "sheet-archive"),
        ("q.xlsx", lambda path: packed(path, {"[Content_Types].xml": b"<a/>"}), "sheet-damaged"),
        ("r.xlsx", lambda path: packed(path, {"xl/workbook.xml": b"<a/>"}), "sheet-damaged"),
        ("s.xlsx", lambda path: packed(path, {}), "sheet-archive"),
        ("u.xls", _bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:0"), "sheet-lfs"),
        ("v.xls", lambda path: container(path, "EncryptedPackage"), "sheet-password"),
        ("t.xlsx", _bytes(b"PK\x03\x04" + b"\0" * 50), "sheet-damaged"),
    ],
)
def test_what_is_no_workbook_is_named(tmp_path: Path, name: str, make: Callable[[Path], Path], code: str) -> None:
    assert refusal(make(tmp_path / name)).code == code


def test_places_without_a_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.xlsx").code == "sheet-missing"
    (tmp_path / "folder.xlsx").mkdir()
    assert refusal(tmp_path / "folder.xlsx").code == "sheet-folder"
    plain = text_table(tmp_path / "a.csv", [["a"]])
    assert refusal(plain / "b.csv").code == "sheet-missing"


def test_kinds_go_by_content_not_by_the_ending(tmp_path: Path) -> None:
    assert read_book(workbook(tmp_path / "a.xlsx", {"一": _ORDINARY}).rename(tmp_path / "b.csv")).kind is Kind.XLSX
    assert read_book(workbook(tmp_path / "a.xlsx", {"一": _ORDINARY}).rename(tmp_path / "b.xls")).kind is Kind.XLSX
    text = read_book(text_table(tmp_path / "c.xlsx", _ORDINARY))
    assert (text.kind, text.sheets[0].rows[1]) == (Kind.TEXT, ["甲公司", "13800138000"])


def test_bombs_are_refused_before_anything_unpacks_them(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一": _ORDINARY})
    assert refusal(with_part(path, "xl/sharedStrings.xml", bytes(101 << 20))).code == "sheet-bomb"


def test_bombs_that_lie_about_their_size(tmp_path: Path) -> None:
    path = with_strings(tmp_path / "a.xlsx", ["甲", "boom" * (15 << 20)])
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        local = archive.getinfo("xl/sharedStrings.xml").header_offset
    entry = data.rindex(b"xl/sharedStrings.xml") - 46
    struct.pack_into("<I", data, entry + 24, 500)
    struct.pack_into("<I", data, local + 22, 500)
    _survives(path, bytes(data))


def test_entity_bombs_have_no_effect(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "boom" * 100}">' for i in range(12))
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row>'
    path = with_rows(tmp_path / "a.xlsx", cell, f"<!DOCTYPE worksheet [{entities}]>")
    assert refusal(path, Limits(memory=600 << 20)).code == "sheet-damaged"


def test_outside_entities_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>'
    path = with_rows(tmp_path / "a.xlsx", cell, f'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "{secret.as_uri()}">]>')
    assert "secret" not in repr(_survives(path, path.read_bytes()))


def test_counts_that_abort_the_fast_reader(tmp_path: Path) -> None:
    path = with_strings(tmp_path / "a.xlsx", ["甲"], count=4_294_967_295)
    sheet = read_book(path, limits=Limits(memory=1 << 30)).sheets[0]
    assert sheet.rows == [["甲"]]
    assert [note.code for note in sheet.notes] == ["sheet-plain-reader"]


def test_cells_in_opposite_corners(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    sheet = read_book(with_rows(tmp_path / "a.xlsx", rows)).sheets[0]
    assert (len(sheet.rows), sheet.rows[0], len(sheet.rows[-1]), sheet.rows[-1][-1]) == (1_048_576, [1], 16_384, 2)


def test_rows_without_end_stop(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="99999999"><c r="A99999999"><v>2</v></c></row>'
    sheet = read_book(with_rows(tmp_path / "a.xlsx", rows)).sheets[0]
    assert sheet.rows == [[1]]
    assert "sheet-rows-cut" in {note.code for note in sheet.notes}


def test_columns_that_do_not_exist(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="AAAAAAAAA1"><v>2</v></c></row>'
    path = with_rows(tmp_path / "a.xlsx", rows)
    book = _survives(path, path.read_bytes())
    assert book is None or book.sheets[0].width <= 16_384


def test_empty_formatting_and_merged_ranges_by_the_thousand(tmp_path: Path) -> None:
    blank = "".join(f'<row r="{i}"><c r="A{i}" s="0"/></row>' for i in range(2, 65_019))
    merged = "".join(f'<mergeCell ref="A{i}:B{i}"/>' for i in range(1, 50_001)).encode()
    path = with_rows(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>' + blank)
    with_part(
        path, SHEET, lambda xml: xml.replace(b"</worksheet>", b"<mergeCells>" + merged + b"</mergeCells></worksheet>")
    )
    sheet = read_book(path).sheets[0]
    assert sheet.rows == [[1]]
    assert len(sheet.merged) == 50_000


def test_sixteen_thousand_columns(tmp_path: Path) -> None:
    rows = [[f"列{i}" for i in range(16_384)], list(range(16_384))]
    sheet = read_book(workbook(tmp_path / "a.xlsx", {"一": rows})).sheets[0]
    assert (sheet.width, sheet.rows, sheet.notes) == (16_384, rows, [])


@pytest.mark.parametrize("limits", [Limits(), Limits(stream_bytes=10)])
def test_a_cell_of_a_hundred_megabytes(tmp_path: Path, limits: Limits) -> None:
    monster = "龘" * (99 * 2**20 // 3)  # from 100 MB on it would be refused as a bomb
    path = tmp_path / "a.xlsx"
    with_strings(path, ["甲", monster + "尾"])
    if limits.stream_bytes == 10:
        sheet = read_book(path, limits=limits).sheets[0]
        assert sheet.rows == [["甲"], [monster[:32_767]]]
        assert [note.code for note in sheet.notes] == ["sheet-cells-cut"]
    else:
        assert _survives(path, path.read_bytes()) is None or read_book(path).sheets[0].rows[1] == [monster[:32_767]]


def test_a_text_cell_of_a_hundred_megabytes(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"name,note\r\nx," + b"y" * (100 << 20))
    assert refusal(tmp_path / "a.csv").code == "sheet-line-long"


def test_much_empty_formatting_takes_no_noticeable_time(tmp_path: Path) -> None:
    """1.7 MB of cells that are only formatted, in a sheet that declares 65,019 rows and has seven."""
    real = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 8))
    cells = "".join(f'<c r="{c}{{0}}" s="0"/>' for c in "ABCDEFGH")
    blank = "".join(f'<row r="{i}" ht="15">{cells.format(i)}</row>' for i in range(8, 65_020))
    path = with_rows(tmp_path / "a.xlsx", real + blank)
    with_part(path, SHEET, lambda xml: xml.replace(b"<sheetData>", b'<dimension ref="A1:XFD65019"/><sheetData>'))
    plain = with_rows(tmp_path / "b.xlsx", real)
    assert seconds_of_reading(path, 7) < seconds_of_reading(plain, 7) + 2.0


def seconds_of_reading(path: Path, rows: int) -> float:
    """Processor time of reading a sheet of so many rows, in this process and in the child."""
    before = os.times()
    assert read_book(path).sheets[0].rows == [[i] for i in range(1, rows + 1)]
    return sum(os.times()[:4]) - sum(before[:4])


def test_a_password_in_an_old_workbook(tmp_path: Path) -> None:
    """A record that says how the rest is encrypted takes the place of a harmless one."""
    if not SHARED.is_dir():
        pytest.skip("real files are not here")
    data = bytearray((SHARED / "示例-超市.xls").read_bytes())
    interface = bytes.fromhex("e1000200b004")
    at = data.index(interface)
    data[at : at + 2] = b"\x2f\x00"
    data[at + 4 : at + 6] = b"\x01\x00"
    (tmp_path / "a.xls").write_bytes(data)
    assert refusal(tmp_path / "a.xls").code == "sheet-password"


@pytest.mark.parametrize("winerror", [32, 33])
def test_a_file_that_another_program_holds_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int) -> None:
    path = text_table(tmp_path / "a.csv", _ORDINARY)

    def held(*_: object, **__: object) -> None:
        error = PermissionError(13, "in use")
        error.winerror = winerror  # type: ignore[attr-defined,unused-ignore]
        raise error

    monkeypatch.setattr(Path, "open", held)
    assert refusal(path).code == "sheet-locked"


def test_a_text_table_that_disappears_in_the_middle(tmp_path: Path) -> None:
    path = text_table(tmp_path / "a.csv", [[i, "甲"] for i in range(9000)])
    with pytest.raises(UserError) as caught:
        read_book(path, progress=lambda *_: path.unlink(missing_ok=True))
    assert caught.value.code == "sheet-gone"


def test_the_disk_fails_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = text_table(tmp_path / "a.csv", _ORDINARY)

    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr("crmdesk.sheets.reading.fingerprint_and_encoding", broken)
    assert refusal(path).code == "sheet-gone"


def test_truncated_workbooks(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", {"一": _ORDINARY}).read_bytes()
    for share in (0.2, 0.9, 0.999):
        (tmp_path / "b.xlsx").write_bytes(whole[: int(len(whole) * share)])
        assert refusal(tmp_path / "b.xlsx").code == "sheet-damaged"


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flips=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 7)), min_size=1, max_size=4))
def test_flipped_bits_never_do_more_than_refuse(tmp_path: Path, flips: list[tuple[float, int]]) -> None:
    data = bytearray(workbook(tmp_path / "a.xlsx", {"一": _ORDINARY}).read_bytes())
    for place, bit in flips:
        data[int(place * len(data))] ^= 1 << bit
    _survives(tmp_path / "b.xlsx", bytes(data))


@pytest.mark.skipif(not SHARED.is_dir(), reason="real files are not here")
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    flips=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 7)), min_size=1, max_size=30), end=st.floats(0.1, 1)
)
def test_flipped_bits_of_an_old_workbook_never_do_more_than_refuse(
    tmp_path: Path, flips: list[tuple[float, int]], end: float
) -> None:
    data = bytearray((SHARED / "示例-超市.xls").read_bytes())
    for place, bit in flips:
        data[int(place * min(len(data), 40_000))] ^= 1 << bit
    _survives(tmp_path / "b.xls", bytes(data[: int(len(data) * end)] if end < 0.9 else data))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 0.999), byte=st.binary(min_size=1, max_size=6))
def test_changed_sheet_xml_never_does_more_than_refuse(tmp_path: Path, place: float, byte: bytes) -> None:
    xml = bytearray(sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row>' * 3))
    at = int(place * len(xml))
    xml[at : at + len(byte)] = byte
    path = with_part(workbook(tmp_path / "a.xlsx", {"一": _ORDINARY}), SHEET, bytes(xml))
    _survives(path, path.read_bytes())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400))
def test_any_bytes_as_a_text_table(tmp_path: Path, data: bytes) -> None:
    if not data.startswith((b"PK", b"\xd0\xcf")):
        _survives(tmp_path / "a.csv", data)


def _survives(path: Path, data: bytes) -> Book | None:
    """What was read, or None where the file was refused with a known cause."""
    path.write_bytes(data)
    try:
        book = read_book(path, limits=Limits(memory=1 << 30, silence=20.0))
    except UserError as error:
        if error.code not in MESSAGES:
            raise
        return None
    assert all(cell is None or cell != "" for sheet in book.sheets for row in sheet.rows for cell in row)
    return book
