"""Contacts made, next steps, objections and the record of months on the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import day_option, today_option
from crmdesk.cli.records import MONEY, record_json, report
from crmdesk.core import texts, values
from crmdesk.core.choices import INTERACTION_KIND, OBJECTION_KIND, OBJECTION_OUTCOME
from crmdesk.core.errors import UserError
from crmdesk.core.interactions import Interaction, Objection
from crmdesk.core.words import Words
from crmdesk.services import customers, interactions, objections, timeline
from crmdesk.services.desk import Desk

_KIND, _OBJECTION = "interaction", "objection"
_by_option = click.option(
    "--by",
    multiple=True,
    callback=lambda _context, _option, typed: tuple(map(texts.clean, typed)),
    help="Only of this person of ours.",
)
_LISTED = ("at", "kind", "by", "contact", "content", "next_step", "next_date")


def add_interaction(context: Context, desk: Desk, typed: dict[str, str], as_json: bool) -> None:
    """Record a contact made; customer=NUMBER says with whom."""
    customer_id = _customer(desk, typed)
    problems = interactions.read(desk, typed, new=False, customer_id=customer_id).problems
    interaction_id, _ = interactions.add(desk, customer_id, typed)
    report(context, desk, problems, _KIND)
    print_interaction(context, desk, interaction_id, as_json)


def edit_interaction(context: Context, desk: Desk, interaction_id: int, typed: dict[str, str], as_json: bool) -> None:
    """Change a contact made."""
    problems = interactions.read(desk, typed, new=False).problems
    interactions.edit(desk, interaction_id, typed)
    report(context, desk, problems, _KIND)
    print_interaction(context, desk, interaction_id, as_json)


def delete_interaction(context: Context, desk: Desk, interaction_id: int, as_json: bool) -> None:
    """Take a contact made out of its customer's file."""
    found = interactions.interaction(desk, interaction_id)
    interactions.delete(desk, interaction_id)
    _print_one(context, desk, found, as_json)


def print_interaction(context: Context, desk: Desk, interaction_id: int, as_json: bool) -> None:
    """A contact made, as it is now."""
    _print_one(context, desk, interactions.interaction(desk, interaction_id), as_json)


def add_objection(context: Context, desk: Desk, typed: dict[str, str], as_json: bool) -> None:
    """Log an objection; customer=NUMBER says whose."""
    customer_id = _customer(desk, typed)
    problems = objections.read(desk, typed, new=False, customer_id=customer_id).problems
    objection_id, _ = objections.add(desk, customer_id, typed)
    report(context, desk, problems, _OBJECTION)
    made = next(one for one in objections.of_customer(desk, customer_id) if one.id == objection_id)
    if as_json:
        print_json(objection_json(desk, made, customers.file(desk, customer_id).number))
    else:
        context.say(str(made.values["text"]))


def interaction_json(desk: Desk, interaction: Interaction, customer: str | None = None) -> dict[str, Any]:
    """A contact made with its number and the customer's (`customer` where it is known)."""
    number = customers.file(desk, interaction.customer_id).number if customer is None else customer
    told = record_json(desk.fields(_KIND), interaction.values)
    return {"number": interaction.number, "customer": number, **told}


def objection_json(desk: Desk, objection: Objection, customer: str) -> dict[str, Any]:
    return {"customer": customer, **record_json(desk.fields(_OBJECTION), objection.values)}


def interactions_json(desk: Desk, customer_id: int, number: str) -> list[dict[str, Any]]:
    """Those of a whole file, the newest first."""
    return [interaction_json(desk, one, number) for one in interactions.of_customer(desk, customer_id)]


