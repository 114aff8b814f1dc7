"""Sheets about dealings: orders, payments, contacts made, products … and what their columns are called there.

Their headers are words of every day (日期, 金额, 内容), so that they mean something only where the sheet as a whole
speaks of such a thing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from crmdesk.core.delivered_value import PARTS
from crmdesk.core.headers import HeaderIndex, Meaning, header_key, ordinal, spellings
from crmdesk.core.importing import TOGETHER
from crmdesk.core.importing_complaints import COMPLAINT, persons
from crmdesk.core.importing_registry import BY_KIND, owner_of
from crmdesk.core.selecting import MARKS


class Family(Struct, frozen=True):
    """Records that stand in one row together. `what`: how a sheet of them is called (core.importing.WHAT). `kinds` are
    asked in this order what a header means. `needs`: of each set one field has to be there; `cue`: what one of these
    headers, or one of the fields that `speak` too, has to speak of, unless the person says what the sheet holds."""

    what: str
    kinds: tuple[str, ...]
    needs: tuple[frozenset[str], ...]
    cue: re.Pattern[str]
    speak: frozenset[str] = frozenset()

    @property
    def alone(self) -> bool:
        """Whether its records belong to no customer."""
        return BY_KIND[self.kinds[0]].alone


def _family(kinds: str, needs: str, cue: str, speak: str = "") -> Family:
    """`needs`: sets separated by blanks, fields of a set by |."""
    names = tuple(kinds.split())
    sets = tuple(frozenset(each.split("|")) for each in needs.split())
    return Family(BY_KIND[names[0]].what, names, sets, re.compile(cue, re.IGNORECASE), frozenset(speak.split()))


FAMILIES: Final = (
    _family("complaint_step", "complaint_step.complaint complaint_step.step complaint_step.at|complaint_step.text",
            "步骤|投诉|step|complaint"),
    _family("complaint_event", "complaint_event.complaint complaint_event.kind complaint_event.at|complaint_event.text",
            "投诉|事项|complaint|event"),
    _family("complaint", "complaint.received_at complaint.words|complaint.subject",
            "投诉|抱怨|客诉|客户原话|问题描述|工单|complain|received_at",
            "complaint.number complaint.category complaint.contact complaint.channel contact.name name"),
    _family("goods_return return_line product", "goods_return.date return_line.quantity|return_line.amount",
            "退货|return"),
    _family(
        "sales_order order_line product",
        "sales_order.date order_line.amount|order_line.price "
        "order_line.quantity|product.code|product.name|sales_order.number",
        "订单|销售|下单|成交|购买|合同|订购|单据|order|sale|purchase",
    ),
    _family("instalment", "instalment.due_on instalment.amount instalment.sales_order", "分期|instalment"),
    _family("payment", "payment.date payment.amount", "收款|回款|到账|付款|实收|payment"),
    _family("invoice", "invoice.date invoice.amount", "开票|发票|invoice"),
    _family("survey", "survey.day survey.overall_felt|survey.product_felt|survey.service_felt|survey.praises|"
            "survey.asks_by_name|survey.buys_again|survey.recommended",
            "满意|调查|感受|评分|称赞|指名|survey|satisf|felt|praise"),
    _family(
        "interaction",
        "interaction.at interaction.content|interaction.kind|interaction.purpose",
        "跟进|拜访|沟通|联系|走访|互动|洽谈|visit|follow|interaction",
    ),
    _family("objection", "objection.text objection.kind|objection.raised_on|objection.answer", "异议|objection"),
    _family("campaign_call", "campaign_call.campaign campaign_call.outcome|campaign_call.at|campaign_call.notes",
            "外呼|call"),
    _family("task", "task.due_on task.text", "任务|待办|关怀|提醒|task|to.?do"),
    _family("greeting", "greeting.day greeting.occasion", "问候|祝福|greeting"),
    _family("sales_target", "sales_target.year sales_target.amount", "目标|计划|target|plan"),
    _family("assessment", "assessment.day " + "|".join(f"assessment.{key}" for key in (*MARKS, "level", "capacity")),
            "评估|评价|优质|劣质|风险|assess|risk"),
    _family("delivered_value", "delivered_value.day " + "|".join(f"delivered_value.ours_{part}" for part in PARTS),
            "让渡|评分|对比|scor|delivered"),
    _family("loss", "loss.lost_on loss.reason", "流失|lost|loss|churn"),
    _family("monthly", "monthly.month monthly.average_sales|monthly.notes", "月度|month"),
    _family("screening", "screening.item screening.passed|screening.notes", "筛选|判定|screening"),
    _family(
        "product",
        "product.name product.code|product.price|product.cost|product.category",
        "产品|商品|货|物料|品名|sku|product|item",
    ),
    _family("staff", "staff.name staff.role|staff.commission|staff.left_on|staff.mobile", "员工|staff"),
    _family("campaign", "campaign.name", "营销活动|campaign"),
    _family("source_cost", "source_cost.source source_cost.day source_cost.amount", "费用|花费|广告|推广|cost|spent"),
)  # fmt: skip
"""The first one that fits decides."""

BY_WHAT: Final[Mapping[str, Family]] = {family.what: family for family in FAMILIES}

_CUSTOMERS = frozenset({"name", "number"})
_CONTACTS = frozenset({"interaction.contact", "sales_order.contact"})
_WHOSE = re.compile("客户|会员|customer|client|account", re.IGNORECASE)
_OTHER_MEANINGS = frozenset({"order_line.product", "return_line.product"})
"""Columns of products are the product's own; whether a text is a code or a name is seen later."""


