"""Sheets made ready to be read: header, columns and how they were found, rows left out, rows as they are read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.errors import UserError
from crmdesk.core.fields_contacts import ADDRESSES, CONTACTS
from crmdesk.core.fields_customers import CUSTOMERS
from crmdesk.core.headers import HeaderIndex
from crmdesk.core.importing import Options
from crmdesk.core.importing_registry import Registry
from crmdesk.core.importing_rows import RowRead
from crmdesk.services import importing
from crmdesk.services.desk import Desk
from crmdesk.services.importing_reading import SheetReading
from crmdesk.services.importing_sheets import Recognised, recognise
from crmdesk.sheets.books import Kind, Sheet
from tests.services.importing import Rows, book, run

FIRM = "嘉禾机械有限公司"


def sheet(desk: Desk, rows: Rows, kind: Kind = Kind.XLSX, **options: Any) -> Recognised:
    return recognise(desk, book(rows, kind), Options(**options))[0]


def read(desk: Desk, rows: Rows, kind: Kind = Kind.XLSX, **options: Any) -> list[RowRead]:
    found = sheet(desk, rows, kind, **options)
    return [found.reader.read(line.cells, line.number) for line in found.lines]


def targets(found: Recognised) -> list[str | None]:
    return [column.target for column in found.plan.columns]


def left_out(found: Recognised) -> list[tuple[int, str]]:
    return [(row.row, row.reason) for row in found.plan.left_out]


def test_a_table_without_a_header_is_guessed_to_be_confirmed(desk: Desk):
    found = sheet(desk, [[FIRM, 13800138000], ["上海远大贸易公司", 13900139000]])
    assert found.plan.header_row == 0
    assert [(c.header, c.target, c.sure) for c in found.plan.columns] == [
        ("A", "name", "content"),
        ("B", "mobile", "content"),
    ]
    assert [line.number for line in found.lines] == [1, 2]
    mended = sheet(desk, [[FIRM, 13800138000], ["上海远大贸易公司", 13900139000]], map={"B": "phone"})
    assert [(c.target, c.sure) for c in mended.plan.columns] == [("name", "content"), ("phone", "hand")]


def test_a_header_in_unknown_words_is_no_record(desk: Desk):
    found = sheet(desk, [["谁", "怎么找"], [FIRM, 13800138000], ["上海远大贸易公司", 13900139000]])
    assert (found.plan.header_row, found.plan.mapping) == (1, {"谁": "name", "怎么找": "mobile"})
    assert [line.number for line in found.lines] == [2, 3]


def test_what_is_neither_is_not_recognised(desk: Desk):
    for rows in ([["螺丝", 5], ["螺母", 7]], [["x", "y"]], [[]]):
        with pytest.raises(UserError, match="import-nothing-recognised"):
            sheet(desk, rows)


def test_the_person_says_which_row_is_the_header(desk: Desk):
    rows = [["客户名称", "手机"], ["单位", "联系电话"], [FIRM, "0573-82345678"]]
    assert sheet(desk, rows).plan.header_row == 1
    found = sheet(desk, rows, header_rows={"客户": 2})
    assert (found.plan.header_row, found.plan.mapping) == (2, {"单位": "name", "联系电话": "phone"})
    told = sheet(desk, [[FIRM, "x"]], header_rows={"客户": 0}, map={"A": "name"})
    assert (told.plan.header_row, targets(told), len(told.lines)) == (0, ["name", None], 1)
    with pytest.raises(UserError, match="import-nothing-recognised"):
        sheet(desk, [[FIRM, "x"]], header_rows={"客户": 0})


def test_a_header_that_was_said_holds_while_nobody_is_named_yet(desk: Desk):
    rows = [["品名", "规格"], ["螺丝", "M5"]]
    for said, header, columns in ((1, 1, ["品名", "规格"]), (0, 0, ["A", "B"])):
        with pytest.raises(UserError, match="import-nothing-recognised"):
            sheet(desk, rows, header_rows={"客户": said})
        found = sheet(desk, rows, header_rows={"客户": said}, unnamed=True)
        assert (found.plan.header_row, found.plan.what) == (header, "customers")
        assert [(c.header, c.target) for c in found.plan.columns] == [(text, None) for text in columns]
        assert len(found.lines) == 2 - said
    with pytest.raises(UserError, match="import-nothing-recognised"):
        sheet(desk, rows, unnamed=True)
    named = run(desk, rows, header_rows={"客户": 1}, unnamed=True, map={"品名": "name"})
    assert named.counts.created == 1
    nobody = run(desk, rows, header_rows={"客户": 1}, unnamed=True, remember=False)
    assert (nobody.counts.created, nobody.counts.errors) == (0, 1)


def test_samples_are_of_records_only(desk: Desk):
    rows = [["客户名称", "手机"], ["必填", "必填"], [FIRM, "13800138000"], ["合计", "1"]]
    assert [column.samples for column in sheet(desk, rows).plan.columns] == [(FIRM,), ("13800138000",)]


def test_how_each_column_was_found(desk: Desk):
    rows = [["客户名称", "手机1（常用）号", "茶", "备注", "年龄"]]
    rows += [[FIRM, 13800138000 + i, "龙井", "好", 30] for i in range(4)]
    options: dict[str, Any] = {"map": {"茶": "own", "备注": "-"}}
    found = sheet(desk, rows, **options)
    assert [(c.target, c.sure) for c in found.plan.columns] == [
        ("name", "header"), ("mobile", "content"), ("own.茶", "hand"), (None, "hand"), (None, ""),
    ]  # fmt: skip


def test_a_mapping_by_hand_is_remembered_for_the_same_header(desk: Desk):
    rows: Rows = [["客户名称", "代号"], [FIRM, "JH"]]
    run(desk, rows, map={"代号": "short_name"})
    found = sheet(desk, rows)
    assert [(c.target, c.sure) for c in found.plan.columns] == [("name", "header"), ("short_name", "memory")]
    assert targets(sheet(desk, rows, remember=False)) == ["name", None]
    assert targets(sheet(desk, rows, map={"代号": "number"})) == ["name", "number"]
    assert targets(sheet(desk, rows, map={"代号": "-"})) == ["name", None]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["客户名称", "手机"], ["嘉禾", 1], ["合计", 2], ["共 1 家"], []],
         [(3, "total"), (4, "total"), (5, "blank")]),
        ([["客户名称", "手机"], ["嘉禾", 1], ["以下空白"], ["----"]], [(3, "note"), (4, "note")]),
        ([["序号", "客户名称", "金额"], [1, "嘉禾", 5], [2, "合计：", 5], ["小计", None, 5]],
         [(3, "total"), (4, "total")]),
        ([["客户名称", "手机"], ["客户名称", "手机"], ["嘉禾", 1], ["客户名称", "手机"]],
         [(2, "header"), (4, "header")]),
        ([["客户名称", "手机"], ["必填", "选填"], ["示例：嘉禾", "13800138000"], ["嘉禾", 1]],
         [(2, "note"), (3, "note")]),
        ([["客户编号", "客户名称"], ["示例：K0001", "嘉禾"], ["K1", "嘉禾"]], [(2, "note")]),
        ([["客户名称", "手机"], ["嘉禾", 1], ["制表人：王芳", "审核人：张伟"], ["打印时间：2020-01-02"]],
         [(3, "note"), (4, "note")]),
        ([["客户名称", "手机"], ["嘉禾", 1], ["制表人科技有限公司", 2], ["合计科技", 3], ["备注有限公司", 4]], []),
        ([["导入结果", "客户名称", "手机"], ["手机不对", "嘉禾", 1], ["原样", "合计", 3]], [(3, "total")]),
    ],
)  # fmt: skip
def test_rows_that_are_no_records_are_left_out_and_listed(desk: Desk, rows: Rows, expected: list[tuple[int, str]]):
    found = sheet(desk, rows)
    assert left_out(found) == expected
    assert len(found.lines) + len(expected) == len(rows) - found.plan.header_row


def test_the_column_of_the_returned_workbook_is_left_out_without_a_word(desk: Desk):
    found = sheet(desk, [["导入结果", "客户名称", "手机"], ["手机不对", FIRM, 13800138000]])
    assert found.plan.mapping == {"客户名称": "name", "手机": "mobile"}
    assert [column.index for column in found.plan.columns] == [1, 2]


def test_two_levels_without_merged_cells(desk: Desk):
    rows = [["客户名称", "联系人", None, "城市"], [None, "姓名", "手机", None], [FIRM, "张伟", 13800138000, "嘉兴"]]
    found = sheet(desk, rows, Kind.TEXT)
    assert targets(found) == ["name", "contact.name", "contact.mobile", "city"]
    assert (found.plan.header_row, len(found.lines)) == (2, 1)


def test_a_title_of_instructions_and_a_table_further_in(desk: Desk):
    rows: Rows = [
        ["客户资料表"], ["填写说明：1.客户名称必填；2.手机请填 11 位"], [],
        [None, None, None, "客户名称*", "手机（必填）"],
        [None, None, None, "必填", "必填"], [None, None, None, FIRM, 13800138000],
    ]  # fmt: skip
    found = sheet(desk, rows)
    assert (found.plan.header_row, targets(found), left_out(found)) == (4, ["name", "mobile"], [(5, "note")])


@pytest.mark.parametrize(
    ("cell", "values", "codes"),
    [
        ("13800138000/0573-82345678", {"mobile": "13800138000", "phone": "0573-82345678"}, []),
        ("0573-82345678、13800138000", {"mobile": "13800138000", "phone": "0573-82345678"}, []),
        ("13800138000（王）/不详", {"mobile": "13800138000（王）/不详"}, ["phone-words"]),
    ],
)
def test_two_phones_in_one_cell(desk: Desk, cell: str, values: dict[str, str], codes: list[str]):
    [one] = read(desk, [["客户名称", "手机"], [FIRM, cell]])
    assert {key: value for key, value in one.values.items() if key != "name"} == values
    assert [problem.code for problem in one.problems] == codes


def test_a_third_phone_is_kept_and_told(desk: Desk):
    [one] = read(desk, [["客户名称", "手机"], [FIRM, "13800138000/13900139000/13700137000"]])
    assert (one.values["phone"], one.own) == ("13900139000", {"其他电话": "13700137000"})
    assert [(p.code, p.column, p.refused) for p in one.problems] == [("phones-kept", "手机", False)]
    [one] = read(desk, [["公司", "联系人", "手机"], [FIRM, "张伟", "13800138000/13900139000/13700137000"]])
    contact = {"name": "张伟", "mobile": "13800138000", "phone": "13900139000", "notes": "其他电话: 13700137000"}
    assert one.parts == {"contact": [contact]}


def test_a_contacts_title_and_a_whole_address_are_taken_apart(desk: Desk):
    rows: Rows = [["公司名称", "联系人", "地址"], [FIRM, "张伟经理", "浙江省杭州市西湖区文三路1号"]]
    [one] = read(desk, rows)
    assert one.parts == {"contact": [{"name": "张伟", "title": "经理", "salutation": "张经理"}]}
    assert {key: one.values[key] for key in ("province", "city", "district", "address")} == {
        "province": "浙江省", "city": "杭州市", "district": "西湖区", "address": "文三路1号",
    }  # fmt: skip


def test_what_the_program_wrote_itself_is_taken_as_it_stands(desk: Desk):
    several = "13800138000/13900139000"
    rows: Rows = [
        ["客户编号", "客户性质", "客户名称", "手机", "详细地址"],
        ["K1", "企业客户", FIRM, several, "浙江省杭州市文三路1号"],
    ]
    [one] = read(desk, rows)
    assert (one.values["mobile"], one.values["address"]) == (several, "浙江省杭州市文三路1号")
    [one] = read(desk, [["客户编号", "客户名称", "联系人姓名", "联系人手机"], ["K1", FIRM, "张伟经理", several]])
    assert one.parts == {"contact": [{"name": "张伟经理", "mobile": several}]}


@pytest.mark.parametrize(
    ("headers", "row", "what", "parts"),
    [
        (["客户编号", "客户名称", "记事", "记事时间", "记事记录人"],
         ["K1", FIRM, "想要新样品", "2020-01-02 10:30:00", "王芳"],
         "notes", {"note": [{"text": "想要新样品", "at": dt.datetime(2020, 1, 2, 10, 30), "who": "王芳"}]}),
        (["客户编号", "客户名称", "别处采购产品", "别处采购竞争对手"], ["K1", FIRM, "轴承", "远大"],
         "elsewhere", {"elsewhere": [{"product": "轴承", "competitor": "远大"}]}),
        (["客户编号", "客户名称", "其他地址用途", "其他地址城市"], ["K1", FIRM, "仓库", "嘉兴"],
         "addresses", {"address": [{"label": "仓库", "city": "嘉兴"}]}),
        (["竞争对手名称", "竞争对手优势"], ["远大", "便宜"],
         "competitors", {"competitor": [{"name": "远大", "strengths": "便宜"}]}),
        (["客户名称", "记事", "记事2"], [FIRM, "一", "二"], "customers", {"note": [{"text": "一"}, {"text": "二"}]}),
    ],
)  # fmt: skip
def test_rows_of_other_kinds(desk: Desk, headers: list[str], row: list[str], what: str, parts: dict[str, Any]):
    found = sheet(desk, [headers, row])
    assert found.plan.what == what
    [one] = read(desk, [headers, row])
    assert (one.parts, one.problems) == (parts, [])


def test_a_part_without_what_it_is_about_is_told(desk: Desk):
    [one] = read(desk, [["客户名称", "手机", "别处采购产品", "别处采购用量"], [FIRM, "13800138000", None, "很多"]])
    assert [(p.code, p.column, p.refused) for p in one.problems] == [("part-incomplete", "别处采购用量", False)]


@pytest.mark.parametrize(
    ("kind", "options", "expected"),
    [
        (Kind.XLSX, {}, ("无", "NULL", "-")),
        (Kind.TEXT, {}, ("无", None, "-")),
        (Kind.XLSX, {"blanks": ("无", "-", "null")}, (None, None, None)),
        (Kind.TEXT, {"blanks": ()}, ("无", "NULL", "-")),
    ],
)
def test_words_for_an_empty_cell(desk: Desk, kind: Kind, options: dict[str, Any], expected: tuple[str | None, ...]):
    [one] = read(desk, [["客户名称", "行业", "简称", "微信"], [FIRM, "无", "NULL", "-"]], kind, **options)
    assert tuple(one.values.get(key) for key in ("industry", "short_name", "wechat")) == expected


def test_errors_that_a_text_table_spells_out(desk: Desk):
    rows: Rows = [["客户名称", "行业"], [FIRM, "#REF!"]]
    assert [problem.code for problem in read(desk, rows, Kind.TEXT)[0].problems] == ["cell-error"]
    assert read(desk, rows)[0].values["industry"] == "#REF!"


def test_the_order_of_dates_is_asked_for_and_answered(desk: Desk):
    rows: Rows = [["客户名称", "成立日期"], [FIRM, "1/2/2020"]]
    found = sheet(desk, rows)
    assert [column.asks for column in found.plan.columns] == ["", "date-order"]
    assert [problem.code for problem in read(desk, rows)[0].problems] == ["date-ambiguous"]
    assert read(desk, rows, dates={"成立日期": "dmy"})[0].values["founded_on"] == dt.date(2020, 2, 1)


def test_digits_that_a_spreadsheet_lost_are_never_stored(desk: Desk):
    rows: Rows = [["客户名称", "银行账号"], [FIRM, "6.22202E+18"], ["远大贸易公司", "622202020001234000"]]
    for one in read(desk, rows):
        assert [(p.code, p.refused) for p in one.problems] == [("cell-digits-lost", True)]


def test_rows_are_made_when_they_are_asked_for(desk: Desk):
    rows: list[list[object]] = [["客户名称"], *([f"客户{i}"] for i in range(10))]
    found = sheet(desk, rows)
    assert len(found.lines) == 10
    assert [line.number for line in found.lines[3:5]] == [5, 6]
    assert (found.lines[-1].number, found.lines[-1].cells) == (11, ["客户9"])


def test_parts_of_one_in_a_text_table_are_percents(desk: Desk):
    rows: Rows = [["客户名称", "折扣率"], [FIRM, "0.95"], ["远大", "1"]]
    assert [one.values["discount"] for one in read(desk, rows, Kind.TEXT)] == [95, 100]
    rows = [["客户名称", "折扣率"], [FIRM, "95"], ["远大", "0.5"]]
    assert [one.values["discount"] for one in read(desk, rows, Kind.TEXT)] == [95, Decimal("0.5")]


CELLS = (
    st.none()
    | st.sampled_from(
        ["客户名称", "手机", "联系人", "地址", "合计", "必填", FIRM, "13800138000/13900139000", "成立日期", "1/2/2020"]
    )
    | st.text(max_size=8)
    | st.integers()
    | st.floats()
    | st.datetimes()
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=8), st.sampled_from(list(Kind)))
@settings(deadline=None)
def test_no_table_ends_the_program(rows: list[list[Any]], kind: Kind):
    known = Registry(CUSTOMERS, CONTACTS, ADDRESSES)
    index = HeaderIndex(CUSTOMERS, CONTACTS, ADDRESSES)
    table = Sheet("客户", rows=rows, kind=kind, delimiter=",")
    reading = SheetReading(table, index, known, Options(), {}, lambda headings: {}, None)
    header = reading.header()
    if header:
        found = reading.recognised(header)
        after = len(rows) - 1 - header.last
        doubled = header.last > header.row >= 0
        assert len(found.lines) + len(found.plan.left_out) == after + doubled
        for line in found.lines:
            one = found.reader.read(line.cells, line.number)
            assert None not in one.values.values()


def test_rows_far_apart(desk: Desk):
    rows: list[list[object]] = [["客户名称"], *([f"客户{i}"] if i % 5 == 0 else [] for i in range(21))]
    found = sheet(desk, rows)
    assert [line.cells for line in found.lines[1:4]] == [["客户5"], ["客户10"], ["客户15"]]
    assert found.lines[9:] == []


def test_cancelling_while_rows_are_looked_at(desk: Desk):
    with pytest.raises(importing.CancelledError):
        recognise(desk, book([["客户名称"], [FIRM]]), Options(), cancelled=lambda: True)
