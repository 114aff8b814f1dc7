"""Delivered value: kept with a customer, averaged beside a competitor, undone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crmdesk.core.delivered_value import COSTS, PARTS, VALUES
from crmdesk.core.errors import UserError
from crmdesk.services import competitors, customers, delivered_value, history
from crmdesk.services.desk import Desk

WHOLE = {f"ours_{part}": "8" for part in VALUES} | {f"ours_{part}": "5" for part in COSTS}


def test_scored_changed_and_taken_back(desk: Desk) -> None:
    one = customers.add(desk, {"name": "甲厂"})[0]
    scoring, changes = delivered_value.add(desk, one, {**WHOLE, "competitor": "虚谷包材", "theirs_money": "4"})
    assert changes.touched("delivered_value") == {scoring}
    (kept,) = delivered_value.of_customer(desk, one)
    assert (kept.day, kept.values["by"], kept.values["competitor"]) == (desk.today(), "陈立", "虚谷包材")
    assert (kept.ours.value, kept.ours.cost, kept.ours.delivered, kept.theirs.delivered) == (32, 20, 12, None)
    delivered_value.edit(desk, scoring, {"ours_people": "10", "theirs_money": ""})
    assert delivered_value.scoring(desk, scoring).ours.delivered == 14
    delivered_value.delete(desk, scoring)
    assert not delivered_value.of_customer(desk, one)
    with pytest.raises(UserError, match="delivered-value-unknown"):
        delivered_value.edit(desk, scoring, {"ours_people": "1"})
    for _ in range(3):
        history.undo(desk)
    assert not delivered_value.of_customer(desk, one)
    assert not competitors.all_competitors(desk)


@pytest.mark.parametrize(
    ("typed", "key", "code"),
    [
        ({"ours_product": "11"}, "ours_product", "delivered-score"),
        ({"ours_product": "-1"}, "ours_product", "number-negative"),
        ({"ours_product": "8", "day": "2026-11-22"}, "day", "delivered-future"),
        ({"theirs_image": "8"}, "competitor", "delivered-nobody"),
        ({"notes": "没空"}, "ours_product", "delivered-empty"),
    ],
)
def test_what_is_refused(desk: Desk, typed: dict[str, str], key: str, code: str) -> None:
    one = customers.add(desk, {"name": "甲厂"})[0]
    problems = delivered_value.read(desk, {"day": "2026-11-21", **typed}, new=True).problems
    assert {where: problem.code for where, problem in problems.items()} == {key: code}
    with pytest.raises(UserError):
        delivered_value.add(desk, one, typed)
    scoring, _ = delivered_value.add(desk, one, {"ours_product": "8"})
    emptied = delivered_value.read(desk, {"ours_product": ""}, new=False, scoring_id=scoring)
    assert emptied.problems["ours_product"].code == "delivered-empty"


def test_averages_of_the_last_scoring_of_each_customer(desk: Desk) -> None:
    a, b, gone = (customers.add(desk, {"name": name})[0] for name in ("甲厂", "乙厂", "丙厂"))
    rival = {"competitor": "虚谷包材"}
    for one, day, ours, theirs in (
        (a, "2026-01-05", "1", "10"),
        (a, "2026-06-05", "8", "6"),
        (b, "2026-03-05", "7", "7"),
    ):
        scores = {"ours_product": ours, "theirs_product": theirs}
        delivered_value.add(desk, one, {**rival, "day": day, **scores})
    delivered_value.add(desk, b, {"ours_service": "3", "day": "2026-03-05"})
    delivered_value.add(desk, gone, {**rival, "ours_product": "0"})
    customers.delete(desk, [gone])
    beside, alone = delivered_value.averages(desk)
    assert (beside.name, beside.customers) == ("虚谷包材", 2)
    assert (beside.ours.scores, beside.theirs.scores) == ({"product": Decimal("7.5")}, {"product": Decimal("6.5")})
    assert (alone.competitor_id, alone.customers, alone.ours.scores) == (None, 1, {"service": 3})
    rows = delivered_value.rows(desk, delivered_value.behind(desk, beside.competitor_id))
    assert [(row.customer_number, row.scoring.day.month) for row in rows] == [("K00001", 6), ("K00002", 3)]
    earlier = delivered_value.averages(desk, desk.today().replace(month=2))
    assert [each.ours.scores for each in earlier] == [{"product": 1}]
    assert set(PARTS) == {*VALUES, *COSTS}
