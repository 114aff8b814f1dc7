"""Several files as one book, and cells from the clipboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.errors import UserError
from crmdesk.sheets.books import CancelledError, Kind, Limits
from crmdesk.sheets.pasted import pasted_book
from crmdesk.sheets.reading import read_book
from crmdesk.sheets.several import read_books
from tests.sheets.books import text_table, workbook


def test_several_files_are_one_book(tmp_path: Path) -> None:
    one = workbook(tmp_path / "一.xlsx", {"客户": [["名称"], ["甲"]], "旧": [["名称"]]}, hidden=["旧"])
    two = text_table(tmp_path / "二.csv", [["名称", "电话"], ["乙", "1"]], delimiter=";")
    book = read_books([one, two, tmp_path / "." / "一.xlsx"])
    assert [(s.name, s.file, s.kind, s.delimiter, s.visible, len(s.rows)) for s in book.sheets] == [
        ("一.xlsx ▸ 客户", "一.xlsx", Kind.XLSX, None, True, 2),
        ("一.xlsx ▸ 旧", "一.xlsx", Kind.XLSX, None, False, 1),
        ("二.csv", "二.csv", Kind.TEXT, ";", True, 2),
    ]
    assert (book.path.name, book.delimiter, book.encoding) == ("一.xlsx, 二.csv", None, None)
    assert book.fingerprint not in (read_book(one).fingerprint, read_book(two).fingerprint)
    assert read_books([two, one]).fingerprint != book.fingerprint
    assert [s.name for s in read_books([one, two], sheets=["二.csv"]).sheets] == ["二.csv"]
    with pytest.raises(UserError, match="sheet-no-such-sheet"):
        read_books([one, two], sheets=["客户"])


def test_one_file_is_read_as_ever(tmp_path: Path) -> None:
    path = text_table(tmp_path / "a.csv", [["名称"], ["甲"]], encoding="gb18030")
    assert read_books([path]) == read_book(path)
    assert read_books([path, path], encoding="gb18030").sheets[0].name == "a"
    with pytest.raises(ValueError, match="no file"):
        read_books([])


def test_files_of_one_name_and_many_files(tmp_path: Path) -> None:
    paths = []
    for folder in "abcd":
        (tmp_path / folder).mkdir()
        paths.append(text_table(tmp_path / folder / "客户.csv", [["名称"], [folder]]))
    book = read_books(paths)
    assert [sheet.name for sheet in book.sheets] == ["客户.csv", "客户.csv (2)", "客户.csv (3)", "客户.csv (4)"]
    assert book.path.name == "客户.csv, 客户.csv, 客户.csv … (4)"


def test_the_bad_one_of_several_is_named(tmp_path: Path) -> None:
    good = text_table(tmp_path / "好.csv", [["名称"]])
    (tmp_path / "坏.xlsx").write_bytes(b"%PDF-1.7")
    for bad, code in ((tmp_path / "坏.xlsx", "sheet-pdf"), (tmp_path / "没有.csv", "sheet-missing")):
        with pytest.raises(UserError, match=code) as caught:
            read_books([good, bad])
        assert bad.name in str(caught.value.params["file"])


def test_progress_over_all_files_and_cancel(tmp_path: Path) -> None:
    paths = [text_table(tmp_path / f"{name}.csv", [[i, "甲" * 20] for i in range(5000)]) for name in "ab"]
    seen: list[tuple[int, int]] = []
    read_books(paths, progress=lambda done, whole: seen.append((done, whole)))
    assert [done for done, _ in seen] == [2000, 4000, 7000, 9000]
    assert all(done <= whole <= 14_000 for done, whole in seen)
    with pytest.raises(CancelledError):
        read_books(paths, cancelled=lambda: len(seen) > 3)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("名称\t电话\r\n甲\t1\r\n", [["名称", "电话"], ["甲", "1"]]),
        ('名称\t备注\n甲\t"一\n二"\n乙\t三', [["名称", "备注"], ["甲", "一\n二"], ["乙", "三"]]),
        ('甲\t"他说""好""\r\n是"\t1', [["甲", '他说"好"\r\n是', "1"]]),
        ('"乙"公司\t"5"" 管"\t"a,b"', [['"乙"公司', '"5"" 管"', '"a,b"']]),
        ('"开\t1\n2\t3', [['"开', "1"], ["2", "3"]]),
        ("\t\t甲\n\n\t乙\t", [[None, None, "甲"], [], [None, "乙"]]),
        ("名称,电话\n甲,1\n", [["名称", "电话"], ["甲", "1"]]),
        ('名称;地址\n甲;"上海;浦东"\n', [["名称", "地址"], ["甲", "上海;浦东"]]),
        ("客户名称\n甲公司\n上海,乙公司\n", [["客户名称"], ["甲公司"], ["上海,乙公司"]]),
        ("\ufeff甲\t'=1", [["甲", "=1"]]),
        ("甲\r乙\r", [["甲"], ["乙"]]),
    ],
)
def test_cells_from_the_clipboard(text: str, rows: list[list[object]]) -> None:
    book = pasted_book(text, "剪贴板")
    assert book.sheets[0].rows == rows
    assert (book.kind, book.path.name, book.sheets[0].file, book.encoding) == (Kind.TEXT, "剪贴板", "剪贴板", None)


def test_an_empty_clipboard_is_named() -> None:
    for text in ("", " \r\n\t\n", "\ufeff"):
        with pytest.raises(UserError, match="sheet-paste-empty"):
            pasted_book(text)


def _clip(rows: list[list[str]]) -> str:
    """Cells as Excel puts them on the clipboard."""

    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if set(text) & set("\t\r\n") else text

    return "".join("\t".join(map(cell, row)) + "\r\n" for row in rows)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0'\ufeff\ufffd"), max_size=8)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.lists(texts, min_size=2, max_size=4), min_size=1, max_size=6))
def test_any_cells_come_back_from_the_clipboard(rows: list[list[str]]) -> None:
    rows = [[*row, "|"] for row in rows]
    clip = _clip(rows)
    plain = [cell for row in rows for cell in row if cell[:1] == '"' and not set(cell) & set("\t\r\n")]
    if not plain:  # a quotation mark at the start of a plain cell may look like the start of a broken one
        assert pasted_book(clip).sheets[0].rows == [[cell or None for cell in row] for row in rows]


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_may_be_pasted(text: str) -> None:
    if not text.removeprefix("\ufeff").replace("\0", "").strip():
        with pytest.raises(UserError, match="sheet-paste-empty"):
            pasted_book(text)
        return
    sheet = pasted_book(text, limits=Limits(rows=20, columns=5)).sheets[0]
    assert len(sheet.rows) <= 20
    assert sheet.width <= 5
    assert all(cell != "" for row in sheet.rows for cell in row)
