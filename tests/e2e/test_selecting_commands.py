"""Assessments, sources and the overview on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import Run


def test_assessing_and_the_overview(run: Run, tmp_path: Path) -> None:
    number = str(run("add", "customer", "name=禾砚精密", "kind=enterprise", "source=fair", "--json")[1]["number"])
    run("add", "product", "name=缠绕膜", "code=CR-50", "price=320", "cost=200")
    run("add", "order", f"customer={number}", "date=2024-11-02", "line=CR-50,24")
    added = run("assessment", "add", "--customer", number, "good_demand=yes", "level=5", "capacity=2", "--json")
    assert (added[0], added[1]["verdict"], added[1]["gap"], added[1]["number"]) == (0, "watch", 3, "A00001")
    status, told, _ = run("insights", "selection", "--json")
    assert (status, told["verdicts"], told["misfits"]) == (0, {"good": 0, "watch": 1, "poor": 0}, 1)
    earlier = run("insights", "selection", "--today", "2024-01-01", "--verdict", "watch", "--json")[1]
    assert (earlier["assessed"], earlier["verdicts"]["watch"], earlier["listed"]) == (0, 0, [])
    assert run("insights", "selection", "--today", "2090-01-01", "--verdict", "watch", "--json")[1]["listed"]
    assert [one["customer"] for one in run("assessment", "list", "--risk", "misfit", "--json")[1]] == [number]
    assert run("assessment", "list", "--verdict", "poor", "--json")[1] == []
    assert [one["verdict"] for one in run("show", number, "--json")[1]["assessments"]] == ["watch"]
    proposed = run("assessment", "propose", number, "--today", "2024-12-01", "--json")[1]
    assert {each["mark"]: each["value"] for each in proposed}["good_demand"] is True
    assert run("assessment", "edit", "A00001", "level=9")[0] == 1
    assert run("assessment", "delete", "A00001")[0] == 0
    assert run("assessment", "show", "A00001")[0] == 1
    assert "xyz" in run("assessment", "show", "xyz")[2]

    cost = run("source-cost", "add", "source=fair", "amount=8000", "day=2024-10-10", "--json")[1]
    assert (cost["number"], cost["source"], cost["amount"], cost["day"]) == ("G00001", "fair", 8000.0, "2024-10-10")
    assert run("source-cost", "edit", "G00001", "amount=7680", "--json")[1]["amount"] == 7680.0
    status, told, _ = run("insights", "sources", "--to", "2024-12-31", "--json")
    (row,) = told["sources"]
    assert (row["customers"], row["orders"], row["sales"], row["cost"], row["per_order"]) == (
        1,
        1,
        7680.0,
        7680.0,
        7680.0,
    )
    assert "Trade fair" in run("insights", "sources")[1]
    assert run("source-cost", "delete", "G00001")[0] == 0
    assert run("source-cost", "list", "--json")[1] == []
    assert run("source-cost", "list", "--source", "飞鸽")[0] == 1
    assert run("source-cost", "add", "source=fair", "amount=-1")[0] == 1

    status, told, _ = run("insights", "overview", "--today", "2024-12-31", "--json")
    assert (status, told["sales"]["so_far"], told["sales"]["months"][10]["sales"]) == (0, 7680.0, 7680.0)
    assert (told["customers"], told["top"][0]["number"], told["sales"]["change"]) == (1, number, None)
    assert told["sales"]["why"][0]["code"] == "overview-no-plan"
    assert "New customers" in run("insights", "overview")[1]
    page = tmp_path / "overview.pdf"
    told = run("insights", "overview", "--today", "2024-12-31", "-o", str(page), "--json")[1]
    assert (told["path"], page.read_bytes()[:5]) == (str(page), b"%PDF-")
    assert "overview.pdf" in run("privacy", "log")[1]
    assert run("insights", "overview", "-o", str(tmp_path / "overview.xlsx"))[0] == 1


def test_the_overview_counts_a_complaint_that_was_given_up_as_closed(run: Run) -> None:
    number = str(run("add", "customer", "name=禾砚精密", "kind=enterprise", "--json")[1]["number"])
    made = [run("complaint", "add", "--customer", number, "--words", said, "--json")[1] for said in ("断了", "晚到")]
    assert run("complaint", "unresolved", made[0]["number"], "--reason", "law", "text=起诉")[0] == 0
    found = run("insights", "overview", "--json")[1]["complaints"]
    assert (found["received"], found["closed"], found["open"]) == (2, 1, 1)
