"""Lines of orders with half of their figures, and which sheets are about dealings at all."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.fields_contacts import ADDRESSES, CONTACTS
from crmdesk.core.fields_customers import CUSTOMERS
from crmdesk.core.headers import HeaderIndex
from crmdesk.core.importing_families import family_of
from crmdesk.core.importing_mapping import Heading, is_about_customers, map_columns
from crmdesk.core.importing_orders import DealRows, complete

D = Decimal
INDEX = HeaderIndex(CUSTOMERS, CONTACTS, ADDRESSES)
SHOP = (
    "行 ID", "订单 ID", "订单日期", "发货日期", "邮寄方式", "客户 ID", "客户名称", "细分", "城市", "省/自治区", "国家",
    "地区", "产品 ID", "类别", "子类别", "产品名称", "销售额", "数量", "折扣", "利润",
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ({"quantity": D(2), "amount": D("129.696"), "discount": D(40), "profit": D("-60.704")},
         {"quantity": D(2), "amount": D("129.696"), "discount": D(40), "price": D("108.08"), "cost": D("190.4")}),
        ({"quantity": D(3), "amount": D(10)}, {"quantity": D(3), "amount": D(10), "price": D("3.3333")}),
        ({"quantity": D(3), "price": D("3.333"), "discount": D(50)},
         {"quantity": D(3), "price": D("3.333"), "discount": D(50), "amount": D("5.00")}),
        ({"amount": D(60), "price": D(20)}, {"amount": D(60), "price": D(20), "quantity": D(3)}),
        ({"amount": D(60)}, {"amount": D(60), "price": D(60), "quantity": D(1)}),
        ({"quantity": D(1), "amount": D(0)}, {"quantity": D(1), "amount": D(0)}),
        ({"quantity": D(1), "amount": D(9), "discount": D(100)},
         {"quantity": D(1), "amount": D(9), "discount": D(100), "price": None}),
        ({"quantity": D(1), "amount": D(9), "cost": D(4), "profit": D(1)},
         {"quantity": D(1), "amount": D(9), "price": D(9), "cost": D(4)}),
    ],
)  # fmt: skip
def test_what_a_line_lacks_is_worked_out(line: dict[str, Any], wanted: dict[str, Any]):
    assert complete("sales_order", line, priced="price" in line) is None
    assert line == wanted


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({}, "line-quantity"),
        ({"quantity": D(0), "amount": D(5)}, "line-quantity"),
        ({"quantity": D(-1), "amount": D(5)}, "line-quantity-negative"),
        ({"quantity": D(1), "amount": D(-5)}, "line-amount-negative"),
    ],
)
def test_what_can_be_no_line_is_refused(line: dict[str, Any], code: str):
    problem = complete("sales_order", line, priced=False)
    assert problem is not None
    assert (problem.code, problem.hard) == (code, True)


def test_a_return_has_no_discount():
    line = {"quantity": D(1), "amount": D(8), "discount": D(20)}
    assert complete("goods_return", line, priced=False) is None
    assert line == {"quantity": D(1), "amount": D(8), "price": D(10)}


@settings(max_examples=60)
@given(
    st.decimals(0, 1_000_000, places=4),
    st.decimals("0.001", 10_000, places=3),
    st.sampled_from([D(0), D(15), D("33.333"), D(100)]),
    st.none() | st.decimals(-5_000, 5_000, places=4),
)
def test_amounts_and_profits_of_a_sheet_stay_exact(amount: Decimal, quantity: Decimal, discount: Decimal, profit: Any):
    line = {"quantity": quantity, "amount": amount, "discount": discount, **({"profit": profit} if profit else {})}
    assert complete("sales_order", line, priced=False) is None
    assert (line["amount"], line["quantity"]) == (amount, quantity)
    assert not profit or line["amount"] - line["cost"] == profit
    if line.get("price") is not None:  # four decimals of the price: no further off than half of the last one, each
        off = abs(line["price"] * quantity * (100 - discount) / 100 - amount)
        assert off <= D("0.00005") * quantity


def test_an_order_is_signed_on_its_day_unless_a_column_says_when():
    for more, signed in ((), dt.date(2026, 5, 1)), (("sales_order.signed_on",), None):
        rows = DealRows(["name", "sales_order.date", "order_line.amount", *more])
        deal, wrong = rows.take({"sales_order": [{"date": dt.date(2026, 5, 1)}], "order_line": [{"amount": D(1)}]})
        assert deal is not None
        assert (wrong, deal.head["state"], deal.head.get("signed_on")) == (None, "ordered", signed)


@pytest.mark.parametrize(
    ("what", "headers"),
    [
        ("orders", SHOP),
        ("orders", ("订单编号", "客户", "日期", "产品", "数量", "单价", "金额", "业务员", "备注")),
        ("orders", ("销售日期", "客户名称", "商品名称", "规格型号", "单位", "数量", "单价", "金额", "制单人")),
        ("orders", ("Order ID", "Order date", "Customer name", "Product name", "Quantity", "Sales", "Profit")),
        ("payments", ("客户名称", "收款日期", "收款金额", "付款方式", "订单号")),
        ("payments", ("客户", "回款日期", "回款金额")),
        ("interactions", ("客户名称", "联系人", "联系人电话", "跟进时间", "跟进方式", "跟进内容", "下次跟进时间")),
        ("interactions", ("客户", "拜访日期", "拜访人", "联系人", "内容")),
        ("products", ("产品编码", "产品名称", "类别", "单位", "单价", "成本价")),
        ("products", ("货号", "品名", "售价")),
        (None, ("客户名称", "电话", "地址", "最后跟进时间", "备注", "负责人")),
        (None, ("客户名称", "手机", "消费日期", "消费金额")),
        (None, ("客户名称", "手机", "订单日期", "累计金额")),
    ],
)  # fmt: skip
def test_which_sheets_are_about_dealings(what: str | None, headers: tuple[str, ...]):
    headings = [Heading(place, text) for place, text in enumerate(headers)]
    targets = map_columns(headings, INDEX)
    family = family_of(targets)
    assert (family.what if family else None) == what
    assert is_about_customers(headings, targets)


def test_beside_the_customers_column_the_word_for_unit_is_the_products():
    headers = ("销售日期", "客户名称", "商品名称", "单位", "数量", "金额")
    assert map_columns([Heading(i, text) for i, text in enumerate(headers)], INDEX) == [
        "sales_order.date", "name", "product.name", "product.unit", "order_line.quantity", "order_line.amount",
    ]  # fmt: skip
