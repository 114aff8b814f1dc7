"""What is written: tables of columns with a kind, and what came of writing them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct

ColumnKind = Literal["text", "number", "integer", "money", "date", "datetime"]

MOST_TEXT = 32_767  # characters of one cell, as UTF-16 counts them
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNTITLED = re.compile(r"[/\\?*\[\]:\x00-\x1f]")
_LONGEST_TITLE = 31


class Column(Struct, frozen=True):
    """One column of a table to be written; `width` in characters, None to be estimated."""

    header: str
    kind: ColumnKind = "text"
    width: float | None = None


class Table(Struct, frozen=True):
    """One table to be written. A value that is not of its column's kind is written as the text it stands for."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


class WriteResult(Struct, frozen=True):
    """Rows written without headers, cells whose text was cut to 32,767 characters, titles of the sheets."""

    rows: int
    cut: int
    sheets: tuple[str, ...]


def writable(text: str) -> str:
    """A text without what no spreadsheet may hold: control characters, lone surrogates, U+FFFE and U+FFFF."""
    return _UNWRITABLE.sub("", text)


def units(text: str) -> int:
    """Length as spreadsheet programs count it: characters beyond U+FFFF count twice."""
    return len(text) + sum(character > "\uffff" for character in text)


def shortened(text: str, most: int = MOST_TEXT) -> str:
    """The longest beginning of at most `most` UTF-16 units."""
    if len(text) * 2 <= most or units(text) <= most:
        return text
    return text.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore")


def sheet_title(wanted: str, taken: Iterable[str] = ()) -> str:
    """A title that Excel accepts, as near as possible to the one wanted and unlike those taken."""
    base = _UNTITLED.sub(" ", writable(wanted)).strip(" '") or "Sheet"
    if base.casefold() in ("history", "历史记录"):  # kept by Excel for itself
        base += "_"
    used = {title.casefold() for title in taken}
    title = shortened(base, _LONGEST_TITLE).rstrip(" '")
    number = 1
    while title.casefold() in used:
        number += 1
        ending = f" ({number})"
        title = shortened(base, _LONGEST_TITLE - len(ending)).rstrip(" '") + ending
    return title
