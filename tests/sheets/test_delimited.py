"""Text tables: encodings, delimiters, quotes, line ends, odd lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmdesk.core.errors import UserError
from crmdesk.sheets.books import CancelledError, Limits
from crmdesk.sheets.encodings import guess_delimiter
from crmdesk.sheets.reading import read_book
from tests.sheets.books import text_table


def rows_of(path: Path, text: str | bytes) -> list[list[object]]:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_book(path).sheets[0].rows


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
    ],
)
def test_encodings_are_found(tmp_path: Path, encoding: str, found: str) -> None:
    rows = [["客户名称", "电话"], ["䶮𠮷€张伟", "13800138000"]]
    book = read_book(text_table(tmp_path / "a.csv", rows, encoding=encoding))
    assert (book.encoding, book.delimiter, book.sheets[0].rows) == (found, ",", rows)
    assert book.sheets[0].name == "a"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(tmp_path: Path, encoding: str) -> None:
    rows = [["name", "phone", "note"], ["abc", "13800138000", "客户"]]
    book = read_book(text_table(tmp_path / "a.csv", rows, encoding=encoding))
    assert (book.encoding, book.sheets[0].rows) == (encoding, rows)


def test_other_encodings_are_doubted_and_can_be_chosen(tmp_path: Path) -> None:
    path = text_table(tmp_path / "a.csv", [["name", "city"], ["Zoë 1", "Malmö, é "]], encoding="cp1252", delimiter=";")
    book = read_book(path)
    assert (book.encoding, book.sheets[0].rows[1]) == ("cp1252", ["Zoë 1", "Malmö, é "])
    assert [note.code for note in book.sheets[0].notes] == ["sheet-encoding-doubtful"]
    big5 = text_table(tmp_path / "b.csv", [["客戶", "電話"]], encoding="big5")
    assert read_book(big5, encoding="big5").sheets[0].rows == [["客戶", "電話"]]
    with pytest.raises(UserError) as caught:
        read_book(big5, encoding="no-such")
    assert caught.value.code == "sheet-encoding"


def test_a_character_cut_off_at_the_end_does_not_change_the_encoding(tmp_path: Path) -> None:
    data = "名称,备注\r\n甲,乙丙".encode()[:-1]
    (tmp_path / "a.csv").write_bytes(data)
    book = read_book(tmp_path / "a.csv")
    assert book.encoding == "utf-8"
    assert book.sheets[0].rows[1][0] == "甲"


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n1,5;3\n", ";"),
        ("a\tb\n北京,朝阳\t1\n上海,浦东\t2\n", "\t"),
        ("a|b|c\n1|2|3\n", "|"),
        ('"a","b;c"\r\n"1","2;3"\r\n', ","),
        ('"x\n;;;\ny",1,2\n"z",3,4\n', ","),
        ("客户名单\n\n名称,电话,组\n甲,1,a;b\n乙,2,c\n", ","),
        ("sep=;\n1,2;3\n", ";"),
        ("名称\n甲\n", ","),
        ("", ","),
    ],
)
def test_delimiters_are_found(text: str, delimiter: str) -> None:
    assert guess_delimiter(text) == delimiter


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    text = end.join(["名称,备注", '甲,"一', '二"', "", "乙,三"])
    assert rows_of(tmp_path / "a.csv", text) == [["名称", "备注"], ["甲", f"一{end}二"], [], ["乙", "三"]]


def test_rows_keep_their_lengths_and_cells_their_text(tmp_path: Path) -> None:
    text = "a,b,c\n1,2,3,4,5\n007\n,,x,\n+86 1,-5,=1+1\n,,\n"
    assert rows_of(tmp_path / "a.csv", text) == [
        ["a", "b", "c"],
        ["1", "2", "3", "4", "5"],
        ["007"],
        [None, None, "x"],
        ["+86 1", "-5", "=1+1"],
    ]


@pytest.mark.parametrize(
    ("written", "read"), [("'=1", "=1"), ("'+86", "+86"), ("''-x", "'-x"), ("'甲", "'甲"), ("'", "'"), ("''", "''")]
)
def test_guarding_apostrophes_are_taken_off(tmp_path: Path, written: str, read: str) -> None:
    assert rows_of(tmp_path / "a.csv", f"a,b\n{written},1\n")[1] == [read, "1"]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_field_of_any_length_is_cut_and_reported(tmp_path: Path, quote: str) -> None:
    path = tmp_path / "a.csv"
    rows = rows_of(path, f"a,b\n1,{quote}{'长' * 200_000}{quote}\n2,x\n")
    assert rows == [["a", "b"], ["1", "长" * 32_767], ["2", "x"]]
    notes = read_book(path).sheets[0].notes
    assert [(note.code, note.params["row"]) for note in notes] == [("sheet-field-long", 2)]


@pytest.mark.parametrize("tail", ["", "".join(f"{i},后\n" for i in range(30_000))])
def test_a_quote_that_is_never_closed_swallows_nothing(tmp_path: Path, tail: str) -> None:
    path = tmp_path / "a.csv"
    rows = rows_of(path, 'a,b\n1,"开\n2,二\n3,"四,五"\n' + tail)
    assert rows[:4] == [["a", "b"], ["1", "开"], ["2", "二"], ["3", "四,五"]]
    assert len(rows) == 4 + tail.count("\n")
    assert [(n.code, n.params["row"]) for n in read_book(path).sheets[0].notes] == [("sheet-stray-quote", 2)]


def test_quotes_inside_text_do_no_harm(tmp_path: Path) -> None:
    text = 'a,b\n5" 管,"六"寸\n"他说""好""",2\n'
    assert rows_of(tmp_path / "a.csv", text) == [["a", "b"], ['5" 管', "六寸"], ['他说"好"', "2"]]
    assert read_book(tmp_path / "a.csv").sheets[0].notes == []


def test_limits_of_rows_columns_and_lines(tmp_path: Path) -> None:
    path = text_table(tmp_path / "a.csv", [[1, 2, 3]] * 10)
    sheet = read_book(path, limits=Limits(rows=4, columns=2)).sheets[0]
    assert sheet.rows == [["1", "2"]] * 4
    assert [note.code for note in sheet.notes] == ["sheet-rows-cut", "sheet-columns-cut"]
    with pytest.raises(UserError) as caught:
        read_book(path, limits=Limits(line=5))
    assert caught.value.code == "sheet-line-long"


def test_progress_and_cancel(tmp_path: Path) -> None:
    path = text_table(tmp_path / "a.csv", [[i, "甲" * 20] for i in range(10_000)])
    seen: list[tuple[int, int]] = []
    read_book(path, progress=lambda done, whole: seen.append((done, whole)))
    assert [done for done, _ in seen] == [2000, 4000, 6000, 8000, 10_000]
    assert all(done <= whole <= 12_000 for done, whole in seen)
    answers = iter([False, True])
    with pytest.raises(CancelledError):
        read_book(path, cancelled=lambda: next(answers))


def test_the_chosen_sheet_of_a_text_table(tmp_path: Path) -> None:
    path = text_table(tmp_path / "客户.csv", [["a"]])
    assert len(read_book(path, sheets=["客户"]).sheets) == 1
    with pytest.raises(UserError) as caught:
        read_book(path, sheets=["Sheet1"])
    assert caught.value.code == "sheet-no-such-sheet"
