"""Whom to greet: birthdays, anniversaries and holidays to come, and what the files of key customers lack (METHOD.md
section 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from crmdesk.core.errors import UserError
from crmdesk.core.greetings import (
    GREETED,
    SKIPPED,
    Greeted,
    GreetingText,
    HolidayAhead,
    Missing,
    MissingPage,
    Sender,
    ToGreet,
    Upcoming,
    fill,
)
from crmdesk.core.holidays import HOLIDAYS
from crmdesk.core.tiers import TIERS
from crmdesk.services.desk import Desk
from crmdesk.services.greeting_texts import add_text, all_texts, delete_text, edit_text, reset_texts, sender, texts
from crmdesk.services.greetings_ahead import holidays_between, of_day, upcoming
from crmdesk.services.greetings_faces import on_holiday
from crmdesk.services.greetings_marking import export, mark, unmark
from crmdesk.store import greetings as store
from crmdesk.store import greetings_missing

__all__ = [
    "Greeted",
    "GreetingText",
    "HolidayAhead",
    "Missing",
    "MissingPage",
    "Sender",
    "ToGreet",
    "Upcoming",
    "add_text",
    "all_texts",
    "delete_text",
    "edit_text",
    "export",
    "fill",
    "holidays_between",
    "mark",
    "missing",
    "of_day",
    "on_holiday",
    "reset_texts",
    "sender",
    "texts",
    "to_greet",
    "unmark",
    "upcoming",
]


def to_greet(
    desk: Desk,
    holiday_key: str,
    day: dt.date,
    *,
    tiers: Collection[str | None] | None = None,
    pending: bool = False,
    first: int = 0,
    most: int | None = None,
) -> ToGreet:
    """Who is to be greeted on a holiday: a page of the customers of these tiers (None: of all; None among them:
    without one), gold first, each tier in the order of its files; of an enterprise its main contact.

    Raises UserError('greeting-occasion').
    """
    if holiday_key not in HOLIDAYS:
        raise UserError("greeting-occasion", text=holiday_key, known=", ".join(HOLIDAYS))
    counts = store.holiday_counts(desk.data)
    chosen = [tier for tier in (*TIERS, None) if tier in counts and (tiers is None or tier in tiers)]
    marked = store.holidays_marked(desk.data, day, day).get((holiday_key, day.isoformat()), {})
    done = {
        outcome: sum(count for (tier, what), count in marked.items() if what == outcome and tier in chosen)
        for outcome in (GREETED, SKIPPED)
    }
    left = {tier: counts[tier] - sum(c for (t, _), c in marked.items() if t == tier) for tier in chosen}
    sizes = left if pending else counts
    ids: list[int] = []
    skip = first
    for tier in chosen:
        want = None if most is None else most - len(ids)
        if want == 0:
            break
        if skip < sizes[tier]:
            ids += store.to_greet(desk.data, tier, holiday_key, day, pending=pending, first=skip, most=want)
        skip = max(0, skip - sizes[tier])
    return ToGreet(
        holiday_key, day, tuple(on_holiday(desk, holiday_key, day, ids)), sum(sizes[tier] for tier in chosen),
        done[GREETED], done[SKIPPED], counts,
    )  # fmt: skip


def missing(desk: Desk, first: int = 0, most: int | None = None) -> MissingPage:
    """Key customers (gold and silver) whose birthday or home address is missing, or those of whoever decides at an
    enterprise, or who have nobody there who decides; gold first."""
    return greetings_missing.missing(desk.data, first, most)
