"""Personal data and who asks about it (METHOD.md section 14; PIPL articles 15, 17 and 44 to 50): the log of what went
out or was erased, requests of persons, consent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from crmdesk.core.errors import Problem
from crmdesk.core.words import Label

LOGGED: dict[str, Label] = {
    "export": Label("Export", "导出"),
    "copy": Label("Copy of one person's data", "个人资料副本"),
    "attachment": Label("Attachment saved", "另存附件"),
    "print": Label("Print", "打印"),
    "erase": Label("Customer erased", "彻底删除客户"),
    "erase-contact": Label("Contact erased", "彻底删除联系人"),
}
"""What the log holds."""

REQUESTS: dict[str, Label] = {
    "access": Label("Access", "查阅"),
    "copy": Label("Copy", "复制"),
    "correction": Label("Correction", "更正"),
    "deletion": Label("Deletion", "删除"),
    "withdrawal": Label("Withdrawal of consent", "撤回同意"),
    "restriction": Label("Restriction", "限制处理"),
    "other": Label("Other", "其他"),
}
"""What a person can ask for."""

OUTCOMES: dict[str, Label] = {
    "done": Label("Done", "已办理"),
    "partly": Label("Partly done", "部分办理"),
    "refused": Label("Refused", "未同意"),
    "withdrawn": Label("No longer asked for", "对方已撤销"),
}
"""What came of a request."""

MOST_NAMED = 200
"""Up to so many customers an entry of the log says which ones."""


class LogEntry(Struct, frozen=True):
    """One export, copy, print or erasure: when (UTC), who, what (a key of `LOGGED`), how many customers.

    `target`: the file's name without its folder. `params`: nothing personal; 'number' of an erased file, 'ids' of the
    customers where they are few, 'every' where it was all of them.
    """

    id: int
    at: str
    who: str
    what: str
    customers: int
    masked: bool
    target: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def concerns(self, customer_id: int) -> bool | None:
        """Whether this customer's data was in it; None where the entry cannot tell."""
        if self.params.get("every"):
            return True
        ids = self.params.get("ids")
        return customer_id in ids if ids is not None else None


class Request(Struct, frozen=True):
    """What a person asked for. `subject` is who, in words; `number` the customer's where there is one.

    `kind` is a key of `REQUESTS`, `outcome` of `OUTCOMES` ('' while it is not answered).
    """

    id: int
    customer_id: int | None
    number: str
    subject: str
    kind: str
    received_on: dt.date
    due_on: dt.date | None
    answered_on: dt.date | None
    outcome: str
    notes: str

    @property
    def answered(self) -> bool:
        return self.answered_on is not None

    def overdue(self, today: dt.date) -> bool:
        """Whether it should have been answered before today."""
        return not self.answered and self.due_on is not None and self.due_on < today


class Retention(Struct, frozen=True):
    """Files that nobody touched since a day: `ids` of living customers, `trash` of those in the trash.

    `before` is None where the reminder is switched off.
    """

    years: int
    before: dt.date | None
    ids: tuple[int, ...] = ()
    trash: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        return len(self.ids) + len(self.trash)


def due_on(received_on: dt.date, days: int) -> dt.date | None:
    """The last day for an answer; None beyond the calendar."""
    try:
        return received_on + dt.timedelta(days=days)
    except OverflowError:
        return None


def untouched_since(today: dt.date, years: int) -> dt.date | None:
    """The same day so many years ago (29 February becomes the 28th); None for no years."""
    if years <= 0 or years >= today.year:
        return None
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)


CONSENT = ("consent_on", "consent_withdrawn_on")
"""The days that say whether a person agreed, in a customer and in a contact."""


class Consent(StrEnum):
    """Whether a person's data may be kept and used."""

    UNKNOWN = "unknown"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


def consent_of(values: Mapping[str, Any]) -> Consent:
    """The state of consent in the typed values of a customer or contact. The later day counts; a withdrawal of the
    same day follows the consent."""
    given, withdrawn = values.get("consent_on"), values.get("consent_withdrawn_on")
    if withdrawn is not None and (given is None or withdrawn >= given):
        return Consent.WITHDRAWN
    return Consent.UNKNOWN if given is None else Consent.GIVEN


def consent_problems(values: Mapping[str, Any]) -> dict[str, Problem]:
    """What is to be said about the consent in a file, by field: withdrawn, or withdrawn before it was given."""
    given, withdrawn = values.get("consent_on"), values.get("consent_withdrawn_on")
    if withdrawn is None:
        return {}
    if given is not None and withdrawn < given:
        return {"consent_withdrawn_on": Problem("consent-order", {"given": given, "withdrawn": withdrawn})}
    return {"consent_withdrawn_on": Problem("consent-withdrawn", {"day": withdrawn})}
