"""What an export holds: kinds of record, each a sheet, a list of cards or a part of a JSON file (METHOD.md section 1).

A kind of `core.importing_registry` has the same words in its headers, so that an import finds everything again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from crmdesk.core.fields import Field, Fields, Type
from crmdesk.core.importing_registry import BY_KIND, others, owner_of, part_header, target_of
from crmdesk.core.words import Label, Words

ENDINGS = (".xlsx", ".csv", ".vcf", ".json")
VCARDS = ("3.0", "4.0")


class ExportKind(Struct, frozen=True):
    """One kind of record that can be exported. `key` is its name on the command line, `record` in the registry, `title`
    that of its sheet. `owned`: each belongs to a customer, whose number and name come first. `line`: the kind of its
    lines, of which each is a row of the sheet, with the record's own values again.
    """

    key: str
    record: str
    title: Label
    owned: bool = True
    line: str = ""

    @property
    def named(self) -> bool:
        """Whether records of customers name those of this kind, so that an export of some customers has only these."""
        return self.record not in ("staff", "source_cost")


KINDS: tuple[ExportKind, ...] = (
    ExportKind("customers", "customer", Label("Customers", "客户"), owned=False),
    ExportKind("contacts", "contact", Label("Contacts", "联系人")),
    ExportKind("addresses", "address", Label("Further addresses", "其他地址")),
    ExportKind("notes", "note", Label("Notes", "记事")),
    ExportKind("elsewhere", "elsewhere", Label("Bought elsewhere", "别处采购")),
    ExportKind("competitors", "competitor", Label("Competitors", "竞争对手"), owned=False),
    ExportKind("interactions", "interaction", Label("Contacts made", "往来记录")),
    ExportKind("objections", "objection", Label("Objections", "客户异议")),
    ExportKind("months", "monthly", Label("Monthly record", "月度记录")),
    ExportKind("screening", "screening", Label("Screening", "判定筛选")),
    ExportKind("products", "product", Label("Products", "产品"), owned=False),
    ExportKind("orders", "sales_order", Label("Orders", "订单"), line="order_line"),
    ExportKind("instalments", "instalment", Label("Instalments", "分期付款")),
    ExportKind("payments", "payment", Label("Payments", "收款")),
    ExportKind("invoices", "invoice", Label("Invoices", "开票")),
    ExportKind("returns", "goods_return", Label("Returns", "退货"), line="return_line"),
    ExportKind("complaints", "complaint", Label("Complaints", "投诉")),
    ExportKind("complaint_steps", "complaint_step", Label("Steps of complaints", "投诉处理步骤")),
    ExportKind("complaint_events", "complaint_event", Label("Events of complaints", "投诉事项")),
    ExportKind("campaigns", "campaign", Label("Call campaigns", "电话营销"), owned=False),
    ExportKind("calls", "campaign_call", Label("Campaign calls", "营销通话")),
    ExportKind("tasks", "task", Label("Tasks", "任务")),
    ExportKind("greetings", "greeting", Label("Greetings", "问候")),
    ExportKind("targets", "sales_target", Label("Sales targets", "销售目标")),
    ExportKind("surveys", "survey", Label("Surveys", "满意度调查")),
    ExportKind("losses", "loss", Label("Customers lost", "流失客户")),
    ExportKind("assessments", "assessment", Label("Assessments", "客户评估")),
    ExportKind("delivered_values", "delivered_value", Label("Delivered value", "让渡价值")),
    ExportKind("source_costs", "source_cost", Label("Cost of sources", "来源费用"), owned=False),
    ExportKind("staff", "staff", Label("Our people", "我方人员"), owned=False),
)
"""In the order of the sheets. A kind that comes later is one more entry here."""

BY_KEY = {kind.key: kind for kind in KINDS}
ALL = tuple(BY_KEY)
TITLES: Mapping[str, Label] = {
    **{kind.key: kind.title for kind in KINDS},
    "lines": Label("Order lines", "订单明细"),
    "return_lines": Label("Return lines", "退货明细"),
}
"""What records are called that an import counts (core.importing_registry: RowKind.what)."""


class ExportOptions(Struct, frozen=True):
    """What is written and how.

    `kinds` are keys of `KINDS` in their order; `columns` the fields of a kind in the order wanted (a kind that is
    missing has those that are filled); `mask` hides what is personal; `vcard` is one of `VCARDS`.
    """

    kinds: tuple[str, ...] = ALL
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mask: bool = False
    vcard: str = "3.0"


class Preset(Struct, frozen=True):
    """An export that was kept under a name: its options, the ending of its file and the language of its headers."""

    id: int
    name: str
    options: ExportOptions
    ending: str = ".xlsx"
    language: str = ""


def export_fields(kind: ExportKind, of: Callable[[str], Fields]) -> tuple[Field, ...]:
    """Every field that can be a column of a kind; `of` gives the fields of a record. Those of its lines, and of the
    product of each, have the id of an import's column (order_line.quantity) as their key."""
    if kind.record == "customer":
        return of("customer").all
    more = others(of, beside=False)
    own = more.get(kind.record, of(kind.record)).all
    if not kind.line:
        return own
    product = more["product"]
    lines = [replace(product[key], key=target_of("product", 1, key)) for key in ("code", "name")]
    named = (field for field in of(kind.line).all if field.type is not Type.PRODUCT)
    return (*own, *lines, *(replace(field, key=target_of(kind.line, 1, field.key)) for field in named))


def is_filled_in(kind: ExportKind, field: Field) -> bool:
    """Whether a column is there by itself where it is filled: not what is worked out from other columns."""
    if kind.record not in BY_KIND or not BY_KIND[kind.record].plain:
        return field.exported
    return not field.derived or field.key in BY_KIND[kind.record].told


def column_header(record: str, field: Field, words: Words) -> str:
    """The header under which an import finds a column of a kind of record beside customers again."""
    owner, _, key = owner_of(field.key)
    header = part_header(owner or record, replace(field, key=key), chinese=words.chinese)
    return f"{header} (%)" if field.type is Type.PERCENT else header


def unit_header(field_: Field, words: Words) -> str:
    """A customer's field with its unit: 员工人数 (人)."""
    label = words.label(field_.label)
    return f"{label} ({words.label(field_.unit)})" if field_.unit else label


def to_json(options: ExportOptions, ending: str, language: str) -> str:
    """A preset as it is kept."""
    content = {
        "kinds": list(options.kinds),
        "columns": {kind: list(keys) for kind, keys in options.columns.items()},
        "mask": options.mask,
        "vcard": options.vcard,
        "ending": ending,
        "language": language,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def from_json(id_: int, name: str, content: str) -> Preset:
    """A preset as it was kept; kinds that this version does not know are left out."""
    found: dict[str, Any] = json.loads(content)
    kinds = tuple(key for key in ALL if key in found.get("kinds", ALL)) or ALL
    columns = {kind: tuple(keys) for kind, keys in found.get("columns", {}).items() if kind in BY_KEY}
    options = ExportOptions(kinds, columns, bool(found.get("mask")), _one_of(found.get("vcard"), VCARDS))
    return Preset(id_, name, options, _one_of(found.get("ending"), ENDINGS), str(found.get("language") or ""))


def _one_of(value: Any, known: Sequence[str]) -> str:
    return value if value in known else known[0]
