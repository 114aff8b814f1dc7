"""Customers and contacts on the command line: search, show, add, edit, delete, restore."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.core import values
from crmdesk.core.choices import TIER
from crmdesk.core.customers import CustomerFile, Listing, Part
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Fields
from crmdesk.core.words import Words
from crmdesk.services import contacts as contact_verbs
from crmdesk.services import customers as verbs
from crmdesk.services.desk import Desk

_LISTED = ("number", "name", "kind", "mobile", "phone", "tier", "grade", "stage", "owner")


@click.command("customers")
@click.option("--query", default="", help="What to search for: names, pinyin, initials, phones, places.")
@click.option("--group", help="Only this group.")
@click.option("--tier", type=click.Choice([choice.key for choice in TIER]), help="Only this tier.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@json_option
@pass_context
def customers(
    context: Context, query: str, group: str | None, tier: str | None, limit: int | None, as_json: bool
) -> None:
    """Search and list customers."""
    with context.desk() as desk:
        listing = Listing(query=query, sort="number" if not query else "name", group=group, tier=tier)
        rows = verbs.rows(desk, verbs.find(desk, listing, limit))
        fields = desk.fields("customer")
    if as_json:
        print_json([{key: getattr(row, key) for key in _LISTED} for row in rows])
        return
    shown = [[values.show(fields[key], getattr(row, key), context.words) for key in _LISTED] for row in rows]
    print_table(shown)
    text = context.words.ngettext("{count} customer", "{count} customers", len(rows))
    context.say(text.format(count=context.words.number(len(rows))))


@click.command("show")
@click.argument("number")
@json_option
@pass_context
def show(context: Context, number: str, as_json: bool) -> None:
    """Show a whole customer file."""
    with context.desk() as desk:
        found = verbs.file(desk, verbs.id_of(desk, number))
        if as_json:
            print_json(whole_json(desk, found))
        else:
            _print_file(desk, found, context.words)


@click.command("add")
@click.argument("kind", type=click.Choice(["customer", "contact"]))
@click.argument("pairs", nargs=-1, metavar="FIELD=VALUE…")
@json_option
@pass_context
def add(context: Context, kind: str, pairs: Sequence[str], as_json: bool) -> None:
    """Add a customer, or a contact with customer=NUMBER."""
    typed = read_pairs(pairs)
    with context.desk() as desk:
        if kind == "customer":
            problems = verbs.read(desk, typed, new=True).problems
            customer_id, _ = verbs.add(desk, typed)
            _report(context, desk, problems)
            _print_customer(context, desk, customer_id, as_json)
            return
        number = typed.pop("customer", "")
        if not number:
            raise UserError("command-customer-needed")
        customer_id = verbs.id_of(desk, number)
        problems = contact_verbs.read(desk, typed, new=True).problems
        contact_id, _ = contact_verbs.add(desk, customer_id, typed)
        _report(context, desk, problems, "contact")
        found = verbs.file(desk, customer_id)
        part = next(contact for contact in found.contacts if contact.id == contact_id)
        if as_json:
            print_json(part_json(desk.fields("contact"), part, found.number))
        else:
            context.say(str(part.values["name"]))


@click.command("edit")
@click.argument("number")
@click.argument("pairs", nargs=-1, required=True, metavar="FIELD=VALUE…")
@json_option
@pass_context
def edit(context: Context, number: str, pairs: Sequence[str], as_json: bool) -> None:
    """Change fields of a customer; an empty value empties the field."""
    typed = read_pairs(pairs)
    with context.desk() as desk:
        customer_id = verbs.id_of(desk, number)
        problems = verbs.read(desk, typed, new=False, customer_id=customer_id).problems
        verbs.edit(desk, customer_id, typed)
        _report(context, desk, problems)
        _print_customer(context, desk, customer_id, as_json)


@click.command("delete")
@click.argument("number")
@json_option
@pass_context
def delete(context: Context, number: str, as_json: bool) -> None:
    """Put a customer into the trash."""
    with context.desk() as desk:
        customer_id = verbs.id_of(desk, number)
        verbs.delete(desk, (customer_id,))
        _print_customer(context, desk, customer_id, as_json)


@click.command("restore-deleted")
@click.argument("number")
@json_option
@pass_context
def restore_deleted(context: Context, number: str, as_json: bool) -> None:
    """Take a customer out of the trash."""
    with context.desk() as desk:
        customer_id = verbs.id_in_trash(desk, number)
        verbs.restore(desk, (customer_id,))
        _print_customer(context, desk, customer_id, as_json)


def read_pairs(pairs: Sequence[str]) -> dict[str, str]:
    """FIELD=VALUE arguments as a mapping. Raises UserError for anything else, or a field given twice."""
    typed: dict[str, str] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or not key.strip():
            raise UserError("command-pair", text=pair)
        key = key.strip()
        if key in typed:
            raise UserError("command-twice", field=key)
        typed[key] = value
    return typed


def record_json(fields: Fields, record: dict[str, Any]) -> dict[str, Any]:
    """Every field by key; those the user defined stand under `own` by their label."""
    plain = {f.key: values.to_json(f, record.get(f.key)) for f in fields.all if not f.by_user}
    own = {f.label.zh: values.to_json(f, record[f.key]) for f in fields.all if f.by_user and f.key in record}
    return {**plain, "own": own} if fields.record == "customer" else plain


def part_json(fields: Fields, part: Part, number: str) -> dict[str, Any]:
    return {"customer": number, **record_json(fields, dict(part.values))}


def whole_json(desk: Desk, found: CustomerFile) -> dict[str, Any]:
    """A whole file; kinds of record that are not kept yet are empty lists."""
    parts = {"contacts": ("contact", found.contacts), "addresses": ("address", found.addresses)}
    return {
        "customer": record_json(desk.fields("customer"), dict(found.values)),
        **{
            name: [part_json(desk.fields(kind), part, found.number) for part in of_kind]
            for name, (kind, of_kind) in parts.items()
        },
        "interactions": [],
        "orders": [],
        "payments": [],
        "complaints": [],
    }


def _print_customer(context: Context, desk: Desk, customer_id: int, as_json: bool) -> None:
    found = verbs.file(desk, customer_id)
    if as_json:
        print_json(record_json(desk.fields("customer"), dict(found.values)))
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
    for kind, parts in (("contact", found.contacts), ("address", found.addresses)):
        part_fields = desk.fields(kind)
        for part in parts:
            click.echo()
            print_table(
                [
                    (words.label(field.label), values.show(field, part.values[field.key], words))
                    for field in part_fields.all
                    if field.key in part.values
                ]
            )


def _report(context: Context, desk: Desk, problems: Any, record: str = "customer") -> None:
    """What is doubtful about values that were kept."""
    fields = desk.fields(record)
    for key, problem in problems.items():
        context.say(f"{context.words.label(fields[key].label)}: {context.words.problem(problem)}")


COMMANDS = (customers, show, add, edit, delete, restore_deleted)
