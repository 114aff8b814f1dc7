"""The short way for cells that are plainly clear: most of a large file, so that reading it takes little time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from crmdesk.core.credit_codes import is_sound
from crmdesk.core.dates import FIRST_YEAR, LAST_YEAR
from crmdesk.core.emails import is_plain
from crmdesk.core.fields import Field, Mask, Type
from crmdesk.core.importing_cells import How
from crmdesk.core.money import MONEY_PLACES, NUMBER_PLACES
from crmdesk.core.phones import is_common
from crmdesk.core.texts import clean

Quick = Callable[[object], Any]

_LARGE = 10**12
_WHOLE = 100
_LONGEST = 20
_TEXTS = frozenset({Type.TEXT, Type.ADDRESS, Type.CUSTOMER, Type.CONTACT, Type.PRODUCT, Type.ORDER})
_PLACES = {Type.MONEY: MONEY_PLACES, Type.NUMBER: NUMBER_PLACES, Type.PERCENT: NUMBER_PLACES}
_ISO = re.compile("[12][0-9]{3}-[01][0-9]-[0-3][0-9]")
_PLAINEST = re.compile("[!-*,-~\u4e00-\u9fff（），。：；]+")
"""Texts that `clean` keeps as they are and that are no figures such as 1.38E+10."""

_PLAIN_FIGURE = re.compile("[1-9][0-9]{0,8}")
_FIRST_MOBILE, _AFTER_MOBILES = 13_000_000_000, 20_000_000_000


def quick(field: Field, how: How) -> Quick:
    """A function to the value of a cell about which there is nothing to say; None for any other, which
    `importing_cells.reader` reads. What both give is the same."""
    if field.type in _TEXTS and field.mask is not Mask.ID:
        return _text_but(how) if how.blanks or how.errors else _text
    if field.type is Type.PHONE:
        return _phone
    if field.type is Type.DATE and not how.exchanged:
        return _date
    if field.type in _PLACES and not how.fractions:
        return _figure(_PLACES[field.type], _WHOLE if field.type is Type.PERCENT else _LARGE)
    if field.type in (Type.CREDIT_CODE, Type.EMAIL):
        return _code if field.type is Type.CREDIT_CODE else _email
    return _count if field.type is Type.INTEGER else nothing


def nothing(cell: object) -> Any:
    """For columns without a short way."""
    return None


def _text(cell: object) -> Any:
    if cell.__class__ is str:
        if _PLAINEST.fullmatch(cell):
            return cell
        return None if "E+" in cell or "e+" in cell else clean(cell) or None
    return str(cell) if cell.__class__ is int and -_LARGE < cell < _LARGE else None


def _text_but(how: How) -> Quick:
    blanks = frozenset(word.strip().casefold() for word in how.blanks)
    longest = max(map(len, blanks), default=0) + 2

    def read(cell: object) -> Any:
        if cell.__class__ is str:
            text: str = cell
            if len(text) <= longest and text.strip().casefold() in blanks:
                return None
            if text[:1] == "#":
                return None
            if _PLAINEST.fullmatch(text):
                return text
        return _text(cell)

    return read


def _phone(cell: object) -> Any:
    if cell.__class__ is str:
        return cell if is_common(cell) else None
    if cell.__class__ is int and _FIRST_MOBILE <= cell < _AFTER_MOBILES:
        return str(cell)
    return None


def _code(cell: object) -> Any:
    return cell if cell.__class__ is str and is_sound(cell) else None


def _email(cell: object) -> Any:
    return cell if cell.__class__ is str and is_plain(cell) else None


def _date(cell: object) -> Any:
    if isinstance(cell, dt.date):
        if FIRST_YEAR <= cell.year <= LAST_YEAR:
            return cell.date() if isinstance(cell, dt.datetime) else cell
        return None
    if cell.__class__ is str and _ISO.fullmatch(cell):
        try:
            day = dt.date.fromisoformat(cell)
        except ValueError:
            return None
        return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
    return None


def _figure(places: int, most: int) -> Quick:
    least = 0 if most == _WHOLE else -most

    def read(cell: object) -> Any:
        if (cell.__class__ is int or cell.__class__ is float) and least <= cell <= most:
            text = repr(cell)
            if "e" not in text and len(text) - text.find(".") - 1 <= (places if "." in text else _LONGEST):
                return Decimal(text) or Decimal(0)
        elif cell.__class__ is str and least < 0 and _PLAIN_FIGURE.fullmatch(cell):
            return Decimal(cell)
        return None

    return read


def _count(cell: object) -> Any:
    if cell.__class__ is str:
        return int(cell) if _PLAIN_FIGURE.fullmatch(cell) else None
    return cell if cell.__class__ is int and 0 <= cell < _LARGE else None
