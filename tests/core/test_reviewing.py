"""When a file is due for review."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import reviewing

DAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("verified", "made", "days", "due"),
    [
        (dt.date(2026, 5, 25), None, 180, True),
        (dt.date(2026, 5, 26), None, 180, False),
        (None, dt.date(2026, 5, 25), 180, True),
        (None, dt.date(2026, 11, 20), 180, False),
        (dt.date(2026, 11, 1), dt.date(2001, 1, 1), 180, False),
        (dt.date(2026, 11, 20), None, 1, True),
        (DAY, None, 1, False),
        (dt.date(2027, 1, 1), None, 1, False),
        (None, None, 180, False),
        (dt.date(9999, 12, 1), None, 3650, False),
    ],
)
def test_due_after_so_many_days_from_verifying_or_else_from_making(
    verified: dt.date | None, made: dt.date | None, days: int, due: bool
) -> None:
    assert reviewing.is_due(verified, made, days, DAY) is due


@given(st.dates(max_value=dt.date(9000, 1, 1)), st.integers(1, 3650))
def test_it_is_due_from_the_day_named_on_and_not_before(verified: dt.date, days: int) -> None:
    due = reviewing.due_on(verified, None, days)
    assert due is not None
    assert reviewing.is_due(verified, None, days, due)
    assert not reviewing.is_due(verified, None, days, due - dt.timedelta(days=1))
