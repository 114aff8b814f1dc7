"""What may be done with a complaint and what a step has to hold (METHOD.md section 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from msgspec import Struct

from crmdesk.core.choices import STEP
from crmdesk.core.complaints import (
    DISSATISFIED,
    OPEN,
    REOPENED,
    SATISFIED,
    STEPS,
    Complaint,
    Course,
    Event,
    Step,
    begins,
    earlier,
    number_of_step,
)
from crmdesk.core.errors import Problem
from crmdesk.core.words import Label

COMMON = ("at", "by", "contact", "text")
OF_STEP: Mapping[str, tuple[str, ...]] = {
    "compensate": ("kind", "amount", "promised_on", "delivered_on"),
    "confirm": ("level", "confirmed_by"),
}
"""Fields of one step alone; `COMMON` are those of every step."""
PAID = ("refund", "discount")
"""Compensations that are nothing without an amount."""
REOPEN, GIVE_UP = "reopen", "give-up"
ACTIONS = (*STEPS, GIVE_UP, REOPEN)
"""What takes a complaint on. Everything else (correcting, delivering, changing, moving) may be done in any state."""


def fields_of(step: str) -> tuple[str, ...]:
    """The fields of a step's form."""
    return (*COMMON, *OF_STEP.get(step, ()))


def called(step: str) -> Label:
    """What a step is called."""
    return next(choice.label for choice in STEP if choice.key == step)


def hindered(number: str, course: Course, action: str) -> Problem | None:
    """Why one of `ACTIONS` cannot be done with a complaint now. Codes: complaint-closed, complaint-open, step-order."""
    if action == REOPEN:
        return Problem("complaint-open", {"number": number}, hard=True) if course.state == OPEN else None
    if course.state != OPEN:
        return Problem("complaint-closed", {"number": number}, hard=True)
    if action in STEPS and action != course.step:
        following = course.step or STEPS[0]
        told = {"number": number_of_step(following), "step": called(following)}
        return Problem("step-order", told, hard=True)
    return None


def hindered_level(
    number: str, present: Course, step: Step, level: str | None, steps: Sequence[Step], events: Sequence[Event]
) -> Problem | None:
    """Why the level of a sixth step that is done cannot be corrected so. Codes: complaint-closed (a satisfied customer
    who is not is a reason to reopen), round-begun."""
    before = step.values.get("level")
    if level == before or (before in SATISFIED and level in SATISFIED):
        return None
    if level == DISSATISFIED:
        return Problem("complaint-closed", {"number": number}, hard=True)
    following = step.round + 1
    begun = any(one.round >= following for one in steps) or any(
        event.kind == REOPENED and event.round > following for event in events
    )
    if begun or present.state != OPEN or present.round != following:
        return Problem("round-begun", {"round": following}, hard=True)
    return None


class Between(Struct, frozen=True):
    """When a step can have been done: not before any of `after`, not after any of `before`; each with the code that
    says what stands in the way."""

    after: Sequence[tuple[str, dt.datetime]]
    before: Sequence[tuple[str, dt.datetime]] = ()

    def problem(self, at: dt.datetime) -> Problem | None:
        """Codes: step-before-complaint, step-before-round, step-before-step, step-after-step."""
        for code, other in self.after:
            if earlier(at, other):
                return Problem(code, {"at": other}, hard=True)
        for code, other in self.before:
            if earlier(other, at):
                return Problem(code, {"at": other}, hard=True)
        return None


def between(complaint: Complaint, steps: Sequence[Step], events: Sequence[Event], step: str, round_: int) -> Between:
    """When a step of a round can have been done, beside the other steps and events."""
    place = STEPS.index(step)
    after = [("step-before-complaint", complaint.received_at)]
    if round_ > 1 and (begun := begins(complaint, steps, events).get(round_)):
        after.append(("step-before-round", begun))
    in_round = [(STEPS.index(one.step), one.at) for one in steps if one.round == round_]
    after += [("step-before-step", at) for other, at in in_round if other < place]
    before = [("step-after-step", at) for other, at in in_round if other > place]
    before += [("step-after-step", one.at) for one in steps if one.round > round_]
    ends = (event for event in events if event.round == round_ + (event.kind == REOPENED))
    before += [("step-after-step", event.at) for event in ends if event.kind in (REOPENED, "unresolved")]
    return Between(after, before)


def problems(
    step: str, values: Mapping[str, Any], typed: Collection[str], allowed: Between, received: dt.date, now: dt.datetime
) -> dict[str, Problem]:
    """What is wrong or doubtful about a step as it would be, by field; doubts only about what is `typed`.

    Hard: step-empty, restate-empty, confirm-empty, none-reason (text); step-kind, step-level, step-amount,
    none-amount, amount-negative; the codes of `Between`; day-before-complaint. Soft: step-future, promise-past,
    delivered-future.
    """
    found = dict(_contents(step, values))
    at = values.get("at")
    if at is not None and (wrong := allowed.problem(at)):
        found["at"] = wrong
    elif at is not None and "at" in typed and earlier(now, at):
        found["at"] = Problem("step-future")
    for key in ("promised_on", "delivered_on"):
        if (day := values.get(key)) and day < received:
            found[key] = Problem("day-before-complaint", {"day": received}, hard=True)
    promised, delivered = values.get("promised_on"), values.get("delivered_on")
    if delivered and "delivered_on" in typed and delivered > now.date():
        found.setdefault("delivered_on", Problem("delivered-future"))
    if promised and not delivered and "promised_on" in typed and promised < now.date():
        found.setdefault("promised_on", Problem("promise-past"))
    return found


def _contents(step: str, values: Mapping[str, Any]) -> dict[str, Problem]:
    found: dict[str, Problem] = {}
    kind, amount = values.get("kind"), values.get("amount")
    if step == "compensate":
        if kind is None:
            found["kind"] = Problem("step-kind", hard=True)
        elif kind in PAID and amount is None:
            found["amount"] = Problem("step-amount", hard=True)
        if amount is not None and amount < 0:
            found["amount"] = Problem("amount-negative", hard=True)
        elif amount and kind == "none":
            found["amount"] = Problem("none-amount", hard=True)
    if step == "confirm" and values.get("level") is None:
        found["level"] = Problem("step-level", hard=True)
    if not values.get("text") and not (kind not in (None, "none") and amount is not None):
        empty = {"restate": "restate-empty", "confirm": "confirm-empty"}.get(step, "step-empty")
        found["text"] = Problem("none-reason" if kind == "none" else empty, hard=True)
    return found
