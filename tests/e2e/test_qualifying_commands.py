"""Prospects on the command line: assessing, overruling, screening, ranking, the funnel, on any day."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Run


@pytest.fixture
def hoped(run: Run) -> Run:
    """Two potential customers; signing is expected in 2030."""
    typed = ("intent=clear", "money=yes", "need=yes", "recognises=yes")
    run(
        "add",
        "customer",
        "name=嘉禾厂",
        *typed,
        "expected_on=2030-06-10",
        "expected_amount=50000",
        "expected_profit=800",
    )
    run("add", "customer", "name=远东公司", "need=no", "expected_profit=9000", "source=fair")
    return run


def test_assess_says_what_is_missing_on_a_day(hoped: Run) -> None:
    status, found, _ = hoped("assess", "K00001", "--today", "2030-06-01", "--json")
    assert status == 0
    assert (found["number"], found["man"], found["man_verdict"], found["intending"]) == (
        "K00001",
        "M+?+N",
        "find-out",
        "intending",
    )
    assert (found["stage"], found["next_stage"]) == ("target", "signed")
    assert found["missing"] == [{"code": "stage-no-contract", "message": "A signed contract"}]
    _, found, _ = hoped("assess", "K00001", "--today", "2030-06-11", "--json")
    assert (found["stage"], [reason["code"] for reason in found["missing"]]) == ("potential", ["stage-date-past"])
    status, _, said = hoped("assess", "K00009")
    assert (status, "K00009" in said) == (1, True)
    assert hoped("assess", "K00001", "--today", "tomorrow")[0] == 1


def test_show_on_another_day(hoped: Run) -> None:
    _, shown, _ = hoped("show", "K00001", "--today", "2030-06-01", "--json")
    assert shown["customer"]["stage"] == "target"
    _, shown, _ = hoped("show", "K00001", "--json")
    assert shown["customer"]["stage"] == "potential"


def test_the_life_cycle_is_set_by_hand_with_a_reason(hoped: Run) -> None:
    status, made, said = hoped("edit", "K00001", "life_cycle=decline", "life_cycle_reason=换了老板", "--json")
    assert (status, made["life_cycle"], said) == (0, "decline", "")
    status, made, said = hoped("edit", "K00002", "life_cycle=ended", "--json")
    assert (status, made["life_cycle"]) == (0, "ended")
    assert "Say why" in said
    status, made, _ = hoped("edit", "K00001", "life_cycle=", "--json")
    assert (made["life_cycle"], made["life_cycle_reason"]) == ("acquisition", None)
    assert hoped("edit", "K00001", "life_cycle=bogus")[0] == 1


def test_screening(hoped: Run) -> None:
    assert hoped("list", "add", "item", "有进口权")[0] == 0
    assert hoped("screen", "K00001", "有进口权", "yes", "--notes", "查过")[0] == 0
    assert hoped("screen", "K00001", "decision", "no")[0] == 0
    _, found, _ = hoped("assess", "K00001", "--json")
    answers = {each["label_zh"]: (each["passed"], each["notes"]) for each in found["screening"]}
    assert (answers["有进口权"], answers["决策结构"], answers["收入水平"]) == ((True, "查过"), (False, ""), (None, ""))
    status, _, said = hoped("screen", "K00001", "天气", "yes")
    assert (status, "天气" in said) == (1, True)


def test_potentials_and_funnel(hoped: Run) -> None:
    _, found, _ = hoped("potentials", "--today", "2030-06-01", "--json")
    assert [(each["rank"], each["number"], each["stage"]) for each in found] == [
        (1, "K00002", "potential"),
        (2, "K00001", "target"),
    ]
    assert found[1]["expected_amount"] == 50000
    _, found, _ = hoped("potentials", "--sort", "date", "--limit", "1", "--json")
    assert [each["number"] for each in found] == ["K00001"]
    _, found, _ = hoped("funnel", "--today", "2030-05-20", "--months", "2", "--json")
    assert found["months"] == ["2030-05", "2030-06"]
    stages = {row["stage"]: row for row in found["stages"]}
    assert stages["target"]["months"] == [{"count": 0, "amount": 0}, {"count": 1, "amount": 50000}]
    assert (found["won"], found["lost"]) == ({"count": 0, "amount": 0}, [])


def test_a_list_filtered_by_who_intends_to_buy(hoped: Run) -> None:
    _, found, _ = hoped("customers", "--where", "intending is intending", "--json")
    assert [each["number"] for each in found] == ["K00001"]
