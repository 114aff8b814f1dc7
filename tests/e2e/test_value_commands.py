"""Lifetime values, equity, time spent and delivered value on the command line."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Run

TODAY = ("--today", "2026-11-21")


def test_what_customers_are_worth(run: Run) -> None:
    run("add", "customer", "name=嘉禾厂", "kind=enterprise")
    run("add", "product", "name=胶带", "price=10", "cost=6")
    for day in ("2023-03-01", "2026-03-01"):
        run("add", "order", "customer=K00001", f"date={day}", "product=胶带", "quantity=100", "price=10")
    run("add", "interaction", "customer=K00001", "at=2026-05-01", "kind=visit", "cost=100", "minutes=60")
    status, found, _ = run("insights", "value", *TODAY, "--json")
    assert (status, found["equity"], found["count"], found["average"]) == (0, 1137.24, 1, 1137.24)
    assert found["customers"][0]["clv"] == 1137.24
    assert (len(found["course"]), found["course"][0]["why"]["code"]) == (8, "equity-nothing")
    assert (found["time"]["minutes"], found["time"]["profit"]) == (60, 400.00)
    own = ("insights", "value", "--customer", "K00001", *TODAY)
    _, one, _ = run(*own, "--rate", "0", "--years", "2", "--growth", "10%", "--json")
    assert (one["clv"], one["profit"], one["contacts"], one["yearly"]) == (630.00, 400.00, 100.00, 300.00)
    assert one["assumptions"] == {"rate": 0, "years": 2, "growth": 10, "years_from": "given"}
    assert [(year["brings"], year["worth"]) for year in one["coming"]] == [(300, 300), (330, 330)]
    assert [(year["year"], year["net"]) for year in one["past"]] == [(2026, 300), (2025, 0), (2024, 0), (2023, 400)]
    for command in (("insights", "value", *TODAY), own):
        assert "嘉禾厂" in run(*command, lang="zh_CN")[1]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--rate", "-100"), "above −100%"),
        (("--rate", "NaN"), "NaN"),
        (("--growth", "-300%"), "above −100%"),
        (("--years", "0"), "one year at least"),
        (("--years", "1000000"), "at most 100"),
        (("--years", ""), "number"),
    ],
)
def test_impossible_assumptions_are_one_line(run: Run, option: tuple[str, str], said: str) -> None:
    run("add", "customer", "name=嘉禾厂")
    status, out, error = run("insights", "value", *option)
    assert (status, out) == (1, "")
    assert said in error
    assert len(error.strip().splitlines()) == 1


def test_nobody_and_nothing(run: Run) -> None:
    _, found, _ = run("insights", "value", "--json")
    assert (found["equity"], found["average"], found["why"]["code"]) == (None, None, "tiers-no-customers")
    run("add", "customer", "name=嘉禾厂")
    _, one, _ = run("insights", "value", "--customer", "K00001", "--json")
    assert (one["clv"], one["why"]["code"], one["past"]) == (None, "clv-nothing", [])
    assert run("insights", "value")[0] == 0


def test_delivered_value(run: Run) -> None:
    run("add", "customer", "name=嘉禾厂")
    scores = ("ours_product=8", "theirs_product=9", "competitor=虚谷包材")
    status, one, _ = run("delivered-value", "add", "--customer", "K00001", *scores, "--json")
    assert (status, one["customer"], one["competitor"], one["behind"]) == (0, "K00001", "虚谷包材", ["product"])
    _, own, _ = run("delivered-value", "list", "--customer", "K00001", "--json")
    assert [each["id"] for each in own] == [one["id"]]
    _, whole, _ = run("delivered-value", "list", "--json")
    assert [(each["competitor"], each["ours"]["product"]) for each in whole["averages"]] == [("虚谷包材", 8)]
    status, _, error = run("delivered-value", "add", "--customer", "K00001", "ours_product=11")
    assert status == 1
    assert "0 to 10" in error
    assert "虚谷包材" in run("delivered-value", "list")[1]


def test_what_is_to_be_said_is_said_once(run: Run) -> None:
    run("add", "product", "name=胶带", "price=10")
    for number in ("K00001", "K00002"):
        run("add", "customer", f"name=厂{number}")
        run("add", "order", f"customer={number}", "date=2026-11-01", "product=胶带", "quantity=100", "price=10")
    status, found, _ = run("insights", "value", *TODAY, "--json")
    assert (status, found["unknown"], found["why"]["code"]) == (0, 2, "equity-cost-unknown")
    assert [note["code"] for note in found["notes"]] == ["equity-cost-unknown"]
    _, one, said = run("insights", "value", "--rate", "-100")
    assert (one, "of -100% is" in said) == ("", True)
