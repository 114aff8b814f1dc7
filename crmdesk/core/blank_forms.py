"""Forms to be filled in by hand: which fields stand where (METHOD.md sections 1, 5, 6 and 7)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from crmdesk.core.fields import ENTERPRISE, INDIVIDUAL
from crmdesk.core.words import Label

FILES = (ENTERPRISE, INDIVIDUAL)
"""Forms that are the customer file without anything in it; the others stand in FORMS."""
NOT_BY_HAND: Mapping[str, frozenset[str]] = {
    ENTERPRISE: frozenset(
        "man groups relationship referrer parent_company mobile wechat qq discount sales_ability".split()
    ),
    INDIVIDUAL: frozenset("man groups relationship".split()),
}
"""Optional fields that are left off, so that the form stays on one page."""
EMPTY_CONTACTS: Mapping[str, int] = {ENTERPRISE: 5, INDIVIDUAL: 3}


class Blank(Struct, frozen=True):
    """A field to be filled in: `field` names record and key, or is a label of its own; `lines` to write on; `wide`: its
    words get the whole width; `choices`: boxes beside a label of its own."""

    field: str | Label
    lines: int = 1
    wide: bool = False
    choices: tuple[Label, ...] = ()


class BlankSection(Struct, frozen=True):
    """A section: rows of one field over the whole width or two beside each other."""

    label: Label
    rows: tuple[tuple[Blank, ...], ...]


class Form(Struct, frozen=True):
    """A form: its sections, and who signs it. `hint` stands below the title; `number`: it has one, to be written in."""

    title: Label
    sections: tuple[BlankSection, ...]
    signed: tuple[Label, ...]
    hint: Label | None = None
    number: Label | None = None


_ONE_TO_TEN = tuple(Label(str(score), str(score)) for score in range(1, 11))
_CUSTOMER, _ADDRESS, _PHONE = Label("Customer", "客户"), Label("Address", "地址"), Label("Phone", "电话")
_AT, _BY = Blank("complaint_step.at"), Blank("complaint_step.by")


def _score(key: str) -> tuple[Blank, ...]:
    return (Blank(f"survey.{key}", wide=True, choices=_ONE_TO_TEN),)


def _step(name: tuple[str, str], told: tuple[str, str], *more: tuple[Blank, ...], lines: int = 3) -> BlankSection:
    """One of the six steps: what to write down, what more belongs to it, when and by whom it was done."""
    return BlankSection(Label(*name), ((Blank(Label(*told), lines, wide=True),), *more, (_AT, _BY)))


_VISIT = Form(
    Label("Record of a Visit", "客户拜访记录表"),
    (
        BlankSection(_CUSTOMER, (
            (Blank(_CUSTOMER), Blank("customer.number")),
            (Blank(_ADDRESS, wide=True),),
            (Blank("interaction.contact"), Blank(_PHONE)),
        )),
        BlankSection(Label("Visit", "拜访"), (
            (Blank("interaction.at"), Blank("interaction.by")),
            (Blank("interaction.kind", wide=True),),
            (Blank("interaction.purpose", wide=True),),
            (Blank("interaction.exchanged", wide=True),),
            (Blank("interaction.phase", wide=True),),
        )),
        BlankSection(Label("Content", "内容"), (
            (Blank("interaction.content", 9, wide=True),),
            (Blank("interaction.products", 2, wide=True),),
            (Blank("interaction.usage", 2, wide=True),),
            (Blank("interaction.needs", 2, wide=True),),
        )),
        BlankSection(Label("Objections", "异议"), (
            (Blank("objection.kind", wide=True),),
            (Blank("objection.text", 2, wide=True),),
            (Blank("objection.answer", 2, wide=True),),
        )),
        BlankSection(Label("After it", "后续"), (
            (Blank("interaction.promise", 2, wide=True),),
            (Blank("interaction.next_step"), Blank("interaction.next_date")),
            (Blank("interaction.cost"), Blank("interaction.minutes")),
        )),
    ),
    (Label("Visited by", "拜访人"), Label("Date", "日期"), Label("Head", "主管")),
)  # fmt: skip

_COMPLAINT = Form(
    Label("Complaint Record", "客户投诉处理表"),
    (
        BlankSection(Label("Complaint", "投诉"), (
            (Blank(_CUSTOMER), Blank("customer.number")),
            (Blank("complaint.contact"), Blank(_PHONE)),
            (Blank("complaint.received_at"), Blank("complaint.due_on")),
            (Blank("complaint.channel", wide=True),),
            (Blank("complaint.sales_order"), Blank("complaint.responsible")),
            (Blank("complaint.product", wide=True),),
            (Blank("complaint.category", wide=True),),
            (Blank("complaint.severity", wide=True),),
            (Blank("complaint.words", 5, wide=True),),
            (Blank("complaint.expects", 3, wide=True),),
        )),
        _step(("1 Listen", "倾听"), ("What the customer told", "客户说了什么"), lines=5),
        _step(("2 Apologise", "道歉"), ("How we apologised", "怎样致歉")),
        _step(("3 Restate", "重述"), ("In words the customer agreed to", "客户认可的重述"), lines=4),
        _step(("4 Empathise", "同理心"), ("How we showed it", "怎样表示理解")),
        _step(
            ("5 Compensate", "赔偿"), ("What, or why not", "赔偿内容，或不赔偿的原因"),
            (Blank("complaint_step.kind", wide=True),),
            (Blank("complaint_step.amount"), Blank("complaint_step.promised_on")),
            (Blank("complaint_step.delivered_on", wide=True),),
        ),
        _step(
            ("6 Make sure", "确认满意"), ("What the customer says", "客户的说法"),
            (Blank("complaint_step.level", wide=True),),
            (Blank("complaint_step.confirmed_by", wide=True),),
        ),
        BlankSection(Label("Closing", "结案"), (
            (Blank("complaint.root_cause", 5, wide=True),),
            (Blank("complaint.prevention", 5, wide=True),),
        )),
    ),
    (Label("Customer", "客户签字"), Label("Handled by", "处理人"), Label("Head", "主管")),
    number=Label("Complaint no.", "投诉编号"),
)  # fmt: skip

_SURVEY = Form(
    Label("Satisfaction Survey", "客户满意度调查表"),
    (
        BlankSection(_CUSTOMER, (
            (Blank(_CUSTOMER), Blank("customer.number")),
            (Blank("survey.contact"), Blank("survey.day")),
            (Blank("survey.by"), Blank(_PHONE)),
        )),
        BlankSection(Label("Overall", "总体"), (_score("overall_expected"), _score("overall_felt"))),
        BlankSection(Label("Product", "产品"), (_score("product_expected"), _score("product_felt"))),
        BlankSection(Label("Service", "服务"), (_score("service_expected"), _score("service_felt"))),
        BlankSection(Label("Loyalty", "忠诚度"), (
            (Blank("survey.praises"), Blank("survey.asks_by_name")),
            (Blank("survey.buys_again"), Blank("survey.recommended")),
            (Blank("survey.recommended_to", wide=True),),
        )),
        BlankSection(Label("Opinion", "意见"), (
            (Blank(Label("What we do well", "做得好的地方"), 5, wide=True),),
            (Blank(Label("What we should do better", "需要改进的地方"), 6, wide=True),),
            (Blank(Label("Other suggestions", "其他建议"), 6, wide=True),),
        )),
    ),
    (Label("Customer", "客户签字"), Label("Asked by", "调查人")),
    Label("Tick one box in each row: 1 is the lowest, 10 the highest.", "请在每行勾选一个分数：1 分最低，10 分最高"),
)  # fmt: skip

FORMS: Mapping[str, Form] = {"visit": _VISIT, "complaint": _COMPLAINT, "survey": _SURVEY}
RECORDS = ("customer", "contact", "interaction", "objection", "complaint", "complaint_step", "survey")
"""Kinds of record whose fields the forms have."""
