"""The briefing before a contact and the report of a day or week on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import Run


@pytest.fixture
def dealt(run: Run) -> Run:
    """A customer that buys every thirty days, with a debt, a promise and a birthday."""
    run(
        "add", "customer", "name=华东包装有限公司", "owner=陈立", "grade=A", "credit_limit=100", "created_on=2025-01-01"
    )
    run("add", "contact", "customer=K00001", "name=张建国", "salutation=张总", "role=decides", "birthday=L1970-10-14",
        "mobile=13800000001")  # fmt: skip
    run("add", "product", "code=P1", "name=拉伸膜", "unit=卷", "price=36")
    for day in ("2026-08-20", "2026-09-19", "2026-10-19"):
        run("add", "order", "customer=K00001", f"date={day}", "product=P1", "quantity=20", "price=36", "by=陈立")
    run("add", "payment", "order=D00001", "date=2026-11-20", "amount=720")
    run("add", "interaction", "customer=K00001", "at=2026-11-20T09:30", "kind=call", "by=陈立", "content=谈价格",
        "promise=降价", "next_step=送目录", "next_date=2026-11-23")  # fmt: skip
    return run


def test_the_briefing_of_a_day(dealt: Run) -> None:
    status, found, _ = dealt("briefing", "K00001", "--today", "2026-11-21", "--json")
    assert status == 0
    assert (found["number"], found["today"], found["grade"], found["owner"]) == ("K00001", "2026-11-21", "A", "陈立")
    assert [(each["name"], each["salutation"]) for each in found["people"]] == [("张建国", "张总")]
    assert [each["promise"] for each in found["contacts_made"]] == ["降价"]
    assert [each["next_step"] for each in found["steps"]] == ["送目录"]
    assert (found["account"]["owed"], found["account"]["since"], found["account"]["beyond"]) == (
        1440.0, "2026-09-19", 1340.0,
    )  # fmt: skip
    (usual,) = found["usual"]
    assert (usual["products"], usual["interval_days"], usual["next_on"], usual["late_days"]) == (
        ["拉伸膜"], 30, "2026-11-18", 3,
    )  # fmt: skip
    assert found["last_prices"][0]["price"] == 36.0
    assert [(each["birthday"], each["day"], each["years"]) for each in found["birthdays"]] == [
        ("L1970-10-14", "2026-11-22", 56)
    ]
    codes = [each["code"] for each in found["suggested"]]
    assert codes[:2] == ["brief-overdue", "brief-held"]
    assert codes.index("brief-birthday") < codes.index("brief-purchase-late") < codes.index("brief-step-coming")
    status, said, _ = dealt("briefing", "K00001", "--today", "2026-11-21", lang="zh_CN")
    assert status == 0
    assert all(text in said for text in ("华东包装有限公司", "张总", "谈价格", "送目录", "¥1,440.00", "2026-11-18"))


def test_a_briefing_of_nobody_is_refused(dealt: Run) -> None:
    status, _, said = dealt("briefing", "K00009")
    assert (status, "K00009" in said) == (1, True)
    dealt("delete", "K00001")
    assert dealt("briefing", "K00001")[0] == 1
    assert dealt("briefing")[0] == 2


def test_the_report_of_a_day_and_of_a_week(dealt: Run, tmp_path: Path) -> None:
    status, found, _ = dealt("report", "--day", "2026-11-20", "--json")
    assert status == 0
    assert (found["first"], found["last"], found["contacts"]["kinds"]) == ("2026-11-20", "2026-11-20", {"call": 1})
    assert (found["received"]["count"], found["received"]["amount"]) == (1, 720.0)
    assert [each["next_step"] for each in found["following"]["steps"]] == ["送目录"]  # Friday looks on to Monday
    _, found, _ = dealt("report", "--week", "2026-10-21", "--who", "陈立", "--json")
    assert (found["first"], found["last"], found["orders"]["count"]) == ("2026-10-19", "2026-10-25", 1)
    assert [(each["name"], each["orders"], each["amounts"]["orders"]) for each in found["people"]] == [
        ("陈立", 1, 720.0)
    ]
    status, said, _ = dealt("report", "--day", "2026-11-20", "--out", tmp_path / "日报.xlsx")
    assert (status, "¥720.00" in said, (tmp_path / "日报.xlsx").exists()) == (0, True, True)
    assert dealt("report", "--day", "2026-11-20", "--week", "2026-11-20")[0] == 2
