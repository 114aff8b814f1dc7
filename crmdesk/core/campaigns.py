"""Call campaigns (主动电话营销): a list of customers, a script, an outcome for each call (METHOD.md section 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

REACHED = frozenset({"interested", "later", "not-interested"})
"""Outcomes with which somebody was spoken to: they count as a contact made."""


class Campaign(Struct, frozen=True):
    """A campaign: typed values by field key, how many customers are on its list, how many calls had each outcome."""

    id: int
    values: Mapping[str, Any]
    count: int
    outcomes: Mapping[str, int]

    @property
    def name(self) -> str:
        return str(self.values["name"])

    @property
    def called(self) -> int:
        return sum(self.outcomes.values())

    @property
    def left(self) -> int:
        """How many are still to be called."""
        return self.count - self.called


class Call(Struct, frozen=True):
    """A customer on the list of a campaign. `outcome` None: still to be called; `at` is local. `phones` are the
    customer's, else those of its main contact."""

    id: int
    campaign_id: int
    customer_id: int
    customer_number: str
    customer_name: str
    phones: tuple[str, ...]
    owner: str | None
    city: str | None
    outcome: str | None = None
    at: dt.datetime | None = None
    notes: str = ""
    interaction_id: int | None = None
