"""Contents of attachments and pictures, each kept once under its SHA-256.

They have no history of their own: what points at them has. One that nothing points at any more stays for undo.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from crmdesk.store.database import DataFile
from crmdesk.store.failures import translated

PIECE = 1 << 20
"""Bytes read or written at once."""


def put(data: DataFile, content: bytes) -> str:
    """Keep a content; returns its key. Call inside `DataFile.write`."""
    key = hashlib.sha256(content).hexdigest()
    data.database.execute_sql(
        "INSERT INTO blob (sha256, size, content) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
        (key, len(content), content),
    )
    return key


def put_pieces(data: DataFile, key: str, size: int, pieces: Iterable[bytes]) -> bool:
    """Keep a content that comes in pieces and whose key is known. Call inside `DataFile.write`.

    False when the pieces are not what the key says: the caller must then undo the transaction.
    """
    if exists(data, key):
        return True
    cursor = data.database.execute_sql(
        "INSERT INTO blob (sha256, size, content) VALUES (?, ?, zeroblob(?))", (key, size, size)
    )
    digest, room = hashlib.sha256(), size
    blob = data.database.connection().open_blob("blob", "content", cursor.lastrowid, False)
    try:
        for piece in pieces:
            digest.update(piece)
            if len(piece) > room:
                return False
            blob.write(piece)
            room -= len(piece)
    finally:
        blob.close()
    return room == 0 and digest.hexdigest() == key


def exists(data: DataFile, key: str) -> bool:
    return data.database.execute_sql("SELECT 1 FROM blob WHERE sha256 = ?", (key,)).fetchone() is not None


def get(data: DataFile, key: str) -> bytes | None:
    """A content by its key."""
    row = data.database.execute_sql("SELECT content FROM blob WHERE sha256 = ?", (key,)).fetchone()
    return bytes(row[0]) if row else None


def head(data: DataFile, key: str, length: int) -> bytes:
    """The first bytes of a content; none when there is no such key."""
    with translated(data.path):
        row = data.database.execute_sql("SELECT rowid FROM blob WHERE sha256 = ?", (key,)).fetchone()
        if row is None:
            return b""
        blob = data.database.connection().open_blob("blob", "content", row[0], True)
        try:
            return bytes(blob.read(length))
        finally:
            blob.close()


def pieces(data: DataFile, key: str) -> Iterator[bytes]:
    """A content piece by piece; nothing when there is no such key."""
    row = data.database.execute_sql("SELECT rowid FROM blob WHERE sha256 = ?", (key,)).fetchone()
    if row is None:
        return
    blob = data.database.connection().open_blob("blob", "content", row[0], True)
    try:
        while piece := blob.read(PIECE):
            yield bytes(piece)
    finally:
        blob.close()
