"""The last sheet of an exported workbook: the user's own fields and lists of words, so that an import into an empty
data file makes them again as they were (type, words) and does not guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from crmdesk.core import texts
from crmdesk.core.fields import Choice, Field, Type
from crmdesk.core.words import Label, Words

TITLE = Label("Fields and lists", "字段与选项")
HEADERS = (
    Label("Field or list", "字段或选项表"),
    Label("Its key", "字段代号"),
    Label("It holds", "所存内容"),
    Label("Its words", "可选词语"),
)
TYPES = {
    Type.TEXT: Label("Text", "文字"),
    Type.NUMBER: Label("Number", "数字"),
    Type.DATE: Label("Date", "日期"),
    Type.CHOICE: Label("Choice", "选择"),
    Type.YES_NO: Label("Yes or no", "是否"),
}
"""What an own field can hold."""


class FieldLine(Struct, frozen=True):
    """One line of the sheet: an own field (`key` x1 …), or a list of words the user changed (`key` of its field)."""

    label: str
    key: str
    type: Type
    words: tuple[str, ...] = ()

    @property
    def by_user(self) -> bool:
        return self.key[:1] == "x" and self.key[1:].isdigit()


def lines(fields: Iterable[Field], changed: Iterable[str], words: Words) -> list[FieldLine]:
    """The lines for the own fields among these and for those whose list the user changed."""
    lists = frozenset(changed)
    return [
        FieldLine(words.label(field.label), field.key, field.type, _words(field.choices, words))
        for field in fields
        if field.by_user or field.key in lists
    ]


def row(line: FieldLine, words: Words) -> tuple[str, str, str, str]:
    """A line as it stands in the sheet, a word on each line of its last cell."""
    return line.label, line.key, words.label(TYPES[line.type]), "\n".join(line.words)


def read(rows: Sequence[Sequence[object]]) -> list[FieldLine] | None:
    """The lines of a sheet; None where it is not this sheet."""
    if not rows or not _is_header(rows[0]):
        return None
    types = {word: type_ for type_, label in TYPES.items() for word in (label.en, label.zh)}
    found = []
    for cells in rows[1:]:
        label, key, holds, words = ([*("" if cell is None else str(cell) for cell in cells), "", "", "", ""])[:4]
        type_ = types.get(texts.clean(holds))
        if type_ is not None and label.strip() and key.strip():
            clean = (texts.clean(word) for word in words.splitlines())
            listed = tuple(dict.fromkeys(word for word in clean if word))
            found.append(FieldLine(texts.clean(label), texts.clean(key), type_, listed))
    return found


def _is_header(cells: Sequence[object]) -> bool:
    there = tuple(texts.clean(cell) if isinstance(cell, str) else "" for cell in cells[: len(HEADERS)])
    return there in (tuple(label.zh for label in HEADERS), tuple(label.en for label in HEADERS))


def _words(choices: Iterable[Choice], words: Words) -> tuple[str, ...]:
    return tuple(words.label(choice.label) for choice in choices)
