"""Tiers and the 80/20 curve on the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from crmdesk.cli import main
from crmdesk.core.value_basis import BASES
from tests.e2e.conftest import Run

TODAY = ("--today", "2026-11-21")


@pytest.fixture
def shop(run: Run) -> Run:
    run("add", "product", "name=封箱胶带", "code=JD", "price=1", "cost=0.4")
    for name, quantity in (("甲厂", "700"), ("乙厂", "200"), ("丙厂", "100"), ("丁厂", "")):
        number = str(run("add", "customer", f"name={name}", "--json")[1]["number"])
        if quantity:
            run("add", "order", f"customer={number}", "date=2025-03-05", f"line=JD,{quantity}")
    return run


def test_who_is_gold_and_why_not(shop: Run, tmp_path: Path) -> None:
    status, found, _ = shop("tiers", *TODAY, "--save", "--json")
    assert status == 0
    assert (found["basis"], found["period"]) == (
        "last-year-sales", {"first": "2025-01-01", "last": "2025-12-31"},
    )  # fmt: skip
    assert [(one["tier"], one["count"], one["value"], one["share"]) for one in found["tiers"]] == [
        ("gold", 1, 700, 0.7), ("silver", 0, 0, 0), ("bronze", 1, 200, 0.2), ("iron", 2, 100, 0.1),
    ]  # fmt: skip
    assert [(one["number"], one["tier"], one["rank"], one["value"]) for one in found["customers"]] == [
        ("K00001", "gold", 1, 700), ("K00002", "bronze", 2, 200), ("K00003", "iron", 3, 100), ("K00004", "iron", 4, 0),
    ]  # fmt: skip
    assert [one["code"] for one in found["notes"]] == ["tiers-without-value"]
    assert [one["grade"] for one in shop("customers", "--json")[1]] == ["A", "B", "C", "C"]
    assert [one["number"] for one in shop("customers", "--tier", "gold", "--json")[1]] == ["K00001"]
    shop("edit", "K00004", "tier=silver", "tier_reason=老朋友")
    shop("add", "order", "customer=K00002", "date=2026-03-05", "line=JD,900")
    _, moved, _ = shop("tiers", "--basis", "sales", *TODAY, "--compare", "1", "--save", "--limit", "1", "--json")
    (first,) = moved["customers"]
    assert (first["number"], first["tier"], first["rank"], first["value"], first["moved"]) == (
        "K00002", "gold", 1, 1100, 1,
    )  # fmt: skip
    assert (moved["moves"]["counts"], moved["moves"]["same"]) == ({"risen": 1, "fallen": 1, "new": 0, "gone": 0}, 2)
    assert moved["moves"]["fallen"][0]["number"] == "K00001"
    assert [one["tier"] for one in shop("customers", "--json")[1]] == ["bronze", "gold", "iron", "silver"]
    assert [one["run"] for one in shop("tiers", "--runs", "--json")[1]] == [2, 1]
    assert [one["run"] for one in shop("tiers", "--delete-run", "2", "--json")[1]] == [1]
    assert shop("show", "K00001", "--json")[1]["customer"]["tier"] == "gold"
    assert shop("tiers", "--scheme", "abc", *TODAY, "-o", tmp_path / "ABC.csv")[0] == 0
    assert "甲厂" in (tmp_path / "ABC.csv").read_text(encoding="utf-8-sig")


def test_json_has_yuan_with_two_decimals_and_says_what_is_by_hand(
    shop: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop("set", "score.orders=33.333")
    shop("edit", "K00001", "tier=gold", "tier_reason=老朋友")
    assert shop("show", "K00001", "--json")[1]["customer"]["tier_by_hand"] is True
    assert shop("show", "K00002", "--json")[1]["customer"]["tier_by_hand"] is False
    for basis in BASES:
        assert main(["--data", str(tmp_path / "t.crmdesk"), "tiers", *TODAY, "--basis", basis, "--json"]) == 0
        made = capsys.readouterr().out
        assert {len(text) for text in re.findall(r'"value": -?[0-9]+\.?([0-9]*)', made)} == {2}
        first = json.loads(made)["customers"][0]
        assert (first["tier_by_hand"], first["tier_reason"], first["grade_by_hand"]) == (True, "老朋友", False)


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_for_a_person_to_read(shop: Run, lang: str) -> None:
    status, out, err = shop("tiers", *TODAY, "--limit", "2", lang=lang)
    assert status == 0
    assert "¥700.00" in out
    assert "K00002" in out
    assert "K00003" not in out
    assert len(err.splitlines()) == 1
    status, out, _ = shop("insights", "pareto", *TODAY, lang=lang)
    assert (status, "70.0 %" in out) == (0, True)
    assert shop("tiers", "--runs", lang=lang)[0] == 0


def test_the_curve_and_what_is_no_figure(run: Run) -> None:
    _, none, _ = run("insights", "pareto", "--json")
    assert (none["count"], none["best_share"], none["bring_share"], none["why"]["code"]) == (
        0, None, None, "tiers-no-customers",
    )  # fmt: skip
    assert "NaN" not in json.dumps(none)
    for basis in ("last-year-sales", "last-year-profit", "sales", "clv", "score"):
        status, found, _ = run("tiers", "--basis", basis, "--json")
        assert (status, found["customers"], [one["share"] for one in found["tiers"]]) == (0, [], [None] * 4)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--bounds", "5,3,50"), 1, "Silver"),
        (("--bounds", "5,x,50"), 1, "x"),
        (("--bounds", "5,50"), 1, "Gold, Silver, Bronze"),
        (("--today", "2026-13-01"), 1, "month 13"),
        (("--today", "soon"), 1, "soon"),
        (("--basis", "beauty"), 2, "beauty"),
        (("--compare", "7"), 1, "7"),
        (("--delete-run", "7"), 1, "7"),
        (("-o", "tiers.pdf"), 1, ".pdf"),
    ],
)
def test_what_is_refused(run: Run, arguments: tuple[str, ...], status: int, said: str) -> None:
    found, out, err = run("tiers", *arguments)
    assert (found, out) == (status, "")
    assert said in err
