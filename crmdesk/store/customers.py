"""Queries over customers: the ids a list shows, the rows it paints, whole files, and recognising an existing one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crmdesk.core import pinyin, search, texts
from crmdesk.core.customers import CustomerRow, Listing
from crmdesk.store.columns import phone_key
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_ROW = "c.id, c.number, c.name, c.kind, c.mobile, c.phone, c.city, c.owner, c.tier, c.grade, c.stage"
_ORDERS = {
    "name": "c.name_sort, c.id",
    "number": "c.number",
    "created": "c.id DESC",
    "opened": "c.name_sort, c.id",
    "tier": "CASE c.tier WHEN 'gold' THEN 0 WHEN 'silver' THEN 1 WHEN 'bronze' THEN 2 WHEN 'iron' THEN 3 ELSE 4 END, "
    "c.name_sort, c.id",
}
_BROAD = 2_000
_BY_PINYIN = ("owner", "city")


def find_ids(data: DataFile, listing: Listing, limit: int | None = None) -> list[int]:
    """The ids a list shows, in its order. While searching, names that begin with what was typed come first."""
    if listing.query.strip():
        return _search(data, listing, limit)
    where, params = _where(listing)
    return _ordered(data, listing.sort, where, params, limit)


def _ordered(data: DataFile, sort: str, where: str, params: Sequence[Any], limit: int | None) -> list[int]:
    if sort in _BY_PINYIN:
        return _by_pinyin(data, sort, where, params)[:limit]
    cut = "" if limit is None else f" LIMIT {int(limit)}"
    sql = f"SELECT c.id FROM customer c WHERE {where} ORDER BY {_ORDERS[sort]}{cut}"  # noqa: S608
    ids = [row[0] for row in data.database.execute_sql(sql, params).fetchall()]
    return _opened_first(data, ids, where, params)[:limit] if sort == "opened" else ids


def _search(data: DataFile, listing: Listing, limit: int | None) -> list[int]:
    where, params = _where(listing)
    if listing.deleted:  # the trash is not in the index
        where, params = f"instr(c.name_key, ?) AND {where}", [texts.fold(listing.query), *params]
        return _ordered(data, listing.sort, where, params, limit)
    expression = search.match(listing.query)
    if expression is None:
        return []
    by_name = listing.sort in ("name", "opened")
    most = _BROAD if by_name else -1
    sql = "SELECT rowid FROM customer_search WHERE customer_search MATCH ? LIMIT ?"
    found = [row[0] for row in data.database.execute_sql(sql, (expression, most)).fetchall()]
    if by_name and len(found) == _BROAD:
        return _broad(data, listing.query, expression, where, params, limit)
    where = f"c.id IN (SELECT value FROM json_each(?)) AND {where}"  # noqa: S608
    params = [json.dumps(found), *params]
    if not by_name:
        return _ordered(data, listing.sort, where, params, limit)
    best, best_params = _best_first(listing.query)
    cut = "" if limit is None else f" LIMIT {int(limit)}"
    sql = f"SELECT c.id FROM customer c WHERE {where} ORDER BY {best}{_ORDERS['name']}{cut}"  # noqa: S608
    return [row[0] for row in data.database.execute_sql(sql, [*params, *best_params]).fetchall()]


def _broad(
    data: DataFile, query: str, expression: str, where: str, params: Sequence[Any], limit: int | None
) -> list[int]:
    """Very many matches: those whose names begin with the query, then a walk along the index of names.

    Sorting them all would read every row; the walk reads the index only, and for the first rows little of it.
    """
    begin: dict[int, None] = {}
    folded = texts.fold(query)
    cut = "" if limit is None else f" LIMIT {limit}"
    starts = [pinyin.sort_key(folded)] if pinyin.is_han(folded[0]) else [folded, f"~{folded}"]
    for start in starts:
        spelt = "1" if start != starts[0] else "substr(c.name_key, 1, length(?)) = ?"
        sql = (
            f"SELECT c.id FROM customer c WHERE c.name_sort >= ? AND c.name_sort < ? AND {spelt} AND {where} "  # noqa: S608
            f"ORDER BY c.name_sort, c.id{cut}"
        )
        same = [folded, folded] if spelt != "1" else []
        rows = data.database.execute_sql(sql, [start, start + chr(0x10FFFF), *same, *params])
        begin.update(dict.fromkeys(row[0] for row in rows.fetchall()))
    if limit is not None and len(begin) >= limit:
        return list(begin)[:limit]
    sql = (
        f"SELECT c.id FROM customer c INDEXED BY customer_by_name WHERE {where} "  # noqa: S608
        "AND c.id IN (SELECT rowid FROM customer_search WHERE customer_search MATCH ?) "
        f"ORDER BY c.name_sort, c.id{'' if limit is None else f' LIMIT {limit + len(begin)}'}"
    )
    rest = (row[0] for row in data.database.execute_sql(sql, [*params, expression]).fetchall())
    return [*begin, *(i for i in rest if i not in begin)][:limit]


def rows(data: DataFile, ids: Sequence[int]) -> list[CustomerRow]:
    """The rows of these ids, in this order; those gone meanwhile are left out."""
    found: dict[int, CustomerRow] = {}
    for chunk in chunks(ids):
        sql = f"SELECT {_ROW} FROM customer c WHERE c.id IN ({marks(chunk)})"  # noqa: S608
        plain = data.database.execute_sql(sql, chunk).fetchall()
        reach = _main_contacts(data, [row[0] for row in plain if row[4] is None or row[5] is None])
        for row in plain:
            mobile, phone = reach.get(row[0], (None, None))
            whole = (*row[:4], row[4] or mobile, row[5] or phone, *row[6:])
            found[row[0]] = CustomerRow(*whole)
    return [found[i] for i in ids if i in found]


def id_of_number(data: DataFile, number: str) -> tuple[int, bool] | None:
    """The id of a number and whether it lies in the trash."""
    sql = "SELECT id, deleted_at IS NOT NULL FROM customer WHERE number = ?"
    row = data.database.execute_sql(sql, (texts.clean(number),)).fetchone()
    return (row[0], bool(row[1])) if row else None


def numbers_of(data: DataFile, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Number and name by id."""
    result: dict[int, tuple[str, str]] = {}
    for chunk in chunks(ids):
        sql = f"SELECT id, number, name FROM customer WHERE id IN ({marks(chunk)})"  # noqa: S608
        result.update((row[0], (row[1], row[2])) for row in data.database.execute_sql(sql, chunk).fetchall())
    return result


