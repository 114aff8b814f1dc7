"""Which customers a command is about, the same options everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from crmdesk.core.choices import TIER
from crmdesk.core.customers import Listing
from crmdesk.core.filtering import Filter, Test, parse_condition
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
    from crmdesk.services import groups

    if group is not None:
        groups.named(desk, group)
    return Listing(query, sort, group, tier, filter=filter_of(desk, where), descending=descending)


def filter_of(desk: Desk, where: Sequence[str]) -> Filter:
    """The filter that --where means. Raises UserError('filter-unreadable' or 'filter-unfit')."""
    fields = desk.fields("customer")
    return Filter(tuple(parse_condition(fields, text) for text in where))
