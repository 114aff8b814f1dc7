"""Ranking customers by every basis, on small files where every figure can be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import pytest

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.value_basis import BASES, Period, period
from crmdesk.services import customers, settings, tiers, tiers_why
from crmdesk.services.desk import Desk
from tests.desk import NOW
from tests.services.selling import UNITS, give_back, make, pay, sell

TODAY = NOW.date()
PEOPLE = ("甲厂", "乙厂", "丙厂", "丁厂", "戊厂")


def add(desk: Desk, name: str = "甲厂") -> int:
    return customers.add(desk, {"name": name})[0]


def values(desk: Desk, basis: str) -> Mapping[str, Decimal]:
    ranking = tiers.classify(desk, basis)
    return {row.number: row.value for row in ranking.rows(desk, 0, 100)}


def tiers_of(desk: Desk) -> dict[str, tuple[str | None, str | None]]:
    rows = customers.rows(desk, customers.find(desk, Listing(sort="number")))
    return {row.number: (row.tier, row.grade) for row in rows}


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("scheme", ["pyramid", "abc"])
def test_nobody_no_orders_one_and_alike(desk: Desk, basis: str, scheme: str) -> None:
    def codes() -> set[str]:
        ranking = tiers.classify(desk, basis, scheme)  # type: ignore[arg-type]
        assert sum(level.count for level in ranking.division.levels) == ranking.count
        assert [tiers_why.why(desk, ranking, customer).why.rank for customer in ranking.ids] == list(
            range(1, ranking.count + 1)
        )
        assert (tiers.pareto(ranking).best_share is None) == (not ranking.division.positive)
        return {note.code for note in ranking.notes}

    assert codes() == {"tiers-no-customers"}
    one = add(desk)
    assert codes() == {"tiers-no-value"}
    sell(desk, one, 100, "2025-12-01")
    assert "tiers-one" in codes()
    for name in PEOPLE[1:]:
        sell(desk, add(desk, name), 100, "2025-12-01")
    assert "tiers-all-equal" in codes()


def test_what_counts_for_each_basis(desk: Desk) -> None:
    a, b, c = (add(desk, name) for name in PEOPLE[:3])
    order = sell(desk, a, 1000, "2025-01-01", 600)
    give_back(desk, a, 100, "2026-02-01", order, cost=50)
    sell(desk, a, 500, "2025-12-31", None)
    sell(desk, b, 300, "2024-12-31", 100)
    sell(desk, b, 200, "2026-11-21", 50)
    sell(desk, b, 999, "2026-11-22")
    sell(desk, b, 999, "2025-06-01", state="offer")
    give_back(desk, c, 70, "2025-03-01", cost=20)
    make(desk, "interaction", b, at="2026-11-21T10:00", kind="meal", cost=30 * UNITS)
    make(desk, "interaction", b, at="2025-11-21T10:00", kind="meal", cost=30 * UNITS)
    assert values(desk, "last-year-sales") == {"K00001": 1400, "K00002": 0, "K00003": -70}
    assert values(desk, "last-year-profit") == {"K00001": 350, "K00002": 0, "K00003": -50}
    assert values(desk, "sales") == {"K00001": 1400, "K00002": 500, "K00003": -70}
    clv = Decimal("3.790786769") * (200 - 50 - 30)
    assert values(desk, "clv") == {"K00001": 0, "K00002": round(clv, 4), "K00003": 0}
    assert set(values(desk, "score")) == {"K00001", "K00002", "K00003"}
    profit = tiers.classify(desk, "last-year-profit")
    assert {note.code: note.params.get("count") for note in profit.notes}["tiers-cost-unknown"] == 1
    assert (profit.zero, profit.negative) == (1, 1)
    lifetime = tiers_why.orders_behind(desk, b, period("clv", TODAY), "clv")
    assert [(one.kind, one.value) for one in lifetime] == [("interaction", -30), ("order", 150)]
    back = tiers_why.orders_behind(desk, c, Period(None, TODAY))
    assert [(one.kind, one.on, one.value) for one in back] == [("return", dt.date(2025, 3, 1), -70)]
    customers.delete(desk, [a])
    assert set(values(desk, "sales")) == {"K00002", "K00003"}


def test_a_newcomers_lifetime_value_is_a_guess_and_compensation_costs(desk: Desk) -> None:
    a = add(desk)
    sell(desk, a, 1000, "2026-09-23", 400)
    complaint = make(desk, "complaint", a, number="T1", received_at="2026-10-01", words="断了", state="open")
    step = {"complaint": complaint, "round": 1, "step": "compensate", "at": "2026-10-02T09:00", "kind": "refund"}
    make(desk, "complaint_step", a, **step, amount=100 * UNITS)
    ranking = tiers.classify(desk, "clv")
    assert ranking.value_at(1) == round(Decimal(500) * 365 / 60 * Decimal("3.7907867694084"), 4)
    assert {note.code for note in ranking.notes} >= {"tiers-clv-guessed", "tiers-one"}
    told = tiers_why.why(desk, ranking, a)
    assert [(reason.code, reason.params) for reason in told.told] == [("tiers-clv-own", {"days": 60})]
    settings.change(desk, "clv.years", "1")
    assert tiers.classify(desk, "clv").value_at(1) == round(Decimal(500) * 365 / 60 / Decimal("1.1"), 4)
    settings.change_several(desk, {"clv.years": "100", "clv.growth": "100"})
    with pytest.raises(UserError, match="clv-too-large"):
        tiers.classify(desk, "clv")


def test_paying_late_and_growing_move_a_score(desk: Desk) -> None:
    good, late, none = (add(desk, name) for name in PEOPLE[:3])
    for customer, paid_on in ((good, "2026-03-01"), (late, "2026-03-03")):
        sell(desk, customer, 100, "2024-12-01")
        order = sell(desk, customer, 100, "2026-02-01", terms_days=28)
        pay(desk, customer, order, 100, paid_on)
    ranking = tiers.classify(desk, "score")
    assert [row.value for row in ranking.rows(desk, 0, 3)] == [Decimal("52.5"), Decimal("47.5"), 0]
    assert tiers_why.why(desk, ranking, late).ranks == {
        "sales": 50, "profit": 50, "orders": 50, "on_time": 25, "growth": 50,
    }  # fmt: skip
    assert [reason.code for reason in tiers_why.why(desk, ranking, none).told] == ["tiers-score-none"]
