"""Phone numbers: read, compared, shown and masked. What was typed is kept, E.164 stands beside it."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from crmdesk.core import patterns
from crmdesk.core.errors import Parsed, Problem
from crmdesk.core.texts import clean, normal, whole_digits

_MOBILE = patterns.late(r"1[3-9][0-9]{9}")
_NEARLY_MOBILE = patterns.late(r"1[3-9][0-9]{7,10}")
_COMMON = patterns.late(r"1[3-9][0-9]{9}|0(?:10|2[0-9])-?[0-9]{8}|0[3-9][0-9]{2}-?[0-9]{7,8}")
_NOT_DIGITS = patterns.late(r"[^0-9]+")
_SIMPLE = patterns.late(r"[0-9() -]+")
_NATIONAL = patterns.late(r"0?(1[3-9][0-9]{9})|0(10[0-9]{8}|2[0-9]{9}|[3-9][0-9]{9,10})|([48]00[0-9]{7})")
_LOCAL = patterns.late(r"[2-9][0-9]{6,7}")
_SERVICE = patterns.late(r"1[0-9]{2,4}|9[56][0-9]{3,4}")
_LABEL = patterns.late(r"(?:手机号?码?|电话|固话|座机|联系电话|传真|tel|mobile|mob|phone|fax)\.?[:\s]*", re.IGNORECASE)
_NAMED_EXTENSION = patterns.late(
    r"(.*[0-9)].*?)[\s,，、-]*(?:转|轉|分机号?|ext(?:ension|n)?\.?|x|#)[\s:]*([0-9]{1,6})", re.IGNORECASE
)
_DASHED_EXTENSION = patterns.late(r"(.*)[-*]([0-9]{1,6})")
_SEVERAL = patterns.late(r"\s*[/、,;|]\s*|\s*[或和]\s*")
_NUMBER_SIGNS = patterns.late(r"\(?\+?[0-9()（）\s.·\-‐‑–—―]+")
_INSIDE = patterns.late(r"(?<![0-9])(?:1[3-9][0-9]{9}|0[0-9]{2,3}[- ]?[0-9]{7,8})(?![0-9])")
_MASKED = patterns.late(r"(?:[0-9]{3,4})?\*{4}(?:[0-9]{4})?")
_CHINA: Final = 86
_CODE = patterns.late(r"^\(?(?:\+|00)86\)?")
_AREA_TWO: Final = ("010", "02")


class Phone(Struct, frozen=True):
    """One phone number. `typed` is what is kept and shown, `e164` its international form where that is certain,
    `extension` the digits behind the switchboard."""

    typed: str
    e164: str | None = None
    extension: str | None = None

    @property
    def digits(self) -> str:
        return _digits(normal(self.typed))

    @property
    def key(self) -> str | None:
        """What two numbers are compared by; None where the number cannot tell people apart (no area code, a service
        number, a row of one digit). People behind one switchboard differ by their extension."""
        if self.e164:
            return f"{self.e164}#{self.extension}" if self.extension else self.e164
        digits = self.digits
        return digits if not self.extension and 9 <= len(digits) <= 15 and len(set(digits)) > 1 else None


def is_common(text: str) -> bool:
    """Whether a text is a Chinese number in its usual form, which `parse_phone` keeps as it is without a word."""
    return _COMMON.fullmatch(text) is not None


def common_key(text: str) -> str | None:
    """`Phone.key` of a Chinese number in its usual form; None for any other text, which has to be read for it."""
    return "+86" + text.removeprefix("0").replace("-", "") if _COMMON.fullmatch(text) else None


def parse_phone(text: str) -> Parsed[Phone]:
    """Read a phone number. Every problem is soft: the text is kept.

    A number without area code and a service number (95588) are no problem, but have no E.164 form.
    Codes: phone-digits-lost, phone-several, phone-words, phone-length, phone-odd.
    """
    if _MOBILE.fullmatch(text):
        return Parsed(Phone(text, "+86" + text))
    typed = clean(text)
    if not typed:
        return Parsed(None)
    if _SIMPLE.fullmatch(typed) and (e164 := _national(_digits(typed))):
        return Parsed(Phone(typed, e164))
    typed, lost = whole_digits(typed)
    if lost:
        return Parsed(Phone(typed), Problem("phone-digits-lost"))
    plain = _LABEL.sub("", normal(typed), count=1) if _LABEL.match(normal(typed)) else normal(typed)
    phone = _one_number(typed, plain)
    return Parsed(phone) if phone else _doubtful(typed, plain)


def format_phone(typed: str) -> str:
    """Chinese numbers in the usual groups (139 0000 0013, 0573-0000 0013); anything else as typed."""
    parsed = parse_phone(typed)
    phone = parsed.value
    if phone is None or parsed.problem or not phone.e164 or not phone.e164.startswith("+86"):
        return clean(typed)
    number = phone.e164[3:]
    tail = f"-{phone.extension}" if phone.extension else ""
    if _MOBILE.fullmatch(number):
        return f"{number[:3]} {number[3:7]} {number[7:]}{tail}"
    if re.match("[48]00", number):
        return f"{number[:3]}-{number[3:6]}-{number[6:]}{tail}"
    area = _area_length("0" + number)
    own = ("0" + number)[area:]
    return f"{('0' + number)[:area]}-{own[:-4]} {own[-4:]}{tail}"


def mask_phone(text: str) -> str:
    """138****0013, 0573****0013: never more than the beginning and the last four digits; short numbers whole.

    METHOD.md section 14.
    """
    typed = clean(text)
    if not typed or _MASKED.fullmatch(typed):
        return typed
    digits = _digits(normal(typed))
    if len(digits) > 11:
        digits = digits.removeprefix("00").removeprefix("86")
    if len(digits) >= 11:
        head = _area_length(digits) if digits[0] == "0" and len(digits) == 12 else 3
        return f"{digits[:head]}****{digits[-4:]}"
    return f"****{digits[-4:]}" if len(digits) >= 8 else "****"


def _area_length(national: str) -> int:
    return 3 if national.startswith(_AREA_TWO) else 4


def _one_number(typed: str, plain: str) -> Phone | None:
    """The number when the text is nothing but one sound number."""
    named = _NAMED_EXTENSION.fullmatch(plain)
    number, extension = (named[1], named[2]) if named else (plain, None)
    if not _NUMBER_SIGNS.fullmatch(number.removeprefix("tel:")):
        return None
    if e164 := _chinese(number):
        return Phone(typed, e164, extension)
    if _is_abroad(number):
        e164 = _foreign(number)
        return Phone(typed, e164, extension) if e164 else None
    dashed = None if named else _DASHED_EXTENSION.fullmatch(number)
    if dashed and (e164 := _chinese(dashed[1])):
        return Phone(typed, e164, dashed[2])
    digits = _digits(number)
    if _LOCAL.fullmatch(digits) or (_SERVICE.fullmatch(digits) and not named):
        return Phone(typed, None, extension)
    if dashed and _LOCAL.fullmatch(_digits(dashed[1])):
        return Phone(typed, None, dashed[2])
    e164 = _foreign(number)
    return Phone(typed, e164, extension) if e164 else None


def _chinese(number: str) -> str | None:
    digits = _digits(number)
    if _is_abroad(number) or digits.startswith("0086"):
        if not digits.startswith(("86", "0086")):
            return None
        rest = digits.removeprefix("0086") if digits.startswith("0086") else digits[2:]
    elif digits.startswith("86") and len(digits) >= 12:
        rest = digits[2:]
    else:
        return _national(digits)
    return _national(rest) or _national("0" + rest)


def _is_abroad(number: str) -> bool:
    """Whether a country's code is written before the number, be it China's."""
    return number.removeprefix("tel:").lstrip(" (").startswith("+")


def _national(digits: str) -> str | None:
    match = _NATIONAL.fullmatch(digits)
    return "+86" + (match[1] or match[2] or match[3]) if match else None


def _digits(number: str) -> str:
    return _NOT_DIGITS.sub("", number)


def _foreign(number: str) -> str | None:
    """Through the library: numbers abroad and whatever the short path does not know. Of another country, where its code
    is written with a plus, the length is enough."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, "CN")
    except phonenumbers.NumberParseException:
        return None
    told = _is_abroad(number) and parsed.country_code != _CHINA
    possible = phonenumbers.ValidationResult.IS_POSSIBLE
    long_enough = told and phonenumbers.is_possible_number_with_reason(parsed) == possible
    if not long_enough and not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _doubtful(typed: str, plain: str) -> Parsed[Phone]:
    parts = [part for part in _SEVERAL.split(plain) if re.search("[0-9]", part)]
    first = _one_number(typed, parts[0]) if len(parts) > 1 else None
    if first:
        return Parsed(first, Problem("phone-several", {"count": len(parts)}))
    found = _INSIDE.findall(plain)
    if len(found) > 1:
        return Parsed(_one_number(typed, found[0]), Problem("phone-several", {"count": len(found)}))
    if found and not _NUMBER_SIGNS.fullmatch(plain):
        return Parsed(_one_number(typed, found[0]), Problem("phone-words"))
    here = _CODE.sub("", plain)
    digits = _digits(here)
    if _NEARLY_MOBILE.fullmatch(digits) and not _is_abroad(here) and _NUMBER_SIGNS.fullmatch(plain):
        return Parsed(Phone(typed), Problem("phone-length", {"count": len(digits)}))
    return Parsed(Phone(typed), Problem("phone-odd"))
