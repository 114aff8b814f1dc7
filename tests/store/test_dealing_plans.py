"""What is asked about a million contacts made and calls is a matter of indexes: no table is read from end to end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from crmdesk.core.complaint_lists import Complaints
from crmdesk.services import (
    campaigns,
    commission,
    complaint_lists,
    interactions,
    objections,
    staff,
    tasks,
    timeline,
)
from crmdesk.services.desk import Desk

TODAY = dt.date(2026, 11, 21)
SMALL = frozenset({"staff", "campaign", "setting"})
"""Tables of a few rows."""

QUESTIONS: dict[str, Callable[[Desk], object]] = {
    "of_customer": lambda desk: interactions.of_customer(desk, 1, kinds=("call",), by=("陈立",), limit=50),
    "people": lambda desk: interactions.people(desk, 1),
    "open_steps": lambda desk: interactions.open_steps(desk, 1),
    "steps": lambda desk: interactions.steps(desk, last=TODAY, by=("陈立",), limit=50),
    "all_steps": interactions.steps,
    "latest": lambda desk: interactions.latest(desk, limit=50),
    "latest_of_days": lambda desk: interactions.latest(desk, kinds=("call",), first=TODAY, last=TODAY),
    "objections": lambda desk: objections.of_customer(desk, 1),
    "timeline": lambda desk: timeline.timeline(desk, 1),
    "timeline_of_one": lambda desk: timeline.timeline(desk, 1, people=("陈立",), contact_kinds=("call",)),
    "months": lambda desk: timeline.months(desk, 1, TODAY),
    "next_call": lambda desk: campaigns.next_call(desk, 1, after=5),
    "calls": lambda desk: campaigns.calls(desk, 1, open_only=True, limit=50),
    "calls_of": lambda desk: campaigns.calls(desk, 1, outcomes=("later", "no-answer")),
    "call": lambda desk: campaigns.call(desk, 1),
    "commission": lambda desk: commission.by_month(desk, 2026, TODAY),
    "complaints_of_customer": lambda desk: complaint_lists.of_customer(desk, 1),
    "open_complaints": lambda desk: complaint_lists.find(desk, Complaints(states=("open",))),
    "overdue_complaints": lambda desk: complaint_lists.find(desk, Complaints(overdue=True)),
    "complaint_counts": complaint_lists.counts,
    "complaints_by_number": lambda desk: complaint_lists.by_number(desk, "42", 9),
    "compensation": lambda desk: complaint_lists.compensation(desk, 1, TODAY, TODAY),
    "tasks_due": lambda desk: tasks.open_tasks(desk, TODAY, owner="陈立", most=50),
    "tasks_count": lambda desk: tasks.count(desk, TODAY),
    "tasks_done": lambda desk: tasks.done(desk, TODAY, TODAY),
    "tasks_by_day": lambda desk: tasks.by_day(desk, TODAY, TODAY, finished=True),
    "tasks_of": lambda desk: tasks.of_customer(desk, 1),
    "me": staff.me,
    "role": lambda desk: staff.role_of(desk, "陈立"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_table_is_read_from_end_to_end(desk: Desk, monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    database = desk.data.database
    execute = database.execute_sql
    asked: list[tuple[str, Any]] = []

    def noting(sql: str, params: Any = None) -> Any:
        asked.append((sql, params or ()))
        return execute(sql, params)

    monkeypatch.setattr(database, "execute_sql", noting)
    QUESTIONS[question](desk)
    monkeypatch.undo()
    assert asked
    for sql, params in asked:
        steps = [row[3] for row in execute(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()]
        scans = [step.split() for step in steps if step.startswith("SCAN") and "INDEX" not in step]
        assert [words[1] for words in scans if words[1] not in SMALL and not words[1].startswith("(")] == [], sql
