"""A list of customers on paper: how wide its columns are, and what is cut to fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmdesk.core.errors import UserError
from crmdesk.core.printed_lists import ListColumn, ListSheet
from crmdesk.core.printing import Printout
from crmdesk.core.words import Words
from crmdesk.paper.columns import Fitted, cut, fitted, in_two, room


def values(printout: Printout, words: Words) -> Mapping[str, Any]:
    """Of each list the head, the columns with their widths, and the cells as they fit. Raises
    UserError('print-columns-many'): there is no room for them, and an amount is never cut."""
    wide = room(printout.style)
    return {"documents": [_document(sheet, wide, printout, words) for sheet in printout.documents]}


def _document(sheet: ListSheet, wide: float, printout: Printout, words: Words) -> dict[str, Any]:
    total = _total(sheet.columns, words)
    made = fitted(sheet.columns, sheet.rows, wide, bold=total)
    if made.squeezed:
        raise UserError("print-columns-many")
    return {
        "title": sheet.title,
        "left": printout.letterhead.name,
        "right": [list(fact) for fact in sheet.facts],
        "columns": [
            {"label": in_two(column.label), "align": "right" if column.figures else "left", "width": width}
            for column, width in zip(sheet.columns, made.widths, strict=True)
        ],
        "rows": sheet.rows if sheet.wrap else _cut(sheet.rows, made),
        "total": total or None,
        "size": made.size,
        "inset": made.inset,
        "wrap": sheet.wrap,
    }


def _cut(rows: Sequence[Sequence[str]], made: Fitted) -> list[list[str]]:
    """Each cell on one line."""
    return [[cut(told, most) for told, most in zip(row, made.most, strict=True)] for row in rows]


def _total(columns: Sequence[ListColumn], words: Words) -> list[str]:
    """The cells of the last line; nothing where nothing is summed."""
    cells = [column.total for column in columns]
    if not any(cells):
        return []
    if not cells[0]:
        cells[0] = words.gettext("Total")
    return cells
