"""How a customer looks in a list: name, a quiet second line, tier and stage, and where a search found its words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from crmdesk.core.choices import STAGE, TIER
from crmdesk.core.customers import CustomerFile, CustomerRow, Listing
from crmdesk.core.fields import Fields, Type
from crmdesk.core.phones import format_phone
from crmdesk.core.values import show
from crmdesk.core.words import Words
from crmdesk.gui.models import customer_matches as matching
from crmdesk.gui.models.customer_matches import Spans
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.rows import Row

_STAGES = {choice.key: choice.label for choice in STAGE}
_TIERS = {choice.key: choice.label for choice in TIER}
_SHORTEST_CITY = 3
IN_ROW = ("opened", "name", "tier", "number", "owner", "city")
"""Orders whose value stands in the row anyway."""


def as_row(customer: CustomerRow, listing: Listing, words: Words, value: str = "", found: str = "") -> Row:
    """What the list paints of a customer.

    `value` is shown of the field by which the list is sorted, `found` says where else in the file the search found
    its words.
    """
    top: tuple[badges.Badge, ...] = ()
    bottom: tuple[badges.Badge, ...] = ()
    if customer.open_complaints:
        top = (badges.state("bad", words.gettext("Complaint"), icon="complaint", bare=True),)
    if customer.tier in _TIERS:
        top = (*top, badges.tier(customer.tier, words.label(_TIERS[customer.tier])))
    if customer.stage in _STAGES:
        bottom = (badges.stage(customer.stage, words.label(_STAGES[customer.stage]), bare=True),)
    typed = matching.query_words(listing.query)
    phone, city, owner = format_phone(customer.reach or ""), short_city(customer.city), customer.owner or ""
    second: list[tuple[str, Spans]] = [
        (found, matching.in_name(found, typed)),
        (phone, matching.in_phone(phone, typed)),
        (city, matching.in_text(city, typed)),
        (owner, ()),
    ]
    shown = [part for part in second if part[0]]
    return Row(
        customer.name,
        tuple(text for text, _spans in shown),
        top,
        bottom,
        value=value or _sorted_by(customer, listing.sort),
        matches=matching.in_name(customer.name, typed),
        second_matches=tuple(spans for _text, spans in shown),
    )


def unseen(customer: CustomerRow, listing: Listing) -> list[str]:
    """The words of the query that stand nowhere in the row itself."""
    return [word for word in matching.query_words(listing.query) if not _seen(customer, word)]


def _seen(customer: CustomerRow, word: str) -> bool:
    return bool(
        matching.find_in_name(customer.name, word)
        or matching.find_digits(customer.reach or "", word)
        or matching.literally(short_city(customer.city), word)
    )


def found_elsewhere(file: CustomerFile, words_unseen: list[str], words: Words, fields: Fields) -> str:
    """Where a file holds words its row does not show: a contact, else another field; '' when it cannot be told."""
    for label, value in chain(_contacts(file, words), _values(file, words, fields)):
        for word in words_unseen:
            if matching.find_in_name(value, word) or matching.find_digits(value, word):
                return f"{label} {value}"
    return ""


def _contacts(file: CustomerFile, words: Words) -> Iterator[tuple[str, str]]:
    label = words.gettext("Contact")
    for contact in file.contacts:
        name = str(contact.values.get("name", ""))
        yield label, name
        for key in ("mobile", "phone", "wechat", "email"):
            if value := contact.values.get(key):
                shown = format_phone(value) if key in ("mobile", "phone") else str(value)
                yield label, f"{name} {shown}".strip()


def _values(file: CustomerFile, words: Words, fields: Fields) -> Iterator[tuple[str, str]]:
    for field in fields.all:
        if field.searched and field.key in file.values and field.type is not Type.GROUPS:
            yield words.label(field.label_for(file.kind)), show(field, file.values[field.key], words)
    for address in file.addresses:
        for value in address.values.values():
            yield words.gettext("Address"), str(value)


def short_city(city: str | None) -> str:
    """嘉兴市 as 嘉兴: a list has little room."""
    if not city:
        return ""
    return city.removesuffix("市") if len(city) >= _SHORTEST_CITY else city


def spoken(row: Row) -> str:
    """A row as a screen reader says it."""
    return ", ".join([row.title, *row.second, *(badge.text for badge in (*row.top, *row.bottom))])


def _sorted_by(customer: CustomerRow, sort: str) -> str:
    values = {"number": customer.number, "owner": customer.owner, "city": short_city(customer.city)}
    return values.get(sort) or ""
