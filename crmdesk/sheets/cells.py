"""Cells of a worksheet as XML, one function for each kind of column."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

from crmdesk.sheets.plain import as_text
from crmdesk.sheets.tables import MOST_TEXT, ColumnKind, shortened, writable

_DAY_ZERO = dt.date(1899, 12, 30).toordinal()
_FIRST_DAY = dt.date(1900, 3, 1)  # before it, spreadsheet programs disagree about the days' numbers
_LONGEST_EXACT = 10**15
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_RISKY = frozenset("=+-@\t\r\n'")
_SECONDS = 86_400


class Styles:
    """Numbers of the cell styles that `frames.skeleton` puts into every workbook, in this order."""

    ORDER = ("header", "text", "guarded", "number", "integer", "money", "date", "datetime")
    FORMATS: ClassVar[dict[str, str]] = {
        "text": "@",
        "guarded": "@",
        "number": "#,##0.###",
        "integer": "0",
        "money": "#,##0.00",
        "date": "yyyy-mm-dd",
        "datetime": "yyyy-mm-dd hh:mm:ss",
    }

    @classmethod
    def number(cls, name: str) -> int:
        return cls.ORDER.index(name) + 1


class CellWriter:
    """Turns values into the XML of their cells; `cut` counts the texts that were too long."""

    def __init__(self) -> None:
        self.cut = 0
        self._text = f's="{Styles.number("text")}"'
        self._guarded = f's="{Styles.number("guarded")}"'

    def for_kind(self, kind: ColumnKind, letters: str) -> Callable[[Any, int], str]:
        """A function of (value, row number) for the column with these letters."""
        head = f'<c r="{letters}'
        if kind == "text":
            return lambda value, row: "" if value is None else self.text(value, head, row)
        styled = f' s="{Styles.number(kind)}"><v>'
        exact: Callable[[Any], str | None] = {"date": _day, "datetime": _moment}.get(kind, _number)

        def cell(value: Any, row: int) -> str:
            if value is None:
                return ""
            number = exact(value)
            return self.text(value, head, row) if number is None else f'{head}{row}"{styled}{number}</v></c>'

        return cell

    def text(self, value: Any, head: str, row: int, style: str = "") -> str:
        """A cell of text, never a formula: what looks like one is marked as quoted as well."""
        text = value if value.__class__ is str else as_text(value)
        if not text:
            return ""
        if len(text) * 2 > MOST_TEXT:
            text = self._cut(text)
        style = style or (self._guarded if text[0] in _RISKY else self._text)
        if _SPECIAL.search(text):
            text = escaped(text)
        return f'{head}{row}" {style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'

    def _cut(self, text: str) -> str:
        text = writable(text)
        short = shortened(text)
        self.cut += len(short) < len(text)
        return short


def escaped(text: str) -> str:
    """Text for a cell: unwritable characters gone, carriage returns and look-alikes of escapes as _xHHHH_."""
    text = _ESCAPED.sub("_x005F_", writable(text)).replace("\r", "_x000D_")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _number(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | float):
        return None
    if not math.isfinite(value) or not -_LONGEST_EXACT < value < _LONGEST_EXACT:
        return None
    return format(value, "f") if isinstance(value, Decimal) else repr(value)


def _day(value: Any) -> str | None:
    if isinstance(value, dt.datetime):
        return _moment(value)
    if not isinstance(value, dt.date) or value < _FIRST_DAY:
        return None
    return str(value.toordinal() - _DAY_ZERO)


def _moment(value: Any) -> str | None:
    """Serial number of a local moment; instants with a zone are put into this machine's."""
    if not isinstance(value, dt.datetime):
        return _day(value) if isinstance(value, dt.date) else None
    if value.tzinfo is not None:
        value = value.astimezone().replace(tzinfo=None)
    if value.date() < _FIRST_DAY:
        return None
    seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    return repr(value.toordinal() - _DAY_ZERO + seconds / _SECONDS)
