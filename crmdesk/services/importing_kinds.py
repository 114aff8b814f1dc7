"""The kinds of records an import brings beside customers: what tells an existing one, and what a new one is given.

A kind that comes later is an entry here and one in `core.importing_registry.KINDS`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from crmdesk.core import texts
from crmdesk.core.importing_rows import ADDRESS_PARTS
from crmdesk.services.desk import Desk
from crmdesk.services.importing_drafts import phones_of
from crmdesk.services.importing_products import product_keys
from crmdesk.store.records import Flat

Parts = Iterable[tuple[int, Mapping[str, Any]]]
Same = Callable[[Parts, Mapping[str, Any]], int | None]
"""Which of these stored records (by id) one of the file means; None for none of them."""

Complete = Callable[[Desk, Flat, Mapping[str, Any]], None]
"""Puts into a new record's stored values what the file's values do not give by themselves."""


def _nothing(_desk: Desk, _flat: Flat, _values: Mapping[str, Any]) -> None:
    return None


class ImportKind(Struct, frozen=True):
    """One kind. `record` is its name in the registry; `keys` are what records of it are told apart by: one that is
    there can be meant by any of its keys, one of the file means by its first."""

    record: str
    same: Same
    complete: Complete = _nothing
    keys: Callable[[Flat], Sequence[Hashable]] = lambda flat: (None,)


def same_contact(contacts: Parts, contact: Mapping[str, Any]) -> int | None:
    """Which of the contacts a name means: of several with one name the one with the same phone; None for none."""
    name = texts.fold(contact["name"])
    named = [(i, other) for i, other in contacts if texts.fold(other["name"]) == name]
    if not named:
        return None
    own = phones_of(contact)
    for i, other in named:
        if own & phones_of(other):
            return i
    return named[0][0]


def address_line(address: Mapping[str, Any]) -> str:
    """An address in one line, with its use."""
    return " ".join(str(address[key]) for key in ("label", *ADDRESS_PARTS) if address.get(key))


def _same_address(addresses: Parts, address: Mapping[str, Any]) -> int | None:
    line = address_line(address)
    return next((i for i, other in addresses if address_line(other) == line), None)


def _same_note(notes: Parts, note: Mapping[str, Any]) -> int | None:
    """The same words; of several, or where the file says when, written at the same moment."""
    for i, other in notes:
        if other["text"] == note["text"] and note.get("at") in (None, other["at"]):
            return i
    return None


def _same_elsewhere(entries: Parts, entry: Mapping[str, Any]) -> int | None:
    product = texts.fold(entry["product"])
    for i, other in entries:
        if texts.fold(other["product"]) == product and other.get("competitor") == entry.get("competitor"):
            return i
    return None


def _same_name(records: Parts, record: Mapping[str, Any]) -> int | None:
    name = texts.fold(record["name"])
    return next((i for i, other in records if texts.fold(other["name"]) == name), None)


def _complete_product(_desk: Desk, flat: Flat, _values: Mapping[str, Any]) -> None:
    """A product that only its code names is called by it."""
    flat.setdefault("name", flat.get("code", ""))


def _first(records: Parts, _record: Mapping[str, Any]) -> int | None:
    """Any of those that share the key."""
    return next((i for i, _ in records), None)


def _told_by(record: str, *names: str) -> ImportKind:
    """A kind of which two records are the same when these values are."""
    return ImportKind(record, _first, keys=lambda flat: [tuple(flat.get(name) for name in names)])


def _interaction_keys(flat: Flat) -> Sequence[Hashable]:
    """By the minute and the kind; where only the day is known by the words too, since a day holds several."""
    at = flat["at"]
    return [(at, flat.get("kind"), None if "T" in at else flat.get("content"))]


def complaint_keys(flat: Mapping[str, Any]) -> Sequence[Hashable]:
    """By the number; one without is what was said and when, which a sheet without numbers says again."""
    said = ("said", flat.get("received_at"), flat.get("words"))
    return [("number", flat["number"]), said] if flat.get("number") else [said]


def _complete_note(desk: Desk, flat: Flat, _values: Mapping[str, Any]) -> None:
    """Every note has a time and an author: those of the import's own time, and nobody, where the file says none."""
    flat.setdefault("at", desk.now())
    flat.setdefault("who", "")


def stored_moment(moment: dt.datetime) -> str:
    """A moment of the file, in this machine's time where it names no zone, as it is stored: UTC, to the second."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


KINDS: Mapping[str, ImportKind] = {
    kind.record: kind
    for kind in (
        ImportKind("contact", same_contact),
        ImportKind("address", _same_address),
        ImportKind("note", _same_note, _complete_note),
        ImportKind("elsewhere", _same_elsewhere),
        ImportKind("competitor", _same_name),
        ImportKind("staff", _same_name),
        ImportKind("product", _first, _complete_product, product_keys),
        ImportKind("campaign", _same_name),
        ImportKind("interaction", _first, keys=_interaction_keys),
        _told_by("objection", "raised_on", "text"),
        _told_by("campaign_call", "campaign", "at", "outcome"),
        _told_by("monthly", "month"),
        _told_by("screening", "item"),
        _told_by("instalment", "sales_order", "due_on", "amount"),
        _told_by("payment", "sales_order", "date", "amount", "kind"),
        _told_by("invoice", "number", "date", "amount"),
        ImportKind("complaint", _first, keys=complaint_keys),
        _told_by("complaint_step", "complaint", "round", "step"),
        _told_by("complaint_event", "complaint", "kind", "at"),
        _told_by("task", "due_on", "text", "done_on"),
        _told_by("greeting", "occasion", "day", "contact"),
        _told_by("sales_target", "year"),
        _told_by("loss", "lost_on"),
        _told_by("survey", "day", "contact"),
        _told_by("assessment", "day", "by"),
        _told_by("delivered_value", "day", "competitor"),
        _told_by("source_cost", "source", "day", "amount"),
    )
}
"""By kind of record, in the order in which they are told."""
