"""The user's own checklist for potential customers, ticked per customer (METHOD.md section 2)."""

from __future__ import annotations

from msgspec import Struct

from crmdesk.core.words import Label


class Screened(Struct, frozen=True):
    """A condition of the list (`item` its key) and whether a customer meets it; None: not looked at yet."""

    item: str
    label: Label
    passed: bool | None = None
    notes: str = ""
