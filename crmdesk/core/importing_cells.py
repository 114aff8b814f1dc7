"""One cell of a column to a typed value: numbers that are phones, dates that are texts, words that are choices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple, Protocol, runtime_checkable

from crmdesk.core import texts, values
from crmdesk.core.birthdays import Birthday
from crmdesk.core.dates import FIRST_YEAR, LAST_YEAR, parse_date, shorten
from crmdesk.core.errors import Problem
from crmdesk.core.fields import Field, Type
from crmdesk.core.phones import parse_phone

_REMEMBERED = 20_000
_DIGITS_LOST = 10**15
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 73_051  # day numbers of 1927–2099; smaller figures can be 0501 or 1990
_PLAIN_TEXT = frozenset({Type.TEXT, Type.LONG, Type.ADDRESS, Type.CUSTOMER})
_NO_CHOICE = frozenset({"-", "--", "—", "——", "/", "\\"})
_NOTHING = _NO_CHOICE | {"无", "暂无", "不详", "未知", "未填", "n/a", "na", "none", "null", "nil"}
"""What people write into a cell of dates or figures to say that there is none."""
_NUMERIC = frozenset({Type.NUMBER, Type.MONEY, Type.PERCENT, Type.INTEGER})
_EXACT = _NUMERIC | {Type.DATE, Type.BIRTHDAY}


@runtime_checkable
class ErrorCell(Protocol):
    """An error of the spreadsheet program, such as #REF!"""

    @property
    def text(self) -> str: ...


class Read(NamedTuple):
    """A cell's value (None when empty or left out) and what is to be said about it.

    `word`: the text is no choice of the field and has to be kept elsewhere.
    """

    value: Any
    problem: Problem | None = None
    word: str | None = None


EMPTY = Read(None)
CellReader = Callable[[object], Read]


def reader(field: Field, *, fractions: bool = False, blanks: frozenset[str] = frozenset()) -> CellReader:
    """A function from cells of this field's column to values, remembering what it has read.

    `fractions`: the column's numbers are parts of one, as percent cells are. `blanks`: words that mean an empty cell.
    """
    memory: dict[str, Read] = {}

    def read(cell: object) -> Read:
        if type(cell) is str:
            found = memory.get(cell)
            if found is None:
                found = EMPTY if cell in blanks else _of_text(field, cell)
                if len(memory) < _REMEMBERED:
                    memory[cell] = found
            return found
        return EMPTY if cell is None else _of_other(field, cell, fractions)

    return read


def date_of(cell: object) -> dt.datetime | None:
    """The moment a cell of an ordering column tells; None where it tells none."""
    if isinstance(cell, dt.datetime):
        return cell
    if isinstance(cell, dt.date):
        return dt.datetime(cell.year, cell.month, cell.day)
    if isinstance(cell, str):
        try:
            return dt.datetime.fromisoformat(cell.strip()).replace(tzinfo=None)
        except ValueError:
            day = parse_date(cell).value
            return dt.datetime(day.year, day.month, day.day) if day else None
    return None


def shown(cell: object) -> str:
    """A cell as a person sees it in the spreadsheet, nearly: for problems, samples and words kept elsewhere."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return _number(cell)
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case dt.datetime():
            return cell.isoformat(" ", "seconds")
        case dt.date() | dt.time():
            return cell.isoformat()
        case ErrorCell():
            return cell.text
        case _:
            return str(cell)


def are_fractions(cells: list[object]) -> bool:
    """Whether a percent column holds parts of one (0.95) rather than percents (95)."""
    numbers = [cell for cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool)]
    return bool(numbers) and all(0 <= n <= 1 for n in numbers) and any(n != int(n) for n in numbers)


def _of_text(field: Field, text: str) -> Read:
    if field.type in _EXACT and text.strip().casefold() in _NOTHING:
        return EMPTY
    if field.type in _PLAIN_TEXT:
        clean = texts.clean_lines(text) if field.type is Type.LONG else texts.clean(text)
        return Read(clean) if clean else EMPTY
    if field.type is Type.PHONE:
        phone = parse_phone(text)
        return Read(phone.value.typed, phone.problem) if phone.value else EMPTY
    parsed = values.parse(field, text)
    if parsed.problem and parsed.problem.code in ("choice-unknown", "yes-no-unknown"):
        if text.strip() in _NO_CHOICE:
            return EMPTY
        return Read(None, parsed.problem, texts.clean(text))
    return Read(None if parsed.refused else parsed.value, parsed.problem)


def _of_other(field: Field, cell: object, fractions: bool) -> Read:
    if isinstance(cell, dt.date) and field.type in (Type.DATE, Type.BIRTHDAY):
        return _of_date(field, cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        if field.type is Type.YES_NO and isinstance(cell, bool):
            return Read(cell)
        if not isinstance(cell, bool | dt.date | dt.time | dt.timedelta) and isinstance(cell, ErrorCell):
            return Read(None, Problem("cell-error", {"text": cell.text}, hard=True))
        return _of_text(field, shown(cell))
    if type(cell) is int and abs(cell) < _DIGITS_LOST // 1000 and field.type in (Type.MONEY, Type.INTEGER):
        return Read(cell if field.type is Type.INTEGER else Decimal(cell))
    if field.type in _NUMERIC:
        number = Decimal(repr(cell)) * 100 if fractions and field.type is Type.PERCENT else Decimal(repr(cell))
        return _of_text(field, format(number, "f"))
    if abs(cell) >= _DIGITS_LOST and isinstance(cell, float):
        read = _of_text(field, f"{cell:.14E}")
        return read if read.problem else Read(read.value, Problem("cell-digits-lost"))
    if field.type is Type.DATE:
        parsed = parse_date(_number(cell), serials=abs(cell) < 10**6)
        return Read(None if parsed.refused else parsed.value, parsed.problem)
    if field.type is Type.BIRTHDAY and _FIRST_SERIAL <= abs(cell) < _LAST_SERIAL:
        day = parse_date(_number(int(cell)), serials=True).value
        return Read(day and Birthday(day.month, day.day, day.year))
    return _of_text(field, _number(cell))


def _of_date(field: Field, cell: dt.date) -> Read:
    day = cell.date() if isinstance(cell, dt.datetime) else cell
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        params = {"year": day.year, "first": FIRST_YEAR, "last": LAST_YEAR}
        return Read(None, Problem("date-year", params, hard=True))
    return Read(day if field.type is Type.DATE else Birthday(day.month, day.day, day.year))


def _number(cell: float) -> str:
    """A number without .0 and without an exponent where it can be written out."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _DIGITS_LOST:
        return str(int(cell))
    text = repr(cell)
    return format(Decimal(text), "f") if "e" in text and abs(cell) < 1 else text


__all__ = ["EMPTY", "CellReader", "ErrorCell", "Read", "are_fractions", "date_of", "reader", "shorten", "shown"]
