"""Resident identity numbers (GB 11643): check character, birthday, gender, mask. Also the old ones of 15 digits."""

from __future__ import annotations

import datetime as dt
import re

from crmdesk.core import patterns
from crmdesk.core.errors import Parsed, Problem
from crmdesk.core.texts import clean, normal, whole_digits

_NEW = patterns.late(r"[0-9]{17}[0-9X]")
_OLD = patterns.late(r"[0-9]{15}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def parse_id_number(text: str) -> Parsed[str]:
    """Read an identity number. Every problem is soft: the text is kept. Only one without a problem may decide that
    two people are the same.

    Codes: id-digits-lost (a spreadsheet keeps 15 digits), id-length, id-date, id-check.
    """
    typed = clean(text)
    if not typed:
        return Parsed(None)
    whole, lost = whole_digits(typed)
    if lost:
        return Parsed(typed, Problem("id-digits-lost"))
    number = re.sub(r"[\s-]", "", normal(whole)).upper()
    if not (_NEW.fullmatch(number) or _OLD.fullmatch(number)):
        return Parsed(whole, Problem("id-length", {"count": len(number)}))
    return Parsed(number, _problem(number))


def check_character(first17: str) -> str:
    """The 18th character that belongs to the first 17 digits."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def birthday_of(number: str) -> dt.date | None:
    """The (solar) birthday in an identity number; None where the text is none or names no day that exists."""
    number = number.upper()
    if _NEW.fullmatch(number):
        digits = number[6:14]
    elif _OLD.fullmatch(number):
        digits = "19" + number[6:12]
    else:
        return None
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def mask_id_number(text: str) -> str:
    """330***********1234: the first three and the last four; shorter papers show their last two at most.

    METHOD.md section 14.
    """
    typed = clean(text)
    number = re.sub(r"\s", "", typed)
    if len(number) >= 15:
        return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"
    if len(number) >= 8:
        return f"{'*' * (len(number) - 2)}{number[-2:]}"
    return "*" * len(number)


def _problem(number: str) -> Problem | None:
    if len(number) == 18 and number.endswith("000"):
        return Problem("id-digits-lost")
    if birthday_of(number) is None:
        return Problem("id-date")
    if len(number) == 18 and (check := check_character(number[:17])) != number[17]:
        return Problem("id-check", {"expected": check})
    return None
