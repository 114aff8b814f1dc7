"""Exporting: what was written imports again without a change, into the same file and into an empty one."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from crmdesk.assets import load_words
from crmdesk.core import texts
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field, Type
from crmdesk.core.importing import Options
from crmdesk.core.registry import REGISTRY
from crmdesk.core.words import Words
from crmdesk.services import customers, exporting, history, importing, person_copy
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError
from tests.desk import make_desk
from tests.services.importing import content, counts, run

LANGUAGES = ("zh_CN", "en")


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Two customers with about everything a file can hold."""
    customers.add(
        desk,
        {
            "number": "A1", "name": "嘉禾机械有限公司", "kind": "enterprise", "phone": "0573-82000001", "tier": "金质",
            "turnover": "¥1,250,000.50", "employees": "186", "founded_on": "2001-02-03", "discount": "12.5%",
            "groups": "华东; 重点", "notes": "=SUM(A1)\n第二行", "bank_account": "6222020200012345678", "wanted": "是",
            "postcode": "010010",
        },
        [{"name": "张伟", "mobile": "13800000001", "birthday": "农历1990年四月初七", "main": "是"}, {"name": "李娜"}],
    )  # fmt: skip
    customers.add(desk, {"number": "A2", "name": "张伟", "kind": "individual", "mobile": "13800000001",
                         "id_number": "11010519491231002X", "birthday": "05-01", "referrer": "A1"})  # fmt: skip
    rows = [["客户编号", "客户名称", "其他地址用途", "其他地址城市", "自定义▸客户级别", "自定义▸签约日"],
            ["A1", "嘉禾机械有限公司", "收货", "杭州", "VIP客户", dt.date(2020, 1, 2)]]  # fmt: skip
    assert counts(run(desk, rows, existing="update")) == {"updated": 1}
    return desk


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "other"
    folder.mkdir()
    made = make_desk(folder)
    yield made
    made.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_exported_workbook_imports_again_as_it_was(filled: Desk, empty: Desk, tmp_path: Path, language: str):
    before = content(filled)
    done = exporting.export(filled, tmp_path / "out.xlsx", load_words(language))
    assert (done.rows, done.cut) == (2, 0)
    again = importing.import_file(filled, done.path, Options(existing="update"))
    assert (again.batch, counts(again)) == (None, {"skipped": 2, "joined": 3})
    result = importing.import_file(empty, done.path)
    assert (counts(result), result.also) == ({"created": 2, "joined": 3}, {"contacts": 2, "addresses": 1})
    assert content(empty) == content(filled) == before
    assert [p.code for p in result.problems] == []
    assert [f.type for f in empty.records.user_fields()] == [f.type for f in filled.records.user_fields()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_exported_text_table_imports_again(filled: Desk, empty: Desk, tmp_path: Path, language: str):
    done = exporting.export(filled, tmp_path / "out.csv", load_words(language))
    assert counts(importing.import_file(filled, done.path, Options(existing="update"))) == {"skipped": 2}
    importing.import_file(empty, done.path)
    assert [one for one, _, _ in content(empty)] == [_with_text(one) for one, _, _ in content(filled)]


def _with_text(values: dict[str, Any]) -> dict[str, Any]:
    """A text table does not tell what kind an own field was."""
    return {key: value.isoformat() if key == "签约日" else value for key, value in values.items()}


def test_cells_are_what_they_are(filled: Desk, tmp_path: Path, words_zh: Words):
    exporting.export(filled, tmp_path / "out.xlsx", words_zh)
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["客户", "联系人", "其他地址", "字段与选项"]
    sheet = book["客户"]
    cells = dict(zip([cell.value for cell in sheet[1]], sheet[2], strict=True))
    assert sheet.freeze_panes is not None
    expected = {
        "客户编号": "A1", "客户性质": "企业客户", "电话": "0573-82000001", "级别": "金质", "年营业额": 1250000.5,
        "员工人数 (人)": 186, "成立日期": dt.datetime(2001, 2, 3), "分组": "华东; 重点",
        "银行账号": "6222020200012345678", "邮编": "010010", "本年度重点开发": "是", "自定义▸客户级别": "VIP客户",
    }  # fmt: skip
    assert {header: cells[header].value for header in expected} == expected
    assert cells["备注"].data_type == "s"
    assert cells["电话"].number_format == "@"
    assert "MAN 代码" not in cells
    assert "传真" not in cells


def test_a_masked_export_shows_nothing_personal(filled: Desk, tmp_path: Path, words_zh: Words):
    secrets = ("13800000001", "82000001", "11010519491231002X", "0200012345", "四月初七")
    for ending in ("xlsx", "csv", "json"):
        path = tmp_path / f"out.{ending}"
        exporting.export(filled, path, words_zh, mask=True)
        if ending == "xlsx":
            book = load_workbook(path)
            text = repr([[cell.value for cell in row] for sheet in book for row in sheet])
        else:
            text = path.read_text(encoding="utf-8-sig")
        assert "138****0001" in text
        assert [secret for secret in secrets if secret in text] == []


def test_json_has_everything(filled: Desk, tmp_path: Path, words_en: Words):
    exporting.export(filled, tmp_path / "out.json", words_en)
    first, second = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["customers"]
    assert (first["turnover"], first["founded_on"], first["groups"]) == (1250000.5, "2001-02-03", ["华东", "重点"])
    assert [contact["name"] for contact in first["contacts"]] == ["张伟", "李娜"]
    assert first["addresses"] == [{"label": "收货", "city": "杭州"}]
    assert second["referrer"] == "A1"


def test_what_is_exported_is_chosen(filled: Desk, tmp_path: Path, words_zh: Words):
    path = tmp_path / "out.json"

    def numbers() -> list[str]:
        return [one["number"] for one in json.loads(path.read_text(encoding="utf-8"))["customers"]]

    assert exporting.export(filled, path, words_zh, [2, 1]).rows == 2
    assert numbers() == ["A2", "A1"]
    assert exporting.export(filled, path, words_zh, Listing("嘉禾")).rows == 1
    assert numbers() == ["A1"]
    customers.delete(filled, [1])
    exporting.export(filled, path, words_zh)
    assert numbers() == ["A2"]


def test_an_empty_data_file_gives_a_table_of_headers(desk: Desk, tmp_path: Path, words_en: Words):
    assert exporting.export(desk, tmp_path / "out.xlsx", words_en).rows == 0
    result = importing.import_file(desk, tmp_path / "out.xlsx")
    assert (counts(result), result.mapping) == (
        {}, {"Customer number": "number", "Kind": "kind", "Full name": "name"},
    )  # fmt: skip


@pytest.mark.parametrize("name", ["out.docx", "out.pdf", "out"])
def test_other_endings_are_refused(desk: Desk, tmp_path: Path, words_en: Words, name: str):
    with pytest.raises(UserError) as raised:
        exporting.export(desk, tmp_path / name, words_en)
    assert ".xlsx" in words_en.error(raised.value)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx", "vcf"])
def test_the_data_file_itself_is_not_replaced(tmp_path: Path, words_en: Words, ending: str):
    """A data file may be called anything."""
    desk = make_desk(tmp_path, f"customers.{ending}")
    for write in (exporting.export, *([lambda d, p, w: person_copy.write(d, 1, p, w)] if ending == "json" else [])):
        with pytest.raises(UserError) as raised:
            write(desk, tmp_path / f"customers.{ending}", words_en)
        assert raised.value.code == "attachment-save-own"
    desk.close()


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_a_cancelled_export_leaves_the_old_file(filled: Desk, tmp_path: Path, words_en: Words, ending: str):
    path = tmp_path / f"out.{ending}"
    path.write_bytes(b"old")
    with pytest.raises(CancelledError):
        exporting.export(filled, path, words_en, cancelled=lambda: True)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(("out", ".out"))] == [path.name]


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=12)
PHONES = st.from_regex(r"1[3-9][0-9]{9}|0573-8[0-9]{7}", fullmatch=True)
DAYS = st.dates(dt.date(1900, 3, 1), dt.date(2100, 12, 31))


