"""What sources brought and cost: against plain Python, with the records behind it."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import customers, history, lists, sources
from crmdesk.services.desk import Desk
from tests.services.importing import counts, run
from tests.services.selling import give_back, make, sell

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 6, 30)


def test_costs_are_entered_changed_and_taken_back(desk: Desk) -> None:
    one, _ = sources.add(desk, {"source": "展会", "amount": "8000.005", "notes": "春季展"})
    found = sources.cost(desk, one)
    assert (found.number, found.source, found.day, found.amount) == ("G00001", "fair", desk.today(), Decimal("8000.01"))
    sources.edit(desk, one, {"day": "2026-03-01", "amount": "1万"})
    assert sources.costs(desk, "fair", FIRST, LAST) == [sources.cost(desk, sources.id_of(desk, "g1"))]
    sources.delete(desk, one)
    assert sources.costs(desk) == []
    history.undo(desk)
    assert [each.amount for each in sources.costs(desk)] == [10_000]
    sources.delete(desk, one)
    sources.restore(desk, one)
    with pytest.raises(UserError):
        sources.restore(desk, one)
    with pytest.raises(UserError):
        sources.id_of(desk, "G99")


@pytest.mark.parametrize("typed", [{"amount": "0"}, {"amount": "-5"}, {"day": "2026-11-22"}, {"source": "路边"},
                                   {"source": ""}, {"amount": ""}])  # fmt: skip
def test_what_is_no_cost_is_refused(desk: Desk, typed: dict[str, str]) -> None:
    with pytest.raises(UserError):
        sources.add(desk, {"source": "web", "amount": "5", **typed})
    assert sources.costs(desk) == []


def test_a_word_of_ones_own_is_a_source_too(desk: Desk) -> None:
    lists.add(desk, "source", "短视频")
    sources.add(desk, {"source": "短视频", "amount": "300"})
    customers.add(desk, {"name": "禾砚精密", "source": "短视频"})
    (row,) = sources.sources(desk).rows
    assert (row.customers, row.cost, row.why and row.why.code) == (1, 300, "source-no-order")


def test_against_plain_python(desk: Desk) -> None:
    dice = random.Random(11)
    made: list[tuple[int, str | None, dt.date, list[tuple[dt.date, int]]]] = []
    for place in range(40):
        source = dice.choice(("fair", "web", None))
        typed = {"name": f"客户{place}", **({"source": source} if source else {})}
        customer = customers.add(desk, typed)[0]
        deals = [(dt.date(2025, 7, 1) + dt.timedelta(days=dice.randrange(480)), dice.randrange(1, 900))
                 for _ in range(dice.choice((0, 1, 3)))]  # fmt: skip
        for day, yuan in deals:
            sell(desk, customer, yuan, day.isoformat())
        made.append((customer, source, min([desk.today(), *(day for day, _ in deals)]), deals))
    give_back(desk, made[0][0], 7, "2026-02-02")
    sources.add(desk, {"source": "fair", "amount": "100", "day": "2026-02-01"})
    sources.add(desk, {"source": "web", "amount": "50", "day": "2026-07-01"})
    sources.add(desk, {"source": "telephone", "amount": "9", "day": "2026-06-30"})
    for first, last in ((FIRST, LAST), (None, desk.today())):
        rows = {row.source: row for row in sources.sources(desk, first, last).rows}
        for source in ("fair", "web", None):
            came = [one for one in made if one[1] == source and (first or dt.date.min) <= one[2] <= last]
            bought = [[deal for deal in deals if (first or dt.date.min) <= deal[0] <= last] for *_, deals in came]
            row = rows[source]
            assert (row.customers, row.buyers, row.orders) == (len(came), sum(map(bool, bought)), sum(map(len, bought)))
            back = 7 if made[0] in came else 0
            assert row.sales == sum(yuan for each in bought for _, yuan in each) - back
            assert set(sources.customers_of(desk, source, first, last)) == {one[0] for one in came}
            assert len(sources.customers_of(desk, source, first, last, buyers=True)) == row.buyers
            assert len(sources.orders_of(desk, source, first, last)) == row.orders
            assert len(sources.returns_of(desk, source, first, last)) == bool(back)
    spent = sources.sources(desk, FIRST, LAST)
    assert {row.source: row.cost for row in spent.rows if row.cost} == {"fair": 100, "telephone": 9}
    assert (spent.all.cost, spent.rows[-1].source) == (109, None)
    with pytest.raises(UserError):
        sources.sources(desk, LAST, FIRST)


def test_a_sheet_of_costs(desk: Desk) -> None:
    rows = [
        ("来源", "日期", "广告费", "备注"),
        ("展会", "2026-03-01", 8000, "展位"),
        ("网络", "2026-03-01", "1.2千", None),
        ("网络", "2026-03-02", -3, None),
    ]
    assert counts(run(desk, rows)) == {"created": 2, "errors": 1}
    assert {(each.source, each.amount) for each in sources.costs(desk)} == {("fair", 8000), ("web", 1200)}
    assert counts(run(desk, rows[:3])) == {"skipped": 2}
    history.undo(desk)
    assert sources.costs(desk) == []


def test_sales_are_told_to_the_fen(desk: Desk) -> None:
    customer = customers.add(desk, {"name": "禾砚精密", "source": "fair"})[0]
    order = sell(desk, customer, 1)
    make(desk, "order_line", customer, sales_order=order, product=1, quantity=1000, amount=3333)
    (row,) = sources.sources(desk).rows
    assert str(row.sales) == "1.33"
