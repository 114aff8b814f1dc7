"""What to do next with a customer, the most urgent first (METHOD.md section 1: *suggested next step*).

The order is fixed: open complaints, what was promised and is late, overdue debts, what was promised for today, tasks,
visits and calls overdue, birthdays, offers running out, the next purchase, visits and calls due, an expected signing,
what is agreed for later; then what the file lacks; last to agree on something.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from msgspec import Struct

from crmdesk.core import qualifying
from crmdesk.core.briefing import Briefing
from crmdesk.core.choices import STAFF_ROLE, STEP
from crmdesk.core.fields import ENTERPRISE
from crmdesk.core.potentials import UNSIGNED
from crmdesk.core.reasons import Reason

GREETING_DAYS = 7
OFFER_DAYS = 7
PURCHASE_DAYS = 14
"""So many days ahead a birthday, the end of an offer, the next purchase is a reason to act."""
_ROLES = {choice.key: choice.label for choice in STAFF_ROLE}
_STEPS = {choice.key: choice.label for choice in STEP}


class Bounds(Struct, frozen=True):
    """What a person set: signings are near within `signing_days`; so many reachable contacts are wanted of an
    enterprise. `review`: the file is due for review."""

    signing_days: int
    aim: int
    review: bool


def suggested(briefing: Briefing, bounds: Bounds) -> tuple[Reason, ...]:
    """Everything there is a reason for; never nothing."""
    found = [reason for told in _LADDER for reason in told(briefing, bounds)]
    return tuple(found) or (Reason("brief-agree"),)


def _complaints(briefing: Briefing, _bounds: Bounds) -> Iterator[Reason]:
    for row in briefing.complaints:
        params = {"number": row.number, "step": _STEPS[row.step or STEP[0].key]}
        if row.late_days:
            yield Reason("brief-complaint-late", {**params, "day": row.due_on})
        else:
            yield Reason("brief-complaint", params)


def _steps_late(briefing: Briefing, _bounds: Bounds) -> Iterator[Reason]:
    for text, day in _agreed(briefing):
        if day is not None and day < briefing.today:
            yield Reason("brief-step-late", {"text": text, "day": day})


def _debts(briefing: Briefing, _bounds: Bounds) -> Iterator[Reason]:
    account = briefing.account
    if account.overdue:
        yield Reason("brief-overdue", {"amount": account.overdue, "day": account.since})
    elif account.beyond:
        yield Reason("brief-beyond", {"amount": account.beyond})
    if account.held:
        yield Reason("brief-held", {"numbers": account.held})


def _steps_today(briefing: Briefing, _bounds: Bounds) -> Iterator[Reason]:
    for text, day in _agreed(briefing):
        if day == briefing.today:
            yield Reason("brief-step-today", {"text": text})


def _tasks(briefing: Briefing, _bounds: Bounds) -> Iterator[Reason]:
    for task in briefing.tasks:
        if task.due_on <= briefing.today:
            code = "brief-task-late" if task.late_days else "brief-task-today"
            yield Reason(code, {"text": task.text, "day": task.due_on})


def _overdue(briefing: Briefing, _bounds: Bounds) -> Iterator[Reason]:
    for due in briefing.dues:
        if due.overdue_days:
            yield Reason(f"brief-{due.kind}-overdue", {"role": _ROLES[due.role], "day": due.overdue_on})


def _birthdays(briefing: Briefing, _bounds: Bounds) -> Iterator[Reason]:
    for near in briefing.birthdays:
        if (near.day - briefing.today).days <= GREETING_DAYS:
            called = near.salutation or near.name
            yield Reason("brief-birthday", {"name": called, "day": near.day})


def _offers(briefing: Briefing, _bounds: Bounds) -> Iterator[Reason]:
    for offer in briefing.offers:
        if offer.until is None or offer.until > briefing.today + dt.timedelta(days=OFFER_DAYS):
            continue
        code = "brief-offer-over" if offer.until < briefing.today else "brief-offer"
        yield Reason(code, {"number": offer.number, "amount": offer.amount, "day": offer.until})


def _purchases(briefing: Briefing, _bounds: Bounds) -> Iterator[Reason]:
    for each in briefing.expected:
        if not each.expected(briefing.today):
            continue
        if each.on < briefing.today:
            yield Reason("brief-purchase-late", {"name": each.name, "day": each.on})
        elif each.on <= briefing.today + dt.timedelta(days=PURCHASE_DAYS):
            yield Reason("brief-purchase", {"name": each.name, "day": each.on})


def _due(briefing: Briefing, _bounds: Bounds) -> Iterator[Reason]:
    for due in briefing.dues:
        if due.is_due(briefing.today) and not due.overdue_days:
            yield Reason(f"brief-{due.kind}", {"role": _ROLES[due.role], "day": due.due_on})


def _signing(briefing: Briefing, bounds: Bounds) -> Iterator[Reason]:
    values = briefing.file.values
    day: dt.date | None = values.get("expected_on")
    if day is None or values.get("stage") not in UNSIGNED:
        return
    if day <= briefing.today + dt.timedelta(days=bounds.signing_days):
        yield Reason("brief-signing" if day >= briefing.today else "brief-signing-late", {"day": day})


def _steps_coming(briefing: Briefing, _bounds: Bounds) -> Iterator[Reason]:
    for text, day in _agreed(briefing):
        if day is None:
            yield Reason("brief-step", {"text": text})
        elif day > briefing.today:
            yield Reason("brief-step-coming", {"text": text, "day": day})
    for task in briefing.tasks:
        if task.due_on > briefing.today:
            yield Reason("brief-task-coming", {"text": task.text, "day": task.due_on})


def _lacking(briefing: Briefing, bounds: Bounds) -> Iterator[Reason]:
    values = briefing.file.values
    if values.get("stage") in UNSIGNED and briefing.last_order is None:
        code = qualifying.man_code(values.get("money"), values.get("authority"), values.get("need"))
        if letters := qualifying.unknown(code):
            yield Reason("brief-man", {"letters": letters})
    missing = bounds.aim - briefing.file.reachable_contacts
    if briefing.file.kind == ENTERPRISE and missing > 0:
        yield Reason("brief-contacts", {"count": missing})
    if bounds.review:
        yield Reason("brief-review")


_LADDER: tuple[Callable[[Briefing, Bounds], Iterator[Reason]], ...] = (
    _complaints, _steps_late, _debts, _steps_today, _tasks, _overdue, _birthdays, _offers, _purchases, _due, _signing,
    _steps_coming, _lacking,
)  # fmt: skip


def _agreed(briefing: Briefing) -> Iterator[tuple[str, dt.date | None]]:
    """The next steps left open, with their days; where only a day was agreed, what was promised or talked about."""
    for made in briefing.steps:
        values = made.values
        text = next((str(values[key]) for key in ("next_step", "promise", "purpose") if key in values), made.number)
        yield text, values.get("next_date")
