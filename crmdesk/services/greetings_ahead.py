"""What comes of birthdays, anniversaries and holidays (METHOD.md section 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from crmdesk.core import greetings, holidays
from crmdesk.core.errors import UserError
from crmdesk.core.greetings import HolidayAhead, Upcoming
from crmdesk.core.holidays import Holiday
from crmdesk.core.settings import GREETING_DAYS, LITTLE_NEW_YEAR
from crmdesk.services import settings
from crmdesk.services.desk import Desk
from crmdesk.services.greetings_faces import Days, greeted
from crmdesk.store import greetings as store

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
    among = Days(desk, today, days, wanted, tiers)
    every, done = among.counts()
    left = every - done
    chosen = left if pending else every
    page = among.page(chosen, first, most, pending=pending)
    ahead = _holidays_ahead(desk, [each for each in holidays_between(desk, today, last) if each.key in wanted], tiers)
    return Upcoming(
        today, last, tuple(greeted(desk, page)), chosen.total(), left.total(), tuple(ahead),
        dict(sorted(chosen.items())),
    )  # fmt: skip


def of_day(desk: Desk, day: dt.date, occasion: str | None = None) -> Upcoming:
    """`upcoming` of one day alone, of every occasion or one."""
    return upcoming(desk, day, 0, occasions=None if occasion is None else (occasion,))


def holidays_between(desk: Desk, first: dt.date, last: dt.date) -> tuple[Holiday, ...]:
    """The holidays from one day to another with both; Little New Year on the day Settings say."""
    return holidays.between(first, last, int(settings.get(desk, LITTLE_NEW_YEAR)))


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
