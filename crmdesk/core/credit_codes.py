"""The unified social credit code of enterprises (统一社会信用代码, GB 32100-2015)."""

from __future__ import annotations

import re

from crmdesk.core.errors import Parsed, Problem
from crmdesk.core.texts import clean, normal, whole_digits

_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH = 18
_VALUES = {character: value for value, character in enumerate(_CHARACTERS)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(_LENGTH - 1))


def parse_credit_code(text: str) -> Parsed[str]:
    """Read a credit code. Every problem is soft: the text is kept. Only one without a problem may decide that two
    enterprises are the same.

    Codes: credit-digits-lost, credit-old (registration number of 15 digits), credit-length, credit-character,
    credit-check.
    """
    typed = clean(text)
    if not typed:
        return Parsed(None)
    whole, lost = whole_digits(typed)
    if lost:
        return Parsed(typed, Problem("credit-digits-lost"))
    code = re.sub(r"[\s-]", "", normal(whole)).upper()
    if not re.fullmatch("[0-9A-Z]+", code):
        return Parsed(whole, Problem("credit-length", {"count": len(code)}))
    return Parsed(code, _problem(code))


def is_sound(text: str) -> bool:
    """Whether a text is a credit code without a problem, written as it is kept."""
    if len(text) != _LENGTH or not _VALUES.keys() >= set(text) or text.isdigit():
        return False
    return check_character(text[:17]) == text[17]


def check_character(first17: str) -> str:
    """The 18th character that belongs to the first 17."""
    total = sum([_VALUES[character] * weight for character, weight in zip(first17, _WEIGHTS, strict=True)])
    return _CHARACTERS[-total % 31]


def _problem(code: str) -> Problem | None:
    if re.fullmatch("[0-9]{15}", code):
        return Problem("credit-old")
    if len(code) != _LENGTH:
        return Problem("credit-length", {"count": len(code)})
    if not _VALUES.keys() >= set(code):
        place, character = next((p, c) for p, c in enumerate(code, start=1) if c not in _VALUES)
        return Problem("credit-character", {"place": place, "character": character})
    expected = check_character(code[:17])
    if expected == code[17]:
        return None
    if code.isdigit() and code.endswith("000"):
        return Problem("credit-digits-lost")
    return Problem("credit-check", {"expected": expected})
