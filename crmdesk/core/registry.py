"""All kinds of records with their fields."""

from __future__ import annotations

from crmdesk.core.fields import Fields
from crmdesk.core.fields_complaints import COMPLAINT_EVENTS, COMPLAINT_STEPS, COMPLAINTS
from crmdesk.core.fields_contacting import (
    CAMPAIGN_CALLS,
    CAMPAIGNS,
    INTERACTIONS,
    MONTHLY,
    OBJECTIONS,
    SCREENINGS,
    STAFF,
)
from crmdesk.core.fields_contacts import ADDRESSES, CONTACTS
from crmdesk.core.fields_customers import CUSTOMERS
from crmdesk.core.fields_daily import GREETINGS, SALES_TARGETS, TASKS
from crmdesk.core.fields_insight import ASSESSMENTS, DELIVERED_VALUES, LOSSES, SOURCE_COSTS, SURVEYS
from crmdesk.core.fields_parts import ATTACHMENTS, COMPETITORS, ELSEWHERE, NOTES
from crmdesk.core.fields_sales import (
    INSTALMENTS,
    INVOICES,
    ORDER_LINES,
    ORDERS,
    PAYMENTS,
    PRODUCTS,
    RETURN_LINES,
    RETURNS,
)

REGISTRY: dict[str, Fields] = {
    fields.record: fields
    for fields in (
        CUSTOMERS, CONTACTS, ADDRESSES, NOTES, ATTACHMENTS, ELSEWHERE, COMPETITORS,
        INTERACTIONS, OBJECTIONS, CAMPAIGNS, CAMPAIGN_CALLS, MONTHLY, SCREENINGS, STAFF,
        PRODUCTS, ORDERS, ORDER_LINES, INSTALMENTS, PAYMENTS, INVOICES, RETURNS, RETURN_LINES,
        COMPLAINTS, COMPLAINT_STEPS, COMPLAINT_EVENTS,
        TASKS, GREETINGS, SALES_TARGETS,
        SURVEYS, LOSSES, ASSESSMENTS, DELIVERED_VALUES, SOURCE_COSTS,
    )
}  # fmt: skip

PARTS = (
    "contact", "address", "note", "attachment", "elsewhere",
    "interaction", "objection", "campaign_call", "monthly", "screening",
    "sales_order", "order_line", "instalment", "payment", "invoice", "goods_return", "return_line",
    "complaint", "complaint_step", "complaint_event",
    "task", "greeting", "sales_target",
    "survey", "loss", "assessment", "delivered_value",
)  # fmt: skip
"""Kinds of record that belong to one customer, owners before what they own."""
