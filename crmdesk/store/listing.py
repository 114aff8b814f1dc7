"""Queries of lists: the ids a list shows, in its order, for what was typed, filtered and sorted together."""

from __future__ import annotations

import json
from typing import Any

from crmdesk.core import search, texts
from crmdesk.core.customers import Listing
from crmdesk.store.database import DataFile
from crmdesk.store.expressions import Basis
from crmdesk.store.filtering import NOBODY, Filters, Sql
from crmdesk.store.history import TOUCHED
from crmdesk.store.ordering import Where, ordered
from crmdesk.store.searching import also, found_by_name


def find_ids(data: DataFile, basis: Basis, listing: Listing, limit: int | None = None) -> list[int]:
    """The ids a list shows, in its order. While searching, names that begin with what was typed come first.

    Raises UserError: 'filter-unfit', 'sort-unknown'.
    """
    where = where_of(data, basis, listing)
    if not listing.query.strip():
        return ordered(data, basis, listing, where, limit)
    if listing.deleted:
        return ordered(data, basis, listing, searched(listing, where), limit)
    if listing.sort in ("name", "opened") and not listing.descending:
        return found_by_name(data, listing.query, where, limit)
    return ordered(data, basis, listing, searched(listing, where), limit)


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
        return also(where, "instr(c.name_key, ?)", [texts.fold(listing.query)])
    expression = search.match(listing.query)
    if expression is None:
        return also(where, *NOBODY)
    sql = "c.id IN (SELECT rowid FROM customer_search WHERE customer_search MATCH ?)"
    return also(where, sql, [expression])
