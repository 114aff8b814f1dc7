"""Money received, given back, goods that came back, invoices, and what is owed after all that."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import customers, history, invoices, orders, payments, products, receivables, returns
from crmdesk.services.desk import Desk

TAPE = {"product": "JD-48", "quantity": "100"}


@pytest.fixture
def owner(desk: Desk) -> int:
    products.add(desk, {"name": "封箱胶带", "code": "JD-48", "price": "3.5", "cost": "2"})
    products.add(desk, {"name": "缠绕膜", "code": "CRM", "price": "0.3333", "cost": "0.2"})
    return customers.add(desk, {"name": "禾砚有限公司", "terms_days": "30", "owner": "陆青"})[0]


@pytest.fixture
def order(desk: Desk, owner: int) -> int:
    return orders.add(desk, owner, {"date": "2026-10-01"}, [TAPE])[0]


def test_part_over_and_back(desk: Desk, owner: int, order: int) -> None:
    typed = payments.defaults(desk, owner, order)
    assert (typed["sales_order"], typed["amount"]) == ("D00001", "350.00")
    first, _ = payments.add(desk, owner, {"amount": "100", "sales_order": "D00001"})
    assert payments.payment(desk, first).number == "S00001"
    assert payments.excess(desk, owner, order, Decimal(300)) == Decimal(50)
    assert (
        payments.read(desk, owner, {"amount": "300"}, new=False, order_id=order).problems["amount"].code
        == "payment-over"
    )
    payments.add(desk, owner, {"amount": "300"}, order)
    found = orders.order(desk, order)
    assert (found.paid, found.due, found.credit) == (Decimal(400), 0, Decimal(50))
    payments.add(desk, owner, {"amount": "60", "kind": "refund"}, order)
    assert orders.order(desk, order).due == Decimal(10)
    payments.delete(desk, first)
    assert orders.order(desk, order).due == Decimal(110)
    payments.restore(desk, first)
    payments.edit(desk, first, {"sales_order": "", "amount": "90"})
    assert (orders.order(desk, order).due, orders.risk(desk, owner, Decimal(0)).credit) == (Decimal(110), Decimal(90))
    payments.edit(desk, first, {"sales_order": "D00001"})
    assert orders.order(desk, order).due == Decimal(20)
    assert [one.received for one in payments.of_customer(desk, owner)] == [Decimal(-60), Decimal(300), Decimal(90)]


@pytest.mark.parametrize(
    ("typed", "key", "code", "hard"),
    [
        ({"amount": "0"}, "amount", "amount-not-above-zero", True),
        ({"amount": "-5"}, "amount", "refund-instead", True),
        ({"amount": "€5"}, "amount", "money-currency", True),
        ({"amount": ""}, "amount", "required-missing", True),
        ({"amount": "101", "kind": "refund"}, "amount", "refund-over", True),
        ({"amount": "5", "date": "2026-09-30"}, "date", "payment-before-order", False),
        ({"amount": "5", "date": "2026-11-22"}, "date", "payment-date-ahead", False),
        ({"amount": "5", "date": "2026-11-31"}, "date", "date-no-such-day", True),
        ({"amount": "250.01"}, "amount", "payment-over", False),
    ],
)
def test_bad_payments(
    desk: Desk, owner: int, order: int, typed: dict[str, str], key: str, code: str, hard: bool
) -> None:
    payments.add(desk, owner, {"amount": "100"}, order)
    problem = payments.read(desk, owner, {"date": "2026-11-21", **typed}, new=True, order_id=order).problems[key]
    assert (problem.code, problem.hard) == (code, hard)
    if hard:
        with pytest.raises(UserError):
            payments.add(desk, owner, typed, order)
    else:
        payments.add(desk, owner, typed, order)


def test_orders_a_payment_cannot_be_for(desk: Desk, owner: int, order: int) -> None:
    other = customers.add(desk, {"name": "许念安"})[0]
    twice = [
        orders.add(desk, owner, {"number": "HT-8", "date": day}, [TAPE])[0] for day in ("2026-01-01", "2026-02-01")
    ]
    for who, number, code in (
        (owner, "D00009", "order-unknown"),
        (other, "D00001", "order-of-another"),
        (owner, "HT-8", "order-ambiguous"),
    ):
        read = payments.read(desk, who, {"amount": "5", "sales_order": number, "date": "2026-11-01"}, new=True)
        assert (read.problems["sales_order"].code, read.refused) == (code, True)
    orders.cancel(desk, twice[0])
    read = payments.read(desk, owner, {"amount": "5"}, new=False, order_id=twice[0])
    assert read.problems["sales_order"].code == "payment-not-ordered"
    customers.delete(desk, [owner])
    with pytest.raises(UserError, match="record-gone"):
        payments.add(desk, owner, {"amount": "5"}, order)


def test_returns_take_off_what_the_goods_cost_in_the_order(desk: Desk, owner: int) -> None:
    lines = [{**TAPE, "discount": "10"}, {"product": "CRM", "quantity": "3"}]
    order, _ = orders.add(desk, owner, {"reduction": "5"}, lines)
    left = returns.returnable(orders.order(desk, order))
    assert [(one.code, one.quantity, one.amount, one.cost) for one in left] == [
        ("JD-48", Decimal(100), Decimal("310.02"), Decimal(200)), ("CRM", Decimal(3), Decimal("0.98"), Decimal("0.6")),
    ]  # fmt: skip
    first, _ = returns.add(
        desk, order, {"reason": "受潮"}, [{"product": "JD-48", "quantity": "40"}, {"product": "CRM", "quantity": "1"}]
    )
    one = returns.goods_return(desk, first)
    assert (one.number, one.amount, one.cost) == ("R00001", Decimal("124.34"), Decimal("80.2"))
    returns.add(desk, order, {}, [{"product": "CRM", "quantity": "2"}, {"product": "JD-48", "quantity": "60"}])
    found = orders.order(desk, order)
    assert (found.amount, found.returned, found.payable, found.due) == (Decimal(311), Decimal(311), 0, 0)
    assert returns.returnable(found) == []
    history.undo(desk)
    assert orders.order(desk, order).returned == Decimal("124.34")
    returns.edit(desk, first, {}, [{"product": "JD-48", "quantity": "100"}])
    assert orders.order(desk, order).payable == Decimal("0.98")
    returns.delete(desk, first)
    assert orders.order(desk, order).payable == Decimal(311)
    returns.restore(desk, first)
    assert returns.of_order(desk, order)[0].amount == Decimal("310.02")


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "return-empty"),
        ([{"product": "JD-48", "quantity": "101"}], "return-too-many"),
        ([{"product": "JD-48", "quantity": "60"}, {"product": "JD-48", "quantity": "41"}], "return-too-many"),
        ([{"product": "JD-48", "quantity": "-1"}], "quantity-zero"),
        ([{"product": "CRM", "quantity": "1"}], "return-not-ordered"),
        ([{"product": "木箱", "quantity": "1"}], "product-unknown"),
        ([{"product": "JD-48", "quantity": "1", "amount": "351"}], "return-amount-over"),
    ],
)
def test_what_cannot_come_back(desk: Desk, order: int, lines: list[dict[str, str]], code: str) -> None:
    with pytest.raises(UserError) as caught:
        returns.add(desk, order, {}, lines)
    assert code in (caught.value.code, getattr(caught.value.params.get("reason"), "code", ""))
    assert returns.of_order(desk, order) == ()


def test_nothing_comes_back_of_an_offer(desk: Desk, owner: int) -> None:
    offer, _ = orders.add(desk, owner, {"state": "offer"}, [TAPE])
    with pytest.raises(UserError, match="return-of-offer"):
        returns.add(desk, offer, {}, [{"product": "JD-48", "quantity": "1"}])


def test_billed_and_unbilled(desk: Desk, owner: int, order: int) -> None:
    assert invoices.defaults(desk, order)["amount"] == "350.00"
    first, _ = invoices.add(desk, order, {"amount": "200", "kind": "special", "number": "2650001"})
    found = orders.order(desk, order)
    assert (found.invoiced, found.unbilled) == (Decimal(200), Decimal(150))
    told = invoices.read(desk, order, {"amount": "200", "number": "2650001"}, new=False).problems
    assert (told["amount"].code, told["amount"].params["excess"], told["number"].code) == (
        "invoice-over", Decimal(50), "invoice-number-used",
    )  # fmt: skip
    invoices.edit(desk, first, {"amount": "350"})
    assert orders.rows(desk, [order])[0].invoiced == Decimal(350)
    invoices.delete(desk, first)
    assert orders.order(desk, order).unbilled == Decimal(350)
    with pytest.raises(UserError, match="invoice-gone"):
        invoices.edit(desk, first, {"amount": "1"})


def test_receivables_by_age(desk: Desk, owner: int) -> None:
    other = customers.add(desk, {"name": "许念安", "credit_limit": "50"})[0]
    gone = customers.add(desk, {"name": "王一"})[0]
    line = {"product": "JD-48", "quantity": "10", "price": "10"}
    for who, day, typed in (
        (owner, "2026-07-01", {"first_payment": "40"}),  # 40 since 1 July, 60 since 31 July
        (owner, "2026-11-01", {}),
        (other, "2026-10-21", {}),
        (gone, "2026-01-01", {}),
    ):
        orders.add(desk, who, {"date": day, "terms_days": "30" if who == owner else "0", **typed}, [line])
    customers.delete(desk, [gone])
    ages = receivables.ages(desk, desk.today())
    assert ages.aged.amounts == (Decimal(100), Decimal(0), Decimal(100), Decimal(0), Decimal(100))
    assert (ages.owed, ages.overdue, ages.customers, ages.orders) == (Decimal(300), Decimal(200), (1, 0, 1, 0, 1), 3)
    first, second = receivables.owing(desk, desk.today())
    assert (first.number, first.owed, first.overdue, first.since) == (
        "K00001",
        Decimal(200),
        Decimal(100),
        dt.date(2026, 7, 1),
    )
    assert (second.limit, second.since) == (Decimal(50), dt.date(2026, 10, 21))
    assert receivables.both(desk, desk.today()) == (ages, [first, second])
    assert [one.number for one in receivables.owing(desk, desk.today(), "31-60")] == ["K00002"]
    assert receivables.owing(desk, desk.today(), owner="陆青") == [first]
    assert [one.number for one in receivables.owing(desk, desk.today(), sort="name", descending=False)] == [
        "K00001",
        "K00002",
    ]
    assert [one.number for one in receivables.owing(desk, desk.today(), sort="since", descending=False)] == [
        "K00001",
        "K00002",
    ]


def test_receivables_as_they_were(desk: Desk, owner: int, order: int) -> None:
    payments.add(desk, owner, {"amount": "350", "date": "2026-11-10"}, order)
    assert receivables.ages(desk, desk.today()).owed == 0
    assert receivables.ages(desk, dt.date(2026, 11, 9)).aged.of("1-30") == Decimal(350)
    assert receivables.ages(desk, dt.date(2026, 10, 31)).aged.of("not-due") == Decimal(350)
    assert receivables.ages(desk, dt.date(2026, 9, 30)).owed == 0
    returns.add(desk, order, {"date": "2026-11-15"}, [{"product": "JD-48", "quantity": "100"}])
    assert receivables.ages(desk, dt.date(2026, 11, 9)).owed == Decimal(350)
