"""Contents of attachments and pictures, each kept once under its SHA-256.

They have no history of their own: what points at them has. One that nothing points at any more stays for undo.
"""

from __future__ import annotations

import hashlib

from crmdesk.store.database import DataFile


def put(data: DataFile, content: bytes) -> str:
    """Keep a content; returns its key. Call inside `DataFile.write`."""
    key = hashlib.sha256(content).hexdigest()
    data.database.execute_sql(
        "INSERT INTO blob (sha256, size, content) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
        (key, len(content), content),
    )
    return key


def get(data: DataFile, key: str) -> bytes | None:
    """A content by its key."""
    row = data.database.execute_sql("SELECT content FROM blob WHERE sha256 = ?", (key,)).fetchone()
    return bytes(row[0]) if row else None
