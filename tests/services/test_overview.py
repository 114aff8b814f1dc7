"""The overview: every figure from its records, as of any day, with nothing and with one record."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from crmdesk.services import churn, customers, overview, sales_plan
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError
from tests.services.selling import give_back, make, pay, sell

TODAY = dt.date(2026, 11, 21)


def add(desk: Desk, name: str) -> int:
    return customers.add(desk, {"name": name, "kind": "enterprise"})[0]


def test_with_nothing_there_is_a_sentence(desk: Desk) -> None:
    found = overview.overview(desk)
    assert found.why is not None
    assert (found.customers, found.sales.so_far, found.sales.change, found.churned.rate.percent) == (0, 0, None, None)
    assert (found.top, found.tiers, found.receivables.owed, found.complaints.count) == ((), (), 0, 0)
    assert len(found.months) == len(found.sales.months) == 12


def test_each_figure_from_its_records(desk: Desk) -> None:
    one, two, gone = add(desk, "禾砚精密"), add(desk, "另一家"), add(desk, "已删除")
    first = sell(desk, one, 600, "2025-11-20")
    sell(desk, one, 300, "2025-11-22")
    sell(desk, one, 90, "2026-02-10")
    late = sell(desk, two, 500, "2026-11-21", terms_days=30)
    give_back(desk, one, 40, "2026-02-20")
    sell(desk, gone, 7, "2026-02-01")
    sell(desk, one, 5, "2026-02-01", state="offer")
    pay(desk, one, first, 600, "2025-11-30")
    customers.delete(desk, [gone])
    sales_plan.set_target(desk, one, 2026, Decimal(1200))
    churn.mark_lost(desk, [one], {"reason": "neglect", "lost_on": "2026-06-05"})
    make(
        desk, "complaint", two, number="T1", words="慢", received_at="2026-11-01", state="open", round=1, step="listen"
    )
    done: list[tuple[int, int]] = []
    found = overview.overview(desk, progress=lambda at, of: done.append((at, of)))
    assert done == [(at, 8) for at in range(1, 9)]
    months = {each.month.month: each for each in found.sales.months}
    assert (months[2].sales, months[11].sales, months[11].last_year, months[12].sales) == (50, 500, 900, None)
    assert (found.sales.so_far, found.sales.last_year_so_far, found.sales.last_year) == (550, 600, 900)
    assert (found.sales.target, found.sales.progress, months[1].plan) == (1200, Decimal("45.8"), 100)
    assert [(each.new, each.lost, each.won_back) for each in found.months if each.first.month in (6, 11)] == [
        (0, 1, 0), (1, 0, 0),
    ]  # fmt: skip
    assert [(row.customer_id, row.this_year) for row in found.top] == [(two, 500), (one, 50)]
    assert (found.customers, found.open_complaints, found.complaints.count) == (2, 1, 1)
    assert sum(each.customers for each in found.tiers) == 2
    assert sum(each.sales for each in found.tiers) == 850
    assert found.receivables.owed == 890
    month = (dt.date(2026, 11, 1), TODAY)
    assert (overview.orders_in(desk, *month), overview.new_in(desk, *month)) == ([late], [two])
    assert len(overview.orders_in(desk, dt.date(2026, 2, 1), dt.date(2026, 2, 28))) == 1
    assert len(overview.returns_in(desk, dt.date(2026, 2, 1), dt.date(2026, 2, 28))) == 1
    lost = overview.lost_in(desk, dt.date(2026, 6, 1), dt.date(2026, 6, 30))
    assert [row.customer.id for row in churn.lost_rows(desk, lost)] == [one]
    then = overview.overview(desk, dt.date(2025, 11, 21))
    assert (then.sales.so_far, then.sales.months[10].sales, then.top_year) == (600, 600, 2025)
    early = overview.overview(desk, dt.date(2027, 1, 2))
    assert (early.top_year, early.top[0].customer_id, early.sales.so_far) == (2026, two, 0)


def test_it_stops_when_nobody_wants_it(desk: Desk) -> None:
    with pytest.raises(CancelledError):
        overview.overview(desk, cancelled=lambda: True)
