"""The ids that a search finds, names that begin with what was typed before the others, then by name.

Of few matches all are looked at. Of very many sorting would read every row, so the index of names is walked instead:
the first rows need little of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from msgspec.structs import replace

from crmdesk.core import pinyin, search, texts
from crmdesk.store.database import DataFile
from crmdesk.store.ordering import Where
from crmdesk.store.preparing import SEARCHED
from crmdesk.store.records import marks

_BROAD = 2_000
"""From so many matches on they are very many."""
_BY_HAND = 10_000
"""So many are handed over from one statement to the next; more are looked up once again."""
_NEAR = 5
"""So many times as many names as are wanted are looked at before those that may be meant are looked up first."""
_ROW = 12
"""Looking up a row by its id takes as long as so many entries of an index that is walked along."""
_DENSE = 0.12
"""Where such a share of all customers is found, looking through the first names beats reading the index of words."""
_LOOKED_THROUGH, _AT_ONCE = 2_000, 128
_HIGHEST = chr(0x10FFFF)
_MATCH = "SELECT rowid FROM customer_search WHERE customer_search MATCH ?"
_WRITTEN = ("name", "person", "place")
_WITH_DIGITS = ("name", "place", "digits", "word")
_DIGITS = re.compile("[0-9]{1,2}")
_DENSE_FROM = 20
"""Below so many times as many customers the index tells soon enough."""


def found_by_name(data: DataFile, query: str, where: Where, limit: int | None) -> list[int]:
    """The ids that a query finds among those that `where` lets through."""
    expression = search.match(query)
    if expression is None:
        return []
    if limit is not None and _letters(texts.fold(query)) and not where.filtered:
        enough = max(limit, _BROAD)
        begin = _beginning(data, query, where, enough)
        if len(begin) == enough:
            return begin[:limit]
    if limit is not None and _DIGITS.fullmatch(texts.fold(query)) and not where.filtered:
        dense = _dense_digits(data, texts.fold(query), limit)
        if dense is not None:
            begin = _beginning(data, query, where, limit)
            return list(dict.fromkeys([*begin, *dense]))[:limit]
    cursor = data.database.execute_sql(_MATCH, (expression,))
    found = [row[0] for row in cursor.fetchmany(_BROAD)]
    if len(found) == _BROAD:
        return _broad(data, query, where, limit, found, cursor)
    where = also(where, "c.id IN (SELECT value FROM json_each(?))", [json.dumps(found)])
    best, params = _best_first(query)
    cut = "" if limit is None else f" LIMIT {int(limit)}"
    sql = f"SELECT c.id FROM customer c WHERE {where.sql} ORDER BY {best}c.name_sort, c.id{cut}"  # noqa: S608
    return [row[0] for row in data.database.execute_sql(sql, [*where.params, *params]).fetchall()]


def also(where: Where, sql: str, params: Sequence[Any]) -> Where:
    """One condition more."""
    return replace(where, sql=f"{sql} AND {where.sql}", params=[*params, *where.params], filtered=True)


def _broad(data: DataFile, query: str, where: Where, limit: int | None, found: list[int], cursor: Any) -> list[int]:
    """Very many matches: those whose names begin with the query, then a walk along the index of names."""
    begin = _beginning(data, query, where, limit)
    if limit is not None and len(begin) >= limit:
        cursor.close()
        return begin[:limit]
    asked = search.phrases(query) if limit is not None and not where.filtered else None
    if limit is None:
        cursor.close()
        rest = _walked(data, query, where, None)
    elif asked and _BROAD / found[-1] >= _DENSE:
        cursor.close()
        rest = _looked_through(data, asked, limit + len(begin)) or _walked(data, query, where, limit + len(begin))
    else:
        rest = _walked(data, query, where, limit + len(begin), found, cursor)
    known = set(begin)
    return [*begin, *(i for i in rest if i not in known)][:limit]


def _walked(
    data: DataFile, query: str, where: Where, limit: int | None, found: Sequence[int] = (), cursor: Any = None
) -> list[int]:
    """The matches by name; `cursor` goes on behind those found so far, which are the lowest ids."""
    cut = "" if limit is None else f" LIMIT {int(limit)}"
    along, order, inside, params = "INDEXED BY customer_by_name", "c.name_sort", _MATCH, [search.match(query)]
    if cursor is not None:
        everybody = _highest(data)
        if len(found) * everybody < _BY_HAND * found[-1]:
            found = [*found, *(row[0] for row in cursor.fetchmany(_BY_HAND - len(found)))]
            if len(found) < _BY_HAND:
                inside, params = "SELECT value FROM json_each(?)", [json.dumps(found)]
                if _ROW * len(found) ** 2 < everybody * (limit or everybody):
                    along, order = "", "+c.name_sort"
        cursor.close()
    sql = (
        f"SELECT c.id FROM customer c {along} WHERE {where.sql} "  # noqa: S608
        f"AND c.id IN ({inside}) ORDER BY {order}, c.id{cut}"
    )
    return [row[0] for row in data.database.execute_sql(sql, [*where.params, *params]).fetchall()]


def _highest(data: DataFile) -> int:
    """The last id, which tells about how many customers there are."""
    return int(data.database.execute_sql("SELECT max(id) FROM customer").fetchone()[0])


def _beginning(data: DataFile, query: str, where: Where, limit: int | None) -> list[int]:
    """Whose names begin with what was typed, in characters or as they are spelt, by name."""
    folded = texts.fold(query)
    if pinyin.is_han(folded[0]):
        return _beginning_han(data, folded, where, limit)
    begin: dict[int, None] = {}
    for start in (folded, f"~{folded}"):
        sql = f"SELECT c.id FROM customer c WHERE c.name_sort >= ? AND c.name_sort < ? AND {where.sql} "  # noqa: S608
        begin.update(dict.fromkeys(_by_name(data, sql, [start, start + _HIGHEST, *where.params], limit)))
    return list(begin)[:limit]


def _beginning_han(data: DataFile, folded: str, where: Where, limit: int | None) -> list[int]:
    """Few are looked up by their names, of many the names spelt alike are walked along."""
    start = pinyin.sort_key(folded)
    spelt, between = "c.name_sort >= ? AND c.name_sort < ?", "name_key >= ? AND name_key < ?"
    limits, params = [start, start + _HIGHEST], [folded, folded + _HIGHEST]
    few = f"SELECT count(*) FROM (SELECT 1 FROM customer WHERE {between} LIMIT {_BROAD + 1})"  # noqa: S608
    if data.database.execute_sql(few, params).fetchone()[0] <= _BROAD:
        sql = (
            "SELECT c.id FROM customer c INDEXED BY customer_by_name_key "  # noqa: S608
            f"WHERE {between} AND {spelt} AND {where.sql} "
        )
        return _by_name(data, sql, [*params, *limits, *where.params], limit)
    if limit is not None:
        sql = (
            "SELECT c.id FROM (SELECT n.id, n.name_sort FROM customer n INDEXED BY customer_by_name "  # noqa: S608
            f"WHERE n.deleted_at IS NULL AND {spelt.replace('c.', 'n.')} ORDER BY n.name_sort, n.id "
            f"LIMIT {_NEAR * int(limit)}) f CROSS JOIN customer c ON c.id = f.id WHERE {between} AND {where.sql} "
        )
        found = _by_name(data, sql, [*limits, *params, *where.params], limit)
        if len(found) == limit:
            return found
    sql = (
        f"SELECT c.id FROM customer c INDEXED BY customer_by_name WHERE {spelt} "  # noqa: S608
        f"AND c.id IN (SELECT id FROM customer WHERE {between}) AND {where.sql} "
    )
    return _by_name(data, sql, [*limits, *params, *where.params], limit)


def _by_name(data: DataFile, sql: str, params: Sequence[Any], limit: int | None) -> list[int]:
    cut = "" if limit is None else f" LIMIT {int(limit)}"
    return [row[0] for row in data.database.execute_sql(f"{sql}ORDER BY c.name_sort, c.id{cut}", params).fetchall()]


def _letters(folded: str) -> bool:
    """One word of letters, which is found wherever a name is spelt so from its beginning."""
    return folded.isascii() and folded.isalpha()


def _looked_through(data: DataFile, asked: Sequence[str], limit: int) -> list[int] | None:
    """The first by name that hold all of these phrases; None where they are too far apart."""
    rows = _first_names(data, _WRITTEN, _LOOKED_THROUGH)
    found = list(islice((i for i, values in rows if search.holds(values, asked)), limit))
    return found if len(found) == limit else None


def _dense_digits(data: DataFile, digits: str, limit: int) -> list[int] | None:
    """The first by name that hold one or two digits where most do, which the index would take long to tell; None where
    they are not so many that they count as very many."""
    if _highest(data) < _DENSE_FROM * _BROAD:
        return None
    found: list[int] = []
    for seen, (customer_id, values) in enumerate(_first_names(data, _WITH_DIGITS, 2 * _BROAD)):
        if search.holds_digits(values, digits):
            found.append(customer_id)
            if len(found) == max(limit, _BROAD):
                return found
        if seen >= 2 * _AT_ONCE and len(found) < seen // 2:
            return None
    return None


def _first_names(data: DataFile, searched: Sequence[str], count: int) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """The first customers by name with what is `searched` of them and their contacts."""
    fields = [(key, column) for key, column in SEARCHED["customer"] if column in searched]
    columns = ", ".join(f"c.{key}" for key, _ in fields)
    sql = (
        f"SELECT c.id, {columns} FROM customer c INDEXED BY customer_by_name "  # noqa: S608
        f"WHERE c.deleted_at IS NULL ORDER BY c.name_sort, c.id LIMIT {int(count)}"
    )
    cursor = data.database.execute_sql(sql)
    while rows := cursor.fetchmany(_AT_ONCE):
        contacts = _of_contacts(data, [row[0] for row in rows], searched)
        for row in rows:
            values = contacts.get(row[0], {})
            for (_, column), value in zip(fields, row[1:], strict=True):
                if value:
                    values.setdefault(column, []).append(value)
            yield row[0], values


def _of_contacts(data: DataFile, ids: Sequence[int], searched: Sequence[str]) -> dict[int, dict[str, list[str]]]:
    fields = [(key, column) for key, column in SEARCHED["contact"] if column in searched]
    sql = (
        f"SELECT customer_id, {', '.join(key for key, _ in fields)} FROM contact "  # noqa: S608
        f"WHERE customer_id IN ({marks(ids)}) AND deleted_at IS NULL"
    )
    found: dict[int, dict[str, list[str]]] = {}
    for customer_id, *row in data.database.execute_sql(sql, ids).fetchall():
        values = found.setdefault(customer_id, {})
        for (_, column), value in zip(fields, row, strict=True):
            if value:
                values.setdefault(column, []).append(value)
    return found


def _best_first(query: str) -> tuple[str, list[str]]:
    """Names that begin with what was typed (in characters or pinyin), then those that hold it."""
    folded = texts.fold(query)
    order = (
        "CASE WHEN substr(c.name_key, 1, length(?1)) = ?1 THEN 0 "
        "WHEN substr(replace(c.name_sort, ' ', ''), 2, length(?1)) = ?1 THEN 0 "
        "WHEN instr(c.name_key, ?1) THEN 1 ELSE 2 END, "
    )
    return order.replace("?1", "?"), [folded] * 5
