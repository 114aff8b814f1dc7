"""Backups: what they are called, and which of them make room for newer ones (METHOD.md section 14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct

from crmdesk.core import patterns
from crmdesk.core.marking import N_

REASONS: dict[str, str] = {
    "daily": N_("Once a day"),
    "manual": N_("Backed up by hand"),
    "import": N_("Before an import"),
    "bulk": N_("Before changing many customers"),
    "restore": N_("Before restoring a backup"),
    "migration": N_("Before an update of the data file"),
    "password": N_("Before changing the password"),
    "erase": N_("Before erasing a person"),
}
"""Why a backup was made, by the word in its name."""

COUNTED: dict[str, str] = {
    "customer": N_("Customers"),
    "contact": N_("Contacts"),
    "address": N_("Addresses"),
    "note": N_("Notes"),
    "attachment": N_("Attachments"),
    "elsewhere": N_("Bought elsewhere"),
    "interaction": N_("Contacts with customers"),
    "sales_order": N_("Orders"),
    "payment": N_("Payments"),
    "complaint": N_("Complaints"),
    "product": N_("Products"),
}
"""What is counted to tell backups apart, by kind of record."""

KEPT = frozenset({"manual"})
"""Never make room by themselves: a person made them."""

_LAST_STAYS = ("restore", "migration")
"""Of these the latest stays as long as there is no later one: the only way back to what it holds."""

_RECENT = dt.timedelta(days=2)
_MOST_RECENT = 10
_FUTURE = dt.timedelta(days=1)
"""A backup dated later than this is one from before the clock was set back; time zones shift less."""

_NAME = patterns.late(r"-([0-9]{8}-[0-9]{6})-([a-z]+)\Z")
_TIME = "%Y%m%d-%H%M%S"


class Dated(Protocol):
    """A backup: when it was made (with a time zone) and why."""

    @property
    def at(self) -> dt.datetime: ...
    @property
    def reason(self) -> str: ...


B = TypeVar("B", bound=Dated)


class Named(Struct, frozen=True):
    """What the name of a backup says: when (local time, without a zone) and why."""

    at: dt.datetime
    reason: str


def name(stem: str, at: dt.datetime, reason: str, suffix: str) -> str:
    """What a backup of the data file `stem``suffix` is called: `stem-20261121-093000-daily.crmdesk`."""
    return f"{stem}-{at.strftime(_TIME)}-{reason}{suffix}"


def read_name(text: str, stem: str, suffix: str) -> Named | None:
    """What a file's name says, if it is one that a backup of this data file has."""
    if not (text.startswith(stem) and text.endswith(suffix)):
        return None
    found = _NAME.fullmatch(text[len(stem) : len(text) - len(suffix)])
    if found is None or found[2] not in REASONS:
        return None
    try:
        return Named(dt.datetime.strptime(found[1], _TIME), found[2])
    except ValueError:
        return None


def stem_of(text: str) -> str | None:
    """What the data file is called whose backup has this name (without its ending)."""
    found = _NAME.search(text)
    return text[: found.start()] if found else None


def surplus(backups: Sequence[B], now: dt.datetime, daily: int, weekly: int, monthly: int) -> list[B]:
    """The backups that make room: all but the newest one of each of the latest `daily` days, `weekly` weeks and
    `monthly` months that have any, the latest ten of the past two days, and the last of those made before restoring
    and before an update.

    Days without a backup do not count, so that a clock that jumps ahead makes no old backup superfluous. Those dated
    in the future stay and take nobody's place, and so do those made by hand. `now` gives the time zone of the days.
    """
    automatic = sorted((b for b in backups if b.reason not in KEPT and b.at - now <= _FUTURE), key=_when, reverse=True)
    kept = {id(b) for b in (*automatic[:1], *[b for b in automatic if b.at <= now][:1])}
    kept.update(id(b) for b in automatic[:_MOST_RECENT] if now - b.at <= _RECENT)
    for count, period in ((daily, _day), (weekly, _week), (monthly, _month)):
        kept.update(_newest(automatic, count, period, now.tzinfo))
    for reason in _LAST_STAYS:
        kept.update([id(b) for b in automatic if b.reason == reason][:1])
    return [b for b in automatic if id(b) not in kept]


def _newest(
    backups: Sequence[B], count: int, period: Callable[[dt.datetime], tuple[int, int]], zone: dt.tzinfo | None
) -> list[int]:
    first: dict[tuple[int, int], int] = {}
    for backup in backups:
        first.setdefault(period(backup.at.astimezone(zone)), id(backup))
    return list(first.values())[:count]


def _when(backup: Dated) -> tuple[dt.datetime, str]:
    return backup.at, backup.reason


def _day(at: dt.datetime) -> tuple[int, int]:
    return at.year, at.timetuple().tm_yday


def _week(at: dt.datetime) -> tuple[int, int]:
    return at.isocalendar()[:2]


def _month(at: dt.datetime) -> tuple[int, int]:
    return at.year, at.month
