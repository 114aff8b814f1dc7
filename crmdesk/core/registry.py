"""All kinds of records with their fields."""

from __future__ import annotations

from crmdesk.core.fields import Fields
from crmdesk.core.fields_contacts import ADDRESSES, CONTACTS
from crmdesk.core.fields_customers import CUSTOMERS
from crmdesk.core.fields_parts import ATTACHMENTS, COMPETITORS, ELSEWHERE, NOTES

REGISTRY: dict[str, Fields] = {
    fields.record: fields for fields in (CUSTOMERS, CONTACTS, ADDRESSES, NOTES, ATTACHMENTS, ELSEWHERE, COMPETITORS)
}

PARTS = ("contact", "address", "note", "attachment", "elsewhere")
"""Kinds of record that belong to one customer."""
