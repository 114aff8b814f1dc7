"""Surveys, the loyalty matrix and the indicators on the command line."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Run

TODAY = ("--today", "2026-11-21")
WHOLE = ("overall_expected=7", "overall_felt=9", "product_expected=7", "product_felt=8", "service_expected=8")


@pytest.fixture
def shop(run: Run) -> Run:
    run("add", "product", "name=封箱胶带", "code=JD", "price=1")
    for name, days in (("甲厂", ("2026-03-05", "2026-05-05")), ("乙厂", ("2026-03-05",)), ("丙厂", ())):
        number = str(run("add", "customer", f"name={name}", "--json")[1]["number"])
        for day in days:
            run("add", "order", f"customer={number}", f"date={day}", "line=JD,100")
    return run


def test_surveys_and_what_they_say_of_loyalty(shop: Run) -> None:
    status, one, _ = shop("survey", "add", "customer=K00001", "day=2026-06-01", *WHOLE, "service_felt=5", "--json")
    assert status == 0
    assert (one["number"], one["customer"], one["level"], one["loyalty"]) == ("M00001", "K00001", "high", "contested")
    status, _, said = shop("survey", "edit", "M00001", "service_felt=11")
    assert (status, "M00001" in said, "1" in said) == (1, False, True)
    shop("survey", "edit", "m00001", "service_felt=8", "praises=yes")
    shop("survey", "add", "--customer", "K00002", "day=2026-06-02", "praises=no")
    found = shop("survey", "list", "--json")[1]
    assert [(each["number"], each["praises"], each["loyalty"]) for each in found] == [
        ("M00002", False, None), ("M00001", True, "loyal"),
    ]  # fmt: skip
    assert [each["number"] for each in shop("survey", "list", "--loyalty", "loyal", "--json")[1]] == ["M00001"]
    assert shop("survey", "show", "M00001", "--json")[1]["service_felt"] == 8
    assert [each["number"] for each in shop("show", "K00001", "--json")[1]["surveys"]] == ["M00001"]
    matrix = shop("insights", "loyalty", *TODAY, "--field", "loyal", "--json")[1]
    assert (matrix["judged"], matrix["unjudged"], matrix["why"]) == (1, 2, None)
    assert matrix["fields"][0] == {"field": "loyal", "count": 1, "share": 1, "value": 200}
    assert [each["number"] for each in matrix["customers"]] == ["K00001"]
    found = shop("insights", "indicators", *TODAY, "--json")[1]
    assert found["period"] == {"first": "2025-11-22", "last": "2026-11-21"}
    assert [(each["key"], each["percent"], each["mark"]) for each in found["indicators"]] == [
        ("reputation", 50, 50), ("named-demand", None, None), ("return-rate", 50, 50), ("complaint-rate", 0, 25),
        ("selling-power", None, None), ("repeat-purchase", 50, 50),
    ]  # fmt: skip
    assert found["indicators"][1]["why"]["code"] == "indicator-named-demand-none"
    behind = shop("insights", "indicators", *TODAY, "--behind", "return-rate", "--json")[1]
    assert [(each["customer"], each["day"]) for each in behind] == [("K00001", "2026-05-05")]
    course = shop("insights", "indicators", "--to", "2026-06-30", "--by", "quarter", "--count", "2", "--json")[1]
    assert [each["period"]["first"] for each in course["periods"]] == ["2026-01-01", "2026-04-01"]
    shop("survey", "delete", "M00001")
    assert shop("survey", "show", "M00001")[0] == 1


def test_nothing_yet_is_a_sentence(run: Run) -> None:
    for command in ("loyalty", "indicators"):
        status, _, said = run("insights", command)
        assert (status, bool(said.strip())) == (0, True)
    assert run("survey", "list", "--json")[:2] == (0, [])


def test_what_cannot_be_is_refused_in_one_line(run: Run) -> None:
    run("add", "customer", "name=甲厂")
    for status, command in (
        (1, ("insights", "indicators", "--from", "2026-05-01", "--to", "2026-01-01")),
        (2, ("insights", "indicators", "--behind", "fame")),
        (1, ("survey", "add", "praises=yes")),
        (1, ("survey", "add", "customer=K00001")),
        (1, ("survey", "add", "customer=K00001", "day=2126-01-01", "praises=yes")),
        (1, ("survey", "show", "M00009")),
    ):
        found, _, said = run(*command)
        assert found == status, command
        assert status == 2 or len(said.strip().splitlines()) == 1, command
