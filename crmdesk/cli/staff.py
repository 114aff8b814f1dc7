"""Our people, their commission, and call campaigns on the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import today_option
from crmdesk.cli.listing import listing_of, which_customers
from crmdesk.cli.records import MONEY, read_pairs, record_json, report
from crmdesk.core import values
from crmdesk.core.campaigns import Call, Campaign
from crmdesk.core.choices import CALL_OUTCOME
from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.services import campaigns as campaign_verbs
from crmdesk.services import commission as commission_verbs
from crmdesk.services import customers
from crmdesk.services import staff as verbs
from crmdesk.services.desk import Desk


def add_staff(context: Context, desk: Desk, typed: dict[str, str], as_json: bool) -> None:
    """Add one of our people to the register."""
    problems = verbs.read(desk, typed, new=True).problems
    staff_id, _ = verbs.add(desk, typed)
    report(context, desk, problems, "staff")
    made = verbs.member(desk, staff_id)
    if as_json:
        print_json(staff_json(desk, made))
    else:
        click.echo(made.name)


def staff_json(desk: Desk, one: verbs.StaffMember) -> dict[str, Any]:
    """With how many files the person owns."""
    fields = desk.fields("staff")
    known = {field.key: getattr(one, field.key) for field in fields.all}
    return {**record_json(fields, known), "customers": one.customers}


@click.command("staff")
@click.option("--left", is_flag=True, help="Also those who left.")
@json_option
@pass_context
def staff(context: Context, left: bool, as_json: bool) -> None:
    """List our people with role, commission and how many files they own."""
    with context.desk() as desk:
        found = verbs.staff(desk, left=left)
        if as_json:
            print_json([staff_json(desk, one) for one in found])
            return
        role = desk.fields("staff")["role"]
    words = context.words
    print_table([(one.name, values.show(role, one.role, words), words.number(one.customers)) for one in found])


@click.command("staff-edit")
@click.argument("name")
@click.argument("pairs", nargs=-1, required=True, metavar="FIELD=VALUE…")
@json_option
@pass_context
def staff_edit(context: Context, name: str, pairs: Sequence[str], as_json: bool) -> None:
    """Change one of our people; a new name takes the old one's place everywhere."""
    typed = read_pairs(pairs)
    with context.desk() as desk:
        found = next((one for one in verbs.staff(desk, left=True, counted=False) if one.name == name), None)
        if found is None:
            raise UserError("staff-named", name=name)
        problems = verbs.read(desk, typed, new=False, staff_id=found.id).problems
        verbs.edit(desk, found.id, typed)
        report(context, desk, problems, "staff")
        now = verbs.member(desk, found.id)
        if as_json:
            print_json(staff_json(desk, now))
        else:
            click.echo(now.name)


@click.command("commission")
@click.argument("year", type=click.IntRange(1900, 2200))
@today_option
@json_option
@pass_context
def commission(context: Context, year: int, today: dt.date | None, as_json: bool) -> None:
    """Show what our people earn of the money received in a year, by month."""
    with context.desk() as desk:
        if not commission_verbs.is_on(desk):
            context.say(context.words.message("commission-off", {}))
        found = commission_verbs.by_month(desk, year, today or desk.today())
    if as_json:
        print_json([_commission_json(one) for one in found])
        return
    words = context.words
    print_table(
        [
            (f"{one.month:%Y-%m}", one.name, words.money(one.received), f"{words.number(one.rate)}%",
             words.money(one.commission))
            for one in found
        ]
    )  # fmt: skip


def _commission_json(one: commission_verbs.Commission) -> dict[str, Any]:
    amounts = {key: values.to_json(MONEY, getattr(one, key)) for key in ("received", "commission")}
    return {"month": f"{one.month:%Y-%m}", "name": one.name or None, **amounts, "rate": one.rate.normalize()}


@click.group("campaign")
def campaign() -> None:
    """Call campaigns: lists of customers to be called, a script, and what came of each call."""


