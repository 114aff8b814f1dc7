"""Small values kept in the data file, by key."""

from __future__ import annotations

from crmdesk.store.database import DataFile


def get(data: DataFile, key: str) -> str | None:
    row = data.database.execute_sql("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def put(data: DataFile, key: str, value: str) -> None:
    """Call inside `DataFile.write`."""
    data.database.execute_sql(
        "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
