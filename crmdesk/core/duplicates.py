"""Likely doubles: why two customers may be one and the same, and how sure that is (METHOD.md section 1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, field

from crmdesk.core import names, phones, texts
from crmdesk.core.duplicates_names import name_likeness, phonetic, simplified, sound_key
from crmdesk.core.errors import Problem

__all__ = [
    "Face",
    "Likeness",
    "alike",
    "face_of",
    "is_mobile",
    "likeness",
    "same_tail",
    "simplified",
    "sound_key",
    "tail",
]

WORTH_TELLING = 30
"""Below this score (0–100) two customers are not called likely doubles."""

_PER_REASON = 8
_SAME_NUMBER = 100
_MOBILE, _FIXED, _OTHER_NAME = 82, 72, 25
_OF_CONTACT = 64
_WECHAT, _EMAIL = 80, 76
_TAIL = 44
_BIRTHDAY = 62
_CITY = 36
_RARE_PERSON = 40
_OTHER_PHONES = 16
_OTHER_CITY = 12
_OTHER_CODE = 55
_RARE = 3
"""Characters from which on a person's name says something by itself."""


class Face(Struct, frozen=True):
    """What a customer is recognised by. Phones are in their form for comparing (`Phone.key`), `local` the digits of
    numbers typed without area code."""

    name: str
    kind: str = "enterprise"
    short_name: str = ""
    phones: frozenset[str] = frozenset()
    of_contacts: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    wechats: frozenset[str] = frozenset()
    credit_code: str = ""
    id_number: str = ""
    city: str = ""
    birthday: str = ""

    @property
    def sound(self) -> str:
        return sound_key(self.name)


class Likeness(Struct, frozen=True):
    """How sure it is that two customers are the same, 0–100, and why, the strongest reason first."""

    score: int
    reasons: tuple[Problem, ...]


class _Found(Struct):
    """Reasons with their weight."""

    all: list[tuple[int, Problem]] = field(default_factory=list)

    def add(self, weight: int, code: str, **params: Any) -> None:
        self.all.append((weight, Problem(code, params)))


def face_of(values: Mapping[str, Any], contacts: Iterable[Mapping[str, Any]] = ()) -> Face:
    """The face of a customer with these values by field key, and these contacts'."""
    name = texts.clean(str(values.get("name") or ""))
    keys, local = _numbers(values)
    of_contacts: set[str] = set()
    emails, wechats = {account(values.get("email"))}, {account(values.get("wechat"))}
    for contact in contacts:
        found, without_area = _numbers(contact)
        of_contacts |= found
        local |= without_area
        emails.add(account(contact.get("email")))
        wechats.add(account(contact.get("wechat")))
    known = {key: value for key, value in values.items() if key != "name"}
    return Face(
        name,
        str(values.get("kind") or "") or (names.guess_kind(name, **known) if name else "enterprise"),
        str(values.get("short_name") or ""),
        frozenset(keys),
        frozenset(of_contacts),
        frozenset(local),
        frozenset(emails - {""}),
        frozenset(wechats - {""}),
        str(values.get("credit_code") or "").upper(),
        str(values.get("id_number") or "").upper(),
        str(values.get("city") or ""),
        str(values.get("birthday") or ""),
    )


def alike(one: Face, other: Face) -> Problem | None:
    """Why these two are likely the same, the strongest reason (a `double-…` code); None where they are not."""
    found = likeness(one, other)
    return found.reasons[0] if found else None


def likeness(one: Face, other: Face) -> Likeness | None:
    """How likely these two are the same and every reason for it; None where they are not."""
    found = _Found()
    named = _by_name(one, other)
    _by_codes(found, one, other)
    _by_phones(found, one, other, other_name=named is None)
    _by_accounts(found, one, other)
    if named is not None:
        _add_name(found, named, one, other)
    if not found.all:
        return None
    ordered = sorted(found.all, key=lambda reason: -reason[0])
    score = ordered[0][0] + _PER_REASON * (len(ordered) - 1) - _against(one, other)
    return Likeness(min(score, 100), tuple(reason for _, reason in ordered)) if score >= WORTH_TELLING else None


def tail(number: str) -> str:
    """The last seven digits of a number without its extension: what is left when the area code is forgotten."""
    return number.partition("#")[0][-7:]


def is_mobile(key: str) -> bool:
    """Whether a number in its form for comparing is a Chinese mobile."""
    return key.startswith("+861") and len(key.partition("#")[0]) == len("+8613900000013")


def same_tail(one: Face, other: Face) -> str:
    """The number that one of them has without area code and the other one with it or without it, too; '' if none."""
    for first, second in ((one, other), (other, one)):
        for number in sorted(first.local):
            if number in second.local:
                return number
            whole = (key.partition("#")[0] for key in (*second.phones, *second.of_contacts) if not is_mobile(key))
            if any(key.endswith(number) for key in whole):
                return number
    return ""