@campaign.command("add")
@click.argument("pairs", nargs=-1, required=True, metavar="FIELD=VALUE…")
@which_customers
@json_option
@pass_context
def campaign_add(
    context: Context,
    pairs: Sequence[str],
    query: str,
    group: str | None,
    tier: str | None,
    where: Sequence[str],
    as_json: bool,
) -> None:
    """Make a campaign (name=…, script=…, until=…) for the customers chosen."""
    typed = read_pairs(pairs)
    with context.desk() as desk:
        problems = campaign_verbs.read(desk, typed, new=True).problems
        chosen = customers.find(desk, listing_of(desk, query, group, tier, where))
        campaign_id, _ = campaign_verbs.add(desk, typed, chosen)
        report(context, desk, problems, "campaign")
        _print_campaign(context, desk, campaign_verbs.campaign(desk, campaign_id), as_json)


@campaign.command("list")
@json_option
@pass_context
def campaign_list(context: Context, as_json: bool) -> None:
    """List campaigns with how many were called and what came of it."""
    with context.desk() as desk:
        found = campaign_verbs.campaigns(desk)
        if as_json:
            print_json([campaign_json(desk, one) for one in found])
            return
    words = context.words
    print_table([(one.name, f"{words.number(one.called)} / {words.number(one.count)}") for one in found])


@campaign.command("show")
@click.argument("name")
@click.option("--open", "open_only", is_flag=True, help="Only those still to be called.")
@json_option
@pass_context
def campaign_show(context: Context, name: str, open_only: bool, as_json: bool) -> None:
    """Show a campaign with the customers on its list."""
    with context.desk() as desk:
        found = campaign_verbs.named(desk, name)
        calls = campaign_verbs.calls(desk, found.id, open_only=open_only)
        if as_json:
            print_json({**campaign_json(desk, found), "calls": [call_json(one) for one in calls]})
            return
        outcome = desk.fields("campaign_call")["outcome"]
    click.echo(found.name)
    print_table([_call_row(one, values.show(outcome, one.outcome, context.words), context.words) for one in calls])


@campaign.command("call")
@click.argument("name")
@click.argument("number")
@click.argument("outcome", type=click.Choice([choice.key for choice in CALL_OUTCOME]))
@click.option("--notes", default="", help="What was said.")
@click.option("--next-step", default="", help="What is to be done next.")
@click.option("--next-date", default="", metavar="DAY", help="When.")
@json_option
@pass_context
def campaign_call(
    context: Context, name: str, number: str, outcome: str, notes: str, next_step: str, next_date: str, as_json: bool
) -> None:
    """Note what came of the call to a customer; where somebody was reached it is a contact made."""
    with context.desk() as desk:
        campaign_id = campaign_verbs.named(desk, name).id
        call = campaign_verbs.call_of(desk, campaign_id, customers.id_of(desk, number), number)
        campaign_verbs.record(desk, call.id, outcome, notes, next_step, next_date)
        made = campaign_verbs.call(desk, call.id)
        assert made is not None
        shown = values.show(desk.fields("campaign_call")["outcome"], made.outcome, context.words)
    if as_json:
        print_json(call_json(made))
    else:
        print_table([_call_row(made, shown, context.words)])


def campaign_json(desk: Desk, one: Campaign) -> dict[str, Any]:
    """With how many are on the list, how many were called, and how many calls had each outcome."""
    counted = {choice.key: one.outcomes.get(choice.key, 0) for choice in CALL_OUTCOME}
    return {**record_json(desk.fields("campaign"), one.values), "count": one.count, "called": one.called,
            "outcomes": counted}  # fmt: skip


def call_json(one: Call) -> dict[str, Any]:
    """`at` is local."""
    return {
        "customer": one.customer_number,
        "name": one.customer_name,
        "phones": list(one.phones),
        "outcome": one.outcome,
        "at": None if one.at is None else one.at.isoformat(timespec="minutes"),
        "notes": one.notes or None,
    }


def _print_campaign(context: Context, desk: Desk, one: Campaign, as_json: bool) -> None:
    if as_json:
        print_json(campaign_json(desk, one))
    else:
        n = context.words.ngettext
        told = n("{count} customer", "{count} customers", one.count).format(count=context.words.number(one.count))
        click.echo(f"{one.name}  {told}")


def _call_row(one: Call, outcome: str, words: Words) -> list[str]:
    at = "" if one.at is None else words.moment(one.at)
    return [one.customer_number, one.customer_name, *(one.phones or ("",))[:1], at, outcome, one.notes]


COMMANDS = (staff, staff_edit, commission, campaign)
