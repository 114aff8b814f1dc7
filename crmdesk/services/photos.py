"""The photo of a customer: one for each file (METHOD.md section 1). Pictures come scaled down already."""

from __future__ import annotations

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.services.desk import Desk
from crmdesk.store import blobs


def put(desk: Desk, customer_id: int, content: bytes) -> Changes:
    """Make this picture (JPEG or PNG) the photo. Raises UserError('record-gone')."""
    with desk.recording("photo-set", number=_number(desk, customer_id)) as made:
        made.update("customer", customer_id, {"photo": blobs.put(desk.data, content)})
    return made.result


def remove(desk: Desk, customer_id: int) -> Changes:
    """Take the photo away; undo brings it back. Raises UserError('record-gone')."""
    with desk.recording("photo-remove", number=_number(desk, customer_id)) as made:
        made.update("customer", customer_id, {"photo": None})
    return made.result


def content(desk: Desk, key: str) -> bytes | None:
    """The picture under a key (`CustomerFile.photo`)."""
    return blobs.get(desk.data, key)


def _number(desk: Desk, customer_id: int) -> str:
    owner = desk.records.read("customer", customer_id)
    if owner is None or "deleted_at" in owner:
        raise UserError("record-gone")
    return str(owner["number"])
