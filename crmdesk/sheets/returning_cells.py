"""Cells of a returned workbook: every value as it came, tinted where something is wrong with it."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any, Literal

from crmdesk.sheets.books import Cell, CellError
from crmdesk.sheets.cells import CellWriter

Tint = Literal["", "bad", "warn"]
"""How a cell is coloured: not at all, refused, doubtful."""

TINTS: tuple[Tint, ...] = ("", "bad", "warn")
_FILLS = {"bad": "FFFBEAE8", "warn": "FFFCF1D9"}
_INKS = {"bad": "FFB3261E", "warn": "FF875300"}
_FORMATS = {
    "general": "General",
    "text": "@",
    "guarded": "@",
    "integer": "0",
    "date": "yyyy-mm-dd",
    "datetime": "yyyy-mm-dd hh:mm:ss",
    "time": "hh:mm:ss",
    "duration": "[h]:mm:ss",
    "reason": "@",
    "heading": "@",
}
_ORDER = [(base, tint) for base in _FORMATS for tint in TINTS]  # the first is the style that every workbook has
_ERRORS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"))
_RISKY = frozenset("=+-@\t\r\n'")
_ZERO = dt.datetime(1899, 12, 30)
_FIRST_DAY = dt.datetime(1900, 3, 1)  # before it, spreadsheet programs disagree about the days' numbers
_DAY = dt.timedelta(days=1)


def register_styles(sheet: Any) -> None:
    """Give a workbook the styles in the order of their numbers; the cells themselves are never written."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for number, (base, tint) in enumerate(_ORDER):
        cell = sheet.cell(row=1, column=number + 1)
        cell.number_format = _FORMATS[base]
        cell.quotePrefix = int(base == "guarded")
        if tint:
            cell.fill = PatternFill("solid", start_color=_FILLS[tint])
        if base in ("reason", "heading"):
            ink = _INKS.get(tint, "FF000000")
            cell.font = Font(name="Calibri", size=11, bold=base == "heading", color=ink)
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
        if cell.style_id != number:
            raise AssertionError(f"style {base} {tint} got number {cell.style_id}")


class ReturnedCells:
    """Turns cells into XML, each by its own type and not by its column's; `texts.cut` counts texts cut off."""

    def __init__(self) -> None:
        self.texts = CellWriter()
        self._styles = {style: f's="{number}"' for number, style in enumerate(_ORDER)}

    def cell(self, value: Cell, tint: Tint, letters: str, row: int) -> str:
        """One cell; an empty one only where it is tinted."""
        head = f'<c r="{letters}'
        if value is None or value == "":
            return f'{head}{row}" {self._styles["general", tint]}/>' if tint else ""
        if isinstance(value, str):
            base = "guarded" if value[0] in _RISKY else "text"
            return self.texts.text(value, head, row, self._styles[base, tint])
        if isinstance(value, CellError):
            if value.text not in _ERRORS:
                return self.texts.text(value.text, head, row, self._styles["text", tint])
            return f'{head}{row}" {self._styles["general", tint]} t="e"><v>{value.text}</v></c>'
        if isinstance(value, bool):
            return f'{head}{row}" {self._styles["general", tint]} t="b"><v>{int(value)}</v></c>'
        base, number = _number(value)
        if number is None:
            return self.texts.text(value, head, row, self._styles["text", tint])
        return f'{head}{row}" {self._styles[base, tint]}><v>{number}</v></c>'

    def said(self, text: str, tint: Tint, letters: str, row: int, *, heading: bool = False) -> str:
        """A cell of our own: the reason, or the heading over the reasons."""
        return self.texts.text(text, f'<c r="{letters}', row, self._styles["heading" if heading else "reason", tint])


def _number(value: Any) -> tuple[str, str | None]:
    """The style of a value that is no text, and its number; None for what a spreadsheet has no number for."""
    if isinstance(value, int):
        return "integer", str(value)
    if isinstance(value, float):
        return "general", repr(value) if math.isfinite(value) else None
    if isinstance(value, dt.timedelta):
        return "duration", repr(value / _DAY)
    if isinstance(value, dt.time):
        since = dt.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
        return "time", repr((since + dt.timedelta(microseconds=value.microsecond)) / _DAY)
    at = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    if at < _FIRST_DAY:
        return "text", None
    if isinstance(value, dt.datetime):
        return "datetime", repr((at - _ZERO) / _DAY)
    return "date", str((at - _ZERO).days)
