"""The growth score, and loyalty × value."""

from __future__ import annotations

from decimal import Decimal

from crmdesk.core.loyalty_value import LOYALTIES, VALUES
from crmdesk.services import customers, growth, loyalty_value
from crmdesk.services.desk import Desk
from tests.services.questioned import UNITS, add, sell


def test_growth_from_the_trend_and_the_need(desk: Desk) -> None:
    rising, new, hoping, idle = (add(desk, name) for name in ("增长", "新客", "有需求", "无消息"))
    sell(desk, rising, "2025-06-01", {"amount": 100 * UNITS})
    sell(desk, rising, "2026-06-01", {"amount": 300 * UNITS})
    sell(desk, new, "2026-06-01")
    customers.edit(desk, hoping, {"expected_amount": "5000"})
    sell(desk, rising, "2026-11-01", {"amount": 900 * UNITS}, state="offer")
    scores = growth.scores(desk)
    # three quarters of both years fall into the last one; of two needs the smaller has rank 25, the larger 75
    assert {each: scores.of(each) for each in (rising, new, hoping, idle)} == {
        rising: Decimal(50), new: None, hoping: Decimal(75), idle: None,
    }  # fmt: skip
    for customer in (rising, new, hoping, idle):
        assert growth.own(desk, customer).score == scores.of(customer)
    own = growth.own(desk, rising)
    assert (own.trend, own.now, own.before, own.need) == (Decimal(75), Decimal(300), Decimal(100), Decimal(900))
    assert [growth.own(desk, each).why.code for each in (rising, hoping, idle)] == [
        "growth-both", "growth-need", "growth-unknown",
    ]  # fmt: skip


def test_what_came_back_counts_against_growth(desk: Desk) -> None:
    customer = add(desk, "退货多")
    sell(desk, customer, "2025-06-01")
    with desk.recording("customer-edit", number="") as made:
        back = made.create("goods_return", {"customer_id": customer, "date": "2026-06-01"})
        line = {"customer_id": customer, "goods_return": back, "product": 1, "position": 0, "quantity": 1000}
        made.create("return_line", {**line, "amount": 400 * UNITS})
    assert growth.own(desk, customer).score == Decimal(0)
    assert growth.scores(desk).of(customer) == Decimal(0)


def test_everybody_stands_in_one_cell(desk: Desk) -> None:
    assert loyalty_value.matrix(desk).why is not None
    loyal, returning, once, promising = (add(desk, name) for name in ("常客", "回头客", "一次", "有望"))
    for day in ("2025-05-01", "2026-03-01", "2026-05-01"):
        sell(desk, loyal, day, {"amount": 1000 * UNITS})
    for day in ("2025-05-01", "2026-05-01"):
        sell(desk, returning, day, {"amount": 400 * UNITS})
    sell(desk, once, "2025-05-01")
    customers.edit(desk, promising, {"expected_amount": "90000"})
    customers.edit(desk, once, {"expected_amount": "10"})
    for place in range(6):
        add(desk, f"潜在{place}")
    found = loyalty_value.matrix(desk, basis="sales")
    assert sum(cell.count for cell in found.cells) == 10
    assert sum(cell.amount for cell in found.cells) == Decimal(3900)
    assert found.of("loyal", "high") == [loyal]
    assert found.cell("returning", "high").advice == "win"
    assert found.of("not-yet", "low", promising=True) == [promising]
    shown = loyalty_value.rows(desk, found, "not-yet", "low", 0, 3)
    assert shown[-1].advice == "no-effort"
    (one,) = loyalty_value.rows(desk, found, "not-yet", "low", promising=True)
    assert (one.customer.name, one.growth, one.advice) == ("有望", Decimal(75), "win")
    every = [i for loyalty in LOYALTIES for value in VALUES for i in found.of(loyalty, value)]
    assert sorted(every) == sorted(found.ids)
