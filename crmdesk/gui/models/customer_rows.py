"""How a customer looks in a list: name, a quiet second line, tier and stage, what the search found in the name."""

from __future__ import annotations

from crmdesk.core.choices import STAGE, TIER
from crmdesk.core.customers import CustomerRow, Listing
from crmdesk.core.phones import format_phone
from crmdesk.core.words import Words
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.rows import Row

_STAGES = {choice.key: choice.label for choice in STAGE}
_TIERS = {choice.key: choice.label for choice in TIER}
_SHORTEST_CITY = 3


def as_row(customer: CustomerRow, listing: Listing, words: Words) -> Row:
    """What the list paints of a customer."""
    top: tuple[badges.Badge, ...] = ()
    bottom: tuple[badges.Badge, ...] = ()
    if customer.tier in _TIERS:
        top = (badges.tier(customer.tier, words.label(_TIERS[customer.tier])),)
    if customer.stage in _STAGES:
        bottom = (badges.stage(customer.stage, words.label(_STAGES[customer.stage]), bare=True),)
    second = (format_phone(customer.reach or ""), short_city(customer.city), customer.owner or "")
    return Row(
        customer.name,
        tuple(part for part in second if part),
        top,
        bottom,
        value=_sorted_by(customer, listing.sort),
        matches=matches(customer.name, listing.query),
    )


def short_city(city: str | None) -> str:
    """嘉兴市 as 嘉兴: a list has little room."""
    if not city:
        return ""
    return city.removesuffix("市") if len(city) >= _SHORTEST_CITY else city


def matches(name: str, query: str) -> tuple[tuple[int, int], ...]:
    """(start, length) of the typed words in a name, in their order and without overlaps."""
    folded = name.casefold()
    if len(folded) != len(name):
        return ()
    found: list[tuple[int, int]] = []
    for word in query.casefold().split():
        start = folded.find(word)
        if start >= 0:
            found.append((start, len(word)))
    apart: list[tuple[int, int]] = []
    for start, length in sorted(found, key=lambda place: (place[0], -place[1])):
        if not apart or start >= apart[-1][0] + apart[-1][1]:
            apart.append((start, length))
    return tuple(apart)


def spoken(row: Row) -> str:
    """A row as a screen reader says it."""
    return ", ".join([row.title, *row.second, *(badge.text for badge in (*row.top, *row.bottom))])


def _sorted_by(customer: CustomerRow, sort: str) -> str:
    values = {"number": customer.number, "created": customer.number, "owner": customer.owner}
    values["city"] = short_city(customer.city)
    return values.get(sort) or ""
