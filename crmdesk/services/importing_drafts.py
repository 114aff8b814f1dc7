"""What the rows of a file say about one customer, put together: the latest row decides, nothing else is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from crmdesk.core import credit_codes, id_numbers, texts
from crmdesk.core.importing_orders import DealKey, DealRead
from crmdesk.core.importing_registry import BY_KIND, target_of
from crmdesk.core.importing_rows import ADDRESS_PARTS, RowRead
from crmdesk.store.columns import phone_key

Rank = tuple[dt.datetime, int]
"""How late a row is: by its date, else by its place."""

Values = dict[str, Any]


class DealDraft(Struct):
    """An order or a return as its rows tell it: `lines` are the line and its product, with the place of the row."""

    kind: str
    place: int
    head: Values
    lines: list[tuple[int, Values, Values | None]]


class Draft(Struct):
    """One customer as the file tells it. `place` is the index of its first row, `existing` the customer in the data
    file that is meant, `treat` how that one is handled (core.importing.EXISTING), `again` that it becomes a new
    customer although its number is used. `parts` has by kind of record the rows that named one, and its values,
    `deals` its orders and returns; `held`: it is not imported."""

    place: int
    values: Values
    rank: Rank
    treat: str = "skip"
    existing: int | None = None
    again: bool = False
    held: bool = False
    ranks: dict[str, Rank] = field(default_factory=dict)
    blocks: list[tuple[Rank, Values]] = field(default_factory=list)
    parts: dict[str, list[tuple[int, Values]]] = field(default_factory=dict)
    deals: dict[DealKey, DealDraft] = field(default_factory=dict)
    own: dict[str, Any] = field(default_factory=dict)
    stated: dict[str, tuple[str | None, str, str]] = field(default_factory=dict)


class Standing(Struct):
    """A record of its own as the file tells it, such as a competitor. `place` is the index of its first row, `treat`
    how one that is there already is handled."""

    kind: str
    place: int
    values: Values
    treat: str


def draft_of(read: RowRead, place: int, rank: Rank) -> Draft:
    """A draft from the first row about a customer."""
    block = _block_of(read)
    deals = {read.deal.key: _deal_of(read.deal, place)} if read.deal else {}
    return Draft(
        place,
        read.values,
        rank,
        blocks=[(rank, block)] if block else [],
        parts={kind: [(place, part) for part in found] for kind, found in read.parts.items()},
        deals=deals,
        own=read.own,
        stated=read.stated,
    )


def join(draft: Draft, read: RowRead, place: int, rank: Rank, *, merge: bool) -> list[tuple[str, Any, Any]]:
    """Add another row about the same customer. Returns (key, value kept, value not kept) where they differ.

    `merge`: contacts said twice are one; in a sheet of contacts each row is its own unless all is equal.
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
    for kind, parts in read.parts.items():
        for part in parts:
            _join_part(draft, kind, part, place, merge=merge)
    if read.deal:
        differing += _join_deal(draft, read.deal, place)
    draft.own.update(read.own if rank > draft.rank else {k: v for k, v in read.own.items() if k not in draft.own})
    draft.stated.update(read.stated if rank > draft.rank else {})
    return differing


def settle_addresses(draft: Draft) -> None:
    """The latest address becomes the customer's, older ones that contradict it become further addresses."""
    if len(draft.blocks) < 2:
        for _, block in draft.blocks:
            draft.values.update(block)
        draft.blocks = []
        return
    draft.blocks.sort(key=lambda ranked: ranked[0], reverse=True)
    main = dict(draft.blocks[0][1])
    further: list[dict[str, Any]] = []
    for _, block in draft.blocks[1:]:
        if agree(block, main):
            main = {**block, **main}
        elif not any(block.items() <= other.items() for other in further):
            further.append(block)
    draft.values.update(main)
    there = [part for _, part in draft.parts.get("address", ())]
    if missing := [(draft.place, block) for block in further if block not in there]:
        draft.parts.setdefault("address", []).extend(missing)
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


def phones_of(contact: Mapping[str, Any]) -> set[str]:
    """The numbers of a contact in their form for comparing."""
    keys = (phone_key(contact.get(part)) or contact.get(part) for part in ("mobile", "phone"))
    return {key for key in keys if key}


def _join_part(draft: Draft, kind: str, part: Values, place: int, *, merge: bool) -> None:
    there = draft.parts.setdefault(kind, [])
    for _, other in there if not BY_KIND[kind].plain else ():  # two payments alike are two payments
        if other == part:
            return
        if merge and kind == "contact" and texts.fold(other["name"]) == texts.fold(part["name"]):
            mine, theirs = phones_of(part), phones_of(other)
            if not mine or not theirs or mine & theirs:
                other.update({key: value for key, value in part.items() if other.get(key) is None})
                return
    there.append((place, part))


def _deal_of(deal: DealRead, place: int) -> DealDraft:
    return DealDraft(deal.kind, place, deal.head, [(place, deal.line, deal.product)])


def _join_deal(draft: Draft, deal: DealRead, place: int) -> list[tuple[str, Any, Any]]:
    """Another line of an order, or another order. Returns (field id, value kept, value not kept) where they differ."""
    known = draft.deals.setdefault(deal.key, (made := _deal_of(deal, place)))
    if known is made:
        return []
    known.lines += made.lines
    return [
        (target_of(deal.kind, 1, key), known.head[key], value)
        for key, value in deal.head.items()
        if known.head.setdefault(key, value) != value
    ]


def _block_of(read: RowRead) -> Values:
    """The row's address, taken out of its values."""
    values = read.values
    return {key: values.pop(key) for key in ADDRESS_PARTS if key in values}


def _take_block(draft: Draft, read: RowRead, rank: Rank) -> None:
    block = _block_of(read)
    if not block:
        return
    for i, (known, other) in enumerate(draft.blocks):
        if other == block:
            draft.blocks[i] = (max(known, rank), block)
            return
    draft.blocks.append((rank, block))
