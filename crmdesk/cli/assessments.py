"""Assessments of customers on the command line: good, watch or poor, and what the data proposes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import today_option
from crmdesk.cli.editing import Verbs, add_editing
from crmdesk.cli.records import MONEY, read_pairs, report
from crmdesk.core import values
from crmdesk.core.choices_insight import SELECTION
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Fields
from crmdesk.core.reasons import Reason
from crmdesk.core.selecting import MARKS, RISKS, VERDICTS, Assessed, Counts, Proposal, Selected
from crmdesk.core.words import Words
from crmdesk.services import assessments, customers
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed

_KIND, _NO = "assessment", "A…"
_PAGE, _SHOWN = 1_000, 50
"""So many rows at once; so many where nobody asked for another number (JSON has all)."""
_verdict = click.option("--verdict", type=click.Choice(VERDICTS), help="Only customers so assessed last.")
_risk = click.option("--risk", type=click.Choice((*RISKS, assessments.MISFIT)), help="Only those with this risk.")
_owner = click.option("--owner", metavar="NAME", help="Only customers of this owner.")
_limit = click.option("--limit", type=click.IntRange(min=1), help="At most so many.")


@click.group("assessment")
def assessment() -> None:
    """Good, watch or poor: the marks and risks of a customer, dated and kept."""


@assessment.command("add")
@click.argument("pairs", nargs=-1, metavar="FIELD=VALUE…")
@click.option("--customer", metavar="NUMBER", help="Who is assessed.")
@click.option("--proposed", is_flag=True, help="Begin with the marks that the data proposes.")
@json_option
@pass_context
def add(context: Context, pairs: Sequence[str], customer: str | None, proposed: bool, as_json: bool) -> None:
    """Assess a customer: good_profit=yes poor_credit=no level=4 capacity=3 …"""
    typed = read_pairs(pairs)
    number = customer or typed.pop("customer", "")
    if not number:
        raise UserError("command-customer-needed")
    with context.desk() as desk:
        customer_id = customers.id_of(desk, number)
        if proposed:
            known = {each.key: "yes" if each.value else "no" for each in assessments.propose(desk, customer_id)}
            typed = {**known, **typed}
        problems = assessments.read(desk, typed, new=False).problems
        assessment_id, _ = assessments.add(desk, customer_id, typed)
        report(context, desk, problems, _KIND)
        _print_one(context, desk, assessment_id, as_json)


@assessment.command("list")
@click.option("--customer", metavar="NUMBER", help="All of this customer, the latest first.")
@_verdict
@_risk
@_owner
@_limit
@json_option
@pass_context
def list_(
    context: Context,
    customer: str | None,
    verdict: str | None,
    risk: str | None,
    owner: str | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List the last assessment of every customer, those who bought most first."""
    with context.desk() as desk:
        if customer is not None:
            of_one = assessments.of_customer(desk, customers.id_of(desk, customer))
            found = assessments.rows(desk, [each.id for each in of_one])[:limit]
        else:
            found = _rows(desk, assessments.find(desk, verdict=verdict, risk=risk, owner=owner)[:limit])
    words = context.words
    if as_json:
        print_json([assessed_json(one, words) for one in found])
        return
    print_table([_line(one, words) for one in found])


@assessment.command("show")
@click.argument("number", metavar=_NO)
@json_option
@pass_context
def show(context: Context, number: str, as_json: bool) -> None:
    """Show all marks of an assessment, and why it comes to its verdict."""
    with context.desk() as desk:
        _print_one(context, desk, assessments.id_of(desk, number), as_json, whole=True)


@assessment.command("propose")
@click.argument("customer", metavar="NUMBER")
@today_option
@json_option
@pass_context
def propose(context: Context, customer: str, today: dt.date | None, as_json: bool) -> None:
    """Say which marks of a customer the data suggests, with the figures they rest on."""
    with context.desk() as desk:
        found = assessments.propose(desk, customers.id_of(desk, customer), today)
        fields = desk.fields(_KIND)
    if as_json:
        print_json([_proposal_json(each, context.words) for each in found])
        return
    _print_proposals(fields, found, context.words)


