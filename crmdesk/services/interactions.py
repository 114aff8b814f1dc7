"""Contacts made with customers: recorded, changed, listed; the next steps they leave (METHOD.md section 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from crmdesk.core import interactions
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.interactions import Dated, Interaction
from crmdesk.core.moments import to_text
from crmdesk.services import file_parts, reading, staff
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed
from crmdesk.store import interactions as store

if TYPE_CHECKING:
    from crmdesk.store.recording import Recording

__all__ = [
    "Dated",
    "Interaction",
    "add",
    "defaults",
    "delete",
    "edit",
    "finish_step",
    "id_of",
    "interaction",
    "latest",
    "of_customer",
    "open_steps",
    "people",
    "postpone_step",
    "put_back",
    "read",
    "restore",
    "steps",
]

_KIND = "interaction"


def defaults(desk: Desk) -> dict[str, str]:
    """What a new one begins with, as it is typed: now, a visit, me in my role."""
    now = desk.clock().replace(second=0, microsecond=0, tzinfo=None)
    found = {"at": to_text(now), "kind": "visit", "by": desk.who}
    role = staff.role_of(desk, desk.who)
    return {**found, "role": role} if role else found


def read(
    desk: Desk, typed: Mapping[str, str], *, new: bool, customer_id: int | None = None, new_contact: bool = False
) -> Typed:
    """Parse the form and say what is wrong with it, without writing anything; with `new_contact` a contact need not
    be there yet.

    Codes beside those of values: contact-not-there (hard); those of `core.interactions.problems` (soft).
    """
    read_ = reading.in_fen(reading.read_typed(desk.fields(_KIND), typed, new=new), "cost")
    if not new_contact:
        read_ = reading.contact_problem(desk, customer_id, read_)
    doubtful = interactions.problems(read_.values, desk.clock(), frozenset(typed))
    return Typed(read_.values, {**doubtful, **read_.problems})


def add(
    desk: Desk,
    customer_id: int,
    typed: Mapping[str, str],
    *,
    finishes: Sequence[int] = (),
    new_contact: bool = False,
) -> tuple[int, Changes]:
    """Record a contact made. What is not typed of when, how and by whom is taken from `defaults`.

    `finishes`: interactions of this customer whose next step this contact did; it is done on its day. With
    `new_contact` a contact whose name the customer's file does not know is put there in the same action.

    Raises UserError for a refused value, a contact of somebody else ('contact-not-there'), a customer that is gone
    ('record-gone').
    """
    fields = desk.fields(_KIND)
    whole = {**_implied(desk, typed), **typed}
    read_ = read(desk, whole, new=True, customer_id=customer_id, new_contact=new_contact)
    reading.refuse(fields, read_)
    with desk.recording("interaction-add", number="") as made:
        made.rename(number=file_parts.customer_number(desk, customer_id))
        flat = file_parts.with_contact(desk, made, _KIND, customer_id, read_.values, new=new_contact)
        interaction_id = made.create(_KIND, {**flat, "customer_id": customer_id})
        for step in finishes:
            if file_parts.living(desk, _KIND, step)["customer_id"] != customer_id:
                raise UserError("step-elsewhere")
            made.update(_KIND, step, {"next_done_on": read_.values["at"].date().isoformat()})
    return interaction_id, made.result


def edit(desk: Desk, interaction_id: int, typed: Mapping[str, str], *, new_contact: bool = False) -> Changes:
    """Change some fields; an empty text empties one. Raises UserError as `add` does; 'interaction-unknown'."""
    fields = desk.fields(_KIND)
    read_ = read(desk, typed, new=False, customer_id=None)
    reading.refuse(fields, read_)
    with desk.recording("interaction-edit", number="") as made:
        made.rename(number=file_parts.owner_number(desk, _KIND, interaction_id))
        owner = file_parts.living(desk, _KIND, interaction_id)["customer_id"]
        flat = file_parts.with_contact(desk, made, _KIND, owner, read_.values, new=new_contact)
        made.update(_KIND, interaction_id, flat)
    return made.result


def delete(desk: Desk, interaction_id: int) -> Changes:
    """Take it out of the customer's file; undo brings it back. Raises UserError('interaction-unknown')."""
    return file_parts.delete(desk, _KIND, interaction_id)


