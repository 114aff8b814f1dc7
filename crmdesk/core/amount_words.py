"""Amounts in words: in Chinese capitals as banks want them, and in English (METHOD.md section 15)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from crmdesk.core.orders import to_fen

MOST = Decimal(10) ** 16
"""Amounts in words stay below this one."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_WAN, _YI = 10**4, 10**8
_THOUSANDS = ("", "thousand", "million", "billion", "trillion", "quadrillion")
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_HUNDRED, _THOUSAND, _TWENTY, _TEN = 100, 1000, 20, 10


def in_capitals(yuan: Decimal) -> str:
    """壹仟贰佰叁拾肆元伍角陆分, 壹佰元整, 负伍角整: to the fen, without the name of the currency.

    By the rules for filling in bills: 零 once for zeros between figures, 整 after 元 and 角, none after 分. Raises
    ValueError from `MOST` (亿 times 亿) on.
    """
    sign, whole, jiao, fen = _parts(yuan)
    told = f"{_chinese(whole)}元" if whole or not (jiao or fen) else ""
    if jiao:
        told += f"{_DIGITS[jiao]}角"
    elif fen and whole:
        told += "零"
    told += f"{_DIGITS[fen]}分" if fen else "整"
    return f"负{told}" if sign else told


def in_english(yuan: Decimal) -> str:
    """One thousand two hundred and thirty-four yuan and 56/100, one hundred yuan only: to the fen.

    Raises ValueError as `in_capitals`.
    """
    sign, whole, jiao, fen = _parts(yuan)
    cents = jiao * 10 + fen
    told = f"{_english(whole)} yuan " + (f"and {cents:02d}/100" if cents else "only")
    told = f"minus {told}" if sign else told
    return told[0].upper() + told[1:]


def _parts(yuan: Decimal) -> tuple[bool, int, int, int]:
    """Below zero or not; yuan, jiao, fen."""
    exact = to_fen(yuan)
    if abs(exact) >= MOST:
        raise ValueError("too much to say in words")
    fen = int(abs(exact) * 100)
    return exact < 0, fen // 100, fen // 10 % 10, fen % 10


def _chinese(number: int) -> str:
    if number >= _YI:
        return _joined(number, _YI, "亿")
    if number >= _WAN:
        return _joined(number, _WAN, "万")
    return _four(number)


def _joined(number: int, unit: int, name: str) -> str:
    """What stands before a unit and behind it: 零 where the place below the unit is empty."""
    high, low = divmod(number, unit)
    if not low:
        return f"{_chinese(high)}{name}"
    return f"{_chinese(high)}{name}{'零' if low < unit // 10 else ''}{_chinese(low)}"


def _four(number: int) -> str:
    """Up to 9999."""
    figures = f"{number:04d}"
    told, gap = "", False
    for figure, place in zip(figures, _PLACES, strict=True):
        if figure == "0":
            gap = bool(told)
        else:
            told += f"{'零' if gap else ''}{_DIGITS[int(figure)]}{place}"
            gap = False
    return told or _DIGITS[0]


def _english(number: int) -> str:
    if not number:
        return _SMALL[0]
    groups = list(_groups(number))
    told = [f"{_hundreds(count)} {name}".strip() for count, name in groups]
    last = groups[-1]
    if len(groups) > 1 and last[0] < _HUNDRED and not last[1]:
        told[-1] = f"and {told[-1]}"
    return " ".join(told)


def _groups(number: int) -> Iterator[tuple[int, str]]:
    """Threes of figures that are not nothing, the highest first, with their names."""
    for place in range(len(_THOUSANDS) - 1, -1, -1):
        count = number // _THOUSAND**place % _THOUSAND
        if count:
            yield count, _THOUSANDS[place]


def _hundreds(number: int) -> str:
    hundreds, rest = divmod(number, _HUNDRED)
    told = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if rest:
        tens, ones = divmod(rest, _TEN)
        told.append(_SMALL[rest] if rest < _TWENTY else "-".join([_TENS[tens], *([_SMALL[ones]] if ones else [])]))
    return " and ".join(told)
