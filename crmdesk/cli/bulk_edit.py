"""Changing many customers at once on the command line."""

from __future__ import annotations

from collections.abc import Sequence

import click

from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json, print_table
from crmdesk.cli.listing import listing_of, which_customers
from crmdesk.cli.records import read_pairs
from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.services import listing
from crmdesk.services.bulk_edit import BulkPreview


@click.command("edit-many")
@which_customers
@click.option("--all", "everybody", is_flag=True, help="Every customer; needed where nothing else says which.")
@click.option("--add-group", "add", multiple=True, metavar="GROUP", help="Put them into this group.")
@click.option("--remove-group", "remove", multiple=True, metavar="GROUP", help="Take them out of this group.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.argument("pairs", nargs=-1, metavar="FIELD=VALUE…")
@json_option
@pass_context
def edit_many(
    context: Context,
    query: str,
    group: str | None,
    tier: str | None,
    where: Sequence[str],
    everybody: bool,
    add: Sequence[str],
    remove: Sequence[str],
    dry_run: bool,
    pairs: Sequence[str],
    as_json: bool,
) -> None:
    """Set fields of many customers, put them into groups or take them out; one undo takes all of it back."""
    from crmdesk.services import bulk_edit as verbs

    typed = read_pairs(pairs)
    if not (query.strip() or group or tier or where or everybody):
        raise UserError("bulk-everybody")
    line = ProgressLine(context.words)
    with context.desk() as desk:
        ids = listing.find(desk, listing_of(desk, query, group, tier, where))
        found = verbs.preview(desk, ids, typed, groups_add=add, groups_remove=remove)
        if not dry_run:
            verbs.apply(desk, ids, typed, groups_add=add, groups_remove=remove, progress=line)
        fields = desk.fields("customer")
    line.end()
    for key, problem in found.warnings.items():
        context.say(f"{context.words.label(fields[key].label)}: {context.words.problem(problem)}")
    if as_json:
        print_json(_json(found, len(ids), context.words))
    else:
        _print(found, len(ids), context.words)


def _json(found: BulkPreview, matched: int, words: Words) -> dict[str, object]:
    return {
        "matched": matched,
        "changed": found.changed,
        "same": found.same,
        "refused": len(found.refused),
        "problems": [
            {"number": number, "code": problem.code, "message": words.problem(problem)}
            for number, problem in found.refused
        ],
    }


def _print(found: BulkPreview, matched: int, words: Words) -> None:
    _ = words.gettext
    rows = (
        (_("Matched"), matched),
        (_("Changed"), found.changed),
        (_("Same already"), found.same),
        (_("Refused"), len(found.refused)),
    )
    print_table([(label, words.number(count)) for label, count in rows])
    for number, problem in found.refused:
        click.echo(f"{number}: {words.problem(problem)}", err=True)


COMMANDS = (edit_many,)
