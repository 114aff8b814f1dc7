"""Delivered value: what customers get from us and what it costs them, scored beside a competitor (METHOD.md
section 9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from crmdesk.core import delivered_value as rules
from crmdesk.core.changes import Changes
from crmdesk.core.delivered_value import PARTS, SIDES, Beside, Delivered, Scoring, ScoringRow
from crmdesk.core.orders import to_fen
from crmdesk.services import file_parts, reading
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed
from crmdesk.store import delivered_value as store

__all__ = ["Beside", "Delivered", "Scoring", "ScoringRow", "add", "averages", "behind", "delete", "edit",
           "of_customer", "read", "rows", "scoring"]  # fmt: skip

_KIND = "delivered_value"


def read(desk: Desk, typed: Mapping[str, str], *, new: bool, scoring_id: int | None = None) -> Typed:
    """Parse the form and say what is wrong with it, without writing anything. `scoring_id`: of the one to be changed,
    whose other values count too. Codes beside those of values: of `core.delivered_value.doubtful`."""
    read_ = reading.read_typed(desk.fields(_KIND), typed, new=new)
    whole = dict(read_.values)
    if scoring_id is not None:
        whole = {**scoring(desk, scoring_id).values, **whole}
    found = rules.doubtful(whole, desk.today(), new=new or scoring_id is not None)
    return Typed(read_.values, {**found, **read_.problems})


def add(desk: Desk, customer_id: int, typed: Mapping[str, str]) -> tuple[int, Changes]:
    """Keep a scoring: of today and by me where that is not typed; a competitor not in the register yet is put there.

    Raises UserError for a refused value or a customer that is gone.
    """
    implied = {"day": desk.today().isoformat(), "by": desk.who, **typed}
    reading.refuse(desk.fields(_KIND), read(desk, implied, new=True))
    return file_parts.add(desk, _KIND, customer_id, implied)


def edit(desk: Desk, scoring_id: int, typed: Mapping[str, str]) -> Changes:
    """Change some fields; an empty text empties one. Raises UserError as `add` does; 'delivered-value-unknown'."""
    reading.refuse(desk.fields(_KIND), read(desk, typed, new=False, scoring_id=scoring_id))
    return file_parts.edit(desk, _KIND, scoring_id, typed)


def delete(desk: Desk, scoring_id: int) -> Changes:
    """Take it out of the customer's file; undo brings it back. Raises UserError('delivered-value-unknown')."""
    return file_parts.delete(desk, _KIND, scoring_id)


def scoring(desk: Desk, scoring_id: int) -> Scoring:
    """One that is not deleted. Raises UserError('delivered-value-unknown')."""
    owner = file_parts.living(desk, _KIND, scoring_id)["customer_id"]
    return next(one for one in store.of_customer(desk.data, owner) if one.id == scoring_id)


def of_customer(desk: Desk, customer_id: int) -> list[Scoring]:
    """The newest first."""
    return store.of_customer(desk.data, customer_id)


def averages(desk: Desk, today: dt.date | None = None) -> list[Beside]:
    """Of each competitor that was scored up to a day, by how many customers, most first; scorings beside nobody last.
    Of every customer its last scoring beside a competitor counts."""
    return [_beside(row) for row in store.averages(desk.data, today or desk.today())]


def behind(desk: Desk, competitor_id: int | None, today: dt.date | None = None) -> list[int]:
    """The scorings that an average of `averages` is made of, the newest first; `rows` shows them by page."""
    return store.behind(desk.data, competitor_id, today or desk.today())


def rows(desk: Desk, ids: Sequence[int]) -> list[ScoringRow]:
    """These scorings with whose they are, in this order; those that are gone are left out."""
    return store.rows(desk.data, ids)


def _beside(row: Sequence[Any]) -> Beside:
    competitor, name, customers, *sums = row
    found = dict(zip(store.SCORES, zip(sums[::2], sums[1::2], strict=True), strict=True))
    ours, theirs = (
        Delivered({part: to_fen(Decimal(whole) / count) for part in PARTS for whole, count in [found[f"{side}_{part}"]]
                   if count})
        for side in SIDES
    )  # fmt: skip
    return Beside(competitor, name, customers, ours, theirs)
