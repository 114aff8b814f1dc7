"""Filters, orders and many customers at once on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.services import groups
from crmdesk.services.desk import open_desk
from tests.e2e.conftest import Run

ADDED = (
    ("name=禾砚有限公司", "owner=陈立", "tier=gold", "turnover=5000000", "groups=展会", "created_on=2020-01-01"),
    ("name=山初物流有限公司", "owner=何安", "tier=silver", "turnover=900000"),
    ("name=张伟", "owner=陈立", "groups=展会"),
)


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    for pairs in ADDED:
        assert run("add", "customer", *pairs)[0] == 0
    desk = open_desk(tmp_path / "t.crmdesk")
    groups.add(desk, "大客户", "", Filter((Condition("turnover", Test.FROM, ("1000000",)),)))
    desk.close()
    return run


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--where", "owner is 陈立"], ["K00001", "K00003"]),
        (["--where", "owner is 陈立", "--where", "tier filled"], ["K00001"]),
        (["--where", "负责人 is-not 陈立"], ["K00002"]),
        (["--where", "created_on not-last-days 30"], ["K00001"]),
        (["--group", "大客户"], ["K00001"]),
        (["--group", "展会"], ["K00001", "K00003"]),
        (["--where", "groups is 大客户; 展会", "--query", "zhang"], ["K00003"]),
        (["--sort", "turnover"], ["K00002", "K00001", "K00003"]),
        (["--sort", "turnover", "--descending"], ["K00001", "K00002", "K00003"]),
        (["--sort", "tier", "--limit", "1"], ["K00001"]),
        (["--sort", "created", "--descending", "--limit", "1"], ["K00001"]),
    ],
)
def test_customers_are_filtered_and_ordered(filled: Run, options: list[str], expected: list[str]) -> None:
    status, found, _ = filled("customers", *options, "--json")
    assert (status, [row["number"] for row in found]) == (0, expected)


def test_an_export_takes_the_same_filter(filled: Run, tmp_path: Path) -> None:
    for name, options in (("a.json", ["--where", "owner is 陈立"]), ("b.json", ["--group", "大客户"])):
        status, done, _ = filled("export", str(tmp_path / name), *options, "--json")
        written = json.loads((tmp_path / name).read_text(encoding="utf-8"))["customers"]
        assert (status, done["rows"]) == (0, len(written))
        assert [row["number"] for row in written] == (["K00001", "K00003"] if name == "a.json" else ["K00001"])


def test_many_are_changed_in_one_action(filled: Run) -> None:
    wish = ("edit-many", "--where", "owner is 陈立", "industry=机械", "owner=何安", "--add-group", "新组", "--json")
    expected = {"matched": 2, "changed": 1, "same": 0, "refused": 1}
    status, tried, _ = filled(*wish, "--dry-run")
    assert status == 0
    assert expected.items() <= tried.items()
    assert tried["problems"] == [
        {"number": "K00003", "code": "bulk-kind", "message": "Industry is not part of this kind of customer’s file."}
    ]
    assert filled("customers", "--group", "新组")[0] == 1
    status, done, _ = filled(*wish)
    assert done == tried
    assert [row["number"] for row in filled("customers", "--group", "新组", "--json")[1]] == ["K00001"]
    assert filled("history", "--json")[1][0]["action"] == "customers-edit"
    status, out, err = filled("edit-many", "--all", "--remove-group", "新组")
    assert (status, err) == (0, "")
    assert out.split() == ["Matched", "3", "Changed", "1", "Same", "already", "2", "Refused", "0"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["customers", "--where", "owner like x"], 1, "is not a condition"),
        (["customers", "--where", "tier is platinum"], 1, "Filter by Tier"),
        (["customers", "--where", "shoe is 1"], 1, "shoe"),
        (["customers", "--group", "没有"], 1, "There is no group “没有”"),
        (["customers", "--sort", "shoe"], 1, "cannot be sorted by “shoe”"),
        (["export", "x.json", "--where", "verified_on last-days x"], 1, "not a number of days"),
        (["edit-many", "owner=何安"], 1, "--all"),
        (["edit-many", "--all"], 1, "Say which values"),
        (["edit-many", "--all", "name=x"], 1, "Full name"),
        (["edit-many", "--all", "owner"], 1, "is not FIELD=VALUE"),
        (["edit-many", "--all", "--remove-group", "没有"], 1, "There is no group"),
        (["edit-many", "--tier", "platinum", "owner=x"], 2, "platinum"),
    ],
)
def test_refusals_are_one_clear_line_and_a_status(filled: Run, arguments: list[str], status: int, said: str) -> None:
    got, out, err = filled(*arguments)
    assert (got, out) == (status, "")
    assert said in err
    assert "Traceback" not in err
    if status == 1:
        assert err.count("\n") == 1


def test_refusals_are_one_line_in_chinese_too(filled: Run) -> None:
    status, out, err = filled("customers", "--where", "tier is platinum", lang="zh_CN")
    assert (status, out, err.count("\n")) == (1, "", 1)
