"""What forms are made of, as form.typ takes it: items, sections, tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmdesk.core.fields import Field, Type
from crmdesk.core.values import show
from crmdesk.core.words import Words

HALF, _WHOLE = 15.0, 39.0
"""So many ems fit into a value beside another one, and into one over the whole width."""
_BOX, _GAP = 1.8, 0.6
"""Ems that a box takes with the gaps around it, and of these the last one."""
_AROUND = 1.6
"""Ems that a cell of a table takes beside its text."""
_NARROW = 0.56
"""Ems of a Latin letter."""

Item = dict[str, Any]


def ems(text: str) -> float:
    """About how wide a text is."""
    return sum(1.0 if ord(c) > 0x2E7F else _NARROW for c in text)


def item(label: str, value: str = "", *, strong: bool = False) -> Item:
    return {"label": label, "value": value, "strong": strong}


def field_item(field: Field, value: Any, words: Words, *, kind: str | None = None, wide: bool = False) -> Item:
    """A field with its label: choices as boxes where their words fit, else the value."""
    label = words.label(field.label_for(kind))
    boxes = choice_boxes(field, value, words)
    if boxes and sum(ems(word) + _BOX for word, _ticked in boxes) - _GAP <= (_WHOLE if wide else HALF):
        return {"label": label, "choices": boxes}
    shown = show(field, value, words)
    return item(label, shown if shown != "—" else "")


def choice_boxes(field: Field, value: Any, words: Words) -> list[list[Any]]:
    """The words of a choice, each with whether it is chosen; none for other fields, or where the value is no word that
    is offered any more."""
    if field.type is Type.YES_NO:
        yes, no = (show(field, each, words) for each in (True, False))
        return [[yes, value is True], [no, value is False]]
    if field.type is not Type.CHOICE or (value is not None and value not in {each.key for each in field.choices}):
        return []
    return [[words.label(each.label), each.key == value] for each in field.choices]


def fitted(labels: Sequence[str], rows: Sequence[Sequence[str]], most: float = 99) -> list[float]:
    """For each column its share of the width, by the longest text in it, of which at `most` so many ems count."""
    lines = [labels, *rows]
    return [min(most, max(ems(line[place]) for line in lines)) + _AROUND for place in range(len(labels))]


def section(name: str, rows: Sequence[Sequence[Item]]) -> dict[str, Any]:
    return {"name": name, "rows": [list(row) for row in rows]}


def table(
    columns: Sequence[Mapping[str, Any]], rows: Sequence[Sequence[Any]], total: Sequence[str] | None = None
) -> dict[str, Any]:
    """`columns` by `column`; `total` stands below."""
    made: dict[str, Any] = {"columns": list(columns), "rows": [list(row) for row in rows]}
    return {**made, "total": list(total)} if total is not None else made


def column(label: str, width: float | None = None, align: str = "left") -> dict[str, Any]:
    """A column of a table: `width` is its share; None: as wide as it needs."""
    return {"label": label, "align": align, "width": width}


def paired(items: Sequence[Item], wide: Sequence[bool] | None = None) -> list[list[Item]]:
    """Two beside each other, those that are `wide` alone, in their order."""
    rows: list[list[Item]] = []
    waiting: list[Item] = []
    for place, each in enumerate(items):
        if wide is not None and wide[place]:
            rows.append([each])
        elif waiting:
            rows.append([waiting.pop(), each])
        else:
            waiting.append(each)
    return [*rows, waiting] if waiting else rows
