"""A customer's account: what was owed before, what changed it, what is owed then."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.orders import NOTHING, ORDERED, Terms, sums, total
from crmdesk.core.statements import PERIODS, Movement, account, of_order, span

DAY = dt.date(2026, 11, 21)
_SPANS = (
    ("this-month", "2026-11-01", "2026-11-21"),
    ("last-month", "2026-10-01", "2026-10-31"),
    ("last-quarter", "2026-07-01", "2026-09-30"),
    ("this-year", "2026-01-01", "2026-11-21"),
    ("last-year", "2025-01-01", "2025-12-31"),
)


@pytest.mark.parametrize(("period", "first", "last"), _SPANS)
def test_periods(period: str, first: str, last: str) -> None:
    assert span(period, DAY) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def test_periods_over_the_turn_of_a_year() -> None:
    january = dt.date(2027, 1, 31)
    assert span("last-month", january) == (dt.date(2026, 12, 1), dt.date(2026, 12, 31))
    assert span("last-quarter", january) == (dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    assert span("all", january) == (None, january)
    assert {key for key, *_ in _SPANS} | {"all"} == set(PERIODS)


def test_opening_movements_and_closing() -> None:
    moves = [
        Movement(DAY, "payment", "D2", credit=Decimal(30)),
        Movement(DAY, "order", "D2", debit=Decimal(50)),
        Movement(DAY - dt.timedelta(days=40), "order", "D1", debit=Decimal(100)),
        Movement(DAY + dt.timedelta(days=1), "order", "D3", debit=Decimal(999)),
    ]
    found = account(moves, DAY.replace(day=1), DAY)
    assert found.opening == 100
    assert [each.kind for each in found.movements] == ["order", "payment"]  # what is sold comes before it is paid
    assert found.balances == (150, 120)
    assert (found.debit, found.credit, found.closing) == (50, 30, 120)
    assert account([], DAY, DAY).closing == 0


_CENTS = st.integers(0, 10**6).map(lambda cents: Decimal(cents) / 100)


@given(_CENTS, st.lists(_CENTS, max_size=3), st.lists(_CENTS, max_size=3), st.booleans())
def test_an_order_comes_to_what_its_sums_say(
    goods: Decimal, returned: list[Decimal], paid: list[Decimal], settled: bool
) -> None:
    received, back = total(paid), total(returned)
    agreed = sums(Terms(DAY), state=ORDERED, goods=goods, returned=back, received=received, settled=settled)
    moves = of_order(
        Movement(DAY, "order", "D1"), goods, [Movement(DAY, "return", "R", credit=each) for each in returned],
        received=received, settled=settled,
    )  # fmt: skip
    moves += [Movement(DAY, "payment", "D1", credit=each) for each in paid]
    assert all(each.debit >= NOTHING and each.credit >= NOTHING for each in moves)
    assert account(moves, None, DAY).closing == agreed.due - agreed.credit
