"""Whom to visit and call, the plan behind it, and whom nobody contacted, on the command line."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import today_option
from crmdesk.cli.records import MONEY
from crmdesk.core import values
from crmdesk.core.choices import INTERACTION_KIND, STAFF_ROLE
from crmdesk.core.errors import UserError
from crmdesk.core.roles import ROLES, Role
from crmdesk.core.tiers import CLASSES, LABELS
from crmdesk.core.visit_lists import DueRow, Neglected
from crmdesk.core.visit_plan import CELLS, COLUMNS, KINDS, Kind, VisitPlan
from crmdesk.core.visit_plan_words import due_told, parse_span, span_told
from crmdesk.core.words import Words
from crmdesk.services import visit_plan as verbs

_NAMES = {choice.key: choice.label for choice in (*INTERACTION_KIND, *STAFF_ROLE)}
_owner = click.option("--owner", metavar="NAME", help="Only customers of this owner.")
_limit = click.option("--limit", type=click.IntRange(min=1), help="At most so many.")


@click.command("due")
@today_option
@click.option("--kind", type=click.Choice(get_args(Kind)), help="Only visits or only calls.")
@click.option("--role", type=click.Choice(ROLES), help="Only what is due in this role.")
@_owner
@click.option("--mine", is_flag=True, help="Only what I am to do.")
@click.option("--overdue", is_flag=True, help="Only what is overdue.")
@_limit
@json_option
@pass_context
def due(
    context: Context,
    today: dt.date | None,
    kind: Kind | None,
    role: Role | None,
    owner: str | None,
    mine: bool,
    overdue: bool,
    limit: int | None,
    as_json: bool,
) -> None:
    """List whom the visit plan asks to visit or call, the most valuable customers first."""
    with context.desk() as desk:
        day = today or desk.today()
        found = verbs.dues(
            desk, day, kind=kind, role=role, owner=owner, mine=mine, overdue_only=overdue, most=limit
        )  # fmt: skip
    if as_json:
        print_json([_due_json(row) for row in found])
        return
    words = context.words
    print_table([
        (row.number, row.name, _tier(row.tier, words), words.label(_NAMES[row.due.kind]),
         words.label(_NAMES[row.due.role]), row.due.who or "", due_told(row.due, words, day), _late(row, words))
        for row in found
    ])  # fmt: skip


@click.command("neglected")
@today_option
@click.option("--days", type=click.IntRange(min=1), help="Not contacted for more than so many days (default: 90).")
@_owner
@_limit
@json_option
@pass_context
def neglected(
    context: Context, today: dt.date | None, days: int | None, owner: str | None, limit: int | None, as_json: bool
) -> None:
    """List customers whom nobody contacted, with a grade or without, the most valuable first."""
    with context.desk() as desk:
        day = today or desk.today()
        bound = days or verbs.neglected_days(desk)[-1]
        found = verbs.neglected(desk, day, bound, most=limit, owner=owner)
    if as_json:
        print_json([_neglected_json(row) for row in found])
        return
    words = context.words
    print_table([
        (row.number, row.name, _tier(row.tier, words), row.owner or "", words.date(row.since), words.number(row.days))
        for row in found
    ])  # fmt: skip


@click.group("visit-plan")
def visit_plan() -> None:
    """How often customers of each grade are visited and called by whom."""


@visit_plan.command("list")
@json_option
@pass_context
def list_(context: Context, as_json: bool) -> None:
    """Print the plan."""
    with context.desk() as desk:
        _print(context, verbs.plan(desk), as_json)


@visit_plan.command("set")
@click.argument("grade", type=click.Choice(CLASSES))
@click.argument("role", type=click.Choice(ROLES))
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("span")
@json_option
@pass_context
def set_(context: Context, grade: str, role: Role, kind: Kind, span: str, as_json: bool) -> None:
    """Change one cell: “3 a month”, “10-15” (days), “once in 1-2 months”, “as needed”, 每月3次."""
    if (role, kind) not in COLUMNS:
        names = {"role": _NAMES[role], "kind": _NAMES[kind]}
        raise UserError("visit-cell-unknown", grade=grade, **names)
    parsed = parse_span(span)
    if parsed.problem is not None:
        raise UserError(parsed.problem.code, **parsed.problem.params)
    with context.desk() as desk:
        new = verbs.plan(desk).with_cell((grade, role, kind), parsed.value)
        verbs.set_plan(desk, new)
        doubtful = new.problems().get((grade, role, kind))
        if doubtful is not None:
            context.say(context.words.message(doubtful.code, doubtful.params))
        _print(context, new, as_json)


def _print(context: Context, plan: VisitPlan, as_json: bool) -> None:
    words = context.words
    if as_json:
        print_json([_cell_json(cell, plan, words) for cell in CELLS])
        return
    head = ("", *(f"{words.label(_NAMES[role])} {words.label(_NAMES[kind])}" for role, kind in COLUMNS))
    rows = [
        (words.label(LABELS[grade]), *(span_told(plan.span(grade, *column), words) for column in COLUMNS))
        for grade in CLASSES
    ]
    print_table([head, *rows])


def _cell_json(cell: tuple[str, Role, Kind], plan: VisitPlan, words: Words) -> dict[str, Any]:
    grade, role, kind = cell
    span = plan.span(*cell)
    days = (span.least, span.most) if span else (None, None)
    told = span_told(span, words)
    return {"grade": grade, "role": role, "kind": kind, "least": days[0], "most": days[1], "told": told}


def _due_json(row: DueRow) -> dict[str, Any]:
    due = row.due
    return {
        "number": row.number, "name": row.name, "kind": due.kind, "role": due.role, "who": due.who,
        "due_on": due.due_on, "overdue_on": due.overdue_on, "overdue_days": due.overdue_days, "ratio": due.ratio,
        "last_on": due.last_on, "since": due.since, "tier": row.tier, "grade": row.grade, "owner": row.owner,
        "sales_year": values.to_json(MONEY, row.sales_year),
    }  # fmt: skip


def _neglected_json(row: Neglected) -> dict[str, Any]:
    return {
        "number": row.number, "name": row.name, "days": row.days, "last_on": row.last_on, "since": row.since,
        "tier": row.tier, "grade": row.grade, "owner": row.owner,
        "sales_year": values.to_json(MONEY, row.sales_year),
    }  # fmt: skip


def _tier(tier: str | None, words: Words) -> str:
    return words.label(LABELS[tier]) if tier else ""


def _late(row: DueRow, words: Words) -> str:
    if not row.due.overdue_days:
        return words.date(row.due.due_on)
    count = row.due.overdue_days
    return words.ngettext("{count} day overdue", "{count} days overdue", count).format(count=words.number(count))


COMMANDS = (due, neglected, visit_plan)
