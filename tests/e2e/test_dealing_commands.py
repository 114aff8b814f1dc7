"""Contacts made, objections, people of ours and call campaigns on the command line."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Run


@pytest.fixture
def filled(run: Run) -> Run:
    run("add", "customer", "name=禾砚精密", "kind=enterprise", "phone=0573-88880001")
    run("add", "contact", "customer=K00001", "name=周砚秋", "salutation=周总")
    run("add", "customer", "name=北屿冷链")
    return run


def test_a_contact_made_is_added_changed_deleted_and_restored(filled: Run) -> None:
    typed = ("at=2026-11-18 14:30", "kind=visit", "by=陈立", "contact=周总", "content=试机", "cost=35", "minutes=40")
    status, made, said = filled(
        "add", "interaction", "customer=K00001", *typed, "next_step=寄样", "next_date=2020-01-01", "--json"
    )
    assert status == 0
    assert made.items() >= {
        "number": "J00001", "customer": "K00001", "at": "2026-11-18T14:30", "kind": "visit", "by": "陈立",
        "contact": "周砚秋", "content": "试机", "next_step": "寄样", "next_date": "2020-01-01", "cost": 35.0,
        "minutes": 40,
        "purpose": None, "exchanged": None, "phase": None, "promise": None,
    }.items()  # fmt: skip
    assert said == "Next step on: The next step would be before the contact itself (18 Nov 2026).\n"
    assert filled("edit", "J00001", "kind=came", "next_date=2026-11-30", "--json")[1]["kind"] == "came"
    assert [one["number"] for one in filled("interactions", "K00001", "--kind", "came", "--json")[1]] == ["J00001"]
    assert filled("interactions", "--from", "2026-11-19", "--json")[1] == []
    shown = filled("show", "K00001", "--json")[1]
    assert [one["number"] for one in shown["interactions"]] == ["J00001"]
    (step,) = filled("steps", "--today", "2026-12-02", "--json")[1]
    assert (step["number"], step["name"], step["overdue_days"]) == ("J00001", "禾砚精密", 2)
    assert "2 days overdue" in filled("steps", "--today", "2026-12-02")[1]
    assert filled("step-done", "J00001")[0] == 0
    assert filled("step-done", "J00001")[::2] == (1, "J00001 has no next step to be done.\n")
    assert filled("delete", "J00001")[0] == 0
    assert filled("interactions", "--json")[1] == []
    assert filled("restore-deleted", "J00001", "--json")[1]["content"] == "试机"
    months = filled("months", "K00001", "--today", "2026-11-30", "--json")[1]
    assert months[0]["visits"] == [{"date": "2026-11-18", "by": "陈立", "kind": "came"}]


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        (
            ("customer=K00002", "contact=周总"),
            "This customer has no contact “周总”. Add the contact to the file first.",
        ),
        (("customer=K00001", "at=2026-02-30"), "When: "),
        (("customer=K00009",), "K00009"),
        (("content=x",), "customer=NUMBER"),
    ],
)
def test_refused_in_one_line(filled: Run, pairs: tuple[str, ...], sentence: str) -> None:
    status, out, said = filled("add", "interaction", *pairs)
    assert (status, out, said.count("\n")) == (1, "", 1)
    assert sentence in said


def test_numbers_that_are_not_there(filled: Run) -> None:
    for command in (
        ("edit", "J00007", "kind=call"),
        ("delete", "J00007"),
        ("step-done", "J00007"),
        ("restore-deleted", "J00007"),
    ):
        assert filled(*command)[::2] == (1, "There is no contact made with the number J00007.\n")


def test_objections_people_and_commission(filled: Run) -> None:
    added = filled("add", "objection", "customer=K00001", "kind=price", "text=太贵", "answer=含运费", "--json")[1]
    assert (added["customer"], added["outcome"], added["contact"]) == ("K00001", "open", None)
    assert [one["text"] for one in filled("objections", "--kind", "price", "--json")[1]] == ["太贵"]
    assert filled("objections", "K00001", "--outcome", "resolved", "--json")[1] == []
    assert filled("add", "staff", "name=陈立", "role=sales-manager", "--json")[1]["role"] == "sales-manager"
    assert filled("staff-edit", "陈立", "name=陈力", "commission=2.5", "--json")[1]["commission"] == 2.5
    assert filled("staff-edit", "陈立", "role=")[::2] == (1, "There is no “陈立” among our people.\n")
    assert [one["name"] for one in filled("staff", "--json")[1]] == ["陈力"]
    assert filled("commission", "2026", "--json")[1] == []


def test_a_call_campaign(filled: Run) -> None:
    made = filled("campaign", "add", "name=回访", "script=您好", "--json")[1]
    assert (made["name"], made["count"], made["called"]) == ("回访", 2, 0)
    called = filled("campaign", "call", "回访", "K00001", "later", "--notes", "下周再打", "--json")[1]
    assert called.items() >= {"customer": "K00001", "phones": ["0573-88880001"], "outcome": "later"}.items()
    shown = filled("campaign", "show", "回访", "--open", "--json")[1]
    assert (shown["called"], shown["outcomes"]["later"]) == (1, 1)
    assert [call["customer"] for call in shown["calls"]] == ["K00002"]
    assert filled("campaign", "list")[1].split() == ["回访", "1", "/", "2"]
    assert filled("interactions", "K00001", "--json")[1][0]["content"] == "下周再打"
    assert filled("campaign", "show", "没有")[::2] == (1, "There is no call campaign “没有”.\n")
