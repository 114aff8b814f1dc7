"""Contacts made: their numbers, and what is doubtful about them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.interactions import Interaction, id_of, number_of, problems
from crmdesk.core.staff import commission
from crmdesk.core.timeline import first_of_month, next_month

NOW = dt.datetime(2026, 11, 21, 12, 0)
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("J00012", 12),
        ("j00012", 12),
        (" J00012 ", 12),
        ("J1234567", 1234567),
        ("J12", None),
        ("K00012", None),
        ("J", None),
    ],
)
def test_numbers(text: str, found: int | None) -> None:
    assert id_of(text) == found


@given(st.integers(1, 10**9))
def test_every_number_means_its_interaction(interaction_id: int) -> None:
    assert id_of(number_of(interaction_id)) == interaction_id


DAY = dt.timedelta(days=1)
AT = NOW - DAY


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"at": AT, "next_date": TODAY}, None),
        ({"at": AT, "next_date": TODAY + DAY}, None),
        ({"at": NOW - 10 * DAY, "next_date": TODAY - DAY}, "next-date-past"),
        ({"next_date": TODAY - DAY}, "next-date-past"),
        ({"at": NOW, "next_date": TODAY - DAY}, "next-date-before"),
        ({"at": NOW - 10 * DAY, "next_date": TODAY - DAY, "next_done_on": TODAY}, None),
        ({"at": NOW}, None),
        ({"at": NOW + dt.timedelta(minutes=1)}, "interaction-future"),
        ({"at": dt.datetime(2026, 11, 21)}, None),
        ({"at": dt.datetime(2026, 11, 22)}, "interaction-future"),
        ({"at": AT, "minutes": 24 * 60}, None),
        ({"at": AT, "minutes": 24 * 60 + 1}, "minutes-many"),
    ],
)
def test_what_is_doubtful_is_told_and_kept(values: dict[str, object], code: str | None) -> None:
    found = problems(values, NOW, frozenset(values))
    assert [problem.code for problem in found.values()] == ([code] if code else [])
    assert not any(problem.hard for problem in found.values())


def test_only_what_is_typed_is_told() -> None:
    assert problems({"at": NOW + DAY, "next_date": TODAY - DAY}, NOW, frozenset({"content"})) == {}


def test_a_step_is_open_until_it_is_done() -> None:
    plain = {"at": NOW, "kind": "call"}
    assert not Interaction(1, 1, plain).is_open
    assert Interaction(1, 1, {**plain, "next_step": "寄样"}).is_open
    assert Interaction(1, 1, {**plain, "next_date": TODAY}).is_open
    assert not Interaction(1, 1, {**plain, "next_step": "寄样", "next_done_on": TODAY}).is_open


@pytest.mark.parametrize(
    ("received", "rate", "earned"),
    [
        ("100", "2.5", "2.50"),
        ("0.2", "2.5", "0.01"),
        ("0.1", "2.5", "0.00"),
        ("-100", "3", "-3.00"),
        ("1234.56", "0", "0.00"),
    ],
)
def test_commission_is_rounded_half_up_to_the_cent(received: str, rate: str, earned: str) -> None:
    assert commission(Decimal(received), Decimal(rate)) == Decimal(earned)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)))
def test_a_month_is_followed_by_the_next_one(day: dt.date) -> None:
    first = first_of_month(day)
    following = next_month(first)
    assert first <= day < following
    assert (following.day, (following.year * 12 + following.month) - (first.year * 12 + first.month)) == (1, 1)
