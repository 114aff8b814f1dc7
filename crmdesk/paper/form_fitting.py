"""How close the rows of a form draw together so that it stays on one page.

Measuring a page by setting it twice would take twice the time, so this is reckoned from the lengths of its texts, with
room to spare. The measures are those of form.typ.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from crmdesk.core.printing import PAPERS, Style
from crmdesk.paper.form import Item, ems

ROW, LEAST_ROW, _STEP = 7.7, 5.5, 0.1
"""Millimetres: the height of a row, the least that one can have, and by how much it is tried to be lower."""
EM, _LINE, INSET = 3.351, 5.03, 4.2
STRIP, _A4 = 9.2, 178.0
_AROUND, _SPARE = 31.0, 3.0
"""Millimetres: head and signature lines, and what is kept free."""
LABELS = {True: (31.5, 28.0), False: (34.0, 35.0)}


class Room(Struct, frozen=True):
    """The room that a form has on a page, in millimetres; `scale` of its type, 1 on A4."""

    width: float
    height: float
    scale: float
    chinese: bool

    @classmethod
    def of(cls, style: Style, *, chinese: bool) -> Room:
        paper = PAPERS[style.paper]
        across, along = (paper.height, paper.width) if style.landscape else (paper.width, paper.height)
        top, right, bottom, left = style.margins
        width = across - left - right
        return cls(width, along - top - bottom, min(1.0, max(0.7, width / _A4)), chinese)

    def ems(self, millimetres: float) -> float:
        """So many ems fit into a cell of this width."""
        return max(1.0, (millimetres / self.scale - INSET) / EM)


def row_height(sections: Sequence[Mapping[str, Any]], room: Room) -> float:
    """The height of a row with which the form fits on its page; the usual one where it does, or cannot."""
    extra = sum(_extra(section, room) for section in sections)
    steps = round((ROW - LEAST_ROW) / _STEP)
    for row in (ROW - _STEP * step for step in range(steps + 1)):
        rows = sum(max(row * _count(each), _name_height(each["name"])) for each in sections)
        if (rows + extra * _LINE + _AROUND) * room.scale + _SPARE <= room.height:
            return round(row, 2)
    return ROW


def _count(section: Mapping[str, Any]) -> int:
    return len(section.get("rows", ())) + (len(section["table"]["rows"]) + 1 if "table" in section else 0)


def _name_height(name: str) -> float:
    bare = name.replace(" ", "")
    length = 1.5 * len(bare) - 0.5 if ems(bare) >= len(bare) else 0.58 * len(name)
    return length * EM + 3


def _extra(section: Mapping[str, Any], room: Room) -> int:
    """Lines beyond the first of each row."""
    found = sum(_lines_of(row, room) - 1 for row in section.get("rows", ()))
    if "table" in section:
        columns = section["table"]["columns"]
        whole = sum(column["width"] for column in columns)
        widths = [room.ems((room.width - STRIP * room.scale) * column["width"] / whole) for column in columns]
        for row in section["table"]["rows"]:
            found += max(_lines(told, width) for told, width in zip(row, widths, strict=True)) - 1
    return found


def _lines_of(row: Sequence[Item], room: Room) -> int:
    left, right = (label * room.scale for label in LABELS[room.chinese])
    rest = room.width - STRIP * room.scale - left
    widths = [rest] if len(row) == 1 else [(rest - right) / 2] * 2
    labels = (left, right)
    return max(
        max(_lines(item["label"], room.ems(label)), _lines(_told(item), room.ems(width)))
        for item, label, width in zip(row, labels, widths, strict=False)
    )


def _told(item: Item) -> str:
    """The value; a box is as wide as two characters."""
    choices = item.get("choices")
    return "".join(f"口口{word}" for word, _ticked in choices) if choices else str(item.get("value", ""))


def _lines(told: str, width: float) -> int:
    return sum(max(1, math.ceil(ems(each) * 1.04 / width)) for each in told.split("\n"))
