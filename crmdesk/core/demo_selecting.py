"""How customers of the sample data were assessed, and what their sources cost (METHOD.md sections 10 and 15)."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from decimal import Decimal

from crmdesk.core.demo_orders import Values, workday
from crmdesk.core.periods import add_months

_SHARES = {"gold": 0.95, "silver": 0.7, "bronze": 0.2}
_OTHERS = 0.04
"""Of how many customers of a tier somebody made an assessment."""
_GOOD: Mapping[str, tuple[str, ...]] = {
    "loyal": ("good_demand", "good_loyal", "good_growing"),
    "growing": ("good_demand", "good_growing"),
    "steady": ("good_demand", "good_loyal", "good_cheap"),
    "new": ("good_demand",),
    "complaining": ("good_demand",),
}
_POOR: Mapping[str, tuple[str, ...]] = {"complaining": ("poor_demanding",), "silent": ("poor_demanding",)}
_NOTES: Mapping[str, str] = {
    "growing": "新厂明年投产，用量看涨。",
    "complaining": "要求多，但按期付款，先把交期稳住。",
    "leaving": "在比较别家，报价压得紧。",
    "late": "账期一拖再拖，先款后货再谈。",
}
_LATE_DAYS = 90
_YEARS = 2


def assessments(
    dice: random.Random, story: str, today: dt.date, *, tier: str | None, since: dt.date | None, late: dt.date | None
) -> Iterator[Values]:
    """The oldest first; none of most small customers. `since`: the first order, `late`: since when something is
    overdue."""
    if since is None or dice.random() >= _SHARES.get(tier or "", _OTHERS):
        return
    recent = today - dt.timedelta(days=dice.randrange(5, 170))
    before = add_months(recent, -dice.randrange(10, 14))
    if before > since and dice.random() < 0.5:
        yield _assessment(dice, "steady" if story == "leaving" else story, before, tier, late=False)
    bad = late is not None and (today - late).days > _LATE_DAYS
    yield _assessment(dice, story, recent, tier, late=bad)


def _assessment(dice: random.Random, story: str, day: dt.date, tier: str | None, *, late: bool) -> Values:
    good, poor = set(_GOOD.get(story, ())), set(_POOR.get(story, ()))
    key = tier in ("gold", "silver")
    ticked = {
        **{mark: mark in good for mark in ("good_demand", "good_loyal", "good_growing")},
        "good_profit": not late and dice.random() < 0.7,
        "good_cheap": "good_cheap" in good or (story not in ("complaining", "silent") and dice.random() < 0.6),
        "poor_demanding": "poor_demanding" in poor,
        "poor_pulling": story == "complaining" and dice.random() < 0.4,
        "poor_credit": late,
        "risk_financial": key and dice.random() < 0.25,
        "risk_profit": tier == "gold" or (key and dice.random() < 0.2),
        "risk_management": dice.random() < 0.05,
        "risk_loss": story == "leaving" or dice.random() < 0.12,
    }
    level = {"gold": 5, "silver": 4, "bronze": 3}.get(tier or "", 2)
    note = _NOTES["late"] if late else _NOTES.get(story)
    capacity = 2 if level == 4 and dice.random() < 0.12 else dice.choice((3, 4))
    return {"day": workday(day), **ticked, "level": level, "capacity": capacity, "notes": note}


def costs(dice: random.Random, today: dt.date) -> Iterator[Values]:
    """What was spent in two years, oldest first."""
    month = add_months(today.replace(day=1), -12 * _YEARS)
    while month <= today:
        for source, low, high, notes, months in _SPENT:
            if month.month in months:
                day = workday(month + dt.timedelta(days=dice.randrange(4, 26)))
                amount = Decimal(dice.randrange(low, high, 50))
                if day <= today:
                    yield {"source": source, "day": day, "amount": amount, "notes": notes}
        month = add_months(month, 1)


_EVERY = tuple(range(1, 13))
_SPENT = (
    ("fair", 16_000, 24_000, "春季包装展展位、搭建", (4,)),
    ("fair", 18_000, 26_000, "秋季工业展展位、样品", (10,)),
    ("advertising", 2_800, 4_200, "行业杂志、园区广告牌", _EVERY),
    ("web", 900, 1_800, "关键词推广", _EVERY),
    ("telephone", 400, 900, "外呼线路、名单整理", (1, 4, 7, 10)),
    ("referral", 600, 1_500, "老客户介绍答谢礼", (6, 12)),
    ("cold-visit", 300, 900, "扫园区差旅、样册", (3, 6, 9, 11)),
)  # fmt: skip
"""Source, from which amount to which, what for, in which months."""
