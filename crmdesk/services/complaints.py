"""Complaints: logged, changed, deleted, restored (METHOD.md section 6). Their steps are done in `complaint_steps`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from crmdesk.core import texts
from crmdesk.core.changes import Changes
from crmdesk.core.complaints import OPEN, STEPS, Complaint, Event, Step, Warned, alone, earlier
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.moments import to_text
from crmdesk.core.settings import COMPLAINT_DUE_DAYS
from crmdesk.services import file_parts, order_numbers, products, reading, settings
from crmdesk.services.complaints_looking import (
    Case,
    case,
    cases,
    complaint,
    id_of,
    ids_of_customer,
    in_trash,
    numbered,
    steps_of,
)
from crmdesk.services.complaints_turns import move, read_unresolved, reopen, unresolved
from crmdesk.services.desk import Desk, local_now
from crmdesk.services.reading import Typed
from crmdesk.store import complaints as store
from crmdesk.store.numbers import Numbers
from crmdesk.store.recording import Recording

__all__ = [
    "Case",
    "Complaint",
    "Event",
    "Step",
    "Warned",
    "add",
    "case",
    "cases",
    "complaint",
    "defaults",
    "delete",
    "edit",
    "id_of",
    "ids_of_customer",
    "in_trash",
    "local_now",
    "move",
    "numbered",
    "put_back",
    "read",
    "read_unresolved",
    "reopen",
    "restore",
    "unresolved",
]  # fmt: skip

_KIND = "complaint"
_FOLLOWING = ("state", "round", "step", "closed_at", "level")
"""What follows from the steps and is never typed."""
_BELONGING = ("complaint_step", "complaint_event")


def defaults(desk: Desk) -> dict[str, str]:
    """What a new one begins with, as it is typed: now, by telephone, me, and the day set in Settings."""
    return {
        "received_at": to_text(local_now(desk)),
        "channel": "phone",
        "responsible": desk.who,
        "due_on": _due(desk, desk.today()),
    }


def read(
    desk: Desk,
    typed: Mapping[str, str],
    *,
    new: bool,
    customer_id: int | None = None,
    complaint_id: int | None = None,
    new_contact: bool = False,
) -> Typed:
    """Parse the form and say what is wrong with it, without writing anything. Order and product come back as their
    ids; they and the contact are looked up where the customer, or the complaint that is edited, is given. With
    `new_contact` a contact need not be there yet.

    Hard beside those of values: contact-not-there, the codes of orders and products, complaint-number-used,
    day-before-complaint (due), received-after-step. Soft: complaint-future.

    Raises UserError('field-derived') for what follows from the steps.
    """
    fields = desk.fields(_KIND)
    for key in _FOLLOWING:
        if key in typed:
            raise UserError("field-derived", field=fields[key].label)
    before = complaint(desk, complaint_id) if complaint_id is not None else None
    whose = before.customer_id if before is not None else customer_id
    read_ = reading.read_typed(fields, typed, new=new)
    if not new_contact and (before is None or read_.values.get("contact") != before.values.get("contact")):
        read_ = reading.contact_problem(desk, whose, read_)
    values, problems = dict(read_.values), dict(read_.problems)
    _refer(values, problems, "sales_order", before, lambda text: order_numbers.order_of(desk, text, whose))
    _refer(values, problems, "product", before, lambda text: products.meant(desk, text))
    number = values.get("number")
    if number and any(other != complaint_id for other, _ in numbered(desk, number)):
        problems["number"] = Problem("complaint-number-used", {"number": number}, hard=True)
    for key, problem in _days(desk, values, before).items():
        problems.setdefault(key, problem)
    return Typed(values, problems)


def add(desk: Desk, customer_id: int, typed: Mapping[str, str], *, new_contact: bool = False) -> tuple[int, Changes]:
    """Log a complaint; it needs the customer's words alone. Without a number it gets the next free one, what else is
    not typed comes from `defaults`. With `new_contact` a contact whose name the customer's file does not know is put
    there in the same action.

    Raises UserError for the first value that is refused, or a customer that is gone ('record-gone').
    """
    fields = desk.fields(_KIND)
    with desk.recording("complaint-add", number="") as made:
        file_parts.customer_number(desk, customer_id)
        whole = {**_implied(desk, typed), **{key: text for key, text in typed.items() if key != "number" or text}}
        read_ = read(desk, whole, new=True, customer_id=customer_id, new_contact=new_contact)
        reading.refuse(fields, read_)
        number = _number(desk, read_.values.get("number"))
        made.rename(number=number)
        values = {**read_.values, "number": number}
        flat = file_parts.with_contact(desk, made, _KIND, customer_id, values, new=new_contact)
        begun = {"state": OPEN, "round": 1, "step": STEPS[0]}
        complaint_id = made.create(_KIND, {**flat, **begun, "customer_id": customer_id})
    return complaint_id, made.result


def edit(desk: Desk, complaint_id: int, typed: Mapping[str, str], *, new_contact: bool = False) -> Changes:
    """Change some fields; an empty text empties one. What of it was root cause, prevention or checklist may follow at
    any time. Raises UserError as `add` does; 'complaint-unknown'."""
    fields = desk.fields(_KIND)
    with desk.recording("complaint-edit", number="") as made:
        before = complaint(desk, complaint_id)
        read_ = read(desk, typed, new=False, complaint_id=complaint_id, new_contact=new_contact)
        reading.refuse(fields, read_)
        values = dict(read_.values)
        if values.get("number"):
            values["number"] = _number(desk, values["number"])
        made.rename(number=values.get("number") or before.number)
        if values.get("contact") is not None and values["contact"] == before.values.get("contact"):
            del values["contact"]  # the same one, also where several are called so
        flat = file_parts.with_contact(desk, made, _KIND, before.customer_id, values, new=new_contact)
        made.update(_KIND, complaint_id, flat)
    return made.result


def delete(desk: Desk, ids: Iterable[int]) -> Changes:
    """Put complaints into the trash with their steps; files stay in the customer's file. Raises
    UserError('complaint-unknown')."""
    wanted = list(ids)
    with desk.recording("complaint-delete", number="") as made:
        numbers = [complaint(desk, i).number for i in wanted]
        made.rename(number=", ".join(numbers[:5]) + (" …" if len(numbers) > 5 else ""))
        gone = {"deleted_at": desk.now()}
        for kind in _BELONGING:
            made.update_many(kind, dict.fromkeys(store.belonging(desk.data, kind, wanted), gone))
        made.update_many(_KIND, dict.fromkeys(wanted, gone))
    return made.result


def restore(desk: Desk, complaint_id: int) -> Changes:
    """Take a complaint out of the trash with its steps. Raises UserError: 'complaint-unknown',
    'complaint-not-in-trash', 'record-gone' when its customer lies there."""
    with desk.recording("complaint-restore", number="") as made:
        made.rename(number=put_back(desk, made, complaint_id))
    return made.result


def put_back(desk: Desk, made: Recording, complaint_id: int) -> str:
    """`restore` within another action; returns the complaint's number."""
    flat = desk.records.read(_KIND, complaint_id)
    if flat is None:
        raise UserError("complaint-unknown")
    file_parts.customer_number(desk, flat["customer_id"])
    number = str(flat.get("number", ""))
    if "deleted_at" not in flat:
        raise UserError("complaint-not-in-trash", number=number)
    for kind in _BELONGING:
        ids = store.belonging(desk.data, kind, (complaint_id,))
        made.update_many(kind, {i: {"deleted_at": None} for i in ids})
    made.update(_KIND, complaint_id, {"deleted_at": None})
    return number


