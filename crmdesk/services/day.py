"""What a day brings: whom to contact, what was promised, complaints, greetings, money, signings, files (METHOD.md
sections 1, 3, 5, 6 and 11)."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from crmdesk.core import day as rules
from crmdesk.core.complaint_lists import ComplaintRow, Complaints
from crmdesk.core.complaints import OPEN
from crmdesk.core.day import SHOWN, Contacting, Day, Person, Promised
from crmdesk.core.greetings import Greeted, HolidayAhead
from crmdesk.core.orders import NOTHING
from crmdesk.core.settings import GREETING_DAYS, PAYMENT_DAYS, REVIEW_DAYS, SIGNING_DAYS, Setting
from crmdesk.core.visit_lists import DueRow
from crmdesk.core.visit_plan import day_before
from crmdesk.services import complaint_lists, settings, visit_plan
from crmdesk.services.desk import Desk
from crmdesk.store import day as store
from crmdesk.store import interactions, staff, tasks
from crmdesk.store.tasks import Wanted

__all__ = ["Counts", "Day", "asked_first", "counts", "day", "is_shared", "unverified"]

_LOOKED_AT = 60
"""So many lines of the visit plan are looked at for the first ones that nothing puts off."""
_COMPLAINTS = 200
_PROMISED, _OTHERS = 50, 8
"""So many next steps and tasks are listed; for mine so many times as many of everybody's are looked at."""
_BESIDE = 4
"""So many rows of each list at the right."""
_MOST_FILES = 5000


class Counts(Struct, frozen=True):
    """What waits: rows on the page Today (those to be contacted that it shows, and what was promised), and customers
    the visit plan asks for."""

    today: int
    due: int


def day(desk: Desk, day: dt.date, *, mine: bool = False) -> Day:
    """Everything about a day from today on; of one still to come what falls on that very day. `mine`: only what I am
    to do and what belongs to my customers; greetings are everybody's."""
    asked = _Asked(desk, day, desk.who if mine and desk.who else None)
    rows = asked.complaints()
    listed = asked.contacts(rows)
    greeted, holidays, greeting_count = asked.greetings()
    signings, signing_count = store.signings(
        desk.data, day if asked.fresh else None, asked.until(SIGNING_DAYS), asked.who, _BESIDE
    )
    return Day(
        day=day,
        fresh=asked.fresh,
        contacts=tuple(listed[:_LOOKED_AT]),
        contact_count=asked.contact_count(listed),
        promised=tuple(asked.promised()),
        promised_count=asked.promised_count(),
        complaints=tuple(row for _person, row in rows[:_BESIDE]),
        complaint_count=len(rows),
        greetings=greeted,
        holidays=holidays,
        greeting_count=greeting_count,
        money=store.money(
            desk.data, day, day if asked.fresh else dt.date.min, asked.until(PAYMENT_DAYS), asked.who, _BESIDE
        ),
        signings=signings,
        signing_count=signing_count,
        unverified=0 if asked.fresh else store.unverified(desk.data, _reviewed_before(desk, day), asked.who),
    )


def asked_first(desk: Desk) -> tuple[tuple[dt.date, bool], Day]:
    """Today, mine where several of us work here; with what was asked of `day`: the day, and whether mine."""
    today, mine = desk.today(), is_shared(desk)
    return (today, mine), day(desk, today, mine=mine)


def counts(desk: Desk, *, mine: bool = False) -> Counts:
    """What the navigation says."""
    asked = _Asked(desk, desk.today(), desk.who if mine and desk.who else None)
    listed = asked.contacts(asked.complaints())
    return Counts(min(len(listed), SHOWN) + asked.promised_count(), asked.contact_count(listed))


def unverified(desk: Desk, *, mine: bool = False) -> tuple[int, ...]:
    """The ids of files due for review, those verified longest ago first; the first few thousand of them."""
    before = _reviewed_before(desk, desk.today())
    return tuple(store.unverified_ids(desk.data, before, desk.who if mine and desk.who else None, _MOST_FILES))


def is_shared(desk: Desk) -> bool:
    """Whether several of us work here and I am one of them, so that mine is not everything."""
    names = staff.present(desk.data, desk.today())
    return len(names) > 1 and desk.who in names


def _reviewed_before(desk: Desk, day: dt.date) -> dt.date:
    return day_before(day, int(settings.get(desk, REVIEW_DAYS)))


