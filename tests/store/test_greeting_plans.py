"""Whom to greet is found by indexes, also among a million customers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from crmdesk.services import customers, greetings
from crmdesk.services.desk import Desk

TODAY = dt.date(2026, 11, 21)
NEW_YEAR = dt.date(2027, 1, 1)

QUESTIONS: dict[str, tuple[Callable[[Desk], object], set[str]]] = {
    "birthdays": (
        lambda desk: greetings.upcoming(desk, TODAY, occasions=("birthday",), most=0),
        {"customer_by_birthday", "contact_by_birthday", "customer_deleted", "customer_withdrawn"},
    ),
    "founding": (
        lambda desk: greetings.upcoming(desk, TODAY, occasions=("founding",), most=0),
        {"customer_by_founding"},
    ),
    "first orders": (
        lambda desk: greetings.upcoming(desk, TODAY, occasions=("first-order",), most=0),
        {"customer_by_first_order"},
    ),
    "holidays": (
        lambda desk: greetings.upcoming(desk, NEW_YEAR, 0, occasions=("new-year",)),
        {"customer_by_tier", "customer_withdrawn"},
    ),
    "a list": (
        lambda desk: greetings.to_greet(desk, "new-year", NEW_YEAR, tiers=("gold",), pending=True, most=50),
        {"customer_by_tier", "greeting_by_customer"},
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_is_a_matter_of_indexes(desk: Desk, monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    customers.add(desk, {"name": "许念安", "tier": "gold"})
    database = desk.data.database
    execute = database.execute_sql
    asked: list[tuple[str, Any]] = []

    def noting(sql: str, params: Any = None) -> Any:
        asked.append((sql, params or ()))
        return execute(sql, params)

    monkeypatch.setattr(database, "execute_sql", noting)
    ask, used = QUESTIONS[question]
    ask(desk)
    monkeypatch.undo()
    plans = [row[3] for sql, params in asked for row in execute(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()]
    for index in used:
        assert any(f"INDEX {index}" in plan for plan in plans), (index, plans)
    assert not [plan for plan in plans if plan.startswith("SCAN") and "INDEX" not in plan and "setting" not in plan]
