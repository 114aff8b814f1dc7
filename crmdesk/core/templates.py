"""Empty sheets to be filled in and imported: which columns each has, and the example that an import leaves out.

A customer's sheet holds its first three contacts as well (METHOD.md section 1, *people*).
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from crmdesk.core.delivered_value import PARTS, SIDES
from crmdesk.core.exporting import ALL
from crmdesk.core.fields import Type
from crmdesk.core.importing_registry import target_of
from crmdesk.core.selecting import MARKS
from crmdesk.core.words import Label

WHAT = (*ALL, "all")
"""What a template can be for: one kind of record, or a sheet for each."""

EXAMPLE = Label("Example: ", "示例：")
"""Before the name in the example; an import leaves such a row out."""

AS_TEXT = frozenset({Type.PHONE, Type.ID_NUMBER, Type.CREDIT_CODE})
"""Types whose digits a spreadsheet program would spoil as numbers."""

_DIGITS = frozenset({
    "number", "code", "reference", "sales_order", "complaint", "postcode", "tax_number", "bank_account", "wechat",
    "qq", "birthday",
})  # fmt: skip
_CUSTOMER = (
    "number", "name", "kind", "category", "phone", "mobile", "wechat", "email", "website", "province", "city",
    "district", "address", "postcode", "industry", "employees", "credit_code", "legal_representative", "gender",
    "birthday", "id_number", "tier", "grade", "source", "owner", "groups", "terms_days", "credit_limit",
    "invoice_title", "tax_number", "bank", "bank_account", "notes",
)  # fmt: skip
_FIRST = ("name", "title", "department", "role", "mobile", "phone", "wechat", "email", "birthday", "notes")
_FURTHER = ("name", "title", "role", "mobile", "wechat")
_CONTACT = (
    "name", "salutation", "title", "department", "role", "mobile", "phone", "wechat", "qq", "email", "birthday",
    "hobbies", "main", "notes",
)  # fmt: skip
_ADDRESS = ("label", "province", "city", "district", "address", "postcode", "recipient", "phone")

_OWNER = ("number", "name")


def _columns(kind: str, keys: str) -> tuple[str, ...]:
    return tuple(target_of(kind, 1, key) for key in keys.split())


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "customers": (
        *_CUSTOMER,
        *(target_of("contact", 1, key) for key in _FIRST),
        *(target_of("contact", number, key) for number in (2, 3) for key in _FURTHER),
    ),
    "contacts": ("number", "name", *(target_of("contact", 1, key) for key in _CONTACT)),
    "addresses": ("number", "name", *(target_of("address", 1, key) for key in _ADDRESS)),
    "notes": ("number", "name", *(target_of("note", 1, key) for key in ("text", "at", "who", "pinned"))),
    "elsewhere": (
        "number",
        "name",
        *(target_of("elsewhere", 1, key) for key in ("product", "competitor", "quantity", "our_product", "notes")),
    ),
    "competitors": tuple(target_of("competitor", 1, key) for key in ("name", "strengths", "weaknesses", "notes")),
    "interactions": (
        *_OWNER,
        *_columns(
            "interaction", "at kind by contact purpose exchanged phase content promise next_step next_date cost minutes"
        ),
    ),
    "objections": (*_OWNER, *_columns("objection", "raised_on kind text contact answer outcome by")),
    "months": (*_OWNER, *_columns("monthly", "month average_sales notes")),
    "screening": (*_OWNER, *_columns("screening", "item passed notes")),
    "products": _columns(
        "product",
        "code name category unit price cost promotion_price promotion_from promotion_to subsidy discontinued notes",
    ),
    "orders": (
        *_OWNER,
        *_columns("sales_order", "number date state by signed_on first_payment terms_days reduction"),
        *_columns("sales_order", "delivered_on settled"),
        *_columns("product", "code name"),
        *_columns("order_line", "quantity price discount amount cost sample"),
    ),
    "instalments": (*_OWNER, *_columns("instalment", "sales_order due_on amount")),
    "payments": (*_OWNER, *_columns("payment", "sales_order date amount kind method reference notes")),
    "invoices": (*_OWNER, *_columns("invoice", "sales_order kind number date amount notes")),
    "returns": (
        *_OWNER,
        *_columns("goods_return", "number sales_order date reason"),
        *_columns("product", "code name"),
        *_columns("return_line", "quantity price amount cost"),
    ),
    "complaints": (
        *_OWNER,
        *_columns("complaint", "number received_at subject words channel contact sales_order product category"),
        *_columns("complaint", "severity expects responsible due_on state closed_at level root_cause prevention"),
        *_columns("complaint", "handling"),
    ),
    "complaint_steps": (
        *_OWNER,
        *_columns("complaint_step", "complaint round step at by contact text kind amount promised_on delivered_on"),
        *_columns("complaint_step", "level confirmed_by"),
    ),
    "complaint_events": (*_OWNER, *_columns("complaint_event", "complaint kind at by round reason tries text")),
    "tasks": (*_OWNER, *_columns("task", "due_on text phase by contact sales_order repeat until done_on notes")),
    "greetings": (*_OWNER, *_columns("greeting", "occasion day contact outcome by text")),
    "targets": (*_OWNER, *_columns("sales_target", "year amount notes")),
    "surveys": (
        *_OWNER,
        *_columns("survey", "day contact by overall_expected overall_felt product_expected product_felt"),
        *_columns("survey", "service_expected service_felt praises asks_by_name buys_again recommended recommended_to"),
        *_columns("survey", "notes"),
    ),
    "assessments": (
        *_OWNER,
        *_columns("assessment", " ".join(("day", "by", *MARKS, "level", "capacity", "notes"))),
    ),
    "losses": (*_OWNER, *_columns("loss", "lost_on reason competitor text by won_back_on won_back_text")),
    "delivered_values": (
        *_OWNER,
        *_columns("delivered_value", "day by competitor"),
        *_columns("delivered_value", " ".join(f"{side}_{part}" for side in SIDES for part in PARTS)),
        *_columns("delivered_value", "notes"),
    ),
    "source_costs": _columns("source_cost", "source day amount notes"),
    "campaigns": _columns("campaign", "name script until notes"),
    "calls": (*_OWNER, *_columns("campaign_call", "campaign outcome at notes")),
    "staff": _columns("staff", "name role mobile commission left_on notes"),
}
"""The columns of each sheet as field ids, in order. The user's own fields follow those of a customer."""

