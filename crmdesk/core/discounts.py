"""Discounts as the trade says them: 八折, 8折, 85折 and 9.5折 beside plain percents."""

from __future__ import annotations

from decimal import Decimal

from crmdesk.core import patterns
from crmdesk.core.texts import normal
from crmdesk.core.words import Words

_FIGURES = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_TENTHS = patterns.late(r"([1-9](?:\.[0-9]{1,3})?|0\.[0-9]{1,3}|[1-9][0-9](?:\.[0-9]{1,2})?)\s?折(?:优惠)?")
_TEN = Decimal(10)


def taken_off(text: str) -> Decimal | None:
    """The percent that 8折 (of ten parts) or 85折 (of a hundred) takes off; None for any other text."""
    plain = normal(text)
    if plain in ("对折", "半价"):
        return Decimal(50)
    if plain in ("不打折", "原价", "无折扣"):
        return Decimal(0)
    found = _TENTHS.fullmatch("".join(_FIGURES.get(sign, sign) for sign in plain).replace("点", "."))
    if found is None:
        return None
    kept = Decimal(found[1])
    if kept == _TEN:
        return Decimal(0)
    return (100 - kept * _TEN if kept < _TEN else 100 - kept).normalize() + 0


def in_percent(text: str) -> str:
    """What is typed as a discount, 八折 as 20%; any other text stays."""
    percent = taken_off(text)
    return text if percent is None else f"{percent:f}%"


def in_tenths(percent: Decimal) -> str:
    """8 折 for 20 percent off, '' for none."""
    if not 0 < percent < 100:
        return ""
    kept = (100 - percent) / _TEN
    return f"{kept.normalize():f} 折"


def told(percent: Decimal | None, words: Words) -> str:
    """What is taken off as people of a language say it (8 折, 20% off); '' where nothing is said."""
    if percent is None:
        return ""
    tenths = in_tenths(percent) if words.chinese else ""
    return tenths or words.gettext("{percent}% off").format(percent=words.number(percent))
