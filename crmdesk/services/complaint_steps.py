"""The six steps of a complaint: done, corrected, delivered, with files beside them (METHOD.md section 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from crmdesk.core import complaint_steps as rules
from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.complaints import AFTERWARDS, DISSATISFIED, Complaint, Step, course, number_of_step
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.fields import Fields
from crmdesk.core.moments import to_text
from crmdesk.services import attachments, dealings, file_parts, reading
from crmdesk.services.attachments import Added, Cancelled
from crmdesk.services.complaints_course import refuse_action
from crmdesk.services.complaints_looking import complaint, course_of, events_of, steps_of
from crmdesk.services.desk import Desk, local_now
from crmdesk.services.reading import Typed
from crmdesk.sheets.books import Progress
from crmdesk.store import history
from crmdesk.store.columns import from_column, to_column
from crmdesk.store.complaints import stands

_KIND = "complaint_step"
_NO_CORRECTION = frozenset({"complaint-move", "complaint-deliver", "merge"})
NOTHING_TYPED: Mapping[str, str] = {}


class Correction(Struct, frozen=True):
    """What a field of a step said before it was corrected, and after. `at` is local."""

    at: dt.datetime
    who: str
    field: str
    before: Any
    after: Any


def read_step(
    desk: Desk, complaint_id: int, step: str, typed: Mapping[str, str], *, step_id: int | None = None
) -> Typed:
    """Parse the form of a step of the present round, or of a correction of one that is done (`step_id`), and say what
    is wrong with it, without writing anything. `at` and `by` of a new one are now and me where they are not typed.

    Hard beside those of values: contact-not-there, those of `core.complaint_steps.problems` and `hindered_level`.
    Raises UserError: 'step-field', 'field-unknown', 'complaint-unknown', 'complaint-step-unknown'.
    """
    one = complaint(desk, complaint_id)
    done, befell = steps_of(desk, complaint_id), events_of(desk, complaint_id)
    before = _done(done, step_id) if step_id is not None else None
    fields = _fields(desk, step, typed)
    new = before is None
    implied = {"at": to_text(local_now(desk)), "by": desk.who} if new else {}
    given = {key: text for key, text in typed.items() if not (new and key in implied and not text.strip())}
    read_ = reading.in_fen(reading.read_typed(fields, {**implied, **given}, new=False), "amount")
    if before is None or read_.values.get("contact") != before.values.get("contact"):
        read_ = reading.contact_problem(desk, one.customer_id, read_)
    whole = {**(before.values if before else {}), **read_.values}
    others = [other for other in done if before is None or other.id != before.id]
    allowed = rules.between(one, others, befell, step, before.round if before else one.round)
    received, now = one.received_at.date(), local_now(desk)
    told = rules.problems(step, whole, frozenset(typed), allowed, received, now)
    if before is not None:
        already = rules.problems(step, before.values, frozenset(), allowed, received, now)
        told = {key: each for key, each in told.items() if key in typed or already.get(key) != each}
        present, level = course_of(desk, one), whole.get("level")
        if wrong := rules.hindered_level(one.number, present, before, level, done, befell):
            told.setdefault("level", wrong)
    return Typed(read_.values, _joined(read_.problems, told))


def finish(
    desk: Desk,
    complaint_id: int,
    step: str,
    typed: Mapping[str, str],
    *,
    complaint_typed: Mapping[str, str] = NOTHING_TYPED,
) -> tuple[int, Changes]:
    """Do the next step. With the sixth, `complaint_typed` may bring root cause, prevention and the checklist.

    A satisfied customer closes the complaint, a dissatisfied one begins a new round. Raises UserError: 'step-order',
    'complaint-closed', 'complaint-unknown', or for the first value that is refused.
    """
    with desk.recording(_verb(desk, step, typed), number="") as made:
        one = complaint(desk, complaint_id)
        done, befell = steps_of(desk, complaint_id), events_of(desk, complaint_id)
        refuse_action(one, course_of(desk, one), step)
        read_ = read_step(desk, complaint_id, step, typed)
        fields = desk.fields(_KIND)
        reading.refuse(fields, read_)
        made.rename(number=one.number, step=number_of_step(step))
        read_values = {**read_.values, "round": one.round, "step": step}
        stored = reading.to_flat(desk, made, fields, read_values, customer_id=one.customer_id)
        after = _afterwards(desk, step, complaint_typed)
        step_id = made.create(_KIND, {**stored, "complaint": one.id, "customer_id": one.customer_id})
        new = Step(step_id, one.round, step, read_values["at"], read_values)
        made.update("complaint", one.id, {**stands(course(one.values, (*done, new), befell)), **after})
    return step_id, made.result


def correct(
    desk: Desk, step_id: int, typed: Mapping[str, str], *, complaint_typed: Mapping[str, str] = NOTHING_TYPED
) -> Changes:
    """Change fields of a step that is done, in any round and state; the history keeps what they said (`corrections`).
    An empty text empties one; `complaint_typed` as in `finish`.

    Raises UserError for a value that is refused: 'complaint-closed' where a satisfied customer is to become a
    dissatisfied one, 'round-begun' where it is too late for the other way round; 'complaint-step-unknown'.
    """
    with desk.recording("complaint-correct", number="", step=1) as made:
        one = complaint(desk, file_parts.living(desk, _KIND, step_id)["complaint"])
        done, befell = steps_of(desk, one.id), events_of(desk, one.id)
        before = _done(done, step_id)
        read_ = read_step(desk, one.id, before.step, typed, step_id=step_id)
        fields = desk.fields(_KIND)
        reading.refuse(fields, read_)
        changed = dict(read_.values)
        if changed.get("contact") is not None and changed["contact"] == before.values.get("contact"):
            del changed["contact"]  # the same one, also where several are called so
        made.rename(number=one.number, step=number_of_step(before.step))
        made.update(_KIND, step_id, reading.to_flat(desk, made, fields, changed, customer_id=one.customer_id))
        whole = {key: value for key, value in {**before.values, **changed}.items() if value is not None}
        after = Step(step_id, before.round, before.step, whole["at"], whole)
        steps = [after if other.id == step_id else other for other in done]
        more = _afterwards(desk, before.step, complaint_typed)
        made.update("complaint", one.id, {**stands(course(one.values, steps, befell)), **more})
    return made.result


def deliver(desk: Desk, step_id: int, on: dt.date) -> Changes:
    """What step 5 promised reached the customer on a day. Raises UserError: 'deliver-nothing' for another step or for
    no compensation, a refused day, 'complaint-step-unknown'."""
    with desk.recording("complaint-deliver", number="") as made:
        one = complaint(desk, file_parts.living(desk, _KIND, step_id)["complaint"])
        before = _done(steps_of(desk, one.id), step_id)
        if before.step != "compensate" or before.values.get("kind") == "none":
            raise UserError("deliver-nothing")
        read_ = read_step(desk, one.id, before.step, {"delivered_on": on.isoformat()}, step_id=step_id)
        if (problem := read_.problems.get("delivered_on")) and problem.hard:
            raise UserError(problem.code, **problem.params)
        made.rename(number=one.number)
        made.update(_KIND, step_id, {"delivered_on": on.isoformat()})
    return made.result


def corrections(desk: Desk, complaint_id: int) -> Mapping[int, tuple[Correction, ...]]:
    """By step what was corrected in it, oldest first; steps that were never corrected are left out."""
    return corrections_of(desk, steps_of(desk, complaint_id))


def corrections_of(desk: Desk, steps: Iterable[Step]) -> Mapping[int, tuple[Correction, ...]]:
    """`corrections` of steps of any complaints."""
    done = [step.id for step in steps]
    fields = desk.fields(_KIND)
    found: dict[int, list[Correction]] = {}
    zone = desk.clock().tzinfo
    for change in history.of_records(desk.data, _KIND, done):
        if change.before is None or change.after is None or change.action.verb in _NO_CORRECTION:
            continue
        at = dt.datetime.fromisoformat(change.action.at).astimezone(zone).replace(tzinfo=None)
        for key, former in change.before.items():
            if fields.get(key) is not None:
                told = [_value(desk, fields, key, stored) for stored in (former, change.after.get(key))]
                found.setdefault(change.record_id, []).append(Correction(at, change.action.who, key, *told))
    return {i: tuple(each) for i, each in found.items()}


def attach(
    desk: Desk,
    complaint_id: int,
    round_: int,
    step: str,
    paths: Sequence[Path],
    *,
    strict: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Added:
    """Keep files beside a step, also before it is done; they are files of the customer. See `attachments.add_files`.

    Raises UserError: 'round-unknown', 'complaint-unknown'.
    """
    one = _begun(desk, complaint_id, round_)
    beside = {"complaint": one.id, "round": round_, "step": step}
    return attachments.add_files(
        desk, one.customer_id, paths, strict=strict, progress=progress, cancelled=cancelled, beside=beside
    )


def attach_content(desk: Desk, complaint_id: int, round_: int, step: str, name: str, content: bytes) -> Added:
    """Keep a content beside a step, such as a picture from the clipboard. Raises UserError as `attach` does."""
    one = _begun(desk, complaint_id, round_)
    beside = {"complaint": one.id, "round": round_, "step": step}
    return attachments.add_content(desk, one.customer_id, name, content, beside=beside)


def _begun(desk: Desk, complaint_id: int, round_: int) -> Complaint:
    one = complaint(desk, complaint_id)
    if not 1 <= round_ <= one.round:
        raise UserError("round-unknown", round=round_, count=one.round)
    return one


def _done(done: Sequence[Step], step_id: int) -> Step:
    found = next((one for one in done if one.id == step_id), None)
    if found is None:
        raise UserError("complaint-step-unknown")
    return found


def _fields(desk: Desk, step: str, typed: Mapping[str, str]) -> Fields:
    """The fields of a step's form. Raises UserError for one of another step."""
    fields = desk.fields(_KIND)
    for key in typed:
        field = reading.known_field(fields, key)
        if key not in rules.fields_of(step):
            raise UserError("step-field", field=field.label, step=rules.called(step))
    return Fields(_KIND, tuple(field for field in fields.all if field.key in rules.fields_of(step)))