@click.command("interactions")
@click.argument("number", required=False)
@click.option("--kind", "kinds", multiple=True, type=click.Choice([choice.key for choice in INTERACTION_KIND]))
@_by_option
@day_option("--from", "Only from this day on.", "first")
@day_option("--to", "Only until this day.", "last")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@json_option
@pass_context
def interactions_(
    context: Context,
    number: str | None,
    kinds: Sequence[str],
    by: Sequence[str],
    first: dt.date | None,
    last: dt.date | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List contacts made, the newest first, with one customer or all."""
    with context.desk() as desk:
        if number is None:
            dated = interactions.latest(desk, kinds=kinds, by=by, first=first, last=last, limit=limit)
            found = [(one.customer_number, one.interaction) for one in dated]
        else:
            customer_id = customers.id_of(desk, number)
            of_one = interactions.of_customer(desk, customer_id, kinds=kinds, by=by)
            found = [(number, one) for one in of_one if _within(one.at.date(), first, last)][:limit]
        if as_json:
            print_json([interaction_json(desk, one, customer) for customer, one in found])
            return
        _print_all(context, desk, found)


@click.command("steps")
@_by_option
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@today_option
@json_option
@pass_context
def steps(context: Context, by: Sequence[str], limit: int | None, today: dt.date | None, as_json: bool) -> None:
    """List next steps still to be done, the earliest first."""
    with context.desk() as desk:
        day = today or desk.today()
        found = interactions.steps(desk, by=by, limit=limit)
        if not as_json:
            _print_steps(context, desk, found, day)
            return
        rows = [
            {**interaction_json(desk, one.interaction, one.customer_number), "name": one.customer_name} for one in found
        ]
        days = [max(0, (day - one.values["next_date"]).days) for one in found]
        print_json([{**row, "overdue_days": overdue} for row, overdue in zip(rows, days, strict=True)])


@click.command("step-done")
@click.argument("number", metavar="J…")
@json_option
@pass_context
def step_done(context: Context, number: str, as_json: bool) -> None:
    """Note that the next step of a contact made was done today."""
    with context.desk() as desk:
        interaction_id = interactions.id_of(desk, number)
        if not interactions.interaction(desk, interaction_id).is_open:
            raise UserError("step-none", number=number)
        interactions.finish_step(desk, interaction_id)
        print_interaction(context, desk, interaction_id, as_json)


@click.command("objections")
@click.argument("number", required=False)
@click.option("--kind", "kinds", multiple=True, type=click.Choice([choice.key for choice in OBJECTION_KIND]))
@click.option("--outcome", "outcomes", multiple=True, type=click.Choice([c.key for c in OBJECTION_OUTCOME]))
@json_option
@pass_context
def objections_(
    context: Context, number: str | None, kinds: Sequence[str], outcomes: Sequence[str], as_json: bool
) -> None:
    """List objections with answer and outcome, of one customer or all."""
    with context.desk() as desk:
        if number is None:
            told = objections.latest(desk, kinds=kinds, outcomes=outcomes)
            found = [(customer, one) for customer, _name, one in told]
        else:
            of_one = objections.of_customer(desk, customers.id_of(desk, number))
            wanted = [one for one in of_one if not kinds or one.values["kind"] in kinds]
            found = [(number, one) for one in wanted if not outcomes or one.values.get("outcome") in outcomes]
        if as_json:
            print_json([objection_json(desk, one, customer) for customer, one in found])
            return
        fields = desk.fields(_OBJECTION)
        shown = ("raised_on", "kind", "text", "answer", "outcome")
        print_table(
            [[customer, *(_shown(fields[key], one.values.get(key), context.words) for key in shown)]
             for customer, one in found]
        )  # fmt: skip


@click.command("months")
@click.argument("number")
@today_option
@json_option
@pass_context
def months(context: Context, number: str, today: dt.date | None, as_json: bool) -> None:
    """Show the record of each month of a customer: contacts made, what it sells, what we sold to it."""
    with context.desk() as desk:
        found = timeline.months(desk, customers.id_of(desk, number), today or desk.today())
        kinds = desk.fields(_KIND)["kind"]
    if as_json:
        print_json(
            [
                {
                    "month": f"{one.month:%Y-%m}",
                    "visits": [{"date": each.on, "by": each.by or None, "kind": each.kind} for each in one.visits],
                    "average_sales": values.to_json(MONEY, one.average_sales),
                    "our_sales": values.to_json(MONEY, one.our_sales),
                    "notes": one.notes or None,
                }
                for one in found
            ]
        )
        return
    words = context.words
    for one in found:
        money = "" if one.average_sales is None else words.money(one.average_sales)
        print_table([(f"{one.month:%Y-%m}", words.money(one.our_sales), money, one.notes)])
        print_table([("", words.date(each.on), each.by, values.show(kinds, each.kind, words)) for each in one.visits])


def _customer(desk: Desk, typed: dict[str, str]) -> int:
    number = typed.pop("customer", "")
    if not number:
        raise UserError("command-customer-needed")
    return customers.id_of(desk, number)


def _within(day: dt.date, first: dt.date | None, last: dt.date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def _shown(field: Any, value: Any, words: Words) -> str:
    return values.show(field, value, words).replace("\n", " ")


def _print_one(context: Context, desk: Desk, one: Interaction, as_json: bool) -> None:
    if as_json:
        print_json(interaction_json(desk, one))
    else:
        number = customers.file(desk, one.customer_id).number
        _print_all(context, desk, [(number, one)])


def _print_all(context: Context, desk: Desk, found: Sequence[tuple[str, Interaction]]) -> None:
    fields = desk.fields(_KIND)
    print_table(
        [
            [one.number, customer, *(_shown(fields[key], one.values.get(key), context.words) for key in _LISTED)]
            for customer, one in found
        ]
    )


def _print_steps(context: Context, desk: Desk, found: Sequence[interactions.Dated], day: dt.date) -> None:
    words, n = context.words, context.words.ngettext
    fields = desk.fields(_KIND)
    rows = []
    for one in found:
        late = (day - one.values["next_date"]).days
        told = (
            n("{count} day overdue", "{count} days overdue", late).format(count=words.number(late)) if late > 0 else ""
        )
        step = [_shown(fields[key], one.values.get(key), words) for key in ("next_date", "next_step", "by")]
        rows.append([one.interaction.number, one.customer_number, one.customer_name, *step, told])
    print_table(rows)


COMMANDS = (interactions_, steps, step_done, objections_, months)