@click.command("selection")
@_verdict
@_risk
@_owner
@_limit
@today_option
@json_option
@pass_context
def selection(
    context: Context,
    verdict: str | None,
    risk: str | None,
    owner: str | None,
    limit: int | None,
    today: dt.date | None,
    as_json: bool,
) -> None:
    """Count customers by how they were assessed last and by risk, and list them."""
    words, _ = context.words, context.words.gettext
    with context.desk() as desk:
        counted = assessments.counts(desk, today)
        ids = assessments.find(desk, verdict=verdict, risk=risk, owner=owner, today=today)
        if as_json:
            listed = [assessed_json(one, words) for one in _rows(desk, ids[:limit])]
            print_json({**_counts_json(counted), "listed": listed})
            return
        fields, found = desk.fields(_KIND), _rows(desk, ids[: limit or _SHOWN])
    print_table([
        (_("Customers"), words.number(counted.customers)), (_("Assessed"), words.number(counted.assessed)),
        *((_verdict_word(key, words), words.number(count)) for key, count in counted.verdicts.items()),
        *((words.label(fields[key].label), words.number(count)) for key, count in counted.risks.items()),
        (_("Level does not fit"), words.number(counted.misfits)),
    ])  # fmt: skip
    click.echo()
    print_table([_line(one, words) for one in found])


def assessed_json(one: Selected, words: Words) -> dict[str, Any]:
    """An assessment with its customer, marks (null: not judged) and why it comes to its verdict."""
    said = one.assessed.assessment
    return {
        "number": one.assessed.number,
        "customer": one.number,
        "name": one.name,
        "tier": one.tier,
        "owner": one.owner,
        "sales": values.to_json(MONEY, one.sales),
        "day": one.assessed.day,
        "by": one.assessed.by,
        **{key: said.marks.get(key) for key in MARKS},
        "level": said.level,
        "capacity": said.capacity,
        "gap": said.gap,
        "notes": one.assessed.notes or None,
        "verdict": one.assessed.judged.verdict,
        "why": [_reason_json(reason, words) for reason in one.assessed.judged.why],
    }


def assessments_json(desk: Desk, customer_id: int, words: Words) -> list[dict[str, Any]]:
    """Those of a whole file, the latest first."""
    ids = [each.id for each in assessments.of_customer(desk, customer_id)]
    return [assessed_json(one, words) for one in assessments.rows(desk, ids)]


def _rows(desk: Desk, ids: Sequence[int]) -> list[Selected]:
    return [row for at in range(0, len(ids), _PAGE) for row in assessments.rows(desk, ids[at : at + _PAGE])]


def _print_one(context: Context, desk: Desk, assessment_id: int, as_json: bool, *, whole: bool = False) -> None:
    words = context.words
    (one,) = assessments.rows(desk, [assessment_id])
    if as_json:
        print_json(assessed_json(one, words))
        return
    print_table([_line(one, words)])
    if whole:
        fields = desk.fields(_KIND)
        _print_marks(fields, one.assessed, words)


def _print_marks(fields: Fields, one: Assessed, words: Words) -> None:
    print_table([
        (f"  {words.label(fields[key].label)}", values.show(fields[key], one.assessment.marks[key], words))
        for key in MARKS
        if key in one.assessment.marks
    ])  # fmt: skip
    for reason in one.judged.why:
        click.echo(f"  {reason.told(words)}")


def _print_proposals(fields: Fields, found: Sequence[Proposal], words: Words) -> None:
    if not found:
        click.echo(words.message("propose-nothing", {}))
    print_table([
        (words.label(fields[each.key].label), values.show(fields[each.key], each.value, words), each.why.told(words))
        for each in found
    ])  # fmt: skip


def _line(one: Selected, words: Words) -> list[str]:
    known = one.assessed
    why = " ".join(reason.told(words) for reason in known.judged.why)
    verdict = _verdict_word(known.judged.verdict, words)
    return [known.number, words.date(known.day), one.number, one.name, words.money(one.sales), verdict, why]


def _verdict_word(key: str | None, words: Words) -> str:
    return next((words.label(choice.label) for choice in SELECTION if choice.key == key), "–")


def _proposal_json(each: Proposal, words: Words) -> dict[str, Any]:
    return {"mark": each.key, "value": each.value, **_reason_json(each.why, words)}


def _counts_json(found: Counts) -> dict[str, Any]:
    return {
        "customers": found.customers,
        "assessed": found.assessed,
        "verdicts": dict(found.verdicts),
        "risks": dict(found.risks),
        "misfits": found.misfits,
    }


def _reason_json(reason: Reason, words: Words) -> dict[str, str]:
    return {"code": reason.code, "message": reason.told(words)}


def _read(desk: Desk, typed: Mapping[str, str], _assessment_id: int) -> Typed:
    return assessments.read(desk, typed, new=False)


add_editing(
    assessment,
    _NO,
    Verbs(_KIND, assessments.id_of, _read, assessments.edit, assessments.delete, _print_one),
    edit="Change an assessment; an empty value empties a field.",
    delete="Take an assessment out of its customer's file.",
)
COMMANDS = (assessment,)
INSIGHTS = (selection,)
