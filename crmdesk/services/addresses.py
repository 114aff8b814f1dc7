"""Further addresses of a customer: delivery, registered, branch … (METHOD.md section 1, *delivery addresses*)."""

from __future__ import annotations

from collections.abc import Mapping

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.services import file_parts
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed

_WHERE = ("country", "region", "province", "city", "district", "address", "postcode")


def read(desk: Desk, typed: Mapping[str, str], *, new: bool) -> Typed:
    """Parse the form of an address and say what is wrong with it, without writing anything."""
    return file_parts.read(desk, "address", typed, new=new)


def add(desk: Desk, customer_id: int, typed: Mapping[str, str]) -> tuple[int, Changes]:
    """A further address of a customer.

    Raises UserError('address-empty') when nothing says where it is, for a refused value or a customer that is gone.
    """
    if not any(typed.get(key, "").strip() for key in _WHERE):
        raise UserError("address-empty")
    return file_parts.add(desk, "address", customer_id, typed)


def edit(desk: Desk, address_id: int, typed: Mapping[str, str]) -> Changes:
    """Change some fields of an address. Raises UserError like `add`, or when the address is gone."""
    stored = file_parts.living(desk, "address", address_id)
    if not any((typed[key].strip() if key in typed else stored.get(key)) for key in _WHERE):
        raise UserError("address-empty")
    return file_parts.edit(desk, "address", address_id, typed)


def delete(desk: Desk, address_id: int) -> Changes:
    """Take an address out of its customer's file; undo brings it back."""
    return file_parts.delete(desk, "address", address_id)