def account(text: str | None) -> str:
    """An e-mail address or WeChat name as it is compared."""
    if not text:
        return ""
    return "".join(text.split()).lower() if text.isascii() else texts.fold(text)


def local_number(typed: str) -> frozenset[str]:
    """The digits of a number without area code; none for any other."""
    phone = phones.parse_phone(typed).value
    if phone is None or phone.key or phone.extension:
        return frozenset()
    digits = phone.digits
    return frozenset({digits} if len(digits) in (7, 8) and len(set(digits)) > 1 else ())


def _numbers(values: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """Phone numbers in their form for comparing, and the digits of those without area code."""
    keys: set[str] = set()
    local: set[str] = set()
    for name in ("mobile", "phone"):
        phone = phones.parse_phone(str(values[name])).value if values.get(name) else None
        if phone is not None and phone.key:
            keys.add(phone.key)
        elif phone is not None:
            local |= local_number(phone.typed)
    return keys, local


def _by_name(one: Face, other: Face) -> tuple[int, str] | None:
    if not (one.name and other.name):
        return None
    if one.kind == other.kind == "individual":
        first, second = (texts.fold(simplified(names.without_address(face.name))) for face in (one, other))
        if first == second:
            return (_CITY, "double-same-name") if len(first) < _RARE else (_RARE_PERSON, "double-same-name")
        return (0, "double-sounds-alike") if phonetic(first) == phonetic(second) else None
    if one.kind != other.kind:
        same = texts.fold(one.name) == texts.fold(other.name)
        return (_RARE_PERSON, "double-same-name") if same else None
    return name_likeness(one.name, other.name, one.short_name, other.short_name)


def _by_codes(found: _Found, one: Face, other: Face) -> None:
    if one.credit_code and one.credit_code == other.credit_code:
        found.add(_SAME_NUMBER, "double-same-credit-code")
    if one.id_number and one.id_number == other.id_number:
        found.add(_SAME_NUMBER, "double-same-id-number")


def _by_phones(found: _Found, one: Face, other: Face, *, other_name: bool) -> None:
    less = _OTHER_NAME if other_name else 0
    if shared := one.phones & other.phones:
        number = min(shared, key=lambda key: (not is_mobile(key), key))
        found.add((_MOBILE if is_mobile(number) else _FIXED) - less, "double-same-phone", phone=_shown(number))
    elif one.kind != other.kind and other_name:  # a person who is somebody's contact
        return
    elif shared := (one.phones | one.of_contacts) & (other.phones | other.of_contacts):
        number = min(shared, key=lambda key: (not is_mobile(key), key))
        weight = _OF_CONTACT if is_mobile(number) else _OF_CONTACT - 10
        found.add(weight - (less * 4 // 5), "double-contact-phone", phone=_shown(number))
    elif number := same_tail(one, other):
        found.add(_TAIL - less // 2, "double-phone-tail", phone=number)


def _by_accounts(found: _Found, one: Face, other: Face) -> None:
    if shared := one.wechats & other.wechats:
        found.add(_WECHAT, "double-same-wechat", text=min(shared))
    if shared := one.emails & other.emails:
        found.add(_EMAIL, "double-same-email", text=min(shared))


def _add_name(found: _Found, named: tuple[int, str], one: Face, other: Face) -> None:
    """The likeness of names; a person's says nothing by itself where phones differ or the name is a short one."""
    weight, code = named
    if "individual" not in (one.kind, other.kind):
        found.add(weight, code)
        return
    agreed = bool(found.all)
    if one.birthday and one.birthday == other.birthday:
        found.add(_BIRTHDAY, "double-same-birthday")
        agreed = True
    same_city = bool(one.city) and one.city == other.city
    if not agreed:
        if code == "double-sounds-alike" or _other_phones(one, other) or _other(one.city, other.city):
            return
        if len(texts.fold(one.name)) < _RARE and not same_city:
            return
    found.add(weight, code)
    if same_city and code == "double-same-name":
        found.add(0, "double-same-city")


def _against(one: Face, other: Face) -> int:
    """What speaks against it."""
    less = 0
    if _other_phones(one, other):
        less += _OTHER_PHONES
    if _other(one.city, other.city):
        less += _OTHER_CITY
    if _other(one.credit_code, other.credit_code) or _other(one.id_number, other.id_number):
        less += _OTHER_CODE
    return less


def _other_phones(one: Face, other: Face) -> bool:
    """Whether both can be called, and nowhere under the same number."""
    mine, theirs = one.phones | one.of_contacts, other.phones | other.of_contacts
    return bool(mine and theirs) and not mine & theirs and not same_tail(one, other)


def _other(one: str, other: str) -> bool:
    return bool(one and other) and one.removesuffix("市") != other.removesuffix("市")


def _shown(key: str) -> str:
    return phones.format_phone(key.partition("#")[0])
