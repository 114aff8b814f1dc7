"""What a day brings and what was done on it: the page Today, the week, the month (METHOD.md sections 1, 5 and 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.greetings import Greeted, HolidayAhead
from crmdesk.core.interactions import Dated
from crmdesk.core.orders import NOTHING
from crmdesk.core.periods import week_of
from crmdesk.core.tasks import Task
from crmdesk.core.tiers import TIERS
from crmdesk.core.visit_plan import Kind, Span

SHOWN = 5
"""So many of those to be contacted stand on the page; the whole list is on the page Follow-up."""
_ANSWERS = frozenset({"no-response", "apology-only", "promise-broken"})
"""Warnings of a complaint whose customer waits to hear of us."""


class Person(Struct, frozen=True):
    """Of a customer what every row of a day shows; `sales`: of this year, in yuan."""

    id: int
    number: str
    name: str
    tier: str | None
    sales: Decimal = NOTHING

    @property
    def rank(self) -> tuple[int, Decimal, str]:
        """The most valuable first."""
        return TIERS.index(self.tier) if self.tier in TIERS else len(TIERS), -self.sales, self.number


class Contacting(Struct, frozen=True):
    """Somebody to be visited or called. `span` and `due_on` come from the visit plan, both None where only a complaint
    asks for it; `also`: the other kind is due too; `waiting`: the number of the complaint that waits for an answer, ''
    for none; `complaining`: another one is being handled; `last_on`: the last contact that counts; `planned_on`: the
    later day for which a next step or task was agreed on."""

    who: Person
    kind: Kind
    role: str | None = None
    by: str | None = None
    last_on: dt.date | None = None
    span: Span | None = None
    due_on: dt.date | None = None
    overdue_days: int = 0
    also: Kind | None = None
    waiting: str = ""
    complaining: bool = False
    planned_on: dt.date | None = None


class Promised(Struct, frozen=True):
    """A next step that was agreed on with a contact (`step`), or a task (`task`): exactly one of the two is there."""

    who: Person
    due_on: dt.date
    step: Dated | None = None
    task: Task | None = None

    @property
    def key(self) -> tuple[str, int]:
        if self.step is not None:
            return "step", self.step.interaction.id
        assert self.task is not None
        return "task", self.task.id

    def late_days(self, day: dt.date) -> int:
        return max(0, (day - self.due_on).days)


class Owed(Struct, frozen=True):
    """Money of one order that is due; `hold`: delivery to the customer is on hold for it."""

    who: Person
    order_id: int
    order: str
    due_on: dt.date
    amount: Decimal
    hold: bool = False


class Signing(Struct, frozen=True):
    """A target customer who is expected to sign soon."""

    who: Person
    expected_on: dt.date
    amount: Decimal | None


class Money(Struct, frozen=True):
    """The first of what is due, how many orders there are in all, and their sum."""

    owed: tuple[Owed, ...] = ()
    count: int = 0
    total: Decimal = NOTHING


class Day(Struct, frozen=True):
    """What is to be done on a day. Each list holds its first rows, `…_count` says how many there are.

    `fresh`: the day is still to come, and only what falls on that very day is listed.
    """

    day: dt.date
    fresh: bool
    contacts: tuple[Contacting, ...] = ()
    contact_count: int = 0
    promised: tuple[Promised, ...] = ()
    promised_count: int = 0
    complaints: tuple[ComplaintRow, ...] = ()
    complaint_count: int = 0
    greetings: tuple[Greeted, ...] = ()
    holidays: tuple[HolidayAhead, ...] = ()
    greeting_count: int = 0
    money: Money = field(default_factory=Money)
    signings: tuple[Signing, ...] = ()
    signing_count: int = 0
    unverified: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is to be done."""
        counts = (self.contact_count, self.promised_count, self.complaint_count, self.greeting_count, self.money.count)
        return not (any(counts) or self.signing_count or self.unverified or self.holidays)


class Marked(Struct, frozen=True):
    """What the week and the month show of one day: how many, by what it is, and its holidays.

    To be done: visit, call, promised, complaint (due), greeting, money (due), signing (expected); of days until today:
    contacted (contacts made), done (tasks).
    """

    day: dt.date
    counts: Mapping[str, int] = field(default_factory=dict)
    holidays: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def waits(row: ComplaintRow, day: dt.date) -> bool:
    """Whether the customer waits to hear of us: it is late, or a warning says that nothing followed."""
    late = row.due_on is not None and row.due_on < day
    return late or any(warned.code in _ANSWERS for warned in row.holding)


def to_contact(
    dues: Sequence[Contacting],
    complaints: Iterable[tuple[Person, ComplaintRow]],
    planned: Mapping[int, dt.date],
    day: dt.date,
) -> list[Contacting]:
    """Whom to contact, the most valuable first: those who are due, and those who wait for an answer to a complaint.
    Those for whom something is `planned` on a later day come last, unless they wait. A customer has one row for each
    role of ours, whatever is due."""
    waiting: dict[int, tuple[Person, str]] = {}
    complaining: set[int] = set()
    for person, row in complaints:
        if waits(row, day):
            waiting.setdefault(person.id, (person, row.number))
        else:
            complaining.add(person.id)
    found, said = [], set[int]()
    for each in _joined(dues):
        here = each.who.id
        number = waiting[here][1] if here in waiting and here not in said else ""
        said.add(here)
        later = None if here in waiting else planned.get(here)
        found.append(replace(each, waiting=number, complaining=here in complaining, planned_on=later))
    found += [
        Contacting(person, "call", waiting=number, complaining=person.id in complaining)
        for person, number in waiting.values()
        if person.id not in said
    ]
    return sorted(found, key=lambda each: (each.planned_on is not None, each.who.rank, each.role or ""))


def _joined(dues: Iterable[Contacting]) -> list[Contacting]:
    """One row of a customer and role: what is longest overdue, a visit before a call."""
    kept: dict[tuple[int, str | None], Contacting] = {}
    for each in dues:
        key = each.who.id, each.role
        former = kept.get(key)
        if former is None:
            kept[key] = each
        elif each.overdue_days > former.overdue_days:
            kept[key] = replace(each, also=former.kind)
        else:
            kept[key] = replace(former, also=each.kind)
    return list(kept.values())


def month_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """The Monday with which the page of a month begins, and the Sunday six weeks later."""
    first, _last = week_of(day.replace(day=1))
    return first, dt.date.fromordinal(min(dt.date.max.toordinal(), first.toordinal() + 41))


def merged(parts: Iterable[tuple[str, Mapping[dt.date, int]]]) -> dict[dt.date, dict[str, int]]:
    """Counts of each kind by day as counts of each day by kind."""
    found: dict[dt.date, dict[str, int]] = {}
    for kind, counts in parts:
        for day, count in counts.items():
            if count:
                found.setdefault(day, {})[kind] = count
    return found


class WeekDay(Struct, frozen=True):
    """A day of a week: counted, with what is to be done on it, or with the first contacts made if it is over."""

    marked: Marked
    day: Day | None = None
    made: tuple[Dated, ...] = ()
