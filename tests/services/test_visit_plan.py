"""Whom the plan asks to visit and call, compared with a naive reckoning; the order, other days, the plan itself."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.errors import UserError
from crmdesk.core.visit_plan import Span, VisitPlan
from crmdesk.services import customers, history, interactions, staff, tiers, visit_plan
from crmdesk.services.desk import Desk
from tests.desk import NOW, make_desk
from tests.services.importing import run

TODAY = NOW.date()
ROLES = ("salesperson", "sales-manager", "marketing-director", "general-manager")
COLUMNS = (*((role, "visit") for role in ROLES), ("salesperson", "call"))
TIERS = ("gold", "silver", "bronze", "iron", None)
Flat = dict[str, Any]


class World:
    """Some customers and contacts made with them, as they are stored, and what is due worked out plainly."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.dice = desk, random.Random(seed)
        self.people = self.dice.sample([("甲", None), ("乙", "general-manager"), ("陈立", "salesperson"),
                                        ("丙", "sales-manager")], self.dice.randrange(4))  # fmt: skip
        self.customers: dict[int, Flat] = {}
        self.contacts: list[Flat] = []
        with desk.recording("customer-add", number="") as made:
            for name, role in self.people:
                made.create("staff", {"name": name, "role": role} if role else {"name": name})
            for place in range(6):
                flat = self._customer(place)
                self.customers[made.create("customer", flat)] = flat
            for _ in range(14):
                flat = self._contact()
                made.create("interaction", flat)
                self.contacts.append(flat)
            for customer_id, flat in self.customers.items():
                if self.dice.random() < 0.4:
                    flat["first"] = self._day(120, 0)
                    order = {
                        "customer_id": customer_id,
                        "date": flat["first"],
                        "state": "ordered",
                        "number": f"D{customer_id}",
                    }
                    made.create("sales_order", order)

        for customer_id, *levels in desk.data.database.execute_sql("SELECT id, tier, grade, sales_year FROM customer"):
            self.customers[customer_id].update(zip(("tier", "grade", "sales"), levels, strict=True))

    def _day(self, before: int, after: int) -> str:
        return (TODAY + dt.timedelta(self.dice.randint(-before, after))).isoformat()

    def _customer(self, place: int) -> Flat:
        pick = self.dice.choice
        flat = {"number": f"K{place}", "kind": "enterprise", "name": f"客户{place}", "created_on": self._day(150, 0),
                "owner": pick(("陈立", "甲", None)), "tier": pick(TIERS), "grade": pick(("A", "B", "C", None)),
                "stage": "potential", "life_cycle": "acquisition", "tier_fixed": 1, "grade_fixed": 1}  # fmt: skip
        return {key: value for key, value in flat.items() if value is not None}

    def _contact(self) -> Flat:
        pick = self.dice.choice
        at = self._day(60, 30) + pick(("", "T09:30"))
        flat = {"customer_id": pick(list(self.customers)), "at": at, "kind": pick(("visit", "call", "message", "came"))}
        role = pick((*ROLES, None))
        return {**flat, "role": role} if role else flat

    def lines(self, customer_id: int, day: dt.date) -> list[tuple[str, str, str, int]]:
        """Kind, role, since when and how many days overdue, of all that is due on a day."""
        found = []
        for role, kind in COLUMNS:
            since, span = self._since(customer_id, role, kind, day), self._span(customer_id, role, kind)
            if since and span and (days := (day - dt.date.fromisoformat(since)).days) >= span.least:
                found.append((kind, role, since, max(0, days - span.most)))
        return sorted(found)

    def _span(self, customer_id: int, role: str, kind: str) -> Span | None:
        grade, plan = self.customers[customer_id].get("grade"), VisitPlan()
        held = {own or "salesperson" for _, own in self.people}
        if len(self.people) > 1:
            return plan.span(grade, role, kind) if role in held else None
        if role != "salesperson":
            return None
        spans = [plan.span(grade, each, kind) for each in ("salesperson", "general-manager", *held)]
        known = [span for span in spans if span]
        return Span(min(s.least for s in known), min(s.most for s in known)) if known else None

    def _since(self, customer_id: int, role: str, kind: str, day: dt.date) -> str | None:
        flat = self.customers[customer_id]
        alone = len(self.people) <= 1
        met = [
            one["at"][:10]
            for one in self.contacts
            if one["customer_id"] == customer_id and one["kind"] == kind and one["at"][:10] <= day.isoformat()
            and (alone or one.get("role", "salesperson") == role)
        ]  # fmt: skip
        first = flat.get("first") if flat.get("first", "9") <= day.isoformat() else None
        return max(met, default=None) or first or flat["created_on"]

    def neglected(self, customer_id: int, day: dt.date) -> int:
        """For how many days nobody contacted a customer."""
        flat = self.customers[customer_id]
        met = [one["at"][:10] for one in self.contacts if one["customer_id"] == customer_id]
        met = [each for each in met if each <= day.isoformat()]
        first = flat.get("first") if flat.get("first", "9") <= day.isoformat() else None
        return (day - dt.date.fromisoformat(max(met, default=None) or first or flat["created_on"])).days

    def place(self, customer_id: int) -> tuple[Any, ...]:
        flat = self.customers[customer_id]
        return TIERS.index(flat["tier"]), flat["sales"] is None, -(flat["sales"] or 0), flat["number"]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from((0, 0, -1, -25, 1, 20)))
