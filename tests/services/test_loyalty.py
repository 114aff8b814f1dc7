"""The loyalty matrix and the indicators beside a reckoning in plain Python; the records behind each figure."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.indicators import KEYS, REPEAT, Counted
from crmdesk.core.loyalty import FIELDS, UNJUDGED
from crmdesk.core.satisfaction import ASPECTS, Survey
from crmdesk.services import customers, loyalty, loyalty_value, order_deciding, surveys
from crmdesk.services.desk import Desk
from tests.desk import make_desk
from tests.services.importing import counts, run
from tests.services.selling import UNITS, make, sell

TODAY = dt.date(2026, 11, 21)
DAYS = (dt.date(2025, 6, 30), dt.date(2026, 3, 31), TODAY)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """To be read only: forty customers who bought, complained, said and brought one another whatever the dice said; two
    in the trash."""
    desk = make_desk(tmp_path_factory.mktemp("loyalty"))
    dice = random.Random(10)
    ids = []
    for place in range(40):
        brought = {"referrer": f"K{dice.randrange(1, place + 1):05d}"} if place and dice.random() < 0.3 else {}
        ids.append(customers.add(desk, {"name": f"客户{place}", **brought})[0])
    for customer in ids:
        for _ in range(dice.choice((0, 1, 1, 2, 4))):
            day = str(TODAY - dt.timedelta(days=dice.randrange(0, 700)))
            state = dice.choice(("ordered", "ordered", "ordered", "offer", "lost", "cancelled"))
            more = {"valid_until": day} if dice.random() < 0.3 else {}
            sell(desk, customer, dice.randrange(1, 900), day, state=state, **more)
        for _ in range(dice.choice((0, 0, 1, 2))):
            at = str(TODAY - dt.timedelta(days=dice.randrange(0, 700)))
            make(desk, "complaint", customer, words="慢", received_at=at, state="open", round=1, step="listen")
        for _ in range(dice.choice((0, 1, 2, 3))):
            scores = {f"{one}_{side}": dice.randrange(4, 9) for one in ASPECTS for side in ("expected", "felt")}
            kept = {key: score for key, score in scores.items() if dice.random() < 0.9}
            said = {key: dice.randrange(2) for key in ("praises", "asks_by_name") if dice.random() < 0.7}
            day = str(TODAY - dt.timedelta(days=dice.randrange(0, 700)))
            make(desk, "survey", customer, day=day, **kept, **said)
    customers.delete(desk, ids[:2])
    yield desk
    desk.close()


def living(desk: Desk, kind: str) -> list[dict[str, Any]]:
    ids = [row[0] for row in desk.data.database.execute_sql("SELECT id FROM customer WHERE deleted_at IS NULL")]
    found = desk.records.children(kind, ids)
    return [{"id": i, **flat} for parts in found.values() for i, flat in parts.items()]


def reckoned(desk: Desk, first: dt.date, last: dt.date) -> dict[str, tuple[int, int]]:
    within = lambda day: str(first) <= str(day)[:10] <= str(last)  # noqa: E731
    orders = living(desk, "sales_order")
    days: dict[object, set[str]] = defaultdict(set)
    for order in orders:
        if order["state"] == "ordered" and str(order["date"]) <= str(last):
            days[order["customer_id"]].add(str(order["date"]))
    buyers = {customer for customer, mine in days.items() if max(mine) >= str(first)}
    again = {customer for customer in buyers if len(days[customer]) > 1}
    brought = set()
    sql = "SELECT referrer, created_on, first_order_on FROM customer WHERE deleted_at IS NULL AND referrer IS NOT NULL"
    for referrer, created_on, first_on in desk.data.database.execute_sql(sql).fetchall():
        if min(each for each in (created_on, first_on) if each) <= str(last):
            brought.add(referrer)
    complained = {each["customer_id"] for each in living(desk, "complaint") if within(each["received_at"])}
    offers = [
        order for order in orders
        if within(order["date"]) and (order["state"] in ("offer", "lost")
                                      or (order["state"] == "ordered" and "valid_until" in order))
    ]  # fmt: skip
    answers = {}
    for key in ("praises", "asks_by_name"):
        latest: dict[object, object] = {}
        for survey in sorted(living(desk, "survey"), key=lambda each: (str(each["day"]), each["id"])):
            if key in survey and within(survey["day"]):
                latest[survey["customer_id"]] = survey[key]
        answers[key] = sum(map(bool, latest.values())), len(latest)
    return {
        "reputation": answers["praises"],
        "named-demand": answers["asks_by_name"],
        "return-rate": (len(again | (buyers & brought)), len(buyers)),
        "complaint-rate": (len(complained), len(buyers)),
        "selling-power": (sum(order["state"] == "ordered" for order in offers), len(offers)),
        REPEAT: (len(again), len(buyers)),
    }


def test_indicators_are_those_of_plain_python_and_open_down_to_their_records(shop: Desk) -> None:
    for first, last in ((dt.date(2024, 1, 1), TODAY), (dt.date(2026, 1, 1), dt.date(2026, 6, 30)), (TODAY, TODAY)):
        found = loyalty.indicators(shop, first, last)
        assert {each.key: (each.counted.part, each.counted.whole) for each in found.all} == reckoned(shop, first, last)
        for one in found.all:
            for whole, count in ((False, one.counted.part), (True, one.counted.whole)):
                behind = loyalty.behind(shop, one.key, first, last, whole=whole)
                rows = loyalty.behind_rows(shop, behind, 0, 1000)
                assert (len(behind.ids), [row.id for row in rows]) == (count, list(behind.ids))
                days = [row.day for row in rows]
                assert days == sorted(days, reverse=True)
                assert all(day <= last for day in days)
                assert all(row.reason.code.startswith("behind-") for row in rows)


def test_a_course_is_made_of_its_periods(shop: Desk) -> None:
    done: list[tuple[int, int]] = []
    course = loyalty.over_time(shop, step="month", count=5, progress=lambda at, of: done.append((at, of)))
    assert [one.period.last for one in course][-2:] == [dt.date(2026, 10, 31), TODAY]
    assert done == [(each, 5) for each in range(1, 6)]
    for one in course:
        assert one == loyalty.indicators(shop, one.period.first, one.period.last)


@pytest.mark.parametrize("day", DAYS)
def test_everybody_stands_where_the_last_survey_says(shop: Desk, day: dt.date) -> None:
    said: dict[int, Survey] = {}
    for id_ in surveys.find(shop, surveys.Surveys(last=day))[::-1]:
        (row,) = surveys.rows(shop, (id_,))
        if row.loyalty is not None:
            said[row.customer_id] = row.survey
    found = loyalty.matrix(shop, day)
    assert found.judged == len(said) > 0
    assert found.judged + found.unjudged == 38
    assert {i for field in FIELDS for i in found.of(field)} == said.keys()
    for field in FIELDS:
        rows = loyalty.in_field(shop, field, found=found)
        assert len(rows) == found.field(field).count == sum(each.loyalty == field for each in said.values())
        assert sum(row.sales for row in rows) == found.field(field).value
        assert [row.sales for row in rows] == sorted((row.sales for row in rows), reverse=True)
        for row in rows:
            assert row.survey is not None
            assert row.survey.survey == said[row.customer.id]
    others = loyalty.in_field(shop, UNJUDGED, 0, 100, found=found)
    assert {row.customer.id for row in others}.isdisjoint(said)
    assert len(others) == found.unjudged
    again = [loyalty.in_field(shop, UNJUDGED, at, 1, found=found)[0] for at in range(3)]
    assert again == others[:3]
    period = loyalty.matrix(shop, day).period
    for each in others:
        mine = [order for order in living(shop, "sales_order") if order["customer_id"] == each.customer.id]
        sold = [order for order in mine if str(period.first) <= str(order["date"]) <= str(period.last)]
        assert each.sales * UNITS == sum(order["amount"] for order in sold if order["state"] == "ordered")


def test_today_the_matrix_is_what_lists_filter_by(shop: Desk) -> None:
    execute = shop.data.database.execute_sql
    found = loyalty.matrix(shop)
    for column, counted in (
        ("loyalty", {one.loyalty: one.count for one in found.fields}),
        ("satisfaction", {one.level: one.count for one in found.levels}),
    ):
        sql = f"SELECT {column}, count(*) FROM customer WHERE deleted_at IS NULL AND {column} IS NOT NULL GROUP BY 1"
        assert dict(execute(sql).fetchall()) == {key: count for key, count in counted.items() if count}


def test_an_offer_that_was_won_counts_without_a_day_it_was_valid_until(desk: Desk) -> None:
    customer, _ = customers.add(desk, {"name": "甲厂"})
    won, lost = (sell(desk, customer, 100, "2026-11-01", state="offer", number=f"D{i}") for i in (1, 2))
    sell(desk, customer, 100, "2026-11-02")
    order_deciding.win(desk, won)
    counted = loyalty.indicators(desk).of("selling-power").counted
    assert (counted.part, counted.whole) == (1, 2)
    assert loyalty.behind(desk, "selling-power").ids == [won]
    assert loyalty.behind(desk, "selling-power", whole=True).ids == [won, lost]


def test_nothing_known_is_said_and_not_invented(desk: Desk) -> None:
    assert loyalty.matrix(desk).why is not None
    customer, _ = customers.add(desk, {"name": "甲厂"})
    found = loyalty.matrix(desk)
    assert found.why is not None
    assert (found.why.code, found.unjudged, found.field("loyal").percent) == ("matrix-nobody-judged", 1, None)
    for last in (None, dt.date(2099, 12, 31)):
        for one in loyalty.indicators(desk, None, last).all:
            assert (one.percent, one.mark) == (None, None)
            assert one.why is not None
    make(desk, "complaint", customer, words="慢", received_at="2026-11-01", state="open", round=1, step="listen")
    assert loyalty.indicators(desk).of("complaint-rate").percent is None
    sell(desk, customer, 10, "2026-11-02")
    assert [loyalty.indicators(desk).of(key).percent for key in ("complaint-rate", "return-rate")] == [100, 0]
    with pytest.raises(UserError, match="indicators-period"):
        loyalty.indicators(desk, TODAY, dt.date(2026, 1, 1))
    with pytest.raises(UserError, match="indicator-unknown"):
        loyalty.behind(desk, "fame")
    with pytest.raises(UserError, match="matrix-field"):
        loyalty.in_field(desk, "fans")
    assert KEYS[0] == "reputation"


def test_loyalty_by_value_hears_what_customers_said(desk: Desk) -> None:
    told = {"loyal": (8, 8), "contested": (8, 5), "destructive": (5, 5)}
    ids = {}
    for field, (product, service) in told.items():
        ids[field], _ = customers.add(desk, {"name": field})
        scores = {"product_felt": product, "service_felt": service, "product_expected": 7, "service_expected": 7}
        make(desk, "survey", ids[field], day="2026-05-01", **scores)
        for day in ("2025-05-01", "2026-03-01", "2026-05-01"):
            make(desk, "sales_order", ids[field], date=day, state="ordered", amount=100 * UNITS)
    found = loyalty_value.matrix(desk, basis="sales")
    assert found.notes[0].code == "matrix-surveys"
    for field, expected in (("loyal", "loyal"), ("contested", "returning"), ("destructive", "not-yet")):
        standing = {one for one in ("loyal", "returning", "not-yet") for value in ("high", "middle", "low")
                    if ids[field] in found.of(one, value)}  # type: ignore[arg-type]  # fmt: skip
        assert standing == {expected}


def test_who_was_no_customer_yet_was_brought_by_nobody(desk: Desk) -> None:
    brings = customers.add(desk, {"name": "甲厂"})[0]
    brought = customers.add(desk, {"name": "乙厂", "referrer": "K00001"})[0]
    with desk.recording("demo-fill") as made:
        made.update("customer", brought, {"created_on": None})
    sell(desk, brings, 100, "2026-03-01")
    sell(desk, brought, 100, "2026-06-01")
    rates = [loyalty.indicators(desk, None, day).of("return-rate").counted.part for day in (DAYS[1], TODAY)]
    assert rates == [0, 1]


def test_an_offer_that_an_import_makes_an_order_is_won(desk: Desk) -> None:
    one = customers.add(desk, {"name": "嘉禾机械", "kind": "enterprise"})[0]
    for number in ("D00001", "D00002"):
        sell(desk, one, 100, "2026-03-01", number=number, state="offer")
    rows = [("客户名称", "订单编号", "订单日期", "状态", "产品", "数量", "金额"),
            ("嘉禾机械", "D00001", "2026-03-01", "已成交", "螺丝", 1, 100)]  # fmt: skip
    assert counts(run(desk, rows, existing="update"))["updated"] == 1
    assert loyalty.indicators(desk, None, TODAY).of("selling-power").counted == Counted(1, 2)
