"""Which orders and payments a list shows, and in which order.

The first rows come without the others where an index tells the order: some of it is walked along. All of them, or the
first in another order, are looked up at once and then sorted, since a walk along an index reads every row in another
place, which takes several times as long as reading them as they lie.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from crmdesk.core import search, texts
from crmdesk.core.sales_lists import Orders, PaymentList
from crmdesk.store.database import DataFile
from crmdesk.store.records import marks

_BY_NAME, _BY_NUMBER = "customer_name", "customer_number"
_TRASH = "SELECT id FROM customer WHERE deleted_at IS NOT NULL"
_WALKED = 4_000
"""So many rows of an order are looked through for the first that are wanted."""
_FEW, _MANY = 2_000, 50_000
"""So few matches are looked up by their indexes; so many rows are read as they lie."""
_FOUND_CUSTOMERS = "SELECT rowid FROM customer_search WHERE customer_search MATCH ?"
_OF_PRODUCTS = (
    "SELECT sales_order FROM order_line INDEXED BY order_line_by_product "
    "WHERE product IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL"
)


class _Kind(Struct, frozen=True):
    """Records `r` of a table: by what they can be ordered, and for some orders the index that tells it, as a source
    that can be walked along. What has nothing to be ordered by comes last and is not walked along."""

    table: str
    sorts: Mapping[str, str]
    walks: Mapping[str, str]


class _Part(Struct, frozen=True):
    """One way of finding what was typed, bound to `params`. `found`: what is found first (customers, lines), of which
    there may be few; `ids`: a query for the records; `row`: whether a row is one of them; `near`: the same for where
    few rows are asked."""

    found: str
    ids: str
    row: str
    near: str
    params: Sequence[Any]


class _Where(Struct):
    """What a list lets through: conditions on a row `r` with what they are bound to, its days and what was typed
    apart."""

    conditions: list[str]
    params: list[Any]
    days: list[tuple[str, str]]
    parts: Sequence[_Part] = ()


def _kind(table: str, sorts: Mapping[str, str], walks: Mapping[str, str]) -> _Kind:
    of_customer = f"CROSS JOIN {table} r ON r.customer_id = c.id"
    named = f"customer c INDEXED BY customer_by_name {of_customer} WHERE c.deleted_at IS NULL"
    numbered = f"customer c INDEXED BY sqlite_autoindex_customer_1 {of_customer} WHERE c.id NOT IN ({_TRASH})"
    return _Kind(
        table,
        {**sorts, _BY_NAME: "c.name_sort", _BY_NUMBER: "c.number"},
        {**{sort: f"{table} r {source}" for sort, source in walks.items()}, _BY_NAME: named, _BY_NUMBER: numbered},
    )


ORDERS = _kind(
    "sales_order",
    {
        "date": "r.date", "number": "r.number", "state": "r.state", "by": "r.by", "amount": "r.amount",
        "paid": "r.paid", "due": "r.due", "due_on": "r.due_on", "delivered_on": "r.delivered_on",
    },
    {
        "date": "INDEXED BY sales_order_by_date WHERE r.deleted_at IS NULL",
        "number": "INDEXED BY sales_order_by_number WHERE r.number IS NOT NULL",
        "due_on": "INDEXED BY sales_order_by_due WHERE r.due_on IS NOT NULL AND r.deleted_at IS NULL",
    },
)  # fmt: skip
_PAYMENTS = _kind(
    "payment",
    {"date": "r.date", "amount": "r.amount", "method": "r.method"},
    {"date": "INDEXED BY payment_by_date WHERE r.deleted_at IS NULL"},
)


def find(data: DataFile, wanted: Orders, most: int | None = None) -> list[int]:
    """The ids a list of orders shows, in its order, at `most` so many; without those of customers in the trash."""
    where = _where(wanted.from_, wanted.to, {"r.customer_id": wanted.customer_id, "r.by": wanted.by})
    if wanted.states:
        where.conditions.append(f"r.state IN ({marks(wanted.states)})")
        where.params += wanted.states
    if wanted.owing:
        where.conditions.append("r.due_on IS NOT NULL")
    if wanted.hold:
        where.conditions.append("r.hold = 1")
    if query := texts.clean(wanted.query):
        where.parts = _orders_found(data, query)
    return _listed(data, ORDERS, where, wanted.sort, wanted.descending, most)


def find_payments(data: DataFile, wanted: PaymentList, most: int | None = None) -> list[int]:
    """The ids a list of payments shows, in its order, at `most` so many; without those of customers in the trash."""
    where = _where(wanted.from_, wanted.to, {"r.customer_id": wanted.customer_id})
    if wanted.kinds:
        where.conditions.append(f"ifnull(r.kind, 'payment') IN ({marks(wanted.kinds)})")
        where.params += wanted.kinds
    if wanted.methods:
        where.conditions.append(f"r.method IN ({marks(wanted.methods)})")
        where.params += wanted.methods
    if query := texts.clean(wanted.query):
        where.parts = [_of_orders(part) for part in _orders_found(data, query)]
    return _listed(data, _PAYMENTS, where, wanted.sort, wanted.descending, most)


def _where(first: dt.date | None, last: dt.date | None, equal: Mapping[str, Any]) -> _Where:
    given = {column: value for column, value in equal.items() if value is not None}
    days = [(sign, day.isoformat()) for sign, day in ((">=", first), ("<=", last)) if day is not None]
    return _Where([f"{column} = ?" for column in given], list(given.values()), days)


def _orders_found(data: DataFile, query: str) -> list[_Part]:
    """What was typed finds the number of an order or of its customer, the customer, a product."""
    parts = [_numbered(number) for number in dict.fromkeys((query, query.upper()))]
    if expression := search.match(query):
        ids = f"SELECT id FROM sales_order WHERE customer_id IN ({_FOUND_CUSTOMERS})"  # noqa: S608
        row = f"+r.customer_id IN ({_FOUND_CUSTOMERS})"
        parts.append(_Part(_FOUND_CUSTOMERS, ids, row, row, (expression,)))
    sql = "SELECT id FROM product WHERE instr(name_key, ?) OR code = ?"
    named = data.database.execute_sql(sql, (texts.fold(query), query)).fetchall() if texts.fold(query) else ()
    if products := [row[0] for row in named]:
        near = (
            "EXISTS (SELECT 1 FROM order_line l WHERE l.sales_order = r.id AND l.deleted_at IS NULL "
            "AND l.product IN (SELECT value FROM json_each(?)))"
        )
        parts.append(_Part(_OF_PRODUCTS, _OF_PRODUCTS, f"+r.id IN ({_OF_PRODUCTS})", near, (json.dumps(products),)))
    return parts


def _numbered(number: str) -> _Part:
    ids = "SELECT id FROM sales_order WHERE number >= ? AND number < ?"
    row = "(+r.number >= ? AND +r.number < ?)"
    return _Part(ids, ids, row, row, (number, number + chr(0x10FFFF)))


def _of_orders(part: _Part) -> _Part:
    """Of payments: the order they are for is found so, or their customer, also where they are for no order."""
    if part.found == _FOUND_CUSTOMERS:
        return _Part(part.found, part.ids.replace("sales_order", "payment"), part.row, part.near, part.params)
    row = f"+r.sales_order IN ({part.ids})"
    ids = f"SELECT id FROM payment WHERE sales_order IN ({part.ids})"  # noqa: S608
    return _Part(part.found, ids, row, row, part.params)


def _listed(data: DataFile, kind: _Kind, where: _Where, sort: str, descending: bool, most: int | None) -> list[int]:
    way, walk, by_customer = " DESC" if descending else "", kind.walks.get(sort), sort in (_BY_NAME, _BY_NUMBER)
    if by_customer and not _holds(data, kind.table, "", (), _MANY):
        walk = None  # most customers have none
    if walk is not None and "r.customer_id = ?" not in where.conditions:
        if most is not None:
            for length in (_WALKED,) if where.parts else (2 * most, _WALKED):
                found = _walked(data, kind, where, sort, way, length, most)
                if len(found) == most:
                    return found
        if by_customer and _are_many(data, kind, where):
            return _by_customer(data, kind, where, sort, way, most)
    conditions, params = _conditions(data, kind, where)
    key, sorted_ = kind.sorts[sort], "+" if where.conditions or where.parts else ""
    empty = "" if sort == "date" else f"{key} IS NULL, "
    sql = (
        f"SELECT r.id FROM {kind.table} r LEFT JOIN customer c ON c.id = r.customer_id WHERE {conditions} "  # noqa: S608
        f"ORDER BY {empty}{sorted_}{key}{way}, r.id{way} LIMIT ?"
    )
    return _ids(data, sql, [*params, -1 if most is None else most])


def _walked(data: DataFile, kind: _Kind, where: _Where, sort: str, way: str, length: int, most: int) -> list[int]:
    """The first among so many rows of an order."""
    key, inside = kind.sorts[sort], where.days if sort == "date" else []
    days = "".join(f" AND r.date {sign} ?" for sign, _ in inside)
    conditions, params = _conditions(data, kind, where, near=True)
    sql = (
        f"SELECT r.id FROM (SELECT r.id AS id, {key} AS key FROM {kind.walks[sort]} AND {key} IS NOT NULL{days} "  # noqa: S608
        f"ORDER BY {key}{way}, r.id{way} LIMIT {int(length)}) w CROSS JOIN {kind.table} r NOT INDEXED ON r.id = w.id "
        f"WHERE {conditions} ORDER BY w.key{way}, w.id{way} LIMIT {int(most)}"
    )
    return _ids(data, sql, [*(day for _, day in inside), *params])


def _are_many(data: DataFile, kind: _Kind, where: _Where) -> bool:
    conditions, params = _conditions(data, kind, where)
    return _holds(data, f"{kind.table} r", f"WHERE {conditions}", params, _FEW)


def _by_customer(data: DataFile, kind: _Kind, where: _Where, sort: str, way: str, most: int | None) -> list[int]:
    """Along an index of customers, of whom no row is read."""
    source, cut = kind.walks[sort], -1 if most is None else int(most)
    turn = f"ORDER BY {kind.sorts[sort]}{way}, r.id{way} LIMIT {cut}"
    if not (where.conditions or where.days or where.parts):
        deleted = f"SELECT id FROM {kind.table} WHERE deleted_at IS NOT NULL"  # noqa: S608
        return _ids(data, f"SELECT r.id FROM {source} AND r.id NOT IN ({deleted}) {turn}", ())  # noqa: S608
    conditions, params = _conditions(data, kind, where)
    sql = (
        f"WITH f AS MATERIALIZED (SELECT r.id, r.customer_id FROM {kind.table} r WHERE {conditions}) "  # noqa: S608
        f"SELECT r.id FROM {source} AND c.id IN (SELECT customer_id FROM f) AND r.id IN (SELECT id FROM f) {turn}"
    )
    return _ids(data, sql, params)


def _conditions(data: DataFile, kind: _Kind, where: _Where, *, near: bool = False) -> tuple[str, list[Any]]:
    """On a row `r`; `near`: few rows are asked."""
    in_trash = f"SELECT id FROM {kind.table} WHERE customer_id IN ({_TRASH})"  # noqa: S608
    conditions, params = ["r.deleted_at IS NULL", f"r.id NOT IN ({in_trash})", *where.conditions], [*where.params]
    as_they_lie = "+" if near or _many_days(data, kind, where) else ""
    conditions += [f"{as_they_lie}r.date {sign} ?" for sign, _ in where.days]
    params += [day for _, day in where.days]
    if where.parts:
        if near:
            asked = " OR ".join(part.near for part in where.parts)
        elif all(_is_few(data, part) for part in where.parts):
            asked = f"r.id IN ({' UNION '.join(part.ids for part in where.parts)})"
        else:
            asked = " OR ".join(part.row for part in where.parts)
        conditions.append(f"({asked})")
        params += [each for part in where.parts for each in part.params]
    return " AND ".join(conditions), params


def _many_days(data: DataFile, kind: _Kind, where: _Where) -> bool:
    """Whether there are so many rows of these days that they are better read as they lie."""
    days = "".join(f" AND r.date {sign} ?" for sign, _ in where.days)
    return bool(where.days) and _holds(data, kind.walks["date"], days, [day for _, day in where.days], _MANY)


def _is_few(data: DataFile, part: _Part) -> bool:
    return not _holds(data, f"({part.found})", "", part.params, _FEW)


def _holds(data: DataFile, source: str, where: str, params: Sequence[Any], count: int) -> bool:
    """Whether a query finds so many rows; no more are counted."""
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {source} {where} LIMIT {int(count)})"  # noqa: S608
    return int(data.database.execute_sql(sql, params).fetchone()[0]) == count


def _ids(data: DataFile, sql: str, params: Sequence[Any]) -> list[int]:
    return [row[0] for row in data.database.execute_sql(sql, params).fetchall()]
