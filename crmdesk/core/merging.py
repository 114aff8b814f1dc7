"""Two files of one customer made one: which value stays, and what is kept beside it (METHOD.md section 1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from crmdesk.core import texts
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field, Fields, Type

INTO, FROM, BOTH = "into", "from", "both"
_SETTLED = ("number", "created_on")
CHOICES = (INTO, FROM, BOTH)
"""Whose value stays: that of the file that stays, that of the other one, or (long texts) both below each other."""


class FieldPair(Struct, frozen=True):
    """One field of two files: the value of the file that stays (`into`) and that of the other one, typed.

    `differs`: neither is empty and they do not say the same.
    """

    field: Field
    into: Any
    other: Any
    differs: bool

    @property
    def choices(self) -> tuple[str, ...]:
        return CHOICES if self.field.type is Type.LONG else (INTO, FROM)

    @property
    def usual(self) -> str:
        """What stays when nobody says otherwise."""
        return FROM if self.into in (None, "") and self.other not in (None, "") else INTO


def fields_of(fields: Fields) -> tuple[Field, ...]:
    """Those of which one value stays; groups are united, a number stays with its file, of two days on file the earlier
    one counts."""
    own = tuple(field for field in fields.all if field.by_user)
    return tuple(field for field in (*fields.stored(), *own) if not field.derived and field.key not in _SETTLED)


def field_pairs(fields: Fields, into: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[FieldPair, ...]:
    """Every field that either file has a value for, in the order of the file."""
    found = []
    for field in fields_of(fields):
        mine, theirs = into.get(field.key), other.get(field.key)
        if mine is not None or theirs is not None:
            differs = mine is not None and theirs is not None and not same(field, mine, theirs)
            found.append(FieldPair(field, mine, theirs, differs))
    return tuple(found)


def same(field: Field, one: Any, other: Any) -> bool:
    """Whether two values say the same, however they are written."""
    if one == other or one is None or other is None:
        return bool(one == other)
    match field.type:
        case Type.PHONE:
            from crmdesk.core.phones import parse_phone

            mine, theirs = (parse_phone(str(text)).value for text in (one, other))
            return mine is not None and theirs is not None and mine.key is not None and mine.key == theirs.key
        case Type.TEXT | Type.ADDRESS | Type.URL | Type.CREDIT_CODE | Type.ID_NUMBER:
            return texts.clean(str(one)).casefold() == texts.clean(str(other)).casefold()
        case Type.EMAIL:
            return str(one).strip().casefold() == str(other).strip().casefold()
        case _:
            return False


def joined(one: str, other: str) -> str:
    """Both texts below each other; a line that stands in the first already is not repeated."""
    there = set(one.splitlines())
    return "\n".join([one, *(line for line in other.splitlines() if line not in there)])


def checked(fields: Fields, choices: Mapping[str, str]) -> Mapping[str, str]:
    """The choices, when every field is known and can be chosen so. Raises UserError."""
    known = {field.key: field for field in fields_of(fields)}
    for key, choice in choices.items():
        field = known.get(key)
        if field is None:
            raise UserError("field-unknown" if fields.get(key) is None else "merge-kept", field=key)
        allowed = FieldPair(field, None, None, differs=False).choices
        if choice not in allowed:
            raise UserError("merge-choice", field=field.label, text=choice, known=", ".join(allowed))
    return choices


def container(fields: Fields, part: Mapping[str, Any], others: Mapping[int, Mapping[str, Any]]) -> int | None:
    """The first of the other parts that says all that this one does: the same contact, the same address."""
    keys = [field for field in fields.all if field.key in part and field.key != "main"]
    return next((i for i, other in others.items() if all(same(f, part[f.key], other.get(f.key)) for f in keys)), None)