def of_kind(kind: str) -> Family | None:
    """The family whose records a kind begins."""
    return next((family for family in FAMILIES if family.kinds[0] == kind), None)


def family_of(targets: Iterable[str | None]) -> Family | None:
    """What the rows of a sheet with these columns (field ids) are, where they are dealings."""
    owners = {owner_of(target)[0] for target in targets if target}
    return next((f for f in FAMILIES if f.kinds[0] in owners and (not f.alone or "" not in owners)), None)


def meanings(
    texts: Sequence[str], index: HeaderIndex, given: Collection[str] = ()
) -> tuple[Family | None, list[Meaning | None]]:
    """What a sheet with these headers is about and what each means there; (None, …) where it is about no dealings.

    `given` are field ids that the person chose for further columns.
    """
    what = index.what
    wanted = (what, *TOGETHER.get(what, ()))
    for family in (family for family in FAMILIES if family.what in wanted or what not in BY_WHAT):
        found = _of_family(family, texts, index)
        targets = {*given, *(meaning.target for meaning in found if meaning)}
        if not all(targets & need for need in family.needs) or (family.alone and _has_customers(texts, found, index)):
            continue
        needed = family.speak.union(*family.needs)
        title = index.title if family.kinds[0] == COMPLAINT else ""
        chosen = any(owner_of(target)[0] == family.kinds[0] for target in given)
        spoken = (text for text, meaning in zip(texts, found, strict=True) if meaning and meaning.target in needed)
        if family.what == what or chosen or any(map(family.cue.search, (title, *spoken))):
            return family, found
    return None, [None] * len(texts)


def _has_customers(texts: Sequence[str], found: Sequence[Meaning | None], index: HeaderIndex) -> bool:
    """Whether a column besides those of the family names a customer."""
    others = (text for text, meaning in zip(texts, found, strict=True) if meaning is None)
    return any((meaning := index.customer(text)) and meaning.target in _CUSTOMERS for text in others)


def _of_family(family: Family, texts: Sequence[str], index: HeaderIndex) -> list[Meaning | None]:
    customers = _customer_columns(texts, index)
    if family.kinds[0] == COMPLAINT:
        customers = {i for i in customers if not _is_own_number(texts[i], index, customers)}
    found = [_meaning(family, text, index, customer=i in customers) for i, text in enumerate(texts)]
    if any(_of_contact(text, index) for text in texts):  # then the contacts themselves are in the sheet
        found = [None if m and m.target in _CONTACTS and not m.explicit else m for m in found]
    return persons(texts, found, index) if family.kinds[0] == COMPLAINT else found


def _customer_columns(texts: Sequence[str], index: HeaderIndex) -> set[int]:
    """Where the columns stand that name the customer best: beside 客户名称 the word 单位 means something else."""
    best: dict[str, tuple[int, int]] = {}
    for i, text in enumerate(texts):
        if (meaning := index.customer(text)) and meaning.target in _CUSTOMERS:
            best[meaning.target] = min(best.get(meaning.target, (meaning.rank, i)), (meaning.rank, i))
    return {i for _, i in best.values()}


def _is_own_number(text: str, index: HeaderIndex, customers: Collection[int]) -> bool:
    """Whether a number is the record's own: of a sheet that names its customers, and without saying whose it is."""
    meaning = index.customer(text)
    return len(customers) > 1 and meaning is not None and meaning.target == "number" and not _WHOSE.search(text)


def _of_contact(text: str, index: HeaderIndex) -> bool:
    """Whether a header says something of a contact beside the name."""
    targets = (meaning.target for meaning in index.explicit(text) if meaning.explicit)
    return any(target.startswith("contact") and not target.endswith(".name") for target in targets)


def _meaning(family: Family, text: str, index: HeaderIndex, *, customer: bool) -> Meaning | None:
    """The best that a header can mean in this family; what names the `customer` stays that."""
    if not text or ordinal(header_key(text))[0] > 1:
        return None
    best = None
    for place, kind in enumerate(family.kinds):
        meaning = index.part(kind, text)
        if meaning is None or meaning.target in _OTHER_MEANINGS:
            continue
        named = is_prefixed(kind, text)
        if customer and not family.alone and not named:
            continue
        rank = meaning.rank * len(family.kinds) + place - (100 if named else 0)
        if best is None or rank < best.rank:
            best = Meaning(meaning.target, rank, explicit=named)
    return best


def is_prefixed(kind: str, text: str) -> bool:
    """Whether a header itself says whose field it is: 订单日期, 产品编码."""
    prefix = BY_KIND[kind].prefix
    prefixes = tuple(map(header_key, (prefix.zh, prefix.en)))
    return any(key.startswith(prefixes) for key in spellings(text))