def test_what_is_due_is_what_the_records_say(seed: int, days: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = make_desk(Path(folder))
        try:
            _compare(desk, World(desk, seed), TODAY + dt.timedelta(days))
        finally:
            desk.close()


def _compare(desk: Desk, world: World, day: dt.date) -> None:
    found = visit_plan.dues(desk, day, most=None)
    for customer_id in world.customers:
        mine = [row.due for row in found if row.customer_id == customer_id]
        told = sorted((due.kind, due.role, due.since.isoformat(), due.overdue_days) for due in mine)
        assert told == world.lines(customer_id, day)
        assert mine == [due for due in visit_plan.of_customer(desk, customer_id, day) if due.is_due(day)]
    assert [row.customer_id for row in found] == sorted((row.customer_id for row in found), key=world.place)
    counts = visit_plan.counts(desk, day)
    assert (counts.total, counts.visits) == (len(found), sum(row.due.kind == "visit" for row in found))
    assert counts.overdue == sum(row.due.overdue_days > 0 for row in found)
    assert counts.due_today == sum(row.due.due_on == day for row in found)
    assert counts.customers == visit_plan.customers(desk, day) == len({row.customer_id for row in found})
    late = visit_plan.dues(desk, day, overdue_only=True, most=None)
    assert late == [row for row in found if row.due.overdue_days]
    assert visit_plan.counts(desk, day, overdue_only=True).total == len(late)
    mine = visit_plan.dues(desk, day, mine=True, most=None)
    assert mine == [row for row in found if row.due.who == desk.who]
    assert visit_plan.customers(desk, day, mine=True) == len({row.customer_id for row in mine})
    assert [
        row for first in range(0, len(found), 2) for row in visit_plan.dues(desk, day, first=first, most=2)
    ] == found
    for bound, count in visit_plan.neglected_counts(desk, day).items():
        rows = visit_plan.neglected(desk, day, bound, most=None)
        expected = [i for i in world.customers if world.neglected(i, day) > bound]
        assert [row.customer_id for row in rows] == sorted(expected, key=world.place)
        assert [row.days for row in rows] == [world.neglected(row.customer_id, day) for row in rows]
        assert count == len(rows)


def _customer(desk: Desk, name: str, **more: str) -> int:
    return customers.add(desk, {"name": name, "created_on": "2026-01-05", **more})[0]


def test_the_most_valuable_come_first_then_sales_then_the_number(desk: Desk) -> None:
    people = {"乙": "salesperson", "丙": "general-manager"}
    for name, role in people.items():
        staff.add(desk, {"name": name, "role": role})
    ids = [_customer(desk, f"客户{i}") for i in range(6)]
    for customer_id, tier in zip(ids, ("iron", "silver", "silver", "gold", "silver", None), strict=True):
        if tier:
            tiers.set_tier(desk, customer_id, tier, "样本")
    tiers.set_grade(desk, ids[5], "A", "样本")
    for customer_id, amount in ((ids[4], 900), (ids[2], 100)):
        with desk.recording("customer-edit", number="") as made:
            own = {"customer_id": customer_id, "date": "2026-06-01", "state": "ordered", "number": f"D{customer_id}"}
            order = made.create("sales_order", own)
            product = made.create("product", {"name": f"货{customer_id}"})
            made.create("order_line", {"customer_id": customer_id, "sales_order": order, "product": product,
                                       "quantity": 1000, "amount": amount * 10000, "position": 0})  # fmt: skip
    found = visit_plan.dues(desk, TODAY, kind="visit", role="salesperson")
    assert [row.customer_id for row in found] == [ids[3], ids[4], ids[2], ids[1], ids[0], ids[5]]
    assert [row.sales_year for row in found][1:3] == [900, 100]
    assert {row.due.role for row in visit_plan.dues(desk, TODAY)} == {"salesperson"}  # a year is not over yet
    assert {row.due.who for row in found} == {"乙"}
    assert [row.due.who for row in visit_plan.dues(desk, dt.date(2027, 12, 1), role="general-manager")] == ["丙"] * 5


def test_any_contact_of_that_kind_starts_the_days_anew(desk: Desk) -> None:
    one = _customer(desk, "远东公司")
    tiers.set_grade(desk, one, "C", "样本")
    assert [(row.due.kind, row.due.overdue_days) for row in visit_plan.dues(desk, TODAY)] == [
        ("visit", 290),
        ("call", 290),
    ]
    interactions.add(desk, one, {"at": "2026-11-10 15:00", "kind": "visit"})
    interactions.add(desk, one, {"at": "2026-12-01", "kind": "call"})  # still to come
    assert [row.due.kind for row in visit_plan.dues(desk, TODAY)] == ["call"]
    visit, call = visit_plan.of_customer(desk, one, TODAY)
    assert (visit.last_on, visit.due_on, visit.overdue_on) == (
        dt.date(2026, 11, 10), dt.date(2026, 12, 10), dt.date(2026, 12, 11),
    )  # fmt: skip
    assert (call.last_on, call.since) == (None, dt.date(2026, 1, 5))
    history.undo(desk)
    history.undo(desk)
    assert visit_plan.counts(desk, TODAY).total == 2
    customers.delete(desk, [one])
    assert visit_plan.dues(desk, TODAY) == visit_plan.of_customer(desk, one, TODAY) == []
    assert visit_plan.neglected(desk, TODAY, 7) == []


def test_the_plan_is_changed_in_one_action_and_taken_back(desk: Desk) -> None:
    one = _customer(desk, "远东公司")
    tiers.set_grade(desk, one, "C", "样本")
    cell = ("C", "salesperson", "visit")
    assert visit_plan.set_plan(desk, visit_plan.plan(desk).with_cell(cell, None))
    assert [row.due.kind for row in visit_plan.dues(desk, TODAY)] == ["call"]
    assert not visit_plan.set_plan(desk, visit_plan.plan(desk))
    with pytest.raises(UserError, match="visit-span-days"):
        visit_plan.set_plan(desk, VisitPlan().with_cell(cell, Span(5, 4)))
    history.undo(desk)
    assert visit_plan.plan(desk) == VisitPlan()
    assert visit_plan.counts(desk, TODAY).total == 2


def test_imported_contacts_were_made_in_the_role_of_our_person(desk: Desk) -> None:
    staff.add(desk, {"name": "吴总", "role": "general-manager"})
    staff.add(desk, {"name": "李强", "role": "salesperson"})
    _customer(desk, "远东公司")
    head = ("客户名称", "拜访日期", "拜访方式", "拜访人", "拜访内容")
    made = (("走访", "吴总 ", "谈价"), ("走访", "李强", "送样"), ("电话", "外人", "问好"), ("电话", None, "问好"))
    rows = [head, *(("远东公司", f"2026-11-0{day}", *row) for day, row in enumerate(made, start=1))]
    run(desk, {"拜访记录": rows})
    found = desk.data.database.execute_sql("SELECT at, by, role FROM interaction ORDER BY at").fetchall()
    assert found == [("2026-11-01", "吴总", "general-manager"), ("2026-11-02", "李强", "salesperson"),
                     ("2026-11-03", "外人", None), ("2026-11-04", None, None)]  # fmt: skip
    marks = "SELECT visit_general, visit_salesperson, call_salesperson FROM customer"
    assert desk.data.database.execute_sql(marks).fetchone() == ("2026-11-01", "2026-11-02", "2026-11-04")
