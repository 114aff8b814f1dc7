"""The six questions, loyalty × value and policies on the command line."""

from __future__ import annotations

from tests.e2e.conftest import Run


def test_six_questions(run: Run) -> None:
    run("add", "customer", "name=嘉禾厂", "kind=enterprise", "wanted=yes")
    run("add", "product", "name=胶带", "price=10", "cost=6")
    run("add", "order", "customer=K00001", "date=2025-03-01", "product=胶带", "quantity=100", "price=10")
    status, found, _ = run("insights", "six-questions", "--today", "2026-11-21", "--json")
    assert (status, found["today"]) == (0, "2026-11-21")
    by_key = {each["key"]: each for each in found["questions"]}
    assert [each["count"] for each in found["questions"]] == [1, 1, 1, 0, 1, 0]
    gold = by_key["gold-medal"]["customers"][0]
    assert (gold["number"], gold["sales"], gold["advice"]) == ("K00001", 1000.00, "serve-first")
    burden = by_key["only-cost"]["customers"][0]
    assert [reason["code"] for reason in burden["reasons"]] == ["burden-no-order"]
    assert by_key["complained"]["why"]["code"] == "six-none-complained"
    _, few, _ = run("insights", "six-questions", "--today", "2026-11-21", "--limit", "0", "--json")
    assert [each["customers"] for each in few["questions"]] == [[]] * 6
    status, out, _ = run("insights", "six-questions", "--today", "2026-11-21", lang="zh_CN")
    assert status == 0
    assert "嘉禾厂" in out


def test_six_questions_of_nobody(run: Run) -> None:
    _, found, _ = run("insights", "six-questions", "--json")
    assert {each["why"]["code"] for each in found["questions"]} == {"tiers-no-customers"}
    _, cells, _ = run("insights", "loyalty-value", "--json")
    assert (sum(cell["count"] for cell in cells["cells"]), cells["why"]["code"]) == (0, "tiers-no-customers")


def test_policies(run: Run) -> None:
    status, found, _ = run("policy", "--json")
    assert (status, [each["proposed"] for each in found]) == (0, [True] * 4)
    _, (silver,), _ = run("policy", "silver", "discount=3", "most=2000", "--json")
    assert (silver["discount"], silver["most"], silver["proposed"]) == (3, 2000.00, False)
    assert run("policy", "silver", "discount=120")[0] == 1
    assert run("policy", "silver", "--reset")[0] == 0
    assert run("policy", "--reset")[0] == 2
    _, again, _ = run("policy", "--json")
    assert again == found
