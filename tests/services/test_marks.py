"""The marks of customers always say what their records say: after any work, undone or not, and on a new day."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.errors import UserError
from crmdesk.core.ranking import SCHEMES
from crmdesk.core.settings import GRADE_OF_TIER, GRADE_SOURCE, TARGET_DAYS
from crmdesk.services import customers, history, marks, tiers
from crmdesk.services import settings as settings_service
from crmdesk.services.desk import Desk
from crmdesk.store.marks_customers import MARKS
from crmdesk.store.marks_days import BASIS
from crmdesk.store.recording import Recording
from tests.desk import CHINA, NOW, make_desk
from tests.services.marks import naive

UNITS = 10_000
TODAY = NOW.date()
Flat = dict[str, Any]


class Work:
    """Somebody who sells to three customers, changes what was written, takes it back; days pass."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.dice = random.Random(seed)
        self.customers = [customers.add(desk, {"name": name})[0] for name in ("甲厂", "乙厂", "丙厂")]
        with desk.recording("customer-edit", number="") as made:
            self.product = made.create("product", {"code": "P1", "name": "螺丝"})
        self.made: dict[str, list[int]] = {}
        self.begun = history.entries(desk, 1)[0].id

    def create(self, kind: str, flat: Flat, part: str = "", *parts: Flat) -> None:
        """A record with its lines."""
        with self.desk.recording("customer-edit", number="") as made:
            record_id = made.create(kind, flat)
            line = {"customer_id": flat["customer_id"], kind: record_id, "product": self.product, "quantity": 1000}
            self.made.setdefault(part, []).extend(made.create(part, {**line, **each}) for each in parts)
        self.made.setdefault(kind, []).append(record_id)

    def update(self, kind: str, flat: Flat) -> None:
        if self.made.get(kind):
            with self.desk.recording("customer-edit", number="") as made, contextlib.suppress(UserError):
                made.update(kind, self.dice.choice(self.made[kind]), flat)

    def day(self) -> str:
        return (self.desk.today() + dt.timedelta(self.dice.randint(-900, 60))).isoformat()

    def amount(self) -> int:
        return self.dice.randint(1, 9) * 100 * UNITS

    def order(self) -> None:
        date, customer = self.day(), self.dice.choice(self.customers)
        known = {"customer_id": customer, "number": "D1", "date": date, "state": self.state()}
        more = {
            "signed_on": self.dice.choice((None, date)),
            "first_payment": self.dice.choice((None, 100 * UNITS)),
            "terms_days": self.dice.choice((None, 30, 400)),
            "reduction": self.dice.choice((None, 10 * UNITS)),
            "settled": self.dice.choice((None, None, 1)),
        }
        lines = [{"amount": self.amount()} for _ in range(self.dice.randint(1, 2))]
        self.create("sales_order", {**known, **more}, "order_line", *lines)

    def state(self) -> str:
        return self.dice.choice(("ordered", "ordered", "ordered", "offer", "lost", "cancelled"))

    def payment(self) -> None:
        order = self.dice.choice([None, *self.made.get("sales_order", [])])
        flat = self.desk.records.read("sales_order", order) if order else None
        owner = flat["customer_id"] if flat else self.dice.choice(self.customers)
        kind = self.dice.choice(("payment", "payment", "payment", "refund"))
        known = {"customer_id": owner, "date": self.day(), "amount": self.amount(), "kind": kind}
        self.create("payment", {**known, "sales_order": order if flat else None})

    def goods_return(self) -> None:
        order = self.dice.choice([None, *self.made.get("sales_order", [])])
        flat = self.desk.records.read("sales_order", order) if order else None
        owner = flat["customer_id"] if flat else self.dice.choice(self.customers)
        known = {"customer_id": owner, "number": "R1", "date": self.day()}
        known["sales_order"] = order if flat else None
        self.create("goods_return", known, "return_line", {"amount": self.amount()})

    def interaction(self) -> None:
        next_date = self.dice.choice((None, self.day()))
        known = {"customer_id": self.dice.choice(self.customers), "at": self.day() + self.dice.choice(("", "T23:30"))}
        self.create("interaction", {**known, "kind": "visit", "next_step": "回访", "next_date": next_date})

    def complaint(self) -> None:
        known = {"customer_id": self.dice.choice(self.customers), "received_at": self.day(), "words": "断了"}
        self.create("complaint", {**known, "state": self.dice.choice(("open", "open", "imported"))})

    def settle(self) -> None:
        self.update("complaint", {"state": self.dice.choice(("open", "closed", "unresolved"))})

    def known(self) -> None:
        typed = {
            "intent": self.dice.choice(("", "clear")),
            "money": "yes",
            "expected_on": (self.desk.today() + dt.timedelta(self.dice.randint(-10, 120))).isoformat(),
            "life_cycle_by_hand": self.dice.choice(("", "", "decline")),
        }
        customers.edit(self.desk, self.dice.choice(self.customers), typed)

    def change(self) -> None:
        kind = self.dice.choice(("sales_order", "payment", "interaction", "goods_return", "order_line", "complaint"))
        self.update(kind, {"deleted_at": self.dice.choice((None, "2026-11-21T00:00:00Z"))})

    def move(self) -> None:
        """As merging does it."""
        kind = self.dice.choice(("interaction", "complaint"))
        self.update(kind, {"customer_id": self.dice.choice(self.customers)})

    def another_day(self) -> None:
        later = self.desk.clock() + dt.timedelta(days=self.dice.choice((1, 3, 30, 200, -1)))
        self.desk.clock = lambda: later
        marks.refresh(self.desk)

    def classify(self) -> None:
        basis, scheme = self.dice.choice(("last-year-sales", "sales", "clv")), self.dice.choice(SCHEMES)
        tiers.save(self.desk, tiers.classify(self.desk, basis, scheme))

    def forget_run(self) -> None:
        if runs := tiers.runs(self.desk):
            tiers.delete_run(self.desk, self.dice.choice(runs).id)

    def by_hand(self) -> None:
        key, level = self.dice.choice((("tier", "gold"), ("tier", "iron"), ("grade", "C"), ("tier", ""), ("grade", "")))
        customer = self.dice.choice(self.customers)
        if self.dice.random() < 0.5:
            customers.edit(self.desk, customer, {key: level})
        else:
            (tiers.set_tier if key == "tier" else tiers.set_grade)(self.desk, customer, level or None, "老朋友")

    def grading(self) -> None:
        key, value = self.dice.choice((
            (GRADE_SOURCE.key, "abc"), (GRADE_SOURCE.key, "tier"), (GRADE_OF_TIER.key, '{"bronze": "A"}'),
        ))  # fmt: skip
        settings_service.change(self.desk, key, value)

    def undo(self) -> None:
        last = next(action for action in history.entries(self.desk, 100) if action.state == "done")
        if last.id > self.begun:
            history.undo(self.desk)

    def act(self) -> None:
        deeds = (
            self.order, self.order, self.payment, self.payment, self.goods_return, self.interaction, self.complaint,
            self.settle, self.known, self.change, self.move, self.another_day,
            self.classify, self.forget_run, self.by_hand, self.grading,
            lambda: self.update("sales_order", {"state": self.state()}),
            lambda: self.update("interaction", {"next_done_on": self.day()}),
            self.undo, self.undo, lambda: history.redo(self.desk),
        )  # fmt: skip
        with contextlib.suppress(UserError):
            self.dice.choice(deeds)()


