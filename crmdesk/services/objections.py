"""Objections of customers with our answers and what became of them (METHOD.md section 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crmdesk.core.changes import Changes
from crmdesk.core.interactions import Objection
from crmdesk.services import file_parts, reading
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed
from crmdesk.store import interactions as store

__all__ = ["Objection", "add", "delete", "edit", "latest", "of_customer", "read"]

_KIND = "objection"


def read(desk: Desk, typed: Mapping[str, str], *, new: bool, customer_id: int | None = None) -> Typed:
    """Parse the form and say what is wrong with it, without writing anything."""
    return reading.contact_problem(desk, customer_id, reading.read_typed(desk.fields(_KIND), typed, new=new))


def add(desk: Desk, customer_id: int, typed: Mapping[str, str]) -> tuple[int, Changes]:
    """Log an objection: today and by me, still open, where that is not typed.

    Raises UserError for a refused value, a contact of somebody else or a customer that is gone.
    """
    implied = {"raised_on": desk.today().isoformat(), "by": desk.who, "outcome": "open"}
    return file_parts.add(desk, _KIND, customer_id, {**implied, **typed})


def edit(desk: Desk, objection_id: int, typed: Mapping[str, str]) -> Changes:
    """Change some fields: the answer, the outcome. Raises UserError as `add` does; 'objection-unknown'."""
    return file_parts.edit(desk, _KIND, objection_id, typed)


def delete(desk: Desk, objection_id: int) -> Changes:
    """Take it out of the customer's file; undo brings it back."""
    return file_parts.delete(desk, _KIND, objection_id)


def of_customer(desk: Desk, customer_id: int) -> list[Objection]:
    """Those still open first, then the newest."""
    return store.objections(desk.data, customer_id)


def latest(
    desk: Desk, *, kinds: Sequence[str] = (), outcomes: Sequence[str] = (), limit: int | None = None
) -> list[tuple[str, str, Objection]]:
    """With every living customer, whose number and name stand beside each, the newest first."""
    return store.all_objections(desk.data, kinds, outcomes, limit)
