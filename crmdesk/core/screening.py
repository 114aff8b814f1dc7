"""The user's own checklist for potential customers, ticked per customer (METHOD.md section 2)."""

from __future__ import annotations

from dataclasses import dataclass

from crmdesk.core.words import Label


@dataclass(frozen=True, slots=True)
class Screened:
    """A condition of the list (`item` its key) and whether a customer meets it; None: not looked at yet."""

    item: str
    label: Label
    passed: bool | None = None
    notes: str = ""
