"""Groups, own fields, lists and settings on the command line."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Run


@pytest.fixture
def people(run: Run) -> Run:
    for name, source in (("张伟", "网络"), ("单雄信", "展会"), ("许念安", "网络")):
        assert (
            run(
                "add",
                "customer",
                f"name={name}",
                f"source={source}",
                "groups=重点" if source == "展会" else "city=杭州",
            )[0]
            == 0
        )
    return run


def test_groups_by_hand_and_dynamic(people: Run) -> None:
    _, made, _ = people("group", "add", "网上来的", "--color", "blue", "--where", "source is web", "--json")
    assert made == {
        "name": "网上来的", "color": "blue", "dynamic": True, "filter": [["source", "is", "web"]], "customers": 2,
    }  # fmt: skip
    _, listed, _ = people("groups", "--json")
    assert [(each["name"], each["dynamic"], each["customers"]) for each in listed] == [
        ("重点", False, 1), ("网上来的", True, 2),
    ]  # fmt: skip
    assert len(people("customers", "--group", "网上来的", "--json")[1]) == 2
    _, edited, _ = people("group", "edit", "重点", "--name", "大客户", "--color", "red", "--json")
    assert (edited["name"], edited["color"], edited["customers"]) == ("大客户", "red", 1)
    _, edited, _ = people("group", "edit", "网上来的", "--where", "source is fair", "--json")
    assert edited["customers"] == 1
    assert people("group", "delete", "大客户")[0] == 0
    assert [each["name"] for each in people("groups", "--json")[1]] == ["网上来的"]
    assert len(people("customers", "--json")[1]) == 3
    status, out, _ = people("groups")
    assert (status, out) == (0, "网上来的  blue  Dynamic  1\n")


def test_an_own_field_appears_everywhere(people: Run) -> None:
    _, made, _ = people("field", "add", "仓库", "--type", "choice", "--choice", "常温", "--choice", "冷藏", "--json")
    assert (made["key"], made["type"], [choice["key"] for choice in made["choices"]]) == (
        "x1",
        "choice",
        ["常温", "冷藏"],
    )
    own = [field for field in people("fields", "--json")[1] if field["key"] == "x1"]
    assert own == [made]
    assert people("edit", "K00001", "x1=冷藏")[0] == 0
    assert people("show", "K00001", "--json")[1]["customer"]["own"] == {"仓库": "冷藏"}
    assert [each["number"] for each in people("customers", "--where", "x1 is 冷藏", "--json")[1]] == ["K00001"]
    assert people("field", "rename", "x1", "储存方式", "--json")[1]["label_zh"] == "储存方式"
    assert people("list", "rename", "储存方式", "冷藏", "2–8 ℃")[0] == 0
    assert people("lists", "x1", "--json")[1]["words"][1] == {
        "key": "冷藏", "label_en": "2–8 ℃", "label_zh": "2–8 ℃", "renamed": False, "customers": 1,
    }  # fmt: skip
    assert people("field", "delete", "x1")[0] == 0
    assert not any(field["key"] == "x1" for field in people("fields", "--json")[1])
    assert people("show", "K00001", "--json")[1]["customer"]["own"] == {}


def test_lists_are_changed_and_imports_still_understand(people: Run) -> None:
    assert people("list", "rename", "source", "网络", "互联网")[0] == 0
    assert people("list", "add", "来源", "抖音")[0] == 0
    assert people("add", "customer", "name=周砚秋", "source=网络")[0] == 0
    words = people("lists", "source", "--json")[1]["words"]
    web = next(word for word in words if word["key"] == "web")
    assert (web["label_zh"], web["renamed"], web["customers"]) == ("互联网", True, 3)
    assert words[-1]["label_zh"] == "抖音"
    assert people("list", "delete", "source", "互联网", "--replacement", "抖音")[0] == 0
    assert people("show", "K00004", "--json")[1]["customer"]["source"] == "抖音"
    assert "source" in [each["list"] for each in people("lists", "--json")[1]]
    status, out, _ = people("lists")
    assert (status, out.splitlines()[0].split()) == (0, ["source", "Source"])


def test_settings_are_set_and_go_back(run: Run) -> None:
    _, changed, _ = run("set", "review.days=90", "company.name=云岫贸易", "--json")
    assert [(each["key"], each["value"], each["is_default"]) for each in changed] == [
        ("review.days", 90, False), ("company.name", "云岫贸易", False),
    ]  # fmt: skip
    assert run("set", "review.days=")[0] == 0
    found = {each["key"]: each for each in run("settings", "--json")[1]}
    assert (found["review.days"]["value"], found["review.days"]["default"]) == (180, 180)
    assert "云岫贸易" in run("settings")[1]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("group", "add", ""), 1),
        (("group", "edit", "没有"), 1),
        (("group", "add", "甲", "--where", "nothing is 1"), 1),
        (("group", "add", "甲", "--color", "mauve"), 2),
        (("group", "edit", "甲", "--by-hand", "--where", "city is 杭州"), 2),
        (("field", "add", "手机"), 1),
        (("field", "add", "仓库", "--type", "choice"), 1),
        (("field", "rename", "x9", "仓库"), 1),
        (("lists", "tier"), 1),
        (("list", "delete", "source", "没有"), 1),
        (("set", "review.days=0"), 1),
        (("set", "nothing=1"), 1),
        (("set", "company.logo=x"), 1),
        (("set", "review.days"), 2),
    ],
)
def test_what_cannot_be_is_told_in_one_line(run: Run, arguments: tuple[str, ...], status: int) -> None:
    assert run("groups", "--json")[:2] == (0, [])
    found, out, told = run(*arguments)
    assert (found, out) == (status, "")
    assert told
    if status == 1:
        assert told.count("\n") == 1
    assert run("history", "--json")[1] == []
