"""What lies in a customer's file beside its fields, on the command line: contacts, addresses, what is bought elsewhere;
verifying, completeness, the register of competitors."""

from __future__ import annotations

from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.records import part_json, record_json, report
from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Fields
from crmdesk.services import addresses, competitors, completeness, contacts, customers, elsewhere, reviewing
from crmdesk.services.completeness import CONTACTS, Measured
from crmdesk.services.desk import Desk

_VERBS: dict[str, Any] = {"contact": contacts, "address": addresses, "elsewhere": elsewhere}
ADDED = (*_VERBS, "competitor")
"""What `add` adds beside customers."""


def add_record(context: Context, desk: Desk, kind: str, typed: dict[str, str], as_json: bool) -> None:
    """Add one of `ADDED`; what belongs to a customer says to whom by customer=NUMBER."""
    if kind == "competitor":
        problems = competitors.read(desk, typed, new=True).problems
        competitor_id, _ = competitors.add(desk, typed)
        report(context, desk, problems, kind)
        if as_json:
            stored = desk.records.read(kind, competitor_id) or {}
            print_json(record_json(desk.fields(kind), stored))
        else:
            context.say(typed["name"].strip())
        return
    number = typed.pop("customer", "")
    if not number:
        raise UserError("command-customer-needed")
    customer_id = customers.id_of(desk, number)
    verbs = _VERBS[kind]
    problems = verbs.read(desk, typed, new=True).problems
    part_id, _ = verbs.add(desk, customer_id, typed)
    report(context, desk, problems, kind)
    found = customers.file(desk, customer_id)
    part = next(part for part in parts_of(found)[kind] if part.id == part_id)
    if as_json:
        print_json(part_json(desk.fields(kind), part, found.number))
    else:
        context.say(next(str(value) for value in part.values.values()))


def parts_of(found: CustomerFile) -> dict[str, tuple[Part, ...]]:
    """The parts of a file by kind of record."""
    return {"contact": found.contacts, "address": found.addresses, "elsewhere": found.elsewhere}


def completeness_json(desk: Desk, found: CustomerFile) -> dict[str, Any]:
    """How complete a file is: `percent`, and the keys of what is `missing`."""
    complete = completeness.of_file(desk, found)
    return {"percent": complete.percent, "missing": list(complete.missing)}


@click.command("verify")
@click.argument("number")
@json_option
@pass_context
def verify(context: Context, number: str, as_json: bool) -> None:
    """Note that a file was compared with the truth today."""
    with context.desk() as desk:
        customer_id = customers.id_of(desk, number)
        reviewing.verify(desk, customer_id)
        found = customers.file(desk, customer_id)
        if as_json:
            print_json({"number": found.number, "verified_on": found.values["verified_on"]})
        else:
            click.echo(f"{found.number}  {found.name}")


@click.command("completeness")
@click.argument("number", required=False)
@json_option
@pass_context
def completeness_(context: Context, number: str | None, as_json: bool) -> None:
    """Show how complete one file is and what is missing, or that of every file."""
    with context.desk() as desk:
        if number is None:
            found = list(completeness.of_all(desk))
        else:
            file = customers.file(desk, customers.id_of(desk, number))
            found = [Measured(file.number, file.name, file.kind, completeness.of_file(desk, file))]
        fields = desk.fields("customer")
    if not as_json:
        print_table([_row(context, fields, measured) for measured in found])
        return
    rows = [
        {"number": one.number, "percent": one.complete.percent, "missing": list(one.complete.missing)} for one in found
    ]
    print_json(rows if number is None else rows[0])


def _row(context: Context, fields: Fields, measured: Measured) -> list[str]:
    words = context.words
    contacts_ = words.gettext("Contacts that can be reached")
    missing = [
        contacts_ if key == CONTACTS else words.label(fields[key].label_for(measured.kind))
        for key in measured.complete.missing
    ]
    percent = f"{measured.complete.percent}%"
    return [measured.number, measured.name, percent, ("、" if words.chinese else ", ").join(missing)]


@click.command("competitors")
@json_option
@pass_context
def competitors_(context: Context, as_json: bool) -> None:
    """List the register of competitors, with how many customers buy from each."""
    with context.desk() as desk:
        found = competitors.all_competitors(desk)
    if as_json:
        keys = ("name", "strengths", "weaknesses", "notes")
        print_json([{**{key: getattr(c, key) or None for key in keys}, "customers": c.customers} for c in found])
        return
    print_table([[c.name, context.words.number(c.customers), c.strengths, c.weaknesses] for c in found])


COMMANDS = (verify, completeness_, competitors_)
