"""Everything that passed between a customer and us, as it is kept, with names in place of ids: for a person's copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crmdesk.core import values
from crmdesk.core.customers import Part
from crmdesk.core.fields import Fields, Type
from crmdesk.core.registry import REGISTRY
from crmdesk.core.words import Words
from crmdesk.services.desk import Desk
from crmdesk.services.reading import from_flat
from crmdesk.store import dealings as store

KINDS: Mapping[str, str] = {
    "interaction": "interactions",
    "objection": "objections",
    "campaign_call": "calls",
    "monthly": "months",
    "screening": "screening",
    "sales_order": "orders",
    "order_line": "lines",
    "instalment": "instalments",
    "payment": "payments",
    "invoice": "invoices",
    "goods_return": "returns",
    "return_line": "return_lines",
    "complaint": "complaints",
    "complaint_step": "complaint_steps",
    "complaint_event": "complaint_events",
    "task": "tasks",
    "greeting": "greetings",
    "sales_target": "sales_targets",
    "survey": "surveys",
    "loss": "losses",
    "assessment": "assessments",
    "delivered_value": "delivered_values",
}
"""Kinds of record, with what they are called for other programs."""
POINTING = {
    Type.CONTACT: "contact",
    Type.COMPETITOR: "competitor",
    Type.PRODUCT: "product",
    Type.ORDER: "sales_order",
}
"""Fields that name a record, and of which kind it is."""
_OWNERS = {
    "campaign_call": ("campaign", "campaign"),
    "order_line": ("sales_order", "sales_order"),
    "instalment": ("sales_order", "sales_order"),
    "return_line": ("goods_return", "goods_return"),
    "complaint_step": ("complaint", "complaint"),
    "complaint_event": ("complaint", "complaint"),
}
"""What a record belongs to beside its customer, where that is no field: the column, and of which kind that is."""


def of_customer(desk: Desk, customer_id: int) -> dict[str, tuple[Part, ...]]:
    """By kind of record, in the order in which they were made; what a line or call belongs to stands under the name of
    its column. Kinds of which there is nothing are left out."""
    found: dict[str, tuple[Part, ...]] = {}
    for kind in KINDS:
        flats = desk.records.children(kind, (customer_id,)).get(customer_id, {})
        names = _names(desk, kind, flats)
        if flats:
            fields = REGISTRY[kind]
            found[kind] = tuple(Part(i, _values(kind, fields, flat, names)) for i, flat in flats.items())
    return found


def plain(desk: Desk, customer_id: int) -> dict[str, list[dict[str, Any]]]:
    """As another program reads it: keys of fields, dates ISO."""
    return {
        KINDS[kind]: [
            {key: values.to_json(field, value) if (field := REGISTRY[kind].get(key)) else value
             for key, value in part.values.items()}
            for part in parts
        ]
        for kind, parts in of_customer(desk, customer_id).items()
    }  # fmt: skip


def told(desk: Desk, customer_id: int, words: Words) -> list[tuple[str, list[str]]]:
    """As a person reads it: a heading and a block for each record, kind by kind."""
    _ = words.gettext
    headings = {
        "interaction": _("Contacts with customers"),
        "objection": _("Objections"),
        "campaign_call": _("Call campaigns"),
        "monthly": _("Record of each month"),
        "screening": _("Screening"),
        "sales_order": _("Orders"),
        "order_line": _("Lines of orders"),
        "instalment": _("Instalments"),
        "payment": _("Payments"),
        "invoice": _("Invoices"),
        "goods_return": _("Returns"),
        "return_line": _("Lines of returns"),
        "complaint": _("Complaints"),
        "complaint_step": _("Steps of complaints"),
        "complaint_event": _("What else befell complaints"),
        "task": _("Tasks"),
        "greeting": _("Greetings"),
        "sales_target": _("Sales targets"),
        "survey": _("Surveys"),
        "loss": _("Customers lost"),
        "assessment": _("Assessments"),
        "delivered_value": _("Delivered value"),
    }
    return [
        (headings[kind], [_block(kind, part, words) for part in parts])
        for kind, parts in of_customer(desk, customer_id).items()
    ]


def _block(kind: str, part: Part, words: Words) -> str:
    colon = "：" if words.chinese else ": "
    lines = ["-"]
    for key, value in part.values.items():
        field = REGISTRY[kind].get(key)
        shown = str(value) if field is None or field.type in POINTING else values.show(field, value, words)
        label = words.label(field.label if field else REGISTRY[_OWNERS[kind][1]].all[0].label)
        lines += [f"{label}{colon}{shown}".replace("\n", "\n    ")] if shown else []
    return "\n".join(lines)


def named(desk: Desk, kind: str, ids: frozenset[int]) -> Mapping[int, str]:
    """What records are called, also deleted ones: a contact or competitor by name, a product by code and name, an order
    or return by number."""
    return store.names(desk.data, kind, ids)


def _names(desk: Desk, kind: str, flats: Mapping[int, Mapping[str, Any]]) -> dict[str, Mapping[int, str]]:
    pointing = {field.key: POINTING[field.type] for field in REGISTRY[kind].all if field.type in POINTING}
    if kind in _OWNERS:
        pointing[_OWNERS[kind][0]] = _OWNERS[kind][1]
    ids = {key: frozenset(flat[key] for flat in flats.values() if key in flat) for key in pointing}
    return {key: named(desk, of, ids[key]) for key, of in pointing.items()}


def _values(
    kind: str, fields: Fields, flat: Mapping[str, Any], names: Mapping[str, Mapping[int, str]]
) -> dict[str, Any]:
    owner = {_OWNERS[kind][0]: flat.get(_OWNERS[kind][0])} if kind in _OWNERS else {}
    typed = {**owner, **from_flat(fields, flat)}
    return {key: names[key].get(value, "") if key in names else value for key, value in typed.items()}
