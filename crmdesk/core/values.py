"""Reading and showing the value of any field: one place for form, command line, import, export and paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from crmdesk.core import birthdays, credit_codes, dates, emails, id_numbers, masking, moments, money, phones, texts
from crmdesk.core.errors import Parsed, Problem
from crmdesk.core.fields import Choice, Field, Mask, Type
from crmdesk.core.words import Words

_YES = frozenset({"是", "有", "对", "√", "✓", "✔", "y", "yes", "true", "t", "1", "on", "要"})
_NO = frozenset({"否", "无", "没有", "不", "×", "✗", "✘", "x", "n", "no", "false", "f", "0", "off"})
_SEPARATORS = str.maketrans({"；": ";", "、": ";", "，": ";", "\n": ";"})


def parse(field: Field, text: str) -> Parsed[Any]:
    """Read what was typed for a field. An empty text is no value; a hard problem refuses it.

    A word that is no choice of the field is refused with 'choice-unknown'; fields that name a customer return the
    text as typed (only the data file can tell who that is).
    """
    clean = texts.clean_lines(text) if field.type is Type.LONG else texts.clean(text)
    if not clean:
        return Parsed(None)
    return _PARSERS[field.type](field, clean)


def _text(field: Field, clean: str) -> Parsed[Any]:
    return Parsed(clean)


def _phone(field: Field, clean: str) -> Parsed[Any]:
    parsed = phones.parse_phone(clean)
    return Parsed(parsed.value.typed if parsed.value else clean, parsed.problem)


def _plain(parser: Callable[[str], Parsed[Any]]) -> Callable[[Field, str], Parsed[Any]]:
    return lambda field, clean: parser(clean)


def _count(field: Field, clean: str) -> Parsed[Any]:
    """People, days: no field counts below zero."""
    parsed = money.parse_integer(clean)
    if parsed.value is not None and parsed.value < 0:
        return Parsed(None, Problem("number-negative", {"text": clean}, hard=True))
    return parsed


def _choice(field: Field, clean: str) -> Parsed[Any]:
    found = find_choice(field, clean)
    if found is None:
        return Parsed(None, Problem("choice-unknown", {"text": clean, "field": field.label}, hard=True))
    return Parsed(found.key)


def _yes_no(field: Field, clean: str) -> Parsed[Any]:
    word = clean.casefold()
    if word in _YES or word in _NO:
        return Parsed(word in _YES)
    return Parsed(None, Problem("yes-no-unknown", {"text": clean}, hard=True))


def _groups(field: Field, clean: str) -> Parsed[Any]:
    names = (name.strip() for name in clean.translate(_SEPARATORS).split(";"))
    return Parsed(tuple(dict.fromkeys(name for name in names if name)) or None)


_PARSERS: Mapping[Type, Callable[[Field, str], Parsed[Any]]] = {
    Type.TEXT: _text,
    Type.LONG: _text,
    Type.ADDRESS: _text,
    Type.CUSTOMER: _text,
    Type.COMPETITOR: _text,
    Type.CONTACT: _text,
    Type.PRODUCT: _text,
    Type.ORDER: _text,
    Type.PHONE: _phone,
    Type.EMAIL: _plain(emails.parse_email),
    Type.URL: _plain(emails.parse_url),
    Type.ID_NUMBER: _plain(id_numbers.parse_id_number),
    Type.CREDIT_CODE: _plain(credit_codes.parse_credit_code),
    Type.INTEGER: _count,
    Type.NUMBER: _plain(money.parse_number),
    Type.MONEY: _plain(money.parse_money),
    Type.PERCENT: _plain(money.parse_percent),
    Type.DATE: _plain(dates.parse_date),
    Type.MOMENT: _plain(moments.parse_moment),
    Type.BIRTHDAY: _plain(birthdays.parse_birthday),
    Type.CHOICE: _choice,
    Type.YES_NO: _yes_no,
    Type.GROUPS: _groups,
}


def find_choice(field: Field, word: str) -> Choice | None:
    """The choice meant by a key, a label in either language or a known synonym."""
    folded = texts.fold(word)
    for choice in field.choices:
        names = (choice.key, choice.label.en, choice.label.zh, *choice.synonyms)
        if word in names or (folded and folded in map(texts.fold, names)):
            return choice
    return None


def show(field: Field, value: Any, words: Words) -> str:
    """The value as a person reads it; '' for none."""
    if value is None:
        return ""
    if isinstance(value, masking.Hidden):
        return value
    shown = _SHOWN.get(field.type)
    return shown(field, value, words) if shown else str(value)


def _show_choice(field: Field, value: Any, words: Words) -> str:
    choice = field.choice(value)
    return words.label(choice.label) if choice else str(value)


_SHOWN: Mapping[Type, Callable[[Field, Any, Words], str]] = {
    Type.CHOICE: _show_choice,
    Type.YES_NO: lambda field, value, words: words.gettext("Yes") if value else words.gettext("No"),
    Type.DATE: lambda field, value, words: words.date(value),
    Type.MOMENT: lambda field, value, words: moments.show(value, words),
    Type.BIRTHDAY: lambda field, value, words: str(value.show(words)),
    Type.MONEY: lambda field, value, words: words.money(value),
    Type.INTEGER: lambda field, value, words: words.number(value) if field.grouped else str(value),
    Type.NUMBER: lambda field, value, words: words.number(value),
    Type.PERCENT: lambda field, value, words: f"{words.number(value)}%",
    Type.PHONE: lambda field, value, words: phones.format_phone(value),
    Type.GROUPS: lambda field, value, words: ("、" if words.chinese else ", ").join(value),
}


def typed(field: Field, value: Any, words: Words) -> str:
    """The value as it stands in an input while editing: `parse` reads it back to the same value."""
    if value is None:
        return ""
    match field.type:
        case Type.CHOICE | Type.YES_NO:
            return show(field, value, words)
        case Type.GROUPS:
            return "; ".join(value)
        case Type.DATE:
            return str(value.isoformat())
        case Type.MOMENT:
            return moments.to_text(value).replace("T", " ")
        case Type.MONEY:
            return words.money(value)
        case Type.BIRTHDAY:
            return str(value.show(words))
        case Type.NUMBER | Type.PERCENT:
            return f"{value.normalize():f}"
        case _:
            return str(value)


def masked(field: Field, value: Any, words: Words, kind: str | None = None) -> str:
    """The value with what is personal hidden, in free texts too (METHOD.md section 14); `kind` of customer where it is
    one's."""
    if isinstance(value, masking.Hidden):
        return value
    if masking.is_home(field, kind):
        return masking.SIGN if value else ""
    match field.mask:
        case Mask.NONE:
            shown = show(field, value, words)
            return masking.mask_within(shown) if masking.hides(field) else shown
        case Mask.PHONE:
            return phones.mask_phone(value) if value else ""
        case Mask.ID:
            return id_numbers.mask_id_number(value) if value else ""
        case _:
            return masking.SIGN if value else ""


def to_json(field: Field, value: Any) -> Any:
    """The value as plain data: amounts Decimal (money with two to four decimals), dates ISO, groups a list."""
    if isinstance(value, Decimal):
        return _at_least_cents(value) if field.type is Type.MONEY else value
    if isinstance(value, dt.datetime):
        return moments.to_text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, birthdays.Birthday):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    return value


def _at_least_cents(amount: Decimal) -> Decimal:
    exponent = amount.normalize().as_tuple().exponent
    places = max(2, -exponent if isinstance(exponent, int) else 2)
    return amount.quantize(Decimal(1).scaleb(-places))
