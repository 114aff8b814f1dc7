"""What lies in the trash: which kinds of record, what is told of each, and when it is emptied by itself."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from crmdesk.core.fields import Type
from crmdesk.core.setting import Setting
from crmdesk.core.words import Label

TRASH_DAYS = Setting(
    "trash.days", Label("Empty the trash after", "回收站内容保留多久后清除"), "files", Type.INTEGER, 0,
    unit=Label("days", "天"), most=3650,
    hint=Label("What lies there longer is erased for good. 0: never.", "超过的内容将被彻底删除；0 表示从不清除。"),
)  # fmt: skip

TOLD: dict[str, tuple[str, ...]] = {
    "customer": ("number", "name"),
    "contact": ("name", "title", "mobile"),
    "address": ("label", "city", "address"),
    "note": ("text",),
    "attachment": ("name",),
    "elsewhere": ("product", "quantity"),
    "interaction": ("at", "kind", "content"),
    "objection": ("raised_on", "kind", "text"),
    "sales_order": ("number", "date", "amount"),
    "payment": ("date", "amount", "method"),
    "invoice": ("number", "date", "amount"),
    "goods_return": ("number", "date", "amount"),
    "complaint": ("number", "subject", "words"),
    "task": ("due_on", "text"),
    "survey": ("day", "by"),
    "loss": ("lost_on", "reason", "text"),
    "assessment": ("day", "by"),
    "delivered_value": ("day", "by"),
    "campaign": ("name",),
    "product": ("code", "name"),
    "source_cost": ("source", "day", "amount"),
}
"""Kinds of record that can lie in the trash by themselves, and the fields that tell which one it is. What belongs to
something that lies there is in it, and not listed."""
KINDS = tuple(TOLD)


class TrashList(Struct, frozen=True):
    """What of the trash is listed: one kind, and what holds these words."""

    kind: str = ""
    query: str = ""


class TrashRow(Struct, frozen=True):
    """One thing in the trash. `id`: see `key_of`; `at` a UTC instant, `who` put it there ('': nobody knows)."""

    id: int
    name: str
    customer: str
    at: str
    who: str

    @property
    def kind(self) -> str:
        return record_of(self.id)[0]


def key_of(kind: str, record_id: int) -> int:
    """One number for a record of any kind."""
    return record_id * len(KINDS) + KINDS.index(kind)


def record_of(key: int) -> tuple[str, int]:
    """Kind and id of a record by the number `key_of` gave it."""
    record_id, place = divmod(key, len(KINDS))
    return KINDS[place], record_id


def due_before(now: dt.datetime, newest: str, days: int) -> str | None:
    """What was deleted before this instant (UTC) is to be erased; None: nothing is. A clock that stands before the
    newest action (`newest`, UTC) was set back, and nothing is told by it."""
    present = now.astimezone(dt.UTC)
    if days <= 0 or present.strftime(_STORED) < newest:
        return None
    return (present - dt.timedelta(days=days)).strftime(_STORED)


_STORED = "%Y-%m-%dT%H:%M:%SZ"
