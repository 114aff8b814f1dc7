"""Ordinary workbooks: true rows and columns, cells, hidden sheets, notes; cancelling; the reading child."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from crmdesk.core.errors import UserError
from crmdesk.sheets import child
from crmdesk.sheets.books import CancelledError, CellError, Kind, Limits
from crmdesk.sheets.process import ChildDiedError, child_events
from crmdesk.sheets.reading import read_book
from crmdesk.sheets.spool import CellUnpickler
from tests.sheets.books import SHARED, with_part, with_rows, workbook


def test_cells_come_as_plain_values(tmp_path: Path) -> None:
    row = ["客户", 13800138000.0, 1.5, True, dt.datetime(2024, 2, 29, 8, 30), dt.date(2024, 2, 29), None, "00123"]
    path = workbook(tmp_path / "a.xlsx", {"一": [row]})
    book = read_book(path)
    assert book.kind is Kind.XLSX
    assert book.fingerprint == hashlib.sha256(path.read_bytes()).hexdigest()
    assert book.sheets[0].rows == [row]
    assert [type(cell) for cell in book.sheets[0].rows[0][1:4]] == [int, float, bool]


def test_numbers_that_lost_digits_stay_floats(tmp_path: Path) -> None:
    path = with_rows(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1.1010119900101123E+17</v></c></row>')
    assert read_book(path).sheets[0].rows == [[1.1010119900101123e17]]


def test_rows_know_their_place_in_the_file(tmp_path: Path) -> None:
    rows = [[], [], [None, None, "名称", "电话"], [], [None, None, "甲"], [], []]
    sheet = read_book(workbook(tmp_path / "a.xlsx", {"一": rows})).sheets[0]
    assert (sheet.first_row, sheet.first_column) == (3, 3)
    assert sheet.rows == [["名称", "电话"], [], ["甲"]]
    assert sheet.row_number(2) == 5


def test_hidden_sheets_are_marked_and_sheets_can_be_chosen(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", {"一": [["x"]], "二&<": [["y"]]}, hidden=["二&<"], merged={"一": ["A1:C1", "A2:A4"]}
    )
    both = read_book(path).sheets
    assert [(sheet.name, sheet.visible) for sheet in both] == [("一", True), ("二&<", False)]
    assert both[0].merged == [(1, 1, 1, 3), (2, 1, 4, 1)]
    assert [sheet.rows for sheet in read_book(path, sheets=["二&<"]).sheets] == [[["y"]]]
    with pytest.raises(UserError) as caught:
        read_book(path, sheets=["三"])
    assert caught.value.code == "sheet-no-such-sheet"
    assert caught.value.params["sheets"] == ("一", "二&<")


def test_errors_hidden_rows_and_blank_formulas_are_told(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="3" hidden="1"><c r="B3" t="e"><v>#REF!</v></c>'
        '<c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="4"><c r="A4"><f>1+1</f></c><c r="B4"><f>1+1</f><v>2</v></c>'
        '<c r="C4" t="str"><f>""</f><v></v></c></row>'
    )
    sheet = read_book(with_rows(tmp_path / "a.xlsx", rows)).sheets[0]
    assert sheet.rows == [[1], [], [None, CellError("#REF!"), CellError("#DIV/0!")], [None, 2]]
    assert sheet.hidden_rows == 1
    assert [(note.code, note.params) for note in sheet.notes] == [("sheet-formulas-blank", {"count": 1})]


def test_error_cells_of_a_table_that_starts_late(tmp_path: Path) -> None:
    rows = '<row r="5"><c r="C5"><v>1</v></c></row><row r="7"><c r="D7" t="e"><v>#N/A</v></c></row>'
    sheet = read_book(with_rows(tmp_path / "a.xlsx", rows)).sheets[0]
    assert (sheet.first_row, sheet.first_column) == (5, 3)
    assert sheet.rows == [[1], [], [None, CellError("#N/A")]]


def test_rows_and_columns_beyond_the_limits_are_noted(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一": [[1, 2, 3]] * 5})
    sheet = read_book(path, limits=Limits(rows=4, columns=2)).sheets[0]
    assert sheet.rows == [[1, 2]] * 4
    assert {note.code for note in sheet.notes} >= {"sheet-rows-cut", "sheet-columns-cut"}


def test_large_sheets_are_read_row_by_row_with_the_same_result(tmp_path: Path) -> None:
    rows = [[f"甲{i}", i, dt.datetime(2024, 1, 1, i % 24), None, i / 4] for i in range(5000)]
    path = workbook(tmp_path / "a.xlsx", {"一": rows})
    fast, slow = read_book(path).sheets[0], read_book(path, limits=Limits(stream_bytes=1000)).sheets[0]
    whole = [[c.date() if isinstance(c, dt.datetime) and c.time() == dt.time() else c for c in row] for row in rows]
    assert fast.rows == slow.rows == whole
    assert slow.notes == []


def test_progress_rises_to_the_number_of_rows(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = workbook(tmp_path / "a.xlsx", {"一": [[i] for i in range(4500)], "二": [[1]]})
    read_book(path, progress=lambda done, whole: seen.append((done, whole)))
    assert [done for done, _ in seen] == [2048, 4096, 4500, 4501]
    assert seen[-1] == (4501, 4501)


def test_cancelling_ends_the_child(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一": [[i] for i in range(9000)]})
    seen: list[int] = []
    before = _children()
    with pytest.raises(CancelledError):
        read_book(path, progress=lambda done, _: seen.append(done), cancelled=lambda: bool(seen))
    assert seen == [2048]
    assert not [thread for thread in threading.enumerate() if thread.name == "sheet-reader"]
    assert _children() <= before


def _children() -> set[str]:
    """The processes this one started that live, as Linux tells them; elsewhere none."""
    return {child for told in Path("/proc/self/task").glob("*/children") for child in told.read_text().split()}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe")
def test_a_silent_child_is_stopped(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    request = {"path": str(tmp_path / "a.xlsx"), "name": "a.xlsx", "nature": "zip", "sheets": None, "careful": False}
    with pytest.raises(UserError) as caught:
        list(child_events(request, Limits(silence=0.2)))
    assert caught.value.code == "sheet-slow"
    with pytest.raises(UserError) as caught:
        read_book(tmp_path / "a.xlsx")
    assert caught.value.code == "sheet-unreadable"


def test_a_killed_child_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen[bytes]):
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)  # type: ignore[call-overload]
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    path = workbook(tmp_path / "a.xlsx", {"一": [[i] for i in range(60_000)]})
    request = {"path": str(path), "name": "a.xlsx", "nature": "zip", "sheets": None, "careful": False}
    events = child_events(request, Limits())
    assert next(events)[0] == "names"
    started[0].kill()
    with pytest.raises(ChildDiedError):
        list(events)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the memory cap")
def test_a_child_that_runs_out_of_memory_is_a_clear_refusal(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一": [[i] for i in range(10)]})
    with pytest.raises(UserError) as caught:
        read_book(path, limits=Limits(memory=1 << 20))
    assert caught.value.code == "sheet-damaged"


def test_the_child_loads_neither_window_nor_database() -> None:
    heavy = "('PySide6', 'peewee', 'openpyxl', 'sqlcipher3', 'python_calamine')"
    code = f"import sys, crmdesk.sheets.child; print([name for name in {heavy} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_child_cannot_make_the_parent_run_anything() -> None:
    for evil in (os.system, subprocess.Popen, eval):
        with pytest.raises(pickle.UnpicklingError):
            CellUnpickler(io.BytesIO(pickle.dumps(("rows", [[evil]])))).load()


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一": [[i] for i in range(3000)]})
    for action, code in (
        (lambda: path.write_bytes(path.read_bytes() + b" "), "sheet-changed"),
        (path.unlink, "sheet-gone"),
    ):
        with pytest.raises(UserError) as caught:
            read_book(path, progress=lambda *_, action=action: action() if path.exists() else None)
        assert caught.value.code == code


def test_dates_before_the_leap_year_that_never_was(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一": [[dt.date(1900, 3, 1)], [dt.date(2199, 12, 31)]]})
    assert read_book(path).sheets[0].rows == [[dt.date(1900, 3, 1)], [dt.date(2199, 12, 31)]]


@pytest.mark.parametrize("target", [b"/xl/worksheets/sheet1.xml", b"worksheets/sheet1.xml"])
def test_sheets_are_scanned_however_their_part_is_named(tmp_path: Path, target: bytes) -> None:
    path = with_rows(tmp_path / "a.xlsx", '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>')
    with_part(path, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"/xl/worksheets/sheet1.xml", target))
    assert read_book(path).sheets[0].rows == [[CellError("#N/A")]]


@pytest.mark.skipif(not SHARED.is_dir(), reason="real files are not here")
@pytest.mark.parametrize(
    ("name", "kind", "sizes"),
    [
        ("示例-超市.xls", Kind.XLS, [(10001, 20), (297, 2), (7, 2)]),
        ("date-1904.xlsx", Kind.XLSX, [(3, 2)]),
        ("hidden-sheets.xlsx", Kind.XLSX, [(5, 2), (0, 0), (0, 0)]),
        ("客户导入模板-两级表头.xlsx", Kind.XLSX, [(2, 25), (2, 1)]),
        ("客户导入模板-双语表头.xlsx", Kind.XLSX, [(4, 12)]),
        ("客户导入模板-必填行.xlsx", Kind.XLSX, [(3, 15)]),
        ("northwind-customers.csv", Kind.TEXT, [(92, 12)]),
    ],
)
def test_real_files(name: str, kind: Kind, sizes: list[tuple[int, int]]) -> None:
    book = read_book(SHARED / name)
    assert book.kind is kind
    assert [(len(sheet.rows), sheet.width) for sheet in book.sheets] == sizes


@pytest.mark.skipif(not SHARED.is_dir(), reason="real files are not here")
def test_real_values() -> None:
    assert read_book(SHARED / "date-1904.xlsx").sheets[0].rows[0] == [dt.date(2021, 1, 1), 15]
    assert [s.visible for s in read_book(SHARED / "hidden-sheets.xlsx").sheets] == [True, False, False]
    with pytest.raises(UserError) as caught:
        read_book(SHARED / "password-123.xlsx")
    assert caught.value.code == "sheet-password"


@pytest.mark.skipif(not SHARED.is_dir(), reason="real files are not here")
def test_an_old_workbook_under_a_new_name(tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.csv"):
        path = tmp_path / name
        path.write_bytes((SHARED / "示例-超市.xls").read_bytes())
        assert read_book(path, sheets=["退货"]).kind is Kind.XLS


def test_the_childs_words_are_plain_values_on_every_python(tmp_path: Path) -> None:
    """Python 3.11.2 pickles a StrEnum through getattr, which the parent rightly refuses; strings it does not."""
    path = workbook(tmp_path / "x.xlsx", {"名单": [["客户名称"], ["甲"]]})
    request = {"path": str(path), "name": path.name, "nature": "zip", "sheets": None, "careful": False}
    *_, last = child.events(request, Limits())
    assert [type(part) for part in last] == [str, str]
