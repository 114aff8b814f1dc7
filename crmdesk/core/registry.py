"""All kinds of records with their fields."""

from __future__ import annotations

from crmdesk.core.fields import Fields
from crmdesk.core.fields_contacts import ADDRESSES, CONTACTS
from crmdesk.core.fields_customers import CUSTOMERS

REGISTRY: dict[str, Fields] = {fields.record: fields for fields in (CUSTOMERS, CONTACTS, ADDRESSES)}
