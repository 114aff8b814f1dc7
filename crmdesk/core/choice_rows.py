"""How the words of choice fields are written down."""

from __future__ import annotations

from crmdesk.core.fields import Choice
from crmdesk.core.words import Label


def choices(*rows: str) -> tuple[Choice, ...]:
    """Each row: `key | English | 中文 | synonym, synonym`."""
    made = []
    for row in rows:
        key, en, zh, *rest = (part.strip() for part in row.split("|"))
        synonyms = tuple(word.strip() for word in rest[0].split(",")) if rest and rest[0] else ()
        made.append(Choice(key, Label(en, zh), synonyms))
    return tuple(made)