REQUIRED: Mapping[str, frozenset[str]] = {
    "customers": frozenset({"name"}),
    "contacts": frozenset({"name", "contact.name"}),
    "addresses": frozenset({"name", "address.address"}),
    "notes": frozenset({"name", "note.text"}),
    "elsewhere": frozenset({"name", "elsewhere.product"}),
    "competitors": frozenset({"competitor.name"}),
    "interactions": frozenset({"name", "interaction.at"}),
    "objections": frozenset({"name", "objection.raised_on", "objection.kind", "objection.text"}),
    "months": frozenset({"name", "monthly.month"}),
    "screening": frozenset({"name", "screening.item"}),
    "products": frozenset({"product.name"}),
    "orders": frozenset({"name", "sales_order.date", "product.name", "order_line.quantity"}),
    "instalments": frozenset({"name", "instalment.sales_order", "instalment.due_on", "instalment.amount"}),
    "payments": frozenset({"name", "payment.date", "payment.amount"}),
    "invoices": frozenset({"name", "invoice.date", "invoice.amount"}),
    "returns": frozenset({"name", "goods_return.date", "product.name", "return_line.quantity"}),
    "complaints": frozenset({"name", "complaint.received_at", "complaint.words"}),
    "complaint_steps": frozenset({"name", *_columns("complaint_step", "complaint round step at")}),
    "complaint_events": frozenset({"name", "complaint_event.complaint", "complaint_event.kind", "complaint_event.at"}),
    "tasks": frozenset({"name", "task.due_on", "task.text"}),
    "greetings": frozenset({"name", "greeting.occasion", "greeting.day", "greeting.outcome"}),
    "targets": frozenset({"name", "sales_target.year", "sales_target.amount"}),
    "surveys": frozenset({"name", "survey.day"}),
    "assessments": frozenset({"name", "assessment.day"}),
    "losses": frozenset({"name", "loss.lost_on", "loss.reason"}),
    "delivered_values": frozenset({"name", "delivered_value.day"}),
    "source_costs": frozenset(_columns("source_cost", "source day amount")),
    "campaigns": frozenset({"campaign.name"}),
    "calls": frozenset({"name", "campaign_call.campaign"}),
    "staff": frozenset({"staff.name"}),
}
"""Without these a row is refused or says nothing."""


