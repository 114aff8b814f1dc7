"""Orders, payments, contacts made … of everything there is, as rows are stored, and what a data file holds of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from crmdesk.core.delivered_value import PARTS, SIDES
from crmdesk.core.registry import REGISTRY
from crmdesk.services.desk import Desk
from crmdesk.store.tables import columns

KINDS: Final = (
    "staff", "product", "campaign", "interaction", "objection", "campaign_call", "monthly", "screening",
    "sales_order", "order_line", "instalment", "payment", "invoice", "goods_return", "return_line",
    "complaint", "complaint_step", "complaint_event", "task", "greeting", "sales_target", "survey", "loss",
    "assessment", "delivered_value", "source_cost",
)  # fmt: skip
_LEFT_OUT: Final = frozenset({"interaction", "position", "name_key", "anchor", "deleted_at"})
_NAMED: Final = {
    "customer_id": "SELECT number FROM customer WHERE id = ?", "contact": "SELECT name FROM contact WHERE id = ?",
    "product": "SELECT code FROM product WHERE id = ?", "campaign": "SELECT name FROM campaign WHERE id = ?",
    "competitor": "SELECT name FROM competitor WHERE id = ?",
    "lost_to": "SELECT name FROM competitor WHERE id = ?",
    "sales_order": "SELECT number || date FROM sales_order WHERE id = ?",
    "goods_return": "SELECT number || date FROM goods_return WHERE id = ?",
    "complaint": "SELECT number FROM complaint WHERE id = ?",
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
        about = {"by": "陈立", "contact": contact, "sales_order": again}
        care = {**mine, **about, "text": "回访使用情况", "phase": "after"}
        create("task", {**care, "due_on": "2026-11-14", "done_on": "2026-11-15", "repeat": "weekly"})
        create("task", {**care, "due_on": "2026-11-21", "repeat": "weekly", "until": "2027-01-31", "notes": "带样品"})
        create("task", {"customer_id": two, "due_on": "2026-11-21", "text": "回访使用情况"})
        kept = {"occasion": "mid-autumn", "day": "2026-09-25", "outcome": "greeted", "by": "陈立", "text": "节日快乐"}
        create("greeting", {**mine, **kept, "contact": contact})
        create("greeting", {**mine, "occasion": "first-order", "day": "2026-05-01", "outcome": "skipped"})
        create("sales_target", {**mine, "year": 2026, "amount": 1_200_005_000, "notes": "含新品"})
        create("sales_target", {"customer_id": two, "year": 2025, "amount": 0})
        _ask(made, one, two, contact)
        gone = {"customer_id": two, "lost_on": "2025-03-01", "reason": "competitor", "competitor": rival}
        create("loss", {**gone, "text": "=价格", "by": "陈立", "won_back_on": "2026-01-05", "won_back_text": "换人"})
        create("loss", {"customer_id": two, "lost_on": "2026-08-01", "reason": "staff-left"})
        judged = {"day": "2026-10-01", "by": "陈立", "good_demand": 1, "good_cheap": 0, "risk_profit": 1, "level": 4}
        create("assessment", {**mine, **judged, "capacity": 3, "notes": "=稳定"})
        create("assessment", {"customer_id": two, "day": "2025-10-01", "poor_credit": 1})
        scored = {f"{side}_{part}": 7 for side in SIDES for part in PARTS}
        create(
            "delivered_value", {**mine, **scored, "day": "2026-10-01", "by": "陈立", "competitor": rival, "notes": "="}
        )
        create("delivered_value", {"customer_id": two, "day": "2026-10-02", "ours_money": 0})
        create("source_cost", {"source": "fair", "day": "2026-03-01", "amount": 80_000_500, "notes": "展位"})
        create("source_cost", {"source": "web", "day": "2026-03-01", "amount": 10_000})
        _complain(made, one, two, contact=contact, sales_order=again, product=nut)


def _ask(made: Any, one: int, two: int, contact: int) -> None:
    """Everything said, and next to nothing."""
    whole = {f"{aspect}_expected": 8 for aspect in ("overall", "product", "service")}
    felt = {"overall_felt": 9, "product_felt": 10, "service_felt": 7}
    said = {"praises": 1, "asks_by_name": 0, "buys_again": 1, "recommended": 1, "recommended_to": "远山"}
    asked = {"day": "2026-10-01", "contact": contact, "by": "陈立"}
    made.create("survey", {"customer_id": one, **asked, **whole, **felt, **said, "notes": "=很好"})
    made.create("survey", {"customer_id": two, "day": "2026-09-30", "overall_felt": 3})


def _complain(made: Any, one: int, two: int, **named: int) -> None:
    """Closed in the second round, given up and reopened, imported, and open as it came in."""
    said = {"customer_id": one, "words": "=又湿了！\n" + "长" * 2000, "received_at": "2026-06-01T09:30"}
    end = {"state": "closed", "round": 2, "step": "confirm", "closed_at": "2026-06-09", "level": "high"}
    closed = made.create("complaint", {**said, **named, **end, "number": "T00001", "category": "delivery", "blame": 1,
                                       "rude": 0, "root_cause": "包装", "due_on": "2026-06-08"})  # fmt: skip
    for round_, level in ((1, "dissatisfied"), (2, "high")):
        for place, step in enumerate(("listen", "apologise", "restate", "empathise", "compensate", "confirm")):
            at = "2026-06-09" if round_ == 2 else f"2026-06-0{place + 1}T10:00"
            own = {"compensate": {"kind": "refund", "amount": 1234500, "promised_on": "2026-06-20"},
                   "confirm": {"level": level, "confirmed_by": "phone"}}.get(step, {})  # fmt: skip
            made.create("complaint_step", {"customer_id": one, "complaint": closed, "round": round_, "step": step,
                                           "at": at, "by": "陈立", "contact": named["contact"], "text": f"=第{place}步",
                                           **own})  # fmt: skip
    turned = {"state": "open", "round": 2, "step": "apologise"}
    again = made.create("complaint", {"customer_id": two, "number": "2024-1", "words": "旧",
                                      "received_at": "2024-01-05", **turned})  # fmt: skip
    mine = {"customer_id": two, "complaint": again}
    for at, kind, more in (("2024-02-01", "unresolved", {"round": 1, "reason": "unreachable", "tries": 3}),
                           ("2024-03-01T08:05", "reopened", {"round": 2})):  # fmt: skip
        made.create("complaint_event", {**mine, "kind": kind, "at": at, "by": "王芳", "text": "三次无人接听", **more})
    heard = {"round": 2, "step": "listen", "at": "2024-03-02T09:00", "text": "听"}
    made.create("complaint_step", {**mine, **heard})
    old = {"customer_id": two, "state": "imported", "round": 1, "closed_at": "2020-02-03", "level": "basic"}
    made.create("complaint", {**old, "number": "T00003", "words": "慢", "received_at": "2020-02-01",
                              "handling": "已道歉"})  # fmt: skip
    made.create("complaint", {"customer_id": one, "number": "T00002", "words": "少发一箱", "received_at": "2026-11-20",
                              "state": "open", "round": 1, "step": "listen", "expects": "补发"})  # fmt: skip


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
