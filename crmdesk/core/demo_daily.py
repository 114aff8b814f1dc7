"""What the day brings with the customers of the sample data: contacts kept up by the visit plan, tasks, greetings,
targets (METHOD.md sections 1, 5 and 11)."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from decimal import Decimal

from crmdesk.core.visit_plan import Span

KEPT_UP = {"leaving": 0.85, "silent": 0.85}
"""Of how many customers of a story somebody keeps up contact as planned; of the others of nearly all."""
_KEPT_UP, _DUE, _OVERDUE = 0.99, 0.03, 0.02
TALKS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "visit": (
        ("定期走访", "看了仓库和产线，库存正常，没有新问题。"),
        ("定期走访", "和采购对了下月用量，与上月差不多。"),
        ("上门拜访", "送去新版产品册，聊了聊行情，对方希望交期再稳一点。"),
        ("定期走访", "现场看了使用情况，操作工反映顺手。"),
    ),
    "call": (
        ("电话问候", "问了近况，生产正常，月底前暂无新需求。"),
        ("电话回访", "确认上批货已入库，数量无误。"),
        ("电话问候", "对方在外出差，约好回来再细谈。"),
        ("电话回访", "问了下月计划，说等排产定了告知。"),
    ),
}
"""By kind of contact: purpose and content."""
ONCE = (
    ("送样品请对方试用", "before"), ("算一份含运费的报价", "before"), ("约技术一起上门看现场", "before"),
    ("跟踪到货，确认签收", "during"), ("把检测报告发给对方", "during"), ("补寄上月发票", "during"),
    ("了解新设备调试情况", "after"), ("征求对送货时间的意见", "after"),
)  # fmt: skip
MONTHLY = (("每月对账，核对往来", "after"), ("问下月用量，提前备货", "during"))
YEARLY = (("商谈下一年度供货合同", "before"), ("年度回访：全年使用情况和建议", "after"))
LUNAR = (("端午前送节礼", "after"), ("中秋前登门看望", "after"))
GREETING = "祝您{occasion}快乐，生意兴隆！"
GREETED = ("mid-autumn", "national-day", "double-ninth", "dragon-boat", "spring-festival", "new-year", "lantern")
"""The holidays on which key customers are greeted."""
_THOUSAND = Decimal(1000)


def last_contact(dice: random.Random, story: str, span: Span, *, key: bool) -> int | None:
    """How many days ago somebody should have been in touch, so that most are not due; None: nobody keeps it up, unless
    they are `key` customers."""
    drawn = dice.random()
    kept = drawn < KEPT_UP.get(story, _KEPT_UP)
    if not kept and not key:
        return None
    if drawn < _OVERDUE or not kept:
        return span.most + dice.randrange(1, max(4, min(span.most // 2, 20)))
    if drawn < _OVERDUE + _DUE:
        return dice.randrange(span.least, span.most + 1)
    return max(1, int(span.least * dice.uniform(0.1, 0.8)))


def target(dice: random.Random, last_year: Decimal) -> Decimal | None:
    """A yearly target in whole thousands for who bought so much the year before; None where nobody set one."""
    if last_year <= 0 or dice.random() < 0.12:
        return None
    wanted = last_year * Decimal(dice.randrange(102, 128)) / 100
    return max(_THOUSAND, (wanted / _THOUSAND).to_integral_value() * _THOUSAND)


def done_late(dice: random.Random, due_on: dt.date, today: dt.date) -> dt.date | None:
    """When a task of that day was done; None: not yet."""
    if due_on >= today or dice.random() < 0.08:
        return None
    return min(today, due_on + dt.timedelta(days=dice.choice((0, 0, 0, 1, 2))))
