"""Whom to visit and call, the visit plan and who is neglected on the command line."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Run

KEYS = {"number", "name", "kind", "role", "due_on", "overdue_days"}


@pytest.fixture
def visited(run: Run) -> Run:
    """A customer of grade A, visited on 4 November and called on 7 November; two without a grade."""
    for name in ("松屿饮品", "远东公司", "嘉禾厂"):
        run("add", "customer", f"name={name}", "owner=陈立", "created_on=2026-01-05")
    run("edit", "K00001", "grade=A", "tier=gold")
    run("add", "interaction", "customer=K00001", "at=2026-11-04", "kind=visit", "by=陈立")
    run("add", "interaction", "customer=K00001", "at=2026-11-07", "kind=call", "by=陈立")
    return run


def test_due_says_who_must_go_where_and_since_when(visited: Run) -> None:
    status, found, _ = visited("due", "--today", "2026-11-23", "--json")
    assert status == 0
    visit, call = found
    assert visit.keys() >= KEYS
    told = [visit[key] for key in ("number", "kind", "role", "due_on", "overdue_days", "who", "ratio")]
    assert told == ["K00001", "visit", "salesperson", "2026-11-14", 9, "陈立", 1.9]
    assert [call[key] for key in ("kind", "due_on", "overdue_on", "overdue_days")] == [
        "call", "2026-11-17", "2026-11-23", 1,
    ]  # fmt: skip
    assert visited("due", "--today", "2026-11-22", "--overdue", "--json")[1] == [
        {**visit, "overdue_days": 8, "ratio": 1.8}
    ]
    assert visited("due", "--today", "2026-11-23", "--kind", "call", "--json")[1] == [call]
    assert visited("due", "--today", "2026-11-23", "--limit", "1", "--owner", "陈立", "--json")[1] == [visit]
    assert visited("due", "--today", "2026-11-23", "--owner", "王芳", "--json")[1] == []
    assert "9 days overdue" in visited("due", "--today", "2026-11-23")[1]
    assert "松屿饮品" in visited("due", "--today", "2026-11-23", lang="zh_CN")[1]
    assert visited("due", "--role", "boss")[0] == 2


def test_a_registered_boss_has_lines_of_his_own(visited: Run) -> None:
    visited("add", "staff", "name=陈立", "role=salesperson")
    visited("add", "staff", "name=吴总", "role=general-manager")
    _, found, _ = visited("due", "--today", "2027-06-01", "--role", "general-manager", "--json")
    assert [(row["kind"], row["role"], row["who"], row["due_on"]) for row in found] == [
        ("visit", "general-manager", "吴总", "2026-12-31")
    ]


def test_the_plan_is_set_by_what_a_person_types(visited: Run) -> None:
    status, found, said = visited("visit-plan", "set", "A", "salesperson", "visit", "每月2次", "--json")
    assert (status, said) == (0, "")
    assert found[0] == {
        "grade": "A", "role": "salesperson", "kind": "visit", "least": 15, "most": 15, "told": "2 a month",
    }  # fmt: skip
    assert visited("due", "--today", "2026-11-23", "--json")[1][0]["due_on"] == "2026-11-19"
    assert "once in 6–12 months" in visited("visit-plan", "list")[1]
    status, _, said = visited("visit-plan", "set", "A", "salesperson", "visit", "as needed")
    assert (status, "less often than B" in said) == (0, True)
    for cell, span in ((("A", "salesperson", "visit"), "oft"), (("A", "sales-manager", "call"), "10")):
        status, _, said = visited("visit-plan", "set", *cell, span)
        assert (status, len(said.splitlines())) == (1, 1)
    assert visited("visit-plan", "set", "D", "salesperson", "visit", "10")[0] == 2


def test_whom_nobody_contacted(visited: Run) -> None:
    _, found, _ = visited("neglected", "--today", "2026-11-23", "--days", "15", "--json")
    assert [(row["number"], row["days"], row["since"]) for row in found] == [
        ("K00001", 16, "2026-11-07"), ("K00002", 322, "2026-01-05"), ("K00003", 322, "2026-01-05"),
    ]  # fmt: skip
    assert [row["number"] for row in visited("neglected", "--today", "2026-11-23", "--json")[1]] == ["K00002", "K00003"]
    assert "远东公司" in visited("neglected", "--today", "2026-11-23")[1]
