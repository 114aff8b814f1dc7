"""The registry of fields as a command."""

from __future__ import annotations

import click
from msgspec.structs import replace

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.records import LINES, outward
from crmdesk.core.fields import Field, Type, describe
from crmdesk.core.registry import PARTS, REGISTRY
from crmdesk.core.words import Label
from crmdesk.services.places import default_data_file

_CUSTOMER = Field("customer", Label("Customer", "客户"), Type.CUSTOMER, required=True)
"""Whose record it is: said in `add`, given by the place in a file everywhere else."""


@click.command("fields")
@json_option
@pass_context
def fields(context: Context, as_json: bool) -> None:
    """List every field: key, label, type and the headers spreadsheets use for it."""
    found: list[tuple[str, Field]] = []
    for kind in REGISTRY.values():
        if kind.record in PARTS and kind.record not in LINES:
            found.append((outward(kind.record), _CUSTOMER))
        found += [(outward(kind.record), replace(field, key=outward(field.key))) for field in kind.all]
        if kind.record == "customer":
            found += _own_fields(context)
    if as_json:
        print_json([describe(field, record) for record, field in found])
        return
    label = context.words.label
    rows = [(record, f.key, label(f.label), f.type.value, ", ".join(f.synonyms)) for record, f in found]
    print_table(rows)


def _own_fields(context: Context) -> list[tuple[str, Field]]:
    """The user's own fields, where there is a data file."""
    path = context.data or default_data_file()
    if not path.is_file():
        return []
    with context.desk() as desk:
        return [("customer", field) for field in desk.records.user_fields()]


COMMANDS = (fields,)
