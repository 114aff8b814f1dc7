"""Reading and writing whole records as *flat* rows: one mapping of what is stored, without empty values.

A customer's flat row also holds its own fields (`x1` …, stored together as JSON) and `groups` (ids), so that history,
undo and search treat every value alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from crmdesk.core.fields import Field, Type, user_field
from crmdesk.core.lists import ChoiceRow
from crmdesk.core.registry import PARTS, REGISTRY
from crmdesk.store.columns import keys
from crmdesk.store.database import DataFile
from crmdesk.store.tables import PLAIN, columns

Flat = dict[str, Any]
KINDS = ("setting", "customer_group", "user_field", "choice", "competitor", "customer", *PARTS)
"""Kinds of record with history, owners before what they own."""

_CHUNK = 500
_DERIVED = ("name_key", "name_sort", "mobile_e164", "phone_e164")


def column_names(kind: str) -> tuple[str, ...]:
    return PLAIN[kind] if kind in PLAIN else columns(REGISTRY[kind])


_KNOWN = frozenset((*columns(REGISTRY["customer"]), "groups"))


class Records:
    """Flat rows of one data file. Call inside a connection; writing inside `DataFile.write`."""

    def __init__(self, data: DataFile) -> None:
        self._data = data
        self._execute = data.database.execute_sql

    def user_fields(self) -> tuple[Field, ...]:
        """The fields the user defined, oldest first."""
        rows = self._execute("SELECT key, label, type, choices FROM user_field WHERE deleted_at IS NULL ORDER BY id")
        return tuple(
            user_field(key, label, Type(type_), json.loads(choices) if choices else ())
            for key, label, type_, choices in rows.fetchall()
        )

    def lists(self) -> dict[str, list[ChoiceRow]]:
        """What the user changed of each list of choices, by the key of its field."""
        rows = self._execute("SELECT list, id, key, label, position, deleted_at IS NOT NULL FROM choice ORDER BY id")
        found: dict[str, list[ChoiceRow]] = {}
        for list_, *row in rows.fetchall():
            found.setdefault(list_, []).append(ChoiceRow(*row))
        return found

    def read(self, kind: str, record_id: int) -> Flat | None:
        return self.read_many(kind, (record_id,)).get(record_id)

    def read_many(self, kind: str, ids: Iterable[int]) -> dict[int, Flat]:
        """Flat rows by id; ids that do not exist are left out."""
        names = column_names(kind)
        result: dict[int, Flat] = {}
        for chunk in chunks(ids):
            sql = f"SELECT id, {', '.join(names)} FROM {kind} WHERE id IN ({marks(chunk)})"  # noqa: S608
            for row in self._execute(sql, chunk).fetchall():
                result[row[0]] = _flat(kind, names, row[1:])
            if kind == "customer":
                self._add_groups(chunk, result)
        return result

    def children(self, kind: str, customer_ids: Iterable[int], *, deleted: bool = False) -> dict[int, dict[int, Flat]]:
        """Contacts or further addresses of customers: customer id → id → flat row, in their order."""
        names = column_names(kind)
        order = "position, id" if kind == "contact" else "id"
        alive = "" if deleted else "AND deleted_at IS NULL"
        result: dict[int, dict[int, Flat]] = {}
        for chunk in chunks(customer_ids):
            sql = (
                f"SELECT id, {', '.join(names)} FROM {kind} "  # noqa: S608
                f"WHERE customer_id IN ({marks(chunk)}) {alive} ORDER BY {order}"
            )
            for row in self._execute(sql, chunk).fetchall():
                flat = _flat(kind, names, row[1:])
                result.setdefault(flat["customer_id"], {})[row[0]] = flat
        return result

    def next_id(self, kind: str) -> int:
        """The id the next record will get; never that of a record that was deleted."""
        row = self._execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (kind,)).fetchone()
        return (int(row[0]) if row else 0) + 1

    def insert_many(self, kind: str, rows: Sequence[tuple[int, Flat]]) -> None:
        """Insert flat rows under given ids (new ones, or those an undone action had)."""
        prepared = [(record_id, _row(kind, flat)) for record_id, flat in rows]
        filled = set().union(*(row for _, row in prepared))
        names = [name for name in column_names(kind) if name in filled]
        sql = f"INSERT INTO {kind} (id, {', '.join(names)}) VALUES ({', '.join('?' * (len(names) + 1))})"  # noqa: S608
        self._many(sql, [(record_id, *map(row.get, names)) for record_id, row in prepared])
        if kind == "customer":
            self._many(
                "INSERT INTO membership (customer_id, group_id) VALUES (?, ?)",
                [(record_id, group) for record_id, flat in rows for group in flat.get("groups", ())],
            )

    def write(self, kind: str, record_id: int, values: Mapping[str, Any]) -> None:
        """Set some values of one record; None empties a value."""
        names = column_names(kind)
        sets: Flat = {key: value for key, value in values.items() if key in names}
        own = {key: value for key, value in values.items() if key not in names and key != "groups"}
        if own:
            sets["own"] = self._merged_own(record_id, own)
        if _needs_keys(sets):
            flat = {**(self.read(kind, record_id) or {}), **sets}
            sets.update(keys(kind, flat))
        if sets:
            assignments = ", ".join(f"{key} = ?" for key in sets)
            self._execute(f"UPDATE {kind} SET {assignments} WHERE id = ?", (*sets.values(), record_id))  # noqa: S608
        if "groups" in values:
            self._execute("DELETE FROM membership WHERE customer_id = ?", (record_id,))
            self._many(
                "INSERT INTO membership (customer_id, group_id) VALUES (?, ?)",
                [(record_id, group) for group in values["groups"] or ()],
            )

    def delete_many(self, kind: str, ids: Sequence[int]) -> None:
        """Remove rows for good (an undone creation; its content is kept in the history)."""
        self._many(f"DELETE FROM {kind} WHERE id = ?", [(record_id,) for record_id in ids])  # noqa: S608

    def _merged_own(self, record_id: int, own: Mapping[str, Any]) -> str | None:
        (text,) = self._execute("SELECT own FROM customer WHERE id = ?", (record_id,)).fetchone()
        merged = {**(json.loads(text) if text else {}), **own}
        return _own_text({key: value for key, value in merged.items() if value is not None})

    def _add_groups(self, chunk: Sequence[int], result: dict[int, Flat]) -> None:
        sql = f"SELECT customer_id, group_id FROM membership WHERE customer_id IN ({marks(chunk)}) ORDER BY group_id"  # noqa: S608
        for customer_id, group_id in self._execute(sql, chunk).fetchall():
            result[customer_id].setdefault("groups", []).append(group_id)

    def _many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        if rows:
            self._data.database.connection().executemany(sql, rows)


def _flat(kind: str, names: Sequence[str], row: Sequence[Any]) -> Flat:
    flat = {name: value for name, value in zip(names, row, strict=True) if value is not None and name not in _DERIVED}
    own = flat.pop("own", None) if kind == "customer" else None
    if own:
        flat.update(json.loads(own))
    return flat


def _row(kind: str, flat: Flat) -> Flat:
    """The columns of a flat row: without groups, own fields together, keys worked out."""
    row = {**flat, **keys(kind, flat)}
    if kind == "customer":
        row.pop("groups", None)
        own = {key: row.pop(key) for key in flat.keys() - _KNOWN if key in row}
        row["own"] = _own_text(own)
    return row


def _own_text(own: Mapping[str, Any]) -> str | None:
    return json.dumps(own, ensure_ascii=False, separators=(",", ":")) if own else None


def _needs_keys(sets: Mapping[str, Any]) -> bool:
    return any(key in sets for key in ("name", "mobile", "phone"))


def chunks(ids: Iterable[int], size: int = _CHUNK) -> Iterator[list[int]]:
    chunk: list[int] = []
    for record_id in ids:
        chunk.append(record_id)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))
