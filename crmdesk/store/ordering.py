"""The order of a list by any field: empty values last in both directions, then by name.

What SQLite can order it does. Chinese texts are ordered by pinyin here, each different one spelt once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field, Type
from crmdesk.core.qualifying import VERDICT_LABELS
from crmdesk.store import ordering_first as first
from crmdesk.store import ordering_spelt as spelling
from crmdesk.store.database import DataFile
from crmdesk.store.expressions import CONTACTS_NEAR, MAIN_CONTACT, Basis, expression

_NAMED = {"opened": "name", "created": "created_on"}
_SPELT = frozenset({Type.TEXT, Type.LONG, Type.ADDRESS, Type.GROUPS, Type.COMPETITOR})
_PLAIN = frozenset({"name", "number", "man", "man_verdict"})
"""Texts that have a key of their own to be ordered by, or hold no Chinese."""

_FIRST_LOOK = 5_000


class Where(Struct, frozen=True):
    """Which customers `c` a list lets through. `filtered`: not simply all living ones, or all in the trash.

    A filtered list is read as it lies in the file and then sorted: walking along an index in the order wanted would
    look up every row in another place, three times as slow (100,000 customers: 236 ms for 68).
    """

    sql: str
    params: Sequence[Any]
    filtered: bool


def ordered(data: DataFile, basis: Basis, listing: Listing, where: Where, limit: int | None) -> list[int]:
    """The ids that `where` lets through, in the order of the listing. Raises UserError('sort-unknown')."""
    field = _field(basis, listing.sort)
    if listing.sort == "opened":
        return _opened_first(data, listing, where, limit)
    if limit is not None and not where.filtered and (found := _first(data, field, listing, limit)) is not None:
        return found
    if _is_spelt(field):
        return _by_pinyin(data, expression(basis, field), where, listing.descending, limit)
    if field.key == "name":
        return named(data, listing, where, limit)
    return _select(data, where, _order(basis, listing, field, where), limit)


def named(data: DataFile, listing: Listing, where: Where, limit: int | None) -> list[int]:
    """The ids that `where` lets through, by name."""
    if limit is not None and where.filtered and not listing.deleted:
        found = _first_by_name(data, listing, where, limit)
        if len(found) == limit:
            return found
    return _select(data, where, _by_name(listing.descending, "+c" if where.filtered else "c"), limit)


def _select(data: DataFile, where: Where, order: str, limit: int | None) -> list[int]:
    cut = "" if limit is None else f" LIMIT {int(limit)}"
    sql = f"SELECT c.id FROM customer c WHERE {where.sql} ORDER BY {order}{cut}"  # noqa: S608
    return [row[0] for row in data.database.execute_sql(sql, where.params).fetchall()]


def _by_name(descending: bool, table: str) -> str:
    way = " DESC" if descending else ""
    return f"{table}.name_sort{way}, {table}.id{way}"


def _field(basis: Basis, sort: str) -> Field:
    field = basis.fields.get(_NAMED.get(sort, sort))
    if field is None:
        raise UserError("sort-unknown", sort=sort)
    return field


def _order(basis: Basis, listing: Listing, field: Field, where: Where) -> str:
    way = " DESC" if listing.descending else ""
    table = "+c" if where.filtered else "c"
    if listing.sort == "created":
        return f"{table}.created_on NULLS LAST, c.id" if way else f"{table}.created_on DESC, c.id DESC"
    if field.key == "number":
        return f"{table}.number{way}"
    parts = _parts(field, expression(basis, field))
    return ", ".join([*(f"{part}{way} NULLS LAST" for part in parts), "c.name_sort, c.id"])


def _parts(field: Field, value: str) -> list[str]:
    """What a field is ordered by."""
    if field.key == "man_verdict":
        return [_place(value, list(VERDICT_LABELS))]
    match field.type:
        case Type.CHOICE:
            return [_place(value, [choice.key for choice in (*field.choices, *field.retired)])]
        case Type.YES_NO:
            return [f"1 - {value}"]
        case Type.BIRTHDAY:
            return [f"{value} LIKE 'L%'", f"substr(replace({value}, '+', ''), -5)"]
        case Type.CUSTOMER:
            return [f"(SELECT r.name_sort FROM customer r WHERE r.id = {value})"]  # noqa: S608
        case Type.PHONE | Type.EMAIL | Type.URL | Type.ID_NUMBER | Type.CREDIT_CODE:
            return [f"{value} COLLATE NOCASE"]
        case _:
            return [value]


def _place(value: str, keys: Sequence[str]) -> str:
    """The place of a choice in its list; a word that is in no list comes after them."""
    if not keys:
        return value
    whens = " ".join(f"WHEN {_text(key)} THEN {place}" for place, key in enumerate(keys))
    return f"CASE {value} {whens} ELSE CASE WHEN {value} IS NULL THEN NULL ELSE {len(keys)} END END"


def _text(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"


def _first_by_name(data: DataFile, listing: Listing, where: Where, limit: int) -> list[int]:
    """The first of a long list without reading it all: those among the first some thousand names."""
    order = _by_name(listing.descending, "f")
    sql = (
        "SELECT c.id FROM (SELECT n.id, n.name_sort FROM customer n INDEXED BY customer_by_name "  # noqa: S608
        f"WHERE n.deleted_at IS NULL ORDER BY {_by_name(listing.descending, 'n')} LIMIT {_FIRST_LOOK}) f "
        f"CROSS JOIN customer c ON c.id = f.id WHERE {where.sql} ORDER BY {order} LIMIT {int(limit)}"
    )
    return [row[0] for row in data.database.execute_sql(sql, where.params).fetchall()]


def _opened_first(data: DataFile, listing: Listing, where: Where, limit: int | None) -> list[int]:
    """Those opened lately (turned round: longest ago), then the others by name."""
    ids = named(data, listing, where, limit)
    joined = "opening o CROSS JOIN customer c ON c.id = o.customer_id"  # few openings first, whatever statistics say
    way = "" if listing.descending else " DESC"
    sql = f"SELECT c.id FROM {joined} WHERE {where.sql} ORDER BY o.at{way}, c.id"  # noqa: S608
    opened = [row[0] for row in data.database.execute_sql(sql, where.params).fetchall()]
    if not opened:
        return ids
    known = set(opened)
    return [*opened, *(i for i in ids if i not in known)][:limit]


def _is_spelt(field: Field) -> bool:
    return field.type in _SPELT and field.key not in _PLAIN


def _first(data: DataFile, field: Field, listing: Listing, limit: int) -> list[int] | None:
    """The first of all living customers by an index; None where there is none for this order."""
    if listing.deleted or listing.sort == "created":
        return None
    if field.key in first.INDEXED:
        return first.first_by_value(data, field.key, descending=listing.descending, limit=limit)
    values = first.different(data, field.key) if field.key in first.GROUPED else None
    if values is None:
        return None
    groups: dict[str, list[Any]] = {}
    if field.type is Type.CHOICE:
        groups = {choice.key: [] for choice in (*field.choices, *field.retired)}
        for value in values:
            groups.setdefault(value if value in groups else "", []).append(value)
        order = list(reversed(groups)) if listing.descending else list(groups)
    else:
        for value in values:
            groups.setdefault(str(value)[: spelling.LENGTH], []).append(value)
        order = spelling.spelt(groups, descending=listing.descending)
    return first.first_by_groups(data, field.key, (groups[each] for each in order if groups[each]), limit)


def _by_pinyin(data: DataFile, value: str, where: Where, descending: bool, limit: int | None) -> list[int]:
    """Ordered by Chinese words, those of one word by name."""
    word = f"substr({value}, 1, {spelling.LENGTH})"
    if limit is not None:
        return _first_by_pinyin(data, word, where, descending, limit)
    sql = f"SELECT c.id, {word} FROM customer c WHERE {where.sql} ORDER BY +c.name_sort, c.id"  # noqa: S608
    alike: dict[Any, list[int]] = {}
    for customer_id, text in data.database.execute_sql(sql, where.params).fetchall():
        alike.setdefault(text if text is None else str(text), []).append(customer_id)
    found = alike.pop(None, [])
    ordered_: list[int] = []
    for text in spelling.spelt(alike, descending=descending):
        ordered_ += alike[text]
    return ordered_ + found


def _first_by_pinyin(data: DataFile, word: str, where: Where, descending: bool, limit: int) -> list[int]:
    sql = f"SELECT c.id, {word} AS word FROM customer c WHERE {where.sql} AND word IS NOT NULL"  # noqa: S608
    near = f"c.id IN ({CONTACTS_NEAR})" if MAIN_CONTACT in word else "instr(?, substr(word, 1, 1)) = 0"
    words = spelling.FirstWords(limit, descending=descending)
    found: list[int] = []
    for text, ids in words.of(data, sql, where.params, near):
        if len(found) >= limit:
            return found[:limit]
        if ids:
            found += _named_among(data, ids, limit - len(found))
        else:
            same = Where(f"{where.sql} AND {word} = ?", [*where.params, text], filtered=True)
            found += named(data, Listing(), same, limit - len(found))
    if len(found) < limit:
        empty = Where(f"{where.sql} AND {word} IS NULL", where.params, filtered=True)
        found += named(data, Listing(), empty, limit - len(found))
    return found[:limit]


def _named_among(data: DataFile, ids: Sequence[int], limit: int) -> list[int]:
    """The first of these by name."""
    if len(ids) == 1:
        return list(ids)
    sql = (
        "SELECT c.id FROM customer c WHERE c.id IN (SELECT value FROM json_each(?)) "  # noqa: S608
        f"ORDER BY c.name_sort, c.id LIMIT {int(limit)}"
    )
    return [row[0] for row in data.database.execute_sql(sql, [json.dumps(ids)]).fetchall()]
