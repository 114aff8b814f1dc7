"""Writing what the day brings with the sample customers, once they are classed: in an action of its own."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from crmdesk.core import demo_daily as told
from crmdesk.core import holidays, task_sets
from crmdesk.core.birthdays import Birthday
from crmdesk.core.demo_dealing import Dealing
from crmdesk.core.demo_goods import STAFF
from crmdesk.core.demo_orders import workday
from crmdesk.core.money import from_units, to_units
from crmdesk.core.repeats import Series
from crmdesk.core.visit_plan import COLUMNS, VisitPlan
from crmdesk.services import visit_plan
from crmdesk.services.desk import Desk
from crmdesk.services.tasks import sets
from crmdesk.store import marks_customers, marks_days
from crmdesk.store import sales_plan as plan_store
from crmdesk.store.recording import Recording
from crmdesk.store.records import Flat, chunks
from crmdesk.store.sales_plan import Plan

_LAST = {
    ("salesperson", "visit"): "visit_salesperson", ("salesperson", "call"): "call_salesperson",
    ("sales-manager", "visit"): "visit_manager", ("marketing-director", "visit"): "visit_director",
    ("general-manager", "visit"): "visit_general",
}  # fmt: skip
_READ = (
    "kind", "grade", "tier", "owner", "stage", "expected_on", "birthday", "first_order_on", *_LAST.values(),
)  # fmt: skip
_KEY = ("gold", "silver")
_RECENT, _GREETED_BACK, _MOVED_BACK, _INTRODUCED = 45, 75, 63, 170
_WEEK = 7
_MOVING = ("target", "signed")
_FIRST_LATE, _SECOND_LATE = 9, 1
"""How many days the visit of the first gold customer and the call of the next are overdue."""
_MOVES_OF = 500
"""The stages of so many customers are followed back."""
_NEAR = 3
"""So many birthdays of key customers, and twice as many signings, come soon."""


class Daily(Struct):
    """Tells of customers whose stories are known by id; `counts`: how many records of each kind."""

    desk: Desk
    seed: int
    stories: Mapping[int, str]
    counts: Counter[str] = field(default_factory=Counter)

    def tell(self) -> None:
        desk = self.desk
        with desk.recording("demo", count=len(self.stories)) as made:
            dice = random.Random(f"{self.seed}/daily")  # noqa: S311
            one = _Day(desk, made, self.counts, dice)
            for ids in chunks(self.stories):
                flats = desk.records.read_many("customer", ids, _READ)
                contacts = desk.records.children("contact", ids)
                orders = desk.records.children("sales_order", ids)
                for customer_id in ids:
                    flat = flats[customer_id]
                    people = contacts.get(customer_id, {})
                    one.follow(customer_id, flat)
                    one.contacts_made(customer_id, self.stories[customer_id], flat, list(people))
                    one.tasks(customer_id, flat, orders.get(customer_id, {}))
                    one.greetings(customer_id, flat, list(people))
                    one.birthday(customer_id, flat, people)
                    one.signing(customer_id, flat)
            one.targets()
            one.moves()


class _Day:
    """What is written of one customer after the other."""

    def __init__(self, desk: Desk, made: Recording, counts: Counter[str], dice: random.Random) -> None:
        self._desk = desk
        self._today = desk.today()
        self._made = made
        self._counts = counts
        self._dice = dice
        self._plan: VisitPlan = visit_plan.plan(desk)
        self._of_role = {role: name for name, role in reversed(STAFF)}
        since = self._today - dt.timedelta(days=_GREETED_BACK)
        kept = holidays.between(since, self._today - dt.timedelta(days=1))
        self._holidays = [each for each in kept if each.key in told.GREETED]
        self._after_sale = sets(desk)[0]
        self._near = self._soon = 0
        self._overdue = [("visit", _FIRST_LATE), ("call", _SECOND_LATE)]
        self._moving: list[int] = []

    def follow(self, customer_id: int, flat: Flat) -> None:
        """Whose stage is likely to have become another one of late."""
        since = str(self._today - dt.timedelta(days=_MOVED_BACK))
        if len(self._moving) < _MOVES_OF and (flat["stage"] in _MOVING or flat.get("first_order_on", "") >= since):
            self._moving.append(customer_id)

    def contacts_made(self, customer_id: int, story: str, flat: Flat, contacts: Sequence[int]) -> None:
        """Visits and calls that keep most from being due."""
        for role, kind in COLUMNS:
            span = self._plan.span(flat.get("grade"), role, kind)
            key = flat.get("tier") in _KEY
            ago = None if span is None else told.last_contact(self._dice, story, span, key=key)
            if span is None or ago is None:
                continue
            if flat.get("tier") == _KEY[0] and self._overdue and self._overdue[0][0] == kind:
                ago = span.most + self._overdue.pop(0)[1]
            day = workday(self._today - dt.timedelta(days=ago))
            if flat.get(_LAST[role, kind], "") >= day.isoformat():
                continue
            purpose, content = self._dice.choice(told.TALKS[kind])
            at = f"{day}T{self._dice.randrange(9, 18):02d}:{self._dice.randrange(0, 60, 5):02d}"
            by = flat.get("owner") if role == "salesperson" else self._of_role[role]
            said: Flat = {"at": at, "kind": kind, "by": by, "role": role, "purpose": purpose, "content": content}
            said |= {"contact": contacts[0] if contacts else None, "minutes": 60 if kind == "visit" else 10}
            self._create("interaction", customer_id, said)

    def tasks(self, customer_id: int, flat: Flat, orders: Mapping[int, Flat]) -> None:
        """The set after a sale for some orders of late, single ones, and those that come round."""
        by, dice = flat.get("owner"), self._dice
        recent = (self._today - dt.timedelta(days=_RECENT)).isoformat()
        for order_id, order in orders.items():
            if order.get("state") == "ordered" and order["date"] >= recent and dice.random() < 0.3:
                begin = dt.date.fromisoformat(order.get("delivered_on") or order["date"])
                for task in self._after_sale.tasks:
                    self._task(customer_id, by, task_sets.SetTask(task.days, task.text, task.phase), begin, order_id)
        drawn = dice.random()
        if drawn < 0.1:
            text, phase = dice.choice(told.ONCE)
            self._task(customer_id, by, task_sets.SetTask(dice.randrange(-4, 15), text, phase), self._today)
        for chance, words, repeat in ((0.95, told.YEARLY, "yearly"), (0.88, told.MONTHLY, "monthly")):
            if drawn > chance and flat.get("tier") in (*_KEY, "bronze"):
                self._round(customer_id, by, *dice.choice(words), repeat)
                return
        if drawn > 0.8 and flat.get("tier") in _KEY:
            self._round(customer_id, by, *dice.choice(told.LUNAR), "lunar-yearly")

    def _task(
        self, customer_id: int, by: str | None, task: task_sets.SetTask, begin: dt.date, order: int | None = None
    ) -> None:
        due_on = begin + dt.timedelta(days=task.days)
        done_on = told.done_late(self._dice, due_on, self._today)
        flat: Flat = {"text": task.text, "phase": task.phase, "by": by, "sales_order": order}
        self._create("task", customer_id, {**flat, "due_on": str(due_on), "done_on": str(done_on) if done_on else None})

    def _round(self, customer_id: int, by: str | None, text: str, phase: str, repeat: str) -> None:
        due_on = workday(self._today + dt.timedelta(days=self._dice.randrange(-2, 26)))
        flat: Flat = {"text": text, "phase": phase, "by": by, "repeat": repeat, "due_on": str(due_on)}
        self._create("task", customer_id, {**flat, "anchor": str(Series(due_on, due_on))})

    def greetings(self, customer_id: int, flat: Flat, contacts: Sequence[int]) -> None:
        """Key customers were greeted on the holidays of late."""
        for each in self._holidays if flat.get("tier") in _KEY else ():
            if self._dice.random() < 0.25:
                continue
            name, contact = holidays.label(each.key).zh, contacts[0] if contacts else None
            text = told.GREETING.format(occasion=name)
            at = f"{each.day}T{self._dice.randrange(8, 12):02d}:30"
            said: Flat = {"at": at, "kind": "message", "by": flat.get("owner"), "role": "salesperson"}
            said |= {"purpose": name, "content": text, "contact": contact}
            interaction = self._create("interaction", customer_id, said)
            greeting: Flat = {"occasion": each.key, "day": str(each.day), "contact": contact, "outcome": "greeted"}
            greeting |= {"by": flat.get("owner"), "text": text, "interaction": interaction}
            self._create("greeting", customer_id, greeting)

    def birthday(self, customer_id: int, flat: Flat, contacts: Mapping[int, Flat]) -> None:
        """Of a few key customers a birthday that was not known comes in the next days, every other one a lunar one."""
        unknown = next((i for i, contact in contacts.items() if "birthday" not in contact), None)
        if self._near >= _NEAR or flat.get("tier") not in _KEY or unknown is None:
            return
        day = self._today + dt.timedelta(days=2 * self._near + 1)
        lunar = holidays.lunar_date(day)
        year = self._today.year - 45 - self._near
        kept = (
            Birthday(lunar.month, lunar.day, lunar=True) if self._near % 2 == 0 else Birthday(day.month, day.day, year)
        )
        self._made.update("contact", unknown, {"birthday": str(kept)})
        self._near += 1

    def signing(self, customer_id: int, flat: Flat) -> None:
        """Some who mean to sign do so soon, one should have."""
        if flat.get("expected_on") is None or self._soon >= 2 * _NEAR:
            return
        day = workday(self._today + dt.timedelta(days=3 * self._soon - 1))
        self._made.update("customer", customer_id, {"expected_on": str(day)})
        self._soon += 1

    def targets(self) -> None:
        """This year's and last year's, for most who bought the year before."""
        for year in (self._today.year - 1, self._today.year):
            for customer_id, value, _, _ in plan_store.sold_before(self._desk.data, Plan(year, self._today)):
                amount = told.target(self._dice, from_units(value))
                if amount is not None:
                    self._create("sales_target", customer_id, {"year": year, "amount": to_units(amount)})

    def moves(self) -> None:
        """From stage to stage in the past two months, as orders, payments and expectations made them."""
        days = [self._today - dt.timedelta(days=ago) for ago in range(_MOVED_BACK, 0, -_WEEK)]
        before: Mapping[int, Any] = marks_days.stages(self._desk.data, self._moving, days[0])
        found = []
        for day in days[1:]:
            after = marks_days.stages(self._desk.data, self._moving, day)
            moved = [(i, stage) for i, stage in after.items() if before[i] != stage]
            for i, stage in moved:
                on = workday(day - dt.timedelta(days=self._dice.randrange(_WEEK - 1)))
                found.append((on, i, before[i], stage))
            before = after
        marks_customers.remember(self._desk.data, found)

    def _create(self, kind: str, customer_id: int, flat: Mapping[str, Any]) -> int:
        self._counts[kind] += 1
        return self._made.create(kind, {**flat, "customer_id": customer_id})


def begun_on(story: str, place: int, dealing: Dealing, today: dt.date) -> dict[str, dt.date]:
    """Since when a file is there: of a new customer since the first contact or, of every third, since the last one; of
    all others since the program is."""
    if dealing.first_on is None:
        return {}
    if story == "new" and place % 3 == 0 and dealing.interactions:
        return {"created_on": max(each["at"].date() for each in dealing.interactions)}
    return {"created_on": max(dealing.first_on, today - dt.timedelta(days=_INTRODUCED))}
