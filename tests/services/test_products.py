"""The register of products."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import customers, history, orders, products
from crmdesk.services.desk import Desk


def add(desk: Desk, **typed: str) -> int:
    return products.add(desk, typed)[0]


def test_codes_are_given_where_none_is_typed(desk: Desk) -> None:
    add(desk, name="封箱胶带", code="P00002")
    assert products.product(desk, add(desk, name="缠绕膜")).code == "P00003"
    assert products.product(desk, add(desk, name="气泡袋", code="JD-48")).code == "JD-48"
    edited = add(desk, name="打包带")
    products.edit(desk, edited, {"code": ""})
    assert products.product(desk, edited).code == "P00005"


def test_a_product_is_found_by_code_name_pinyin_and_category(desk: Desk) -> None:
    tape = add(desk, name="封箱胶带", code="JD-48", category="包装耗材")
    film = add(desk, name="缠绕膜", code="CRM-1")
    gone = add(desk, name="旧胶带", discontinued="yes")
    for query, found in (
        ("", [film, tape]),
        ("jd", [tape]),
        ("胶带", [tape]),
        ("fxjd", [tape]),
        ("chanrao", [film]),
        ("耗材", [tape]),
        ("crm 膜", [film]),
        ("木箱", []),
    ):
        assert [one.id for one in products.products(desk, query)] == found, query
    assert {one.id for one in products.products(desk, "胶带", discontinued=True)} == {tape, gone}
    assert len(products.products(desk, limit=1)) == 1


def test_what_a_text_means(desk: Desk) -> None:
    tape = add(desk, name="封箱胶带", code="JD-48")
    add(desk, name="缠绕膜")
    add(desk, name="缠绕膜")
    assert products.meant(desk, "jd-48") == products.meant(desk, " 封箱 胶带 ") == tape
    for text, code in (("缠绕膜", "product-ambiguous"), ("木箱", "product-unknown")):
        with pytest.raises(UserError) as caught:
            products.meant(desk, text)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("typed", "key", "code"),
    [
        ({"name": "胶带", "code": "JD-48"}, "code", "product-code-used"),
        ({"name": "胶带", "price": "-1"}, "price", "amount-negative"),
        ({"name": "胶带", "price": "$5"}, "price", "money-currency"),
        (
            {"name": "胶带", "promotion_from": "2026-11-02", "promotion_to": "2026-11-01"},
            "promotion_to",
            "promotion-days",
        ),
        ({"price": "5"}, "name", "name-missing"),
    ],
)
def test_what_is_refused(desk: Desk, typed: dict[str, str], key: str, code: str) -> None:
    add(desk, name="封箱胶带", code="JD-48")
    problem = products.read(desk, typed, new=True).problems[key]
    assert (problem.code, problem.hard) == (code, True)
    with pytest.raises(UserError):
        products.add(desk, typed)
    assert len(products.products(desk)) == 1


def test_a_deleted_product_stays_named_in_its_orders(desk: Desk) -> None:
    tape = add(desk, name="封箱胶带", code="JD-48", price="3.5")
    customer = customers.add(desk, {"name": "禾砚有限公司"})[0]
    order, _ = orders.add(desk, customer, {}, [{"product": "JD-48", "quantity": "2"}])
    assert products.product(desk, tape).used == 1
    products.delete(desk, tape)
    assert products.products(desk, discontinued=True) == []
    found = orders.order(desk, order)
    assert found.lines[0].name == "封箱胶带"
    orders.edit(desk, order, {"notes": "加急"}, orders.typed_lines(found))
    with pytest.raises(UserError, match="line-refused"):
        orders.add(desk, customer, {}, [{"product": "JD-48", "quantity": "2"}])
    add(desk, name="新胶带", code="JD-48")
    with pytest.raises(UserError, match="product-code-used"):
        products.restore(desk, products.in_trash(desk, "JD-48"))
    while history.undoable(desk)[0] is not None and not products.products(desk, "封箱"):
        history.undo(desk)
    assert products.product(desk, tape).price == Decimal("3.5")


@pytest.mark.parametrize(
    ("typed", "discount", "on", "expected"),
    [
        ({"price": "10"}, "", "2026-11-05", ("10", None, "list")),
        ({"price": "10"}, "10", "2026-11-05", ("10", "10", "level")),
        ({"price": "10", "promotion_price": "8.5"}, "10", "2026-11-05", ("8.5", None, "promotion")),
        ({"price": "10", "promotion_price": "9.5"}, "10", "2026-11-05", ("10", "10", "level")),
        ({"price": "10", "promotion_price": "9.5"}, "", "2026-11-05", ("9.5", None, "promotion")),
        ({"price": "10", "promotion_price": "8", "promotion_to": "2026-11-04"}, "", "2026-11-05", ("10", None, "list")),
        (
            {"price": "10", "promotion_price": "8", "promotion_from": "2026-11-06"},
            "",
            "2026-11-05",
            ("10", None, "list"),
        ),
        ({"promotion_price": "8"}, "10", "2026-11-05", ("8", None, "promotion")),
        ({}, "10", "2026-11-05", (None, None, "list")),
    ],
)
def test_the_price_proposed(
    desk: Desk, typed: dict[str, str], discount: str, on: str, expected: tuple[str | None, str | None, str]
) -> None:
    product = add(desk, name="封箱胶带", **typed)
    customer = customers.add(desk, {"name": "禾砚有限公司", "discount": discount, "price_level": "二级代理"})[0]
    found = orders.proposal(desk, customer, product, dt.date.fromisoformat(on))
    price, taken_off, why = expected
    assert (found.price, found.discount, found.why) == (
        None if price is None else Decimal(price), None if taken_off is None else Decimal(taken_off), why,
    )  # fmt: skip
    assert (found.level, found.last_price) == ("二级代理", None)


def test_the_last_price_paid_is_that_of_the_latest_order(desk: Desk) -> None:
    product = add(desk, name="封箱胶带", price="10")
    customer, other = (customers.add(desk, {"name": name})[0] for name in ("禾砚有限公司", "许念安"))
    for who, day, price, state in (
        (customer, "2026-03-01", "9.1234", "ordered"),
        (customer, "2026-02-01", "8", "ordered"),
        (customer, "2026-04-01", "7", "offer"),
        (other, "2026-05-01", "6", "ordered"),
    ):
        line = {"product": "封箱胶带", "quantity": "3", "price": price, "discount": "9折"}
        last, _ = orders.add(desk, who, {"date": day, "state": state}, [line])
    found = orders.proposal(desk, customer, product, desk.today())
    assert (found.last_price, found.last_discount, found.last_quantity) == (Decimal("9.1234"), Decimal(10), Decimal(3))
    assert found.last_on == dt.date(2026, 3, 1)
    assert orders.proposal(desk, other, product, desk.today(), order_id=last).last_price is None
