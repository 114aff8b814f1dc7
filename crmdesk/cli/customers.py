"""Customers on the command line: show, add, edit, delete, restore."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from crmdesk.cli import file_parts, parts
from crmdesk.cli.assessments import assessments_json
from crmdesk.cli.churn_json import losses_json
from crmdesk.cli.complaints_json import complaints_json
from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import today_option
from crmdesk.cli.delivered_value import delivered_values_json
from crmdesk.cli.interactions import interactions_json
from crmdesk.cli.records import part_json, record_json, report
from crmdesk.cli.sales_json import dealings_json
from crmdesk.cli.surveys import surveys_json
from crmdesk.cli.tasks import tasks_json
from crmdesk.core import values
from crmdesk.core.customers import CustomerFile
from crmdesk.core.privacy import consent_problems
from crmdesk.core.words import Words
from crmdesk.services import customers as verbs
from crmdesk.services import marks, tiers
from crmdesk.services.desk import Desk


@click.command("show")
@click.argument("number")
@today_option
@json_option
@pass_context
def show(context: Context, number: str, today: dt.date | None, as_json: bool) -> None:
    """Show a whole customer file."""
    with context.desk() as desk:
        found = verbs.file(desk, verbs.id_of(desk, number))
        if today is not None:
            found = marks.as_of(desk, found, today)
        if as_json:
            print_json(whole_json(desk, found, context.words, today))
        else:
            _print_file(desk, found, context.words)
        report(context, desk, consent_problems(found.values))


def add_customer(context: Context, desk: Desk, typed: dict[str, str], as_json: bool) -> None:
    problems = verbs.read(desk, typed, new=True).problems
    customer_id, _ = verbs.add(desk, typed)
    report(context, desk, problems)
    _print_customer(context, desk, customer_id, as_json)


def edit_customer(context: Context, desk: Desk, customer_id: int, typed: dict[str, str], as_json: bool) -> None:
    problems = verbs.read(desk, typed, new=False, customer_id=customer_id).problems
    verbs.edit(desk, customer_id, typed)
    report(context, desk, problems)
    _print_customer(context, desk, customer_id, as_json)


def delete_customer(context: Context, desk: Desk, customer_id: int, as_json: bool) -> None:
    """Put a customer into the trash."""
    verbs.delete(desk, (customer_id,))
    _print_customer(context, desk, customer_id, as_json)


def restore_customer(context: Context, desk: Desk, customer_id: int, as_json: bool) -> None:
    """Take a customer out of the trash."""
    verbs.restore(desk, (customer_id,))
    _print_customer(context, desk, customer_id, as_json)


def whole_json(desk: Desk, found: CustomerFile, words: Words, today: dt.date | None = None) -> dict[str, Any]:
    """A whole file; `today`: what complaints warn of on another day."""
    names = {"contacts": "contact", "addresses": "address", "elsewhere": "elsewhere"}
    of_file = file_parts.parts_of(found)
    return {
        "customer": _customer_json(desk, found),
        **{
            name: [part_json(desk.fields(kind), part, found.number) for part in of_file[kind]]
            for name, kind in names.items()
        },
        **parts.parts_json(desk, found.id),
        "completeness": file_parts.completeness_json(desk, found),
        "interactions": interactions_json(desk, found.id, found.number),
        **dealings_json(desk, found.id),
        "complaints": complaints_json(desk, found.id, words, today),
        "tasks": tasks_json(desk, found.id),
        "surveys": surveys_json(desk, found.id),
        "losses": losses_json(desk, found.id),
        "assessments": assessments_json(desk, found.id, words),
        "delivered_values": delivered_values_json(desk, found.id, found.number),
    }


def _customer_json(desk: Desk, found: CustomerFile) -> dict[str, Any]:
    """The fields, and whether tier and grade are by hand."""
    fixed = tiers.by_hand(desk, found.id)
    return {**record_json(desk.fields("customer"), dict(found.values)),
            "tier_by_hand": fixed["tier"], "grade_by_hand": fixed["grade"]}  # fmt: skip


def _print_customer(context: Context, desk: Desk, customer_id: int, as_json: bool) -> None:
    found = verbs.file(desk, customer_id)
    if as_json:
        print_json(_customer_json(desk, found))
    else:
        click.echo(f"{found.number}  {found.name}")


def _print_file(desk: Desk, found: CustomerFile, words: Words) -> None:
    fields = desk.fields("customer")
    click.echo(f"{found.name}  {found.number}")
    print_table(
        [
            (words.label(field.label_for(found.kind)), values.show(field, found.values[field.key], words))
            for field in fields.all
            if field.key in found.values and field.key not in ("name", "number")
        ]
    )
    for kind, of_kind in file_parts.parts_of(found).items():
        part_fields = desk.fields(kind)
        for part in of_kind:
            click.echo()
            print_table(
                [
                    (words.label(field.label), values.show(field, part.values[field.key], words))
                    for field in part_fields.all
                    if field.key in part.values
                ]
            )


COMMANDS = (show,)
