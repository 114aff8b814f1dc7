"""The returned workbook: the user's own sheet with the reasons, and clean again once it was mended."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from crmdesk.assets import load_words
from crmdesk.core.errors import UserError
from crmdesk.core.importing import Options, Result
from crmdesk.services import customers, importing, reporting
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError, CellError
from crmdesk.sheets.reading import read_book
from crmdesk.sheets.returning import ReturnedRow, ReturnedSheet, write_returned
from crmdesk.sheets.tables import writable
from tests.sheets.books import SHEET, text_table, with_part, workbook

RED, AMBER = "FFFBEAE8", "FFFCF1D9"
HEADER = ["客户名称", "手机", "身份证号", "成立日期", "注册资本", "备注", "暗号"]
ROWS: list[list[Any]] = [
    ["甲公司", 13800138001, None, dt.date(2020, 1, 2), 12, "好", "007"],
    ["乙公司", 13800138002, "110101199001011230", dt.date(2020, 1, 3), 13, "+1+1", "x"],
    [None, 13800138003, None, dt.datetime(2020, 1, 4, 8, 30), 1.5, "没有名称", True],
    ["合计", None, None, None, 25, None, None],
]


def returned(desk: Desk, path: Path, out: Path, **more: Any) -> tuple[int, Any]:
    """The file planned and returned: how many rows, and the workbook as openpyxl reads it."""
    book = read_book(path)
    plan = importing.plan(desk, book, Options())
    count = reporting.write_returned(desk, out, book, plan, load_words("zh_CN"), **more)
    return count, load_workbook(out)


def shown(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def fills(sheet: Any) -> dict[str, str]:
    return {
        cell.coordinate: cell.fill.start_color.rgb
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid"
    }


def import_again(desk: Desk, path: Path) -> Result:
    book = read_book(path)
    return importing.apply(desk, importing.plan(desk, book, Options()))


def test_only_the_rows_that_failed_come_back(desk: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path / "客户.xlsx", {"名单": [["2026 年客户名单"], [], HEADER, *ROWS]})
    count, book = returned(desk, path, tmp_path / "out.xlsx")
    assert (count, book.sheetnames) == (2, ["名单"])
    sheet = book["名单"]
    rows = shown(sheet)
    assert [row[1] for row in rows] == ["2026 年客户名单", None, "客户名称", "乙公司", None]
    assert rows[2] == ["导入结果", *HEADER]
    assert rows[4][1:] == [None, 13800138003, None, dt.datetime(2020, 1, 4, 8, 30), 1.5, "没有名称", True]
    assert rows[3][0].startswith("身份证号")
    assert fills(sheet) == {"A4": AMBER, "D4": AMBER, "A5": RED, "B5": RED}
    assert (sheet["G4"].data_type, sheet["G4"].value, sheet["D4"].data_type) == ("s", "+1+1", "s")
    assert sheet.freeze_panes == "B4"


def test_a_likely_double_is_told_once_and_with_its_reason(desk: Desk, tmp_path: Path) -> None:
    customers.add(desk, {"name": "禾砚精密机械（嘉兴）有限公司", "phone": "0573-00000014"})
    twin = ["禾砚精密机械有限公司", "13900000199"]
    path = workbook(tmp_path / "客户.xlsx", {"名单": [["客户名称", "手机"], twin]})
    book, out = read_book(path), tmp_path / "out.xlsx"
    reporting.write_returned(desk, out, book, importing.plan(desk, book, Options(doubles="hold")), load_words("zh_CN"))
    told = shown(load_workbook(out)["名单"])[1][0]
    assert told.count("禾砚精密机械（嘉兴）有限公司") == 1
    assert "仅地名或公司形式不同" in told


def test_every_row_in_its_place(desk: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path / "客户.xlsx", {"名单": [["2026 年客户名单"], [], HEADER, *ROWS]})
    count, book = returned(desk, path, tmp_path / "out.xlsx", every=True)
    rows = shown(book["名单"])
    assert (count, len(rows)) == (3, 7)
    assert [row[1:] for row in rows[3:]] == [
        [dt.datetime.combine(c, dt.time()) if type(c) is dt.date else c for c in row] for row in ROWS
    ]
    assert (rows[3][0], rows[6][0]) == ("新建", None)


def test_a_mended_file_imports_without_a_problem(desk: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path / "客户.xlsx", {"名单": [["2026 年客户名单"], [], HEADER, *ROWS]})
    first = import_again(desk, path)
    assert (first.counts.created, first.counts.errors) == (2, 1)
    returned(desk, path, out := tmp_path / "out.xlsx")
    book = load_workbook(out)
    sheet = book["名单"]
    sheet["B5"], sheet["D4"], sheet["F5"] = "丙公司", None, 2
    book.save(out)
    again = import_again(desk, out)
    assert again.problems == ()
    assert (again.counts.created, again.counts.skipped, again.counts.errors) == (1, 1, 0)
    left_out = [column.header for sheet in again.sheets for column in sheet.columns if column.target is None]
    assert set(left_out) <= {"导入结果", "暗号"}


def test_two_levels_of_headers_and_their_merged_cells_come_back(desk: Desk, tmp_path: Path) -> None:
    rows = [
        ["客户名称", "联系人", None, "城市"],
        [None, "姓名", "手机", None],
        ["甲公司", "张伟", 13800138001, "上海"],
        [None, "李静", 13800138002, "杭州"],
    ]
    merged = {"名单": ["A1:A2", "B1:C1", "D1:D2"]}
    path = workbook(tmp_path / "客户.xlsx", {"名单": rows}, merged=merged)
    count, book = returned(desk, path, out := tmp_path / "out.xlsx")
    sheet = book["名单"]
    assert count == 1
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["B1:B2", "C1:D1", "E1:E2"]
    sheet["B3"] = "乙公司"
    book.save(out)
    again = import_again(desk, out)
    assert (again.counts.created, again.problems) == (1, ())
    assert again.also["contacts"] == 1


def test_merged_cells_of_rows_shrink_to_those_that_come_back(desk: Desk, tmp_path: Path) -> None:
    rows = [["客户名称", "身份证号", "备注"], *[[f"公司{i}", None, None] for i in range(6)]]
    for row in (3, 5):
        rows[row][1] = "110101199001011230"
    rows[2][2] = "共用"
    path = workbook(tmp_path / "客户.xlsx", {"名单": rows}, merged={"名单": ["C3:C6", "A8:B9"]})
    _, book = returned(desk, path, tmp_path / "out.xlsx")
    assert shown(book["名单"])[1:] == [
        [shown(book["名单"])[1][0], "公司2", "110101199001011230", "共用"],
        [shown(book["名单"])[2][0], "公司4", "110101199001011230", None],
    ]
    assert [str(area) for area in book["名单"].merged_cells.ranges] == ["D2:D3"]


def test_a_table_that_starts_late_keeps_its_columns(desk: Desk, tmp_path: Path) -> None:
    rows = [[]] * 5 + [[None, None, None, "客户名称", "手机"], [None, None, None, None, 13800138001]]
    path = workbook(tmp_path / "客户.xlsx", {"名单": rows})
    _, book = returned(desk, path, tmp_path / "out.xlsx")
    sheet = book["名单"]
    assert [sheet[place].value for place in ("A6", "E6", "F6", "E7", "F7")] == [
        "导入结果", "客户名称", "手机", None, 13800138001
    ]  # fmt: skip
    assert fills(sheet).keys() == {"A7", "E7"}


def test_errors_of_the_spreadsheet_stay_errors(desk: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path / "客户.xlsx", {"名单": [["客户名称", "员工人数"], ["甲公司", 1]]})
    with_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'<c r="B2" t="n"><v>1</v></c>', b'<c r="B2" t="e"><v>#REF!</v></c>'),
    )
    _, book = returned(desk, path, out := tmp_path / "out.xlsx")
    assert read_book(out).sheets[0].rows[1][2] == CellError("#REF!")
    assert book["名单"]["C2"].fill.fill_type == "solid"


def test_a_text_table_and_vcards_come_back_as_workbooks(desk: Desk, tmp_path: Path) -> None:
    table = text_table(tmp_path / "客户.csv", [["客户名称", "手机"], ["", "013800138001"], ["甲公司", "13800138002"]])
    count, book = returned(desk, table, tmp_path / "a.xlsx")
    assert (count, shown(book["客户"])[1][1:]) == (1, [None, "013800138001"])
    cards = tmp_path / "名片.vcf"
    cards.write_bytes("".join(f"BEGIN:VCARD\r\nFN:{name}\r\nEND:VCARD\r\n" for name in ("张伟", "李静")).encode())
    _, book = returned(desk, cards, tmp_path / "b.xlsx", every=True)
    assert [row[2] for row in shown(book["名片"])][1:] == ["张伟", "李静"]
    assert shown(book["名片"])[0][0] == "导入结果"


def test_hidden_sheets_stay_hidden_and_clean_ones_stay_away(desk: Desk, tmp_path: Path) -> None:
    sheets = {"好": [["客户名称", "手机"], ["甲公司", 1]], "坏": [["客户名称", "手机"], [None, 13800138001]]}
    path = workbook(tmp_path / "客户.xlsx", {"前": [["客户名称", "手机"], [None, 2]], **sheets}, hidden=["坏"])
    book = read_book(path)
    plan = importing.plan(desk, book, Options(sheets=("前", "好", "坏")))
    reporting.write_returned(desk, out := tmp_path / "out.xlsx", book, plan, load_words("en"))
    made = load_workbook(out)
    assert [(sheet.title, sheet.sheet_state) for sheet in made.worksheets] == [
        ("前", "visible"), ("好", "visible"), ("坏", "hidden")
    ]  # fmt: skip
    assert made["坏"]["A1"].value == "Import result"


def test_nothing_is_written_where_it_cannot_be(desk: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path / "客户.xlsx", {"名单": [["客户名称"], *[[f"公司{i}"] for i in range(3000)]]})
    book = read_book(path)
    plan = importing.plan(desk, book, Options())
    words = load_words("en")
    with pytest.raises(UserError, match="export-ending"):
        reporting.write_returned(desk, tmp_path / "out.csv", book, plan, words)
    (out := tmp_path / "out.xlsx").write_bytes(b"old")
    told: list[int] = []
    with pytest.raises(CancelledError):
        reporting.write_returned(
            desk,
            out,
            book,
            plan,
            words,
            every=True,
            progress=lambda done, _: told.append(done),
            cancelled=lambda: len(told) > 1,
        )
    assert out.read_bytes() == b"old"
    assert told == [100, 1100]


def test_long_digits_and_lost_ones_come_back_as_they_were(desk: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path / "客户.xlsx", {"名单": [["客户名称", "身份证号", "备注"], ["张伟", 1, "00123"]]})
    lost = b"<v>1.1010119900101123E+17</v>"
    with_part(path, SHEET, lambda xml: xml.replace(b"<v>1</v>", lost))
    returned(desk, path, out := tmp_path / "out.xlsx")
    first, again = read_book(path).sheets[0].rows[1], read_book(out).sheets[0].rows[1]
    assert again[1:] == first == ["张伟", 1.1010119900101123e17, "00123"]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.lists(
            st.none()
            | st.text(max_size=6).map(writable)
            | st.integers(-(10**14), 10**14)
            | st.floats(-1e9, 1e9).map(lambda x: round(x, 4))
            | st.booleans()
            | st.dates(dt.date(1900, 3, 1))
            | st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2200, 1, 1)).map(lambda at: at.replace(microsecond=0))
            | st.sampled_from([CellError("#REF!"), CellError("#N/A"), dt.timedelta(hours=30), dt.time(8, 30)]),
            max_size=5,
        ),
        min_size=1,
        max_size=20,
    )
)
def test_any_cells_are_written_as_they_are(tmp_path: Path, rows: list[list[Any]]) -> None:
    out = tmp_path / "out.xlsx"
    given = (ReturnedRow(at, row, "原因", "bad", {0: "bad", 7: "warn"}) for at, row in enumerate(rows, 2))
    assert write_returned(out, [ReturnedSheet("客户", given, "导入结果")]) == len(rows)
    read = read_book(out).sheets[0]
    assert read.first_row == 2
    for before, after in zip(rows, read.rows, strict=True):
        wanted = [_plain(cell) for cell in before]
        while wanted and wanted[-1] is None:
            wanted.pop()
        assert [_plain(cell) for cell in after] == ["原因", *wanted]


def _plain(cell: Any) -> Any:
    """A cell as reading gives it: whole numbers and moments at midnight are not told apart from dates."""
    if cell == "" and isinstance(cell, str):
        return None
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date()
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
