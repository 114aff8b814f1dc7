"""How sample customers scored what we deliver, beside the competitors they know: better service and people, dearer."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from typing import Any

from crmdesk.core.delivered_value import LEAST, MOST, PARTS, SIDES
from crmdesk.core.demo_orders import workday

_USUAL: Mapping[str, Mapping[str, int]] = {
    "ours": {"product": 8, "service": 8, "people": 8, "image": 6, "money": 7, "time": 4, "mental": 3, "physical": 3},
    "theirs": {"product": 7, "service": 5, "people": 6, "image": 7, "money": 5, "time": 5, "mental": 5, "physical": 4},
}
_SHARES: Mapping[str, float] = {"gold": 0.9, "silver": 0.5, "bronze": 0.12}
"""Which part of a tier was asked."""
_WORSE, _ALONE, _AGAIN = 2, 0.15, 0.3
_OLDEST, _NEWEST, _YEAR = 330, 8, 365
_NOTES = ("采购和仓管一起打的分。", "客户说送货比对方准时。", "价格是主要顾虑，服务没有意见。", "")


def scorings(dice: random.Random, story: str, tier: str | None, rivals: int, today: dt.date) -> list[dict[str, Any]]:
    """Those of one customer, the oldest first: values by field key, `competitor` a place in the register of `rivals`.
    Who was asked twice scores us higher the second time; who is leaving scores us low."""
    if dice.random() >= _SHARES.get(tier or "", 0.0):
        return []
    rival = None if not rivals or dice.random() < _ALONE else dice.randrange(rivals)
    days = [today - dt.timedelta(days=dice.randrange(_NEWEST, _OLDEST))]
    if dice.random() < _AGAIN:
        days.insert(0, days[0] - dt.timedelta(days=_YEAR))
    lower = _WORSE if story == "leaving" else 0
    return [_scoring(dice, workday(day), rival, lower + len(days) - 1 - turn) for turn, day in enumerate(days)]


def _scoring(dice: random.Random, day: dt.date, rival: int | None, lower: int) -> dict[str, Any]:
    values: dict[str, Any] = {"day": day, "notes": dice.choice(_NOTES) or None}
    for side in SIDES if rival is not None else SIDES[:1]:
        for part in PARTS:
            usual = _USUAL[side][part] + dice.choice((-1, 0, 0, 1))
            down = lower if side == SIDES[0] and part in ("product", "service", "people") else 0
            values[f"{side}_{part}"] = max(LEAST, min(usual - down, MOST))
    return values if rival is None else {**values, "competitor": rival}