def _implied(desk: Desk, typed: Mapping[str, str]) -> dict[str, str]:
    """What goes without saying; the due day counts from the day it was received where that is still to come."""
    found = defaults(desk)
    received = reading.read_typed(desk.fields(_KIND), {"received_at": typed.get("received_at", "")}, new=False)
    at = received.values.get("received_at")
    if at is not None and at.date() > desk.today():
        found["due_on"] = _due(desk, at.date())
    return found


def _due(desk: Desk, day: dt.date) -> str:
    return (day + dt.timedelta(days=int(settings.get(desk, COMPLAINT_DUE_DAYS)))).isoformat()


def _refer(
    values: dict[str, Any],
    problems: dict[str, Problem],
    key: str,
    before: Complaint | None,
    find: Callable[[str], int],
) -> None:
    """Put the id in place of the number or name that was typed; the one it has already stays though it were deleted."""
    text = values.get(key)
    if text is None:
        return
    if before is not None and text == before.values.get(key):
        values[key] = before.order_id if key == "sales_order" else before.product_id
        return
    try:
        values[key] = find(text)
    except UserError as error:
        problems[key] = Problem(error.code, error.params, hard=True)


def _days(desk: Desk, values: Mapping[str, Any], before: Complaint | None) -> dict[str, Problem]:
    found: dict[str, Problem] = {}
    stored = before.values if before is not None else {}
    at, due = values.get("received_at"), values.get("due_on", stored.get("due_on"))
    if at is not None and before is not None:
        first = min((one.at for one in steps_of(desk, before.id)), default=None)
        if first is not None and earlier(first, at):
            found["received_at"] = Problem("received-after-step", {"at": first}, hard=True)
    now = local_now(desk)
    if at is not None and (at.date() > now.date() if alone(at) else at > now):
        found.setdefault("received_at", Problem("complaint-future"))
    received = at or stored.get("received_at")
    typed = "due_on" in values or "received_at" in values
    if typed and due is not None and received is not None and due < received.date():
        found["due_on"] = Problem("day-before-complaint", {"day": received.date()}, hard=True)
    return found


def _number(desk: Desk, number: str | None) -> str:
    numbers = Numbers(desk.data, _KIND)
    if number:
        number = texts.clean(number)
        numbers.seen(number)
    else:
        number = numbers.next()
        while numbered(desk, number):
            number = numbers.next()
    numbers.save()
    return number
