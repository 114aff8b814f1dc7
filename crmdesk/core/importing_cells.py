"""One cell of a column to a typed value: numbers that are phones, dates that are texts, words that are choices."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple, Protocol, runtime_checkable

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core import texts, values
from crmdesk.core.birthdays import Birthday, parse_birthday
from crmdesk.core.dates import FIRST_YEAR, LAST_YEAR, Order, parse_date, shorten
from crmdesk.core.discounts import in_percent
from crmdesk.core.errors import Problem
from crmdesk.core.fields import Field, Mask, Type
from crmdesk.core.importing_dates import FIRST_SERIAL, LAST_SERIAL, is_serial
from crmdesk.core.moments import parse_moment
from crmdesk.core.phones import parse_phone

_REMEMBERED, _LONGEST_REMEMBERED = 20_000, 200
_DIGITS_LOST = 10**15
_FIRST_DAY, _MINUTES = dt.datetime(1899, 12, 30), 24 * 60
"""From where spreadsheets count days."""

_PLAIN_TEXT = frozenset({Type.TEXT, Type.LONG, Type.ADDRESS, Type.CUSTOMER, Type.CONTACT, Type.PRODUCT, Type.ORDER})
_NO_CHOICE = frozenset({"-", "--", "—", "——", "/", "\\"})
_NOTHING = _NO_CHOICE | {"无", "暂无", "不详", "未知", "未填", "n/a", "na", "none", "null", "nil"}
"""What people write into a cell of dates or figures to say that there is none."""
_NUMERIC = frozenset({Type.NUMBER, Type.MONEY, Type.PERCENT, Type.INTEGER})
_ERRORS = frozenset({"#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#N/A"})
_MARKED = re.compile("['’‘`][0-9][0-9A-Za-z ,.()+/:-]{4,}")
"""With what makes a text of figures in a spreadsheet program, and stays in front of it in some exports."""
_FIGURES = _NUMERIC | {Type.DATE, Type.BIRTHDAY, Type.PHONE, Type.ID_NUMBER, Type.CREDIT_CODE}
_SCIENTIFIC = re.compile(r"[0-9]\.[0-9]+[eE]\+[0-9]{2}")
_CUT_OFF = re.compile("[0-9]{15}0{3,}")
PART_OF_ONE = re.compile(r"0?\.[0-9]{1,6}|[01](?:\.0*)?")
"""A text that can be a percentage as a part of one."""
_DAY_MONTH = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})")
_EXACT = _NUMERIC | {Type.DATE, Type.BIRTHDAY, Type.MOMENT}


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
NO_WORDS = frozenset[str]()
CellReader = Callable[[object], Read]


class How(Struct, frozen=True):
    """How the cells of one column are read, as the whole column or the person says.

    `fractions`: its numbers are parts of one, as percent cells are. `blanks`: words that mean an empty cell. `order`:
    what 1/2/2020 means. `serials`: texts of figures are day numbers. `exchanged`: a spreadsheet program seems to have
    exchanged day and month where it could. `errors`: texts such as #REF! are errors, as in a text table.
    """

    fractions: bool = False
    blanks: frozenset[str] = frozenset()
    order: Order | None = None
    serials: bool = False
    exchanged: bool = False
    errors: bool = False


PLAINLY = How()


def reader(
    field: Field, how: How = PLAINLY, *, fractions: bool = False, blanks: frozenset[str] = NO_WORDS
) -> CellReader:
    """A function from cells of this field's column to values, remembering what it has read. `fractions` and `blanks`
    are said here or in `how`."""
    memory: dict[str, Read] = {}
    how = replace(how, fractions=True) if fractions else how
    blanks = frozenset(word.strip().casefold() for word in blanks or how.blanks)

    def read(cell: object) -> Read:
        if type(cell) is str:
            found = memory.get(cell)
            if found is None:
                found = EMPTY if blanks and cell.strip().casefold() in blanks else _of_text(field, cell, how)
                if len(memory) < _REMEMBERED and len(cell) <= _LONGEST_REMEMBERED:
                    memory[cell] = found
            return found
        return EMPTY if cell is None else _of_other(field, cell, how)

    return read


def moment_reader(cell: object) -> Read:
    """The date and time of a cell that tells when something was: a datetime in local time."""
    if isinstance(cell, ErrorCell) and not isinstance(cell, str):
        return Read(None, Problem("cell-error", {"text": cell.text}, hard=True))
    found = date_of(cell)
    text = shown(cell).strip()
    if found is None and text:
        return Read(None, Problem("date-unreadable", {"text": shorten(text)}, hard=True))
    return Read(found)


def date_of(cell: object, order: Order | None = None) -> dt.datetime | None:
    """The moment a cell of an ordering column tells; None where it tells none."""
    if isinstance(cell, dt.datetime):
        return cell
    if isinstance(cell, dt.date):
        return dt.datetime(cell.year, cell.month, cell.day)
    if isinstance(cell, str):
        try:
            return dt.datetime.fromisoformat(cell.strip()).replace(tzinfo=None)
        except ValueError:
            day = parse_date(cell, order=order).value
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
        case dt.timedelta():
            return _duration(cell)
        case ErrorCell():
            return cell.text
        case _:
            return str(cell)


def _duration(length: dt.timedelta) -> str:
    """Hours that go on counting beyond a day."""
    minutes, seconds = divmod(round(abs(length.total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if length < dt.timedelta() else ""
    return f"{sign}{hours}:{minutes:02}:{seconds:02}"


def _of_text(field: Field, text: str, how: How = PLAINLY) -> Read:
    if how.errors and text[:1] == "#" and text.strip().upper() in _ERRORS:
        return Read(None, Problem("cell-error", {"text": text.strip()}, hard=True))
    if field.type in _EXACT and text.strip().casefold() in _NOTHING:
        return EMPTY
    if _MARKED.fullmatch(text) and (field.type in _FIGURES or field.mask is Mask.ID):
        text = text[1:]
    if field.type in _PLAIN_TEXT:
        return _of_plain_text(field, text)
    if field.type is Type.PHONE:
        phone = parse_phone(text)
        return Read(phone.value.typed, phone.problem) if phone.value else EMPTY
    if field.type in (Type.DATE, Type.BIRTHDAY):
        return _of_date_text(field, text, how)
    if field.type is Type.MOMENT:
        return _of_moment_text(text, how)
    if how.fractions and field.type is Type.PERCENT and PART_OF_ONE.fullmatch(text.strip()):
        text = format(Decimal(text.strip()) * 100, "f")
    parsed = values.parse(field, in_percent(text) if field.key == "discount" else text)
    if parsed.problem and parsed.problem.code in ("choice-unknown", "yes-no-unknown"):
        if text.strip() in _NO_CHOICE:
            return EMPTY
        return Read(None, parsed.problem, texts.clean(text))
    return Read(None if parsed.refused else parsed.value, parsed.problem)


def _of_plain_text(field: Field, text: str) -> Read:
    clean = texts.clean_lines(text) if field.type is Type.LONG else texts.clean(text)
    if _SCIENTIFIC.fullmatch(clean):
        whole, lost = texts.whole_digits(clean)
        return Read(whole, Problem("cell-digits-lost") if lost else None)
    if field.mask is Mask.ID and _CUT_OFF.fullmatch(clean):
        return Read(clean, Problem("cell-digits-lost"))
    return Read(clean) if clean else EMPTY


def _of_date_text(field: Field, text: str, how: How) -> Read:
    if how.serials and is_serial(texts.normal(text)):
        return _of_serial(field, text)
    if field.type is Type.DATE:
        day = parse_date(text, order=how.order)
        return Read(day.value, day.problem)
    turned = _DAY_MONTH.fullmatch(texts.normal(text)) if how.order == "dmy" else None
    birthday = parse_birthday(f"{turned[2]}-{turned[1]}" if turned else text, order=how.order)
    return Read(birthday.value, birthday.problem)


def _of_moment_text(text: str, how: How) -> Read:
    if how.serials and is_serial(texts.normal(text)):
        return _of_moment_serial(float(texts.normal(text)))
    moment = parse_moment(text, how.order)
    return Read(moment.value, moment.problem)


def _of_moment_serial(serial: float) -> Read:
    """A day number whose fraction is the time of day."""
    minutes = round(serial % 1 * _MINUTES)
    return Read(_FIRST_DAY + dt.timedelta(days=int(serial), minutes=minutes))


def _of_serial(field: Field, text: str) -> Read:
    day = parse_date(text, serials=True)
    if day.value is None or field.type is Type.DATE:
        return Read(day.value, day.problem)
    return Read(Birthday(day.value.month, day.value.day, day.value.year))


def _of_other(field: Field, cell: object, how: How) -> Read:
    if isinstance(cell, dt.date) and field.type is Type.MOMENT:
        day = _of_date(replace(field, type=Type.DATE), cell, how)
        time = cell.time().replace(second=0, microsecond=0) if isinstance(cell, dt.datetime) else dt.time()
        return Read(dt.datetime.combine(day.value, time) if day.value else None, day.problem)
    if isinstance(cell, dt.date) and field.type in (Type.DATE, Type.BIRTHDAY):
        return _of_date(field, cell, how)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        if field.type is Type.YES_NO and isinstance(cell, bool):
            return Read(cell)
        if not isinstance(cell, bool | dt.date | dt.time | dt.timedelta) and isinstance(cell, ErrorCell):
            return Read(None, Problem("cell-error", {"text": cell.text}, hard=True))
        return _of_text(field, shown(cell))
    if field.type in _NUMERIC:
        number = Decimal(repr(cell)) * 100 if how.fractions and field.type is Type.PERCENT else Decimal(repr(cell))
        return _of_text(field, format(number, "f"))
    if abs(cell) >= _DIGITS_LOST and isinstance(cell, float):
        read = _of_text(field, f"{cell:.14E}")
        return read if read.problem else Read(read.value, Problem("cell-digits-lost"))
    if field.type is Type.MOMENT and FIRST_SERIAL <= cell < LAST_SERIAL:
        return _of_moment_serial(cell)
    if field.type in (Type.DATE, Type.BIRTHDAY) and FIRST_SERIAL <= cell < LAST_SERIAL:
        return _of_serial(field, _number(cell))
    return _of_text(field, _number(cell))


def _of_date(field: Field, cell: dt.date, how: How) -> Read:
    day = cell.date() if isinstance(cell, dt.datetime) else cell
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        params = {"year": day.year, "first": FIRST_YEAR, "last": LAST_YEAR}
        return Read(None, Problem("date-year", params, hard=True))
    if how.exchanged and day.day != day.month:
        return Read(None, Problem("date-exchanged", {"text": day.isoformat()}, hard=True))
    return Read(day if field.type is Type.DATE else Birthday(day.month, day.day, day.year))


def _number(cell: float) -> str:
    """A number without .0 and without an exponent where it can be written out."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _DIGITS_LOST:
        return str(int(cell))
    text = repr(cell)
    return format(Decimal(text), "f") if "e" in text and abs(cell) < 1 else text
