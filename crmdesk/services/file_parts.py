"""What belongs to one customer and is typed as a form: contacts, further addresses, what is bought elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.services import reading
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed

if TYPE_CHECKING:
    from crmdesk.store.recording import Recording

_GONE = {
    "contact": "contact-unknown",
    "address": "address-unknown",
    "elsewhere": "elsewhere-unknown",
    "note": "note-unknown",
    "attachment": "attachment-unknown",
    "interaction": "interaction-unknown",
    "objection": "objection-unknown",
    "complaint": "complaint-unknown",
    "complaint_step": "complaint-step-unknown",
    "task": "task-unknown",
    "delivered_value": "delivered-value-unknown",
    "loss": "loss-unknown",
    "assessment": "assessment-unknown",
    "survey": "survey-unknown",
    "invoice": "invoice-gone",
}


def read(desk: Desk, kind: str, typed: Mapping[str, str], *, new: bool) -> Typed:
    """Parse the form of a part and say what is wrong with it, without writing anything."""
    read_ = reading.read_typed(desk.fields(kind), typed, new=new)
    return reading.with_consent(desk, kind, read_) if kind == "contact" else read_


def add(desk: Desk, kind: str, customer_id: int, typed: Mapping[str, str]) -> tuple[int, Changes]:
    """A new part at the end of a customer's. Raises UserError for a refused value or a customer that is gone."""
    fields = desk.fields(kind)
    read_ = read(desk, kind, typed, new=True)
    reading.refuse(fields, read_)
    with desk.recording(f"{kind}-add", number="") as made:
        made.rename(number=customer_number(desk, customer_id))
        flat = reading.to_flat(desk, made, fields, read_.values, customer_id=customer_id)
        if kind == "contact":
            there = desk.records.children(kind, (customer_id,)).get(customer_id, {})
            flat["position"] = 1 + max((part["position"] for part in there.values()), default=-1)
            _only_main(made, flat, there)
        part_id = made.create(kind, {**flat, "customer_id": customer_id})
    return part_id, made.result


def with_contact(
    desk: Desk, made: Recording, kind: str, customer_id: int, values: Mapping[str, Any], *, new: bool
) -> dict[str, Any]:
    """What was read of a record that names a contact, as it is stored; with `new` a contact whom the customer's file
    does not know is put there."""
    fields = desk.fields(kind)
    name = values.get("contact")
    if not new or name is None or not reading.contact_problem(desk, customer_id, Typed(values, {})).refused:
        return reading.to_flat(desk, made, fields, values, customer_id=customer_id)
    there = desk.records.children("contact", (customer_id,)).get(customer_id, {})
    position = 1 + max((part["position"] for part in there.values()), default=-1)
    contact = made.create("contact", {"name": name, "position": position, "customer_id": customer_id})
    others = {key: value for key, value in values.items() if key != "contact"}
    return {**reading.to_flat(desk, made, fields, others), "contact": contact}


def edit(desk: Desk, kind: str, part_id: int, typed: Mapping[str, str]) -> Changes:
    """Change some fields of a part; an empty text empties one. Raises UserError for a refused value or a part that is
    gone."""
    fields = desk.fields(kind)
    read_ = read(desk, kind, typed, new=False)
    reading.refuse(fields, read_)
    with desk.recording(f"{kind}-edit", number="") as made:
        made.rename(number=owner_number(desk, kind, part_id))
        owner = living(desk, kind, part_id)["customer_id"]
        flat = reading.to_flat(desk, made, fields, read_.values, customer_id=owner)
        if kind == "contact":
            others = desk.records.children(kind, (owner,))[owner]
            _only_main(made, flat, {key: part for key, part in others.items() if key != part_id})
        made.update(kind, part_id, flat)
    return made.result


def delete(desk: Desk, kind: str, part_id: int) -> Changes:
    """Take a part out of its customer's file; undo brings it back. Raises UserError when it is gone."""
    with desk.recording(f"{kind}-delete", number="") as made:
        made.rename(number=owner_number(desk, kind, part_id))
        made.update(kind, part_id, {"deleted_at": desk.now()})
    return made.result


def put_back(desk: Desk, made: Recording, kind: str, part_id: int) -> str:
    """A deleted part stands in its customer's file again, within another action; returns the customer's number. Raises
    UserError('record-gone')."""
    flat = desk.records.read(kind, part_id)
    if flat is None:
        raise UserError(_GONE[kind])
    owner = flat["customer_id"]
    number = customer_number(desk, owner)
    back: dict[str, Any] = {"deleted_at": None}
    others = desk.records.children(kind, (owner,)).get(owner, {})
    if kind == "contact" and flat.get("main") and any(part.get("main") for part in others.values()):
        back["main"] = None
    if kind == "attachment":
        from crmdesk.core.attachments import free_name

        back["name"] = free_name(flat["name"], [part["name"] for part in others.values()])
    made.update(kind, part_id, back)
    return number


def put_numbered_back(desk: Desk, made: Recording, kind: str, part_id: int, number: str) -> str:
    """The same for one that people know by this number, and of which no two stand in each other's way.

    Raises UserError: '<kind>-number' when there is none, '<kind>-there' when it was not deleted, 'record-gone'.
    """
    flat = desk.records.read(kind, part_id)
    if flat is None:
        raise UserError(f"{kind}-number", number=number)
    if "deleted_at" not in flat:
        raise UserError(f"{kind}-there", number=number)
    owner = customer_number(desk, flat["customer_id"])
    made.update(kind, part_id, {"deleted_at": None})
    return owner


def _only_main(made: Recording, flat: Mapping[str, Any], others: Mapping[int, Mapping[str, Any]]) -> None:
    """Where this contact becomes the main one, no other is it any more."""
    for key, part in others.items():
        if flat.get("main") and part.get("main"):
            made.update("contact", key, {"main": None})


def living(desk: Desk, kind: str, part_id: int) -> dict[str, Any]:
    """What is stored of a part. Raises UserError when it, or its customer, is gone."""
    flat = desk.records.read(kind, part_id)
    if flat is None or "deleted_at" in flat:
        raise UserError(_GONE[kind])
    return flat


def owner_number(desk: Desk, kind: str, part_id: int) -> str:
    """The number of the customer a part belongs to. Raises UserError when either is gone."""
    return customer_number(desk, living(desk, kind, part_id)["customer_id"])


def customer_number(desk: Desk, customer_id: int) -> str:
    """The number of a living customer. Raises UserError('record-gone')."""
    owner = desk.records.read("customer", customer_id)
    if owner is None or "deleted_at" in owner:
        raise UserError("record-gone")
    return str(owner["number"])
