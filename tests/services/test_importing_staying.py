"""Surveys, losses, assessments, scorings and costs out of sheets: what may not be typed may not come in either."""

from __future__ import annotations

import pytest

from crmdesk.services import churn, customers, sources
from crmdesk.services.desk import Desk
from tests.services.importing import codes, counts, run

SURVEYS = [
    ("客户名称", "调查日期", "产品期望", "产品感受", "指名购买"),
    ("嘉禾机械", "2026-11-21", 8, 9, "是"),
    ("嘉禾机械", "2026-11-22", 8, 9, "是"),
    ("嘉禾机械", "2026-11-01", 8, 11, "是"),
    ("嘉禾机械", "2026-11-01", "八", 9, "是"),
    ("嘉禾机械", "2026-11-01", "满意", None, None),
]
LOSSES = [
    ("客户名称", "流失日期", "流失原因", "挽回日期"),
    ("嘉禾机械", "2026-06-01", "失信", "2026-07-01"),
    ("嘉禾机械", "2026-11-22", "失信", None),
    ("嘉禾机械", "2026-03-01", "失信", "2026-02-01"),
    ("嘉禾机械", "2026-03-01", "失信", "2026-12-01"),
    ("嘉禾机械", "2026-06-15", "倒闭", None),
    ("嘉禾机械", "2026-10-01", "倒闭", None),
]
ASSESSMENTS = [
    ("客户名称", "评估日期", "服务成本低", "客户级别（1–5）"),
    ("嘉禾机械", "2026-11-21", "是", 4),
    ("嘉禾机械", "2026-11-22", "是", 4),
    ("嘉禾机械", "2026-11-01", "是", 6),
]
SCORINGS = [
    ("客户名称", "评分日期", "对比竞争对手", "我方：产品", "对手：产品"),
    ("嘉禾机械", "2026-11-21", "远山", 8, 7),
    ("嘉禾机械", "2026-11-22", "远山", 8, 7),
    ("嘉禾机械", "2026-11-01", "远山", 8, 11),
    ("嘉禾机械", "2026-11-01", None, 8, 7),
]


@pytest.fixture
def customer(desk: Desk) -> int:
    return customers.add(desk, {"name": "嘉禾机械", "kind": "enterprise"})[0]


@pytest.mark.parametrize(
    ("title", "rows", "created", "refused"),
    [
        ("满意度调查", SURVEYS, 1, {
            (3, "调查日期", "survey-future"), (4, "产品感受", "survey-score"), (5, "产品期望", "number-unreadable"),
            (6, "产品期望", "number-unreadable"),
        }),
        ("流失客户", LOSSES, 2, {
            (3, "流失日期", "loss-ahead"), (4, "挽回日期", "won-back-before"), (5, "挽回日期", "won-back-ahead"),
            (6, "流失日期", "loss-overlaps"),
        }),
        ("客户评估", ASSESSMENTS, 1, {(3, "评估日期", "assessment-future"), (4, "客户级别（1–5）", "select-level")}),
        ("让渡价值", SCORINGS, 1, {
            (3, "评分日期", "delivered-future"), (4, "对手：产品", "delivered-score"),
            (5, "对比竞争对手", "delivered-nobody"),
        }),
    ],
)  # fmt: skip
def test_what_may_not_be_is_refused_with_its_place(
    desk: Desk,
    customer: int,
    title: str,
    rows: list[tuple[object, ...]],
    created: int,
    refused: set[tuple[int, str, str]],
) -> None:
    result = run(desk, {title: rows})
    assert counts(result) == {"created": created, "errors": len(rows) - 1 - created}
    assert set(codes(result)) >= refused
    assert counts(run(desk, {title: rows})) == {"skipped": created, "errors": len(rows) - 1 - created}


def test_nobody_is_lost_who_is_lost_already(desk: Desk, customer: int) -> None:
    churn.mark_lost(desk, [customer], {"reason": "trust", "lost_on": "2026-05-01"})
    rows = [LOSSES[0], ("嘉禾机械", "2026-06-01", "失信", None), ("嘉禾机械", "2026-05-01", "失信", "2026-05-20")]
    assert counts(run(desk, {"流失客户": rows}, existing="update")) == {"updated": 1, "errors": 1}
    assert [str(each.won_back_on) for each in churn.of_customer(desk, customer)] == ["2026-05-20"]


def test_each_cost_is_one_however_alike(desk: Desk) -> None:
    rows = [
        ("来源", "支出日期", "费用", "备注"),
        ("展会", "2026-10-01", 8000, None),
        ("展会", "2026-10-02", 8000, None),
        ("展会", "2026-10-02", 8000, "第二笔"),
        ("网络", "2026-10-01", 8000, None),
        ("网络", "2026-11-22", 8000, None),
        ("网络", "2026-10-01", 0, None),
    ]
    assert counts(run(desk, {"来源费用": rows})) == {"created": 4, "errors": 2}
    assert sum(each.amount for each in sources.costs(desk)) == 32_000
    assert counts(run(desk, {"来源费用": rows})) == {"skipped": 4, "errors": 2}
