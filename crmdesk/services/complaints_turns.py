"""What befalls a complaint beside its steps: given up as unresolved, reopened, moved to whom it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crmdesk.core import texts
from crmdesk.core.attachments import free_name
from crmdesk.core.changes import Changes
from crmdesk.core.complaint_steps import GIVE_UP, REOPEN, Between, between
from crmdesk.core.complaints import GIVEN_UP, MOVED, REOPENED, STEPS, Complaint, Event
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.moments import to_text
from crmdesk.core.settings import COMPLAINT_TRIES
from crmdesk.services import file_parts, reading, settings
from crmdesk.services.complaints_course import refuse_action, settle
from crmdesk.services.complaints_looking import complaint, course_of, events_of, steps_of
from crmdesk.services.desk import Desk, local_now
from crmdesk.services.reading import Typed
from crmdesk.store import complaints as store
from crmdesk.store.recording import Recording

_EVENT = "complaint_event"
_TYPED = ("reason", "text", "tries", "at", "by")


def reopen(desk: Desk, complaint_id: int, reason_text: str) -> Changes:
    """Take a complaint up again that is closed, unresolved or imported: a new round begins now.

    Raises UserError: 'reopen-reason', 'complaint-open', 'complaint-unknown'.
    """
    with desk.recording("complaint-reopen", number="") as made:
        one = complaint(desk, complaint_id)
        refuse_action(one, course_of(desk, one), REOPEN)
        if not texts.clean(reason_text):
            raise UserError("reopen-reason")
        made.rename(number=one.number)
        values = {**_noted(desk, {}), "text": texts.clean_lines(reason_text), "round": one.round + 1}
        _event(desk, made, one, REOPENED, values)
    return made.result


def read_unresolved(desk: Desk, complaint_id: int, typed: Mapping[str, str]) -> Typed:
    """Parse the form of giving up: reason, text, tries, at and by.

    Hard beside those of values: unresolved-reason, unresolved-text, tries-few, the codes of a step's `at`. Raises
    UserError('field-unknown'), 'complaint-unknown'.
    """
    one = complaint(desk, complaint_id)
    fields = desk.fields(_EVENT)
    for key in typed:
        if key not in _TYPED:
            raise UserError("field-unknown", field=key)
    given = {key: text for key, text in typed.items() if key not in ("at", "by") or text.strip()}
    read_ = reading.read_typed(fields, {**_noted_typed(desk), **given}, new=False)
    problems, reason = dict(read_.problems), read_.values.get("reason")
    if reason is None:
        problems.setdefault("reason", Problem("unresolved-reason", hard=True))
    if not read_.values.get("text"):
        problems.setdefault("text", Problem("unresolved-text", hard=True))
    least = int(settings.get(desk, COMPLAINT_TRIES))
    if reason == "unreachable" and (read_.values.get("tries") or 0) < least:
        problems.setdefault("tries", Problem("tries-few", {"least": least}, hard=True))
    at = read_.values.get("at")
    if at is not None and (wrong := _since(desk, one).problem(at)):
        problems.setdefault("at", wrong)
    return Typed(read_.values, problems)


def unresolved(desk: Desk, complaint_id: int, typed: Mapping[str, str]) -> Changes:
    """Close an open complaint without a satisfied customer, with the reason (unreachable, refused, law, other) and how
    it came to that.

    Raises UserError for a refused value, 'complaint-closed' when it is not open, 'complaint-unknown'.
    """
    with desk.recording("complaint-unresolved", number="") as made:
        one = complaint(desk, complaint_id)
        refuse_action(one, course_of(desk, one), GIVE_UP)
        read_ = read_unresolved(desk, complaint_id, typed)
        reading.refuse(desk.fields(_EVENT), read_)
        made.rename(number=one.number)
        _event(desk, made, one, GIVEN_UP, {**read_.values, "round": one.round})
    return made.result


def move(desk: Desk, complaint_id: int, customer_id: int) -> Changes:
    """Give a complaint to the customer it belongs to, with its steps and files; who was spoken with at the former one,
    and an order of its own, stay behind. The history and an event say where it was.

    Raises UserError: 'complaint-move-same', 'record-gone' for a deleted customer, 'complaint-unknown'.
    """
    with desk.recording("complaint-move", number="", to="") as made:
        one = complaint(desk, complaint_id)
        former = file_parts.customer_number(desk, one.customer_id)
        present = file_parts.customer_number(desk, customer_id)
        if customer_id == one.customer_id:
            raise UserError("complaint-move-same", number=present)
        made.rename(number=one.number, to=present)
        moved: dict[str, Any] = {"customer_id": customer_id, "contact": None}
        order = desk.records.read("sales_order", one.order_id) if one.order_id is not None else None
        stays = order is None or order["customer_id"] != customer_id
        _event(desk, made, one, MOVED, {**_noted(desk, {}), "text": former, "round": one.round})
        made.update("complaint", complaint_id, {**moved, **({"sales_order": None} if stays else {})})
        steps = store.belonging(desk.data, "complaint_step", (complaint_id,))
        made.update_many("complaint_step", dict.fromkeys(steps, moved))
        events = store.belonging(desk.data, _EVENT, (complaint_id,))
        made.update_many(_EVENT, {i: {"customer_id": customer_id} for i in events})
        _move_files(desk, made, complaint_id, customer_id)
    return made.result


def _move_files(desk: Desk, made: Recording, complaint_id: int, customer_id: int) -> None:
    """Files go along, under another name where the customer has one so called."""
    there = desk.records.children("attachment", (customer_id,)).get(customer_id, {})
    taken = [str(flat["name"]) for flat in there.values()]
    ids = store.belonging(desk.data, "attachment", (complaint_id,))
    sets = {}
    for attachment_id, flat in desk.records.read_many("attachment", ids, ("name",)).items():
        name = free_name(str(flat["name"]), taken)
        taken.append(name)
        sets[attachment_id] = {"customer_id": customer_id, "name": name}
    made.update_many("attachment", sets)


def _event(desk: Desk, made: Recording, one: Complaint, kind: str, values: Mapping[str, Any]) -> None:
    """Write an event, and where the complaint stands with it."""
    fields = desk.fields(_EVENT)
    flat = reading.to_flat(desk, made, fields, {**values, "kind": kind})
    event_id = made.create(_EVENT, {**flat, "complaint": one.id, "customer_id": one.customer_id})
    event = Event(event_id, kind, values["at"], values["round"], values)
    settle(made, one, steps_of(desk, one.id), (*events_of(desk, one.id), event))


def _noted_typed(desk: Desk) -> dict[str, str]:
    return {"at": to_text(local_now(desk)), "by": desk.who}


def _noted(desk: Desk, values: Mapping[str, Any]) -> dict[str, Any]:
    return {"at": local_now(desk), "by": desk.who or None, **values}


def _since(desk: Desk, one: Complaint) -> Between:
    """When the round can have ended: not before anything done in it."""
    return between(one, steps_of(desk, one.id), events_of(desk, one.id), STEPS[-1], one.round)
