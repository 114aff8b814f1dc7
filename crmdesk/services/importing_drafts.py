"""What the rows of a file say about one customer, put together: the latest row decides, nothing else is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from crmdesk.core import credit_codes, id_numbers, texts
from crmdesk.core.importing_rows import ADDRESS_PARTS, RowRead
from crmdesk.store.columns import phone_key

Rank = tuple[dt.datetime, int]
"""How late a row is: by its date, else by its place."""

KEYS = ("number", "credit_code", "id_number", "phone", "name")
"""In this order they tell customers apart: the first one for which a row has a value."""


@dataclass(slots=True)
class Draft:
    """One customer as the file tells it. `place` is the index of its first row, `existing` the customer in the data
    file that is meant, `again` that it becomes a new customer although its number is used."""

    place: int
    values: dict[str, Any]
    rank: Rank
    existing: int | None = None
    again: bool = False
    ranks: dict[str, Rank] = field(default_factory=dict)
    blocks: list[tuple[Rank, dict[str, Any]]] = field(default_factory=list)
    addresses: list[dict[str, Any]] = field(default_factory=list)
    contacts: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    own: dict[str, Any] = field(default_factory=dict)
    stated: dict[str, tuple[str | None, str, str]] = field(default_factory=dict)


def draft_of(read: RowRead, place: int, rank: Rank) -> Draft:
    """A draft from the first row about a customer."""
    draft = Draft(place, read.values, rank)
    _take_block(draft, read, rank)
    draft.contacts = [(place, contact) for contact in read.contacts]
    draft.addresses = [read.address] if read.address else []
    draft.own = read.own
    draft.stated = read.stated
    return draft


def join(draft: Draft, read: RowRead, place: int, rank: Rank, *, merge: bool) -> list[tuple[str, Any, Any]]:
    """Add another row about the same customer. Returns (key, value kept, value not kept) where they differ.

    `merge`: contacts and addresses said twice are one; in a sheet of contacts each row is its own unless all is equal.
    """
    _take_block(draft, read, rank)
    differing = []
    for key, value in read.values.items():
        old = draft.values.get(key)
        if key == "groups" and old:
            draft.values[key] = tuple(dict.fromkeys((*old, *value)))
        elif old is None or old == value:
            draft.values[key] = value
            draft.ranks[key] = max(rank, draft.ranks.get(key, rank))
        else:
            newer = rank > draft.ranks.get(key, draft.rank)
            if newer:
                draft.values[key], draft.ranks[key] = value, rank
            if not (isinstance(old, str) and isinstance(value, str) and texts.fold(old) == texts.fold(value)):
                differing.append((key, value, old) if newer else (key, old, value))
    for contact in read.contacts:
        _join_contact(draft, contact, place, merge=merge)
    if read.address and read.address not in draft.addresses:
        draft.addresses.append(read.address)
    draft.own.update(read.own if rank > draft.rank else {k: v for k, v in read.own.items() if k not in draft.own})
    draft.stated.update(read.stated if rank > draft.rank else {})
    return differing


def settle_addresses(draft: Draft) -> None:
    """The latest address becomes the customer's, older ones that contradict it become further addresses."""
    if not draft.blocks:
        return
    if len(draft.blocks) > 1:
        draft.blocks.sort(key=lambda ranked: ranked[0], reverse=True)
    main = dict(draft.blocks[0][1])
    further: list[dict[str, Any]] = []
    for _, block in draft.blocks[1:]:
        if agree(block, main):
            main = {**block, **main}
        elif not any(block.items() <= other.items() for other in further):
            further.append(block)
    draft.values.update(main)
    draft.addresses += [block for block in further if block not in draft.addresses]
    draft.blocks = []


def agree(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two addresses contradict each other in no part."""
    return all(key not in other or texts.fold(value) == texts.fold(other[key]) for key, value in one.items())


def all_keys(values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every key a customer can be recognised by; the first one decides. Codes that cannot be right are none."""
    if number := values.get("number"):
        yield "number", number
    if (code := values.get("credit_code")) and credit_codes.parse_credit_code(code).problem is None:
        yield "credit_code", code
    if (code := values.get("id_number")) and id_numbers.parse_id_number(code).problem is None:
        yield "id_number", code
    for part in ("mobile", "phone"):
        if (typed := values.get(part)) and (key := phone_key(typed)):
            yield "phone", key
    if (name := values.get("name")) and (folded := texts.fold(name) or name):
        yield "name", folded


def same_contact(contacts: Iterable[tuple[int, dict[str, Any]]], contact: dict[str, Any]) -> int | None:
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


def phones_of(contact: dict[str, Any]) -> set[str]:
    """The numbers of a contact in their form for comparing."""
    keys = (phone_key(contact.get(part)) or contact.get(part) for part in ("mobile", "phone"))
    return {key for key in keys if key}


def _join_contact(draft: Draft, contact: dict[str, Any], place: int, *, merge: bool) -> None:
    for _, other in draft.contacts:
        if other == contact:
            return
        if merge and texts.fold(other["name"]) == texts.fold(contact["name"]):
            mine, theirs = phones_of(contact), phones_of(other)
            if not mine or not theirs or mine & theirs:
                other.update({key: value for key, value in contact.items() if other.get(key) is None})
                return
    draft.contacts.append((place, contact))


def _take_block(draft: Draft, read: RowRead, rank: Rank) -> None:
    block = {key: read.values.pop(key) for key in ADDRESS_PARTS if key in read.values}
    if not block:
        return
    for i, (known, other) in enumerate(draft.blocks):
        if other == block:
            draft.blocks[i] = (max(known, rank), block)
            return
    draft.blocks.append((rank, block))
