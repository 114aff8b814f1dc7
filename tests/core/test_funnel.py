"""The funnel: which month and stage an expectation stands in; nothing is counted twice (METHOD.md section 15)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.funnel import STAGES, Expected, months_shown, row, rows
from crmdesk.core.potentials import Potential

TODAY = dt.date(2026, 11, 21)
MONTHS = months_shown(TODAY, 3)


def month(text: str) -> dt.date:
    return dt.date.fromisoformat(f"{text}-01")


def test_the_months_begin_with_this_one() -> None:
    assert (month("2026-11"), month("2026-12"), month("2027-01")) == MONTHS


def test_each_expectation_stands_in_its_month() -> None:
    days = [month("2026-10"), month("2026-11"), month("2026-12"), month("2027-01"), month("2027-02"), None]
    found = row("target", [Expected("target", day, 1, Decimal(10 * n)) for n, day in enumerate(days, 1)], MONTHS)
    assert (found.past.amount, found.later.amount, found.undated.amount) == (10, 50, 60)
    assert [cell.amount for cell in found.months] == [20, 30, 40]
    assert (found.all.count, found.all.amount) == (6, 210)


EXPECTED = st.builds(
    Expected,
    st.sampled_from(STAGES),
    st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)).map(lambda day: day.replace(day=1)),
    st.integers(1, 5),
    st.decimals(0, 1000, places=2),
)


@settings(max_examples=30)
@given(st.lists(EXPECTED, max_size=12))
def test_every_expectation_is_counted_once(expected: list[Expected]) -> None:
    found = rows(expected, MONTHS)
    assert [one.stage for one in found] == list(STAGES)
    cells = [cell for one in found for cell in (one.past, *one.months, one.later, one.undated)]
    assert sum(cell.count for cell in cells) == sum(one.count for one in expected) == sum(f.all.count for f in found)
    assert sum(cell.amount for cell in cells) == sum(one.amount for one in expected)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, None),
        ({"expected_profit": Decimal(5)}, None),
        ({"expected_amount": Decimal(5)}, (None, 5)),
        ({"expected_on": dt.date(2026, 12, 5)}, ("2026-12", 0)),
        ({"expected_on": dt.date(2026, 12, 5), "expected_amount": Decimal(5)}, ("2026-12", 5)),
        ({"offered": Decimal(8), "expected_amount": Decimal(5)}, (None, 8)),
        ({"offered": Decimal(8), "valid_until": dt.date(2027, 1, 9)}, ("2027-01", 8)),
        (
            {"offered": Decimal(8), "valid_until": dt.date(2027, 1, 9), "expected_on": dt.date(2026, 12, 5)},
            ("2026-12", 8),
        ),
        (
            {"stage": "signed", "expected_on": dt.date(2026, 9, 5), "last_order_on": dt.date(2026, 9, 5)},
            None,
        ),
        (
            {"stage": "signed", "expected_on": dt.date(2026, 12, 5), "last_order_on": dt.date(2026, 9, 5)},
            ("2026-12", 0),
        ),
        ({"stage": "qualified", "expected_amount": Decimal(5), "last_order_on": dt.date(2026, 9, 5)}, None),
    ],
)
def test_what_is_expected_of_a_customer(known: dict[str, object], expected: tuple[str | None, int] | None) -> None:
    found = potential(**known).expected
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert (found.month, found.amount) == (expected[0] and month(expected[0]), expected[1])


def potential(**known: object) -> Potential:
    empty = dict.fromkeys(Potential.__struct_fields__)
    return Potential(**{**empty, "customer_id": 1, "number": "K1", "name": "甲", "stage": "target", **known})  # type: ignore[arg-type]
