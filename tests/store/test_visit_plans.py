"""Who is due and who is neglected comes out of one index: no customer's row is read to find them, and nothing is sorted
for the first ones of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from crmdesk.services import visit_plan
from crmdesk.services.desk import Desk

TODAY = dt.date(2026, 11, 21)
QUESTIONS: dict[str, Callable[[Desk], object]] = {
    "dues": lambda desk: visit_plan.dues(desk, TODAY),
    "mine": lambda desk: visit_plan.dues(desk, TODAY, mine=True, overdue_only=True, kind="visit"),
    "counts": lambda desk: visit_plan.counts(desk, TODAY, owner="陈立"),
    "customers": lambda desk: visit_plan.customers(desk, TODAY, mine=True),
    "neglected": lambda desk: visit_plan.neglected(desk, TODAY, 30),
    "neglected_counts": lambda desk: visit_plan.neglected_counts(desk, TODAY),
}
INDEX = "USING COVERING INDEX customer_by_visits"


@pytest.mark.parametrize("question", QUESTIONS)
def test_one_index_answers(desk: Desk, monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    database = desk.data.database
    execute = database.execute_sql
    asked: list[tuple[str, Any]] = []

    def noting(sql: str, params: Any = None) -> Any:
        asked.append((sql, params or ()))
        return execute(sql, params)

    monkeypatch.setattr(database, "execute_sql", noting)
    QUESTIONS[question](desk)
    monkeypatch.undo()
    plans = [[row[3] for row in execute(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()] for sql, params in asked]
    read = [step for plan in plans for step in plan if step.startswith(("SCAN c", "SEARCH c"))]
    assert read
    assert all(INDEX in step for step in read), read
    assert not [step for plan in plans for step in plan if "ORDER BY" in step and "LAST" not in step]
