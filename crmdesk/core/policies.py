"""What each tier is entitled to: the policy table (客户分类管理表, METHOD.md section 4).

What nobody has set yet is proposed in the words of the method; a discount or a sum to be spent counts only once it is
set.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from crmdesk.core.errors import Problem
from crmdesk.core.fields import Field, Fields, Type
from crmdesk.core.tiers import TIERS, Bounds
from crmdesk.core.words import Label, Words

FIELDS = Fields(
    "policy",
    (
        Field("basis", Label("Who belongs here", "分级依据"), width="fill"),
        Field("focus", Label("Focus of work", "工作重点"), Type.LONG, width="fill"),
        Field("service", Label("Service", "服务"), Type.LONG, width="fill"),
        Field("discount", Label("Discount", "折扣"), Type.PERCENT, unit=Label("% off", "% 让利"), width="short"),
        Field("most", Label("Most to be spent in a year", "每年最多投入"), Type.MONEY, width="short"),
    ),
)
"""`discount` is the part taken off the price, in percent: 3 is 九七折."""
_FOCUS: Mapping[str, Label] = {
    "gold": Label("Look after in person, meet the needs of each one", "专人维护，按各家需求定制"),
    "silver": Label("Keep in touch, win more kinds of goods", "保持往来，争取更多品类"),
    "bronze": Label("Keep, raise those who promise growth", "稳定往来，培养有潜力的"),
    "iron": Label("Mail less, spend less", "少寄资料，少投入"),
}
_SERVICE: Mapping[str, Label] = {
    "gold": Label("Delivered first, complaints answered the same day", "优先送货，投诉当天处理"),
    "silver": Label("Delivered in two days, somebody in charge of complaints", "两天内送到，专人处理投诉"),
    "bronze": Label("Delivered as usual, complaints settled in time", "按常规送货，投诉按期处理"),
    "iron": Label("Served on request", "有需要时服务"),
}
_FIRST = Label("The first {percent}% by value", "价值排名前 {percent}%")
_NEXT = Label("To {percent}% by value", "价值排名前 {percent}%，不含更高级别")
_REST = Label("All others", "其余客户")


class Policy(Struct, frozen=True):
    """How customers of a tier are treated. `discount` in percent, `most` in yuan a year; None: nothing said.
    `proposed`: nobody has set it yet."""

    tier: str
    basis: str | None = None
    focus: str | None = None
    service: str | None = None
    discount: Decimal | None = None
    most: Decimal | None = None
    proposed: bool = False


def proposed(tier: str, bounds: Bounds, words: Words) -> Policy:
    """What the method says of a tier whose policy nobody has set, in this language."""
    at = TIERS.index(tier)
    if at < len(bounds.percents):
        label = _NEXT if at else _FIRST
        basis = words.label(label).format(percent=words.number(bounds.percents[at]))
    else:
        basis = words.label(_REST)
    return Policy(tier, basis, words.label(_FOCUS[tier]), words.label(_SERVICE[tier]), proposed=True)


def problems(values: Mapping[str, Decimal | str | None]) -> dict[str, Problem]:
    """By field. Hard codes: policy-discount (not from 0 to below 100), policy-most (below 0)."""
    found = {}
    discount, most = values.get("discount"), values.get("most")
    if isinstance(discount, Decimal) and not 0 <= discount < 100:
        found["discount"] = Problem("policy-discount", hard=True)
    if isinstance(most, Decimal) and most < 0:
        found["most"] = Problem("policy-most", hard=True)
    return found
