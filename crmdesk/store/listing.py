"""Queries of lists: the ids a list shows, in its order, for what was typed, filtered and sorted together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from crmdesk.core import pinyin, search, texts
from crmdesk.core.customers import Listing
from crmdesk.store.database import DataFile
from crmdesk.store.expressions import Basis
from crmdesk.store.filtering import NOBODY, Filters, Sql
from crmdesk.store.history import TOUCHED
from crmdesk.store.ordering import Where, ordered

_BROAD = 2_000


def find_ids(data: DataFile, basis: Basis, listing: Listing, limit: int | None = None) -> list[int]:
    """The ids a list shows, in its order. While searching, names that begin with what was typed come first.

    Raises UserError: 'filter-unfit', 'sort-unknown'.
    """
    where = where_of(data, basis, listing)
    if not listing.query.strip():
        return ordered(data, basis, listing, where, limit)
    if listing.deleted:
        return ordered(data, basis, listing, searched(listing, where), limit)
    expression = search.match(listing.query)
    if expression is None:
        return []
    by_name = listing.sort in ("name", "opened") and not listing.descending
    sql = "SELECT rowid FROM customer_search WHERE customer_search MATCH ? LIMIT ?"
    found = [row[0] for row in data.database.execute_sql(sql, (expression, _BROAD if by_name else -1)).fetchall()]
    if by_name and len(found) == _BROAD:
        return _broad(data, listing.query, expression, where, limit)
    where = _also(where, "c.id IN (SELECT value FROM json_each(?))", [json.dumps(found)])
    if not by_name:
        return ordered(data, basis, listing, where, limit)
    best, best_params = _best_first(listing.query)
    cut = "" if limit is None else f" LIMIT {int(limit)}"
    sql = f"SELECT c.id FROM customer c WHERE {where.sql} ORDER BY {best}c.name_sort, c.id{cut}"  # noqa: S608
    return [row[0] for row in data.database.execute_sql(sql, [*where.params, *best_params]).fetchall()]


def where_of(data: DataFile, basis: Basis, listing: Listing) -> Where:
    """Whom tier, group, filter, import, a choice of ids and trash let through, without what was typed.

    Raises UserError('filter-unfit').
    """
    conditions = ["c.deleted_at IS NOT NULL" if listing.deleted else "c.deleted_at IS NULL"]
    params: list[Any] = []
    if listing.tier:
        conditions.append("c.tier = ?")
        params.append(listing.tier)
    if listing.batch is not None:
        conditions.append(f"c.id IN ({TOUCHED})")
        params.append(listing.batch)
    if listing.among is not None:
        conditions.append("c.id IN (SELECT value FROM json_each(?))")
        params.append(json.dumps(listing.among))
    filters = Filters(data, basis)
    parts: list[Sql] = []
    if listing.group:
        parts.append(filters.group(listing.group) or NOBODY)
    if listing.filter:
        parts.append(filters.of(listing.filter))
    for sql, more in parts:
        conditions.append(sql)
        params.extend(more)
    return Where(" AND ".join(conditions), params, filtered=len(conditions) > 1)


def searched(listing: Listing, where: Where) -> Where:
    """The same with what was typed, all in one query; the trash, which is not in the index, by name alone."""
    if not listing.query.strip():
        return where
    if listing.deleted:
        return _also(where, "instr(c.name_key, ?)", [texts.fold(listing.query)])
    expression = search.match(listing.query)
    if expression is None:
        return _also(where, *NOBODY)
    sql = "c.id IN (SELECT rowid FROM customer_search WHERE customer_search MATCH ?)"
    return _also(where, sql, [expression])


def _also(where: Where, sql: str, params: Sequence[Any]) -> Where:
    return replace(where, sql=f"{sql} AND {where.sql}", params=[*params, *where.params], filtered=True)


def _broad(data: DataFile, query: str, expression: str, where: Where, limit: int | None) -> list[int]:
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
            f"SELECT c.id FROM customer c WHERE c.name_sort >= ? AND c.name_sort < ? AND {spelt} AND {where.sql} "  # noqa: S608
            f"ORDER BY c.name_sort, c.id{cut}"
        )
        same = [folded, folded] if spelt != "1" else []
        rows = data.database.execute_sql(sql, [start, start + chr(0x10FFFF), *same, *where.params])
        begin.update(dict.fromkeys(row[0] for row in rows.fetchall()))
    if limit is not None and len(begin) >= limit:
        return list(begin)[:limit]
    sql = (
        f"SELECT c.id FROM customer c INDEXED BY customer_by_name WHERE {where.sql} "  # noqa: S608
        "AND c.id IN (SELECT rowid FROM customer_search WHERE customer_search MATCH ?) "
        f"ORDER BY c.name_sort, c.id{'' if limit is None else f' LIMIT {limit + len(begin)}'}"
    )
    rest = (row[0] for row in data.database.execute_sql(sql, [*where.params, expression]).fetchall())
    return [*begin, *(i for i in rest if i not in begin)][:limit]


def _best_first(query: str) -> tuple[str, list[str]]:
    """Names that begin with what was typed (in characters or pinyin), then those that hold it."""
    folded = texts.fold(query)
    order = (
        "CASE WHEN substr(c.name_key, 1, length(?1)) = ?1 THEN 0 "
        "WHEN substr(replace(c.name_sort, ' ', ''), 2, length(?1)) = ?1 THEN 0 "
        "WHEN instr(c.name_key, ?1) THEN 1 ELSE 2 END, "
    )
    return order.replace("?1", "?"), [folded] * 5
