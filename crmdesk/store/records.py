"""Reading and writing whole records as *flat* rows: one mapping of what is stored, without empty values.

A customer's flat row also holds its own fields (`x1` …, stored together as JSON) and `groups` (ids), so that history,
undo and search treat every value alike.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from crmdesk.core.fields import Field, Type, user_field
from crmdesk.core.lists import ChoiceRow
from crmdesk.core.registry import PARTS, REGISTRY
from crmdesk.store.columns import KEYED, keys
from crmdesk.store.database import DataFile
from crmdesk.store.structure import own_field_order
from crmdesk.store.tables import PLAIN, columns

Flat = dict[str, Any]
KINDS = (
    "setting",
    "export_preset",
    "customer_group",
    "user_field",
    "choice",
    "competitor",
    "staff",
    "product",
    "campaign",
    "policy",
    "tier_run",
    "greeting_text",
    "source_cost",
    "customer",
    "not_same",
    *PARTS,
    "privacy_request",
)
"""Kinds of record with history, owners before what they own."""

_CHUNK = 500
_DERIVED = ("name_key", "name_sort", "name_sound", "mobile_e164", "phone_e164")

_JOIN = "INSERT INTO membership (customer_id, group_id) VALUES (?, ?)"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_SORTED_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_NAMES = {**PLAIN, **{kind: columns(fields) for kind, fields in REGISTRY.items()}}
_READ = {kind: tuple(name for name in names if name not in _DERIVED) for kind, names in _NAMES.items()}
_KNOWN = frozenset((*_NAMES["customer"], "groups"))


def column_names(kind: str) -> tuple[str, ...]:
    return _NAMES[kind]


class Records:
    """Flat rows of one data file. Call inside a connection; writing inside `DataFile.write`."""

    def __init__(self, data: DataFile) -> None:
        self._data = data
        self._execute = data.database.execute_sql

    def user_fields(self) -> tuple[Field, ...]:
        """The fields the user defined, in the user's order, then oldest first."""
        rows = self._execute("SELECT key, label, type, choices FROM user_field WHERE deleted_at IS NULL ORDER BY id")
        made = [
            user_field(key, label, Type(type_), json.loads(choices) if choices else ())
            for key, label, type_, choices in rows.fetchall()
        ]
        order = own_field_order(self._data) if len(made) > 1 else []
        return tuple(sorted(made, key=lambda field: order.index(field.key) if field.key in order else len(order)))

    def lists(self) -> dict[str, list[ChoiceRow]]:
        """What the user changed of each list of choices, by the key of its field."""
        rows = self._execute("SELECT list, id, key, label, position, deleted_at IS NOT NULL FROM choice ORDER BY id")
        found: dict[str, list[ChoiceRow]] = {}
        for list_, *row in rows.fetchall():
            found.setdefault(list_, []).append(ChoiceRow(*row))
        return found

    def read(self, kind: str, record_id: int) -> Flat | None:
        return self.read_many(kind, (record_id,)).get(record_id)

    def read_many(self, kind: str, ids: Iterable[int], keys: Collection[str] | None = None) -> dict[int, Flat]:
        """Flat rows by id; ids that do not exist are left out. With `keys` the rows hold these values at least."""
        names = _READ[kind] if keys is None else _columns_of(kind, keys)
        shown = ", ".join(("id", *names))
        result: dict[int, Flat] = {}
        for chunk in chunks(ids):
            sql = f"SELECT {shown} FROM {kind} WHERE id IN ({marks(chunk)})"  # noqa: S608
            for row in self._execute(sql, chunk).fetchall():
                result[row[0]] = _flat(kind, names, row[1:])
            if kind == "customer" and (keys is None or "groups" in keys):
                self._add_groups(chunk, result)
        return result

    def children(
        self,
        kind: str,
        customer_ids: Iterable[int],
        *,
        deleted: bool = False,
        keys: Collection[str] | None = None,
    ) -> dict[int, dict[int, Flat]]:
        """Contacts or further addresses of customers: customer id → id → flat row, in their order. With `keys` the rows
        hold these values and whose they are."""
        names = _READ[kind] if keys is None else _columns_of(kind, {*keys, "customer_id"})
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

    def insert_many(
        self,
        kind: str,
        rows: Sequence[tuple[int, Flat]],
        derived: Sequence[Sequence[Any]] | None = None,
        filled: Collection[str] | None = None,
    ) -> None:
        """Insert flat rows under given ids (new ones, or those an undone action had). `derived` are their keys and
        `filled` the columns that any of them fills, where they were worked out already."""
        if not rows:
            return
        if derived is None:
            derived = [tuple(keys(kind, flat).values()) for _, flat in rows]
        if filled is None:
            filled = set().union(*[flat for _, flat in rows])
        names = [name for name in _READ[kind] if name in filled]
        if kind == "customer" and not _KNOWN.issuperset(filled):
            names.append("own")
            rows = [(record_id, _with_own(flat)) for record_id, flat in rows]
        written = ", ".join(("id", *names, *keys(kind, {})))
        places = ", ".join("?" * (1 + len(names) + len(derived[0])))
        both = zip(rows, derived, strict=True)
        made = [(record_id, *map(flat.get, names), *more) for (record_id, flat), more in both]
        self._many(f"INSERT INTO {kind} ({written}) VALUES ({places})", made)  # noqa: S608
        if kind == "customer":
            self._many(_JOIN, [(record_id, group) for record_id, flat in rows for group in flat.get("groups", ())])

    def write(self, kind: str, record_id: int, values: Mapping[str, Any]) -> None:
        """Set some values of one record; None empties a value."""
        self.write_many(kind, {record_id: values})

    def write_many(self, kind: str, values: Mapping[int, Mapping[str, Any]]) -> None:
        """Set some values of records by id; None empties a value."""
        alike: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
        for record_id, sets in self._as_columns(kind, values).items():
            in_turn = record_id if "number" in sets else None  # numbers differ at every moment
            alike.setdefault((in_turn, *sets), []).append((*sets.values(), record_id))
        for (_, *names), rows in alike.items():
            if names:
                assignments = ", ".join(f"{name} = ?" for name in names)
                self._many(f"UPDATE {kind} SET {assignments} WHERE id = ?", rows)  # noqa: S608
        groups = {record_id: sets["groups"] or () for record_id, sets in values.items() if "groups" in sets}
        self._many("DELETE FROM membership WHERE customer_id = ?", [(customer_id,) for customer_id in groups])
        self._many(_JOIN, [(customer_id, group) for customer_id, joined in groups.items() for group in joined])

    def rekey(self, kind: str, ids: Iterable[int]) -> None:
        """Work out the derived columns anew, after their rules changed."""
        for chunk in chunks(ids):
            derived = {i: keys(kind, flat) for i, flat in self.read_many(kind, chunk, KEYED).items()}
            for names in {tuple(row) for row in derived.values()}:
                assignments = ", ".join(f"{name} = ?" for name in names)
                rows = [(*row.values(), i) for i, row in derived.items() if tuple(row) == names]
                self._many(f"UPDATE {kind} SET {assignments} WHERE id = ?", rows)  # noqa: S608

    def delete_many(self, kind: str, ids: Sequence[int]) -> None:
        """Remove rows for good (an undone creation; its content is kept in the history)."""
        self._many(f"DELETE FROM {kind} WHERE id = ?", [(record_id,) for record_id in ids])  # noqa: S608

    def _as_columns(self, kind: str, values: Mapping[int, Mapping[str, Any]]) -> dict[int, Flat]:
        """The columns to be written: own fields put together, keys worked out anew."""
        names = frozenset(column_names(kind))
        columns = {i: {key: value for key, value in sets.items() if key in names} for i, sets in values.items()}
        if kind == "customer":
            mixed = [i for i, sets in values.items() if not sets.keys() <= _KNOWN]
            for i, flat in self.read_many(kind, mixed, ("own",)).items():
                flat.update((key, value) for key, value in values[i].items() if key not in _KNOWN)
                columns[i]["own"] = _own_text({key: value for key, value in flat.items() if value is not None})
        keyed = [i for i, sets in columns.items() if not sets.keys().isdisjoint(KEYED)]
        for i, flat in self.read_many(kind, keyed, KEYED).items():
            columns[i].update(keys(kind, {**flat, **columns[i]}))
        return columns

    def _add_groups(self, chunk: Sequence[int], result: dict[int, Flat]) -> None:
        sql = f"SELECT customer_id, group_id FROM membership WHERE customer_id IN ({marks(chunk)}) ORDER BY group_id"  # noqa: S608
        for customer_id, group_id in self._execute(sql, chunk).fetchall():
            result[customer_id].setdefault("groups", []).append(group_id)

    def _many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        if rows:
            self._data.database.connection().executemany(sql, rows)


def _flat(kind: str, names: Sequence[str], row: Sequence[Any]) -> Flat:
    flat = {name: value for name, value in zip(names, row, strict=True) if value is not None}
    own = flat.pop("own", None) if kind == "customer" else None
    if own:
        flat.update(json.loads(own))
    return flat


def _with_own(flat: Flat) -> Flat:
    """A flat row with the customer's own fields together, as their column holds them."""
    return {**flat, "own": _own_text({key: flat[key] for key in flat.keys() - _KNOWN})}


def _own_text(own: Mapping[str, Any]) -> str | None:
    return _JSON.encode(own) if own else None


def _columns_of(kind: str, keys: Collection[str]) -> tuple[str, ...]:
    """The columns that hold these values; own fields lie together in one."""
    wanted = {*keys, "own"} if kind == "customer" and not _KNOWN.issuperset(keys) else set(keys)
    return tuple(name for name in _READ[kind] if name in wanted)


def history_text(values: Mapping[str, Any]) -> str:
    """Values of a record, or what an action concerns, as the history keeps them."""
    return _SORTED_JSON.encode(values)


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
