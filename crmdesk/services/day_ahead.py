"""What is coming and what was done, day by day: the week and the month (METHOD.md sections 2, 5 and 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from crmdesk.core import day as rules
from crmdesk.core.day import Contacting, Marked
from crmdesk.core.tiers import CLASSES
from crmdesk.core.visit_plan import Kind, Span, VisitPlan, day_after, day_before, due, lines
from crmdesk.services import greetings_ahead, visit_plan
from crmdesk.services.desk import Desk
from crmdesk.store import day as store
from crmdesk.store import day_dues, tasks
from crmdesk.store import visit_plan as plan_store
from crmdesk.store.tasks import Wanted
from crmdesk.store.visit_plan import Cut, View

__all__ = ["Marked", "dues_of", "marked"]


def marked(desk: Desk, first: dt.date, last: dt.date, *, mine: bool = False) -> list[Marked]:
    """Each day from one to another with how many of what it brings; of days that are over how many contacts were made
    and what was done. Today shows both, and what is overdue counts on it."""
    who = desk.who if mine and desk.who else None
    counts = rules.merged([*_coming(desk, first, last, who), *_done(desk, first, last, who)])
    named: dict[dt.date, list[str]] = {}
    for holiday in greetings_ahead.holidays_between(desk, first, last):
        named.setdefault(holiday.day, []).append(holiday.key)
    days = [dt.date.fromordinal(each) for each in range(first.toordinal(), last.toordinal() + 1)]
    return [Marked(day, counts.get(day, {}), holidays=tuple(named.get(day, ()))) for day in days]


def dues_of(desk: Desk, day: dt.date, *, mine: bool = False, most: int = 60) -> list[Contacting]:
    """Visits and calls that fall due on a day to come, by the contacts made until today; the most valuable first."""
    held, plan = visit_plan.roles_held(desk, day), visit_plan.plan(desk)
    found = []
    for grade, span, cut in _cuts(desk, day, plan, mine=mine):
        ids = day_dues.since(desk.data, grade, cut, day_before(day, span.least), most)
        people, lasts = store.people(desk.data, ids), plan_store.lasts(desk.data, View(desk.today(), desk.today()), ids)
        for here in ids:
            known, since = lasts[here], day_before(day, span.least)
            who = held.who(cut.line.role(plan, grade), known.owner)
            one = due(here, cut.line, plan, grade, known.last(cut.line), since, day, who)
            if one is not None:
                found.append(Contacting(people[here], one.kind, one.role, one.who, one.last_on, one.span, one.due_on))
    return sorted(found, key=lambda each: (each.who.rank, each.kind != "visit"))[:most]


def _coming(desk: Desk, first: dt.date, last: dt.date, who: str | None) -> Iterator[tuple[str, dict[dt.date, int]]]:
    """What is to be done from today on; what is overdue counts today."""
    today = desk.today()
    if last < today:
        return
    begin = max(first, today)
    earliest = dt.date.min if begin == today else begin
    data, mine = desk.data, who is not None
    yield from _dues(desk, begin, last, mine=mine)
    steps = store.steps_by_day(data, earliest, last, who)
    for day, count in tasks.by_day(data, Wanted(False, earliest, last, who)).items():
        steps[day] = steps.get(day, 0) + count
    yield "promised", _from(begin, steps)
    yield "complaint", _from(begin, store.complaints_by_day(data, earliest, last, who))
    yield "money", _from(begin, store.money_by_day(data, earliest, last, who))
    yield "signing", _from(begin, store.signings_by_day(data, earliest, last, who))
    yield "greeting", dict(greetings_ahead.upcoming(desk, begin, (last - begin).days, pending=True, most=0).days)


def _dues(desk: Desk, begin: dt.date, last: dt.date, *, mine: bool) -> Iterator[tuple[str, dict[dt.date, int]]]:
    found: dict[Kind, dict[dt.date, int]] = {"visit": {}, "call": {}}
    plan, today = visit_plan.plan(desk), desk.today()
    for grade, span, cut in _cuts(desk, today, plan, mine=mine):
        earliest = dt.date.min if begin == today else day_before(begin, span.least)
        by_since = day_dues.since_days(desk.data, grade, cut, earliest, day_before(last, span.least))
        of_kind = found[cut.line.kind]
        for since, count in by_since.items():
            day = max(begin, day_after(since, span.least))
            of_kind[day] = of_kind.get(day, 0) + count
    yield from found.items()


def _cuts(desk: Desk, day: dt.date, plan: VisitPlan, *, mine: bool) -> Iterator[tuple[str, Span, Cut]]:
    held = visit_plan.roles_held(desk, day)
    for grade in CLASSES:
        for line in lines(held):
            span = line.span(plan, grade)
            owned = held.owned(line.role(plan, grade)) if mine else None
            if span is not None and owned != ():
                yield grade, span, Cut(line, day_before(day, span.least), day_before(day, span.most), owned)


def _done(desk: Desk, first: dt.date, last: dt.date, who: str | None) -> Iterator[tuple[str, dict[dt.date, int]]]:
    """What was done until today."""
    until = min(last, desk.today())
    if first > until:
        return
    yield "contacted", store.contacts_by_day(desk.data, first, until, who)
    yield "done", dict(tasks.by_day(desk.data, Wanted(True, first, until, who)))


def _from(begin: dt.date, counts: dict[dt.date, int]) -> dict[dt.date, int]:
    """What is overdue counts on the first day."""
    found: dict[dt.date, int] = {}
    for day, count in counts.items():
        found[max(begin, day)] = found.get(max(begin, day), 0) + count
    return found
