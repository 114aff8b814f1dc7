"""How often customers of each grade are visited and called by whom, and what is due from it (METHOD.md section 5).

A cell is a span in days: due from its shorter end on, overdue beyond its longer one, counted from the last contact of
that kind in that role, else from the first order, else from when the file was made.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from msgspec import Struct, field

from crmdesk.core.errors import Problem
from crmdesk.core.roles import GENERAL_MANAGER, ROLES, SALESPERSON, Role, Roles
from crmdesk.core.tiers import CLASSES

Kind = Literal["visit", "call"]
Column = tuple[Role, Kind]
Cell = tuple[str, Role, Kind]
KINDS: tuple[Kind, ...] = ("visit", "call")
COLUMNS: tuple[Column, ...] = (
    (SALESPERSON, "visit"),
    (SALESPERSON, "call"),
    ("sales-manager", "visit"),
    ("marketing-director", "visit"),
    (GENERAL_MANAGER, "visit"),
)
MONTH = 30
MOST = 3650
"""So many days a span has at most."""


class Span(Struct, frozen=True):
    """Days: due from `least` on, overdue beyond `most`."""

    least: int
    most: int

    @property
    def is_possible(self) -> bool:
        return 1 <= self.least <= self.most <= MOST


def often(times: int, days: int = MONTH) -> int:
    """So many times in so many days is once in how many, half up."""
    return int((Decimal(days) / times).quantize(Decimal(1), ROUND_HALF_UP))


_ONCE, _TWICE, _THRICE = Span(MONTH, MONTH), Span(often(2), often(2)), Span(often(3), often(3))
_DEFAULTS: Mapping[str, tuple[Span | None, ...]] = {
    "A": (_THRICE, Span(often(3), often(2)), Span(30, 60), Span(180, 180), Span(360, 360)),
    "B": (_TWICE, Span(often(2), often(1)), Span(60, 90), Span(180, 360), None),
    "C": (_ONCE, _ONCE, None, None, None),
}
CELLS: tuple[Cell, ...] = tuple((grade, *column) for grade in CLASSES for column in COLUMNS)
DEFAULTS: Mapping[Cell, Span | None] = {
    (grade, *column): span for grade, spans in _DEFAULTS.items() for column, span in zip(COLUMNS, spans, strict=True)
}


class VisitPlan(Struct, frozen=True):
    """The span of each grade, role and kind; None: as needed, so nothing is ever due."""

    cells: Mapping[Cell, Span | None] = field(default_factory=lambda: DEFAULTS)

    def span(self, grade: str | None, role: Role, kind: Kind) -> Span | None:
        return None if grade is None else self.cells.get((grade, role, kind))

    def with_cell(self, cell: Cell, span: Span | None) -> VisitPlan:
        return VisitPlan({**self.cells, cell: span})

    def problems(self) -> Mapping[Cell, Problem]:
        """By cell. Codes: visit-span-days (hard: not from 1 to 3650 days); visit-plan-order (soft: less often than
        customers of the next lower grade)."""
        found: dict[Cell, Problem] = {}
        for cell in CELLS:
            span = self.cells.get(cell)
            if span is not None and not span.is_possible:
                found[cell] = Problem("visit-span-days", {"most": MOST}, hard=True)
        return found or {cell: problem for cell in CELLS if (problem := self._order(cell)) is not None}

    def _order(self, cell: Cell) -> Problem | None:
        grade, role, kind = cell
        for lower in CLASSES[CLASSES.index(grade) + 1 :]:
            mine, theirs = self.cells.get(cell), self.cells.get((lower, role, kind))
            if theirs is not None and (mine is None or mine.most > theirs.most):
                return Problem("visit-plan-order", {"grade": grade, "lower": lower})
        return None


def read_plan(text: str | None) -> VisitPlan:
    """The plan as `to_json` wrote it; what is missing or makes no sense is as in METHOD.md."""
    stored = _stored(text)
    return VisitPlan({cell: _stored_span(stored, cell) for cell in CELLS})


def is_plan(text: str) -> bool:
    """Whether a text is a plan as `to_json` writes it, so that `read_plan` passes nothing over."""
    stored = _stored(text)
    known = {_name(cell) for cell in CELLS}
    return bool(stored) and all(
        name in known and (value is None or _span_of(value) is not None) for name, value in stored.items()
    )


def to_json(plan: VisitPlan) -> str | None:
    """What differs from METHOD.md's table; None where nothing does."""
    changed = {
        _name(cell): [span.least, span.most] if (span := plan.cells.get(cell)) else None
        for cell in CELLS
        if plan.cells.get(cell) != DEFAULTS[cell]
    }
    return json.dumps(changed) if changed else None


