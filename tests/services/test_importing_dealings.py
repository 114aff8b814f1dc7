"""Orders with their customers, payments, contacts made and products out of sheets as people have them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from crmdesk.core.importing import Options, Outcome
from crmdesk.services import customers, history, importing, importing_undo
from crmdesk.services.desk import Desk
from tests.services.dealing import dealings
from tests.services.importing import book, codes, counts, run

DAY = dt.date(2026, 5, 1)
HEADER = (
    "订单 ID", "订单日期", "客户 ID", "客户名称", "细分", "城市", "产品 ID", "类别", "产品名称", "销售额", "数量",
    "折扣", "利润",
)  # fmt: skip
SHOP = [
    HEADER,
    ("CN-1", DAY, "曾惠-1", "曾惠", "公司", "杭州", "P-1", "用品", "剪刀, 蓝色", 129.696, 2.0, 0.4, -60.70400000000001),
    ("CN-2", DAY, "许安-2", "许安", "消费者", "内江", "P-2", "信封", "信封, 红色", 125.43999999999998, 2.0, 0.0, 42.56),
    ("CN-2", DAY, "许安-2", "许安", "消费者", "内江", "P-1", "用品", "剪刀, 蓝色", 31.92, 2.0, 0.4, 4.199999999999999),
    ("CN-2", DAY, "许安-2", "许安", "消费者", "内江", "P-1", "用品", "剪刀, 蓝色", 31.92, 2.0, 0.4, 4.199999999999999),
    ("CN-2", dt.date(2026, 6, 1), "许安-2", "许安", "消费者", "内江", "P-2", "信封", "信封, 银色", 10, 3, 0, 1),
    ("CN-2", DAY, "曾惠-1", "曾惠", "公司", "杭州", "P-3", "用品", "胶带", 9.9, 1, 0.1, 2),
]  # fmt: skip
"""An order is number, customer and day; one number occurs three times, one code has two names."""

Rows = list[Any]


def one(desk: Desk, sql: str) -> Rows:
    return list(desk.data.database.execute_sql(sql).fetchall())


def test_a_sheet_of_order_lines_brings_customers_products_and_orders(desk: Desk):
    result = run(desk, SHOP)
    assert counts(result) == {"created": 2, "joined": 4}
    assert {what: count for what, count in result.also.items() if count} == {"products": 3, "orders": 4, "lines": 6}
    assert (result.sheets[0].what, result.open_orders) == ("orders", 4)
    assert codes(result) == [(6, "产品名称", "product-called")]
    found = dealings(desk)
    assert sorted((o["customer_id"], o["number"], o["signed_on"], o["amount"]) for o in found["sales_order"]) == [
        ("曾惠-1", "CN-1", "2026-05-01", 1296960), ("曾惠-1", "CN-2", "2026-05-01", 99000),
        ("许安-2", "CN-2", "2026-05-01", 1892800), ("许安-2", "CN-2", "2026-06-01", 100000),
    ]  # fmt: skip
    scissors, envelope = (line for line in found["order_line"] if line["amount"] in (1296960, 1254400))
    assert (scissors["price"], scissors["discount"], scissors["cost"]) == (1080800, 40000, 1904000)
    assert (envelope["price"], envelope["amount"], envelope["cost"]) == (627200, 1254400, 828800)
    assert next(line["description"] for line in found["order_line"] if line["amount"] == 100000) == "信封, 银色"
    assert [(p["code"], p["name"], p["category"]) for p in found["product"]] == [
        ("P-1", "剪刀, 蓝色", "用品"), ("P-2", "信封, 红色", "信封"), ("P-3", "胶带", "用品"),
    ]  # fmt: skip
    sums = [sum(Decimal(str(row[place])).quantize(Decimal("0.0001")) for row in SHOP[1:]) for place in (9, 12, 10)]
    (stored,) = one(desk, "SELECT sum(amount), sum(amount - cost), sum(quantity) FROM order_line")
    assert [Decimal(stored[0]) / 10000, Decimal(stored[1]) / 10000, Decimal(stored[2]) / 1000] == sums
    assert one(desk, "SELECT number, sales, order_count, category FROM customer ORDER BY number") == [
        ("曾惠-1", 1395960, 2, "business"), ("许安-2", 1992800, 2, "consumer"),
    ]  # fmt: skip


@pytest.mark.parametrize("existing", ["skip", "update", "fill"])
def test_the_same_orders_again_add_nothing(desk: Desk, existing: str):
    run(desk, SHOP)
    before = dealings(desk)
    again = run(desk, SHOP, existing=existing)
    assert (counts(again), again.batch, dealings(desk)) == ({"skipped": 2, "joined": 4}, None, before)


def test_customers_that_are_left_as_they_are_get_their_new_orders_all_the_same(desk: Desk):
    customers.add(desk, {"number": "许安-2", "name": "许安", "city": "成都"})
    planned = importing.plan(desk, book(SHOP), Options(existing="skip"))
    assert [row.outcome for row in planned.rows] == [
        Outcome.NEW, Outcome.UPDATE, Outcome.JOINED, Outcome.JOINED, Outcome.JOINED, Outcome.JOINED,
    ]  # fmt: skip
    importing.apply(desk, planned)
    assert one(desk, "SELECT city, order_count FROM customer WHERE number = '许安-2'") == [("成都", 2)]


def test_a_changed_line_and_a_new_one_of_a_known_order(desk: Desk):
    run(desk, SHOP)
    changed = [HEADER, (*SHOP[1][:10], 3.0, *SHOP[1][11:]), ("CN-1", *SHOP[6][1:])]
    assert counts(run(desk, changed, existing="skip")) == {"skipped": 1, "joined": 1}
    assert counts(run(desk, changed, existing="update")) == {"updated": 1, "joined": 1}
    lines = [line for line in dealings(desk)["order_line"] if line["sales_order"] == "CN-12026-05-01"]
    assert sorted((line["product"], line["quantity"]) for line in lines) == [("P-1", 3000), ("P-3", 1000)]
    history.undo(desk)
    assert one(desk, "SELECT count(*), max(quantity) FROM order_line WHERE deleted_at IS NULL") == [(6, 3000)]


@pytest.mark.parametrize("settled", [None, False, True])
def test_orders_without_payments_are_settled_where_the_person_says_so(desk: Desk, settled: bool | None):
    result = run(desk, SHOP, settled=settled)
    assert result.open_orders == (0 if settled else 4)
    owed = one(desk, "SELECT coalesce(sum(owed), 0), sum(sales) FROM customer")
    assert owed == [(0 if settled else 3388800, 3388760)]  # what is to be paid is rounded to the fen, order by order


def test_orders_with_payments_in_the_file_are_not_settled(desk: Desk):
    paid = [("客户编号", "客户名称", "订单号", "收款日期", "收款金额"), ("许安-2", "许安", "CN-2 2026-06-01", DAY, 10)]
    result = run(desk, {"订单": SHOP, "收款": paid}, settled=True)
    assert result.also["payments"] == 1
    assert one(desk, "SELECT settled, due FROM sales_order WHERE date = '2026-06-01'") == [(None, 0)]
    assert one(desk, "SELECT count(*) FROM sales_order WHERE settled = 1") == [(3,)]


def test_taking_the_import_back_leaves_products_that_are_used(desk: Desk):
    kept, _ = customers.add(desk, {"number": "K1", "name": "旧客户"})
    batch = run(desk, SHOP).batch
    assert batch is not None
    (tape,) = one(desk, "SELECT id FROM product WHERE code = 'P-3'")
    with desk.recording("demo-fill") as made:
        mine = {"customer_id": kept}
        order = made.create("sales_order", {**mine, "number": "D9", "date": "2026-06-01", "state": "ordered"})
        made.create("order_line", {**mine, "sales_order": order, "product": tape[0], "quantity": 1000})
    done = importing_undo.undo(desk, batch)
    found = dealings(desk)
    assert (done.removed, [p["code"] for p in found["product"]], len(found["order_line"])) == (2, ["P-3"], 1)
    history.undo(desk)
    assert (len(dealings(desk)["order_line"]), len(dealings(desk)["product"])) == (7, 3)


def test_orders_added_to_a_customer_are_taken_back_too(desk: Desk):
    customers.add(desk, {"number": "许安-2", "name": "许安"})
    customers.add(desk, {"number": "曾惠-1", "name": "曾惠"})
    batch = run(desk, SHOP).batch
    assert batch is not None
    assert importing_undo.undo(desk, batch).restored == 2
    assert not any(dealings(desk).values())
    assert one(desk, "SELECT sum(coalesce(sales, 0)) FROM customer") == [(0,)]


@pytest.mark.parametrize(
    ("place", "cell", "column", "code"),
    [
        (10, -2, "数量", "line-quantity-negative"),
        (10, 0, "数量", "line-quantity"),
        (9, -5, "销售额", "line-amount-negative"),
        (1, None, "订单日期", "deal-undated"),
        (1, "二月三十", "订单日期", "date-unreadable"),
        (9, "$12", "销售额", "money-currency"),
        (11, 140, "折扣", "percent-range"),
    ],
)
def test_a_bad_line_is_refused_with_its_row_and_column_and_nothing_else(
    desk: Desk, place: int, cell: object, column: str, code: str
):
    bad = list(SHOP[2])
    bad[place] = cell
    result = run(desk, [*SHOP[:2], tuple(bad), *SHOP[3:]])
    assert [(p.row, p.column, p.code) for p in result.problems if p.refused] == [(3, column, code)]
    assert (result.counts.errors, result.counts.created) == (1, 2)
    assert len(dealings(desk)["order_line"]) == 5


def test_a_product_that_no_cell_names_is_refused(desk: Desk):
    result = run(desk, [HEADER, (*SHOP[1][:6], None, None, None, *SHOP[1][9:])])
    assert [code for _, _, code in codes(result)] == ["line-product"]


def test_old_orders_without_products_or_numbers(desk: Desk):
    rows = [("客户名称", "下单日期", "订单号", "成交金额"), ("嘉禾厂", DAY, None, 500), ("嘉禾厂", DAY, None, 600)]
    result = run(desk, rows)
    assert (result.also["orders"], result.also["lines"]) == (1, 2)
    assert one(desk, "SELECT number, amount FROM sales_order") == [("D00001", 11000000)]
    assert run(desk, rows).batch is None


def test_payments_find_the_order_of_their_customer(desk: Desk):
    run(desk, SHOP)
    rows = [
        ("客户编号", "客户名称", "订单号", "收款日期", "收款金额", "付款方式"),
        ("曾惠-1", "曾惠", "CN-2", DAY, 9.9, "微信"), ("许安-2", "许安", "CN-9", DAY, 50, None),
        ("许安-2", "许安", None, DAY, 50, None), ("许安-2", "许安", None, DAY, 50, None),
        ("没有-3", "无名", None, DAY, 1, None),
        ("许安-2", "许安", None, None, 50, None),
    ]  # fmt: skip
    result = run(desk, rows)
    assert counts(result) == {"created": 4, "errors": 2}
    assert codes(result) == [
        (3, "订单号", "import-order-unknown"), (6, None, "import-no-customer"), (7, "收款日期", "required-missing"),
    ]  # fmt: skip
    assert one(desk, "SELECT due, paid FROM sales_order WHERE number = 'CN-2' AND amount = 99000") == [(0, 99000)]
    again = run(desk, rows)
    assert (again.batch, again.counts.created) == (None, 0)


def test_contacts_made_bring_contacts_that_are_not_there_yet(desk: Desk):
    customers.add(desk, {"number": "K1", "name": "嘉禾机械有限公司", "kind": "enterprise"}, [{"name": "李娜"}])
    rows = [
        ("客户名称", "联系人", "跟进时间", "跟进方式", "跟进内容", "下次跟进时间"),
        ("嘉禾机械有限公司", "李娜", "2026-05-01 14:30", "电话", "谈价格", "2026-06-01"),
        ("嘉禾机械有限公司", "王芳", dt.datetime(2026, 5, 2, 9, 5), None, "看样品", None),
        ("嘉禾机械有限公司", "王芳", dt.date(2026, 5, 3), "走访", "再谈", None),
    ]
    result = run(desk, rows, what="interactions")
    assert counts(result) == {"created": 3}
    found = [(i["at"], i["kind"], i["contact"]) for i in dealings(desk)["interaction"]]
    assert found == [
        ("2026-05-01T14:30", "call", "李娜"), ("2026-05-02T09:05", "visit", "王芳"), ("2026-05-03", "visit", "王芳"),
    ]  # fmt: skip
    assert one(desk, "SELECT name FROM contact ORDER BY id") == [("李娜",), ("王芳",)]
    assert run(desk, rows, what="interactions").batch is None


def test_products_are_known_by_their_code_then_by_their_name(desk: Desk):
    rows = [("产品编码", "产品名称", "单价"), ("A1", "螺栓", 12.5), (None, "螺母", 3), ("A1", "螺栓 M8", 13)]
    assert counts(run(desk, rows)) == {"created": 2, "joined": 1}
    assert [(p["code"], p["name"], p["price"]) for p in dealings(desk)["product"]] == [
        ("A1", "螺栓", 125000), ("P00001", "螺母", 30000),
    ]  # fmt: skip
    assert counts(run(desk, [*rows[:2], (None, "螺母", 4)], existing="update")) == {"skipped": 1, "updated": 1}
    assert one(desk, "SELECT price FROM product WHERE name = '螺母'") == [(40000,)]


def test_only_the_customers_of_a_sheet_of_orders(desk: Desk):
    result = run(desk, SHOP, what="customers")
    assert (counts(result), any(dealings(desk).values())) == ({"created": 2, "joined": 4}, False)