def ids_by_name(data: DataFile, name: str) -> list[int]:
    """Living customers whose name is the same but for case, blanks and full-width forms."""
    sql = "SELECT id FROM customer WHERE name_key = ? AND deleted_at IS NULL ORDER BY id"
    return [row[0] for row in data.database.execute_sql(sql, (texts.fold(name),)).fetchall()]


def ids_by_phone(data: DataFile, typed: str) -> list[int]:
    """Living customers that can be reached under a number, themselves or through a contact."""
    key = phone_key(typed)
    if key is None:
        return []
    sql = """
        SELECT id FROM customer WHERE mobile_e164 = ?1 AND deleted_at IS NULL
        UNION SELECT id FROM customer WHERE phone_e164 = ?1 AND deleted_at IS NULL
        UNION SELECT c.id FROM contact p JOIN customer c ON c.id = p.customer_id
            WHERE (p.mobile_e164 = ?1 OR p.phone_e164 = ?1) AND p.deleted_at IS NULL AND c.deleted_at IS NULL
        ORDER BY id
    """
    return [row[0] for row in data.database.execute_sql(sql, (key,)).fetchall()]


def total(data: DataFile) -> int:
    """How many customers there are, without the trash."""
    row = data.database.execute_sql("SELECT count(*) FROM customer WHERE deleted_at IS NULL").fetchone()
    return int(row[0])


