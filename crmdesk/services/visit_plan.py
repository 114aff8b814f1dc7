"""Visits and calls: the plan, whom it asks to visit or call, whom nobody contacted (METHOD.md section 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice

from crmdesk.core import roles
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.roles import Role, Roles
from crmdesk.core.settings import NEGLECTED_DAYS, VISIT_PLAN
from crmdesk.core.tiers import CLASSES
from crmdesk.core.visit_lists import DueCounts, DueRow, Neglected, Wanted
from crmdesk.core.visit_plan import Due, Kind, Line, Span, VisitPlan, counted, day_before, lines, read_plan, to_json
from crmdesk.services import settings
from crmdesk.services.desk import Desk
from crmdesk.store import staff as staff_store
from crmdesk.store import visit_plan as store
from crmdesk.store.visit_plan import Cut, Cuts, Lasts, View

__all__ = [
    "Due",
    "DueCounts",
    "DueRow",
    "Neglected",
    "VisitPlan",
    "counts",
    "customers",
    "dues",
    "neglected",
    "neglected_counts",
    "neglected_days",
    "of_customer",
    "plan",
    "roles_held",
    "set_plan",
]


def plan(desk: Desk) -> VisitPlan:
    """How often customers of each grade are visited and called."""
    return read_plan(settings.get(desk, VISIT_PLAN))


def set_plan(desk: Desk, new: VisitPlan) -> Changes:
    """Set the whole plan, in one action. Raises UserError('visit-span-days')."""
    refused = next((problem for problem in new.problems().values() if problem.hard), None)
    if refused is not None:
        raise UserError(refused.code, **refused.params)
    return settings.change(desk, VISIT_PLAN.key, to_json(new), verb="visit-plan-set")


def roles_held(desk: Desk, today: dt.date) -> Roles:
    """Who of ours holds which role on a day."""
    return roles.roles(staff_store.register(desk.data), today, desk.who)


def dues(
    desk: Desk,
    today: dt.date,
    *,
    kind: Kind | None = None,
    role: Role | None = None,
    owner: str | None = None,
    mine: bool = False,
    overdue_only: bool = False,
    first: int = 0,
    most: int | None = 50,
) -> list[DueRow]:
    """What is due on a day, the most valuable customers first: by tier, sales of the last 12 months, number; visits
    before calls. From place `first` on, at most so many (None: all).

    `owner`: only customers of this one; `mine`: only what I am to do. On another day than today only contacts up to it
    count; tiers, grades and owners are those of today, and reading takes longer.
    """
    asked = _Asked(desk, today, Wanted(kind, role, owner, mine, overdue_only))
    end = None if most is None else first + most
    wanted = list(islice(asked.lines(-1 if end is None else end), first, end))
    ids = list(dict.fromkeys(customer_id for customer_id, _ in wanted))
    known = store.lasts(desk.data, asked.view, ids)
    places = store.places(desk.data, ids)
    made = ((asked.due(customer_id, line, known[customer_id]), places[customer_id]) for customer_id, line in wanted)
    return [DueRow(found, *place) for found, place in made if found is not None]


def counts(
    desk: Desk,
    today: dt.date,
    *,
    kind: Kind | None = None,
    role: Role | None = None,
    owner: str | None = None,
    mine: bool = False,
    overdue_only: bool = False,
) -> DueCounts:
    """How many lines `dues` has."""
    asked = _Asked(desk, today, Wanted(kind, role, owner, mine, overdue_only))
    total = overdue = today_ = visits = customers = 0
    found = store.counts(desk.data, asked.view, asked.cuts, owner, overdue=overdue_only)
    for grade, (either, *numbers) in found.items():
        customers += either
        for place, cut in enumerate(asked.cuts[grade]):
            is_due, is_late, is_new = numbers[3 * place : 3 * place + 3]
            number = is_late if overdue_only else is_due
            total, overdue = total + number, overdue + is_late
            today_ += 0 if overdue_only else is_new
            visits += number if cut.line.kind == "visit" else 0
    return DueCounts(total, overdue, today_, visits, total - visits, customers)


def customers(desk: Desk, today: dt.date, *, owner: str | None = None, mine: bool = False) -> int:
    """Of how many customers `dues` has lines: quicker than `counts`."""
    asked = _Asked(desk, today, Wanted(owner=owner, mine=mine))
    return store.customers(desk.data, asked.view, asked.cuts, owner)


def of_customer(desk: Desk, customer_id: int, today: dt.date) -> list[Due]:
    """Every line of a customer, also those that are not due yet; nothing for one that is gone or has no grade."""
    asked = _Asked(desk, today, Wanted())
    known = store.lasts(desk.data, asked.view, (customer_id,)).get(customer_id)
    if known is None:
        return []
    found = (asked.due(customer_id, line, known) for line in lines(asked.held))
    return [one for one in found if one is not None]


def neglected_days(desk: Desk) -> tuple[int, ...]:
    """The bounds in days, as they are set, in their order."""
    return tuple(sorted({settings.get(desk, setting) for setting in NEGLECTED_DAYS}))


def neglected(
    desk: Desk, today: dt.date, days: int, first: int = 0, most: int | None = 50, *, owner: str | None = None
) -> list[Neglected]:
    """Whom nobody contacted for more than so many days, with a grade or without, the most valuable first as in
    `dues`."""
    view = View(desk.today(), today)
    end = None if most is None else first + most
    rows = store.neglected(desk.data, view, day_before(today, days), owner, -1 if end is None else end)
    found = list(islice(rows, first, end))
    places = store.places(desk.data, [row[0] for row in found])
    made = []
    for customer_id, last_on, since in found:
        counted = dt.date.fromisoformat(since)
        last = dt.date.fromisoformat(last_on) if last_on else None
        made.append(Neglected(customer_id, last, counted, (today - counted).days, *places[customer_id]))
    return made


def neglected_counts(
    desk: Desk, today: dt.date, days: Sequence[int] | None = None, *, owner: str | None = None
) -> dict[int, int]:
    """By bound in days (those in Settings) how many `neglected` has."""
    bounds = neglected_days(desk) if days is None else tuple(days)
    before = [day_before(today, each) for each in bounds]
    return dict(zip(bounds, store.neglected_counts(desk.data, View(desk.today(), today), before, owner), strict=True))


class _Asked:
    """What is asked of the plan on a day: the lines of each grade that are wanted, as the store cuts them."""

    def __init__(self, desk: Desk, today: dt.date, wanted: Wanted) -> None:
        self._data = desk.data
        self._today = today
        self._wanted = wanted
        self._plan = plan(desk)
        self.held = roles_held(desk, today)
        self._cells: dict[tuple[str | None, Line], tuple[Role, Span | None]] = {}
        self.view = View(desk.today(), today)
        cuts = {grade: tuple(self._of_grade(grade)) for grade in CLASSES}
        self.cuts: Cuts = {grade: of_grade for grade, of_grade in cuts.items() if of_grade}

    def _of_grade(self, grade: str) -> Iterator[Cut]:
        for line in lines(self.held):
            span, role = line.span(self._plan, grade), line.role(self._plan, grade)
            owned = self.held.owned(role) if self._wanted.mine else None
            if span is None or self._wanted.kind not in (None, line.kind) or self._wanted.role not in (None, role):
                continue
            if owned != ():
                late = day_before(self._today, span.most)
                yield Cut(line, day_before(self._today, span.least), late, owned)

    def lines(self, most: int) -> Iterator[tuple[int, Line]]:
        """Customer and line of what is due, in order; at most so many customers of each tier are looked at."""
        overdue = self._wanted.overdue_only
        found = store.found(self._data, self.view, self.cuts, self._wanted.owner, most, overdue=overdue)
        for customer_id, grade, bits in found:
            for place, cut in enumerate(self.cuts[grade]):
                if bits >> place & 1:
                    yield customer_id, cut.line

    def due(self, customer_id: int, line: Line, known: Lasts) -> Due | None:
        last_on = known.last(line)
        since = last_on or known.fallback
        role, span = self._cell(line, known.grade)
        if since is None or span is None:
            return None
        who = self.held.who(role, known.owner)
        return counted(customer_id, line.kind, role, span, last_on, since, self._today, who)

    def _cell(self, line: Line, grade: str | None) -> tuple[Role, Span | None]:
        found = self._cells.get((grade, line))
        if found is None:
            found = self._cells[grade, line] = line.role(self._plan, grade), line.span(self._plan, grade)
        return found
