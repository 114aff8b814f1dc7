"""Doubles on the command line: listing likely ones, saying that two are not the same, merging."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json, print_table
from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.services import customers as customers_verbs
from crmdesk.services.duplicates import MOST_PAIRS, Pair
from crmdesk.services.merging import Comparison


@click.command("duplicates")
@click.option("--limit", type=click.IntRange(min=1), default=MOST_PAIRS, help="At most so many pairs (default: 1000).")
@json_option
@pass_context
def duplicates(context: Context, limit: int, as_json: bool) -> None:
    """List pairs of customers that may be one and the same, the likeliest first."""
    from crmdesk.services import duplicates as verbs

    line = ProgressLine(context.words)
    with context.desk() as desk:
        found = verbs.pairs(desk, limit, line)
    line.end()
    if as_json:
        print_json([_pair_json(pair, context.words) for pair in found])
        return
    print_table([_pair_line(pair, context.words) for pair in found])
    n = context.words.ngettext
    text = n("{count} possible pair of doubles", "{count} possible pairs of doubles", len(found))
    context.say(text.format(count=context.words.number(len(found))))


@click.command("not-same")
@click.argument("one")
@click.argument("other")
@click.option("--undo", "back", is_flag=True, help="They may be the same after all.")
@pass_context
def not_same(context: Context, one: str, other: str, back: bool) -> None:
    """Remember that two customers are not the same: they are no longer listed as doubles."""
    from crmdesk.services import duplicates as verbs

    with context.desk() as desk:
        ids = customers_verbs.id_of(desk, one), customers_verbs.id_of(desk, other)
        if back:
            verbs.take_back_not_same(desk, *ids)
        else:
            verbs.mark_not_same(desk, *ids)


@click.command("merge")
@click.argument("number")
@click.argument("into")
@click.option("--take", multiple=True, metavar="FIELD=from|into|both", help="Whose value of this field stays.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_context
def merge(context: Context, number: str, into: str, take: Sequence[str], yes: bool, as_json: bool) -> None:
    """Bring everything of the customer NUMBER into the file INTO and put the empty one into the trash."""
    from crmdesk.cli.customers import whole_json
    from crmdesk.cli.records import read_pairs
    from crmdesk.services import merging

    choices = read_pairs(take)
    with context.desk() as desk:
        from_id, into_id = customers_verbs.id_of(desk, number), customers_verbs.id_of(desk, into)
        merging.checked(desk, choices)
        compared = merging.compare(desk, from_id, into_id)
        if not yes and not _confirmed(context, compared):
            raise click.Abort
        merging.merge(desk, from_id, into_id, choices, context.words)
        if as_json:
            print_json(whole_json(desk, customers_verbs.file(desk, into_id), context.words))
        else:
            text = context.words.message("customer-merged", {"number": number, "into": into})
            context.say(text)


def _confirmed(context: Context, compared: Comparison) -> bool:
    """Ask at the terminal. Raises UserError('merge-confirm') where there is none."""
    if not sys.stdin.isatty():
        raise UserError("merge-confirm")
    _ = context.words.gettext
    text = _("Merge {number} {name} into {into} {into_name}?").format(
        number=compared.other.number,
        name=compared.other.name,
        into=compared.into.number,
        into_name=compared.into.name,
    )
    return click.confirm(text, err=True)


def _pair_json(pair: Pair, words: Words) -> dict[str, Any]:
    return {
        "one": pair.one.number,
        "other": pair.other.number,
        "names": [pair.one.name, pair.other.name],
        "score": pair.score,
        "reasons": [{"code": reason.code, "message": words.problem(reason)} for reason in pair.reasons],
    }


def _pair_line(pair: Pair, words: Words) -> list[str]:
    reasons = ("；" if words.chinese else "; ").join(words.problem(reason) for reason in pair.reasons)
    return [str(pair.score), pair.one.number, pair.one.name, pair.other.number, pair.other.name, reasons]


COMMANDS = (duplicates, not_same, merge)
