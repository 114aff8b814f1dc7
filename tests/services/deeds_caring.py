"""Verbs about care: complaints and their steps, tasks, greetings, yearly targets."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from crmdesk.core.complaints import STEPS
from crmdesk.services import complaint_steps, complaints, greetings, orders, sales_plan, tasks
from tests.services.complaining import STEP_TEXTS, WORDS
from tests.services.deeds import Deeds, Person
from tests.services.deeds_dealing import line

_OPEN = "r.state = 'open'"
_CLOSED = "r.state IN ('closed', 'unresolved')"


def deeds(one: Person) -> Deeds:
    return {**_complaints(one), **_steps(one), **_tasks(one), **_greetings(one), **_targets(one)}


def _complaints(one: Person) -> Deeds:
    desk = one.desk

    def move() -> None:
        complaints.move(desk, one.some("complaint"), one.owner())

    given_up = {"reason": "unreachable", "text": "三次无人接听", "tries": "3"}
    return {
        "complaint-add": lambda: complaints.add(desk, one.owner(), {"words": WORDS, "received_at": one.on(-30, -1)}),
        "complaint-edit": lambda: complaints.edit(desk, one.some("complaint"), {"category": "delivery"}),
        "complaint-delete": lambda: complaints.delete(desk, [one.some("complaint")]),
        "complaint-restore": lambda: complaints.restore(desk, one.some("complaint", gone=True)),
        "complaint-move": move,
        "complaint-reopen": lambda: complaints.reopen(desk, one.some("complaint", _CLOSED), "又来电"),
        "complaint-unresolved": lambda: complaints.unresolved(desk, one.some("complaint", _OPEN), given_up),
    }


def _steps(one: Person) -> Deeds:
    desk = one.desk

    def step() -> None:
        """The next one of a complaint that has not come to its end."""
        case = one.some("complaint", f"{_OPEN} AND r.step <> 'confirm'")
        (at,) = desk.data.database.execute_sql("SELECT step FROM complaint WHERE id = ?", (case,)).fetchone()
        complaint_steps.finish(desk, case, at, STEP_TEXTS[at])

    def confirm(level: str) -> None:
        """The last step; those before it where they are not done."""
        case = one.some("complaint", _OPEN)
        for at in STEPS:
            (now,) = desk.data.database.execute_sql("SELECT step FROM complaint WHERE id = ?", (case,)).fetchone()
            if now == at:
                complaint_steps.finish(
                    desk, case, at, {**STEP_TEXTS[at], **({"level": level} if at == "confirm" else {})}
                )

    def deliver() -> None:
        complaint_steps.deliver(desk, one.some("complaint_step", "r.step = 'compensate'"), desk.today())

    return {
        "complaint-step": step,
        "complaint-close": lambda: confirm("high"),
        "complaint-round": lambda: confirm("dissatisfied"),
        "complaint-correct": lambda: complaint_steps.correct(desk, one.some("complaint_step"), {"text": one.word()}),
        "complaint-deliver": deliver,
    }


def _tasks(one: Person) -> Deeds:
    desk = one.desk
    undone = "r.done_on IS NULL"

    def start() -> None:
        tasks.start_set(desk, one.one_of(tasks.sets(desk)).key, one.owner(), one.day(0, 30))

    repeats = ("", "weekly", "monthly")
    return {
        "task-add": lambda: tasks.add(
            desk, one.owner(), {"text": one.word(), "due_on": one.on(), "repeat": one.one_of(repeats)}
        ),
        "task-edit": lambda: tasks.edit(desk, one.some("task"), {"notes": one.word()}),
        "task-delete": lambda: tasks.delete(desk, one.some("task")),
        "task-restore": lambda: tasks.restore(desk, one.some("task", gone=True)),
        "task-done": lambda: tasks.finish(desk, one.some("task", undone)),
        "task-reopen": lambda: tasks.reopen(desk, one.some("task", "r.done_on IS NOT NULL")),
        "task-postpone": lambda: tasks.postpone(desk, one.some("task", undone), one.day(20, 60)),
        "task-set-start": start,
    }


def _greetings(one: Person) -> Deeds:
    desk = one.desk

    def coming(*, done: bool) -> list[greetings.Greeted]:
        """Of this week; somebody has a birthday in it."""
        if not greetings.upcoming(desk, desk.today()).greeted:
            soon = desk.today() + dt.timedelta(3)
            one.customer_with(kind="individual", birthday=soon.replace(year=1990).isoformat())
        found = greetings.upcoming(desk, desk.today()).greeted
        return [one.one_of([each for each in found if (each.done is not None) is done])]

    def own() -> str:
        return str(one.one_of([each.key for each in greetings.all_texts(desk) if each.own]))

    text = "{称呼}，生日快乐！"
    return {
        "greeting-done": lambda: greetings.mark(desk, coming(done=False), "greeted", text),
        "greeting-skip": lambda: greetings.mark(desk, coming(done=False), "skipped"),
        "greeting-unmark": lambda: greetings.unmark(desk, coming(done=True)),
        "greeting-text-add": lambda: greetings.add_text(desk, "birthday", text + one.word()),
        "greeting-text-edit": lambda: greetings.edit_text(
            desk, one.one_of(greetings.all_texts(desk)).key, text + one.word()
        ),
        "greeting-text-delete": lambda: greetings.delete_text(desk, one.one_of(greetings.all_texts(desk)).key),
        "greeting-text-reset": lambda: greetings.reset_texts(desk),
    }


def _targets(one: Person) -> Deeds:
    desk = one.desk

    def propose() -> None:
        """From the sales of last year."""
        orders.add(desk, one.owner(), {"date": "2025-03-01"}, [line(one)])
        sales_plan.propose(desk, 2026, Decimal(10), only_missing=False)

    return {
        "target-set": lambda: sales_plan.set_target(desk, one.owner(), 2026, Decimal(one.dice.randrange(9_999))),
        "targets-propose": propose,
    }
