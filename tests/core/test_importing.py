"""Headers, mapping, header search, rows left out and cells: what an import understands, without any data file."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import importing_cells
from crmdesk.core.birthdays import Birthday
from crmdesk.core.fields_contacts import ADDRESSES, CONTACTS
from crmdesk.core.fields_customers import CUSTOMERS
from crmdesk.core.headers import HeaderIndex, bare_key, header_key, ordinal
from crmdesk.core.importing import Column, SheetPlan, letters
from crmdesk.core.importing_facts import ColumnFacts
from crmdesk.core.importing_mapping import Heading, is_about_customers, map_columns
from crmdesk.core.importing_registry import Registry
from crmdesk.core.importing_sheets import Place, find_header, reason_to_leave_out
from crmdesk.core.values import parse
from crmdesk.sheets.books import CellError

INDEX = HeaderIndex(CUSTOMERS, CONTACTS, ADDRESSES)


def mapped(*headers: str, group: str = "") -> list[str | None]:
    return map_columns([Heading(i, text, group) for i, text in enumerate(headers)], INDEX)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("客户 ID", "客户ID"),
        ("*客户名称", "客户名称"),
        ("客户名称（必填）", "客户名称"),
        ("【选填】邮箱", "邮箱"),
        ("ＱＱ", "qq"),
        ("Customer  Name", "customername"),
        ("联系人▸姓名", "联系人姓名"),
        ("客户名称 *必填", "客户名称"),
    ],
)
def test_headers_that_mean_the_same_are_the_same(one: str, other: str):
    assert header_key(one) == header_key(other)


def test_a_unit_in_brackets_does_not_matter():
    assert bare_key("注册资本(万元)") == header_key("注册资本")
    assert mapped("客户名称", "账期（天）", "约定折扣 (%)") == ["name", "terms_days", "discount"]


@pytest.mark.parametrize(
    ("key", "expected"),
    [("手机2", (2, "手机")), ("第二联系人", (2, "联系人")), ("联系人3手机", (3, "联系人手机")), ("手机", (1, "手机"))],
)
def test_ordinals(key: str, expected: tuple[int, str]):
    assert ordinal(key) == expected


@pytest.mark.parametrize(
    ("headers", "targets"),
    [
        (("客户编号", "客户名称", "手机", "电话"), ("number", "name", "mobile", "phone")),
        # with a column of contacts some plain headers are theirs
        (("公司名称", "联系人", "手机", "电话", "职务", "邮箱"),
         ("name", "contact.name", "contact.mobile", "phone", "contact.title", "email")),
        # 姓名 beside a company is the contact's
        (("公司", "姓名", "手机号"), ("name", "contact.name", "contact.mobile")),
        (("姓名", "手机号", "职务"), ("name", "mobile", "position")),
        (("姓名", "工作单位", "手机"), ("name", "employer", "mobile")),
        # the best header first, and each field once
        (("公司", "客户名称"), (None, "name")),
        (("客户名称", "备注", "客户备注"), ("name", "notes", None)),
        # the contact's own beside the customer's
        (("客户名称", "联系人", "联系人手机", "手机"), ("name", "contact.name", "contact.mobile", "mobile")),
        (("客户名称", "联系人", "联系人2", "联系人2手机", "手机2"),
         ("name", "contact.name", "contact2.name", "contact2.mobile", None)),
        (("客户名称", "联系人1", "手机1", "联系人2", "手机2"),
         ("name", "contact.name", "contact.mobile", "contact2.name", "contact2.mobile")),
        (("客户名称", "第二联系人", "第二联系人电话"), ("name", "contact2.name", "contact2.phone")),
        # without a contact's name its phone is the customer's
        (("客户名称", "联系人电话"), ("name", "phone")),
        (("客户名称", "手机2", "部门"), ("name", None, None)),
        # dates that order rows
        (("客户名称", "创建时间", "最后跟进时间"), ("name", "created_on", "as_of")),
        (("客户名称", "订单日期"), ("name", "as_of")),
        (("Customer name", "Contact person", "Mobile phone", "Customer level"),
         ("name", "contact.name", "contact.mobile", "tier")),
        (("客户名称", "自定义▸爱喝的茶", "Own field▸Tea"), ("name", "own.爱喝的茶", "own.Tea")),
        (("客户名称", "其他地址城市", "其他地址用途"), ("name", "address.city", "address.label")),
    ],
)  # fmt: skip
def test_columns_are_mapped(headers: tuple[str, ...], targets: tuple[str | None, ...]):
    assert mapped(*headers) == list(targets)


def test_a_group_tells_whose_columns_they_are():
    headings = [
        Heading(0, "客户名称", "客户基本信息"),
        Heading(1, "部门", "客户基本信息"),
        Heading(2, "姓名", "联系人信息"),
        Heading(3, "电话", "联系人信息"),
        Heading(4, "姓名", "联系人2"),
        Heading(5, "账号", "登录信息"),
    ]
    assert map_columns(headings, INDEX) == ["name", None, "contact.name", "contact.phone", "contact2.name", None]


def test_what_is_chosen_by_hand_goes_before_everything():
    headings = [Heading(0, "单位全名"), Heading(1, "客户名称"), Heading(2, "茶"), Heading(3, "备注")]
    chosen = {header_key("单位全名"): "name", header_key("茶"): "own", header_key("备注"): "-"}
    assert map_columns(headings, INDEX, chosen) == ["name", None, "own.茶", None]


@pytest.mark.parametrize("fields", [CUSTOMERS, CONTACTS, ADDRESSES])
def test_every_label_and_synonym_is_found(fields):
    for field in (field for field in fields.all if field.group or not field.derived):
        for name in (field.label.zh, field.label.en, *field.synonyms):
            assert INDEX.known(name) or fields is ADDRESSES, name


@pytest.mark.parametrize(
    ("headers", "about"),
    [
        (("客户名称",), True),
        (("姓名", "手机"), True),
        (("名称", "电话"), True),
        (("名称", "编号", "单价"), False),
        (("商品名称", "单位", "数量"), False),
        (("编号", "手机"), True),
        (("订单 ID", "退回"), False),
        (("地区", "地区经理"), False),
    ],
)
def test_sheets_about_something_else_are_not_taken(headers: tuple[str, ...], about: bool):
    headings = [Heading(i, text) for i, text in enumerate(headers)]
    assert is_about_customers(headings, map_columns(headings, INDEX)) is about


PLAIN = [["客户名称", "手机", "城市"], ["嘉禾机械厂", 13800000001, "嘉兴"]]


@pytest.mark.parametrize(
    ("rows", "place", "found"),
    [
        (PLAIN, Place(), (0, 0)),
        ([["2026 年客户资料"], [], *PLAIN], Place(merged=[(1, 1, 1, 3)]), (2, 2)),
        ([["请按格式填写，客户名称必填。"], ["客户资料"], *PLAIN], Place(), (2, 2)),
        (PLAIN, Place(row=6, column=4), (0, 0)),
        ([PLAIN[0], ["Customer name", "Mobile", "City"], PLAIN[1]], Place(), (0, 1)),
        ([["公司", "公司", "电话"], ["北京", "上海", "广州"]], Place(), (0, 0)),
        ([["1.客户名称不允许为空\n2.手机号码必须填写"]], Place(), None),
        ([[1, 2], [3, 4]], Place(), None),
        ([], Place(), None),
    ],
)
def test_the_header_is_found_where_it_stands(rows, place, found):
    header = find_header(rows, place, INDEX)
    assert (header and (header.row, header.last)) == found


def test_a_header_of_two_levels():
    rows = [["客户名称", "联系人信息", None, "城市"], [None, "姓名", "手机"], ["嘉禾", "张伟", "13800000001", "嘉兴"]]
    merged = [(1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4)]
    header = find_header(rows, Place(merged=merged), INDEX)
    assert header is not None
    assert header.last == 1
    assert header.targets == ("name", "contact.name", "contact.mobile", "city")
    assert [heading.group for heading in header.headings][1:3] == ["联系人信息", "联系人信息"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([None, "  "], "blank"),
        (["合计", None, 12], "total"),
        (["总计：12 家"], "total"),
        (["Total", 5], "total"),
        (["共 12 条记录"], "total"),
        (["必填", "必填", "选填"], "note"),
        (["文本", "数字", "文本"], "note"),
        (["示例：嘉禾机械厂", "13800000001"], "note"),
        (["说明：手机必填"], "note"),
        (["客户名称", "手机", "城市"], "header"),
        (["合计科技有限公司", "13800000001"], None),
        (["示例科技", "13800000001", "嘉兴"], None),
        (["嘉禾机械厂"], None),
        ([10086, "13800000001"], None),
    ],
)
def test_rows_that_are_no_records_are_left_out(row: list[object], reason: str | None):
    header = find_header(PLAIN, Place(), INDEX)
    assert header is not None
    assert reason_to_leave_out(row, header, 0) == reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["合计", "3", None], "total"),
        (["小计", "12 家", "嘉兴"], "total"),
        (["总计", 12, None], "total"),
        (["合计", None, 12], "total"),
        (["合计", "嘉禾机械厂", None], None),
    ],
)
def test_totals_left_of_the_names_may_count_them(row: list[object], reason: str | None):
    header = find_header(PLAIN, Place(), INDEX)
    assert header is not None
    assert reason_to_leave_out(row, header, 1) == reason


@pytest.mark.parametrize(
    ("key", "cell", "value", "code"),
    [
        ("mobile", 13800138000, "13800138000", None),
        ("mobile", 13800138000.0, "13800138000", None),
        ("mobile", "１３８００１３８０００", "13800138000", None),
        ("id_number", 1.1010119900101123e17, "1.10101199001011E+17", "id-digits-lost"),
        ("bank_account", 6222020200012345678.0, "6.22202020001235E+18", "cell-digits-lost"),
        ("postcode", 314000, "314000", None),
        ("postcode", "010010", "010010", None),
        ("short_name", 3.5, "3.5", None),
        ("short_name", True, "TRUE", None),
        ("short_name", dt.datetime(2020, 1, 2), "2020-01-02", None),
        ("founded_on", dt.date(2020, 1, 2), dt.date(2020, 1, 2), None),
        ("founded_on", dt.datetime(2020, 1, 2, 3, 4), dt.date(2020, 1, 2), None),
        ("founded_on", 43832, dt.date(2020, 1, 2), None),
        ("founded_on", 20200102, dt.date(2020, 1, 2), None),
        ("founded_on", "2020-02-30", None, "date-no-such-day"),
        ("founded_on", dt.date(2999, 1, 1), None, "date-year"),
        ("birthday", dt.date(1990, 5, 1), Birthday(5, 1, 1990), None),
        ("turnover", 129.696, Decimal("129.696"), None),
        ("turnover", 1500000, Decimal(1500000), None),
        ("turnover", "不少", None, "money-unreadable"),
        ("turnover", "不详", None, None),
        ("employees", 186, 186, None),
        ("employees", 186.0, 186, None),
        ("wanted", True, True, None),
        ("wanted", 1, True, None),
        ("tier", "金质客户", "gold", None),
        ("tier", "金牌", "gold", None),
        ("tier", "银牌客户", "silver", None),
        ("tier", "铜牌会员", "bronze", None),
        ("tier", "铁牌", "iron", None),
        ("name", CellError("#REF!"), None, "cell-error"),
        ("name", "   ", None, None),
    ],
)
def test_cells(key: str, cell: object, value: object, code: str | None):
    read = importing_cells.reader(CUSTOMERS[key])(cell)
    assert (read.value, read.problem and read.problem.code, read.word) == (value, code, None)


def test_an_unknown_word_of_a_choice_is_handed_back():
    read = importing_cells.reader(CUSTOMERS["tier"])("VIP客户")
    assert (read.value, read.word) == (None, "VIP客户")


def test_percent_columns_of_fractions():
    column = Column(0, "约定折扣", "", "discount")
    for cells, fractions in (([0.95, 1, None, "x"], True), ([0.5, 95], False), ([1, 0, None], False)):
        facts = ColumnFacts([column], Registry(CUSTOMERS, CONTACTS, ADDRESSES))
        for cell in cells:
            facts.take([cell])
        assert facts.how(column).fractions is fractions
    assert importing_cells.reader(CUSTOMERS["discount"], fractions=True)(0.95).value == Decimal(95)
    assert importing_cells.reader(CUSTOMERS["discount"])(95).value == Decimal(95)


@given(st.text(), st.sampled_from([f for f in CUSTOMERS.all if f.key not in ("groups",)]))
def test_a_text_cell_is_read_as_if_it_was_typed(text: str, field):
    parsed = parse(field, text)
    read = importing_cells.reader(field)(text)
    assert read.value == (None if parsed.refused else parsed.value)


@pytest.mark.parametrize(("index", "expected"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_column_letters(index: int, expected: str):
    assert letters(index) == expected


def test_a_header_that_stands_twice_is_reported_with_its_group():
    columns = (
        Column(0, "姓名", "", "name"),
        Column(1, "手机", "联系人", "contact.mobile"),
        Column(2, "手机", "", "mobile"),
        Column(3, "手机", "", None),
    )
    mapping = SheetPlan("客户", 1, columns, ()).mapping
    assert mapping == {"姓名": "name", "联系人▸手机": "contact.mobile", "手机 (C)": "mobile", "手机 (D)": None}


def test_a_header_that_names_the_contact_comes_before_one_that_may_mean_it():
    headers = ["客户名称", "手机", "生日", "联系人", "联系人手机", "联系人生日"]
    assert mapped(*headers) == [
        "name",
        "mobile",
        "birthday",
        "contact.name",
        "contact.mobile",
        "contact.birthday",
    ]


@pytest.mark.parametrize(
    ("cell", "read"),
    [(32994, Birthday(5, 1, 1990)), (32994.0, Birthday(5, 1, 1990)), (19900501, Birthday(5, 1, 1990))],
)
def test_a_birthday_as_the_spreadsheets_day_number(cell: float, read: Birthday):
    assert importing_cells.reader(CUSTOMERS["birthday"])(cell).value == read


def test_a_main_contact_is_a_name_or_beside_the_name_a_mark():
    assert mapped("客户名称", "主要联系人") == ["name", "contact.name"]
    assert mapped("客户名称", "联系人", "主要联系人") == ["name", "contact.name", "contact.main"]
