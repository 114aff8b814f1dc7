"""How the values of fields stand in the database, and the keys worked out from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from crmdesk.core import birthdays, moments, money, phones, pinyin, texts
from crmdesk.core.fields import Field, Type

_THOUSANDTHS = Decimal(1000)


_TO_COLUMN: dict[Type, Callable[[Any], Any]] = {
    Type.MONEY: money.to_units,
    Type.NUMBER: lambda value: int((Decimal(value) * _THOUSANDTHS).to_integral_value()),
    Type.PERCENT: lambda value: int((Decimal(value) * _THOUSANDTHS).to_integral_value()),
    Type.DATE: dt.date.isoformat,
    Type.MOMENT: moments.to_text,
    Type.BIRTHDAY: str,
    Type.YES_NO: int,
    Type.GROUPS: sorted,
}


def to_column(field: Field, value: Any) -> Any:
    """A typed value as it is stored; None stays None."""
    return value if value is None else to_columns(field)(value)


def to_columns(field: Field) -> Callable[[Any], Any]:
    """`to_column` for many values of a field, none of them None."""
    return _TO_COLUMN.get(field.type, _as_it_is)


def converters(fields: Iterable[Field]) -> dict[str, Callable[[Any], Any]]:
    """`to_columns` by key, of the fields whose values are stored as something else than they are."""
    return {field.key: _TO_COLUMN[field.type] for field in fields if field.type in _TO_COLUMN}


def as_stored(values: Mapping[str, Any], made: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    """Those of a record's typed values that these `converters` turn into something else; texts are stored already."""
    found = {key: values[key] for key in made.keys() & values.keys()}
    return {key: made[key](value) for key, value in found.items() if value is not None and value.__class__ is not str}


def _as_it_is(value: Any) -> Any:
    return value


def from_column(field: Field, stored: Any) -> Any:
    """The typed value of what is stored."""
    if stored is None:
        return None
    match field.type:
        case Type.MONEY:
            return money.from_units(stored)
        case Type.NUMBER | Type.PERCENT:
            value = Decimal(stored) / _THOUSANDTHS
            return value.normalize() if value != value.to_integral_value() else value.quantize(Decimal(1))
        case Type.DATE:
            return dt.date.fromisoformat(stored)
        case Type.MOMENT:
            return dt.datetime.fromisoformat(stored)
        case Type.BIRTHDAY:
            return birthdays.parse_birthday(stored).value
        case Type.YES_NO:
            return bool(stored)
        case _:
            return stored


KEYED = ("name", "mobile", "phone")
"""What derived columns are worked out from."""


def keys(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The derived columns of a row: phones to compare, names to compare, to sort by and how they sound."""
    if kind == "customer":
        name = row.get("name") or ""
        return {
            "name_key": texts.fold(name),
            "name_sort": pinyin.sort_key(name),
            "name_sound": _sound(name) or None,
            "mobile_e164": phone_key(row.get("mobile")),
            "phone_e164": phone_key(row.get("phone")),
        }
    if kind == "product":
        return {"name_key": texts.fold(row.get("name") or "")}
    if kind == "contact":
        return {"mobile_e164": phone_key(row.get("mobile")), "phone_e164": phone_key(row.get("phone"))}
    return {}


def _sound(name: str) -> str:
    from crmdesk.core.duplicates_names import sound_key

    return sound_key(name)


def phone_key(typed: str | None) -> str | None:
    """What two writings of one number have in common; None where the number cannot be told."""
    return (phones.common_key(typed) or _uncommon_key(typed)) if typed else None


@lru_cache(maxsize=8_192)
def _uncommon_key(typed: str) -> str | None:
    phone = phones.parse_phone(typed).value
    return phone.key if phone else None
