"""Contacts of a customer (METHOD.md section 1, *people*)."""

from __future__ import annotations

from collections.abc import Mapping

from crmdesk.core.changes import Changes
from crmdesk.services import file_parts
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed


def read(desk: Desk, typed: Mapping[str, str], *, new: bool) -> Typed:
    """Parse a contact's form and say what is wrong with it, without writing anything."""
    return file_parts.read(desk, "contact", typed, new=new)


def add(desk: Desk, customer_id: int, typed: Mapping[str, str]) -> tuple[int, Changes]:
    """A new contact at the end of a customer's. Raises UserError for a refused value or a customer that is gone."""
    return file_parts.add(desk, "contact", customer_id, typed)


def edit(desk: Desk, contact_id: int, typed: Mapping[str, str]) -> Changes:
    """Change some fields of a contact. Raises UserError for a refused value or a contact that is gone."""
    return file_parts.edit(desk, "contact", contact_id, typed)


def delete(desk: Desk, contact_id: int) -> Changes:
    """Take a contact out of its customer's file; undo brings it back."""
    return file_parts.delete(desk, "contact", contact_id)


def set_main(desk: Desk, contact_id: int) -> Changes:
    """Make this the main contact of its customer, and no other. Raises UserError when it is gone."""
    with desk.recording("contact-edit", number="") as made:
        made.rename(number=file_parts.owner_number(desk, "contact", contact_id))
        owner = file_parts.living(desk, "contact", contact_id)["customer_id"]
        for other, part in desk.records.children("contact", (owner,))[owner].items():
            if other == contact_id or part.get("main"):
                made.update("contact", other, {"main": 1 if other == contact_id else None})
    return made.result


def move(desk: Desk, contact_id: int, by: int) -> Changes:
    """Put a contact so many places further down (`by` > 0) or up in its customer's order, as far as that goes.

    Raises UserError when it is gone.
    """
    with desk.recording("contacts-order", number="") as made:
        made.rename(number=file_parts.owner_number(desk, "contact", contact_id))
        owner = file_parts.living(desk, "contact", contact_id)["customer_id"]
        there = desk.records.children("contact", (owner,))[owner]
        order = list(there)
        before = order.index(contact_id)
        order.insert(max(0, min(len(order) - 1, before + by)), order.pop(before))
        made.update_many("contact", {part: {"position": place} for place, part in enumerate(order)})
    return made.result