def _stored(text: str | None) -> Mapping[str, object]:
    try:
        stored = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return stored if isinstance(stored, dict) else {}


def _stored_span(stored: Mapping[str, object], cell: Cell) -> Span | None:
    value = stored.get(_name(cell), ...)
    return None if value is None else _span_of(value) or DEFAULTS[cell]


def _span_of(value: object) -> Span | None:
    """A stored span; None where it makes no sense."""
    if not (isinstance(value, list) and len(value) == 2 and all(type(days) is int for days in value)):
        return None
    span = Span(*value)
    return span if span.is_possible else None


def _name(cell: Cell) -> str:
    return " ".join(cell)


class Line(Struct, frozen=True):
    """What makes a customer due: a kind of contact, the roles of ours whose columns it comes from, and those whose
    contacts restart it (None: anybody's)."""

    kind: Kind
    roles: tuple[Role, ...]
    counted: Role | None

    def role(self, plan: VisitPlan, grade: str | None) -> Role:
        """In which role: the first whose column has a span."""
        return next((role for role in self.roles if plan.span(grade, role, self.kind)), self.roles[0])

    def span(self, plan: VisitPlan, grade: str | None) -> Span | None:
        """Of several columns the first due and the first overdue."""
        spans = [span for role in self.roles if (span := plan.span(grade, role, self.kind))]
        return Span(min(s.least for s in spans), min(s.most for s in spans)) if spans else None


def lines(held: Roles) -> tuple[Line, ...]:
    """A line for each column whose role somebody holds; who is alone has one for visits and one for calls."""
    if not held.alone:
        return tuple(Line(kind, (role,), role) for role, kind in COLUMNS if held.held(role))
    mine = tuple(role for role in ROLES if held.held(role))
    return tuple(Line(kind, tuple(role for role in mine if (role, kind) in COLUMNS), None) for kind in KINDS)


class Due(NamedTuple):
    """A visit or call that the plan asks for. `who`: of ours, None where nobody is named; `last_on`: the last contact
    that counts, `since`: from when on the days are counted; `overdue_on`: the first day on which it is overdue;
    `ratio`: days since ÷ the longer end of the span."""

    customer_id: int
    kind: Kind
    role: Role
    who: str | None
    last_on: dt.date | None
    since: dt.date
    due_on: dt.date
    overdue_on: dt.date
    overdue_days: int
    ratio: Decimal
    span: Span

    def is_due(self, today: dt.date) -> bool:
        return self.due_on <= today


def due(
    customer_id: int,
    line: Line,
    plan: VisitPlan,
    grade: str | None,
    last_on: dt.date | None,
    since: dt.date,
    today: dt.date,
    who: str | None = None,
) -> Due | None:
    """When a line is due for a customer of a grade, be it in the past or still to come; None: as needed, or no grade.

    `since`: the last contact that counts, else the first order, else when the file was made.
    """
    span = line.span(plan, grade)
    if span is None:
        return None
    return counted(customer_id, line.kind, line.role(plan, grade), span, last_on, since, today, who)


def counted(
    customer_id: int,
    kind: Kind,
    role: Role,
    span: Span,
    last_on: dt.date | None,
    since: dt.date,
    today: dt.date,
    who: str | None,
) -> Due:
    """When a contact with this span is due; the rest as in `due`."""
    days = (today - since).days
    return Due(
        customer_id,
        kind,
        role,
        who,
        last_on,
        since,
        day_after(since, span.least),
        day_after(since, span.most + 1),
        max(0, days - span.most),
        (Decimal(days) / span.most).quantize(Decimal("0.01"), ROUND_HALF_UP),
        span,
    )


def day_after(day: dt.date, days: int) -> dt.date:
    """So many days later, the calendar's last day at most."""
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


def day_before(day: dt.date, days: int) -> dt.date:
    """So many days earlier, the calendar's first day at least."""
    return dt.date.fromordinal(max(day.toordinal() - days, 1))
