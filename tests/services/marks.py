"""The marks of customers worked out plainly from their records, to compare with."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crmdesk.core.life_cycle import Sale, life_cycle
from crmdesk.core.selecting import Assessment, judge
from crmdesk.services.desk import Desk

UNITS = 10_000
Flat = dict[str, Any]


def naive(desk: Desk, customer_id: int) -> Mapping[str, Any]:
    """The marks, worked out plainly from the records."""
    today = desk.today()
    customer = desk.records.read("customer", customer_id) or {}
    orders = [(flat, Plain(desk, order_id, flat)) for order_id, flat in living(desk, "sales_order", customer_id)]
    ordered = [(flat, plain) for flat, plain in orders if flat["state"] == "ordered"]
    past = [(flat, plain) for flat, plain in ordered if on(flat["date"]) <= today]
    back = [
        (on(flat["date"]), sum(line["amount"] for _, line in living(desk, "return_line", customer_id, goods_return=i)))
        for i, flat in living(desk, "goods_return", customer_id)
        if "sales_order" not in flat and on(flat["date"]) <= today
    ]
    flows = [(on(flat["date"]), plain.sales) for flat, plain in past] + [
        (day, -amount) for day, amount in back if amount
    ]
    year = [
        amount for day, amount in flows if (day.year + 1, day.month, day.day) > (today.year, today.month, today.day)
    ]
    free = [flat for _, flat in living(desk, "payment", customer_id) if "sales_order" not in flat]
    credit = sum(signed(flat) for flat in free if on(flat["date"]) <= today) + sum(plain.over for _, plain in orders)
    met = [flat for _, flat in living(desk, "interaction", customer_id)]
    steps = [flat["next_date"] for flat in met if "next_date" in flat and "next_done_on" not in flat]
    days = sorted(flat["date"] for flat, _ in past)
    overdue = [part for _, plain in ordered for part in plain.overdue(today)]
    sales = [Sale(on(flat["date"]), units(plain.sales)) for flat, plain in past]
    returned = [Sale(day, units(-amount)) for day, amount in back]
    losses = sorted((flat["lost_on"], i, flat.get("won_back_on")) for i, flat in living(desk, "loss", customer_id))
    lost = losses[-1][0] if losses and losses[-1][2] is None else None
    return {
        "stage": naive_stage(customer, [(flat, plain) for flat, plain in past], today),
        "life_cycle": customer.get("life_cycle_by_hand")
        or ("ended" if lost else life_cycle(sales, today, returns=returned).period),
        "lost_on": lost,
        **naive_opinion(desk, customer_id),
        "last_contact_on": max((flat["at"][:10] for flat in met if on(flat["at"]) <= today), default=None),
        **naive_last(met, today),
        "next_on": min(steps, default=None),
        "first_order_on": min(days, default=None),
        "last_order_on": max(days, default=None),
        "order_count": len(days) or None,
        "sales": sum(amount for _, amount in flows) if flows else None,
        "sales_year": sum(year) if year else None,
        "owed": sum(plain.due for _, plain in orders) or None,
        "overdue": sum(amount for _, amount in overdue) or None,
        "overdue_since": min((day.isoformat() for day, _ in overdue), default=None),
        "credit": max(0, credit) or None,
        "open_complaints": sum(flat["state"] == "open" for _, flat in living(desk, "complaint", customer_id)) or None,
        **naive_levels(desk, customer_id, customer),
    }


def naive_last(met: list[Flat], today: dt.date) -> Flat:
    """The day of the last visit and call by anyone, and by each role."""
    past = [flat for flat in met if on(flat["at"]) <= today]

    def last(kind: str, role: str | None = None) -> str | None:
        of_kind = [flat for flat in past if flat["kind"] == kind]
        days = [flat["at"][:10] for flat in of_kind if role in (None, flat.get("role", "salesperson"))]
        return max(days, default=None)

    return {
        "last_visit_on": last("visit"),
        "last_call_on": last("call"),
        "visit_salesperson": last("visit", "salesperson"),
        "call_salesperson": last("call", "salesperson"),
        "visit_manager": last("visit", "sales-manager"),
        "visit_director": last("visit", "marketing-director"),
        "visit_general": last("visit", "general-manager"),
    }


def naive_opinion(desk: Desk, customer_id: int) -> Flat:
    """What the last survey, confirmed complaint and assessment say."""
    said, loyalty = [], None
    for i, flat in sorted(living(desk, "survey", customer_id), key=lambda each: (each[1]["day"], each[0])):
        pairs = [(flat.get(f"{key}_expected"), flat.get(f"{key}_felt")) for key in ("overall", "product", "service")]
        levels = [
            None
            if None in pair
            else ("basic" if pair[0] == pair[1] else "high" if pair[1] > pair[0] else "dissatisfied")
            for pair in pairs
        ]
        parts = [level for level in levels[1:] if level]
        worst = next((level for level in ("dissatisfied", "basic", "high") if level in parts), None)
        if levels[0] or worst:
            said.append((flat["day"], 1, "", i, levels[0] or worst))
        if len(parts) == 2:
            good = tuple(level != "dissatisfied" for level in parts)
            names = {(True, True): "loyal", (True, False): "contested", (False, True): "hopeful"}
            loyalty = names.get(good, "destructive")
    complaints = {i for i, _ in living(desk, "complaint", customer_id)}
    for i, flat in living(desk, "complaint_step", customer_id):
        if flat.get("level") and flat["complaint"] in complaints:
            said.append((flat["at"][:10], 0, flat["at"], i, flat["level"]))
    assessed = sorted((flat["day"], i) for i, flat in living(desk, "assessment", customer_id))
    verdict = None
    if assessed:
        flat = desk.records.read("assessment", assessed[-1][1]) or {}
        ticks = {key: bool(value) for key, value in flat.items() if key.startswith(("good_", "poor_", "risk_"))}
        verdict = judge(Assessment(ticks, flat.get("level"), flat.get("capacity"))).verdict
    return {"satisfaction": max(said)[4] if said else None, "loyalty": loyalty, "selection": verdict}


def naive_levels(desk: Desk, customer_id: int, customer: Flat) -> Flat:
    """What is by hand; else what the last living run said that it is in; the grade from where the settings say."""
    settings = dict(desk.data.database.execute_sql("SELECT key, value FROM setting").fetchall())
    ran = {"pyramid": None, "abc": None}
    runs = "SELECT id, scheme FROM tier_run WHERE deleted_at IS NULL ORDER BY id"
    for run, scheme in desk.data.database.execute_sql(runs).fetchall():
        result = "SELECT level FROM tier_result WHERE run = ? AND customer_id = ?"
        found = desk.data.database.execute_sql(result, (run, customer_id)).fetchone()
        ran[scheme] = found[0] if found else ran[scheme]
    tier = customer.get("tier") if customer.get("tier_fixed") else ran["pyramid"]
    of_tier = {
        "gold": "A",
        "silver": "A",
        "bronze": "B",
        "iron": "C",
        **json.loads(settings.get("grade.of_tier") or "{}"),
    }
    grade = ran["abc"] if settings.get("grade.source") == "abc" else of_tier.get(tier)
    return {"tier": tier, "grade": customer.get("grade") if customer.get("grade_fixed") else grade}


class Plain:
    """An order with amounts in units; what is to be paid by when is a list of days and amounts."""

    def __init__(self, desk: Desk, order_id: int, flat: Flat) -> None:
        owner = flat["customer_id"]
        amount = sum(line["amount"] for _, line in living(desk, "order_line", owner, sales_order=order_id))
        amount -= flat.get("reduction", 0)
        returns = living(desk, "goods_return", owner, sales_order=order_id)
        returned = sum(
            line["amount"] for i, _ in returns for _, line in living(desk, "return_line", owner, goods_return=i)
        )
        self.flat, self.settled = flat, bool(flat.get("settled"))
        self.sales = amount - returned
        self.payable = max(0, amount - returned) if flat["state"] == "ordered" else 0
        day, first = on(flat["date"]), flat.get("first_payment", 0)
        agreed = sorted(
            (on(part["due_on"]), part["amount"]) for _, part in living(desk, "instalment", owner, sales_order=order_id)
        )
        last = agreed[-1][0] if agreed else day + dt.timedelta(flat.get("terms_days", 0))
        self.dues: list[tuple[dt.date, int]] = []
        left = self.payable
        for due, part in [*(agreed or [(day, first)]), (last, left)]:
            if (taken := min(part, max(0, amount) - sum(units for _, units in self.dues), left)) > 0:
                self.dues.append((due, taken))
                left -= taken
        self.in_time = [(last if first and due <= day else due, part) for due, part in self.dues]
        paid = living(desk, "payment", owner, sales_order=order_id)
        self.receipts = [(on(payment["date"]), signed(payment)) for _, payment in paid]
        received = sum(amount for _, amount in self.receipts)
        self.due = 0 if self.settled else max(0, self.payable - received)
        self.over = max(0, received - self.payable)

    def received(self, today: dt.date) -> int:
        return sum(amount for day, amount in (self.dues if self.settled else self.receipts) if day <= today)

    def overdue(self, today: dt.date) -> list[tuple[dt.date, int]]:
        return self._unpaid(self.dues, today)

    def _unpaid(self, dues: list[tuple[dt.date, int]], today: dt.date) -> list[tuple[dt.date, int]]:
        left, found = max(0, self.received(today)), []
        for day, amount in dues:
            if amount > left and day < today:
                found.append((day, amount - left))
            left = max(0, left - amount)
        return found

    def was_ever_overdue(self, today: dt.date) -> bool:
        after = [day + dt.timedelta(1) for day, _ in (*self.dues, *self.receipts)]
        return any(self._unpaid(self.in_time, day) for day in after if day <= today)


def naive_stage(customer: Flat, past: list[tuple[Flat, Plain]], today: dt.date) -> str:
    past = sorted(past, key=lambda each: each[0]["date"])
    for flat, plain in past:
        first = 0 if plain.settled else min(flat.get("first_payment", 0), plain.payable)
        if "signed_on" in flat and on(flat["signed_on"]) <= today and plain.received(today) >= first:
            break
    else:
        expected = customer.get("expected_on")
        soon = expected is not None and 0 <= (on(expected) - today).days <= 90
        return "target" if soon and (customer.get("intent"), customer.get("money")) == ("clear", "yes") else "potential"
    payable = [plain for _, plain in past if plain.payable]
    paid = [plain.received(today) >= plain.payable for plain in payable]
    bad = [plain.was_ever_overdue(today) for plain in payable]
    if any(plain.overdue(today) for plain in payable) or not any(paid):
        return "signed"
    if not any(bad):
        return "qualified"
    following = len(bad) - bad[::-1].index(True)
    return "qualified" if following < len(bad) and paid[following] else "signed"


def living(desk: Desk, kind: str, customer_id: int, **having: int) -> list[tuple[int, Flat]]:
    found = desk.records.children(kind, (customer_id,)).get(customer_id, {}).items()
    return [(i, flat) for i, flat in found if all(flat.get(key) == value for key, value in having.items())]


def signed(payment: Flat) -> int:
    return -payment["amount"] if payment.get("kind") == "refund" else int(payment["amount"])


def on(text: str) -> dt.date:
    return dt.date.fromisoformat(text[:10])


def units(amount: int) -> Decimal:
    return Decimal(amount) / UNITS
