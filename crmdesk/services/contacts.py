"""Contacts of a customer (METHOD.md section 1, *people*)."""

from __future__ import annotations

from collections.abc import Mapping

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.services import reading
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed


def read(desk: Desk, typed: Mapping[str, str], *, new: bool) -> Typed:
    """Parse a contact's form and say what is wrong with it, without writing anything."""
    return reading.read_typed(desk.fields("contact"), typed, new=new)


def add(desk: Desk, customer_id: int, typed: Mapping[str, str]) -> tuple[int, Changes]:
    """A new contact at the end of a customer's. Raises UserError for a refused value or a customer that is gone."""
    fields = desk.fields("contact")
    read_ = read(desk, typed, new=True)
    reading.refuse(fields, read_)
    with desk.recording("contact-add", number="") as made:
        owner = desk.records.read("customer", customer_id)
        if owner is None or "deleted_at" in owner:
            raise UserError("record-gone")
        made.rename(number=owner["number"])
        there = desk.records.children("contact", (customer_id,)).get(customer_id, {})
        position = 1 + max((flat["position"] for flat in there.values()), default=-1)
        flat = reading.to_flat(desk, made, fields, read_.values)
        contact_id = made.create("contact", {**flat, "customer_id": customer_id, "position": position})
    return contact_id, made.result


def edit(desk: Desk, contact_id: int, typed: Mapping[str, str]) -> Changes:
    """Change some fields of a contact. Raises UserError for a refused value or a contact that is gone."""
    fields = desk.fields("contact")
    read_ = read(desk, typed, new=False)
    reading.refuse(fields, read_)
    with desk.recording("contact-edit", number="") as made:
        made.rename(number=_owner_number(desk, contact_id))
        made.update("contact", contact_id, reading.to_flat(desk, made, fields, read_.values))
    return made.result


def delete(desk: Desk, contact_id: int) -> Changes:
    """Take a contact out of its customer's file; undo brings it back."""
    with desk.recording("contact-delete", number="") as made:
        made.rename(number=_owner_number(desk, contact_id))
        made.update("contact", contact_id, {"deleted_at": desk.now()})
    return made.result


def set_main(desk: Desk, contact_id: int) -> Changes:
    """Make this the main contact of its customer, and no other."""
    with desk.recording("contact-edit", number="") as made:
        made.rename(number=_owner_number(desk, contact_id))
        flat = desk.records.read("contact", contact_id) or {}
        for other, part in desk.records.children("contact", (flat["customer_id"],))[flat["customer_id"]].items():
            if other == contact_id or part.get("main"):
                made.update("contact", other, {"main": 1 if other == contact_id else None})
    return made.result


def _owner_number(desk: Desk, contact_id: int) -> str:
    flat = desk.records.read("contact", contact_id)
    if flat is None or "deleted_at" in flat:
        raise UserError("contact-unknown")
    owner = desk.records.read("customer", flat["customer_id"])
    return str(owner["number"]) if owner else ""
