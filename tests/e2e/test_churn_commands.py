"""Customers lost, won back and at risk on the command line."""

from __future__ import annotations

from tests.e2e.conftest import Run


def test_lost_won_back_and_their_figures(run: Run) -> None:
    run("add", "product", "name=胶带", "price=10")
    for name in ("嘉禾厂", "远山厂", "禾砚厂", "木青厂"):
        run("add", "customer", f"name={name}", "kind=enterprise")
    for number in ("K00001", "K00002", "K00003", "K00004"):
        run("add", "order", f"customer={number}", "date=2025-06-01", "product=胶带", "quantity=100", "price=10")
    status, marked, _ = run(
        "lost", "K00001", "K00002", "reason=competitor", "competitor=远大", "lost_on=2026-03-01", "--json"
    )
    assert (status, [each["number"] for each in marked]) == (0, ["K00001", "K00002"])
    told = (marked[0]["lost_on"], marked[0]["reason"], marked[0]["competitor"], marked[0]["sales"])
    assert told == ("2026-03-01", "competitor", "远大", 1000.00)
    status, _, said = run("lost", "K00001", "reason=neglect")
    assert (status, said.count("\n"), "K00001" in said) == (1, 1, True)
    assert run("lost", "K00003", "reason=neglect", "lost_on=2090-01-01")[0] == 1
    assert run("lost", "reason=neglect")[0] == 1
    assert run("won-back", "K00003")[0] == 1
    status, (back,), _ = run("won-back", "K00002", "won_back_on=2026-04-01", "won_back_text=上门道歉", "--json")
    assert (status, back["won_back_on"], back["won_back_text"]) == (0, "2026-04-01", "上门道歉")
    year = ("--from", "2026-01-01", "--to", "2026-06-30")
    status, found, _ = run("insights", "churn", *year, "--by", "owner", "--json")
    assert (status, found["lost"], found["at_start"], found["rate"]) == (0, 2, 4, 50)
    assert (found["lifetime"]["years"], found["cost"]["amount"], found["cost"]["won_back"]) == (2.0, 2000.00, 1)
    shares = {each["side"]: (each["percent"], each["reference"]) for each in found["reasons"]["shares"]}
    assert shares == {"ours": (0, 70), "competitor": (100, 13), "objective": (0, 15), "other": (0, 2)}
    assert [(each["month"], each["losses"], each["won_back"]) for each in found["months"]][2:4] == [
        ("2026-03", 2, 0), ("2026-04", 0, 1),
    ]  # fmt: skip
    assert {each["number"] for each in found["losses"]} == {"K00001", "K00002"}
    assert [each["number"] for each in found["won_back"]] == ["K00002"]
    for lang in ("zh_CN", "en"):
        status, out, _ = run("insights", "churn", *year, lang=lang)
        assert (status, "50.0% (2/4)" in out, "嘉禾厂" in out) == (0, True, True)
    assert run("insights", "churn", "--from", "2026-02-01", "--to", "2026-01-01")[0] == 1


def test_at_risk(run: Run) -> None:
    run("add", "product", "name=胶带", "price=10")
    run("add", "customer", "name=嘉禾厂", "kind=enterprise", "owner=陈立")
    for date in ("2026-01-01", "2026-02-01", "2026-03-01"):
        run("add", "order", "customer=K00001", f"date={date}", "product=胶带", "quantity=100", "price=10")
    today = ("--today", "2026-11-21")
    status, found, _ = run("insights", "at-risk", *today, "--reason", "silent", "--json")
    assert (status, found["count"], found["counts"]["silent"]) == (0, 1, 1)
    (customer,) = found["customers"]
    assert (customer["number"], customer["stake"], customer["last_order_on"]) == ("K00001", 3000.00, "2026-03-01")
    assert customer["reasons"][0]["code"] == "risk-silent"
    assert customer["reasons"][0]["help"]
    _, none, _ = run("insights", "at-risk", *today, "--owner", "王芳", "--json")
    assert (none["customers"], none["why"]["code"]) == ([], "risk-nobody")
    assert run("insights", "at-risk", "--reason", "weather")[0] == 2
    assert "嘉禾厂" in run("insights", "at-risk", *today, lang="zh_CN")[1]


def test_nobody(run: Run) -> None:
    _, found, _ = run("insights", "churn", "--json")
    assert (found["rate"], found["why"]["code"]) == (None, "churn-nobody")
    assert (found["lifetime"]["years"], found["losses"], found["proposed"]) == (None, [], [])
    _, nobody, _ = run("insights", "at-risk", "--json")
    assert nobody["why"]["code"] == "risk-no-orders"
    assert run("insights", "churn", "--today", "2090-01-01")[0] == 0


def test_the_months_of_a_period_add_up_to_it(run: Run) -> None:
    for place, day in enumerate(("2025-11-03", "2025-11-22", "2026-11-21"), 1):
        run("add", "customer", f"name=厂{place}")
        run("lost", f"K0000{place}", "reason=neglect", f"lost_on={day}", "text=x")
    status, found, _ = run("insights", "churn", "--today", "2026-11-21", "--json")
    months = [(each["month"], each["losses"]) for each in found["months"] if each["losses"]]
    assert (status, found["cost"]["losses"], months) == (0, 2, [("2025-11", 1), ("2026-11", 1)])
    shown = run("show", "K00003", "--json")[1]
    assert [(each["lost_on"], each["reason"]) for each in shown["losses"]] == [("2026-11-21", "neglect")]
