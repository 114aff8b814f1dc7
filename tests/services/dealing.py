"""Orders, payments, contacts made … of everything there is, as rows are stored, and what a data file holds of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from crmdesk.core.registry import REGISTRY
from crmdesk.services.desk import Desk
from crmdesk.store.tables import columns

KINDS: Final = (
    "staff", "product", "campaign", "interaction", "objection", "campaign_call", "monthly", "screening",
    "sales_order", "order_line", "instalment", "payment", "invoice", "goods_return", "return_line",
)  # fmt: skip
_LEFT_OUT: Final = frozenset({"interaction", "position", "name_key", "deleted_at"})
_NAMED: Final = {
    "customer_id": "SELECT number FROM customer WHERE id = ?", "contact": "SELECT name FROM contact WHERE id = ?",
    "product": "SELECT code FROM product WHERE id = ?", "campaign": "SELECT name FROM campaign WHERE id = ?",
    "lost_to": "SELECT name FROM competitor WHERE id = ?",
    "sales_order": "SELECT number || date FROM sales_order WHERE id = ?",
    "goods_return": "SELECT number || date FROM goods_return WHERE id = ?",
}  # fmt: skip


def deal(desk: Desk, one: int, two: int, contact: int, rival: int) -> None:
    """Something of every kind, twice where it matters: alike lines, alike payments, a number used again."""
    with desk.recording("demo-fill") as made:
        create = made.create
        create("staff", {"name": "陈立", "role": "salesperson", "mobile": "13900000001", "commission": 2500})
        bolt = create("product", {"code": "P00001", "name": "螺栓", "category": "紧固件", "unit": "盒", "price": 125000,
                                  "cost": 70000, "promotion_price": 99999, "promotion_from": "2026-01-01"})  # fmt: skip
        nut = create("product", {"code": "0012", "name": "=螺母", "discontinued": 1})
        campaign = create("campaign", {"name": "新品推介", "script": "您好\n我们…"})
        mine = {"customer_id": one}
        for at, content in (("2026-11-20T14:30", "谈价格"), ("2026-11-20", "来电"), ("2026-11-20", "来电")):
            said = {"at": at, "kind": "call", "by": "陈立", "contact": contact, "content": content}
            create("interaction", {**mine, **said})
        create("interaction", {"customer_id": two, "at": "2026-11-01", "kind": "gift", "cost": 1234567, "minutes": 45,
                               "next_step": "回访", "next_date": "2026-12-01", "exchanged": "feeling"})  # fmt: skip
        create("objection", {**mine, "raised_on": "2026-03-01", "kind": "price", "text": "太贵", "contact": contact})
        create("campaign_call", {**mine, "campaign": campaign, "outcome": "later", "at": "2026-11-19T09:05"})
        create("campaign_call", {"customer_id": two, "campaign": campaign})
        create("monthly", {**mine, "month": "2026-10-01", "average_sales": 99990000})
        create("screening", {**mine, "item": "decision", "passed": 0, "notes": "待查"})
        first = _order(made, one, "D00001", "2026-05-01", bolt, nut, contact=contact, signed_on="2026-05-02")
        again = _order(made, one, "D00001", "2026-05-02", bolt, nut, settled=1)
        _order(made, two, "D00001", "2026-05-01", bolt, nut, state="lost", lost_reason="price", lost_to=rival)
        _order(made, two, "D00002", "2026-06-01", bolt, nut, hold=1, hold_reason="credit", reduction=5000)
        for due_on in ("2026-06-01", "2026-07-01"):
            create("instalment", {**mine, "sales_order": first, "due_on": due_on, "amount": 100000})
        for order in (first, first, again, None):
            create("payment", {**mine, "sales_order": order, "date": "2026-06-01", "amount": 105050, "kind": "payment"})
        create("invoice", {**mine, "sales_order": again, "kind": "special", "number": "0004", "date": "2026-06-02",
                           "amount": 400000})  # fmt: skip
        back = create("goods_return", {**mine, "number": "R00001", "sales_order": first, "date": "2026-06-03"})
        for amount in (25000, 12501):
            create("return_line", {**mine, "goods_return": back, "product": nut, "quantity": 1500, "amount": amount})


def _order(made: Any, customer: int, number: str, date: str, bolt: int, nut: int, **more: Any) -> int:
    own = {"customer_id": customer, "number": number, "date": date, "state": "ordered", **more}
    order = made.create("sales_order", own)
    mine = {"customer_id": customer, "sales_order": order}
    lines = (
        {"product": bolt, "quantity": 2500, "price": 125000, "discount": 500, "amount": 310938, "cost": 175000},
        {"product": bolt, "quantity": 1000, "price": 125000, "amount": 125000},
        {"product": bolt, "quantity": 1000, "price": 125000, "amount": 125000},
        {"product": nut, "quantity": 3000, "amount": 0, "sample": 1, "description": "M8"},
    )
    for position, line in enumerate(lines):
        made.create("order_line", {**mine, **line, "position": position})
    return int(order)


def dealings(desk: Desk) -> dict[str, list[Mapping[str, Any]]]:
    """All living rows by kind, with names in the place of ids."""
    return {kind: _rows(desk, kind) for kind in KINDS}


def _rows(desk: Desk, kind: str) -> list[Mapping[str, Any]]:
    names = [name for name in columns(REGISTRY[kind]) if name not in _LEFT_OUT]
    execute = desk.data.database.execute_sql
    found = []
    for row in execute(f"SELECT {', '.join(names)} FROM {kind} WHERE deleted_at IS NULL").fetchall():
        flat = {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for name in flat.keys() & _NAMED.keys():
            flat[name] = execute(_NAMED[name], (flat[name],)).fetchone()[0]
        found.append(flat)
    return sorted(found, key=repr)
