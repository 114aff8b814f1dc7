"""Which encoding a text is in, told from its bytes alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmdesk.core.errors import UserError
from crmdesk.sheets.encodings import readable
from crmdesk.sheets.encodings_chinese import likeliest, weight
from crmdesk.sheets.kinds import wide_guess
from crmdesk.sheets.preview import text_preview
from crmdesk.sheets.reading import read_book
from tests.sheets.books import workbook

SIMPLE = "客户名称,联系人,电话,地址\r\n杭州远航商贸有限公司,赵国华,0571-88001234,浙江省杭州市西湖区文三路\r\n"
TRADITIONAL = "客戶名稱,聯絡人,電話,地址\r\n臺北遠航貿易有限公司,趙國華,02-27001234,臺北市大安區忠孝東路\r\n"
TAIWAN = TRADITIONAL.replace("客戶名稱", "公司寶號")
WEST = "Kunde;Straße;Ort\r\nMüller & Söhne;Königsallee 5;Düsseldorf\r\nJosé Peña;Rúa Mayor;A Coruña\r\n"


def read(path: Path, data: bytes) -> tuple[str | None, object]:
    path.write_bytes(data)
    book = read_book(path)
    return book.encoding, book.sheets[0].rows


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (SIMPLE, "gb18030", "gb18030"),
        (SIMPLE, "gb2312", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TAIWAN, "cp950", "big5hkscs"),
        ("姓名,手機\n陳俊宏,0912345678\n", "big5", "big5hkscs"),
        ("姓名,手机\n陈俊宏,13800138000\n", "gbk", "gb18030"),
        ("香港公司,九龍旺角\n茶餐廳,𨋢\n", "big5hkscs", "big5hkscs"),
        ("名稱,備註\n張三,¥1\n", "utf-8", "utf-8"),
        (WEST, "cp1252", "cp1252"),
        ("Zoë;Malmö\nFrançois;Lefèvre\n", "cp1252", "cp1252"),
        (SIMPLE, "utf-16-le", "utf-16-le"),
        (TRADITIONAL, "utf-16-be", "utf-16-be"),
        (SIMPLE, "utf-32-le", "utf-32-le"),
        (WEST, "utf-32-be", "utf-32-be"),
    ],
)
def test_text_comes_as_it_was_written(tmp_path: Path, text: str, encoding: str, found: str) -> None:
    delimiter = ";" if ";" in text else ","
    rows = [line.split(delimiter) for line in text.split("\r\n" if "\r\n" in text else "\n")[:-1]]
    assert read(tmp_path / "a.csv", text.encode(encoding)) == (found, rows)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(st.sampled_from(TRADITIONAL.split(",")), st.integers(0, 99)), min_size=3, max_size=20))
def test_traditional_text_in_big5_is_never_taken_for_gb(rows: list[tuple[str, int]]) -> None:
    data = ("客戶名稱,電話\n" + "\n".join(f"{name},{number}" for name, number in rows)).encode("big5")
    assert likeliest(data, ["gb18030", "big5hkscs"]) == "big5hkscs"


@settings(max_examples=100, deadline=None)
@given(text=st.text(st.sampled_from(sorted(set(SIMPLE) - set(",\r\n"))), min_size=4, max_size=40))
def test_simplified_text_in_gb_is_never_taken_for_big5(text: str) -> None:
    data = ("客户名称,电话\n" + text).encode("gb18030")
    assert likeliest(data, ["gb18030", "big5hkscs"]) == "gb18030"
    assert 0.0 <= weight(data, "big5hkscs") < weight(data, "gb18030") <= 1.0


def test_a_few_broken_bytes_do_not_turn_a_file_into_nonsense(tmp_path: Path) -> None:
    for encoding, found in (("gb18030", "gb18030"), ("utf-8", "utf-8"), ("big5", "big5hkscs")):
        lines = ((SIMPLE if encoding != "big5" else TRADITIONAL) * 40).encode(encoding).split(b"\r\n")
        lines[7] = lines[7][:-1] + b"\xff"
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(b"\r\n".join(lines))
        book = read_book(path)
        assert book.encoding == found
        assert book.sheets[0].rows[2][1:3] == book.sheets[0].rows[0][1:3]
        assert [note.code for note in book.sheets[0].notes] == ["sheet-encoding-doubtful"]


def test_marks_of_joined_files_are_left_out(tmp_path: Path) -> None:
    part = "\ufeff名称,电话\r\n甲,1\r\n".encode()
    assert read(tmp_path / "a.csv", part + part) == ("utf-8-sig", [["名称", "电话"], ["甲", "1"]] * 2)
    wide = "\ufeff名称,电话\r\n甲,1\r\n".encode("utf-16-le")
    assert read(tmp_path / "b.csv", wide + wide) == ("utf-16", [["名称", "电话"], ["甲", "1"]] * 2)


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\0" * 64, b"\1\0" * 32, b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff"])
def test_other_bytes_are_no_wide_text(data: bytes) -> None:
    assert wide_guess(data) is None


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
def test_any_beginning_has_an_encoding_that_reads_it(data: bytes) -> None:
    found = readable(data)
    assert len(found) == len(set(found)) > 0
    for name in found:
        data.decode(name, "replace")


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_the_preview_shows_the_beginning_in_the_encoding_asked_for(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    text = SIMPLE if encoding == "gb18030" else TRADITIONAL
    path.write_bytes((text * 50).encode(encoding))
    found = text_preview(path)
    likely = {"big5": "big5hkscs"}.get(encoding, encoding)
    assert (found.encoding, found.delimiter, len(found.rows), found.encodings[0]) == (likely, ",", 12, likely)
    assert found.rows[0] == text.split("\r\n")[0].split(",")
    assert {"gb18030", "cp1252"} <= set(found.encodings)
    assert "utf-8" not in found.encodings
    other = text_preview(path, encoding="cp1252", delimiter=";", rows=2)
    assert (other.encoding, other.delimiter, len(other.rows), other.encodings) == ("cp1252", ";", 2, found.encodings)
    assert other.rows[0] != found.rows[0]


def test_the_preview_goes_by_the_whole_file_as_reading_does(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"name,city\r\n" * 200_000 + "张伟,上海\r\n".encode("gb18030"))
    assert text_preview(path).encoding == read_book(path).encoding == "gb18030"


def test_what_is_no_text_has_no_preview(tmp_path: Path) -> None:
    for path, code in (
        (workbook(tmp_path / "a.xlsx", {"一": [["x"]]}), "sheet-no-text"),
        (tmp_path / "none.csv", "sheet-missing"),
        (tmp_path, "sheet-folder"),
    ):
        with pytest.raises(UserError) as caught:
            text_preview(path)
        assert caught.value.code == code
    (tmp_path / "a.csv").write_bytes(b"a,b\n")
    with pytest.raises(UserError, match="sheet-encoding"):
        text_preview(tmp_path / "a.csv", encoding="no-such")