class _Asked:
    """One day of one of us (`who` None: of everybody)."""

    def __init__(self, desk: Desk, day: dt.date, who: str | None) -> None:
        self._desk = desk
        self.day = day
        self.who = who
        self.fresh = day > desk.today()

    def until(self, setting: Setting) -> dt.date:
        """As far as a list looks ahead; of a day to come no further than that day."""
        ahead = 0 if self.fresh else int(settings.get(self._desk, setting))
        return dt.date.fromordinal(min(self.day.toordinal() + ahead, dt.date.max.toordinal()))

    def contacts(self, complaints: list[tuple[Person, ComplaintRow]]) -> list[Contacting]:
        """The first of those to be contacted."""
        if self.fresh:
            from crmdesk.services.day_ahead import dues_of

            return rules.to_contact(
                dues_of(self._desk, self.day, mine=self.who is not None, most=_LOOKED_AT), (), {}, self.day
            )
        found = visit_plan.dues(self._desk, self.day, mine=self.who is not None, most=_LOOKED_AT)
        dues = [_contacting(row) for row in found]
        planned = store.planned(self._desk.data, {each.who.id for each in dues}, self.day)
        return rules.to_contact(dues, complaints, planned, self.day)

    def contact_count(self, listed: list[Contacting]) -> int:
        """All of them: those of the visit plan, and those who wait for an answer alone."""
        if self.fresh:
            return len(listed)
        of_plan = visit_plan.customers(self._desk, self.day, mine=self.who is not None)
        return of_plan + sum(each.span is None for each in listed)

    def promised(self) -> list[Promised]:
        """The first next steps and tasks, what is longest overdue first."""
        first = self.day if self.fresh else None
        most = _PROMISED if self.who is None else _PROMISED * _OTHERS
        steps = [
            step
            for step in interactions.steps(self._desk.data, first, self.day, (), most)
            if self.who in (None, step.values.get("by") or step.owner)
        ]
        to_do = tasks.tasks(self._desk.data, self._wanted(), self._desk.today(), 0, _PROMISED)
        ids = {step.interaction.customer_id for step in steps} | {task.customer_id for task in to_do}
        people = store.people(self._desk.data, ids)
        found = [Promised(people[step.interaction.customer_id], step.values["next_date"], step=step) for step in steps]
        found += [Promised(people[task.customer_id], task.due_on, task=task) for task in to_do]
        return sorted(found, key=lambda one: (one.due_on, one.who.rank, one.key))[:_PROMISED]

    def promised_count(self) -> int:
        """All of them."""
        first = self.day if self.fresh else None
        steps = store.steps_by_day(self._desk.data, first or dt.date.min, self.day, self.who)
        return sum(steps.values()) + tasks.count(self._desk.data, self._wanted())

    def _wanted(self) -> Wanted:
        return Wanted(first=self.day if self.fresh else None, last=self.day, owner=self.who)

    def complaints(self) -> list[tuple[Person, ComplaintRow]]:
        """Open ones that I answer for, or nobody does, the one due first."""
        ids = complaint_lists.find(self._desk, Complaints(states=(OPEN,)), _COMPLAINTS)
        rows = [
            row for row in complaint_lists.rows(self._desk, ids)
            if self.who is None or row.responsible in (None, self.who)
        ]  # fmt: skip
        if self.fresh:
            rows = [row for row in rows if row.due_on == self.day]
        people = store.people(self._desk.data, {row.customer_id for row in rows})
        return [(people[row.customer_id], row) for row in rows]

    def greetings(self) -> tuple[tuple[Greeted, ...], tuple[HolidayAhead, ...], int]:
        """Whom to greet, the first of them, holidays ahead, and how many persons there are."""
        from crmdesk.services import greetings_ahead

        days = (self.until(GREETING_DAYS) - self.day).days
        found = greetings_ahead.upcoming(self._desk, self.day, days, pending=True, most=_BESIDE)
        return found.greeted, found.holidays, found.total


def _contacting(row: DueRow) -> Contacting:
    due = row.due
    person = Person(row.customer_id, row.number, row.name, row.tier, row.sales_year or NOTHING)
    return Contacting(person, due.kind, due.role, due.who, due.last_on, due.span, due.due_on, due.overdue_days)
