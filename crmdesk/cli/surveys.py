"""Surveys of satisfaction on the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import day_option
from crmdesk.cli.editing import Verbs, add_editing
from crmdesk.cli.records import read_pairs, record_json, report
from crmdesk.core import values
from crmdesk.core.choices_insight import LOYALTY, SATISFACTION
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Choice
from crmdesk.core.satisfaction import Level, Loyalty
from crmdesk.core.surveys import SAID, SurveyRow, Surveys
from crmdesk.core.words import Words
from crmdesk.services import complaints, customers, surveys
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed

_KIND, _NO = "survey", "M…"
_PAGE = 1_000


@click.group("survey")
def survey() -> None:
    """What customers expected and felt, and whether they praise us, ask for us and come again."""


@survey.command("add")
@click.argument("pairs", nargs=-1, metavar="FIELD=VALUE…")
@click.option("--customer", metavar="NUMBER", help="Who was asked.")
@click.option("--complaint", metavar="NUMBER", help="Asked at the end of this complaint; it says who was asked.")
@json_option
@pass_context
def add(context: Context, pairs: Sequence[str], customer: str | None, complaint: str | None, as_json: bool) -> None:
    """Note what a customer said, by scores from 1 to 10: overall_expected=8 overall_felt=9 praises=yes …"""
    typed = read_pairs(pairs)
    number = customer or typed.pop("customer", "")
    with context.desk() as desk:
        complaint_id = complaints.id_of(desk, complaint) if complaint else None
        if complaint_id is not None:
            typed = {**surveys.from_complaint(desk, complaint_id), **typed}
        if number:
            customer_id = customers.id_of(desk, number)
        elif complaint_id is not None:
            customer_id = complaints.complaint(desk, complaint_id).customer_id
        else:
            raise UserError("command-customer-needed")
        problems = surveys.read(desk, typed, new=False, customer_id=customer_id).problems
        survey_id, _ = surveys.add(desk, customer_id, typed, complaint_id=complaint_id)
        report(context, desk, problems, _KIND)
        _print_one(context, desk, survey_id, as_json)


@survey.command("list")
@click.option("--customer", metavar="NUMBER", help="Only those of this customer.")
@click.option("--by", metavar="NAME", help="Only those asked by this person of ours.")
@click.option("--level", "levels", multiple=True, type=click.Choice(get_args(Level)), help="Only so satisfied ones.")
@click.option(
    "--loyalty",
    "loyalties",
    multiple=True,
    type=click.Choice(get_args(Loyalty)),
    help="Only those in this field of the loyalty matrix.",
)
@day_option("--from", "Only those from this day on.", "first")
@day_option("--to", "Only those until this day.", "last")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@json_option
@pass_context
def list_(
    context: Context,
    customer: str | None,
    by: str | None,
    levels: tuple[Level, ...],
    loyalties: tuple[Loyalty, ...],
    first: dt.date | None,
    last: dt.date | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List surveys, the latest first."""
    with context.desk() as desk:
        whose = customers.id_of(desk, customer) if customer else None
        ids = surveys.find(desk, Surveys(first, last, levels, loyalties, by, whose))[:limit]
        found = [row for at in range(0, len(ids), _PAGE) for row in surveys.rows(desk, ids[at : at + _PAGE])]
        if as_json:
            print_json([survey_json(desk, one) for one in found])
            return
        print_table([_line(desk, one, context.words) for one in found])


@survey.command("show")
@click.argument("number", metavar=_NO)
@json_option
@pass_context
def show(context: Context, number: str, as_json: bool) -> None:
    """Show all that a survey says."""
    with context.desk() as desk:
        _print_one(context, desk, surveys.id_of(desk, number), as_json, whole=True)


def survey_json(desk: Desk, one: SurveyRow) -> dict[str, Any]:
    """A survey with its number, whose it is and what it comes to."""
    return {
        "number": one.number,
        "customer": one.customer_number,
        "name": one.customer_name,
        **record_json(desk.fields(_KIND), one.values),
        "level": one.level,
        "loyalty": one.loyalty,
        "complaint": one.complaint,
    }


def surveys_json(desk: Desk, customer_id: int) -> list[dict[str, Any]]:
    """Those of a whole file, the latest first."""
    return [survey_json(desk, one) for one in surveys.of_customer(desk, customer_id)]


def _print_one(context: Context, desk: Desk, survey_id: int, as_json: bool, *, whole: bool = False) -> None:
    one, words = surveys.survey(desk, survey_id), context.words
    if as_json:
        print_json(survey_json(desk, one))
        return
    print_table([_line(desk, one, words)])
    if whole:
        fields = desk.fields(_KIND)
        shown = [(key, one.values[key]) for key in (*SAID, "recommended_to", "notes") if key in one.values]
        print_table([
            (f"  {words.label(fields[key].label)}", values.show(fields[key], value, words)) for key, value in shown
        ])  # fmt: skip


def _line(desk: Desk, one: SurveyRow, words: Words) -> list[str]:
    by, contact = str(one.values.get("by", "")), str(one.values.get("contact", ""))
    levels = [_word(SATISFACTION, one.level, words), _word(LOYALTY, one.loyalty, words)]
    return [one.number, words.date(one.day), one.customer_number, one.customer_name, contact, *levels, by]


def _word(choices: Sequence[Choice], key: str | None, words: Words) -> str:
    return next((words.label(choice.label) for choice in choices if choice.key == key), "–")


def _read(desk: Desk, typed: Mapping[str, str], survey_id: int) -> Typed:
    return surveys.read(desk, typed, new=False, survey_id=survey_id)


add_editing(
    survey,
    _NO,
    Verbs(_KIND, surveys.id_of, _read, surveys.edit, surveys.delete, _print_one),
    edit="Change a survey; an empty value empties a field.",
    delete="Take a survey out of its customer's file.",
)
COMMANDS = (survey,)
