"""Customers marked lost and won back, the figures of them, and who is at risk."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.services import churn, competitors, customers, demo, history, qualifying, tiers
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError
from tests.services.importing import counts, run
from tests.services.marks import naive
from tests.services.selling import give_back, make, sell

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 11, 21)
NEGLECT = {"reason": "neglect"}


def add(desk: Desk, number: int, **typed: str) -> int:
    return customers.add(desk, {"name": f"公司{number}", "kind": "enterprise", **typed})[0]


@pytest.fixture
def ten(desk: Desk) -> list[int]:
    """Ten who ordered in 2025; the first one, of 陈立, for 1000 in November and for 70 in May."""
    ids = [add(desk, i, owner="陈立" if i < 4 else "王芳", groups="展会" if i < 2 else "") for i in range(10)]
    for customer in ids:
        sell(desk, customer, 70, "2025-05-01")
    sell(desk, ids[0], 1000, "2025-12-01")
    return ids


def code_of(action: object, *arguments: object) -> str:
    with pytest.raises(UserError) as caught:
        action(*arguments)  # type: ignore[operator]
    error = caught.value
    return error.params["reason"].code if error.code == "value-refused" else error.code


def test_lost_is_marked_with_everything_and_undone(desk: Desk, ten: list[int]) -> None:
    typed = {"reason": "competitor", "competitor": "远大", "text": "报价低", "lost_on": "2026-10-01", "by": "王芳"}
    changes = churn.mark_lost(desk, ten[:2], typed)
    assert (changes.touched("loss"), changes.touched("customer")) == ({1, 2}, set(ten[:2]))
    (loss,) = churn.of_customer(desk, ten[0])
    told = (loss.lost_on, loss.reason, loss.competitor, loss.text, loss.by, loss.sales)
    assert told == (dt.date(2026, 10, 1), "competitor", "远大", "报价低", "王芳", 1000)
    assert competitors.names(desk) == ["远大"]
    assert churn.present(desk, ten[0]) == loss
    lost = Filter((Condition("lost_on", Test.FILLED),))
    assert customers.find(desk, Listing(filter=lost)) == ten[:2]
    assessed = qualifying.assessment(desk, ten[0])
    assert (assessed.life_cycle, assessed.life_cycle_why.code) == ("ended", "life-marked-lost")
    assert qualifying.assessment(desk, ten[0], dt.date(2026, 9, 30)).life_cycle != "ended"
    history.undo(desk)
    assert (churn.of_customer(desk, ten[0]), competitors.names(desk)) == ([], [])
    assert qualifying.assessment(desk, ten[0]).life_cycle != "ended"
    history.redo(desk)
    assert churn.of_customer(desk, ten[0]) == [loss]
    for customer in ten[:2]:
        assert {key: (desk.records.read("customer", customer) or {}).get(key) for key in ("lost_on", "life_cycle")} == {
            key: naive(desk, customer)[key] for key in ("lost_on", "life_cycle")
        }


def test_won_back_and_lost_again(desk: Desk, ten: list[int]) -> None:
    churn.mark_lost(desk, ten[:1], {**NEGLECT, "lost_on": "2026-03-01"})
    assert code_of(churn.mark_lost, desk, ten[:2], NEGLECT) == "lost-already"
    assert code_of(churn.win_back, desk, ten[1:2]) == "not-lost"
    churn.win_back(desk, ten[:1], {"won_back_on": "2026-05-01", "won_back_text": "经理上门"})
    assert churn.present(desk, ten[0]) is None
    assert code_of(churn.mark_lost, desk, ten[:1], {**NEGLECT, "lost_on": "2026-04-01"}) == "loss-overlaps"
    churn.mark_lost(desk, ten[:1], {"reason": "trust", "lost_on": "2026-06-01"})
    assert [loss.reason for loss in churn.of_customer(desk, ten[0])] == ["trust", "neglect"]
    again = churn.of_customer(desk, ten[0])[0]
    churn.edit(desk, again.id, {"reason": "objective", "won_back_on": "2026-06-02"})
    assert churn.present(desk, ten[0]) is None
    assert [churn.lost(desk), churn.won_back(desk)] == [[], [again.id, 1]]
    churn.delete(desk, again.id)
    assert len(churn.of_customer(desk, ten[0])) == 1
    assert code_of(churn.edit, desk, again.id, {"text": "x"}) == "loss-unknown"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({}, "required-missing"), ({"reason": "weather"}, "choice-unknown"),
        ({**NEGLECT, "lost_on": "2026-11-22"}, "loss-ahead"),
        ({**NEGLECT, "lost_on": "2026-02-30"}, "date-no-such-day"),
        ({**NEGLECT, "won_back_on": "2026-11-01"}, "field-unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_marked(desk: Desk, ten: list[int], typed: dict[str, str], code: str) -> None:
    assert code_of(churn.mark_lost, desk, ten, typed) == code
    assert churn.lost(desk) == []


def test_nobody_lost_who_is_in_the_trash(desk: Desk, ten: list[int]) -> None:
    customers.delete(desk, ten[:1])
    assert code_of(churn.mark_lost, desk, ten[:1], NEGLECT) == "record-gone"
    churn.mark_lost(desk, ten[1:2], {**NEGLECT, "lost_on": "2026-03-01"})
    customers.delete(desk, ten[1:2])
    assert churn.rate(desk, FIRST, LAST).rate.lost == 0
    assert (churn.lost(desk), churn.reasons(desk, FIRST, LAST).count) == ([], 0)


def test_the_rate_whole_and_in_parts(desk: Desk, ten: list[int]) -> None:
    """Those who came later, left before or never ordered are not among those who could be lost."""
    churn.mark_lost(desk, ten[9:], {**NEGLECT, "lost_on": "2025-12-31"})
    new, never = add(desk, 10), add(desk, 11)
    sell(desk, new, 10, "2026-02-01")
    churn.mark_lost(desk, [*ten[:2], new, never], {**NEGLECT, "lost_on": "2026-03-01"})
    found = churn.rate(desk, FIRST, LAST, "owner")
    assert (found.rate.lost, found.rate.at_start, found.rate.percent, found.beside) == (2, 9, Decimal("22.2"), 2)
    assert [(part.key, part.rate.lost, part.rate.at_start) for part in found.parts] == [("王芳", 0, 5), ("陈立", 2, 4)]
    groups = churn.rate(desk, FIRST, LAST, "group").parts
    assert [(part.key, part.rate.lost, part.rate.at_start) for part in groups] == [("展会", 2, 2), ("", 0, 7)]
    assert sum(part.rate.at_start for part in churn.rate(desk, FIRST, LAST, "tier").parts) == 9
    behind = churn.lost_rows(desk, churn.lost(desk, FIRST, LAST, counted=True))
    assert {row.customer.id for row in behind} == set(ten[:2])
    assert len(churn.lost(desk, FIRST, LAST)) == 4
    assert len(churn.lost(desk, FIRST, LAST, owner="陈立", group="展会", reason="neglect")) == 2
    assert churn.lost(desk, FIRST, LAST, side="competitor") == []


def test_zero_and_nobody_are_said_in_words(desk: Desk) -> None:
    assert churn.rate(desk, FIRST, LAST).rate.why is not None
    nobody = churn.lifetime(desk)
    assert (nobody.years, nobody.why and nobody.why.code) == (None, "churn-nobody")
    sell(desk, add(desk, 1), 10, "2025-01-01")
    zero = churn.lifetime(desk)
    assert (zero.rate.percent, zero.years, zero.why and zero.why.code) == (0, None, "churn-no-lifetime")
    assert code_of(churn.rate, desk, LAST, FIRST) == "sources-period"
    assert churn.rate(desk, dt.date(2090, 1, 1), dt.date(2090, 12, 31)).rate.percent == 0
    assert (churn.reasons(desk, FIRST, LAST).shares[0].percent, churn.cost(desk, FIRST, LAST).amount) == (None, 0)


def test_lifetime_values_follow_the_churn_rate(desk: Desk, ten: list[int]) -> None:
    assert tiers.assumptions(desk).years == 5
    churn.mark_lost(desk, ten[:3], {**NEGLECT, "lost_on": "2026-03-01"})
    found = churn.lifetime(desk)
    assert found.years is not None
    assert found.years * (found.rate.exact or 0) == 1
    assert tiers.assumptions(desk).years == churn.clv_years(desk) == 4
    assert tiers.classify(desk, "clv").assumptions == tiers.assumptions(desk)
    assert tiers.assumptions(desk, dt.date(2026, 2, 1)).years == 5


def test_months_cost_and_reasons(desk: Desk, ten: list[int]) -> None:
    give_back(desk, ten[0], 100, "2026-01-10")
    sell(desk, ten[1], 500, "2025-03-01")
    sell(desk, ten[1], 30, "2025-03-02")
    churn.mark_lost(desk, ten[:1], {**NEGLECT, "lost_on": "2026-03-01"})
    churn.mark_lost(desk, ten[1:2], {"reason": "competitor", "competitor": "远大", "lost_on": "2026-03-01"})
    churn.mark_lost(desk, ten[2:3], {"reason": "competitor", "lost_on": "2026-04-30"})
    churn.win_back(desk, ten[1:2], {"won_back_on": "2026-04-01"})
    march, april = churn.by_month(desk, dt.date(2026, 4, 30), 2)
    assert (march.lost, march.won_back, march.cost, march.rate.lost, march.rate.at_start) == (2, 0, 1070, 2, 10)
    assert (april.lost, april.won_back, april.cost, april.rate.at_start) == (1, 1, 70, 8)
    assert (march.last, april.first, april.last) == (dt.date(2026, 3, 31), dt.date(2026, 4, 1), dt.date(2026, 4, 30))
    cost = churn.cost(desk, FIRST, LAST)
    assert (cost.count, cost.amount, cost.won_back, cost.amount_won_back) == (3, 1140, 1, 100)
    why = churn.reasons(desk, FIRST, LAST)
    reasons = [(each.reason, each.count, each.cost) for each in why.reasons]
    assert reasons == [("competitor", 2, 170), ("neglect", 1, 970)]
    assert dict(why.competitors) == {"远大": 1, "": 1}
    assert [(share.side, share.count, share.percent) for share in why.shares[:2]] == [
        ("ours", 1, Decimal("33.3")), ("competitor", 2, Decimal("66.7")),
    ]  # fmt: skip
    dearest = churn.lost_rows(desk, churn.lost(desk, FIRST, LAST, by_cost=True))
    assert [(row.customer.id, row.loss.sales) for row in dearest] == [(ten[0], 970), (ten[1], 100), (ten[2], 70)]


def test_silent_for_two_years_is_proposed_only(desk: Desk, ten: list[int]) -> None:
    old, older = add(desk, 10, owner="陈立"), add(desk, 11)
    sell(desk, old, 500, "2024-11-21")
    sell(desk, older, 900, "2021-01-01")
    sell(desk, add(desk, 12), 900, "2024-11-22")
    assert list(churn.proposed(desk)) == [older, old]
    assert list(churn.proposed(desk, owner="陈立")) == [old]
    (row,) = churn.proposed_rows(desk, [old])
    assert (row.last_order_on, row.sales, row.reason.code) == (dt.date(2024, 11, 21), 500, "risk-gone")
    churn.mark_lost(desk, [old], {"reason": "other"})
    assert list(churn.proposed(desk)) == [older]
    assert list(churn.proposed(desk, dt.date(2026, 11, 20))) == [older]
    sell(desk, older, 1, "2026-11-01")
    assert list(churn.proposed(desk)) == []
    assert churn.of_customer(desk, old)[0].ordered_since is None
    sell(desk, old, 1, "2026-11-21")
    churn.edit(desk, 1, {"lost_on": "2026-11-01"})
    assert churn.of_customer(desk, old)[0].ordered_since == dt.date(2026, 11, 21)


def test_at_risk_with_every_reason(desk: Desk) -> None:
    """Most at stake first; each reason by itself; on another day as it was then."""
    silent, falling, unhappy, cross, late, gone, fine = (add(desk, i, owner=f"员工{i}") for i in range(7))
    for date in ("2026-01-01", "2026-02-01", "2026-03-01"):
        sell(desk, silent, 100, date, settled=1)
    sell(desk, falling, 1000, "2025-06-01", settled=1)
    sell(desk, falling, 799, "2026-06-01", settled=1)
    for customer in (unhappy, cross, fine):
        sell(desk, customer, 50, "2026-10-01", settled=1)
    make(desk, "survey", unhappy, day="2026-10-02", overall_expected=8, overall_felt=3)
    made = make(desk, "complaint", cross, number="T1", received_at="2026-10-02", words="慢", state="open", round=1)
    sell(desk, late, 80, "2026-09-01", terms_days=30)
    sell(desk, gone, 5000, "2024-01-01", settled=1)
    found = churn.at_risk(desk)
    codes = {row.customer.id: [risk.reason.code for risk in row.risks] for row in churn.risk_rows(desk, found)}
    assert codes == {
        falling: ["risk-falling"], silent: ["risk-silent"], late: ["risk-late"], unhappy: ["risk-dissatisfied"],
        cross: ["risk-complaining"], gone: ["risk-gone"],
    }  # fmt: skip
    assert list(found.ids[:3]) == [falling, silent, late]
    assert set(found.counts.values()) == {1}
    assert list(churn.at_risk(desk, reasons=("risk-late", "risk-gone")).ids) == [late, gone]
    assert list(churn.at_risk(desk, owner="员工3").ids) == [cross]
    assert list(churn.at_risk(desk, sort="silence").ids[:2]) == [gone, silent]
    assert [row.customer.id for row in churn.risk_rows(desk, found, 1, 2)] == [silent, late]
    assert [risk.help for risk in churn.why_at_risk(desk, late)] == ["help-terms"]
    earlier = churn.at_risk(desk, dt.date(2026, 10, 1))
    assert dict(zip(earlier.ids, (row.risks for row in churn.risk_rows(desk, earlier)), strict=True)).keys() == {
        falling, silent, gone,
    }  # fmt: skip
    on_second = churn.at_risk(desk, dt.date(2026, 10, 2))
    assert {unhappy, cross, late} <= set(on_second.ids)
    desk.records.write("complaint", made, {"state": "closed", "closed_at": "2026-10-05"})
    assert cross in churn.at_risk(desk, dt.date(2026, 10, 4)).ids
    assert cross not in churn.at_risk(desk, dt.date(2026, 10, 5)).ids
    churn.mark_lost(desk, [falling], NEGLECT)
    assert falling not in churn.at_risk(desk).ids
    assert churn.why_at_risk(desk, falling) == ()


def test_at_risk_of_nobody_and_given_up(desk: Desk, ten: list[int]) -> None:
    assert code_of(lambda: churn.at_risk(desk, reasons=("risk-weather",))) == "risk-unknown"
    before = churn.at_risk(desk, dt.date(2025, 1, 1))
    assert (before.count, before.why and before.why.code) == (0, "risk-no-orders")
    calm = churn.at_risk(desk, dt.date(2025, 6, 1), reasons=("risk-silent", "risk-complaining"))
    assert (calm.count, calm.why and calm.why.code) == (0, "risk-nobody")
    with pytest.raises(CancelledError):
        churn.at_risk(desk, cancelled=lambda: True)


def test_a_sheet_of_losses(desk: Desk, ten: list[int]) -> None:
    sheet = [
        ("客户名称", "流失日期", "流失原因", "流向竞争对手", "流失经过", "挽回日期"),
        ("公司0", "2026-03-01", "我方：疏于联系", None, "半年没人上门", "2026-05-01"),
        ("公司1", "2026/4/2", "竞争对手", "远大", None, None),
        ("公司2", "2026-02-30", "倒闭", None, None, None),
    ]
    assert counts(run(desk, sheet)) == {"created": 2, "errors": 1}
    assert [row.loss.reason for row in churn.lost_rows(desk, churn.lost(desk))] == ["competitor"]
    assert churn.of_customer(desk, ten[0])[0].won_back_on == dt.date(2026, 5, 1)
    assert counts(run(desk, sheet)) == {"skipped": 2, "errors": 1}


def test_sample_customers_leave_for_reasons_and_some_come_back(desk: Desk) -> None:
    demo.fill(desk, 300, 7)
    rows = churn.lost_rows(desk, churn.lost(desk, dt.date(2020, 1, 1), LAST))
    assert len({row.loss.reason for row in rows}) > 4
    assert all(row.loss.text and row.loss.by and row.loss.lost_on < LAST for row in rows)
    assert 2 < len(churn.won_back(desk)) < len(churn.lost(desk))
    assert Decimal(3) < (churn.lifetime(desk).rate.percent or 0) < Decimal(12)
    assert len(churn.proposed(desk)) > 0
    assert all(count for code, count in churn.at_risk(desk).counts.items() if code != "risk-dissatisfied")
