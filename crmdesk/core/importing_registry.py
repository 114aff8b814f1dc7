"""Which kinds of records the rows of a file can hold, how their columns are called, and the fields they are read by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct, field

from crmdesk.core.fields import Field, Fields, Type, user_field
from crmdesk.core.registry import REGISTRY
from crmdesk.core.words import Label

OWN = "own"
"""Before the label of a field of the user's own; chosen for a column: such a field, called like the header."""

AS_OF = "as_of"
"""The target of a date column that tells which of several rows about one customer is the latest."""

COLUMNS: Final = 9
"""So many records of one kind can stand in one row, each in columns of its own (contact … contact9)."""


class RowKind(Struct, frozen=True):
    """A kind of record that a row can hold beside its customer or, when `alone`, instead of one.

    `what` is how a sheet of nothing else is called (core.importing.WHAT). `prefix` stands before the labels in headers.
    `lead` is the field without which there is no such record, None where any will do. `told` are fields that are not
    typed in the window but kept as the file says: when and by whom. `plain`: its columns are known only in a sheet that
    is about it (`core.importing_families`), since their headers are words of every day.
    """

    kind: str
    what: str
    prefix: Label
    lead: str | None
    alone: bool = False
    told: tuple[str, ...] = ()
    plain: bool = False


def _plain(
    kind: str, what: str, prefix: Label, lead: str | None, *, alone: bool = False, told: tuple[str, ...] = ()
) -> RowKind:
    return RowKind(kind, what, prefix, lead, alone, told, plain=True)


_HELD = ("hold", "hold_reason", "released_on", "released_reason")

KINDS: Final = (
    RowKind("contact", "contacts", Label("Contact", "联系人"), "name"),
    RowKind("address", "addresses", Label("Further address", "其他地址"), None),
    RowKind("note", "notes", Label("Note", "记事"), "text", told=("at", "who")),
    RowKind("elsewhere", "elsewhere", Label("Bought elsewhere", "别处采购"), "product"),
    RowKind("competitor", "competitors", Label("Competitor", "竞争对手"), "name", alone=True),
    _plain("staff", "staff", Label("Staff", "员工"), "name", alone=True),
    _plain("product", "products", Label("Product", "产品"), None, alone=True),
    _plain("campaign", "campaigns", Label("Campaign", "营销活动"), "name", alone=True),
    _plain("interaction", "interactions", Label("Interaction", "互动"), "at"),
    _plain("objection", "objections", Label("Objection", "异议"), "text"),
    _plain("campaign_call", "calls", Label("Campaign call", "外呼"), "campaign"),
    _plain("monthly", "months", Label("Month", "月度"), "month"),
    _plain("screening", "screening", Label("Screening", "筛选"), "item"),
    _plain("sales_order", "orders", Label("Order", "订单"), "date", told=_HELD),
    _plain("order_line", "lines", Label("Line", "明细"), None),
    _plain("instalment", "instalments", Label("Instalment", "分期"), "due_on"),
    _plain("payment", "payments", Label("Payment", "收款"), "amount"),
    _plain("invoice", "invoices", Label("Invoice", "开票"), "amount"),
    _plain("goods_return", "returns", Label("Return", "退货"), "date"),
    _plain("return_line", "return_lines", Label("Return line", "退货明细"), None),
    _plain("complaint", "complaints", Label("Complaint", "投诉"), "words"),
    _plain("complaint_step", "complaint_steps", Label("Step", "步骤"), "step"),
    _plain("complaint_event", "complaint_events", Label("Event", "事项"), "kind"),
    _plain("task", "tasks", Label("Task", "任务"), "text"),
    _plain("greeting", "greetings", Label("Greeting", "问候"), "occasion"),
    _plain("sales_target", "targets", Label("Target", "目标"), "amount"),
    _plain("loss", "losses", Label("Loss", "流失"), "lost_on"),
    _plain("survey", "surveys", Label("Survey", "调查"), "day"),
    _plain("assessment", "assessments", Label("Assessment", "评估"), "day"),
    _plain("delivered_value", "delivered_values", Label("Scoring", "评分"), "day"),
    _plain("source_cost", "source_costs", Label("Source cost", "来源费用"), "amount", alone=True),
)
"""In the order in which they name a sheet that has several."""

BY_KIND: Final[Mapping[str, RowKind]] = {kind.kind: kind for kind in KINDS}


def part_header(kind: str, field: Field, *, chinese: bool) -> str:
    """The header under which an import finds a part's field again: 联系人姓名, Contact Name; 记事, Note."""
    prefix, label = BY_KIND[kind].prefix, field.label
    before, own = (prefix.zh, label.zh) if chinese else (prefix.en, label.en)
    if own == before or (BY_KIND[kind].plain and own.startswith(before)):
        return own
    return before + ("" if chinese else " ") + own


