"""Tasks, greetings and targets out of sheets as offices keep them; the same again; taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from crmdesk.services import customers, history, sales_plan, tasks
from crmdesk.services.desk import Desk
from tests.services.importing import codes, counts, run

TASKS = [
    ("客户名称", "任务日期", "任务内容", "关怀阶段", "负责人", "重复", "完成时间", "联系人"),
    ("嘉禾机械", "2026-12-01", "回访使用情况", "售后", "陈立", "每月", None, "王芳"),
    ("嘉禾机械", "2026/11/5", "送样品", "售前", "陈立", None, "2026-11-06", None),
    ("嘉禾机械", "2026-02-30", "没有这一天", None, None, None, None, None),
    ("没有这家厂", "2026-12-01", "电话", None, None, None, None, None),
]
ENGLISH = [
    ("Customer", "Due date", "To do", "Repeats"),
    ("嘉禾机械", "2026-12-24", "Call before the holidays", "Every lunar year"),
]
TARGETS = [
    ("客户名称", "年度", "销售目标", "备注"),
    ("嘉禾机械", 2026, "12万", "含新品"),
    ("嘉禾机械", "2025", 90000.5, None),
]
GREETINGS = [
    ("客户名称", "问候事由", "问候日期", "结果", "对方联系人"),
    ("嘉禾机械", "中秋节", "2026-09-25", "已问候", "王芳"),
    ("嘉禾机械", "春节", "2026-02-17", "不问候", None),
]


@pytest.fixture
def customer(desk: Desk) -> int:
    return customers.add(desk, {"name": "嘉禾机械", "kind": "enterprise"}, [{"name": "王芳"}])[0]


def test_a_list_of_tasks(desk: Desk, customer: int) -> None:
    result = run(desk, TASKS)
    assert counts(result) == {"created": 2, "errors": 2}
    assert {(row, code) for row, _, code in codes(result)} >= {(4, "date-no-such-day")}
    opened, done = tasks.of_customer(desk, customer)
    assert (opened.text, opened.repeat, opened.phase, opened.contact) == ("回访使用情况", "monthly", "after", "王芳")
    assert (done.text, done.due_on.isoformat(), done.late_days) == ("送样品", "2026-11-05", 1)
    assert counts(run(desk, TASKS, existing="update")) == {"skipped": 2, "errors": 2}
    history.undo(desk)
    assert tasks.of_customer(desk, customer) == []
    assert counts(run(desk, ENGLISH)) == {"created": 1}
    assert [one.repeat for one in tasks.of_customer(desk, customer)] == ["lunar-yearly"]


def test_targets(desk: Desk, customer: int) -> None:
    assert counts(run(desk, TARGETS)) == {"created": 2}
    assert [sales_plan.row(desk, customer, year).target for year in (2025, 2026)] == [90000.5, 120000]
    again = [TARGETS[0], ("嘉禾机械", 2026, "13万", None)]
    assert counts(run(desk, again, existing="update")) == {"updated": 1}
    assert sales_plan.row(desk, customer, 2026).target == 130000


def test_what_cannot_be_is_refused_with_its_row(desk: Desk, customer: int) -> None:
    targets = [TARGETS[0], *(("嘉禾机械", year, amount, None) for year, amount in ((2026, -5), (99999, 5), (2027, 0)))]
    result = run(desk, targets)
    assert counts(result) == {"created": 1, "errors": 2}
    assert {(row, code) for row, _, code in codes(result)} == {(2, "target-negative"), (3, "plan-year")}
    header = ("客户名称", "任务日期", "任务内容", "重复", "重复至", "完成时间")
    wrong = [("嘉禾机械", "2026-12-01", "回访", "每月", "2026-11-30", None),
             ("嘉禾机械", "2026-11-01", "送样", None, None, "2030-01-01")]  # fmt: skip
    right = ("嘉禾机械", "2026-11-01", "电话", None, None, "2026-11-21")
    for existing in ("skip", "update"):
        result = run(desk, [header, *wrong, right], existing=existing)
        assert {(row, code) for row, _, code in codes(result)} == {(2, "task-until-before"), (3, "task-done-future")}
        assert [one.text for one in tasks.of_customer(desk, customer)] == ["电话"]


@pytest.mark.parametrize(("rows", "kind"), [(GREETINGS, "greeting"), (TARGETS, "sales_target"), (TASKS[:3], "task")])
def test_what_is_said_twice_stands_once(desk: Desk, customer: int, rows: Sequence[Any], kind: str) -> None:
    for _ in range(2):
        run(desk, rows)
    parts = desk.records.children(kind, (customer,))[customer]
    assert len(parts) == len(rows) - 1
