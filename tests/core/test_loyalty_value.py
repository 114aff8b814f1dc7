"""Where a customer stands by loyalty and value, and what that means."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.loyalty_value import LOYALTIES, VALUES, Loyalty, Value, advice, cells, loyalty, place


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [(0, 0, "not-yet"), (1, 0, "not-yet"), (0, 1, "not-yet"), (2, 0, "returning"), (1, 1, "returning"),
     (0, 5, "returning"), (1, 9, "returning"), (2, 1, "loyal"), (9, 9, "loyal")],
)  # fmt: skip
def test_loyalty_from_order_days(now: int, before: int, expected: str) -> None:
    assert loyalty(now, before) == expected


@pytest.mark.parametrize(
    ("loyal", "value", "promising", "expected"),
    [
        ("not-yet", "low", False, "no-effort"),
        ("returning", "low", False, "no-effort"),
        ("loyal", "low", False, "go-on"),
        ("not-yet", "low", True, "win"),
        ("loyal", "low", True, "keep"),
        ("not-yet", "middle", False, "go-on"),
        ("returning", "middle", True, "win"),
        ("not-yet", "high", False, "win"),
        ("loyal", "high", False, "keep"),
    ],
)
def test_winning_the_worthless_gains_nothing(loyal: Loyalty, value: Value, promising: bool, expected: str) -> None:
    assert advice(loyal, value, promising=promising) == expected


@given(st.lists(st.tuples(st.sampled_from(list(LOYALTIES)), st.sampled_from(list(VALUES)), st.booleans(),
                          st.integers(-(10**9), 10**9))))  # fmt: skip
def test_cells_hold_everybody_once(people: list[tuple[Loyalty, Value, bool, int]]) -> None:
    counts: dict[int, int] = {}
    amounts: dict[int, Decimal] = {}
    for loyal, value, promising, amount in people:
        at = place(loyal, value, promising=promising)
        counts[at] = counts.get(at, 0) + 1
        amounts[at] = amounts.get(at, Decimal(0)) + amount
    found = cells(counts, amounts)
    assert len(found) == 9
    assert sum(cell.count for cell in found) == len(people)
    assert sum(cell.promising for cell in found) == sum(promising for _, _, promising, _ in people)
    for cell in found:
        here = [each for each in people if each[:2] == (cell.loyalty, cell.value)]
        assert (cell.count, cell.amount) == (len(here), sum(each[3] for each in here))
