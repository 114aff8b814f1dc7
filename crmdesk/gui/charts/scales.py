"""How values of charts are written: counts, money, shares, hours."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from crmdesk.core.words import Words
from crmdesk.gui.charts.chart import Number, Scale

_SHORT_ZH = ((100_000_000, " 亿"), (10_000, " 万"))
_SHORT_EN = ((1_000_000, "M"), (1_000, "k"))
_LEAST_SHORTENED = 10_000


def counts(words: Words, unit: str = "") -> Scale:
    """Whole numbers."""
    return Scale(_number(words, 0), _short(words), unit, whole=True)


def numbers(words: Words, unit: str = "", decimals: int = 1) -> Scale:
    """Numbers with so many decimals at most: hours, days, rounds."""
    return Scale(_number(words, decimals), _number(words, decimals), unit)


def money(words: Words) -> Scale:
    """Yuan."""
    short = _short(words)

    def write(value: Number) -> str:
        return words.money(Decimal(str(value)))

    return Scale(write, lambda value: f"¥{short(value)}")


def shares(words: Words) -> Scale:
    """Parts of a whole, 0 to 1, as percent."""
    exact, rough = _number(words, 1), _number(words, 0)
    return Scale(lambda value: f"{exact(_times(value, 100))}%", lambda value: f"{rough(_times(value, 100))}%", top=1)


def _times(value: Number, by: int) -> Decimal:
    return Decimal(str(value)) * by


def _number(words: Words, decimals: int) -> Callable[[Number], str]:
    return lambda value: words.number(round(Decimal(str(value)), decimals) + 0)


def _short(words: Words) -> Callable[[Number], str]:
    """Large numbers by 万 or k, as they are said."""
    plain = _number(words, 1)

    def write(value: Number) -> str:
        much = abs(float(value))
        if much >= _LEAST_SHORTENED:
            short: tuple[tuple[int, str], ...] = _SHORT_ZH if words.chinese else _SHORT_EN
            for size, sign in short:
                if much >= size:
                    return plain(Decimal(str(value)) / size) + sign
        return plain(value)

    return write
