"""When the reminder of the day comes: once a day, at a set time, however the clock is moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from msgspec import Struct

from crmdesk.core.words import Words

USUAL = dt.time(9, 0)
KEPT_DAYS = 14
"""So many days with a reminder are kept in mind: further back nobody sets a clock by mistake."""


def is_due(now: dt.datetime, since: dt.datetime, at: dt.time, reminded: Collection[dt.date]) -> bool:
    """Whether to remind now (local time): the time of the day passed since one began to look, and this day had no
    reminder yet. Who starts the program later than that sees the day anyway; a machine that slept over it reminds late.
    """
    return since < dt.datetime.combine(now.date(), at) <= now and now.date() not in reminded


def looking_since(now: dt.datetime, since: dt.datetime) -> dt.datetime:
    """From when on one looks; after the clock was set back from then on."""
    return min(now, since)


def with_day(reminded: Collection[dt.date], day: dt.date) -> list[dt.date]:
    """The days that had a reminder, this one too; the earliest are forgotten."""
    return sorted({*reminded, day})[-KEPT_DAYS:]


def read_time(text: str) -> dt.time:
    """A time as it is kept, such as 09:00; the usual one for anything else."""
    try:
        return dt.time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return USUAL


class Waiting(Struct, frozen=True):
    """How much of each waits for the day."""

    contacts: int = 0
    """Customers to be visited or called."""
    steps: int = 0
    """Promises, next steps and tasks."""
    complaints: int = 0
    greetings: int = 0


def sentence(waiting: Waiting, words: Words) -> str:
    """What waits, in numbers alone; '' where nothing does."""
    n = words.ngettext
    told = (
        (waiting.contacts, n("{count} to contact", "{count} to contact", waiting.contacts)),
        (waiting.steps, n("{count} next step or task", "{count} next steps and tasks", waiting.steps)),
        (waiting.complaints, n("{count} complaint", "{count} complaints", waiting.complaints)),
        (waiting.greetings, n("{count} to greet", "{count} to greet", waiting.greetings)),
    )
    between = "，" if words.chinese else ", "
    return between.join(text.format(count=words.number(count)) for count, text in told if count)
