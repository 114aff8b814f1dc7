"""The report of a day or a week: what was done, by whom, and what comes next (日报、周报, METHOD.md section 2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from crmdesk.core import pinyin, reports
from crmdesk.core.choices import INTERACTION_KIND
from crmdesk.core.orders import NOTHING, total
from crmdesk.core.reports import SECTIONS, Contacts, Entry, Following, PersonFigures, Report, Section
from crmdesk.services import tasks
from crmdesk.services.desk import Desk
from crmdesk.store import interactions
from crmdesk.store import reports as store
from crmdesk.store.reports import Days

__all__ = ["Entry", "Report", "report"]

_MOST = 200
_Counts = Mapping[str, tuple[int, Decimal]]


def report(desk: Desk, first: dt.date, last: dt.date, who: str | None = None, *, most: int = _MOST) -> Report:
    """Of the days between two, both included, of one person of ours or of all; of each section at `most` so many
    entries. May take longer than 0.3 s in large files."""
    days = _days(desk, first, last)
    made = store.contacts(desk.data, days)
    counts = {section: store.counts(desk.data, section, days) for section in SECTIONS}
    return Report(
        first,
        last,
        who,
        Contacts(
            _kinds(made, who),
            store.customers_contacted(desk.data, days, who),
            tuple(interactions.dated(desk.data, store.contacts_made(desk.data, days, who, most))),
        ),
        {section: _section(desk, section, days, counts[section], who, most) for section in SECTIONS},
        _people(made, counts, who),
        _following(desk, *reports.following(first, last), who, most),
    )


def _days(desk: Desk, first: dt.date, last: dt.date) -> Days:
    return Days(first, last, desk.clock().utcoffset() or dt.timedelta())


def _kinds(made: list[tuple[str, str, int]], who: str | None) -> dict[str, int]:
    """How many of each kind, in the order of the kinds."""
    found = {choice.key: 0 for choice in INTERACTION_KIND}
    for by, kind, count in made:
        if who in (None, by):
            found[kind] = found.get(kind, 0) + count
    return {kind: count for kind, count in found.items() if count}


def _section(desk: Desk, section: str, days: Days, counts: _Counts, who: str | None, most: int) -> Section:
    mine = [each for by, each in counts.items() if who in (None, by)]
    if not mine:
        return Section()
    entries = tuple(store.entries(desk.data, section, days, who, most))
    return Section(sum(count for count, _ in mine), total(amount for _, amount in mine), entries)


def _people(
    made: list[tuple[str, str, int]], counts: Mapping[str, _Counts], who: str | None
) -> tuple[PersonFigures, ...]:
    """By name, what belongs to nobody last."""
    contacts: dict[str, int] = {}
    for by, _kind, count in made:
        contacts[by] = contacts.get(by, 0) + count
    names = {*contacts, *(by for each in counts.values() for by in each)}
    shown = [by for by in names if who in (None, by)]
    return tuple(
        PersonFigures(
            by,
            contacts.get(by, 0),
            {section: each[by][0] for section, each in counts.items() if by in each},
            {section: counts[section].get(by, (0, NOTHING))[1] for section in reports.AMOUNTS},
        )
        for by in sorted(shown, key=lambda by: (by == "", pinyin.sort_key(by)))
    )


def _following(desk: Desk, first: dt.date, last: dt.date, who: str | None, most: int) -> Following:
    steps = store.steps(desk.data, _days(desk, first, last), who, most)
    return Following(
        first,
        last,
        tuple(interactions.dated(desk.data, steps)),
        tuple(tasks.open_tasks(desk, last, since=first, owner=who, most=most)),
        store.steps_late(desk.data, first, who) + tasks.count(desk, first - dt.timedelta(days=1), owner=who),
    )
