"""Consent, requests, the log: what the rules of privacy say of days and people."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.messages import MESSAGES
from crmdesk.core.privacy import (
    Consent,
    LogEntry,
    Request,
    Retention,
    consent_of,
    consent_problems,
    due_on,
    untouched_since,
)

DAYS = st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
EARLY, LATE = dt.date(2024, 3, 1), dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("given_on", "withdrawn_on", "state", "code"),
    [
        (None, None, Consent.UNKNOWN, None),
        (EARLY, None, Consent.GIVEN, None),
        (EARLY, LATE, Consent.WITHDRAWN, "consent-withdrawn"),
        (EARLY, EARLY, Consent.WITHDRAWN, "consent-withdrawn"),
        (None, LATE, Consent.WITHDRAWN, "consent-withdrawn"),
        (LATE, EARLY, Consent.GIVEN, "consent-order"),
    ],
)
def test_consent(given_on: dt.date | None, withdrawn_on: dt.date | None, state: Consent, code: str | None) -> None:
    values = {"consent_on": given_on, "consent_withdrawn_on": withdrawn_on}
    assert consent_of(values) is state
    problem = consent_problems(values).get("consent_withdrawn_on")
    assert (problem and problem.code) == code
    if problem is not None:
        assert not problem.hard
        MESSAGES[problem.code].format(**problem.params)


@given(given_on=DAYS, withdrawn_on=DAYS)
def test_a_withdrawal_is_never_passed_over_in_silence(given_on: dt.date | None, withdrawn_on: dt.date | None) -> None:
    values = {"consent_on": given_on, "consent_withdrawn_on": withdrawn_on}
    assert bool(consent_problems(values)) == (withdrawn_on is not None)
    if consent_of(values) is Consent.GIVEN:
        assert withdrawn_on is None or (given_on is not None and withdrawn_on < given_on)


@pytest.mark.parametrize(
    ("today", "years", "before"),
    [
        (dt.date(2026, 11, 21), 3, dt.date(2023, 11, 21)),
        (dt.date(2028, 2, 29), 1, dt.date(2027, 2, 28)),
        (dt.date(2028, 2, 29), 4, dt.date(2024, 2, 29)),
        (dt.date(2026, 11, 21), 0, None),
        (dt.date(20, 1, 1), 30, None),
    ],
)
def test_untouched_since(today: dt.date, years: int, before: dt.date | None) -> None:
    assert untouched_since(today, years) == before


def test_due_days_end_with_the_calendar() -> None:
    assert due_on(dt.date(2026, 11, 21), 15) == dt.date(2026, 12, 6)
    assert due_on(dt.date(9999, 12, 31), 1) is None


@pytest.mark.parametrize(
    ("due", "answered", "overdue"),
    [
        (dt.date(2026, 11, 20), None, True),
        (dt.date(2026, 11, 21), None, False),
        (dt.date(2026, 11, 20), dt.date(2026, 11, 21), False),
        (None, None, False),
    ],
)
def test_overdue(due: dt.date | None, answered: dt.date | None, overdue: bool, today: dt.date) -> None:
    request = Request(1, None, "", "张伟", "copy", dt.date(2026, 11, 1), due, answered, "done" if answered else "", "")
    assert request.overdue(today) is overdue


@pytest.mark.parametrize(
    ("params", "concerned"), [({"ids": [3, 7]}, True), ({"ids": [3]}, False), ({"every": True}, True), ({}, None)]
)
def test_whom_an_entry_of_the_log_concerns(params: dict[str, Any], concerned: bool | None) -> None:
    assert LogEntry(1, "", "", "export", 2, False, "x.csv", params).concerns(7) is concerned


def test_files_in_the_trash_count() -> None:
    assert Retention(3, EARLY, (1, 2), (3,)).count == 3
