"""Dated jottings in a customer's file (METHOD.md section 1, *notes*)."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from crmdesk.core import texts

MOST_CHARACTERS = 20_000
"""The longest note."""


class Note(Struct, frozen=True):
    """One jotting: what, when (UTC) and by whom it was written, and whether it stays on top."""

    id: int
    text: str
    at: str
    who: str
    pinned: bool = False


def matching(notes: Iterable[Note], query: str) -> list[Note]:
    """Those in which every word of the query occurs, in their text or as who wrote them; all for an empty one."""
    words = texts.clean(query).casefold().split()
    if not words:
        return list(notes)
    return [note for note in notes if _holds(f"{note.text}\n{note.who}".casefold(), words)]


def _holds(text: str, words: Iterable[str]) -> bool:
    return all(word in text for word in words)
