"""Surveys of satisfaction: typed, changed, listed, opened at the end of a complaint (METHOD.md section 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crmdesk.core import surveys
from crmdesk.core.changes import Changes
from crmdesk.core.complaints import STEPS
from crmdesk.core.errors import UserError
from crmdesk.core.surveys import SurveyRow, Surveys
from crmdesk.services import complaints_looking, file_parts, reading
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed
from crmdesk.store import surveys as store
from crmdesk.store.recording import Recording

__all__ = [
    "SurveyRow",
    "Surveys",
    "add",
    "defaults",
    "delete",
    "edit",
    "find",
    "from_complaint",
    "id_of",
    "of_customer",
    "put_back",
    "read",
    "restore",
    "rows",
    "survey",
]  # fmt: skip

_KIND = "survey"


def defaults(desk: Desk) -> dict[str, str]:
    """What a new one begins with, as it is typed: today, me."""
    return {"day": desk.today().isoformat(), "by": desk.who}


def from_complaint(desk: Desk, complaint_id: int) -> dict[str, str]:
    """What a survey begins with that is opened from the sixth step of a complaint: the day on which it was done last
    (today while it is not), by whom and with which contact. Raises UserError('complaint-unknown').

    To be added with `complaint_id`, so that both know each other.
    """
    one = complaints_looking.complaint(desk, complaint_id)
    confirmed = [step for step in complaints_looking.steps_of(desk, one.id) if step.step == STEPS[-1]]
    said = confirmed[-1].values if confirmed else {}
    begun = {**defaults(desk), **({"day": said["at"].date().isoformat()} if "at" in said else {})}
    if said.get("by"):
        begun["by"] = said["by"]
    contact = said.get("contact") or one.values.get("contact")
    return {**begun, **({"contact": contact} if contact else {})}


def read(
    desk: Desk, typed: Mapping[str, str], *, new: bool, customer_id: int | None = None, survey_id: int | None = None
) -> Typed:
    """Parse the form and say what is wrong with it, without writing anything. The contact is looked up where the
    customer, or the survey that is edited, is given.

    Codes beside those of values: contact-not-there (hard), those of `core.surveys.problems`.
    """
    before = survey(desk, survey_id) if survey_id is not None else None
    read_ = reading.read_typed(desk.fields(_KIND), typed, new=new)
    values = dict(read_.values)
    if before is not None and values.get("contact") is not None and values["contact"] == before.values.get("contact"):
        del values["contact"]  # the same one, also where several are called so
    whose = before.customer_id if before is not None else customer_id
    problems = reading.contact_problem(desk, whose, Typed(values, read_.problems)).problems
    unread = frozenset(key for key, problem in problems.items() if problem.hard)
    told = surveys.problems({**(before.values if before else {}), **values}, desk.today(), frozenset(typed))
    if unread.intersection(surveys.SAID):
        told = {key: problem for key, problem in told.items() if problem.code not in ("survey-empty", "survey-half")}
    return Typed(values, {**told, **problems})


def add(
    desk: Desk, customer_id: int, typed: Mapping[str, str], *, complaint_id: int | None = None
) -> tuple[int, Changes]:
    """Note what a customer said: today and asked by me where that is not typed; `complaint_id`: of this customer, after
    which it was asked.

    Raises UserError for a refused value, a contact of somebody else ('contact-not-there'), a customer that is gone
    ('record-gone'), a complaint that is gone or another customer's ('complaint-unknown').
    """
    fields, whole = desk.fields(_KIND), {**defaults(desk), **typed}
    read_ = read(desk, whole, new=True, customer_id=customer_id)
    reading.refuse(fields, read_)
    with desk.recording("survey-add", number="") as made:
        made.rename(number=file_parts.customer_number(desk, customer_id))
        if (
            complaint_id is not None
            and file_parts.living(desk, "complaint", complaint_id)["customer_id"] != customer_id
        ):
            raise UserError("complaint-unknown")
        flat = reading.to_flat(desk, made, fields, read_.values, customer_id=customer_id)
        survey_id = made.create(_KIND, {**flat, "customer_id": customer_id, "complaint": complaint_id})
    return survey_id, made.result


def edit(desk: Desk, survey_id: int, typed: Mapping[str, str]) -> Changes:
    """Change some fields; an empty text empties one. Raises UserError as `add` does; 'survey-unknown'."""
    fields = desk.fields(_KIND)
    with desk.recording("survey-edit", number="") as made:
        before = survey(desk, survey_id)
        read_ = read(desk, typed, new=False, survey_id=survey_id)
        reading.refuse(fields, read_)
        made.rename(number=before.customer_number)
        flat = reading.to_flat(desk, made, fields, read_.values, customer_id=before.customer_id)
        made.update(_KIND, survey_id, flat)
    return made.result


def delete(desk: Desk, survey_id: int) -> Changes:
    """Take it out of the customer's file; undo brings it back. Raises UserError('survey-unknown')."""
    return file_parts.delete(desk, _KIND, survey_id)


def restore(desk: Desk, survey_id: int) -> Changes:
    """Put a deleted one back into the customer's file.

    Raises UserError: 'survey-number', 'survey-there' when it was not deleted, 'record-gone'.
    """
    with desk.recording("survey-restore", number="") as made:
        made.rename(number=put_back(desk, made, survey_id))
    return made.result


def put_back(desk: Desk, made: Recording, survey_id: int) -> str:
    """`restore` within another action; returns the customer's number."""
    return file_parts.put_numbered_back(desk, made, _KIND, survey_id, surveys.number_of(survey_id))


def survey(desk: Desk, survey_id: int) -> SurveyRow:
    """One of them. Raises UserError('survey-unknown') when it, or its customer, is deleted."""
    found = store.rows(desk.data, (survey_id,))
    if not found:
        raise UserError("survey-unknown")
    return found[0]


def id_of(desk: Desk, number: str) -> int:
    """The living survey with a number as M00012. Raises UserError('survey-number')."""
    survey_id = surveys.id_of(number)
    if survey_id is None or not store.rows(desk.data, (survey_id,)):
        raise UserError("survey-number", number=number)
    return survey_id


def of_customer(desk: Desk, customer_id: int) -> list[SurveyRow]:
    """Those of a customer, the latest first."""
    return rows(desk, find(desk, Surveys(customer_id=customer_id)))


def find(desk: Desk, wanted: Surveys) -> list[int]:
    """The ids a list of surveys shows, the latest first; none of customers in the trash."""
    return store.find(desk.data, wanted)


def rows(desk: Desk, ids: Sequence[int]) -> list[SurveyRow]:
    """What a list paints for these ids; a page at a time."""
    return store.rows(desk.data, ids)
