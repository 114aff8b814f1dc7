"""The columns of the tables that hold records with history. `migrations/` creates them."""

from __future__ import annotations

from crmdesk.core.fields import Fields

KEYS: dict[str, tuple[str, ...]] = {
    "customer": (
        "name_key",
        "name_sort",
        "name_sound",
        "mobile_e164",
        "phone_e164",
        "own",
        "photo",
        "merged_into",
        "marks_until",
        "tier_fixed",
        "grade_fixed",
        "visit_salesperson",
        "call_salesperson",
        "visit_manager",
        "visit_director",
        "visit_general",
        "deleted_at",
    ),
    "contact": ("customer_id", "position", "mobile_e164", "phone_e164", "deleted_at"),
    "address": ("customer_id", "deleted_at"),
    "note": ("customer_id", "deleted_at"),
    "attachment": ("customer_id", "complaint", "round", "step", "deleted_at"),
    "elsewhere": ("customer_id", "deleted_at"),
    "competitor": ("deleted_at",),
    "interaction": ("customer_id", "deleted_at"),
    "objection": ("customer_id", "deleted_at"),
    "campaign": ("deleted_at",),
    "campaign_call": ("customer_id", "campaign", "interaction", "deleted_at"),
    "monthly": ("customer_id", "deleted_at"),
    "screening": ("customer_id", "deleted_at"),
    "staff": ("deleted_at",),
    "product": ("name_key", "deleted_at"),
    "sales_order": ("customer_id", "deleted_at"),
    "order_line": ("customer_id", "sales_order", "position", "deleted_at"),
    "instalment": ("customer_id", "sales_order", "deleted_at"),
    "payment": ("customer_id", "deleted_at"),
    "invoice": ("customer_id", "deleted_at"),
    "goods_return": ("customer_id", "deleted_at"),
    "return_line": ("customer_id", "goods_return", "position", "deleted_at"),
    "complaint": ("customer_id", "deleted_at"),
    "complaint_step": ("customer_id", "complaint", "deleted_at"),
    "complaint_event": ("customer_id", "complaint", "deleted_at"),
    "task": ("customer_id", "anchor", "deleted_at"),
    "greeting": ("customer_id", "interaction", "deleted_at"),
    "sales_target": ("customer_id", "deleted_at"),
    "survey": ("customer_id", "complaint", "deleted_at"),
    "loss": ("customer_id", "deleted_at"),
    "assessment": ("customer_id", "deleted_at"),
    "delivered_value": ("customer_id", "deleted_at"),
    "source_cost": ("deleted_at",),
}
"""Columns beside those of the fields: who owns the row, and keys worked out from its values."""

PLAIN: dict[str, tuple[str, ...]] = {
    "customer_group": ("name", "color", "filter", "deleted_at"),
    "user_field": ("key", "label", "type", "choices", "deleted_at"),
    "choice": ("list", "key", "label", "position", "deleted_at"),
    "setting": ("key", "value"),
    "tier_run": (
        "at",
        "who",
        "scheme",
        "basis",
        "today",
        "first_on",
        "last_on",
        "bounds",
        "count",
        "notes",
        "deleted_at",
    ),
    "policy": ("tier", "basis", "focus", "service", "discount", "most", "deleted_at"),
    "greeting_text": ("occasion", "tier", "text", "supplied", "position", "deleted_at"),
    "not_same": ("one", "other", "deleted_at"),
    "export_preset": ("name", "content", "deleted_at"),
    "privacy_request": (
        "customer_id",
        "subject",
        "kind",
        "received_on",
        "due_on",
        "answered_on",
        "outcome",
        "notes",
        "deleted_at",
    ),
}
"""Kinds of record that have history but no registered fields."""


def columns(fields: Fields) -> tuple[str, ...]:
    """The columns of a registered kind of record, without its id."""
    return (*(field.key for field in fields.stored()), *KEYS[fields.record])