@settings(max_examples=12)
@given(st.integers(0, 10_000))
def test_marks_are_what_the_records_say(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = make_desk(Path(folder))
        work = Work(desk, seed)
        for _ in range(30):
            work.act()
        check(desk)
        desk.close()


@pytest.mark.parametrize("days", [1, 40, 400, -30])
def test_a_new_day_changes_what_days_change(desk: Desk, days: int) -> None:
    work = Work(desk, 7)
    for deed in (work.order, work.order, work.order, work.payment, work.interaction, work.known) * 4 + (work.classify,):
        deed()
    later = NOW + dt.timedelta(days=days)
    desk.clock = lambda: later
    marks.refresh(desk)
    check(desk)


def test_a_day_without_anything_due_writes_no_customer(desk: Desk) -> None:
    customer = customers.add(desk, {"name": "甲厂", "intent": "clear", "money": "yes", "expected_on": "2026-12-24"})[0]
    assert stored(desk, customer)["stage"] == "target"
    assert marks.refresh(desk) == 0
    for day, count, stage in (
        ("2026-12-24", 0, "target"),
        ("2026-12-25", 1, "potential"),
        ("2026-12-26", 0, "potential"),
    ):
        at(desk, day)
        assert marks.refresh(desk) == count
        assert stored(desk, customer)["stage"] == stage


def test_the_users_numbers_are_kept_to_when_they_change(desk: Desk) -> None:
    customer = customers.add(desk, {"name": "甲厂", "intent": "clear", "money": "yes", "expected_on": "2026-12-24"})[0]
    marks.refresh(desk)
    settings_service.change(desk, TARGET_DAYS.key, "20")
    assert marks.refresh(desk) == 1
    assert stored(desk, customer)["stage"] == "potential"
    history.undo(desk)
    assert marks.refresh(desk) == 1
    assert stored(desk, customer)["stage"] == "target"


def test_a_file_opened_on_a_later_day_has_the_marks_of_that_day(tmp_path: Path) -> None:
    from crmdesk.services.desk import open_desk

    first = make_desk(tmp_path)
    customer = customers.add(first, {"name": "甲厂", "intent": "clear", "money": "yes", "expected_on": "2026-12-24"})[0]
    path = first.path
    first.close()
    desk = open_desk(path, who="陈立", clock=lambda: dt.datetime(2027, 1, 5, 8, 0, tzinfo=CHINA))
    assert stored(desk, customer)["stage"] == "potential"
    desk.close()


def test_a_file_shown_for_another_day(desk: Desk) -> None:
    customer = customers.add(desk, {"name": "甲厂", "intent": "clear", "money": "yes", "expected_on": "2026-12-24"})[0]
    file = customers.file(desk, customer)
    assert marks.as_of(desk, file, dt.date(2026, 12, 25)).values["stage"] == "potential"
    assert marks.as_of(desk, file, dt.date(2026, 8, 1)).values["stage"] == "potential"
    assert stored(desk, customer)["stage"] == "target"


def at(desk: Desk, day: str) -> None:
    desk.clock = lambda: dt.datetime.combine(dt.date.fromisoformat(day), dt.time(9), CHINA)


def stored(desk: Desk, customer_id: int) -> Mapping[str, Any]:
    flat = desk.records.read("customer", customer_id)
    assert flat is not None
    return {key: flat.get(key) for key in MARKS if key != "marks_until"}


def check(desk: Desk) -> None:
    (count,) = desk.data.database.execute_sql("SELECT count(*) FROM customer").fetchone()
    assert count
    for (customer_id,) in desk.data.database.execute_sql("SELECT id FROM customer").fetchall():
        assert stored(desk, customer_id) == naive(desk, customer_id), customer_id


def test_marks_put_together_of_pieces_are_worked_out_anew(desk: Desk) -> None:
    work = Work(desk, 3)
    for deed in (work.order, work.payment, work.goods_return, work.interaction) * 5:
        deed()
    execute = desk.data.database.execute_sql
    execute("DELETE FROM setting WHERE key = ?", (BASIS,))
    execute(f"UPDATE customer SET {', '.join(f'{mark} = NULL' for mark in MARKS if mark != 'stage')}, stage = 'target'")
    execute("UPDATE sales_order SET amount = 1, paid = 2, due = 3, due_on = NULL")
    assert marks.refresh(desk) == 3
    check(desk)
    assert execute("SELECT count(*) FROM sales_order WHERE amount = 1").fetchone() == (0,)


def test_the_stage_a_file_begins_with_is_no_move(desk: Desk) -> None:
    """Of an import of old orders nobody moved; who signs later, even on the same day, does."""
    with desk.recording("demo", count=2) as made:
        product = made.create("product", {"code": "P1", "name": "缠绕膜"})
        one, two = (
            made.create("customer", {"number": f"K{i}", "name": "甲", "kind": "enterprise", "stage": "potential"})
            for i in (1, 2)
        )
        _sell(made, one, product)
    moves = "SELECT customer_id, before, after FROM stage_move"
    assert desk.data.database.execute_sql(moves).fetchall() == []
    with desk.recording("demo", count=0) as made:
        _sell(made, two, product)
    ((moved, before, after),) = desk.data.database.execute_sql(moves).fetchall()
    assert (moved, before) == (two, "potential")
    assert after != "potential"
    history.undo(desk)
    assert desk.data.database.execute_sql(moves).fetchall() == []


def test_a_clock_set_back_and_right_again_moves_nobody(desk: Desk) -> None:
    customer, _ = customers.add(desk, {"name": "甲", "kind": "enterprise"})
    other, _ = customers.add(desk, {"name": "乙", "kind": "enterprise"})
    expected = {"intent": "clear", "money": "yes"}
    customers.edit(desk, customer, {**expected, "expected_on": "2026-12-20"})
    customers.edit(desk, other, {**expected, "expected_on": "2027-03-10"})
    moves = "SELECT day, customer_id, after FROM stage_move ORDER BY day"
    before = [("2026-11-21", customer, "target")]
    assert desk.data.database.execute_sql(moves).fetchall() == before
    for day in ("2020-01-01", "2020-01-02", "2026-11-22", "2026-11-23", "2026-11-01", "2026-11-24"):
        at(desk, day)
        marks.refresh(desk)
        assert desk.data.database.execute_sql(moves).fetchall() == before, day
    assert stored(desk, customer)["stage"] == "target"
    at(desk, "2026-12-15")
    marks.refresh(desk)
    assert desk.data.database.execute_sql(moves).fetchall() == [*before, ("2026-12-15", other, "target")]


def _sell(made: Recording, customer: int, product: int) -> None:
    owner = {"customer_id": customer}
    signed = {"number": "D1", "date": "2026-11-01", "state": "ordered", "signed_on": "2026-11-01"}
    order = made.create("sales_order", {**owner, **signed})
    made.create("order_line", {**owner, "sales_order": order, "product": product, "quantity": 1000, "amount": 10_000})
