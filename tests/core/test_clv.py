"""Customer lifetime value: the formula, its assumptions, and what is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmdesk.core.clv import YEAR_DAYS, Assumptions, clv, days_of, factor, worth
from crmdesk.core.errors import UserError

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("flows", "rate", "expected"),
    [
        ((1000, 1000, 1000, 1000, 1000), 10, "3790.7868"),
        ((110,), 10, "100"),
        ((0, 121), 10, "100"),
        ((100, 100), 0, "200"),
        ((-110,), 10, "-100"),
        ((50,), -50, "100"),
        ((1,) * 30, Decimal("-99.999"), str((100000**31 - 100000) // 99999) + ".0000"),
    ],
)
def test_what_the_coming_years_bring_is_worth_less_today(flows: tuple[int, ...], rate: int, expected: str) -> None:
    assert clv([Decimal(flow) for flow in flows], Decimal(rate)) == Decimal(expected)


@pytest.mark.parametrize(
    ("assumptions", "code"),
    [
        (Assumptions(rate=Decimal(-100)), "clv-rate"),
        (Assumptions(rate=Decimal("-100.001")), "clv-rate"),
        (Assumptions(growth=Decimal(-100)), "clv-growth"),
        (Assumptions(years=0), "clv-years"),
    ],
)
def test_what_makes_no_sense_is_refused(assumptions: Assumptions, code: str) -> None:
    with pytest.raises(UserError) as caught:
        factor(assumptions)
    assert caught.value.code == code
    with pytest.raises(UserError) as none:
        clv([], Decimal(10))
    assert none.value.code == "clv-years"


@example(1, Decimal("-98.826"), Decimal(0), 30, 70)  # 60 digits were not enough for it
@given(
    st.integers(-(10**15), 10**15),
    st.decimals(-99, 200, places=3),
    st.decimals(-99, 100, places=3),
    st.integers(1, 30),
    st.integers(30, YEAR_DAYS),
)
def test_in_whole_units_it_is_the_exact_sum(net: int, rate: Decimal, growth: Decimal, years: int, days: int) -> None:
    r, g = Fraction(rate) / 100, Fraction(growth) / 100
    exact = Fraction(net * YEAR_DAYS, days) * sum((1 + g) ** (i - 1) / (1 + r) ** i for i in range(1, years + 1))
    found = worth(net, days, factor(Assumptions(rate, years, growth)))
    assert abs(found - exact) <= Fraction(1, 2) + abs(Fraction(net * YEAR_DAYS, days)) / 10**15
    assert worth(-net, days, factor(Assumptions(rate, years, growth))) == -found


@pytest.mark.parametrize(
    ("since", "days"), [("2026-11-21", 30), ("2026-10-01", 52), ("2025-11-22", 365), ("2020-01-01", 365)]
)
def test_a_customer_of_a_few_days_counts_as_one_of_thirty(since: str, days: int) -> None:
    assert days_of(dt.date.fromisoformat(since), TODAY) == days