def owner_of(target: str) -> tuple[str, int, str]:
    """A field id taken apart: the kind of part ('' for the customer, 'own' for a field of the user's own), which of
    several, and the key. contact2.name → ('contact', 2, 'name'); mobile → ('', 1, 'mobile')."""
    owner, dot, key = target.partition(".")
    if not dot:
        return "", 1, target
    if owner[-1:].isdigit():
        return owner[:-1], int(owner[-1]), key
    return owner, 1, key


_OUTWARD: Final = {"sales_order": "order", "order_line": "line", "goods_return": "return"}
_INWARD: Final = {outward: kind for kind, outward in _OUTWARD.items()}


def outward(target: str) -> str:
    """A field id as other programs and the command line write it: order.number, line.quantity, payment.order."""
    kind, dot, key = target.rpartition(".")
    return f"{_OUTWARD.get(kind, kind)}{dot}{_OUTWARD.get(key, key)}"


def inward(target: str) -> str:
    """The field id of what `outward` made, and of any other."""
    kind, dot, key = target.rpartition(".")
    if not dot:
        return target
    return f"{_INWARD.get(kind, kind)}{dot}{'sales_order' if key == 'order' else key}"


def target_of(kind: str, number: int, key: str) -> str:
    """The field id of a part: contact.mobile for the first contact of a row, contact2.mobile for the second."""
    return f"{kind}{number if number > 1 else ''}.{key}"


_ORDER = Field("sales_order", Label("Order", "订单"), Type.ORDER, synonyms=("订单编号", "订单号", "订单ID", "order id"))
_COMPLAINT = Field(
    "complaint",
    Label("Complaint", "投诉编号"),
    required=True,
    synonyms=("投诉单号", "抱怨编号", "客诉编号", "complaint no", "complaint number"),
)
_MORE: Final[Mapping[str, tuple[Field, ...]]] = {
    "order_line": (
        Field("profit", Label("Profit", "利润"), Type.MONEY, synonyms=("毛利", "利润额", "毛利润", "gross profit")),
    ),
    "instalment": (_ORDER,),
    "campaign_call": (Field("campaign", Label("Campaign", "营销活动")),),
    "complaint_step": (_COMPLAINT,),
    "complaint_event": (_COMPLAINT,),
}
"""Fields that columns can have beside those of the record: what it is worked out from, and whose it is."""

BESIDE: Final[Mapping[str, tuple[Field, ...]]] = {
    "complaint": (
        Field("measures", Label("Measures", "处理措施"), Type.LONG,
              synonyms=("处理方案", "解决方案", "解决办法", "应对措施", "corrective action", "action taken")),
        Field("result", Label("Outcome", "处理结果"), Type.LONG,
              synonyms=("解决结果", "最终结果", "处理结论", "结论", "outcome", "result", "solution")),
        Field("opinion", Label("Opinion", "处理意见"), Type.LONG, synonyms=("领导意见", "审批意见", "部门意见")),
        Field("department", Label("Department", "责任部门"),
              synonyms=("责任单位", "处理部门", "被投诉部门", "投诉部门", "department")),
        Field("paid", Label("Compensation", "赔偿金额"),
              synonyms=("补偿金额", "赔付金额", "损失金额", "赔偿", "补偿", "赔偿方式", "索赔金额", "paid")),
        Field("quantity", Label("Quantity", "问题数量"), synonyms=("不良数量", "投诉数量", "涉及数量", "quantity")),
        Field("batch", Label("Batch", "批号"), synonyms=("批次", "生产批号", "batch no")),
        Field("remarks", Label("Remarks", "备注"), Type.LONG,
              synonyms=("备注说明", "说明", "remark", "notes", "comments")),
    ),
}  # fmt: skip
"""Columns that old registers have and a record has no field for: they are kept in one of its texts."""


def others(of: Callable[[str], Fields] = REGISTRY.__getitem__, *, beside: bool = True) -> dict[str, Fields]:
    """The fields of the kinds beside customers, contacts and further addresses; `of` gives a record's own ones.
    `beside`: with what columns can have that the record has no field for."""
    kinds = [kind.kind for kind in KINDS if kind.kind not in ("contact", "address")]
    more = {kind: (*_MORE.get(kind, ()), *(BESIDE.get(kind, ()) if beside else ())) for kind in kinds}
    return {kind: of(kind).with_user_fields(more[kind]) for kind in kinds}


class Registry(Struct, frozen=True):
    """The fields rows are read by; `others` are those of the further kinds, by kind. After `today` a day is to come."""

    customer: Fields
    contact: Fields
    address: Fields
    others: Mapping[str, Fields] = field(default_factory=others)
    today: dt.date = dt.date.max

    def of(self, kind: str) -> Fields | None:
        """The fields of a kind of part."""
        if kind == "contact":
            return self.contact
        return self.address if kind == "address" else self.others.get(kind)

    def field(self, target: str) -> Field | None:
        """The field of a field id, None where there is none."""
        kind, number, key = owner_of(target)
        if not kind:
            return self.customer.get(target)
        if kind == OWN:
            return user_field(target, key) if key and number == 1 else None
        fields = self.of(kind) if 1 <= number <= COLUMNS else None
        return fields.get(key) if fields else None
