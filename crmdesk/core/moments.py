"""When something happened, as a person says it: a day, with the time of day where it is known.

A visit is on the day and at the hour of the place where it was, so these are local and carry no time zone (instants
that the program itself notes are UTC). Midnight stands for a day alone.
"""

from __future__ import annotations

import datetime as dt
import re

from crmdesk.core import dates, patterns
from crmdesk.core.errors import Parsed, Problem
from crmdesk.core.texts import normal
from crmdesk.core.words import Words

_TIME = patterns.late(
    r"(?:T|\s*)(?P<half>上午|早上|中午|下午|晚上|AM|PM)?\s*(?P<hour>\d{1,2})\s*(?:[:时點点]\s*(?P<minute>\d{1,2}|半)?)"
    r"(?:\s*分|[:分]\d{1,2}(?:\.\d+)?秒?)?\s*(?P<after>AM|PM)?\s*$",
    re.IGNORECASE,
)
_LATE = frozenset({"下午", "晚上", "PM"})
_EARLY = frozenset({"上午", "早上", "AM"})
_NOON = 12


def parse_moment(text: str, order: dates.Order | None = None) -> Parsed[dt.datetime]:
    """Read 2026-11-20 14:30, 2026年11月20日 下午2点半, or a day alone. Every problem is hard. `order`: as for a date.

    Codes: those of `dates.parse_date`, moment-time.
    """
    plain = normal(text)
    found = _TIME.search(plain)
    clock = _clock(found) if found else dt.time()
    if clock is None:
        return Parsed(None, Problem("moment-time", {"text": dates.shorten(text)}, hard=True))
    day = dates.parse_date(plain[: found.start()] if found else plain, order=order)
    if day.value is None:
        alone = Problem("date-unreadable", {"text": dates.shorten(text)}, hard=True) if found else None
        return Parsed(None, day.problem or alone)
    return Parsed(dt.datetime.combine(day.value, clock))


def _clock(found: re.Match[str]) -> dt.time | None:
    hour = int(found["hour"])
    minute = 30 if found["minute"] == "半" else int(found["minute"] or 0)
    half = (found["half"] or found["after"] or "").upper()
    if half in _LATE and hour < _NOON:
        hour += _NOON
    elif half in _EARLY and hour == _NOON:
        hour = 0
    try:
        return dt.time(hour, minute)
    except ValueError:
        return None


def to_text(at: dt.datetime) -> str:
    """As it is stored and given to other programs: 2026-11-20T14:30, or 2026-11-20 for a day alone."""
    return at.date().isoformat() if at.time() == dt.time() else at.isoformat(timespec="minutes")


def show(at: dt.datetime, words: Words) -> str:
    """As a person reads it."""
    return words.date(at.date()) if at.time() == dt.time() else words.moment(at)
