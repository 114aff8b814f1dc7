"""How many lines the rows of a form have, where that is certain.

Typst sets a row twice or three times to find how high it is. A row that is known to be one line high is told to be so
high, which takes a third off what a page costs. So what is reckoned here is never less than the truth, and a text of
which it is not certain is left to Typst. The measures are those of form.typ.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from crmdesk.paper.form import Item
from crmdesk.paper.form_fitting import EM, INSET, LABELS, STRIP, Room

_HAN = 1.0
_BETWEEN = 0.25
"""Ems between a Chinese character and a Latin letter."""
_BOX, _GAP = 1.2, 0.6
"""Ems of a box with the gap behind it, and of the gap behind a choice."""
_PART_EM, _PART_INSET = 3.175, 3.6
"""Millimetres, of the tables behind a form."""
_FRAME = 0.6
"""Millimetres that the frame takes, with some to spare."""

_BETWEEN_LINES, _PHOTO = 8.0, 25.0
_MOST_LINES = 4
"""A row with more may have to go on on the next page."""

_WIDEST = {
    **dict.fromkeys("abcdefghijklnopqrstuvxyz", 0.7),
    **dict.fromkeys("0123456789", 0.66),
    **dict.fromkeys("ABCDEFGHIJKLNOPQRSTUVXYZ", 0.88),
    **dict.fromkeys(" -./:,;'()[]!|", 0.5),
    **dict.fromkeys('mwMW%@&+=_*#?"~', 1.15),
    "¥": 0.72,
}
"""Ems that a sign takes at most in any of the fonts that pages are set in, bold ones too."""


@lru_cache(maxsize=4096)
def at_most(text: str) -> float:
    """Ems that a text takes at most; infinity where a sign is in it that is not known."""
    found, before = 0.0, None
    for sign in text:
        wide = _WIDEST.get(sign)
        if wide is None:
            if not ("\u4e00" <= sign <= "\u9fff" or "\u3001" <= sign <= "\u3011" or "\uff01" <= sign <= "\uff5e"):
                return math.inf
            wide = _HAN
        if before is not None and before != (wide == _HAN):
            found += _BETWEEN
        before = wide == _HAN
        found += wide
    return found


def tell_lines(sections: Sequence[dict[str, Any]], room: Room, *, photo: bool = False) -> None:
    """Note in the sections of a form, under `sure`, which of their rows are one line high: 1, else 0. A photo stands
    beside the rows of the first one."""
    for place, section in enumerate(sections):
        if section.get("rows"):
            width = room.width / room.scale - STRIP - _FRAME - (_PHOTO if photo and place == 0 else 0)
            section["sure"] = [int(_one_line(row, width, LABELS[room.chinese])) for row in section["rows"]]
        if "table" in section:
            tell_table(section["table"], room.width / room.scale - STRIP - _FRAME, EM, INSET)


def alike(signatures: Sequence[Sequence[str]], room: Room) -> bool:
    """Whether all lines to sign on can have one length."""
    if not signatures:
        return True
    length = (room.width / room.scale - _BETWEEN_LINES * (len(signatures) - 1)) / len(signatures)
    return all((at_most(label) + at_most(value)) * EM + 2 <= length for label, value in signatures)


def tell_part(part: Mapping[str, Any], room: Room) -> None:
    """The same for the table of a part behind the form, if it has one."""
    if part["table"]:
        tell_table(part["table"], room.width / room.scale - _FRAME, _PART_EM, _PART_INSET)


def tell_table(table: dict[str, Any], width: float, em: float, inset: float) -> None:
    """Note in a table, `width` millimetres wide at full size, how many lines each of its rows has: 0 where that is not
    certain. Its header is the first one, its total the last."""
    columns = table["columns"]
    total = table.get("total")
    header = [column["label"] for column in columns]
    rows = [header, *table["rows"], *([total] if total else [])]
    widths = [[_widest(cell) for cell in row] for row in rows]
    natural = [max(row[place] for row in widths) * em + inset for place in range(len(columns))]
    shares = [column["width"] for column in columns]
    free = width - sum(each for each, share in zip(natural, shares, strict=True) if share is None)
    whole = sum(share or 0 for share in shares)
    least = [each if share is None else (free * share / whole) for each, share in zip(natural, shares, strict=True)]
    fits = [
        free >= 0 and all(each * em + inset <= most for each, most in zip(wide, least, strict=True)) for wide in widths
    ]
    table["sure"] = [_count(row) if sure else 0 for row, sure in zip(rows, fits, strict=True)]


def _one_line(row: Sequence[Item], width: float, labels: tuple[float, float]) -> bool:
    left, right = labels
    rest = width - left
    widths = [rest] if len(row) == 1 else [(rest - right) / 2] * 2
    return all(
        item.get("lines", 1) == 1
        and at_most(item["label"]) * EM + INSET <= label
        and _value(item) * EM + INSET <= width
        for item, label, width in zip(row, labels, widths, strict=False)
    )


def _value(item: Item) -> float:
    choices = item.get("choices")
    if choices is None:
        return at_most(str(item.get("value", "")))
    return sum(at_most(word) + _BOX + _GAP for word, _ticked in choices) - _GAP


def _widest(cell: Any) -> float:
    """Ems of the longest line of a cell; infinity for one that holds more than lines."""
    if isinstance(cell, str):
        return at_most(cell)
    if any(line.get("facts") or line.get("choices") or line.get("room") for line in cell):
        return math.inf
    return max((at_most(line["label"]) + 0.7 + at_most(line["text"]) for line in cell), default=0.0)


def _count(row: Sequence[Any]) -> int:
    lines = max(1 if isinstance(cell, str) else max(1, len(cell)) for cell in row)
    return lines if lines <= _MOST_LINES else 0