class Example(Struct, frozen=True):
    """What the example row has in a column: a text, or the key of a choice."""

    text: Label
    choice: str = ""


def _text(en: str, zh: str) -> Example:
    return Example(Label(en, zh))


def _same(text: str) -> Example:
    return Example(Label(text, text))


def _choice(key: str) -> Example:
    return Example(Label("", ""), key)


EXAMPLES: Mapping[str, Example] = {
    "name": _text("Jiahe Precision Machinery", "嘉禾精密机械有限公司"), "kind": _choice("enterprise"),
    "category": _choice("business"), "phone": _same("0573-82000000"), "email": _same("info@example.com"),
    "province": _text("Zhejiang", "浙江省"), "city": _text("Jiaxing", "嘉兴市"), "district": _text("Nanhu", "南湖区"),
    "address": _text("1 Example Road", "示范路 1 号"), "postcode": _same("314000"),
    "industry": _text("Machinery", "机械制造"), "employees": _same("120"), "tier": _choice("gold"),
    "owner": _text("Chen Li", "陈立"), "groups": _text("East; Key account", "华东; 重点客户"),
    "contact.name": _text("Zhang Wei", "张伟"), "contact.title": _text("Buyer", "采购经理"),
    "contact.role": _choice("decides"), "contact.mobile": _same("13800000000"), "contact.birthday": _same("1990-05-01"),
    "contact2.name": _text("Li Na", "李娜"), "contact2.title": _text("Engineer", "技术主管"),
    "contact2.role": _choice("uses"), "contact2.mobile": _same("13900000000"),
    "address.label": _text("Delivery", "收货"), "address.province": _text("Zhejiang", "浙江省"),
    "address.city": _text("Hangzhou", "杭州市"), "address.address": _text("2 Example Road", "示范路 2 号"),
    "address.recipient": _text("Wang Fang", "王芳"), "address.phone": _same("13700000000"),
    "note.text": _text("Asked for a price list", "来电索取报价单"), "note.at": _same("2026-11-21 09:30"),
    "note.who": _text("Chen Li", "陈立"),
    "elsewhere.product": _text("Bearing 6204", "轴承 6204"),
    "elsewhere.competitor": _text("Huadong Bearings", "华东轴承"),
    "elsewhere.quantity": _text("2,000 a month", "每月 2000 套"),
    "competitor.name": _text("Huadong Bearings", "华东轴承"), "competitor.strengths": _text("Quick delivery", "交货快"),
    "competitor.weaknesses": _text("Poor after-sales service", "售后差"),
    "interaction.at": _same("2026-11-21 09:30"), "interaction.kind": _choice("visit"),
    "interaction.by": _text("Chen Li", "陈立"), "interaction.contact": _text("Zhang Wei", "张伟"),
    "interaction.content": _text("Talked about the new price list", "沟通了新价格表"),
    "interaction.next_step": _text("Send samples", "寄送样品"), "interaction.next_date": _same("2026-11-28"),
    "objection.raised_on": _same("2026-11-21"), "objection.kind": _choice("price"),
    "objection.text": _text("Dearer than the competitor", "比同行贵"),
    "monthly.month": _same("2026-11-01"), "monthly.average_sales": _same("12000"),
    "screening.item": _choice("decision"),
    "product.code": _same("P001"), "product.name": _text("Bearing 6204", "轴承 6204"),
    "product.category": _text("Bearings", "轴承"), "product.unit": _text("piece", "个"), "product.price": _same("12.5"),
    "product.cost": _same("8.2"),
    "sales_order.number": _same("D2026-001"), "sales_order.date": _same("2026-11-21"),
    "sales_order.state": _choice("ordered"), "sales_order.by": _text("Chen Li", "陈立"),
    "order_line.quantity": _same("200"), "order_line.price": _same("12.5"), "order_line.discount": _same("20%"),
    "order_line.amount": _same("2000"),
    "instalment.sales_order": _same("D2026-001"), "instalment.due_on": _same("2026-12-21"),
    "instalment.amount": _same("1000"),
    "payment.sales_order": _same("D2026-001"), "payment.date": _same("2026-11-28"), "payment.amount": _same("1000"),
    "invoice.sales_order": _same("D2026-001"), "invoice.number": _same("00123456"), "invoice.date": _same("2026-11-28"),
    "invoice.amount": _same("2000"),
    "goods_return.sales_order": _same("D2026-001"), "goods_return.date": _same("2026-12-01"),
    "return_line.quantity": _same("5"), "return_line.amount": _same("50"),
    "complaint.number": _same("T2026-001"), "complaint.received_at": _same("2026-11-21 09:30"),
    "complaint.words": _text("The boxes came in soaked, half of it is rusty!", "纸箱都湿透了，一半都生锈了！"),
    "complaint.channel": _choice("phone"), "complaint.category": _choice("delivery"),
    "complaint.severity": _choice("serious"), "complaint.expects": _text("New goods this week", "本周内换货"),
    "complaint.responsible": _text("Chen Li", "陈立"), "complaint.due_on": _same("2026-11-28"),
    "complaint.state": _choice("open"), "complaint_step.complaint": _same("T2026-001"),
    "complaint_step.round": _same("1"), "complaint_step.step": _choice("listen"),
    "complaint_step.at": _same("2026-11-21 09:30"), "complaint_step.by": _text("Chen Li", "陈立"),
    "complaint_step.text": _text("Let the customer finish, took notes", "让客户把话说完，逐条记下"),
    "complaint_event.complaint": _same("T2026-001"), "complaint_event.kind": _choice("unresolved"),
    "complaint_event.at": _same("2026-12-05"), "complaint_event.reason": _choice("unreachable"),
    "complaint_event.tries": _same("3"), "complaint_event.text": _text("No answer three times", "三次电话无人接听"),
    "task.due_on": _same("2026-12-01"), "task.text": _text("Ask how the product is used", "回访使用情况"),
    "task.phase": _choice("after"), "task.by": _text("Chen Li", "陈立"), "task.repeat": _choice("monthly"),
    "greeting.occasion": _choice("mid-autumn"), "greeting.day": _same("2026-09-25"),
    "greeting.outcome": _choice("greeted"), "greeting.by": _text("Chen Li", "陈立"),
    "sales_target.year": _same("2026"), "sales_target.amount": _same("120000"),
    "survey.day": _same("2026-11-21"), "survey.contact": _text("Zhang Wei", "张伟"),
    "survey.overall_expected": _same("8"), "survey.overall_felt": _same("9"), "survey.product_expected": _same("8"),
    "survey.product_felt": _same("9"), "survey.service_expected": _same("8"), "survey.service_felt": _same("7"),
    "assessment.day": _same("2026-11-21"), "assessment.by": _text("Chen Li", "陈立"),
    "assessment.level": _same("3"), "assessment.capacity": _same("3"),
    "loss.lost_on": _same("2026-11-21"), "loss.reason": _choice("neglect"), "loss.by": _text("Chen Li", "陈立"),
    "loss.text": _text("Nobody called for half a year", "半年没人联系"),
    "source_cost.source": _choice("fair"), "source_cost.day": _same("2026-11-21"), "source_cost.amount": _same("8000"),
    "campaign.name": _text("New products in spring", "春季新品推介"),
    "campaign_call.campaign": _text("New products in spring", "春季新品推介"),
    "campaign_call.outcome": _choice("interested"),
    "staff.name": _text("Chen Li", "陈立"), "staff.role": _choice("salesperson"), "staff.mobile": _same("13900000000"),
}  # fmt: skip
"""By field id; an example is one row through all of its columns."""


def is_text(key: str, type_: Type) -> bool:
    """Whether the cells of a field are kept as text, so that no digit or leading zero is lost."""
    return type_ in AS_TEXT or key in _DIGITS
