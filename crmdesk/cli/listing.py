"""Which customers a command is about, the same options everywhere, and the command that lists them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.core import values
from crmdesk.core.choices import TIER
from crmdesk.core.customers import Listing
from crmdesk.core.filtering import Filter, Test, parse_condition
from crmdesk.services import listing as verbs
from crmdesk.services.desk import Desk

_WHERE = (
    'Only where a field meets a test, such as "owner is 陈立", "tier is gold; silver", "notes empty", '
    '"created_on last-days 30" or "turnover between 1000000 5000000"; given several times, all must hold. '
    f"Tests: {', '.join(Test)}. Fields: see the command fields."
)


def which_customers(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options --query, --group, --tier and --where."""
    options = (
        click.option("--query", default="", help="Only what a search finds: names, pinyin, initials, phones, places."),
        click.option("--group", help="Only this group, made by hand or dynamic."),
        click.option("--tier", type=click.Choice([choice.key for choice in TIER]), help="Only this tier."),
        click.option("--where", multiple=True, metavar='"FIELD TEST VALUE"', help=_WHERE),
    )
    for option in reversed(options):
        command = option(command)
    return command


def listing_of(
    desk: Desk,
    query: str,
    group: str | None,
    tier: str | None,
    where: Sequence[str],
    sort: str = "number",
    *,
    descending: bool = False,
) -> Listing:
    """The list that the options mean. Raises UserError('group-unknown', 'filter-unreadable' or 'filter-unfit')."""
    if group is not None:
        from crmdesk.services import groups

        groups.named(desk, group)
    return Listing(query, sort, group, tier, filter=filter_of(desk, where), descending=descending)


def filter_of(desk: Desk, where: Sequence[str]) -> Filter:
    """The filter that --where means. Raises UserError('filter-unreadable' or 'filter-unfit')."""
    fields = desk.fields("customer")
    return Filter(tuple(parse_condition(fields, text) for text in where))


_LISTED = ("number", "name", "kind", "mobile", "phone", "tier", "grade", "stage", "owner")


@click.command("customers")
@which_customers
@click.option("--sort", metavar="KEY", help="Order by a field, or: opened, created (default: number; searching, name).")
@click.option("--descending", is_flag=True, help="The order turned round; empty values stay last.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@json_option
@pass_context
def customers(
    context: Context,
    query: str,
    group: str | None,
    tier: str | None,
    where: Sequence[str],
    sort: str | None,
    descending: bool,
    limit: int | None,
    as_json: bool,
) -> None:
    """Search and list customers."""
    with context.desk() as desk:
        order = sort or ("name" if query else "number")
        listing = listing_of(desk, query, group, tier, where, order, descending=descending)
        rows = verbs.rows(desk, verbs.find(desk, listing, limit))
        fields = desk.fields("customer")
    if as_json:
        print_json([{key: getattr(row, key) for key in _LISTED} for row in rows])
        return
    shown = [[values.show(fields[key], getattr(row, key), context.words) for key in _LISTED] for row in rows]
    print_table(shown)
    text = context.words.ngettext("{count} customer", "{count} customers", len(rows))
    context.say(text.format(count=context.words.number(len(rows))))


COMMANDS = (customers,)
