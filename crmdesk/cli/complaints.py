"""Complaints through the six handling steps on the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from crmdesk.cli import complaint_figures
from crmdesk.cli.complaints_json import cases_json, complaint_json, print_case, print_line
from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json
from crmdesk.cli.days import day_option, today_option
from crmdesk.cli.records import read_pairs, report
from crmdesk.core.choices import COMPLAINT_CATEGORY, COMPLAINT_STATE
from crmdesk.core.complaint_lists import Complaints
from crmdesk.core.complaint_steps import called
from crmdesk.core.complaints import AFTERWARDS, STEPS, Step
from crmdesk.core.errors import UserError
from crmdesk.services import complaint_lists, complaint_steps, complaints, customers
from crmdesk.services.desk import Desk

Texts = dict[str, str]
_STEP, _NO = click.Choice(STEPS), "T…"
_round_option = click.option(
    "--round", "round_", type=click.IntRange(min=1), help="Of this round (default: the present)."
)


@click.group("complaint")
def complaint() -> None:
    """Complaints, led through six steps: listen, apologise, restate, empathise, compensate, confirm."""


@complaint.command("add")
@click.argument("pairs", nargs=-1, metavar="FIELD=VALUE…")
@click.option("--customer", metavar="NUMBER", help="Whose complaint.")
@click.option("--words", metavar="TEXT", help="What the customer said.")
@json_option
@pass_context
def add(context: Context, pairs: Sequence[str], customer: str | None, words: str | None, as_json: bool) -> None:
    """Log a complaint; customer and words are enough."""
    given = {"customer": customer, "words": words}
    options = [f"{key}={text}" for key, text in given.items() if text is not None]
    typed = read_pairs([*options, *pairs])
    with context.desk() as desk:
        add_complaint(context, desk, typed, as_json)


def add_complaint(context: Context, desk: Desk, typed: Texts, as_json: bool) -> None:
    """customer=NUMBER says whose."""
    number = typed.pop("customer", "")
    if not number:
        raise UserError("command-customer-needed")
    customer_id = customers.id_of(desk, number)
    inward = _inward(typed)
    problems = complaints.read(desk, inward, new=False, customer_id=customer_id).problems
    complaint_id, _ = complaints.add(desk, customer_id, inward)
    report(context, desk, problems, "complaint")
    print_complaint(context, desk, complaint_id, as_json)


def edit_complaint(context: Context, desk: Desk, complaint_id: int, typed: Texts, as_json: bool) -> None:
    inward = _inward(typed)
    problems = complaints.read(desk, inward, new=False, complaint_id=complaint_id).problems
    complaints.edit(desk, complaint_id, inward)
    report(context, desk, problems, "complaint")
    print_complaint(context, desk, complaint_id, as_json)


def delete_complaint(context: Context, desk: Desk, complaint_id: int, as_json: bool) -> None:
    """Put a complaint into the trash."""
    print_complaint(context, desk, complaint_id, as_json)
    complaints.delete(desk, (complaint_id,))


def print_complaint(context: Context, desk: Desk, complaint_id: int, as_json: bool) -> None:
    """A complaint, as it is now."""
    case = complaints.case(desk, complaint_id)
    if as_json:
        print_json(complaint_json(desk, case, context.words))
    else:
        print_line(desk, [case], context.words)


@complaint.command("step")
@click.argument("number", metavar=_NO)
@click.argument("step", type=_STEP)
@click.argument("pairs", nargs=-1, metavar="FIELD=VALUE…")
@_round_option
@json_option
@pass_context
def step_(context: Context, number: str, step: str, pairs: Sequence[str], round_: int | None, as_json: bool) -> None:
    """Do the next step, or correct one that is done (of the present round, or of --round).

    The step confirm also takes root_cause, prevention and the checklist of the complaint.
    """
    typed = read_pairs(pairs)
    after = {key: typed.pop(key) for key in AFTERWARDS if key in typed and step == STEPS[-1]}
    with context.desk() as desk:
        complaint_id = complaints.id_of(desk, number)
        done = _step_of(desk, complaint_id, step, round_)
        step_id = done.id if done is not None and (typed or after) else None
        problems = complaint_steps.read_step(desk, complaint_id, step, typed, step_id=step_id).problems
        if step_id is None:
            complaint_steps.finish(desk, complaint_id, step, typed, complaint_typed=after)
        else:
            complaint_steps.correct(desk, step_id, typed, complaint_typed=after)
            context.say(context.words.gettext("This step was done already; it was corrected."))
        report(context, desk, {key: each for key, each in problems.items() if not each.hard}, "complaint_step")
        print_complaint(context, desk, complaint_id, as_json)


@complaint.command("list")
@click.option("--state", "states", multiple=True, type=click.Choice([choice.key for choice in COMPLAINT_STATE]))
@click.option("--responsible", multiple=True, help="Only those of this person of ours.")
@click.option("--category", multiple=True, type=click.Choice([choice.key for choice in COMPLAINT_CATEGORY]))
@click.option("--customer", metavar="NUMBER", help="Only those of this customer.")
@click.option("--query", default="", help="Only those in whose texts this stands.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@today_option
@json_option
@pass_context
def list_(
    context: Context,
    states: tuple[str, ...],
    responsible: tuple[str, ...],
    category: tuple[str, ...],
    customer: str | None,
    query: str,
    limit: int | None,
    today: dt.date | None,
    as_json: bool,
) -> None:
    """List complaints, what is due first at the top."""
    with context.desk() as desk:
        whose = customers.id_of(desk, customer) if customer else None
        wanted = Complaints(query, states, category=category, responsible=responsible, customer_id=whose)
        ids = complaint_lists.find(desk, wanted, limit)
        found = complaints.cases(desk, ids, complaints.local_now(desk, today))
        if as_json:
            print_json(cases_json(desk, found, context.words))
        else:
            print_line(desk, found, context.words)


@complaint.command("show")
@click.argument("number", metavar=_NO)
@today_option
@json_option
@pass_context
def show(context: Context, number: str, today: dt.date | None, as_json: bool) -> None:
    """Show a complaint with its steps and warnings."""
    with context.desk() as desk:
        case = complaints.case(desk, complaints.id_of(desk, number), complaints.local_now(desk, today))
        if as_json:
            print_json(complaint_json(desk, case, context.words))
        else:
            print_case(desk, case, context.words)


@complaint.command("edit")
@click.argument("number", metavar=_NO)
@click.argument("pairs", nargs=-1, required=True, metavar="FIELD=VALUE…")
@json_option
@pass_context
def edit(context: Context, number: str, pairs: Sequence[str], as_json: bool) -> None:
    """Change fields of a complaint; an empty value empties the field."""
    typed = read_pairs(pairs)
    with context.desk() as desk:
        edit_complaint(context, desk, complaints.id_of(desk, number), typed, as_json)


@complaint.command("move")
@click.argument("number", metavar=_NO)
@click.argument("customer", metavar="NUMBER")
@json_option
@pass_context
def move(context: Context, number: str, customer: str, as_json: bool) -> None:
    """Give a complaint to the customer it belongs to."""
    with context.desk() as desk:
        complaint_id = complaints.id_of(desk, number)
        complaints.move(desk, complaint_id, customers.id_of(desk, customer))
        print_complaint(context, desk, complaint_id, as_json)


@complaint.command("reopen")
@click.argument("number", metavar=_NO)
@click.argument("pairs", nargs=-1, metavar="FIELD=VALUE…")
@click.option("--reason", default="", help="Why.")
@json_option
@pass_context
def reopen(context: Context, number: str, pairs: Sequence[str], reason: str, as_json: bool) -> None:
    """Take up again a complaint that is closed, unresolved or imported, with the reason: a new round begins."""
    typed = read_pairs(pairs)
    given = reason or typed.pop("reason", "") or typed.pop("text", "")
    _known(typed)
    with context.desk() as desk:
        complaint_id = complaints.id_of(desk, number)
        complaints.reopen(desk, complaint_id, given)
        print_complaint(context, desk, complaint_id, as_json)


@complaint.command("unresolved")
@click.argument("number", metavar=_NO)
@click.argument("pairs", nargs=-1, metavar="FIELD=VALUE…")
@click.option("--reason", help="Why, in a sentence; or one of unreachable, refused, law, other with text=.")
@json_option
@pass_context
def unresolved(context: Context, number: str, pairs: Sequence[str], reason: str | None, as_json: bool) -> None:
    """Close a complaint without a satisfied customer: reason= text= (and tries= of one who cannot be reached)."""
    typed = read_pairs(pairs)
    if reason is not None and "reason" not in typed:
        typed = {**typed, "reason": reason} if "text" in typed else {**typed, "reason": "other", "text": reason}
    with context.desk() as desk:
        complaint_id = complaints.id_of(desk, number)
        complaints.unresolved(desk, complaint_id, typed)
        print_complaint(context, desk, complaint_id, as_json)


@complaint.command("attach")
@click.argument("number", metavar=_NO)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--step", type=_STEP, help="Beside this step (default: the one to be done next).")
@_round_option
@json_option
@pass_context
def attach(
    context: Context, number: str, files: Sequence[Path], step: str | None, round_: int | None, as_json: bool
) -> None:
    """Keep files beside a step: all of them, or none when one cannot be kept."""
    progress = ProgressLine(context.words)
    with context.desk() as desk:
        complaint_id = complaints.id_of(desk, number)
        one = complaints.complaint(desk, complaint_id)
        place = (round_ or one.round, step or one.step or STEPS[0])
        try:
            added = complaint_steps.attach(desk, complaint_id, *place, files, strict=True, progress=progress)
        finally:
            progress.end()
        for error in added.refused:
            context.say(context.words.error(error))
        print_complaint(context, desk, complaint_id, as_json)


@complaint.command("deliver")
@click.argument("number", metavar=_NO)
@day_option("--on", "On this day (default: today).", "on")
@_round_option
@json_option
@pass_context
def deliver(context: Context, number: str, on: dt.date | None, round_: int | None, as_json: bool) -> None:
    """Note that what was promised in step 5 reached the customer."""
    with context.desk() as desk:
        complaint_id = complaints.id_of(desk, number)
        step_id = _promised(desk, complaint_id, round_)
        complaint_steps.deliver(desk, step_id, on or desk.today())
        print_complaint(context, desk, complaint_id, as_json)


def _inward(typed: Mapping[str, str]) -> Texts:
    return {"sales_order" if key == "order" else key: text for key, text in typed.items()}


def _known(left: Mapping[str, str]) -> None:
    for key in left:
        raise UserError("field-unknown", field=key)


def _step_of(desk: Desk, complaint_id: int, step: str, round_: int | None) -> Step | None:
    """The step that is done in the present round; of another round it must be. Raises UserError('step-not-done')."""
    case = complaints.case(desk, complaint_id)
    found = case.step(round_ or case.complaint.round, step)
    if found is None and round_ not in (None, case.complaint.round):
        raise UserError("step-not-done", step=called(step), round=round_)
    return found


def _promised(desk: Desk, complaint_id: int, round_: int | None) -> int:
    """The fifth step of a round; without one the last that still has to be delivered, else the last."""
    steps = [step for step in complaints.case(desk, complaint_id).steps if step.step == "compensate"]
    found = [step for step in steps if round_ in (None, step.round)]
    waiting = [step for step in found if "delivered_on" not in step.values and step.values.get("kind") != "none"]
    if not found:
        raise UserError("deliver-nothing")
    return (waiting or found)[-1].id


complaint.add_command(complaint_figures.figures)
COMMANDS = (complaint,)
