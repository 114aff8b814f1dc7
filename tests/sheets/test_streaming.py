"""The reader of very large sheets: the same cells as the fast reader's, whatever the sheet is written like."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmdesk.core.errors import UserError
from crmdesk.sheets.books import Cell, CellError, Limits, Sheet
from crmdesk.sheets.reading import read_book
from crmdesk.sheets.serials import is_duration, is_moment
from crmdesk.sheets.tables import Column, Table
from crmdesk.sheets.writing import write_xlsx
from tests.sheets.books import SHARED, SHEET, with_part, with_rows, with_strings, workbook

STREAMED = Limits(stream_bytes=10)
FORMATS = (0, 14, 22, 20, 46)
"""General, a date, a moment, a time of the day, a duration."""


def both(path: Path) -> tuple[Sheet, Sheet]:
    return read_book(path).sheets[0], read_book(path, limits=STREAMED).sheets[0]


def full_rows(sheet: Sheet) -> list[list[Cell]]:
    """The rows as they stand from A1 on."""
    blank: list[list[Cell]] = [[] for _ in range(sheet.first_row - 1)]
    left: list[Cell] = [None] * (sheet.first_column - 1)
    return blank + [left + row if row else [] for row in sheet.rows]


def dated(path: Path, serials: list[str], *, date1904: bool = False) -> Path:
    """A workbook whose rows hold each serial in every one of FORMATS."""
    rows = "".join(
        f'<row r="{at}">' + "".join(f'<c r="{"ABCDE"[i]}{at}" s="{i}"><v>{serial}</v></c>' for i in range(5)) + "</row>"
        for at, serial in enumerate(serials, 1)
    )
    styles = "".join(f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0"/>' for number in FORMATS).encode()
    with_rows(path, rows)
    with_part(
        path, "xl/styles.xml", lambda xml: re.sub(rb"<cellXfs.*?</cellXfs>", b"<cellXfs>" + styles + b"</cellXfs>", xml)
    )
    if date1904:
        with_part(path, "xl/workbook.xml", lambda xml: xml.replace(b"<workbookPr />", b'<workbookPr date1904="1"/>'))
    return path


SERIALS = ["0", "0.5", "0.002083333333", "1", "1.5", "59", "59.5", "61", "60.999", "44197", "44197.75", "2958465"]


@pytest.mark.parametrize("date1904", [False, True])
def test_days_times_and_durations_are_those_of_the_fast_reader(tmp_path: Path, date1904: bool) -> None:
    serials = SERIALS[:-1] if date1904 else SERIALS
    fast, slow = both(dated(tmp_path / "a.xlsx", serials, date1904=date1904))
    at = serials.index("44197.75")
    assert fast.rows[at][1] == (dt.datetime(2025, 1, 2, 18) if date1904 else dt.datetime(2021, 1, 1, 18))
    assert fast.rows[at][4] == dt.timedelta(44197, hours=18)
    assert fast.rows[2][3] == dt.time(0, 3)
    for serial, mine, theirs in zip(serials, slow.rows, fast.rows, strict=True):
        if serial != "60.999":  # the day that never was
            assert mine == theirs, serial


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        ("59", dt.date(1900, 2, 28)),
        ("61", dt.date(1900, 3, 1)),
        ("62", dt.date(1900, 3, 2)),
        ("1", dt.date(1900, 1, 1)),
    ],
)
def test_days_about_the_leap_day_that_never_was(tmp_path: Path, serial: str, day: dt.date) -> None:
    fast, slow = both(dated(tmp_path / "a.xlsx", [serial]))
    assert fast.rows[0][1] == slow.rows[0][1] == day


@pytest.mark.parametrize(
    ("number", "code", "moment", "duration"),
    [
        (0, "", False, False),
        (14, "", True, False),
        (31, "", True, False),
        (57, "", True, False),
        (46, "", False, True),
        (49, "@", False, False),
        (164, "General", False, False),
        (164, "#,##0.00_);[Red](#,##0.00)", False, False),
        (164, 'yyyy"年"m"月"d"日"', True, False),
        (164, '[DBNum1][$-804]m"月"d"日"', True, False),
        (164, '0"days"', False, False),
        (164, "0\\d", False, False),
        (164, "[h]:mm", True, True),
        (164, "0;yyyy", False, False),
        (164, "h:mm AM/PM", True, False),
        (164, '[DBNum1]上午/下午h"时"', True, False),
    ],
)
def test_formats_of_days_and_times(number: int, code: str, moment: bool, duration: bool) -> None:
    assert (is_moment(number, code), is_duration(number, code)) == (moment, duration)


def test_every_kind_of_cell(tmp_path: Path) -> None:
    rows = (
        '<row r="2" hidden="1"><c r="B2" t="b"><v>1</v></c><c r="C2" t="e"><v>#REF!</v></c>'
        '<c r="D2" t="str"><f>A1</f><v>公式</v></c><c r="E2"><f>1+1</f><v>2</v></c><c r="F2"><f>1+1</f></c></row>'
        '<row r="4"><c r="A4" t="inlineStr"><is><r><t>一</t></r><r><t xml:space="preserve"> 二</t></r>'
        '<rPh><t>yi</t></rPh></is></c><c r="B4" t="inlineStr"><is><t>a_x000D_b &amp; c</t></is></c>'
        '<c r="D4"><v>13800138000</v></c><c r="E4"><v>1.1010119900101123E+17</v></c></row>'
        "<row><c/><c><v>7</v></c></row>"
    )
    path = with_rows(tmp_path / "a.xlsx", rows)
    with_part(
        path,
        SHEET,
        lambda xml: xml.replace(b"</worksheet>", b'<mergeCells><mergeCell ref="A4:B5"/></mergeCells></worksheet>'),
    )
    fast, slow = both(path)
    assert slow.rows == [
        [],
        [None, True, CellError("#REF!"), "公式", 2],
        [],
        ["一 二", "a\rb & c", None, 13800138000, 1.1010119900101123e17],
        [None, 7],
    ]
    assert full_rows(fast)[:4] == slow.rows[:4]
    assert (slow.hidden_rows, slow.merged, [note.params for note in slow.notes]) == (1, [(4, 1, 5, 2)], [{"count": 1}])
    assert (fast.hidden_rows, fast.merged, fast.notes) == (slow.hidden_rows, slow.merged, slow.notes)


def test_shared_strings_hidden_sheets_and_other_prefixes(tmp_path: Path) -> None:
    path = with_strings(tmp_path / "a.xlsx", ["甲 &amp; 乙", "丙", ""])
    fast, slow = both(path)
    assert fast.rows == slow.rows == [["甲 & 乙"], ["丙"]]
    two = workbook(tmp_path / "b.xlsx", {"一": [["x"]], "二&": [["y"]]}, hidden=["二&"])
    assert [(s.name, s.visible, s.rows) for s in read_book(two, limits=STREAMED).sheets] == [
        ("一", True, [["x"]]),
        ("二&", False, [["y"]]),
    ]
    assert [s.name for s in read_book(two, sheets=["二&"], limits=STREAMED).sheets] == ["二&"]
    spaced = with_rows(tmp_path / "c.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>')
    with_part(
        spaced,
        SHEET,
        lambda xml: re.sub(rb"<(/?)(\w)", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x="),
    )
    assert read_book(spaced, limits=STREAMED).sheets[0].rows == [[1]]


def test_limits_of_rows_and_columns(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一": [[1, 2, 3]] * 5})
    sheet = read_book(path, limits=Limits(rows=4, columns=2, stream_bytes=10)).sheets[0]
    assert sheet.rows == [[1, 2]] * 4
    assert {note.code for note in sheet.notes} == {"sheet-rows-cut", "sheet-columns-cut"}
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="99999999"><c r="AAAAAAAAA1"><v>2</v></c></row>'
    sheet = read_book(with_rows(tmp_path / "b.xlsx", far), limits=STREAMED).sheets[0]
    assert (sheet.rows, [note.code for note in sheet.notes]) == ([[1]], ["sheet-rows-cut"])


def test_entities_are_refused(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "boom" * 100}">' for i in range(12))
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row>'
    path = with_rows(tmp_path / "a.xlsx", cell, f"<!DOCTYPE worksheet [{entities}]>")
    with pytest.raises(UserError) as caught:
        read_book(path, limits=Limits(memory=600 << 20, stream_bytes=10))
    assert caught.value.code == "sheet-damaged"


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.text(max_size=8),
            st.integers(-(10**14), 10**14) | st.none(),
            st.floats(-1e9, 1e9).map(lambda x: round(x, 3)) | st.none(),
            st.dates(dt.date(1900, 3, 1)) | st.none(),
            st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2200, 1, 1)).map(lambda at: at.replace(microsecond=0)),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_any_table_is_read_alike(tmp_path: Path, rows: list[tuple[Cell, ...]]) -> None:
    columns = [Column("t"), Column("i", "integer"), Column("n", "number"), Column("d", "date"), Column("m", "datetime")]
    write_xlsx(tmp_path / "a.xlsx", [Table("客户", columns, rows)])
    fast, slow = both(tmp_path / "a.xlsx")
    assert fast.rows == slow.rows


@pytest.mark.skipif(not SHARED.is_dir(), reason="real files are not here")
@pytest.mark.parametrize(
    "path", [p for p in sorted(SHARED.glob("*.xlsx")) if p.name[:3] not in ("cor", "pas")], ids=lambda p: p.stem
)
def test_real_files_are_read_alike(path: Path) -> None:
    fast, slow = read_book(path).sheets, read_book(path, limits=STREAMED).sheets
    assert [full_rows(sheet) for sheet in fast] == [full_rows(sheet) for sheet in slow]
    assert [(s.name, s.visible, s.hidden_rows, s.merged) for s in fast] == [
        (s.name, s.visible, s.hidden_rows, s.merged) for s in slow
    ]
