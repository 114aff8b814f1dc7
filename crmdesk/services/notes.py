"""Dated notes in a customer's file: written, changed, pinned, deleted (METHOD.md section 1)."""

from __future__ import annotations

from crmdesk.core import texts
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.notes import MOST_CHARACTERS, Note
from crmdesk.services import file_parts
from crmdesk.services.desk import Desk
from crmdesk.store import parts as store


def of_customer(desk: Desk, customer_id: int) -> list[Note]:
    """Every note of a customer: pinned ones first, then the newest."""
    return store.notes(desk.data, customer_id)


def add(desk: Desk, customer_id: int, text: str) -> tuple[int, Changes]:
    """A new note, dated now. Raises UserError when it is empty or too long, or the customer is gone."""
    clean = _cleaned(text)
    with desk.recording("note-add", number="") as made:
        owner = desk.records.read("customer", customer_id)
        if owner is None or "deleted_at" in owner:
            raise UserError("record-gone")
        made.rename(number=owner["number"])
        flat = {"customer_id": customer_id, "text": clean, "at": desk.now(), "who": desk.who}
        note_id = made.create("note", flat)
    return note_id, made.result


def edit(desk: Desk, note_id: int, text: str) -> Changes:
    """Change what a note says; its date stays. Raises UserError when it is empty, too long or gone."""
    clean = _cleaned(text)
    with desk.recording("note-edit", number="") as made:
        made.rename(number=file_parts.owner_number(desk, "note", note_id))
        made.update("note", note_id, {"text": clean})
    return made.result


def pin(desk: Desk, note_id: int, pinned: bool) -> Changes:
    """Keep a note on top, or no longer. Raises UserError when it is gone."""
    with desk.recording("note-pin" if pinned else "note-unpin", number="") as made:
        made.rename(number=file_parts.owner_number(desk, "note", note_id))
        made.update("note", note_id, {"pinned": 1 if pinned else None})
    return made.result


def delete(desk: Desk, note_id: int) -> Changes:
    """Take a note out of the file; undo brings it back. Raises UserError when it is gone."""
    with desk.recording("note-delete", number="") as made:
        made.rename(number=file_parts.owner_number(desk, "note", note_id))
        made.update("note", note_id, {"deleted_at": desk.now()})
    return made.result


def _cleaned(text: str) -> str:
    clean = texts.clean_lines(text)
    if not clean:
        raise UserError("note-empty")
    if len(clean) > MOST_CHARACTERS:
        raise UserError("note-too-long", count=len(clean), most=MOST_CHARACTERS)
    return clean
