"""Small values kept in the data file, by key."""

from __future__ import annotations

from crmdesk.store.database import DataFile


def get(data: DataFile, key: str) -> str | None:
    row = data.database.execute_sql("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row and row[0] is not None else None


def put(data: DataFile, key: str, value: str) -> None:
    """Call inside `DataFile.write`."""
    data.database.execute_sql(
        "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


def id_of(data: DataFile, key: str) -> int | None:
    """The record of a value, for changing it with history."""
    row = data.database.execute_sql("SELECT id FROM setting WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else None
