"""Texts being typed, kept in the data file until they are saved or given up; they have no history."""

from __future__ import annotations

from crmdesk.store.database import DataFile


def put(data: DataFile, key: str, at: str, content: str) -> None:
    """Call inside `DataFile.write`."""
    data.database.execute_sql(
        "INSERT INTO draft (key, at, content) VALUES (?, ?, ?) "
        "ON CONFLICT (key) DO UPDATE SET at = excluded.at, content = excluded.content",
        (key, at, content),
    )


def every(data: DataFile) -> list[tuple[str, str, str]]:
    """(key, at, content), the latest first."""
    rows = data.database.execute_sql("SELECT key, at, content FROM draft ORDER BY at DESC, key")
    return [(str(key), str(at), str(content)) for key, at, content in rows.fetchall()]


def beginning(data: DataFile, prefix: str) -> list[str]:
    """The keys that begin so, the latest first."""
    rows = data.database.execute_sql(
        "SELECT key FROM draft WHERE key >= ? AND key < ? ORDER BY at DESC, key", (prefix, prefix + "\U0010ffff")
    )
    return [str(key) for (key,) in rows.fetchall()]


def delete(data: DataFile, key: str) -> None:
    """Call inside `DataFile.write`."""
    data.database.execute_sql("DELETE FROM draft WHERE key = ?", (key,))
