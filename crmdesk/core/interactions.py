"""Contacts made with customers, the next steps they left, and objections (METHOD.md sections 2 and 5)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from crmdesk.core import patterns
from crmdesk.core.errors import Problem

PREFIX = "J"
_DIGITS = 5
_NUMBER = patterns.late(rf"{PREFIX}([0-9]{{{_DIGITS},15}})", re.IGNORECASE)


def number_of(interaction_id: int) -> str:
    """How an interaction is called: J00012."""
    return f"{PREFIX}{interaction_id:0{_DIGITS}d}"


def id_of(number: str) -> int | None:
    """The id that a number means; None where it is none of an interaction."""
    match = _NUMBER.fullmatch(number.strip())
    return int(match[1]) if match else None


class Interaction(Struct, frozen=True):
    """A contact made: typed values by field key, without empty ones. `contact` is the name; it is missing where the
    contact was deleted. `contact_id` is kept then."""

    id: int
    customer_id: int
    values: Mapping[str, Any]
    contact_id: int | None = None

    @property
    def number(self) -> str:
        return number_of(self.id)

    @property
    def at(self) -> dt.datetime:
        """When, local; midnight stands for a day alone."""
        at: dt.datetime = self.values["at"]
        return at

    @property
    def is_open(self) -> bool:
        """Whether its next step is still to be done."""
        return ("next_step" in self.values or "next_date" in self.values) and "next_done_on" not in self.values


class Dated(Struct, frozen=True):
    """An interaction in a list of several customers, with whose it is."""

    interaction: Interaction
    customer_number: str
    customer_name: str
    owner: str | None

    @property
    def values(self) -> Mapping[str, Any]:
        return self.interaction.values


class Objection(Struct, frozen=True):
    """An objection with our answer; `contact` as of `Interaction`."""

    id: int
    customer_id: int
    values: Mapping[str, Any]
    contact_id: int | None = None


def problems(values: Mapping[str, Any], now: dt.datetime, typed: frozenset[str]) -> dict[str, Problem]:
    """What is doubtful about a contact made, by field: told, and kept. `now` is local; only what is `typed` is told.

    Codes: interaction-future, next-date-past, next-date-before; minutes-many; hard: amount-negative.
    """
    found: dict[str, Problem] = {}
    at, next_date, minutes = values.get("at"), values.get("next_date"), values.get("minutes")
    if "at" in typed and at is not None and at > now.replace(tzinfo=None) and at.date() >= now.date():
        found["at"] = Problem("interaction-future", {}, hard=False)
    if "next_date" in typed and next_date is not None and values.get("next_done_on") is None:
        if at is not None and next_date < at.date():
            found["next_date"] = Problem("next-date-before", {"day": at.date()}, hard=False)
        elif next_date < now.date():
            found["next_date"] = Problem("next-date-past", {}, hard=False)
    cost = values.get("cost")
    if "cost" in typed and cost is not None and cost < 0:
        found["cost"] = Problem("amount-negative", hard=True)
    if "minutes" in typed and minutes is not None and minutes > _DAY:
        found["minutes"] = Problem("minutes-many", {}, hard=False)
    return found


_DAY = 24 * 60
