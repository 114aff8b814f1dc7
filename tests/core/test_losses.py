"""Who counts as lost on a day, who was lost in a period, and which days of a loss cannot be (METHOD.md section 8)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.losses import Past, gone, lost, problems

TODAY = dt.date(2026, 11, 21)


def day(number: int) -> dt.date:
    return dt.date(2026, 1, 1) + dt.timedelta(days=number)


@st.composite
def histories(draw: st.DrawFn) -> list[Past]:
    """Of some customers, loss after loss, each won back before the next one."""
    found = []
    for customer in range(draw(st.integers(0, 6))):
        first = draw(st.none() | st.integers(0, 60).map(day))
        marks = sorted(draw(st.lists(st.integers(0, 90), max_size=5, unique=True)))
        for place in range(0, len(marks), 2):
            back = day(marks[place + 1]) if place + 1 < len(marks) else None
            found.append(Past(len(found) + 1, customer, day(marks[place]), back, first))
    return found


@given(histories(), st.integers(0, 60), st.integers(0, 40))
def test_a_period_counts_what_walking_day_by_day_counts(losses: list[Past], begin: int, length: int) -> None:
    first, last = day(begin), day(begin + length)
    away: set[int] = set()
    counted: set[int] = set()
    beside: set[int] = set()
    for number in range(begin + length + 1):
        if number == begin:
            already = frozenset(away)
        for loss in losses:
            if loss.lost_on == day(number):
                away.add(loss.customer_id)
                if number >= begin:
                    before = loss.first_order_on is not None and loss.first_order_on < first
                    (counted if before and loss.customer_id not in already else beside).add(loss.customer_id)
            if loss.won_back_on == day(number):
                away.discard(loss.customer_id)
    assert gone(losses, first) == already
    found = lost(losses, first, last, already)
    assert (found.counted, found.beside) == (counted, beside)


@pytest.mark.parametrize(
    ("lost_on", "won_back_on", "others", "codes"),
    [
        ("2026-11-21", None, (), {}),
        ("2026-11-22", None, (), {"lost_on": "loss-ahead"}),
        ("2026-11-01", "2026-11-22", (), {"won_back_on": "won-back-ahead"}),
        ("2026-11-01", "2026-10-31", (), {"won_back_on": "won-back-before"}),
        ("2026-11-01", "2026-11-01", (), {}),
        ("2026-11-01", None, (("2026-01-01", None),), {"lost_on": "loss-overlaps"}),
        ("2026-11-01", None, (("2026-01-01", "2026-11-01"),), {"lost_on": "loss-overlaps"}),
        ("2026-11-01", None, (("2026-01-01", "2026-10-31"),), {}),
        ("2026-02-01", None, (("2026-05-01", "2026-06-01"),), {"lost_on": "loss-overlaps"}),
        ("2026-02-01", "2026-03-01", (("2026-05-01", None),), {}),
        (None, None, (), {}),
    ],
)  # fmt: skip
def test_days_that_cannot_be(
    lost_on: str | None,
    won_back_on: str | None,
    others: tuple[tuple[str, str | None], ...],
    codes: dict[str, str],
) -> None:
    def on(text: str | None) -> dt.date | None:
        return dt.date.fromisoformat(text) if text else None

    spans = [(dt.date.fromisoformat(begin), on(end)) for begin, end in others]
    found = problems(on(lost_on), on(won_back_on), TODAY, others=spans)
    assert {key: problem.code for key, problem in found.items()} == codes
    assert all(problem.hard for problem in found.values())


def test_orders_after_the_loss_are_only_told() -> None:
    found = problems(dt.date(2026, 5, 1), None, TODAY, last_order_on=dt.date(2026, 6, 1))
    assert (found["lost_on"].code, found["lost_on"].hard) == ("loss-before-order", False)
    assert problems(dt.date(2026, 5, 1), dt.date(2026, 6, 1), TODAY, last_order_on=dt.date(2026, 6, 1)) == {}