def _joined(read: Mapping[str, Problem], told: Mapping[str, Problem]) -> dict[str, Problem]:
    """What cannot be read first; nothing is missing for it."""
    unread = {key: problem for key, problem in read.items() if problem.hard}
    missing = {"text"} if "amount" in unread else set()
    others = {key: problem for key, problem in told.items() if key not in unread and key not in missing}
    return {**unread, **others, **{key: problem for key, problem in read.items() if key not in others}}


def _verb(desk: Desk, step: str, typed: Mapping[str, str]) -> str:
    """What the history calls doing it: the sixth step closes the complaint or begins a new round."""
    if step != "confirm":
        return "complaint-step"
    level = values.parse(desk.fields(_KIND)["level"], typed.get("level", "")).value
    return "complaint-round" if level == DISSATISFIED else "complaint-close"


def _afterwards(desk: Desk, step: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """What goes into the complaint along with the sixth step, as it is stored."""
    fields = desk.fields("complaint")
    for key in typed:
        field = reading.known_field(fields, key)
        if step != "confirm" or key not in AFTERWARDS:
            raise UserError("step-field", field=field.label, step=rules.called(step))
    read_ = reading.read_typed(fields, typed, new=False)
    reading.refuse(fields, read_)
    return {key: to_column(fields[key], value) for key, value in read_.values.items()}


def _value(desk: Desk, fields: Fields, key: str, stored: Any) -> Any:
    if key == "contact" and stored is not None:
        return dealings.named(desk, "contact", frozenset((stored,))).get(stored)
    return from_column(fields[key], stored)
