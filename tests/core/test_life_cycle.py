"""The five periods of a customer's life: every rule, and which comes first where two fit (METHOD.md section 3)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.life_cycle import Bounds, Sale, life_cycle, usual_interval
from crmdesk.core.periods import add_months, within

TODAY = dt.date(2026, 11, 21)
Orders = list[tuple[str, int]]


@pytest.mark.parametrize(
    ("orders", "period", "why"),
    [
        ([], "acquisition", "life-no-order"),
        ([("2024-11-21", 100)], "ended", "life-ended"),
        ([("2024-11-22", 100)], "decline", "life-nothing"),
        ([("2026-11-20", 100)], "growth", "life-new"),
        ([("2025-11-22", 100)], "growth", "life-new"),
        ([("2025-11-21", 100)], "decline", "life-nothing"),
        ([("2024-01-01", 100), ("2026-11-01", 100)], "growth", "life-again"),
        ([("2025-06-01", 100), ("2026-06-01", 121)], "growth", "life-up"),
        ([("2025-06-01", 100), ("2026-06-01", 120)], "maturity", "life-steady"),
        ([("2025-06-01", 100), ("2026-06-01", 100)], "maturity", "life-steady"),
        ([("2025-06-01", 100), ("2026-06-01", 80)], "maturity", "life-steady"),
        ([("2025-06-01", 100), ("2026-06-01", 79)], "decline", "life-down"),
    ],
)
def test_each_rule(orders: Orders, period: str, why: str) -> None:
    found = life_cycle(sales(orders), TODAY)
    assert (found.period, found.why.code) == (period, why)


@pytest.mark.parametrize(
    ("orders", "period", "why"),
    [
        pytest.param(
            [("2024-09-01", 1), ("2024-10-01", 1), ("2024-11-01", 1)], "ended", "life-ended", id="ended-before-silence"
        ),
        pytest.param(
            [("2026-02-01", 1), ("2026-03-01", 1), ("2026-04-01", 1)], "decline", "life-silent", id="silence-before-new"
        ),
        pytest.param(
            [("2020-01-01", 1), ("2026-01-01", 1), ("2026-01-08", 1), ("2026-01-15", 1)],
            "decline",
            "life-silent",
            id="silence-before-again",
        ),
        pytest.param(
            [("2025-08-01", 1), ("2025-09-01", 1), ("2026-08-01", 90), ("2026-09-01", 90)],
            "decline",
            "life-silent",
            id="silence-before-more",
        ),
        pytest.param([("2026-01-01", 100), ("2026-10-01", 1)], "growth", "life-new", id="new-before-comparing"),
        pytest.param(
            [("2023-01-01", 100), ("2026-06-01", 1)], "growth", "life-again", id="nothing-before-comes-before-less"
        ),
    ],
)
def test_the_first_rule_that_fits(orders: Orders, period: str, why: str) -> None:
    found = life_cycle(sales(orders), TODAY)
    assert (found.period, found.why.code) == (period, why)


@pytest.mark.parametrize(
    ("days", "silent_on"),
    [
        (["2026-01-01", "2026-02-01", "2026-03-01"], "2026-04-29"),  # 31 and 28 days: 29.5, twice
        (["2026-01-01", "2026-01-11", "2026-04-01", "2026-04-21"], "2026-05-31"),  # 10, 80, 20: 20
    ],
)
def test_silence_is_twice_the_median_interval(days: list[str], silent_on: str) -> None:
    orders = sales([(day, 1) for day in days])
    day = dt.date.fromisoformat(silent_on)
    assert life_cycle(orders, day).why.code == "life-silent"
    before = life_cycle(orders, day - dt.timedelta(1))
    assert before.why.code == "life-new"
    assert before.until == day


def test_several_orders_on_a_day_are_one_date() -> None:
    days = [dt.date(2026, 1, 1), dt.date(2026, 1, 1), dt.date(2026, 1, 5)]
    assert usual_interval(days) is None
    assert usual_interval([*days, dt.date(2026, 1, 19)]) == Decimal(9)


def test_orders_of_coming_days_do_not_count_yet() -> None:
    found = life_cycle(sales([("2026-12-01", 100)]), TODAY)
    assert (found.period, found.until) == ("acquisition", dt.date(2026, 12, 1))


def test_what_came_back_without_an_order_counts_in_its_months() -> None:
    orders = sales([("2025-06-01", 100), ("2026-06-01", 100)])
    assert life_cycle(orders, TODAY, returns=sales([("2026-07-01", -30)])).why.code == "life-down"
    assert life_cycle(orders, TODAY, returns=sales([("2025-07-01", -30)])).why.code == "life-up"


def test_the_numbers_are_the_users() -> None:
    orders = sales([("2025-06-01", 100), ("2026-06-01", 130)])
    assert life_cycle(orders, TODAY, Bounds(change_percent=30)).period == "maturity"
    assert life_cycle(orders, TODAY, Bounds(ended_months=5)).period == "ended"
    assert life_cycle(sales([("2026-01-01", 1)]), TODAY, Bounds(compared_months=6)).why.code == "life-nothing"
    regular = sales([("2026-01-01", 1), ("2026-04-01", 1), ("2026-07-01", 1)])
    assert life_cycle(regular, TODAY, Bounds(silent_intervals=1)).why.code == "life-silent"
    assert life_cycle(regular, TODAY).why.code == "life-new"


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 300)), max_size=6), st.integers(0, 900))
def test_nothing_changes_before_the_day_it_says(orders: list[tuple[int, int]], later: int) -> None:
    found = [Sale(dt.date(2023, 6, 1) + dt.timedelta(day), Decimal(amount)) for day, amount in orders]
    now = life_cycle(found, TODAY)
    last = TODAY + dt.timedelta(later) if now.until is None else min(now.until, TODAY + dt.timedelta(later + 1))
    assert life_cycle(found, max(TODAY, last - dt.timedelta(1))).period == now.period


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-11-21", 2, "2027-01-21"),
        ("2026-01-31", -2, "2025-11-30"),
        ("2026-12-01", 24, "2028-12-01"),
    ],
)
def test_months_are_counted_to_the_last_day_at_most(day: str, months: int, later: str) -> None:
    assert add_months(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(later)


def test_the_last_twelve_months_end_today() -> None:
    days = ["2025-11-21", "2025-11-22", "2026-11-21", "2026-11-22"]
    assert [within(dt.date.fromisoformat(day), 12, TODAY) for day in days] == [False, True, True, False]


def sales(orders: Orders) -> list[Sale]:
    return [Sale(dt.date.fromisoformat(day), Decimal(amount)) for day, amount in orders]
