"""The days of a week side by side (METHOD.md sections 1, 2 and 5)."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.day import WeekDay
from crmdesk.services import day as day_service
from crmdesk.services import interactions
from crmdesk.services.day_ahead import marked
from crmdesk.services.desk import Desk

__all__ = ["WeekDay", "week"]

_MADE = 30


def week(desk: Desk, first: dt.date, last: dt.date, *, mine: bool = False) -> list[WeekDay]:
    """The days from one to another: `marked`, of those that are over the first contacts made, of the others what is to
    be done. Takes as long as looking at so many days."""
    by = (desk.who,) if mine and desk.who else ()
    found = []
    for each in marked(desk, first, last, mine=mine):
        if each.day < desk.today():
            made = interactions.latest(desk, by=by, first=each.day, last=each.day, limit=_MADE)
            found.append(WeekDay(each, made=tuple(made)))
        else:
            found.append(WeekDay(each, day_service.day(desk, each.day, mine=mine)))
    return found
