"""What the method says of a customer: stage with what is missing, overruling, screening, ranking, the funnel."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import customers, history, lists, qualifying
from crmdesk.services.desk import Desk
from tests.desk import NOW

HOPED = {"intent": "clear", "money": "yes", "need": "yes", "recognises": "yes", "expected_on": "2026-12-24"}
UNITS = 10_000


def add(desk: Desk, name: str, **typed: str) -> int:
    return customers.add(desk, {"name": name, **typed})[0]


def sell(desk: Desk, customer_id: int, amount: int, cost: int | None = None, **known: object) -> int:
    """An order of one line, in yuan."""
    with desk.recording("customer-edit", number="") as made:
        product = made.create("product", {"code": "P1", "name": "螺丝"})
        order = {"customer_id": customer_id, "number": "D1", "date": "2026-11-01", "state": "ordered", **known}
        order_id = made.create("sales_order", order)
        line = {"customer_id": customer_id, "sales_order": order_id, "product": product, "quantity": 1000}
        units = None if cost is None else cost * UNITS
        made.create("order_line", {**line, "amount": amount * UNITS, "cost": units})
    return order_id


def pay(desk: Desk, customer_id: int, order_id: int, amount: int, date: str = "2026-11-01") -> None:
    with desk.recording("customer-edit", number="") as made:
        payment = {"customer_id": customer_id, "sales_order": order_id, "date": date, "amount": amount * UNITS}
        made.create("payment", payment)


def codes(found: qualifying.Assessment) -> list[str]:
    return [reason.code for reason in found.missing]


def test_an_assessment_follows_what_happens(desk: Desk) -> None:
    customer = add(desk, "嘉禾厂", stated_stage="已签约")
    found = qualifying.assessment(desk, customer)
    assert (found.stage, found.next_stage, found.stated_stage) == ("potential", "target", "已签约")
    assert (found.man, found.verdict, found.intending) == ("?+?+?", "find-out", None)

    customers.edit(desk, customer, {**HOPED, "authority": "yes"})
    found = qualifying.assessment(desk, customer)
    assert (found.man, found.verdict, found.intending) == ("M+A+N", "prospect", "intending")
    assert (found.stage, codes(found)) == ("target", ["stage-no-contract"])

    order = sell(desk, customer, 1000, signed_on="2026-11-01", first_payment=300 * UNITS, terms_days=60)
    found = qualifying.assessment(desk, customer)
    assert (found.stage, codes(found)) == ("target", ["stage-first-payment"])
    assert found.missing[0].params["missing"] == 300

    pay(desk, customer, order, 300)
    found = qualifying.assessment(desk, customer)
    assert (found.stage, codes(found)) == ("signed", ["stage-none-paid"])

    pay(desk, customer, order, 700, "2026-11-20")
    found = qualifying.assessment(desk, customer)
    assert (found.stage, found.next_stage, found.missing) == ("qualified", None, ())
    assert (found.life_cycle, found.life_cycle_why.code) == ("growth", "life-new")
    assert customers.file(desk, customer).values["stage"] == "qualified"


def test_an_assessment_of_another_day_counts_only_what_happened_by_then(desk: Desk) -> None:
    customer = add(desk, "嘉禾厂")
    order = sell(desk, customer, 1000, signed_on="2026-11-01", terms_days=30)
    pay(desk, customer, order, 1000, "2026-11-20")
    stages = [qualifying.assessment(desk, customer, dt.date(2026, *day)).stage for day in ((10, 31), (11, 2), (11, 21))]
    assert stages == ["potential", "signed", "qualified"]
    assert qualifying.assessment(desk, customer, dt.date(2028, 11, 1)).life_cycle == "ended"


def test_a_file_that_is_gone_is_not_assessed(desk: Desk) -> None:
    with pytest.raises(UserError, match="record-gone"):
        qualifying.assessment(desk, 99)


def test_the_life_cycle_is_overruled_with_a_reason(desk: Desk) -> None:
    customer = add(desk, "嘉禾厂")
    sell(desk, customer, 1000)
    qualifying.overrule(desk, customer, "life_cycle", "decline", "说要换供应商")
    found = qualifying.assessment(desk, customer)
    assert (found.life_cycle, found.life_cycle_by_hand, found.suggested_life_cycle) == ("decline", True, "growth")
    values = customers.file(desk, customer).values
    assert (values["life_cycle"], values["life_cycle_reason"]) == ("decline", "说要换供应商")

    qualifying.overrule(desk, customer, "life_cycle", None, "")
    values = customers.file(desk, customer).values
    assert values["life_cycle"] == "growth"
    assert "life_cycle_reason" not in values
    history.undo(desk)
    assert customers.file(desk, customer).values["life_cycle"] == "decline"


@pytest.mark.parametrize(
    ("what", "value", "reason", "code"),
    [
        ("life_cycle", "decline", "", "overrule-reason"),
        ("relationship", "partnership", "  ", "overrule-reason"),
        ("life_cycle", "elsewhere", "因为", "value-refused"),
    ],
)
def test_overruling_that_is_refused(desk: Desk, what: str, value: str, reason: str, code: str) -> None:
    customer = add(desk, "嘉禾厂")
    with pytest.raises(UserError) as refused:
        qualifying.overrule(desk, customer, what, value, reason)
    assert refused.value.code == code
    assert customers.file(desk, customer).values["life_cycle"] == "acquisition"


def test_nobody_overrules_what_is_in_the_trash(desk: Desk) -> None:
    customer = add(desk, "嘉禾厂")
    customers.delete(desk, [customer])
    with pytest.raises(UserError, match="record-gone"):
        qualifying.overrule(desk, customer, "relationship", "basic", "因为")


def test_a_life_cycle_that_is_typed_is_one_by_hand(desk: Desk) -> None:
    customer = add(desk, "嘉禾厂", life_cycle="衰退期", life_cycle_reason="换了老板")
    values = customers.file(desk, customer).values
    assert (values["life_cycle"], values["life_cycle_by_hand"]) == ("decline", "decline")
    assert customers.read(desk, {"life_cycle": "ended"}, new=False, customer_id=customer).problems == {}
    customers.edit(desk, customer, {"life_cycle": ""})
    values = customers.file(desk, customer).values
    assert values["life_cycle"] == "acquisition"
    assert "life_cycle_reason" not in values
    problems = customers.read(desk, {"life_cycle": "ended"}, new=False, customer_id=customer).problems
    assert problems["life_cycle_reason"].code == "overrule-reason"


def test_the_relationship_is_suggested_from_grade_and_margin(desk: Desk) -> None:
    everybody = [add(desk, f"{n}厂", grade="A" if n == 0 else "B") for n in range(25)]
    for customer, cost in zip(everybody[:4], (10, 50, 80, None), strict=True):
        sell(desk, customer, 100, cost)
    found = [qualifying.assessment(desk, customer) for customer in everybody[:5]]
    assert [one.suggested_relationship for one in found] == ["partnership", "reactive", "basic", None, None]
    assert found[3].relationship_why.code == "relationship-no-margin"
    assert (found[0].figures.margin, found[0].figures.in_grade, found[0].figures.compared) == (Decimal(90), 1, 3)
    nobody = add(desk, "无等级厂")
    assert qualifying.assessment(desk, nobody).relationship_why.code == "relationship-no-grade"


def test_what_came_back_takes_its_cost_along(desk: Desk) -> None:
    customer = add(desk, "甲厂", grade="A")
    order = sell(desk, customer, 100, 60)
    with desk.recording("customer-edit", number="") as made:
        back = made.create("goods_return", {"customer_id": customer, "sales_order": order, "date": "2026-11-02"})
        line = {"customer_id": customer, "goods_return": back, "product": 1, "quantity": 500}
        made.create("return_line", {**line, "amount": 50 * UNITS, "cost": 30 * UNITS})
    assert qualifying.assessment(desk, customer).figures.margin == 40


def test_conditions_are_ticked_and_unticked(desk: Desk) -> None:
    customer = add(desk, "嘉禾厂")
    qualifying.screen(desk, customer, "decision", True, "厂长说了算")
    qualifying.screen(desk, customer, "habits", False)
    found = {one.item: (one.passed, one.notes) for one in qualifying.screened(desk, customer)}
    assert found["decision"] == (True, "厂长说了算")
    assert found["habits"] == (False, "")
    assert found["income"] == (None, "")
    qualifying.screen(desk, customer, "decision", None)
    assert qualifying.screened(desk, customer)[0].passed is None
    history.undo(desk)
    assert qualifying.screened(desk, customer)[0].passed is True
    with pytest.raises(UserError, match="screening-unknown"):
        qualifying.screen(desk, customer, "weather", True)


def test_the_conditions_are_the_users_own(desk: Desk) -> None:
    customer, other = add(desk, "嘉禾厂"), add(desk, "远东厂")
    key, _ = lists.add(desk, "item", "有进口权")
    lists.rename(desk, "item", "income", "年收入")
    qualifying.screen(desk, customer, key, True)
    qualifying.screen(desk, other, key, False)
    qualifying.screen(desk, other, "income", True)
    shown = [(one.item, one.label.zh) for one in qualifying.screened(desk, customer)]
    assert shown[-1] == (key, "有进口权")
    assert ("income", "年收入") in shown
    assert lists.counts(desk, "item") == {key: 2, "income": 1}

    lists.delete(desk, "item", key, "income")
    assert lists.counts(desk, "item") == {"income": 2}
    ticks = {i: {one.item: one.passed for one in qualifying.screened(desk, i)}["income"] for i in (customer, other)}
    assert ticks == {customer: True, other: True}
    history.undo(desk)
    assert lists.counts(desk, "item") == {key: 2, "income": 1}


def test_potential_customers_are_ranked(desk: Desk) -> None:
    add(desk, "丁厂")
    add(desk, "戊厂", intent="none", expected_profit="99999")
    late = add(desk, "甲厂", **HOPED, expected_profit="500")
    soon = add(desk, "乙厂", **{**HOPED, "expected_on": "2026-11-30"}, expected_profit="500")
    rich = add(desk, "丙厂", intent="has", expected_profit="800", expected_amount="20")
    unknown = add(desk, "己厂", need="yes")
    sold = add(desk, "庚厂", **HOPED, expected_profit="900")
    sell(desk, sold, 10, signed_on="2026-11-01")
    assert [one.customer_id for one in qualifying.potentials(desk)] == [rich, soon, late, unknown]
    assert [one.customer_id for one in qualifying.potentials(desk, sort="date")] == [soon, late, rich, unknown]
    assert [one.customer_id for one in qualifying.potentials(desk, limit=1, sort="amount")] == [rich]
    assert [one.customer_id for one in qualifying.potentials(desk, stage="target")] == [soon, late]
    later = qualifying.potentials(desk, NOW.date() + dt.timedelta(30), stage="target")
    assert [one.customer_id for one in later] == [late]
    with pytest.raises(UserError, match="sort-unknown"):
        qualifying.potentials(desk, sort="weather")


def test_the_funnel_shows_what_is_expected_won_and_lost(desk: Desk) -> None:
    add(desk, "甲厂", **HOPED, expected_amount="500")
    offered = add(desk, "乙厂", expected_amount="70")
    sell(desk, offered, 300, state="offer", valid_until="2027-01-15")
    sell(desk, offered, 40, state="lost", lost_reason="price", date="2026-10-01")
    sell(desk, offered, 90, state="lost", lost_reason="competitor", date="2026-10-02")
    sell(desk, offered, 7, state="lost", date="2026-05-20")
    signed = add(desk, "丙厂", expected_on="2026-10-01", expected_amount="60")
    sell(desk, signed, 60, signed_on="2026-11-01")
    gone = add(desk, "丁厂", expected_amount="5", expected_on="2026-12-01")
    customers.delete(desk, [gone])

    found = qualifying.funnel(desk, months=3)
    rows = {row.stage: row for row in found.rows}
    assert (rows["target"].all.amount, rows["target"].months[1].count) == (500, 1)
    assert (rows["potential"].all.amount, rows["potential"].months[2].amount) == (300, 300)
    assert rows["signed"].all.count == 0
    assert (found.offers.all.count, found.offers.all.amount) == (1, 300)
    assert (found.since, found.won.count, found.won.amount) == (dt.date(2026, 8, 21), 1, 60)
    assert [(one.reason, one.amount) for one in found.lost] == [("competitor", 90), ("price", 40)]
    assert len(qualifying.funnel(desk, months=12).lost) == 3

    days_later = qualifying.funnel(desk, dt.date(2027, 1, 2), months=3)
    rows = {row.stage: row for row in days_later.rows}
    assert (rows["target"].all.count, rows["potential"].past.amount, rows["potential"].all.count) == (0, 500, 2)
    assert days_later.offers.all.amount == 300
