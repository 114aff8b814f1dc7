"""The customer file as a form on paper: which fields stand where (METHOD.md section 1)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from crmdesk.core.fields import ENTERPRISE, INDIVIDUAL
from crmdesk.core.words import Label


class FormSection(Struct, frozen=True):
    """A section of the form. `rows`: keys of fields, one over the whole width or two beside each other, printed even
    where they are empty, to be filled in by pen; `optional`: printed only where they hold something."""

    label: Label
    rows: tuple[tuple[str, ...], ...]
    optional: tuple[str, ...] = ()


_BASIC = Label("Basic data", "基本资料")
_REACHING = Label("Reaching", "联络")
_STAGES = FormSection(
    Label("Standing", "分级阶段"),
    (("tier", "grade"), ("stage", "life_cycle"), ("source", "wanted")),
    ("relationship", "man", "referrer", "groups"),
)
TITLE = Label("Customer File", "客户档案表")
CONTACTS = Label("Contacts", "联系人")
FAMILY = Label("Family", "家人")
DEALINGS = Label("Dealings", "交易概况")
OWN = Label("Own", "自定义")
YEARS = (
    Label("Year", "年份"), Label("Orders", "订单"), Label("Sales", "销售额"), Label("Paid", "已回款"),
    Label("Still due", "应收"), Label("Gross profit", "毛利"), Label("Complaints", "投诉"),
)  # fmt: skip
"""The columns of the dealings by year."""
YEAR, YEAR_SO_FAR = Label("{year}", "{year} 年"), Label("{year} to date", "{year} 年至今")
REVIEWED = Label("Reviewed by", "审核签字")

SECTIONS_ABOVE: Mapping[str, tuple[FormSection, ...]] = {
    ENTERPRISE: (
        FormSection(
            _BASIC,
            (("name", "short_name"), ("category",), ("credit_code", "legal_representative"),
             ("ownership", "founded_on"), ("registered_capital", "turnover"), ("industry", "employees")),
            ("parent_company",),
        ),
        FormSection(
            _REACHING,
            (("phone", "fax"), ("email", "website"), ("address", "postcode")),
            ("mobile", "wechat", "qq"),
        ),
    ),
    INDIVIDUAL: (
        FormSection(
            _BASIC,
            (("name", "gender"), ("category",), ("birthday", "id_number"), ("education", "marital_status"),
             ("occupation", "employer")),
            ("position", "income", "home_place", "family"),
        ),
        FormSection(
            _REACHING,
            (("mobile", "phone"), ("wechat", "email"), ("address", "postcode")),
            ("qq", "best_time", "home_address", "work_address"),
        ),
    ),
}  # fmt: skip
"""By kind of customer: what stands above the table of contacts."""

SECTIONS_BELOW: Mapping[str, tuple[FormSection, ...]] = {
    ENTERPRISE: (
        FormSection(
            Label("Business", "业务状况"),
            (("main_products", "markets"), ("competitors", "credit_rating"), ("notes",)),
            ("sales_ability",),
        ),
        FormSection(
            Label("Terms", "交易约定"),
            (("credit_limit", "terms_days"), ("paying", "price_level"), ("invoice_title", "tax_number"),
             ("bank", "bank_account")),
            ("discount", "registered_address", "registered_phone"),
        ),
        _STAGES,
    ),
    INDIVIDUAL: (
        FormSection(
            Label("Attitude", "态度"),
            (("cares",), ("motives", "quantity_needed"), ("brand_attitude", "likes"), ("hobbies",)),
        ),
        FormSection(
            Label("Buying", "购买行为"),
            (("habits", "channels"), ("frequency", "paying"), ("notes",)),
            ("price_level", "discount"),
        ),
        _STAGES,
    ),
}  # fmt: skip
"""And what stands below it."""

WIDE = frozenset({
    "category", "cares", "notes", "home_address", "work_address", "registered_address", "family", "groups",
})  # fmt: skip
"""Fields that take the whole width."""

CONTACT_COLUMNS = ("name", "salutation", "title", "role", "mobile", "wechat", "birthday")
"""Fields of a contact in the table of contacts."""
CONTACT_LABELS: Mapping[str, Label] = {"role": Label("Role", "采购角色"), "salutation": Label("Called", "称呼")}
"""Shorter or fuller than the field's own label."""
CONTACT_WIDTHS = (1.15, 0.95, 1.4, 1.05, 1.55, 1.25, 1.2)
"""Shares of the width, column by column."""


def form_keys(kind: str) -> tuple[str, ...]:
    """Every field of the form of a kind of customer."""
    sections = (*SECTIONS_ABOVE[kind], *SECTIONS_BELOW[kind])
    return tuple(key for one in sections for key in (*(key for row in one.rows for key in row), *one.optional))
