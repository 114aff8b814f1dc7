"""Verifying files: when one is due for review, and that it was compared with the truth today (METHOD.md section 1)."""

from __future__ import annotations

from crmdesk.core import reviewing
from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import UserError
from crmdesk.core.settings import REVIEW_DAYS
from crmdesk.services import settings
from crmdesk.services.desk import Desk


def is_due(desk: Desk, file: CustomerFile) -> bool:
    """Whether this file is due for review today; one never verified counts from the day it was made."""
    verified, made = file.values.get("verified_on"), file.values.get("created_on")
    return reviewing.is_due(verified, made, settings.get(desk, REVIEW_DAYS), desk.today())


def verify(desk: Desk, customer_id: int) -> Changes:
    """The file was compared with the truth today. Raises UserError('record-gone')."""
    with desk.recording("customer-verify", number="") as made:
        flat = desk.records.read("customer", customer_id)
        if flat is None or "deleted_at" in flat:
            raise UserError("record-gone")
        made.rename(number=flat["number"])
        made.update("customer", customer_id, {"verified_on": desk.today().isoformat()})
    return made.result
