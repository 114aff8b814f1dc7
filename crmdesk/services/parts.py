"""How much lies in a customer's file beside its fields."""

from __future__ import annotations

from collections.abc import Mapping

from crmdesk.services.desk import Desk
from crmdesk.store import parts as store


def counts(desk: Desk, customer_id: int) -> Mapping[str, int]:
    """How many contacts made, orders, complaints, notes and attachments, by kind of record ('interaction' …)."""
    return store.counts(desk.data, customer_id)
