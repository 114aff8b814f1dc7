"""Queries over what lies in a customer's file: how much of it, its notes, its attachments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crmdesk.core.attachments import Attachment
from crmdesk.core.notes import Note
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_COUNTED = ("interaction", "sales_order", "complaint", "note", "attachment")


def counts(data: DataFile, customer_id: int) -> Mapping[str, int]:
    """How many contacts made, orders, complaints, notes and attachments a customer has, by kind of record."""
    each = ", ".join(
        f"(SELECT count(*) FROM {kind} WHERE customer_id = ?1 AND deleted_at IS NULL)"  # noqa: S608
        for kind in _COUNTED
    )
    row = data.database.execute_sql(f"SELECT {each}", (customer_id,)).fetchone()
    return dict(zip(_COUNTED, row, strict=True))


def notes(data: DataFile, customer_id: int) -> list[Note]:
    """Pinned ones first, then the newest."""
    rows = data.database.execute_sql(
        "SELECT id, text, at, who, coalesce(pinned, 0) FROM note WHERE customer_id = ? AND deleted_at IS NULL "
        "ORDER BY coalesce(pinned, 0) DESC, at DESC, id DESC",
        (customer_id,),
    )
    return [Note(id_, text, at, who, bool(pinned)) for id_, text, at, who, pinned in rows.fetchall()]


def notes_of(data: DataFile, ids: Sequence[int]) -> list[Note]:
    """These notes, in any order; those deleted are left out."""
    found: list[Note] = []
    for chunk in chunks(ids):
        rows = data.database.execute_sql(
            "SELECT id, text, at, who, coalesce(pinned, 0) FROM note "  # noqa: S608
            f"WHERE id IN ({marks(chunk)}) AND deleted_at IS NULL",
            chunk,
        )
        found += [Note(id_, text, at, who, bool(pinned)) for id_, text, at, who, pinned in rows.fetchall()]
    return found


def attachments(data: DataFile, customer_id: int) -> list[Attachment]:
    """The newest first."""
    rows = data.database.execute_sql(
        "SELECT id, name, size, at, who, blob, coalesce(notes, '') FROM attachment "
        "WHERE customer_id = ? AND deleted_at IS NULL ORDER BY at DESC, id DESC",
        (customer_id,),
    )
    return [Attachment(*row) for row in rows.fetchall()]
