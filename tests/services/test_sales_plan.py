"""The sales plan: targets beside the sales of two years, totals, proposals from last year's sales."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.sales_plan import months_begun, share_gone
from crmdesk.services import customers, history, merging, sales_plan
from crmdesk.services.desk import Desk

D = Decimal


@pytest.fixture
def sell(desk: Desk) -> Callable[..., int]:
    """A customer with orders by day, in yuan."""

    def made(name: str, owner: str = "", **orders: int) -> int:
        customer, _ = customers.add(desk, {"name": name, "kind": "enterprise", "owner": owner})
        with desk.recording("demo", count=0) as recording:
            for day, yuan in orders.items():
                date = f"{day[1:5]}-{day[5:7]}-{day[7:]}"
                flat = {"customer_id": customer, "number": day, "date": date, "state": "ordered"}
                order = recording.create("sales_order", flat)
                line = {"customer_id": customer, "sales_order": order, "quantity": 1000, "amount": yuan * 10_000}
                recording.create("order_line", {**line, "product": _product(desk, recording)})
        return customer

    return made


def _product(desk: Desk, made: object) -> int:
    row = desk.data.database.execute_sql("SELECT id FROM product").fetchone()
    return int(row[0]) if row else made.create("product", {"code": "P1", "name": "缠绕膜"})  # type: ignore[attr-defined]


def test_targets_beside_the_sales_of_two_years(desk: Desk, sell: Callable[..., int]) -> None:
    one = sell("甲", "林小满", d20250301=1000, d20251231=500, d20260105=660, d20261121=440, d20261122=9999)
    two = sell("乙", "", d20251101=300)
    three = sell("丙", "林小满")
    sales_plan.set_target(desk, one, 2026, D("2000"))
    sales_plan.set_target(desk, three, 2026, D("100.005"))
    rows = sales_plan.plan(desk, 2026)
    assert [row.customer_id for row in rows] == [one, three, two]
    first = rows[0]
    assert (first.target, first.last_year, first.this_year, first.monthly_average) == (2000, 1500, 1100, 100)
    assert (first.progress, first.figures.left, first.proposal) == (D("0.55"), 900, None)
    assert first.expected_progress == D("0.8904")  # 325 of 365 days
    assert first.figures.behind
    assert rows[1].target == D("100.01")
    assert (rows[2].target, rows[2].progress, rows[2].proposal) == (None, None, 300)
    found = sales_plan.totals(desk, 2026)
    assert [(each.owner, each.customers, each.targeted, each.figures.target) for each in found.owners] == [
        ("林小满", 2, 2, D("2100.01")), (None, 1, 0, None),
    ]  # fmt: skip
    assert (found.all.customers, found.all.figures.last_year, found.all.figures.this_year) == (3, 1800, 1100)
    assert [row.number for row in sales_plan.plan(desk, 2026, owner="")] == ["K00002"]
    assert [row.number for row in sales_plan.plan(desk, 2026, sort="last_year", first=1, most=1)] == ["K00002"]
    assert [row.number for row in sales_plan.plan(desk, 2026, sort="number", descending=False)] == [
        "K00001", "K00002", "K00003",
    ]  # fmt: skip
    customers.delete(desk, [one])
    assert [row.customer_id for row in sales_plan.plan(desk, 2026)] == [three, two]


def test_anybody_can_be_found_and_given_a_target(desk: Desk, sell: Callable[..., int]) -> None:
    customer = sell("禾砚精密")
    assert sales_plan.plan(desk, 2026) == []
    (row,) = sales_plan.plan(desk, 2026, text="heyan")
    assert (row.name, row.target, row.this_year, row.proposal) == ("禾砚精密", None, 0, None)
    changes = sales_plan.set_target(desk, customer, 2026, D(5))
    assert changes.touched("customer") == {customer}
    assert sales_plan.row(desk, customer, 2026).target == 5
    sales_plan.set_target(desk, customer, 2026, D(6))
    sales_plan.set_target(desk, customer, 2026, None)
    assert sales_plan.row(desk, customer, 2026).target is None
    history.undo(desk)
    assert sales_plan.row(desk, customer, 2026).target == 6


@pytest.mark.parametrize(
    ("year", "today", "months", "share"),
    [
        (2026, "2026-01-01", 1, "0.0027"), (2026, "2026-12-31", 12, "1"), (2024, "2024-02-29", 2, "0.1639"),
        (2026, "2027-01-01", 12, "1"), (2026, "2025-12-31", 0, "0"),
    ],
)  # fmt: skip
def test_how_much_of_a_year_is_gone(year: int, today: str, months: int, share: str) -> None:
    day = dt.date.fromisoformat(today)
    assert (months_begun(year, day), share_gone(year, day)) == (months, D(share))


def test_last_years_sales_are_proposed(desk: Desk, sell: Callable[..., int]) -> None:
    one, two = sell("甲", "林小满", d20250301=1000), sell("乙", "", d20250301=333)
    sell("丙", "", d20250301=50, d20250401=-50)
    gone = sell("丁", "", d20250301=70)
    customers.delete(desk, [gone])
    sales_plan.set_target(desk, one, 2026, D(1))
    found = sales_plan.proposal(desk, 2026, D(10))
    assert (found.count, found.amount, found.left_out) == (1, D("366.3"), 1)
    sales_plan.propose(desk, 2026, D(10))
    assert [sales_plan.row(desk, each, 2026).target for each in (one, two)] == [1, D("366.3")]
    with pytest.raises(UserError) as caught:
        sales_plan.propose(desk, 2026, D(10))
    assert caught.value.code == "plan-nothing"
    changes = sales_plan.propose(desk, 2026, D(-20), only_missing=False)
    assert len(changes.touched("sales_target")) == 2
    assert [sales_plan.row(desk, each, 2026).target for each in (one, two)] == [800, D("266.4")]
    history.undo(desk)
    assert sales_plan.row(desk, one, 2026).target == 1
    sales_plan.propose(desk, 2026, D(0), only_missing=False, owner="林小满")
    assert [sales_plan.row(desk, each, 2026).target for each in (one, two)] == [1000, D("366.3")]


def test_of_two_files_of_one_customer_the_target_of_the_one_that_stays_counts(
    desk: Desk, sell: Callable[..., int]
) -> None:
    goes, stays = sell("甲"), sell("甲甲")
    for customer, amount in ((goes, 10), (stays, 20)):
        sales_plan.set_target(desk, customer, 2026, D(amount))
    sales_plan.set_target(desk, goes, 2025, D(7))
    merging.merge(desk, goes, stays)
    assert [sales_plan.row(desk, stays, year).target for year in (2025, 2026)] == [7, 20]


@pytest.mark.parametrize(
    ("code", "year", "amount"), [("target-negative", 2026, "-1"), ("plan-year", 26, "1"), ("plan-year", 9999, "1")]
)
def test_refused_targets(desk: Desk, sell: Callable[..., int], code: str, year: int, amount: str) -> None:
    with pytest.raises(UserError) as caught:
        sales_plan.set_target(desk, sell("甲"), year, D(amount))
    assert caught.value.code == code
