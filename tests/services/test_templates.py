"""Templates: what is filled in imports, what is not is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from crmdesk.assets import load_words
from crmdesk.core.errors import UserError
from crmdesk.core.exporting import ALL
from crmdesk.core.fields import Type
from crmdesk.core.fields_customers import CUSTOMERS
from crmdesk.core.importing import Options
from crmdesk.core.templates import COLUMNS, EXAMPLES, REQUIRED, WHAT
from crmdesk.core.words import Words
from crmdesk.services import customers, importing, lists, templates, user_fields
from crmdesk.services.desk import Desk
from tests.services.importing import content, counts

LANGUAGES = ("zh_CN", "en")
RED = "FFC00000"


def filled_in(path: Path, sheet: str, rows: list[dict[str, Any]]) -> None:
    """Type rows below the example, each value under its header."""
    book = load_workbook(path)
    headers = [cell.value for cell in book[sheet][1]]
    for number, row in enumerate(rows, 3):
        for header, value in row.items():
            book[sheet].cell(number, headers.index(header) + 1).value = value
    book.save(path)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", WHAT)
def test_an_untouched_template_imports_nothing(desk: Desk, tmp_path: Path, language: str, what: str):
    made = templates.write_template(desk, tmp_path / "t.xlsx", load_words(language), what)
    assert len(made.sheets) == (len(ALL) if what == "all" else 1) + 1
    result = importing.import_file(desk, made.path)
    assert (result.counts.rows, result.batch, result.problems) == (0, None, ())
    assert {reason.reason for reason in result.left_out} == {"note"}
    wanted = ALL if what == "all" else (what,)
    targets = {target for sheet in result.sheets for target in sheet.mapping.values()}
    assert targets == {target for kind in wanted for target in COLUMNS[kind]}


def test_what_is_filled_in_is_imported(desk: Desk, tmp_path: Path, words_zh: Words):
    user_fields.add(desk, "尺码", Type.CHOICE, ["大", "小"])
    path = tmp_path / "t.xlsx"
    templates.write_template(desk, path, words_zh)
    row = {
        "客户名称": "甲有限公司", "客户性质": "企业客户", "电话": "0573-00000014", "邮编": "010010", "级别": "金质",
        "联系人姓名": "张三", "联系人手机": "13900000001", "联系人角色": "决策", "第二联系人姓名": "李四",
        "第三联系人姓名": "王五", "第三联系人微信": "00123", "自定义▸尺码": "大", "分组": "华东; 重点",
    }  # fmt: skip
    filled_in(path, "客户", [row, {"客户名称": "乙厂"}])
    result = importing.import_file(desk, path)
    assert (counts(result), result.also["contacts"]) == ({"created": 2}, 3)
    (one, people, _), (other, _, _) = content(desk)
    expected = {"name": "甲有限公司", "phone": "0573-00000014", "postcode": "010010", "tier": "gold", "尺码": "大",
                "groups": ("华东", "重点")}  # fmt: skip
    assert {key: one[key] for key in expected} == expected
    assert [person["name"] for person in people] == ["张三", "李四", "王五"]
    assert (people[0]["role"], people[2]["wechat"]) == ("decides", "00123")
    assert other["name"] == "乙厂"


def test_a_template_for_contacts(desk: Desk, tmp_path: Path, words_en: Words):
    customers.add(desk, {"name": "甲厂", "kind": "enterprise"})
    path = tmp_path / "t.xlsx"
    templates.write_template(desk, path, words_en, "contacts")
    filled_in(path, "Contacts", [{"Full name": "甲厂", "Contact Name": "张三", "Contact Mobile": "13900000001"}])
    importing.import_file(desk, path, Options(existing="update"))
    ((_one, people, _),) = content(desk)
    assert [(person["name"], person["mobile"]) for person in people] == [("张三", "13900000001")]


@pytest.mark.parametrize("kind", ALL)
def test_required_headers_are_red_and_only_they(desk: Desk, tmp_path: Path, words_zh: Words, kind: str):
    templates.write_template(desk, tmp_path / "t.xlsx", words_zh, kind)
    sheet = load_workbook(tmp_path / "t.xlsx").worksheets[0]
    red = {place for place, cell in enumerate(sheet[1]) if cell.font.color is not None and cell.font.color.rgb == RED}
    assert red == {place for place, target in enumerate(COLUMNS[kind]) if target in REQUIRED[kind]}
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "A2"


def test_lists_are_those_of_the_data_file(desk: Desk, tmp_path: Path, words_zh: Words):
    lists.add(desk, "source", "抖音直播")
    user_fields.add(desk, "会员", Type.YES_NO)
    templates.write_template(desk, tmp_path / "t.xlsx", words_zh)
    book = load_workbook(tmp_path / "t.xlsx")
    sheet = book["客户"]
    headers = {cell.value: cell.column_letter for cell in sheet[1]}
    words = {}
    for rule in sheet.data_validations.dataValidation:
        name, _, cells = rule.formula1.partition("!")
        (column,) = {str(area).rstrip("0123456789").split("2")[0] for area in rule.sqref.ranges}
        words[column] = ([row[0].value for row in book[name][cells.replace("$", "")]], rule.showErrorMessage)
    assert words[headers["来源"]][0][-1] == "抖音直播"
    assert words[headers["来源"]][1] is False
    assert words[headers["级别"]] == ([choice.label.zh for choice in CUSTOMERS["tier"].choices], True)
    assert words[headers["自定义▸会员"]][0] == ["是", "否"]
    assert headers["客户名称"] not in words
    assert book["_words"].sheet_state == "veryHidden"


def test_digits_stay_as_typed(desk: Desk, tmp_path: Path, words_zh: Words):
    templates.write_template(desk, tmp_path / "t.xlsx", words_zh)
    sheet = load_workbook(tmp_path / "t.xlsx")["客户"]
    formats = {cell.value: sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[1]}
    text = (
        "电话",
        "手机",
        "身份证号",
        "统一社会信用代码",
        "邮编",
        "银行账号",
        "联系人手机",
        "第三联系人手机",
        "客户编号",
    )
    assert {formats[header] for header in text} == {"@"}
    assert {formats[header] for header in ("客户名称", "员工人数 (人)", "信用额度")} == {"General"}


def test_every_example_stands_in_a_column():
    known = {target for columns in COLUMNS.values() for target in columns}
    assert set(EXAMPLES) <= known
    for kind, needed in REQUIRED.items():
        assert needed <= set(COLUMNS[kind])
        assert needed & set(EXAMPLES)


@pytest.mark.parametrize(
    ("name", "what", "code"),
    [
        ("t.csv", "customers", "export-ending"),
        ("t.xlsx", "nonsense", "import-option"),
        ("nowhere/t.xlsx", "customers", "write-folder-missing"),
    ],
)
def test_what_cannot_be_is_said(desk: Desk, tmp_path: Path, words_en: Words, name: str, what: str, code: str):
    with pytest.raises(UserError) as raised:
        templates.write_template(desk, tmp_path / name, words_en, what)
    assert raised.value.code == code
    assert words_en.error(raised.value)
