"""Importing files as people have them: workbooks made here, and the real ones where they are at hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from crmdesk.core.errors import UserError
from crmdesk.core.importing import Options
from crmdesk.services import importing
from crmdesk.services.desk import Desk
from tests.services.importing import content, counts
from tests.sheets.books import SHARED, text_table, workbook

here = pytest.mark.skipif(not SHARED.is_dir(), reason="the real spreadsheets are not at hand")


def test_a_workbook_of_several_sheets(desk: Desk, tmp_path: Path):
    sheets = {
        "说明": [["一、客户名称必填。"], ["二、不要改表头。"]],
        "客户": [["2026 年客户资料"], [], ["*客户名称", "联系人信息", None, "城市"], [None, "姓名", "手机"],
                ["嘉禾厂", "张伟", 13800000001, "嘉兴"], ["合计", None, None, 1]],
        "订单": [["订单编号", "商品名称", "数量"], ["D1", "轴承", 5]],
        "暂停": [["客户名称"], ["不要我"]],
    }  # fmt: skip
    merged = {"客户": ["A1:D1", "A3:A4", "B3:C3", "D3:D4"]}
    path = workbook(tmp_path / "客户.xlsx", sheets, hidden=["暂停"], merged=merged)
    result = importing.import_file(desk, path)
    assert counts(result) == {"created": 1}
    assert [(sheet.name, sheet.header_row) for sheet in result.sheets] == [("客户", 4)]
    assert result.mapping == {
        "*客户名称": "name", "姓名": "contact.name", "手机": "contact.mobile", "城市": "city",
    }  # fmt: skip
    assert [(row.row, row.reason) for row in result.left_out] == [(6, "total")]
    assert content(desk)[0][1] == [{"name": "张伟", "mobile": "13800000001"}]
    assert importing.import_file(desk, path).seen == result.batch


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_table(desk: Desk, tmp_path: Path, encoding: str):
    path = text_table(
        tmp_path / "a.csv", [["客户名称", "手机", "邮编"], ["嘉禾厂", "13800000001", "010010"]], encoding=encoding
    )
    assert counts(importing.import_file(desk, path)) == {"created": 1}
    assert content(desk)[0][0]["postcode"] == "010010"


def test_nothing_recognised_names_the_sheets(desk: Desk, tmp_path: Path):
    path = workbook(tmp_path / "x.xlsx", {"一": [[1, 2]], "二": [["订单 ID", "退回"]]})
    with pytest.raises(UserError) as raised:
        importing.import_file(desk, path)
    assert (raised.value.code, raised.value.params["sheets"]) == ("import-nothing-recognised", ("一", "二"))


@here
def test_the_supermarket(desk: Desk):
    result = importing.import_file(desk, SHARED / "示例-超市.xls")
    assert counts(result) == {"created": 790, "joined": 9210}
    assert (result.also["orders"], result.also["lines"], result.also["products"]) == (4985, 10_000, 1955)
    assert (result.open_orders, [sheet.name for sheet in result.sheets]) == (4985, ["订单"])
    known = {header: target for header, target in result.mapping.items() if target}
    assert known == {
        "客户 ID": "number", "客户名称": "name", "城市": "city", "省/自治区": "province", "国家": "country",
        "地区": "region", "细分": "category", "订单 ID": "sales_order.number", "订单日期": "sales_order.date",
        "发货日期": "sales_order.delivered_on", "产品 ID": "product.code", "产品名称": "product.name",
        "类别": "product.category", "销售额": "order_line.amount", "数量": "order_line.quantity",
        "折扣": "order_line.discount", "利润": "order_line.profit",
    }  # fmt: skip
    cities = [found["city"] for found, _, _ in content(desk)]
    assert len(cities) == 790
    first, _, further = next(one for one in content(desk) if one[0]["number"] == "曾惠-14485")
    assert first["city"] not in [address["city"] for address in further]
    again = importing.import_file(desk, SHARED / "示例-超市.xls", Options(existing="update"))
    assert (counts(again), again.batch) == ({"skipped": 790, "joined": 9210}, None)


@here
def test_the_sums_of_the_supermarket_are_those_of_its_sheet(desk: Desk):
    """Beside what the importer makes of the sheet: the cells themselves, added up one by one."""
    importing.import_file(desk, SHARED / "示例-超市.xls", Options(settled=True))
    header, *rows = CalamineWorkbook.from_path(SHARED / "示例-超市.xls").get_sheet_by_name("订单").to_python()
    at = {name: place for place, name in enumerate(header)}
    four = Decimal("0.0001")
    wanted: dict[str, list[Decimal]] = {}
    for row in rows:
        sums = wanted.setdefault(str(row[at["客户 ID"]]), [Decimal(0)] * 3)
        for place, name in enumerate(("销售额", "利润", "数量")):
            sums[place] += Decimal(str(row[at[name]])).quantize(four)
    found = desk.data.database.execute_sql(
        "SELECT c.number, sum(l.amount), sum(l.amount - l.cost), sum(l.quantity) FROM order_line l "
        "JOIN customer c ON c.id = l.customer_id GROUP BY c.id"
    ).fetchall()
    assert {number: [Decimal(a) * four, Decimal(p) * four, Decimal(q) / 1000] for number, a, p, q in found} == wanted
    whole = [sum(each) for each in zip(*wanted.values(), strict=True)]
    assert whole == [Decimal("16117548.237"), Decimal("2156559.517"), 37675]
    assert desk.data.database.execute_sql(
        "SELECT sum(sales), sum(order_count), coalesce(sum(owed), 0) FROM customer"
    ).fetchone() == (161_175_482_370, 4985, 0)


@here
@pytest.mark.parametrize(
    ("file", "expected", "left_out", "mapping"),
    [
        ("客户导入模板-两级表头.xlsx", {}, [],
         {"客户名称": "name", "编码": "number", "级别": "tier", "业务员": "owner", "姓名": "contact.name",
          "职位": "contact.title", "手机": "contact.mobile", "Email": "contact.email", "QQ号": "contact.qq",
          "备用信息": "notes", "账号": None,
          "密码": None, "部门": None}),
        ("客户导入模板-必填行.xlsx", {"created": 1}, [(3, "note")],
         {"客户名称": "name", "行业类别": "industry", "企业性质": "ownership", "联系人": "contact.name",
          "职位": "contact.title", "固定电话": "phone", "手机号码": "contact.mobile", "所在省份": "province",
          "官网": "website", "公司简介": "notes"}),
        ("客户导入模板-双语表头.xlsx", {"created": 2}, [(2, "header")],
         {"客户姓名": "name", "联系人": "contact.name", "手机号": "contact.mobile", "客户级别": "tier",
          "客户来源": "source"}),
        ("northwind-customers.csv", {"created": 91}, [],
         {"customerID": "number", "companyName": "name", "contactName": "contact.name", "contactTitle": "contact.title",
          "postalCode": "postcode", "fax": "fax"}),
    ],
)  # fmt: skip
def test_real_files(desk: Desk, file: str, expected: object, left_out: object, mapping: dict[str, str | None]):
    result = importing.import_file(desk, SHARED / file)
    assert counts(result) == expected
    assert [(row.row, row.reason) for row in result.left_out] == left_out
    assert mapping.items() <= result.mapping.items()
