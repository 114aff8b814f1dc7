"""Assessments: kept, listed by verdict and risk, proposed from the data."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import assessments, competitors, customers, elsewhere, history
from crmdesk.services.desk import Desk
from tests.services.importing import codes, counts, run
from tests.services.selling import give_back, make, pay, sell

GOOD = {"good_demand": "是", "good_profit": "是", "good_loyal": "yes", "poor_credit": "否"}


def add(desk: Desk, name: str, **values: str) -> int:
    return customers.add(desk, {"name": name, "kind": "enterprise", **values})[0]


def selection(desk: Desk, customer_id: int) -> object:
    return customers.file(desk, customer_id).values.get("selection")


def test_they_are_dated_and_kept(desk: Desk) -> None:
    one = add(desk, "禾砚精密")
    first, _ = assessments.add(desk, one, {**GOOD, "day": "2025-11-01", "level": "4", "capacity": "3"})
    second, _ = assessments.add(desk, one, {"poor_credit": "是", "risk_loss": "是", "notes": "拖欠"})
    assert [(each.id, each.judged.verdict) for each in assessments.of_customer(desk, one)] == [
        (second, "poor"), (first, "good"),
    ]  # fmt: skip
    assert (assessments.assessed(desk, second).day, assessments.assessed(desk, second).by) == (desk.today(), "陈立")
    assert selection(desk, one) == "poor"
    history.undo(desk)
    assert selection(desk, one) == "good"
    history.redo(desk)
    assessments.edit(desk, second, {"poor_credit": "", **dict.fromkeys(("good_demand", "good_profit"), "是")})
    assert selection(desk, one) == "watch"
    assessments.delete(desk, second)
    assert (selection(desk, one), len(assessments.of_customer(desk, one))) == ("good", 1)
    assessments.restore(desk, second)
    assert len(assessments.of_customer(desk, one)) == 2


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"level": "6"}, "level"), ({"capacity": "0"}, "capacity"), ({"day": "2026-11-22"}, "day"), ({"day": ""}, "day"),
     ({"good_demand": "也许"}, "good_demand")],
)  # fmt: skip
def test_what_cannot_be_is_refused(desk: Desk, typed: dict[str, str], field: str) -> None:
    one = add(desk, "禾砚精密")
    assert assessments.read(desk, {"day": "2026-01-01", **typed}, new=True).problems[field].hard
    with pytest.raises(UserError):
        assessments.add(desk, one, typed)
    assert assessments.of_customer(desk, one) == []


def test_lists_and_counts_go_by_the_last_one(desk: Desk) -> None:
    big, small, gone, empty = (add(desk, name) for name in ("大客户", "小客户", "已删除", "未评估"))
    sell(desk, big, 500, "2026-05-01")
    assessments.add(desk, big, {"day": "2025-01-01", "poor_credit": "是"})
    assessments.add(desk, big, {**GOOD, "risk_profit": "是"})
    assessments.add(desk, small, {"poor_demanding": "是", "risk_loss": "是", "level": "5", "capacity": "1"})
    assessments.add(desk, gone, GOOD)
    customers.delete(desk, [gone])
    found = assessments.counts(desk)
    assert (found.customers, found.assessed, found.misfits) == (3, 2, 1)
    assert dict(found.verdicts) == {"good": 1, "watch": 0, "poor": 1}
    assert {key: count for key, count in found.risks.items() if count} == {"risk_profit": 1, "risk_loss": 1}

    def names(**wanted: str | bool) -> list[str]:
        return [row.name for row in assessments.rows(desk, assessments.find(desk, **wanted))]  # type: ignore[arg-type]

    assert names() == ["大客户", "小客户"]
    assert names(sort="name", descending=True) == ["小客户", "大客户"]
    assert names(verdict="poor") == names(risk="risk_loss") == names(risk=assessments.MISFIT) == ["小客户"]
    assert names(owner="") == ["大客户", "小客户"]
    assert assessments.rows(desk, assessments.find(desk, verdict="good"))[0].sales == Decimal(500)
    assert assessments.of_customer(desk, empty) == []
    for wrong in ({"verdict": "bad"}, {"risk": "good_demand"}, {"sort": "x"}):
        with pytest.raises(UserError):
            assessments.find(desk, **wrong)  # type: ignore[arg-type]


def test_the_figures_behind_proposals(desk: Desk) -> None:
    one, two = add(desk, "禾砚精密"), add(desk, "另一家")
    late = sell(desk, one, 300, "2026-01-10", cost=200, terms_days=30)
    pay(desk, one, late, 100, "2026-03-01")
    paid = sell(desk, one, 500, "2026-06-01", cost=400, terms_days=30)
    pay(desk, one, paid, 450, "2026-06-20")
    give_back(desk, one, 50, "2026-06-10", paid, cost=40)
    sell(desk, one, 100, "2025-03-01", settled=1)
    sell(desk, two, 1000, "2026-07-01", cost=None, settled=1)
    make(desk, "interaction", one, at="2026-02-01", kind="meal", cost=30 * 10_000)
    elsewhere.add(desk, one, {"product": "胶带", "competitor": "北汀"})
    rival = competitors.all_competitors(desk)[0].id
    sell(desk, one, 70, "2026-08-01", state="lost", lost_to=rival)
    make(
        desk, "complaint", one, number="T1", words="慢", received_at="2026-05-05", state="open", round=1, step="listen"
    )
    known = assessments.known(desk, one, desk.today())
    assert (known.own.sales, known.own.costed, known.own.profit, known.own.serving) == (750, 750, 190, 30)
    assert (known.all.sales, known.all.costed, known.all.profit, known.buyers) == (1750, 750, 190, 2)
    assert (known.orders, known.before, known.first_on) == (2, 100, dt.date(2025, 3, 1))
    assert (known.paid, known.fell_due) == (1, 2)
    assert (known.owed, known.receivables, known.overdue, known.since) == (200, 200, 200, dt.date(2026, 2, 9))
    assert (known.complaints, known.rivals, known.bids_lost) == (1, ("北汀",), 1)
    proposed = {each.key: each.value for each in assessments.propose(desk, one)}
    assert proposed["poor_credit"] is proposed["risk_financial"] is proposed["risk_loss"] is True
    before = assessments.known(desk, one, dt.date(2026, 2, 20))
    assert (before.own.sales, before.owed, before.receivables, before.since) == (400, 300, 300, dt.date(2026, 2, 9))
    assert assessments.propose(desk, add(desk, "没有消息")) == []
    with pytest.raises(UserError):
        assessments.propose(desk, 999)


def test_a_sheet_of_them(desk: Desk) -> None:
    one = add(desk, "禾砚精密")
    rows = [
        (
            "客户名称",
            "评估日期",
            "买得少、要求多",
            "利润高、对价格不敏感、付款及时、信誉好",
            "客户级别（1–5）",
            "我方能力（1–5）",
        ),
        ("禾砚精密", "2026-03-01", "是", "否", 4, 3),
        ("禾砚精密", "2026-04-01", "是", "否", 9, 3),
    ]
    result = run(desk, rows)
    assert counts(result) == {"created": 1, "errors": 1}
    assert [code for _, _, code in codes(result)] == ["select-level"]
    (kept, *_) = assessments.of_customer(desk, one)
    assert kept.assessment.marks == {"poor_demanding": True, "good_profit": False}
    assert counts(run(desk, rows, existing="update")) == {"skipped": 1, "errors": 1}
