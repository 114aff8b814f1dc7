"""Whom to greet: birthdays, anniversaries and holidays to come, and what the files of key customers lack (METHOD.md
section 11)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from crmdesk.core import greetings, holidays
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
from crmdesk.core.holidays import HOLIDAYS, Holiday
from crmdesk.core.settings import GREETING_DAYS, LITTLE_NEW_YEAR
from crmdesk.core.tiers import TIERS
from crmdesk.services import settings
from crmdesk.services.desk import Desk
from crmdesk.services.greeting_texts import add_text, all_texts, delete_text, edit_text, reset_texts, sender, texts
from crmdesk.services.greetings_faces import greeted, on_holiday, page_of, persons
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

_MOST_DAYS = 366


def upcoming(
    desk: Desk,
    today: dt.date,
    days: int | None = None,
    *,
    occasions: Collection[str] | None = None,
    tiers: Collection[str | None] | None = None,
    pending: bool = False,
    first: int = 0,
    most: int | None = None,
) -> Upcoming:
    """What comes from today to so many days later (None: as Settings say): birthdays and anniversaries one by one, by
    day and the most valuable first, each holiday once. Whoever has withdrawn consent is left out.

    `occasions`, `tiers` (None among them: without one): only these. `pending`: only those not marked yet; `first` and
    `most` page the persons. Raises UserError('greeting-days').
    """
    days = int(settings.get(desk, GREETING_DAYS)) if days is None else days
    if not 0 <= days <= _MOST_DAYS:
        raise UserError("greeting-days", count=_MOST_DAYS)
    last = today + dt.timedelta(days=days)
    wanted = frozenset(greetings.OCCASIONS if occasions is None else occasions)
    every = list(persons(desk, today, days, wanted))
    if tiers is not None:
        worth = store.worth(desk.data, {one.found.customer_id for one in every})
        every = [one for one in every if worth[one.found.customer_id].tier in tiers]
    left = [one for one in every if one.done is None]
    chosen = left if pending else every
    page = page_of(desk, chosen, first, most)
    ahead = _holidays_ahead(desk, [each for each in holidays_between(desk, today, last) if each.key in wanted], tiers)
    return Upcoming(
        today, last, tuple(greeted(desk, page)), len(chosen), len(left), tuple(ahead),
        dict(sorted(Counter(one.day for one in chosen).items())),
    )  # fmt: skip


def of_day(desk: Desk, day: dt.date, occasion: str | None = None) -> Upcoming:
    """`upcoming` of one day alone, of every occasion or one."""
    return upcoming(desk, day, 0, occasions=None if occasion is None else (occasion,))


def holidays_between(desk: Desk, first: dt.date, last: dt.date) -> tuple[Holiday, ...]:
    """The holidays from one day to another with both; Little New Year on the day Settings say."""
    return holidays.between(first, last, int(settings.get(desk, LITTLE_NEW_YEAR)))


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


def _holidays_ahead(
    desk: Desk, ahead: Sequence[Holiday], tiers: Collection[str | None] | None
) -> Iterable[HolidayAhead]:
    if not ahead:
        return
    counts = store.holiday_counts(desk.data)
    count = sum(each for tier, each in counts.items() if tiers is None or tier in tiers)
    marked = store.holidays_marked(desk.data, ahead[0].day, ahead[-1].day)
    for each in ahead:
        outcomes = marked.get((each.key, each.day.isoformat()), {})
        done = sum(number for (tier, _), number in outcomes.items() if tiers is None or tier in tiers)
        yield HolidayAhead(each.key, each.day, count, done)
