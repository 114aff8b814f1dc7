"""How easily a password can be guessed (METHOD.md section 14). A weak one is told, never refused."""

from __future__ import annotations

import re

from crmdesk.core.errors import Problem

SHORT = 8
LONGEST_PAUSE = 30

_COMMON = frozenset(
    "password passw0rd admin123 iloveyou qwertyui qwer1234 1qaz2wsx asdfghjk abcd1234 a1234567 woaini1314 5201314 "
    "woaini520 zxcvbnm1 letmein1 welcome1 qazwsxedc 1q2w3e4r qwertyuiop password1 mima1234 aa123456 a123456789 "
    "wang1234 zhang123 88888888 66666666".split()
)
_RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl")


def weakness(password: str) -> Problem | None:
    """What makes a password weak: 'password-short' (fewer than `SHORT` characters), 'password-common' (on every
    list of guesses, one character again and again, a run of the keyboard), 'password-digits' (a birthday or a phone
    number can be tried out)."""
    folded = password.casefold()
    if len(password) < SHORT:
        return Problem("password-short", {"least": SHORT})
    if folded in _COMMON or len(set(folded)) <= 2 or any(folded in run for run in _RUNS):
        return Problem("password-common")
    if re.fullmatch(r"[0-9]{1,14}", password):
        return Problem("password-digits")
    return None


def pause(failures: int) -> int:
    """Seconds to wait after so many wrong passwords: 1, 2, 4 … `LONGEST_PAUSE`."""
    return min(LONGEST_PAUSE, 1 << min(failures - 1, 10)) if failures > 0 else 0