def note_opened(data: DataFile, customer_id: int, at: str, keep: int = 200) -> None:
    """Remember that a file was opened; the oldest are forgotten."""
    execute = data.database.execute_sql
    execute(
        "INSERT INTO opening (customer_id, at) VALUES (?, ?) ON CONFLICT (customer_id) DO UPDATE SET at = excluded.at",
        (customer_id, at),
    )
    old = "SELECT customer_id FROM opening ORDER BY at DESC LIMIT -1 OFFSET ?"
    execute(f"DELETE FROM opening WHERE customer_id IN ({old})", (keep,))  # noqa: S608


def _where(listing: Listing) -> tuple[str, list[Any]]:
    conditions = ["c.deleted_at IS NOT NULL" if listing.deleted else "c.deleted_at IS NULL"]
    params: list[Any] = []
    if listing.tier:
        conditions.append("c.tier = ?")
        params.append(listing.tier)
    if listing.group:
        conditions.append(
            "c.id IN (SELECT m.customer_id FROM membership m JOIN customer_group g ON g.id = m.group_id "
            "WHERE g.name = ? AND g.deleted_at IS NULL)"
        )
        params.append(listing.group)
    return " AND ".join(conditions), params


def _best_first(query: str) -> tuple[str, list[str]]:
    """Names that begin with what was typed (in characters or pinyin), then those that hold it."""
    folded = texts.fold(query)
    order = (
        "CASE WHEN substr(c.name_key, 1, length(?1)) = ?1 THEN 0 "
        "WHEN substr(replace(c.name_sort, ' ', ''), 2, length(?1)) = ?1 THEN 0 "
        "WHEN instr(c.name_key, ?1) THEN 1 ELSE 2 END, "
    )
    return order.replace("?1", "?"), [folded] * 5


def _opened_first(data: DataFile, ids: list[int], where: str, params: Sequence[Any]) -> list[int]:
    joined = (
        "opening o CROSS JOIN customer c ON c.id = o.customer_id"  # few openings first, whatever the statistics say
    )
    sql = f"SELECT c.id FROM {joined} WHERE {where} ORDER BY o.at DESC, c.id"  # noqa: S608
    opened = [row[0] for row in data.database.execute_sql(sql, params).fetchall()]
    if not opened:
        return ids
    known = set(opened)
    return [*opened, *(i for i in ids if i not in known)]


def _by_pinyin(data: DataFile, column: str, where: str, params: Sequence[Any]) -> list[int]:
    """Ordered by a column of Chinese words with few different values: each is spelt once; empty ones come last."""
    sql = f"SELECT c.{column}, c.id FROM customer c WHERE {where} ORDER BY c.name_sort, c.id"  # noqa: S608
    found = data.database.execute_sql(sql, params).fetchall()
    spelt: Mapping[str | None, tuple[bool, str]] = {
        value: (value is None, pinyin.sort_key(value or "")) for value in {row[0] for row in found}
    }
    return [row[1] for row in sorted(found, key=lambda row: spelt[row[0]])]


def _main_contacts(data: DataFile, customer_ids: Sequence[int]) -> dict[int, tuple[str | None, str | None]]:
    """Mobile and phone of the main (else the first) contact that has either."""
    result: dict[int, tuple[str | None, str | None]] = {}
    for chunk in chunks(customer_ids):
        sql = (
            f"SELECT customer_id, mobile, phone FROM contact WHERE customer_id IN ({marks(chunk)}) "  # noqa: S608
            "AND deleted_at IS NULL AND (mobile IS NOT NULL OR phone IS NOT NULL) "
            "ORDER BY main IS NULL OR main = 0, position, id"
        )
        for customer_id, mobile, phone in data.database.execute_sql(sql, chunk).fetchall():
            result.setdefault(customer_id, (mobile, phone))
    return result
