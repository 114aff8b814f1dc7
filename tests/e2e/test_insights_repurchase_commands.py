"""Who is about to need what, its accuracy, and sales for the maker on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import Run


def filled(run: Run) -> None:
    run("add", "customer", "name=嘉禾厂", "kind=enterprise", "owner=陈立")
    run("add", "product", "name=胶带", "price=10", "unit=卷")
    for day in ("2026-07-30", "2026-08-29", "2026-09-28", "2026-10-28"):
        run("add", "order", "customer=K00001", f"date={day}", "product=胶带", "quantity=100", "price=10")


def test_what_is_needed_next(run: Run) -> None:
    filled(run)
    status, found, _ = run("insights", "repurchase", "--today", "2026-11-21", "--json")
    assert (status, found["count"], found["overdue_count"], found["why"]) == (0, 1, 0, None)
    (row,) = found["customers"]
    assert (row["number"], row["products"], row["next_on"], row["quantity"]) == ("K00001", ["胶带"], "2026-11-27", 100)
    assert (row["margin_days"], row["prices"][0]["price"]) == (0, 10.00)
    status, told, _ = run("insights", "repurchase", "--today", "2026-11-21", "--days", "30")
    assert "嘉禾厂" in told
    assert "嘉禾厂" in run("insights", "repurchase", "--offers", "--today", "2026-11-21")[1]
    status, none, said = run("insights", "repurchase", "--owner", "别人", "--today", "2026-11-21")
    assert (status, none.strip()) == (0, "")
    assert "14" in said
    assert run("insights", "repurchase", "--days", "0")[0] == 2


def test_how_well_it_was_foretold(run: Run) -> None:
    status, none, _ = run("insights", "repurchase", "--accuracy", "--json")
    assert (status, none["cases"], none["share"], none["why"]) == (0, 0, None, "repurchase-nothing")
    filled(run)
    status, found, _ = run("insights", "repurchase", "--accuracy", "--today", "2026-11-21", "--json")
    assert (found["cases"], found["share"], found["mean_miss"], found["monthly"]["share"]) == (1, 100, 0, 100)
    assert [(each["number"], each["what"], each["hit"]) for each in found["records"]] == [("K00001", "胶带", True)]
    status, told, _ = run("insights", "repurchase", "--accuracy", "--today", "2026-11-21")
    assert status == 0
    assert "100%" in told


def test_sales_for_the_maker(run: Run, tmp_path: Path) -> None:
    filled(run)
    out = tmp_path / "maker.csv"
    days = ("--from", "2026-10-01", "--to", "2026-10-31")
    status, found, _ = run("insights", "maker-sales", *days, "-o", str(out), "--json")
    assert status == 0
    (row,) = found["rows"]
    assert (row["month"], row["name"], row["quantity"], row["amount"]) == ("2026-10", "胶带", 100, 1000.00)
    assert "胶带" in out.read_text("utf-8-sig")
    assert "嘉禾厂" not in out.read_text("utf-8-sig")
    assert "胶带" in run("insights", "maker-sales", *days)[1]
    assert run("insights", "maker-sales", "--from", "2026-10-01", "--to", "2026-09-01")[0] == 1
    assert run("insights", "maker-sales", *days, "-o", str(tmp_path / "maker.pdf"))[0] == 1
