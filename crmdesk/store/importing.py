"""What an import asks the data file: which customers have these keys, which files were imported before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_CHUNK = 500
_COLUMNS = {
    "number": ("number",),
    "credit_code": ("credit_code",),
    "id_number": ("id_number",),
    "phone": ("mobile_e164", "phone_e164"),
    "name": ("name_key",),
}


class Known(Struct, frozen=True):
    """A customer that has a key. Only numbers are looked up in the trash too."""

    id: int
    number: str
    name: str
    deleted: bool


def find(data: DataFile, key: str, values: Iterable[str]) -> dict[str, list[Known]]:
    """Customers by the value of a key: 'number', 'credit_code', 'id_number', 'phone' (in its form for comparing, the
    customer's own) or 'name' (folded). Oldest first."""
    result: dict[str, list[Known]] = {}
    alive = "" if key == "number" else "AND deleted_at IS NULL"
    wanted = list(values)
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        for column in _COLUMNS[key]:
            sql = (
                f"SELECT {column}, id, number, name, deleted_at IS NOT NULL FROM customer "  # noqa: S608
                f"WHERE {column} IN ({marks(chunk)}) {alive} ORDER BY id"
            )
            for value, *row in data.database.execute_sql(sql, chunk).fetchall():
                known = Known(row[0], row[1], row[2], bool(row[3]))
                found = result.setdefault(value, [])
                if known not in found:
                    found.append(known)
    return result


def living(data: DataFile, kind: str) -> list[int]:
    """The ids of every record of a kind that was not deleted."""
    rows = data.database.execute_sql(f"SELECT id FROM {kind} WHERE deleted_at IS NULL ORDER BY id").fetchall()  # noqa: S608
    return [int(row[0]) for row in rows]


def has_customers(data: DataFile) -> bool:
    """Whether there is any customer, in the trash or out of it."""
    return data.database.execute_sql("SELECT 1 FROM customer LIMIT 1").fetchone() is not None


def history_mark(data: DataFile, without: int = 0) -> tuple[int, int]:
    """Differs as soon as anything was done, undone or redone since. `without` is an action not to be counted."""
    sql = "SELECT coalesce(max(id), 0), count(*) FILTER (WHERE state = 'done') FROM action WHERE id != ?"
    row = data.database.execute_sql(sql, (without,)).fetchone()
    return int(row[0]), int(row[1])


def next_own_key(data: DataFile) -> int:
    """The figure of the next user-defined field's key (x1, x2 …), never one that was used before."""
    rows = data.database.execute_sql("SELECT key FROM user_field").fetchall()
    return 1 + max((int(key[1:]) for (key,) in rows if key[1:].isdigit()), default=0)


_HOLDS = """(a.state = 'done'
    AND NOT EXISTS (SELECT 1 FROM action u WHERE u.id = b.undone_by AND u.state = 'done'))"""
"""An import (b, done as a) that neither undo nor an action of its own took back."""


class Batch(Struct, frozen=True):
    """An import that was done. `at` is a UTC instant, `undone` whether it was taken back."""

    id: int
    file: str
    at: str
    sheets: tuple[str, ...]
    created: int
    updated: int
    undone: bool


def batches(data: DataFile) -> list[Batch]:
    """Every import, the newest first."""
    sql = (
        f"SELECT b.action_id, b.file, a.at, b.sheets, b.created, b.updated, NOT {_HOLDS} "  # noqa: S608
        "FROM import_batch b JOIN action a ON a.id = b.action_id ORDER BY b.action_id DESC"
    )
    rows = data.database.execute_sql(sql).fetchall()
    return [Batch(r[0], r[1], r[2], tuple(json.loads(r[3])), r[4], r[5], bool(r[6])) for r in rows]


def seen(data: DataFile, fingerprint: str) -> int | None:
    """The latest import of a file with this content that was not taken back."""
    sql = (
        "SELECT max(b.action_id) FROM import_batch b JOIN action a ON a.id = b.action_id "  # noqa: S608
        f"WHERE b.fingerprint = ? AND {_HOLDS}"
    )
    row = data.database.execute_sql(sql, (fingerprint,)).fetchone()
    return row[0] if row else None


def add_batch(
    data: DataFile, action: int, file: str, fingerprint: str, sheets: Sequence[str], *, created: int, updated: int
) -> None:
    """Remember an import beside its history entry; call inside its transaction."""
    data.database.execute_sql(
        "INSERT INTO import_batch (action_id, file, fingerprint, sheets, created, updated) VALUES (?, ?, ?, ?, ?, ?)",
        (action, file, fingerprint, json.dumps(list(sheets), ensure_ascii=False), created, updated),
    )


def set_undone(data: DataFile, batch: int, action: int) -> None:
    """An import is taken back as long as this action holds; call inside its transaction."""
    data.database.execute_sql("UPDATE import_batch SET undone_by = ? WHERE action_id = ?", (action, batch))


def remembered(data: DataFile, headers: str) -> dict[str, str]:
    """How the columns of this header were mapped by hand, by header; `headers` is the key of the header set."""
    row = data.database.execute_sql("SELECT content FROM import_memory WHERE headers = ?", (headers,)).fetchone()
    return dict(json.loads(row[0])) if row else {}


def remember(data: DataFile, headers: str, at: str, mapping: Mapping[str, str]) -> None:
    """Keep how the columns of a header were mapped; without anything to keep it is forgotten. `at` is a UTC instant."""
    if mapping == remembered(data, headers):
        return
    with data.write():
        data.database.execute_sql("DELETE FROM import_memory WHERE headers = ?", (headers,))
        if mapping:
            data.database.execute_sql(
                "INSERT INTO import_memory (headers, at, content) VALUES (?, ?, ?)",
                (headers, at, json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True)),
            )


class Holder(Struct, frozen=True):
    """A complaint that has a number: whose it is, when what was said (as stored), and whether it lies in the trash."""

    customer_id: int
    received_at: str
    words: str
    deleted: bool


def complaint_holders(data: DataFile, numbers: Iterable[str]) -> dict[str, tuple[Holder, ...]]:
    """The complaints with these numbers, in the trash too, by number."""
    found: dict[str, tuple[Holder, ...]] = {}
    wanted = list(numbers)
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        sql = (
            "SELECT number, customer_id, received_at, words, deleted_at IS NOT NULL FROM complaint "  # noqa: S608
            f"WHERE number IN ({marks(chunk)}) ORDER BY id"
        )
        for number, customer_id, received_at, words, deleted in data.database.execute_sql(sql, chunk).fetchall():
            found[number] = (*found.get(number, ()), Holder(customer_id, received_at, words, bool(deleted)))
    return found


def complaints_of(data: DataFile, kind: str, ids: Iterable[int]) -> set[int]:
    """The complaints that these steps or events belong to."""
    found: set[int] = set()
    for chunk in chunks(ids):
        sql = f"SELECT DISTINCT complaint FROM {kind} WHERE id IN ({marks(chunk)})"  # noqa: S608
        found.update(int(row[0]) for row in data.database.execute_sql(sql, chunk).fetchall())
    return found


def products(data: DataFile) -> list[tuple[int, str | None, str]]:
    """Id, code and name of the living products, oldest first."""
    sql = "SELECT id, code, name FROM product WHERE deleted_at IS NULL ORDER BY id"
    return list(data.database.execute_sql(sql).fetchall())


def campaigns(data: DataFile) -> list[tuple[int, str]]:
    """Id and name of the living call campaigns."""
    return list(data.database.execute_sql("SELECT id, name FROM campaign WHERE deleted_at IS NULL").fetchall())
