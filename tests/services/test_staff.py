"""Our people: the register, renaming, commission."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import commission, customers, history, interactions, objections, settings, staff
from crmdesk.services.desk import Desk

TODAY = dt.date(2026, 11, 21)


def test_the_register(desk: Desk) -> None:
    me, _ = staff.add(desk, {"name": "陈立", "role": "业务经理", "commission": "3"})
    staff.add(desk, {"name": "安宁", "role": "salesperson"})
    gone, _ = staff.add(desk, {"name": "孙蕾", "left_on": "2026-11-21"})
    staff.add(desk, {"name": "周启明", "left_on": "2026-12-31"})
    customers.add(desk, {"name": "甲", "owner": "安宁"})
    assert [(one.name, one.customers) for one in staff.staff(desk)] == [("安宁", 1), ("陈立", 0), ("周启明", 0)]
    assert [one.name for one in staff.staff(desk, left=True)] == ["安宁", "陈立", "孙蕾", "周启明"]
    assert staff.names(desk) == ["安宁", "陈立", "周启明"]
    mine = staff.me(desk)
    assert mine is not None
    assert (mine.id, mine.role, mine.commission) == (me, "sales-manager", Decimal(3))
    assert (staff.role_of(desk, "安宁"), staff.role_of(desk, "无名")) == ("salesperson", None)
    with pytest.raises(UserError) as caught:
        staff.add(desk, {"name": "陈 立"})
    assert caught.value.params["reason"].code == "staff-exists"
    staff.delete(desk, gone)
    assert len(staff.staff(desk, left=True)) == 3
    for verb in (staff.member, staff.delete):
        with pytest.raises(UserError, match="staff-unknown"):
            verb(desk, gone)
    history.undo(desk)
    assert staff.member(desk, gone).left_on == TODAY


def test_a_new_name_takes_the_old_ones_place_everywhere(desk: Desk) -> None:
    me, _ = staff.add(desk, {"name": "陈立"})
    settings.change(desk, "person.name", "陈立")
    one, _ = customers.add(desk, {"name": "甲", "owner": "陈立", "custodian": "陈立"})
    other, _ = customers.add(desk, {"name": "乙", "owner": "王晓"})
    interactions.add(desk, one, {"content": "x"})
    interactions.add(desk, other, {"content": "x", "by": "王晓"})
    objections.add(desk, one, {"kind": "price", "text": "贵"})
    with desk.recording("demo", count=0) as made:
        made.create("sales_order", {"customer_id": other, "date": "2026-11-01", "state": "offer", "by": "陈立"})
    staff.edit(desk, me, {"name": "陈力"})

    def names() -> set[Any]:
        execute = desk.data.database.execute_sql
        tables = (("customer", "owner"), ("customer", "custodian"), ("interaction", "by"), ("objection", "by"),
                  ("sales_order", "by"), ("setting", "value"))  # fmt: skip
        found = {row[0] for kind, key in tables for row in execute(f"SELECT {key} FROM {kind}").fetchall()}
        return found & {"陈立", "陈力", "王晓"}

    assert names() == {"陈力", "王晓"}
    assert desk.who == "陈力"
    found = staff.me(desk)
    assert found is not None
    assert staff.member(desk, found.id).customers == 1
    history.undo(desk)
    assert names() == {"陈立", "王晓"}
    with pytest.raises(UserError, match="value-refused"):
        staff.edit(desk, me, {"commission": "101"})


def test_commission_on_money_received(desk: Desk) -> None:
    owned, _ = customers.add(desk, {"name": "甲", "owner": "王晓"})
    nobodys, _ = customers.add(desk, {"name": "乙", "owner": ""})
    trashed, _ = customers.add(desk, {"name": "丙", "owner": "王晓"})
    with desk.recording("demo", count=0) as made:
        order = made.create(
            "sales_order",
            {"customer_id": owned, "date": "2026-01-02", "state": "ordered", "by": "陈立", "number": "D1"},
        )
        for customer, order_id, date, amount, kind in (
            (owned, order, "2026-01-05", 10_000_000, "payment"), (owned, None, "2026-01-09", 2_000_000, None),
            (owned, order, "2026-02-01", 505_000, "payment"), (owned, order, "2026-02-03", 5_000, "refund"),
            (nobodys, None, "2026-02-01", 70_000, "payment"), (owned, order, "2025-12-31", 990_000, "payment"),
            (owned, order, "2026-12-01", 990_000, "payment"), (trashed, None, "2026-01-01", 990_000, "payment"),
        ):  # fmt: skip
            flat = {"customer_id": customer, "sales_order": order_id, "date": date, "amount": amount, "kind": kind}
            made.create("payment", flat)
    with desk.recording("demo", count=0) as made:
        made.update("customer", nobodys, {"owner": None})
    customers.delete(desk, (trashed,))
    assert not commission.is_on(desk)
    settings.change(desk, "commission.rate", "2.5")
    staff.add(desk, {"name": "王晓", "commission": "4"})
    assert commission.is_on(desk)
    found = [
        (one.month.month, one.name, one.received, one.rate, one.commission)
        for one in commission.by_month(desk, 2026, TODAY)
    ]
    assert found == [
        (1, "陈立", Decimal(1000), Decimal("2.5"), Decimal("25.00")),
        (1, "王晓", Decimal(200), Decimal(4), Decimal("8.00")),
        (2, "", Decimal(7), Decimal(0), Decimal("0.00")),
        (2, "陈立", Decimal(50), Decimal("2.5"), Decimal("1.25")),
    ]
    assert [one.received for one in commission.by_month(desk, 2026, dt.date(2026, 12, 31))][-1] == Decimal(99)
    settings.change(desk, "commission.rate", "")
    assert commission.is_on(desk)
    with pytest.raises(UserError):
        settings.change(desk, "commission.rate", "101")
