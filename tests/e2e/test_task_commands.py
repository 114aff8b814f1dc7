"""Tasks and the sales plan on the command line."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Run


@pytest.fixture
def customer(run: Run) -> str:
    return str(run("add", "customer", "name=禾砚精密", "kind=enterprise", "--json")[1]["number"])


def test_a_task_from_planning_to_its_end(run: Run, customer: str) -> None:
    run("add", "contact", f"customer={customer}", "name=周砚秋")
    run("add", "product", "name=缠绕膜", "code=CR-50", "price=320")
    run("add", "order", f"customer={customer}", "date=2024-11-02", "line=CR-50,24")
    pairs = ("text=回访", "due_on=2024-01-31", "repeat=每月", "contact=周砚秋", "order=D00001", "until=2024-04-30")
    status, told, err = run("task", "add", "--customer", customer, *pairs, "--json")
    assert (status, err) == (0, "Due on: This day is over already.\n")
    shown = ("number", "customer", "name", "text", "due_on", "repeat", "contact", "order")
    assert {key: told[key] for key in shown} == {
        "number": "W00001", "customer": customer, "name": "禾砚精密", "text": "回访", "due_on": "2024-01-31",
        "repeat": "monthly", "contact": "周砚秋", "order": "D00001",
    }  # fmt: skip
    status, told, err = run("task", "done", "W00001", "--on", "2024-03-01", "--json")
    assert (status, told["done_on"], told["overdue_days"]) == (0, "2024-03-01", 30)
    assert err == "1 time was passed over.\nNext on 31 Mar 2024.\n"
    assert [one["due_on"] for one in run("task", "list", "--json")[1]] == ["2024-03-31"]
    assert run("task", "postpone", "W00002", "2024-04-05", "--json")[1]["due_on"] == "2024-04-05"
    for wrong in ("2024-02-30", "soon", "9999-12-31"):
        assert run("task", "postpone", "W00002", wrong)[0] == 1
    assert run("task", "edit", "W00002", "text=再访", "--json")[1]["text"] == "再访"
    assert [one["number"] for one in run("task", "list", "--customer", customer, "--json")[1]] == ["W00002", "W00001"]
    assert run("task", "delete", "W00002")[0] == 0
    assert run("task", "reopen", "W00001", "--json")[1]["done_on"] is None
    assert [one["number"] for one in run("task", "list", "--until", "2024-12-31", "--json")[1]] == ["W00001"]
    assert run("task", "done", "W00002") == (1, "", "There is no task with the number W00002.\n")
    assert run("task", "add", "text=x")[0] == 1
    assert run("task", "done")[0] == 2
    assert {one["key"] for one in run("task", "sets", "--json")[1]} >= {"after-sale", "renewal"}
    planned = run("task", "start-set", "after-sale", "--order", "D00001", "--json")[1]
    assert [one["due_on"] for one in planned] == ["2024-11-03", "2024-11-09", "2024-12-02"]
    assert run("delete", customer)[0] == 0
    assert run("task", "list", "--json")[1] == []


def test_the_sales_plan(run: Run, customer: str) -> None:
    run("add", "product", "name=缠绕膜", "code=CR-50", "price=320")
    run("add", "order", f"customer={customer}", "date=2024-11-02", "line=CR-50,10")
    run("add", "order", f"customer={customer}", "date=2025-03-02", "line=CR-50,6")
    status, told, err = run("sales-plan", "2025", "--propose", "20", "--today", "2025-07-01", "--json")
    assert (status, err) == (0, "1 target set.\n")
    (row,) = told["customers"]
    assert (row["number"], row["target"], row["last_year"], row["this_year"]) == (customer, 3840.0, 3200.0, 1920.0)
    assert (row["progress"], row["monthly_average"], row["expected_progress"]) == (0.5, 274.29, 0.4986)
    assert (told["year"], told["totals"]["target"], told["owners"][0]["targeted"]) == (2025, 3840.0, 1)
    told = run("sales-plan", "2025", "--set", f"{customer}=1.2万", "--today", "2025-07-01", "--json")[1]
    assert told["totals"]["target"] == 12000.0
    assert run("sales-plan", "2025", "--set", f"{customer}=", "--json")[1]["totals"]["target"] is None
    for percent, target in (("-10", 2880.0), ("150%", 8000.0)):
        assert run("sales-plan", "2025", "--propose", percent, "--over", "--json")[1]["totals"]["target"] == target
    for wrong in (f"--set {customer}=7 --set K99999=1", f"--set {customer}=7 --set K00001=-1", f"--set {customer}=abc",
                  "--propose x", "--propose 1001", "--propose -100"):  # fmt: skip
        status, out, err = run("sales-plan", "2025", *wrong.split())
        assert (status, out, err.count("\n")) == (1, "", 1)
    assert run("sales-plan", "0")[0] == 1
    assert run("sales-plan", "2025", "--json")[1]["totals"]["target"] == 8000.0
