"""A day as it is said inside a phrase: today, tomorrow, without the year where that is this one."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.words import Words

_ONE = dt.timedelta(days=1)


def near(day: dt.date, today: dt.date, words: Words) -> str:
    """Today, 11-26 or 2025-11-26; in English 26 Nov."""
    _ = words.gettext
    if day == today:
        return _("Today")
    if day == today + _ONE:
        return _("Tomorrow")
    if day == today - _ONE:
        return _("Yesterday")
    return dated(day, today, words)


def dated(day: dt.date, today: dt.date, words: Words) -> str:
    """The year only where it is another one."""
    whole = words.date(day)
    if day.year != today.year:
        return whole
    return whole.split("-", 1)[1] if words.chinese else whole.rsplit(" ", 1)[0]


def overdue(day: dt.date, today: dt.date, words: Words) -> str:
    """How long a day is past; '' when it is not."""
    days = (today - day).days
    if days <= 0:
        return ""
    return words.ngettext("{count} day overdue", "{count} days overdue", days).format(count=words.number(days))


def with_lateness(day: dt.date, today: dt.date, words: Words) -> str:
    """A day; one that is past as a date, with how long it is."""
    late = overdue(day, today, words)
    return f"{dated(day, today, words)}  {late}" if late else near(day, today, words)


def widest(today: dt.date, words: Words) -> str:
    """A day of this year that is long past, as wide as such a text mostly is."""
    day = dt.date(today.year, 12, 28)
    return f"{dated(day, today, words)}  {overdue(day, day + 88 * _ONE, words)}"
