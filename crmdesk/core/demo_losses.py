"""Which sample customers were lost, why, and which of them were won back: fixed by the dice, as their orders tell.

Who is leaving is marked lost some months after the last order, about every second one; who came back after a long time
without orders had been lost now and then. Who has been silent for two years is left to be proposed.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from crmdesk.core.demo_orders import workday
from crmdesk.core.demo_tiers import COMPETITORS

_REASONS: dict[str, tuple[int, tuple[str, ...]]] = {
    "defect": (24, ("两批货尺寸不对，换货拖了两周。", "破损率高，客户说用不下去。")),
    "neglect": (20, ("半年没人上门，客户说把他们忘了。", "新品出来没有告诉客户，客户从别处知道的。")),
    "trust": (12, ("答应的返点没有兑现。", "交期说好三天，来了十天。")),
    "staff-left": (9, ("原业务员离职，客户跟着走了。",)),
    "image": (5, ("展会上的样子让客户觉得我们做不大。",)),
    "competitor": (15, ("对方报价低，还送货上门。", "对方的新款更合用。")),
    "objective": (12, ("厂子搬去外省。", "停业清算。")),
    "social": (3, ("环保新规，这条线停了。",)),
}
"""How many of a hundred leave for each, and what is noted."""
_WON_BACK = ("经理上门道歉，重新谈了账期。", "换了新业务员，先送样品再谈。", "质量问题改好后带检测报告去了一趟。")
_BAG = tuple(reason for reason, (weight, _) in _REASONS.items() for _ in range(weight))
_LONG, _GIVEN_UP, _AT_ONCE, _SURE = 240, 95, 190, 25
"""Days: without orders, from which on somebody marks the loss, until which of one that was won back, before today."""
_LATEST = 400
_LEAVING, _CAME_BACK = 0.5, 0.4


def loss(dice: random.Random, story: str, days: Sequence[dt.date], today: dt.date) -> dict[str, Any] | None:
    """The loss of a customer who ordered on these days; `competitor` is a place in the register. None: none."""
    drawn = dice.random()
    if story == "leaving" and days:
        most = min(_LATEST, (today - days[-1]).days - _SURE)
        if drawn > _LEAVING or most <= _GIVEN_UP:
            return None
        return _told(dice, workday(days[-1] + dt.timedelta(days=dice.randrange(_GIVEN_UP, most))))
    gap = next(((a, b) for a, b in pairwise(days) if (b - a).days > _LONG), None)
    if gap is None or drawn > _CAME_BACK or gap[1] >= today:
        return None
    made = _told(dice, workday(gap[0] + dt.timedelta(days=dice.randrange(_GIVEN_UP, _AT_ONCE))))
    return {**made, "won_back_on": gap[1], "won_back_text": dice.choice(_WON_BACK)}


def _told(dice: random.Random, lost_on: dt.date) -> dict[str, Any]:
    reason = dice.choice(_BAG)
    rival = {"competitor": dice.randrange(len(COMPETITORS))} if reason == "competitor" else {}
    return {"lost_on": lost_on, "reason": reason, "text": dice.choice(_REASONS[reason][1]), **rival}
