"""Customers as a table on the clipboard: as text and as a table that spreadsheets take with its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QMimeData

from crmdesk.core.fields import Field, Mask, Type
from crmdesk.core.values import show
from crmdesk.core.words import Words
from crmdesk.gui.masking import Masking
from crmdesk.services import customers, listing
from crmdesk.services.desk import Desk

USUAL = ("number", "name", "mobile", "phone", "city", "owner")
"""What is copied of a list; of a table its columns are."""

_FIGURES = frozenset({Type.INTEGER, Type.NUMBER, Type.MONEY, Type.PERCENT})
_MOST_IN_HTML = 20_000


class Copied(Struct, frozen=True):
    """Rows of texts under a line of labels; `figures` tells for each column whether it holds numbers, `personal`
    whether any of them holds what is personal."""

    lines: tuple[tuple[str, ...], ...]
    figures: tuple[bool, ...]
    personal: bool = True

    @property
    def count(self) -> int:
        return len(self.lines) - 1

    def text(self) -> str:
        return "\n".join("\t".join(line) for line in self.lines)

    def html(self) -> str:
        """A table in which numbers are numbers and everything else stays text, phones too."""
        texts = " style=\"mso-number-format:'\\@'\""
        rows = []
        for place, line in enumerate(self.lines):
            tag = "td" if place else "th"
            cells = (
                f"<{tag}{'' if figure or not place else texts}>{escape(text)}</{tag}>"
                for text, figure in zip(line, self.figures, strict=True)
            )
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return f"<table>{''.join(rows)}</table>"

    def mime(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.text())
        if self.count <= _MOST_IN_HTML:
            data.setHtml(f'<meta charset="utf-8">{self.html()}')
        return data


def read(desk: Desk, ids: Sequence[int], fields: Sequence[Field], words: Words, masking: Masking) -> Copied:
    """What stands in these columns for these customers, as it may be seen now."""
    head = tuple(words.label(field.label) for field in fields)
    if tuple(field.key for field in fields) == USUAL:
        rows: Sequence[Mapping[str, Any]] = [
            {key: getattr(row, key) for key in USUAL} for row in customers.rows(desk, ids)
        ]
    else:
        rows = listing.cells(desk, ids, [*(field.key for field in fields), "kind"])
    lines = (
        tuple(_plain(field, masking.value(field, row.get(field.key), row.get("kind")), words) for field in fields)
        for row in rows
    )
    figures = tuple(field.type in _FIGURES for field in fields)
    return Copied((head, *lines), figures, any(field.mask is not Mask.NONE for field in fields))


def _plain(field: Field, value: Any, words: Words) -> str:
    """A value as a spreadsheet reads it back: numbers and phones without marks, dates ISO."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = f"{value.normalize():f}"
    elif field.type in _FIGURES or field.type is Type.PHONE:
        text = str(value)
    elif field.type is Type.DATE:
        text = value.isoformat()
    else:
        text = show(field, value, words)
    return " ".join(text.split())
