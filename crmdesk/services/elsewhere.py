"""What customers buy elsewhere: product, competitor, quantity, our product in its place (METHOD.md section 1)."""

from __future__ import annotations

from collections.abc import Mapping

from crmdesk.core.changes import Changes
from crmdesk.services import file_parts
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed


def read(desk: Desk, typed: Mapping[str, str], *, new: bool) -> Typed:
    """Parse the form of an entry and say what is wrong with it, without writing anything."""
    return file_parts.read(desk, "elsewhere", typed, new=new)


def add(desk: Desk, customer_id: int, typed: Mapping[str, str]) -> tuple[int, Changes]:
    """A product a customer buys elsewhere; a competitor not in the register yet is put there in the same action.

    Raises UserError for a refused value or a customer that is gone.
    """
    return file_parts.add(desk, "elsewhere", customer_id, typed)


def edit(desk: Desk, entry_id: int, typed: Mapping[str, str]) -> Changes:
    """Change some fields of an entry. Raises UserError for a refused value or an entry that is gone."""
    return file_parts.edit(desk, "elsewhere", entry_id, typed)


def replaced_today(desk: Desk, entry_id: int) -> Changes:
    """Our product took the place of this one today. Raises UserError when the entry is gone."""
    return edit(desk, entry_id, {"replaced_on": desk.today().isoformat()})


def delete(desk: Desk, entry_id: int) -> Changes:
    """Take an entry out of its customer's file; undo brings it back."""
    return file_parts.delete(desk, "elsewhere", entry_id)
