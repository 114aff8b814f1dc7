"""What of the history is looked at: by whom, what kind of work, on which days, about which customer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from crmdesk.core.words import Label

WORK: dict[str, tuple[Label, tuple[str, ...]]] = {
    "customers": (
        Label("Customer files", "客户档案"),
        ("customer-", "customers-", "merge", "not-same", "photo-", "request-"),
    ),
    "contacts": (Label("Contacts and addresses", "联系人与地址"), ("contact-", "contacts-", "address-", "elsewhere-")),
    "notes": (Label("Notes and attachments", "记事与附件"), ("note-", "attachment-", "print-keep")),
    "interactions": (
        Label("Contacts made", "联系记录"),
        ("interaction-", "step-", "objection-", "campaign-", "monthly-", "screening-"),
    ),
    "orders": (
        Label("Orders and payments", "订单与回款"),
        ("order-", "orders-", "offer-", "payment-", "return-", "invoice-", "product-"),
    ),
    "complaints": (Label("Complaints", "投诉"), ("complaint-",)),
    "tasks": (Label("Tasks and greetings", "任务与问候"), ("task-", "greeting-", "visit-plan-", "target-", "targets-")),
    "tiers": (
        Label("Tiers and assessments", "分级与评估"),
        ("tiers-", "tier-", "grade-", "policy-", "life-cycle-", "relationship-", "assessment-", "delivered_value-"),
    ),
    "staying": (Label("Satisfaction and loss", "满意与流失"), ("survey-", "loss-", "source-cost-")),
    "imports": (Label("Imports", "导入"), ("import", "demo", "salvage")),
    "settings": (
        Label("Groups, lists, settings", "分组、列表与设置"),
        ("setting-", "group-", "own-field-", "list-", "export-preset-", "staff-", "competitor-"),
    ),
    "history": (Label("Brought back", "撤回与找回"), ("history-", "trash-")),
}
"""Kinds of work by the beginnings of their verbs."""
DELETING = "deleting"
_DELETING = Label("Deleted and restored", "删除与恢复")
_ENDS = ("-delete", "-restore")


class Past(Struct, frozen=True):
    """What of the history is listed; '' and None: whatever it is. `work`: a key of `WORK`, or `DELETING`; the days are
    those of this machine's calendar, both included."""

    who: str = ""
    work: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    customer_id: int | None = None

    @property
    def everything(self) -> bool:
        return self == Past()


def kinds_of_work() -> dict[str, Label]:
    """What can be chosen, by key."""
    return {**{key: label for key, (label, _) in WORK.items()}, DELETING: _DELETING}


def verbs_of(work: str, verbs: Iterable[str]) -> list[str]:
    """Those of the verbs that are this kind of work."""
    if work == DELETING:
        return [verb for verb in verbs if verb.endswith(_ENDS) or verb.startswith("trash-")]
    beginnings = WORK[work][1]
    return [verb for verb in verbs if verb.startswith(beginnings)]
