"""The timeline of a file and the record of each month."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from crmdesk.core import timeline as core
from crmdesk.core.errors import UserError
from crmdesk.core.timeline import Entry, Visit
from crmdesk.services import customers, history, interactions, notes, objections, timeline
from crmdesk.services.desk import Desk

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def customer(desk: Desk) -> int:
    """With one of everything; orders, payments and returns are written as they are stored."""
    made, _ = customers.add(desk, {"name": "禾砚精密", "kind": "enterprise"})
    interactions.add(desk, made, {"at": "2026-11-18 14:30", "kind": "visit", "by": "王晓", "content": "走访"})
    interactions.add(desk, made, {"at": "2026-09-02", "kind": "call", "content": "问候"})
    objections.add(desk, made, {"raised_on": "2026-11-18", "kind": "price", "text": "太贵"})
    notes.add(desk, made, "月底盘点")
    with desk.recording("demo", count=0) as written:
        owner = {"customer_id": made}
        product = written.create("product", {"code": "P00001", "name": "缠绕膜"})
        order = {"number": "D00001", "date": "2026-11-10", "state": "ordered", "by": "王晓", "terms_days": 30}
        order_id = written.create("sales_order", {**owner, **order})
        written.create(
            "order_line", {**owner, "sales_order": order_id, "product": product, "quantity": 1000, "amount": 1_000_000}
        )
        written.create("payment", {**owner, "sales_order": order_id, "date": "2026-11-12", "amount": 300_000})
        back = {**owner, "sales_order": order_id, "number": "R00001", "date": "2026-11-15"}
        return_id = written.create("goods_return", back)
        line = {**owner, "goods_return": return_id, "product": product, "quantity": 100, "amount": 100_000}
        written.create("return_line", line)
    return made


def told(entries: list[Entry]) -> list[tuple[str, str, str]]:
    return [(entry.kind, entry.title, entry.number) for entry in entries]


def test_everything_by_time_newest_first(desk: Desk, customer: int) -> None:
    found = timeline.timeline(desk, customer)
    assert told(found) == [
        ("note", "", ""),
        ("interaction", "visit", "J00001"),
        ("objection", "price", ""),
        ("goods_return", "", "R00001"),
        ("payment", "payment", "S00001"),
        ("sales_order", "ordered", "D00001"),
        ("interaction", "call", "J00002"),
    ]
    assert found[0].at == dt.datetime(2026, 11, 21, 12)
    assert found[0].values == {"text": "月底盘点"}
    assert (found[1].by, found[1].values["content"]) == ("王晓", "走访")
    assert (found[3].values["amount"], found[4].values["amount"]) == (Decimal(10), Decimal(30))
    assert found[4].values["number"] == "D00001"
    assert (found[5].values["amount"], found[5].values["due"]) == (Decimal(100), Decimal(60))


def test_by_kind_person_and_number(desk: Desk, customer: int) -> None:
    assert told(timeline.timeline(desk, customer, limit=2)) == told(timeline.timeline(desk, customer))[:2]
    kinds = {entry.kind for entry in timeline.timeline(desk, customer, kinds=(core.NOTE, core.ORDER))}
    assert kinds == {"note", "sales_order"}
    of_one = timeline.timeline(desk, customer, people=("王晓",))
    assert [entry.kind for entry in of_one] == ["interaction", "goods_return", "payment", "sales_order"]
    calls = timeline.timeline(desk, customer, kinds=(core.INTERACTION,), contact_kinds=("call",))
    assert [entry.number for entry in calls] == ["J00002"]


def test_months_with_visits_and_sales(desk: Desk, customer: int) -> None:
    found = timeline.months(desk, customer, TODAY)
    assert [one.month for one in found] == [dt.date(2026, month, 1) for month in (11, 10, 9)]
    assert [one.our_sales for one in found] == [Decimal(90), Decimal(0), Decimal(0)]
    assert found[0].visits == (Visit(dt.date(2026, 11, 18), "王晓", "visit"),)
    assert found[2].visits == (Visit(dt.date(2026, 9, 2), "陈立", "call"),)
    assert [one.month.month for one in timeline.months(desk, customer, TODAY, most=2)] == [11]
    assert len(timeline.months(desk, customer, dt.date(2028, 8, 31))) == 24


def test_what_is_recorded_of_a_month(desk: Desk, customer: int) -> None:
    october = dt.date(2026, 10, 17)
    timeline.set_month(desk, customer, october, {"average_sales": "12万", "notes": "旺季"})
    timeline.set_month(desk, customer, october, {"average_sales": "13万"})
    found = timeline.months(desk, customer, TODAY)[1]
    assert (found.average_sales, found.notes) == (Decimal(130_000), "旺季")
    assert len(desk.records.children("monthly", (customer,))[customer]) == 1
    timeline.set_month(desk, customer, october, {"average_sales": "", "notes": ""})
    assert desk.records.children("monthly", (customer,)) == {}
    for _ in range(2):
        history.undo(desk)
    assert timeline.months(desk, customer, TODAY)[1].average_sales == Decimal(120_000)
    assert not timeline.set_month(desk, customer, dt.date(2026, 8, 1), {"average_sales": ""})
    with pytest.raises(UserError, match="monthly-future"):
        timeline.set_month(desk, customer, dt.date(2026, 12, 1), {"notes": "x"})
    with pytest.raises(UserError, match="value-refused"):
        timeline.set_month(desk, customer, october, {"average_sales": "很多"})
