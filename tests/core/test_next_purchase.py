"""When goods are needed again, from a customer's own purchases."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.next_purchase import Bought, Goods, next_purchases, rhythm

TODAY = dt.date(2026, 11, 21)
TAPE = Goods(1, "胶带", "胶带", "卷")
FILM = Goods(2, "拉伸膜", "膜", "卷")
BAG = Goods(3, "气泡袋", "膜", "个")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


def bought(goods: Goods, *days: str, quantity: int = 10) -> list[Bought]:
    return [Bought(goods, day(each), Decimal(quantity)) for each in days]


@pytest.mark.parametrize(
    ("days", "interval", "margin", "next_on"),
    [
        (["01-01", "01-31", "03-02"], "30", 0, "04-01"),  # always thirty days
        (["01-01", "01-11", "01-31"], "15", 4, "02-15"),  # 10 and 20: the tenths are 11 and 19
        (["01-01", "01-08", "01-15", "01-23"], "7", 0, "01-30"),  # 7, 7 and 8: half of 0.8 is none
        (["01-01", "01-02", "01-04", "01-07"], "2", 1, "01-09"),
        (["01-01", "01-02", "01-04"], "1.5", 0, "01-06"),  # half a day more is a day more
    ],
)
def test_the_next_date_is_the_usual_interval_after_the_last(
    days: list[str], interval: str, margin: int, next_on: str
) -> None:
    (found,) = next_purchases(bought(TAPE, *days), TODAY)
    assert (found.rhythm.interval, found.rhythm.margin) == (Decimal(interval), margin)
    assert found.on == day(next_on)
    assert (found.by, found.name, found.unit, found.quantity) == ("product", "胶带", "卷", Decimal(10))
    assert (found.to - found.on).days == (found.on - found.from_).days == margin


def test_one_long_pause_does_not_blur_the_rest() -> None:
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=10 * place) for place in range(21)]
    late = [*days, days[-1] + dt.timedelta(days=200)]
    found = rhythm(late, [Decimal(1)] * len(late))
    assert found is not None
    assert (found.interval, found.margin) == (10, 0)


def test_what_was_bought_on_too_few_dates_goes_by_its_category() -> None:
    rows = [*bought(FILM, "08-01", "09-10"), *bought(BAG, "08-21", quantity=30)]
    (found,) = next_purchases(rows, TODAY)
    assert (found.by, found.name, [goods.id for goods in found.goods]) == ("category", "膜", [2, 3])
    assert (found.rhythm.dates, found.rhythm.last_on, found.on) == (3, day("09-10"), day("09-30"))
    assert (found.quantity, found.unit) == (None, "")  # rolls and pieces cannot be added up
    assert next_purchases(bought(FILM, "08-01", "09-10"), TODAY) == ()
    nameless = Goods(4, "托盘")
    assert next_purchases([*bought(nameless, "08-01", "09-01"), *bought(Goods(5, "木箱"), "10-01")], TODAY) == ()


def test_a_product_with_its_own_rhythm_does_not_hide_the_others_of_its_category() -> None:
    rows = [*bought(FILM, "08-01", "09-01", "10-01"), *bought(BAG, "10-05")]
    found = next_purchases(rows, TODAY)
    assert [(each.by, [goods.id for goods in each.goods]) for each in found] == [("product", [2]), ("category", [3])]


def test_what_is_no_longer_sold_is_not_proposed_but_counts_for_its_category() -> None:
    old = Goods(6, "旧膜", "膜", "卷", sold=False)
    assert next_purchases(bought(old, "08-01", "09-01", "10-01"), TODAY) == ()
    (found,) = next_purchases([*bought(old, "08-01", "09-01"), *bought(FILM, "10-01")], TODAY)
    assert ([goods.id for goods in found.goods], found.rhythm.dates) == ([2], 3)


def test_two_lines_of_one_day_are_one_purchase_and_later_ones_do_not_count() -> None:
    rows = [*bought(TAPE, "08-01", "09-01", "10-01"), *bought(TAPE, "10-01", quantity=5), *bought(TAPE, "12-31")]
    (found,) = next_purchases(rows, TODAY)
    assert (found.rhythm.dates, found.quantity) == (3, Decimal(10))
    assert next_purchases(rows, day("09-30")) == ()


@pytest.mark.parametrize(
    ("today", "late", "expected"),
    [("10-31", 0, True), ("11-02", 2, True), ("11-30", 30, True), ("12-01", 31, False)],
)
def test_after_two_silent_intervals_nothing_is_expected_any_more(today: str, late: int, expected: bool) -> None:
    days = ["08-02", "09-01", "10-01"]
    (found,) = next_purchases(bought(TAPE, *days), day(today))
    assert (found.on, found.late_days(day(today)), found.expected(day(today))) == (day("10-31"), late, expected)


def test_what_is_still_expected_comes_first_then_the_earliest() -> None:
    rows = [
        *bought(Goods(7, "甲"), "01-01", "01-11", "01-21"),
        *bought(Goods(8, "乙"), "08-01", "10-01", "12-01"),
        *bought(Goods(9, "丙"), "10-01", "10-21", "11-10"),
        *bought(Goods(10, "丁"), "06-01", "08-10", "10-19"),
    ]
    assert [each.name for each in next_purchases(rows, TODAY)] == ["丙", "丁", "甲"]


@settings(max_examples=40)
@given(
    first=st.dates(dt.date(2020, 1, 1), dt.date(2024, 1, 1)),
    every=st.integers(1, 120),
    times=st.integers(1, 12),
    quantity=st.decimals("0.001", "99999", places=3),
    turned=st.randoms(use_true_random=False),
)
def test_a_steady_buyer_is_foretold_to_the_day(
    first: dt.date, every: int, times: int, quantity: Decimal, turned: object
) -> None:
    days = [first + dt.timedelta(days=every * place) for place in range(times)]
    rows = [Bought(TAPE, each, quantity) for each in days]
    turned.shuffle(rows)  # type: ignore[attr-defined]
    found = next_purchases(rows, days[-1])
    if times < 3:
        assert found == ()
        return
    assert (found[0].on, found[0].rhythm.margin) == (days[-1] + dt.timedelta(days=every), 0)
    assert found[0].quantity == quantity
    assert found[0].expected(found[0].on)
