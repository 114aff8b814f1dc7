"""Money, numbers and percents as people write them: exact decimals, never floats."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from crmdesk.core import patterns
from crmdesk.core.dates import shorten
from crmdesk.core.errors import Parsed, Problem
from crmdesk.core.texts import normal

MONEY_PLACES, NUMBER_PLACES = 4, 3
LIMIT = Decimal(10) ** 13  # in ten-thousandths 10^17: sums of ninety such still fit in 63 bits
_CONTEXT = Context(prec=120)
_LONGEST = 60
_MOST_UNITS = 2**63 - 1
_ARTEFACT = Decimal("1e-8")
_UNITS = {
    "": 0, "百": 2, "千": 3, "万": 4, "萬": 4, "w": 4, "W": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "億": 8,
    "万亿": 12,
}  # fmt: skip

_FIGURE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+"
_AMOUNT = patterns.late(rf"({_FIGURE})\s?([十百千]?[万萬]亿?|[百千亿億wW])?")
_SCIENTIFIC = patterns.late(r"[0-9](?:\.[0-9]+)?[eE][+-]?[0-9]{1,2}")
_YUAN_BEFORE = patterns.late(r"(?:人民币|RMB|CNY|CN¥|¥)[:\s]?", re.IGNORECASE)
_YUAN_BEHIND = patterns.late(r"\s?(?:元人民币|人民币元?|元整?|圆整?|块钱?|RMB|CNY|¥)", re.IGNORECASE)
_FOREIGN = patterns.late(
    r"[$€£₩₹₽฿₫₱]|美[元金]|卢布|法郎|港[币元]|欧元|日[元币]|英镑|[台澳加新][币元]|韩[元币]"
    r"|(?<![a-z])(?:USD|HKD|EUR|JPY|GBP|TWD|AUD|CAD|SGD|KRW|CHF|RUB|US|HK)(?![a-z])",
    re.IGNORECASE,
)
_COUNTED = patterns.late(
    r"\s?(?:人|名|位|个|天|日|年|月|件|家|台|套|项|次|分钟?|小时|岁|份|箱|吨|米|公斤|kg)", re.IGNORECASE
)


def parse_money(text: str) -> Parsed[Decimal]:
    """Read an amount in yuan: ¥1,234.50, 3.5万, 1.2亿元, (500) for minus. More than four decimals are rounded half up
    with a soft problem; the rest are hard.

    Codes: money-rounded, money-digits-lost (soft); money-currency, money-range, money-unreadable (hard).
    """
    plain = normal(text)
    if not plain:
        return Parsed(None)
    if _FOREIGN.search(plain):
        return _refused("money-currency", text=shorten(text))
    bare, negative = _without_sign(plain)
    bare = _trim(_YUAN_BEFORE, bare, at_start=True)
    bare, sign = _without_sign(bare) if not negative else (bare, True)
    bare = _trim(_YUAN_BEHIND, bare, at_start=False)
    value = _amount(bare)
    if value is None:
        return _refused("money-unreadable", text=shorten(text))
    lost = bool(_SCIENTIFIC.fullmatch(bare)) and value >= 1
    return _rounded(-value if sign else value, MONEY_PLACES, "money", lost=lost)


def parse_number(text: str, places: int = NUMBER_PLACES) -> Parsed[Decimal]:
    """Read a number, with a counting word behind it or not (186 人). Problems as of `parse_money`, codes number-…"""
    plain = normal(text)
    if not plain:
        return Parsed(None)
    bare, negative = _without_sign(plain)
    value = _amount(_trim(_COUNTED, bare, at_start=False))
    if value is None:
        return _refused("number-unreadable", text=shorten(text))
    lost = bool(_SCIENTIFIC.fullmatch(bare)) and value >= 1
    return _rounded(-value if negative else value, places, "number", lost=lost)


def parse_integer(text: str) -> Parsed[int]:
    """Read a whole number; one with decimals is refused (number-whole)."""
    parsed = parse_number(text)
    if parsed.value is None:
        return Parsed(None, parsed.problem)
    if parsed.value != parsed.value.to_integral_value() or (parsed.problem and parsed.problem.code == "number-rounded"):
        return _refused_integer(text)
    return Parsed(int(parsed.value), parsed.problem)


def parse_percent(text: str) -> Parsed[Decimal]:
    """Read a percentage from 0 to 100, with its sign or without: 12.5% and 12.5 are both twelve and a half.

    Hard codes: percent-range, number-unreadable; soft: number-rounded.
    """
    plain = re.sub(r"^百分之\s?", "", normal(text)).removesuffix("%").strip()
    if normal(text) and not plain:
        return _refused("number-unreadable", text=shorten(text))
    parsed = parse_number(plain)
    if parsed.value is not None and not 0 <= parsed.value <= 100:
        return _refused("percent-range", text=shorten(text))
    return parsed


def to_units(amount: Decimal, places: int = MONEY_PLACES) -> int:
    """The whole number that is stored: ten-thousandths of a yuan, thousandths with places=3.

    Raises ValueError where the amount has more decimals or is beyond the limit: such a value was never parsed.
    """
    units = amount.scaleb(places, _CONTEXT)
    if abs(amount) >= LIMIT or units != units.to_integral_value():
        raise ValueError(f"not storable with {places} decimals")
    return int(units)


def sum_units(amount: Decimal) -> int:
    """As `to_units`, for a sum of amounts: beyond what a column holds the most that it does."""
    units = int(amount.scaleb(MONEY_PLACES, _CONTEXT).to_integral_value(ROUND_HALF_UP, _CONTEXT))
    return max(-_MOST_UNITS, min(units, _MOST_UNITS))


def from_units(units: int, places: int = MONEY_PLACES) -> Decimal:
    """The amount of a stored whole number."""
    return Decimal(units).scaleb(-places, _CONTEXT)


def _without_sign(plain: str) -> tuple[str, bool]:
    if (match := re.fullmatch(r"\((.+)\)", plain)) and not re.match(r"[-−+]", match[1]):
        return match[1].strip(), True
    negative = plain.startswith(("-", "−"))
    return (plain[1:].strip() if negative or plain.startswith("+") else plain), negative


def _trim(pattern: re.Pattern[str], text: str, *, at_start: bool) -> str:
    if at_start:
        match = pattern.match(text)
        return text[match.end() :].strip() if match else text
    for match in pattern.finditer(text):
        if match.end() == len(text):
            return text[: match.start()].strip()
    return text


def _amount(bare: str) -> Decimal | None:
    if len(bare) > _LONGEST:
        return None
    if _SCIENTIFIC.fullmatch(bare):
        return Decimal(bare)
    match = _AMOUNT.fullmatch(bare)
    if not match:
        return None
    return Decimal(re.sub("[, ]", "", match[1])).scaleb(_UNITS[match[2] or ""], _CONTEXT)


def _rounded(value: Decimal, places: int, family: str, *, lost: bool) -> Parsed[Decimal]:
    if abs(value) >= LIMIT:
        return _refused(f"{family}-range")
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _CONTEXT)
    rounded = rounded or abs(rounded)  # no minus zero
    if abs(rounded) >= LIMIT:
        return _refused(f"{family}-range")
    if lost:
        return Parsed(rounded, Problem(f"{family}-digits-lost"))
    if abs(rounded - value) > _ARTEFACT:  # less is what binary arithmetic left behind: 0.30000000000000004
        return Parsed(rounded, Problem(f"{family}-rounded", {"places": places, "value": rounded}))
    return Parsed(rounded)


def _refused(code: str, **params: str) -> Parsed[Decimal]:
    return Parsed(None, Problem(code, params, hard=True))


def _refused_integer(text: str) -> Parsed[int]:
    return Parsed(None, Problem("number-whole", {"text": shorten(text)}, hard=True))