def _typed(field: Field) -> st.SearchStrategy[str]:
    """Texts a person could type into a field."""
    match field.type:
        case Type.CHOICE:
            return st.sampled_from([choice.key for choice in field.choices])
        case Type.YES_NO:
            return st.sampled_from(["是", "否"])
        case Type.PHONE:
            return PHONES
        case Type.DATE:
            return DAYS.map(dt.date.isoformat)
        case Type.BIRTHDAY:
            return st.one_of(
                DAYS.map(dt.date.isoformat), st.sampled_from(["05-01", "L1990-04-07", "L--10-18", "--02-29"])
            )
        case Type.MONEY:
            return st.decimals(-(10**9), 10**9, places=4).map(lambda amount: format(amount, "f"))
        case Type.PERCENT:
            return st.decimals(0, 100, places=3).map(lambda amount: format(amount, "f"))
        case Type.INTEGER:
            return st.integers(0, 10**9).map(str)
        case Type.GROUPS:
            return st.sampled_from(["华东", "华东; 重点", "重点; VIP"])
        case Type.EMAIL:
            return st.sampled_from(["a@example.com", "王@example.cn"])
        case Type.URL:
            return st.just("https://example.com/a")
        case _:
            return TEXT


def _record(kind: str, without: tuple[str, ...] = ()) -> st.SearchStrategy[dict[str, str]]:
    fields = [f for f in REGISTRY[kind].all if not f.derived and f.key not in without and f.type is not Type.CUSTOMER]
    optional = {f.key: _typed(f) for f in fields if f.key != "name"}
    return st.fixed_dictionaries({"name": TEXT.filter(texts.clean)}, optional=optional)


FILES = st.lists(
    st.tuples(
        _record("customer", ("number", "referrer", "parent_company")),
        st.lists(_record("contact"), max_size=3, unique_by=lambda contact: contact["name"].casefold()),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(FILES, st.sampled_from(LANGUAGES))
def test_export_and_import_is_the_identity(files: list[tuple[dict[str, str], list[dict[str, str]]]], language: str):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one, other = make_desk(folder, "一.crmdesk"), make_desk(folder, "二.crmdesk")
        try:
            for customer, people in files:
                customers.add(one, customer, people)
            before = content(one)
            done = exporting.export(one, folder / "out.xlsx", load_words(language))
            book = importing.read_book(done.path)
            _, again = importing.import_book(one, book, Options(existing="update"))
            assert (again.counts.created, again.counts.updated, again.batch) == (0, 0, None)
            _, result = importing.import_book(other, book)
            assert result.counts.errors == 0
            assert content(other) == before
            if before:
                history.undo(other)
            assert content(other) == []
        finally:
            one.close()
            other.close()


def test_decimal_amounts_survive(desk: Desk, empty: Desk, tmp_path: Path, words_en: Words):
    customers.add(
        desk, {"name": "甲厂", "turnover": "0.0001", "registered_capital": "9999999999999", "discount": "0.125"}
    )
    exporting.export(desk, tmp_path / "a.xlsx", words_en)
    importing.import_file(empty, tmp_path / "a.xlsx")
    found = content(empty)[0][0]
    assert (found["turnover"], found["registered_capital"]) == (Decimal("0.0001"), Decimal("9999999999999"))
    assert found["discount"] == Decimal("0.125")
