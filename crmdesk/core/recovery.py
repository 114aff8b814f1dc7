"""The key of a data file as text a person can type: the recovery sheet (METHOD.md section 14).

Sixteen groups of six digits, so that it can be typed on a keypad, with any input method, or be read out on the phone.
A group is sixteen bits of the key times eleven, plus its own place: a wrong digit, two digits next to each other in
the wrong order and neighbouring groups in the wrong order are found in the group where they stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from crmdesk.core.errors import UserError

KEY_BYTES, GROUPS, DIGITS = 32, 16, 6

_CHECK = 11
_LIMIT = 1 << 16
_MEANT = str.maketrans("oOQDiIlL|", "000011111")


def written(raw: bytes) -> tuple[str, ...]:
    """The groups of a key of `KEY_BYTES` bytes."""
    if len(raw) != KEY_BYTES:
        raise ValueError(len(raw))
    values = [int.from_bytes(raw[i : i + 2]) for i in range(0, KEY_BYTES, 2)]
    return tuple(f"{value * _CHECK + place % _CHECK:0{DIGITS}d}" for place, value in enumerate(values))


def fits(place: int, group: str) -> bool:
    """Whether a typed group can be the one at a place, counted from 0."""
    digits = _plain(group)
    return re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits) is not None and _value(place, digits) is not None


def groups(text: str) -> tuple[str, ...]:
    """What was typed, group by group as far as it goes: by the blanks and dashes in it, else by every six digits."""
    apart = re.findall(r"[^\W_]+", _plain(text))
    if len(apart) == GROUPS:
        return tuple(apart)
    joined = "".join(apart)
    return tuple(joined[i : i + DIGITS] for i in range(0, len(joined), DIGITS))


def looks_typed(text: str) -> bool:
    """Whether somebody meant to type a recovery key and not a password."""
    digits = "".join(groups(text))
    return re.fullmatch(r"[0-9]+", digits) is not None and abs(len(digits) - GROUPS * DIGITS) <= DIGITS


def read(text: str) -> bytes:
    """The key that was typed.

    Raises UserError: 'recovery-short' or 'recovery-long' (how many digits there are), 'recovery-groups' with the wrong
    groups, counted from 1.
    """
    found = groups(text)
    wrong = tuple(place + 1 for place, group in enumerate(found[:GROUPS]) if not fits(place, group))
    if len(found) == GROUPS and wrong:
        raise UserError("recovery-groups", groups=wrong)
    if len(found) != GROUPS:
        typed = sum(map(len, found))
        code = "recovery-long" if len(found) > GROUPS else "recovery-short"
        raise UserError(code, typed=typed, needed=GROUPS * DIGITS)
    return b"".join(_bytes(found))


def _bytes(found: Sequence[str]) -> list[bytes]:
    return [(int(_plain(group)) // _CHECK).to_bytes(2) for group in found]


def _value(place: int, digits: str) -> int | None:
    value, check = divmod(int(digits), _CHECK)
    return value if check == place % _CHECK and value < _LIMIT else None


def _plain(text: str) -> str:
    """As typed with another input method or copied by eye: full-width digits, letters that look like digits."""
    return unicodedata.normalize("NFKC", text).translate(_MEANT)
