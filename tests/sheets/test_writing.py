"""Workbooks and text files out: what is read back is what was written, and nothing is ever a formula."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from crmdesk.core.errors import UserError
from crmdesk.sheets.books import CancelledError
from crmdesk.sheets.plain import write_csv, write_json
from crmdesk.sheets.reading import read_book
from crmdesk.sheets.tables import Column, Table, sheet_title, shortened, units, writable
from crmdesk.sheets.writing import write_xlsx

KINDS = ("text", "number", "integer", "money", "date", "datetime")
COLUMNS = [Column(kind, kind) for kind in KINDS]
VALUES = [
    "013800138000", Decimal("1.125"), 12, Decimal("-1234.5"), dt.date(2024, 2, 29), dt.datetime(2024, 2, 29, 23, 59, 59)
]  # fmt: skip
NASTY = [
    "=1+1",
    "+86 138",
    "-x",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "=cmd|' /C calc'!A0",
    "'=x",
    "'",
    " x ",
    "_x000D_",
    "a\nb",
    "<&>",
]
texts = st.lists(st.text(st.characters(exclude_categories=[]), max_size=12), min_size=1, max_size=60)


def written(path: Path, rows: list[list[Any]], columns: list[Column] | None = None) -> list[list[Any]]:
    write_xlsx(path, [Table("客户", columns or COLUMNS, rows)])
    return read_book(path).sheets[0].rows[1:]


def test_every_kind_is_real_in_excel(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert written(path, [VALUES]) == [[float(v) if isinstance(v, Decimal) else v for v in VALUES]]
    cells = next(load_workbook(path).active.iter_rows(min_row=2))
    assert [(cell.data_type, cell.number_format) for cell in cells] == [
        ("s", "@"), ("n", "#,##0.###"), ("n", "0"), ("n", "#,##0.00"), ("d", "yyyy-mm-dd"), ("d", "yyyy-mm-dd hh:mm:ss")
    ]  # fmt: skip


def test_the_sheet_is_ready_to_use(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    columns = [Column("客户名称"), Column("备注", width=33.0), Column("日期", "date"), Column("x" * 90)]
    result = write_xlsx(
        path, [Table("客户", columns, iter([["上海浦东发展有限公司", None, None, None]])), Table("订单", COLUMNS, [])]
    )
    assert (result.rows, result.cut, result.sheets) == (1, 0, ("客户", "订单"))
    book = load_workbook(path)
    sheet = book["客户"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:D2")
    assert all(cell.font.bold for cell in sheet[1])
    assert [sheet.column_dimensions[letter].width for letter in "ABCD"] == [22.0, 33.0, 12.0, 60.0]
    assert [s.sheet_view.tabSelected for s in book.worksheets].count(True) <= 1
    assert book["订单"].auto_filter.ref == "A1:F1"
    assert book["订单"].freeze_panes == "A2"


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_ever_a_formula(tmp_path: Path, text: str, kind: Any) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [Table("客户", [Column(text, kind)], [[text]])])
    cell = load_workbook(path).active["A2"]
    assert cell.data_type == "s"
    assert bool(cell.quotePrefix) == (text[0] in "=+-@\t\r\n'")
    assert load_workbook(path).active["A1"].data_type == "s"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=texts)
@example(values=NASTY)
@example(values=["\ud800", "\uffff", "\x00", "\x0b", "", "𠮷" * 5, "x_x000D_y_x005F_", "a\r\nb", "1e5", "TRUE"])
def test_any_text_survives_a_workbook(tmp_path: Path, values: list[str]) -> None:
    columns = [Column("a"), Column("b")]
    read = written(tmp_path / "a.xlsx", [[value, "|"] for value in values], columns)
    assert [row[0] for row in read] == [writable(value) or None for value in values]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=texts, width=st.integers(1, 3))
@example(values=NASTY, width=1)
@example(values=["a;b", "c;d", "e\tf"], width=1)
def test_any_text_survives_csv(tmp_path: Path, values: list[str], width: int) -> None:
    path = tmp_path / "a.csv"
    rows = [[value] * width + ["|"] for value in values]
    write_csv(path, Table("客户", [Column(str(i)) for i in range(width + 1)], rows))
    read = read_book(path)
    assert (read.encoding, read.delimiter) == ("utf-8-sig", ",")
    assert read.sheets[0].rows[1:] == [[writable(value) or None] * width + ["|"] for value in values]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.integers(-(10**15) + 1, 10**15 - 1),
            st.decimals(-(10**9), 10**9, places=4),
            st.dates(dt.date(1900, 3, 1)),
            st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2200, 1, 1)).map(lambda at: at.replace(microsecond=0)),
        ),
        min_size=1,
        max_size=50,
    )
)
def test_any_number_and_date_survives(tmp_path: Path, rows: list[tuple[Any, ...]]) -> None:
    columns = [Column("i", "integer"), Column("m", "money"), Column("d", "date"), Column("t", "datetime")]
    read = written(tmp_path / "a.xlsx", [list(row) for row in rows], columns)
    for (whole, money, day, at), cells in zip(rows, read, strict=True):
        assert cells[0] == whole
        assert Decimal(str(cells[1])) == money
        assert cells[2] == day
        moment = cells[3] if isinstance(cells[3], dt.datetime) else dt.datetime.combine(cells[3], dt.time())
        assert moment == at


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("integer", 110101199001011234, "110101199001011234"),
        ("date", dt.date(1890, 5, 1), "1890-05-01"),
        ("datetime", dt.datetime(1890, 5, 1, 8), "1890-05-01 08:00:00"),
        ("date", "L1990-04-07", "L1990-04-07"),
        ("money", "面议", "面议"),
        ("money", Decimal("NaN"), "NaN"),
        ("number", float("inf"), "inf"),
        ("number", True, "True"),
        ("text", 13800138000, "13800138000"),
        ("text", Decimal("1E+3"), "1000"),
        ("datetime", dt.date(2024, 1, 1), dt.date(2024, 1, 1)),
        ("date", dt.datetime(2024, 1, 1, 12), dt.datetime(2024, 1, 1, 12)),
        ("text", "", None),
        ("number", None, None),
    ],
)
def test_values_that_do_not_fit_their_column_are_written_as_text(
    tmp_path: Path, kind: Any, value: Any, expected: Any
) -> None:
    assert written(tmp_path / "a.xlsx", [[value, "|"]], [Column("a", kind), Column("b")]) == [[expected, "|"]]


def test_long_texts_are_cut_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = [["长" * 32_767], ["长" * 32_768], ["𠮷" * 16_384], ["𠮷" * 16_383]]
    assert write_xlsx(path, [Table("a", [Column("a")], rows)]).cut == 2
    read = [row[0] for row in read_book(path).sheets[0].rows[1:]]
    assert read == ["长" * 32_767, "长" * 32_767, "𠮷" * 16_383, "𠮷" * 16_383]


def test_more_rows_than_a_sheet_holds_go_on_in_further_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    tables = [Table("客户", [Column("n", "integer")], ([i] for i in range(25))), Table("客户", [Column("n")], [["x"]])]
    result = write_xlsx(path, tables, rows_per_sheet=11)
    assert result.sheets == ("客户", "客户 (2)", "客户 (3)", "客户 (4)")
    sheets = read_book(path).sheets
    assert [len(sheet.rows) for sheet in sheets] == [11, 11, 6, 2]
    assert [row[0] for sheet in sheets[:3] for row in sheet.rows[1:]] == list(range(25))
    assert all(sheet.rows[0] == ["n"] for sheet in sheets)
    exact = write_xlsx(path, [Table("客户", [Column("n", "integer")], [[i] for i in range(20)])], rows_per_sheet=11)
    assert len(exact.sheets) == 2


@pytest.mark.parametrize(
    ("wanted", "taken", "title"),
    [
        ("客户", (), "客户"),
        ("a/b\\c?d*e[f]g:h", (), "a b c d e f g h"),
        ("'x'", (), "x"),
        ("", (), "Sheet"),
        ("***", (), "Sheet"),
        ("History", (), "History_"),
        ("Kunden", ("kunden",), "Kunden (2)"),
        ("a" * 40, ("a" * 31,), "a" * 27 + " (2)"),
        ("𠮷" * 20, (), "𠮷" * 15),
    ],
)
def test_titles(wanted: str, taken: tuple[str, ...], title: str) -> None:
    assert sheet_title(wanted, taken) == title
    assert units(title) <= 31


@given(text=st.text(max_size=50), most=st.integers(0, 60))
def test_shortening_keeps_a_beginning(text: str, most: int) -> None:
    short = shortened(text, most)
    assert text.startswith(short)
    assert units(short) <= most
    assert short == text or units(short) >= most - 1


def test_csv_for_excel(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    result = write_csv(path, Table("a", COLUMNS, [VALUES, ["=1", Decimal("-1E+2"), -1, -1.5, None, None]]))
    assert (result.rows, result.sheets) == (2, ("a",))
    assert path.read_bytes().decode("utf-8") == (
        "\ufeff" + '"text","number","integer","money","date","datetime"\r\n'
        '"013800138000",1.125,12,-1234.5,"2024-02-29","2024-02-29 23:59:59"\r\n'
        '"\'=1",-100,-1,-1.5,"",""\r\n'
    )


def test_json(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_json(path, {"名称": "甲\ud800", "d": dt.date(2024, 1, 1), "m": [Decimal("1.10"), Decimal("12")]})
    assert json.loads(path.read_text(encoding="utf-8")) == {"名称": "甲", "d": "2024-01-01", "m": [1.1, 12]}
    with pytest.raises(TypeError):
        write_json(path, object())
    assert json.loads(path.read_text(encoding="utf-8"))["名称"] == "甲"


def _rows(count: int, wrong: BaseException | None = None) -> Iterator[list[Any]]:
    for number in range(count):
        yield [number]
    if wrong is not None:
        raise wrong


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_failures_and_cancelling_leave_the_old_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")

    def write(rows: Iterator[list[Any]], **more: Any) -> None:
        table = Table("a", [Column("n", "integer")], rows)
        write_xlsx(path, [table], **more) if path.suffix == ".xlsx" else write_csv(path, table, **more)

    for wrong in (RuntimeError("rows"), KeyboardInterrupt()):
        with pytest.raises(type(wrong)):
            write(_rows(3000, wrong))
    done: list[int] = []
    with pytest.raises(CancelledError):
        write(_rows(9000), progress=lambda at, _: done.append(at), cancelled=lambda: bool(done))
    assert max(done) < 9000
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_a_workbook_that_cannot_be_read_back_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"

    def rows() -> Iterator[list[Any]]:
        yield from ([f"客户{i * 7919 % 10007}"] for i in range(20_000))
        (temporary,) = tmp_path.glob(".*.tmp")
        with temporary.open("r+b") as file:  # a disk that keeps something else than it was given
            file.seek(3000)
            file.write(b"\0" * 40)

    with pytest.raises(UserError) as caught:
        write_xlsx(path, [Table("a", [Column("n")], rows())])
    assert caught.value.code == "write-unverified"
    assert list(tmp_path.iterdir()) == []


def test_the_same_table_gives_a_sound_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    written(path, [VALUES] * 3)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())
