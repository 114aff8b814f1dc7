"""What sample customers say when they are asked how satisfied they are: over two years service gets better, and with it
what they say (METHOD.md section 7). Names of people are never among it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from typing import Any

from crmdesk.core.demo_orders import workday
from crmdesk.core.satisfaction import ASPECTS, LEAST, MOST

ASKED: Mapping[str, float] = {
    "loyal": 0.26, "growing": 0.22, "steady": 0.14, "leaving": 0.12, "complaining": 0.24, "silent": 0.03, "new": 0.1,
}  # fmt: skip
"""How likely a customer of a story is asked in a quarter."""
_MOOD: Mapping[str, float] = {
    "loyal": 1.0, "growing": 0.7, "steady": 0.1, "leaving": -1.6, "complaining": -1.3, "silent": -0.8, "new": 0.2,
}  # fmt: skip
"""By how much it feels more than it expected, in points."""
_QUARTERS, _DAYS = 8, 91
_WORSE = -0.9
"""Of service two years ago, beside what it is now."""
REMARKS: Mapping[int, tuple[str, ...]] = {
    -1: (
        "送货比约定晚了两天，希望提前通知。",
        "打电话没人接，回得慢。",
        "这批货有两箱受潮。",
        "对账拖了很久，票也开晚了。",
    ),
    0: ("整体可以，价格再优惠些更好。", "正常使用，没有大问题。", "货不错，希望交期再稳一点。"),
    1: (
        "送货及时，师傅态度好。",
        "有问题当天就处理了，很满意。",
        "质量稳定，愿意继续合作。",
        "比上一家省心，已介绍给同行。",
    ),
}
"""By how the whole was felt: worse than expected, as expected, better."""


def surveys(seed: int, customer_id: int, story: str, since: dt.date, today: dt.date) -> Iterator[dict[str, Any]]:
    """The surveys of a customer since its first order, the earliest first, as typed values by field key."""
    dice = random.Random(f"{seed}/{customer_id}/survey")  # noqa: S311
    for back in range(_QUARTERS, 0, -1):
        drawn, ago = dice.random(), dice.randrange(1, _DAYS)
        day = workday(today - dt.timedelta(days=(back - 1) * _DAYS + ago))
        if drawn < ASKED[story] and since < day:
            yield {"day": day, **_said(dice, story, 1 - back / _QUARTERS)}


def _said(dice: random.Random, story: str, progress: float) -> dict[str, Any]:
    """`progress`: 0 two years ago, near 1 today."""
    shifts = {"product": 0.4 * progress, "service": _WORSE * (1 - 1.6 * progress)}
    gaps = {aspect: round(dice.gauss(_MOOD[story] + shift, 1.0)) for aspect, shift in shifts.items()}
    gaps["overall"] = (gaps["product"] + gaps["service"]) // 2 + (dice.random() < 0.4)
    values: dict[str, Any] = {}
    for aspect in ASPECTS:
        if aspect != "overall" and dice.random() < 0.08:
            continue  # not asked
        expected = dice.choice((6, 7, 7, 8, 8, 9))
        values[f"{aspect}_expected"] = expected
        values[f"{aspect}_felt"] = min(MOST, max(LEAST, expected + gaps[aspect]))
    mood = (gaps["overall"] > 0) - (gaps["overall"] < 0)
    likely = {"praises": 0.45, "asks_by_name": 0.25 + 0.2 * progress, "buys_again": 0.7, "recommended": 0.15}
    for key, chance in likely.items():
        if dice.random() < 0.92:
            values[key] = dice.random() < chance + 0.35 * mood
    if dice.random() < 0.3:
        values["notes"] = dice.choice(REMARKS[mood])
    return values