def restore(desk: Desk, interaction_id: int) -> Changes:
    """Put a deleted one back into the customer's file.

    Raises UserError: 'interaction-number', 'interaction-there' when it was not deleted, 'record-gone'.
    """
    with desk.recording("interaction-restore", number="") as made:
        made.rename(number=put_back(desk, made, interaction_id))
    return made.result


def put_back(desk: Desk, made: Recording, interaction_id: int) -> str:
    """`restore` within another action; returns the customer's number."""
    return file_parts.put_numbered_back(desk, made, _KIND, interaction_id, interactions.number_of(interaction_id))


def finish_step(desk: Desk, interaction_id: int) -> Changes:
    """Its next step was done today. Raises UserError('interaction-unknown')."""
    return _step(desk, "step-done", interaction_id, {"next_done_on": desk.today().isoformat()})


def postpone_step(desk: Desk, interaction_id: int, to: dt.date) -> Changes:
    """Its next step is to be done on another day. Raises UserError('interaction-unknown')."""
    return _step(desk, "step-postpone", interaction_id, {"next_date": to.isoformat()})


def interaction(desk: Desk, interaction_id: int) -> Interaction:
    """One of them. Raises UserError('interaction-unknown') when it, or its customer, is deleted."""
    found = store.interaction(desk.data, interaction_id)
    if found is None:
        raise UserError("interaction-unknown")
    return found


def id_of(desk: Desk, number: str) -> int:
    """The living interaction with a number as J00012. Raises UserError('interaction-number')."""
    interaction_id = interactions.id_of(number)
    if interaction_id is None or store.interaction(desk.data, interaction_id) is None:
        raise UserError("interaction-number", number=number)
    return interaction_id


def of_customer(
    desk: Desk,
    customer_id: int,
    *,
    kinds: Sequence[str] = (),
    by: Sequence[str] = (),
    last: dt.date | None = None,
    limit: int | None = None,
) -> list[Interaction]:
    """The newest first; of these kinds and people of ours (none: of all), up to a day."""
    return store.of_customer(desk.data, customer_id, kinds, by, limit, last)


def people(desk: Desk, customer_id: int) -> list[str]:
    """Who of us had to do with a customer, most often first."""
    return store.people(desk.data, customer_id)


def latest(
    desk: Desk,
    *,
    kinds: Sequence[str] = (),
    by: Sequence[str] = (),
    first: dt.date | None = None,
    last: dt.date | None = None,
    limit: int | None = None,
) -> list[Dated]:
    """With every living customer, the newest first, from one day to another with both."""
    return store.latest(desk.data, kinds, by, first, last, limit)


def open_steps(desk: Desk, customer_id: int) -> list[Interaction]:
    """Those of a customer whose next step is still to be done: with a day first, the earliest first."""
    return store.open_steps(desk.data, customer_id)


def steps(
    desk: Desk,
    *,
    first: dt.date | None = None,
    last: dt.date | None = None,
    by: Sequence[str] = (),
    limit: int | None = None,
) -> list[Dated]:
    """Next steps with every living customer that have a day and are still to be done, the earliest first."""
    return store.steps(desk.data, first, last, by, limit)


def _implied(desk: Desk, typed: Mapping[str, str]) -> dict[str, str]:
    """What goes without saying; the role only of the person it is."""
    found = {key: text for key, text in defaults(desk).items() if key != "role"}
    role = staff.role_of(desk, typed.get("by", found["by"]))
    return {**found, "role": role} if role else found


def _step(desk: Desk, verb: str, interaction_id: int, values: Mapping[str, str]) -> Changes:
    with desk.recording(verb, number="") as made:
        made.rename(number=file_parts.owner_number(desk, _KIND, interaction_id))
        made.update(_KIND, interaction_id, values)
    return made.result
