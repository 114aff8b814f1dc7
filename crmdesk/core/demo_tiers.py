"""How customers of the sample data are treated: policies, what is set by hand and why, what is bought elsewhere.

It draws from dice of its own, so that everything else of a seed stays as it is.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping

from crmdesk.core import demo_goods
from crmdesk.core.demo import SampleCustomer
from crmdesk.core.demo_orders import Values

POLICIES: Mapping[str, Mapping[str, str]] = {
    "gold": {
        "focus": "专人维护，每季度一次高层会面", "service": "次日送达，投诉当天处理", "discount": "5", "most": "8000",
    },
    "silver": {
        "focus": "保持往来，争取更多品类", "service": "两天内送到，专人处理投诉", "discount": "3", "most": "2000",
    },
    "bronze": {"focus": "稳定往来，培养有潜力的", "service": "按常规送货，投诉按期处理", "most": "500"},
    "iron": {"focus": "少寄资料，有询价再跟", "service": "满 500 元送货", "most": "0"},
}  # fmt: skip
"""Texts as they are typed."""
RISING = "新签年度框架协议，明年用量翻倍"
LEAVING = "已口头告知转向别家，不再追加投入"
COMPLAINING = "多次投诉，按银质专人跟进到稳定为止"
WANTED = "本年度重点开发，按 A 级走访"
COMPETITORS: tuple[tuple[str, str, str], ...] = (
    ("虚谷包材", "价格低，账期长", "交期不稳，印刷色差多"),
    ("北汀纸业", "纸箱规格全", "胶带、膜类靠外购"),
    ("岫里塑胶", "膜类便宜", "只做整车，起订量高"),
)
"""Name, strengths, weaknesses."""
_QUANTITIES = ("每月约 30 卷", "每季一次，约两万元", "旺季每月三车", "每月 2000 个左右", "")
_SHARE = 0.09


def elsewhere(seed: int, index: int, today: dt.date, sample: SampleCustomer) -> list[Values]:
    """What the customer at this place buys elsewhere: now and then an enterprise one or two products; `competitor` is a
    place among COMPETITORS."""
    dice = random.Random(f"{seed}/{index}/elsewhere")  # noqa: S311
    if sample.values["kind"] != "enterprise" or dice.random() >= _SHARE:
        return []
    goods = demo_goods.products(today)
    made = []
    for product in dice.sample(goods, k=dice.choice((1, 1, 2))):
        values: Values = {"product": product["category"], "competitor": dice.randrange(len(COMPETITORS))}
        values |= {"quantity": dice.choice(_QUANTITIES) or None, "our_product": product["name"]}
        if dice.random() < 0.15:
            values["replaced_on"] = today - dt.timedelta(days=dice.randrange(20, 300))
        made.append(values)
    return made
