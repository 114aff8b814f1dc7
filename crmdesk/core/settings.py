"""What a person can set, each declared once (METHOD.md: numbers that are defaults can be changed in Settings).

These are kept in the data file. What concerns this machine alone (language, theme, scale, folders) is in the window's
own preferences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crmdesk.core.fields import Type
from crmdesk.core.words import Label


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `type` TEXT, LONG, INTEGER, YES_NO; 'image' (a blob's SHA-256), 'fields' (keys of customer fields).

    `method`: the section of METHOD.md its default comes from; '' for none. `least` and `most` bound integers.
    """

    key: str
    label: Label
    group: str
    type: Type | str = Type.TEXT
    default: Any = None
    hint: Label | None = None
    unit: Label | None = None
    least: int = 0
    most: int = 1_000_000
    method: str = ""


GROUPS: dict[str, Label] = {
    "person": Label("Who I am", "我是谁"),
    "company": Label("Our company", "我们公司"),
    "method": Label("Working standards", "业务标准"),
    "files": Label("Customer files", "客户档案"),
}

PERSON_NAME = Setting(
    "person.name", Label("My name", "我的姓名"), "person",
    hint=Label("Stands in the history beside what you change, and as owner of new customers.",
               "记在您所做的变更旁，也作为新客户的负责人。"),
)  # fmt: skip
COMPANY_NAME = Setting("company.name", Label("Company name", "公司名称"), "company")
COMPANY_ADDRESS = Setting("company.address", Label("Address", "地址"), "company")
COMPANY_PHONE = Setting("company.phone", Label("Phone", "电话"), "company")
COMPANY_LOGO = Setting(
    "company.logo", Label("Logo", "标志"), "company", "image",
    hint=Label("Stands at the head of printed pages.", "印在纸张页眉。"),
)  # fmt: skip
REVIEW_DAYS = Setting(
    "review.days", Label("A file is due for review after", "档案多久后应复核"), "method", Type.INTEGER, 180,
    unit=Label("days", "天"), least=1, most=3650, method="1",
)  # fmt: skip
REACHABLE_AIM = Setting(
    "contacts.aim", Label("Reachable contacts per enterprise", "每家企业应有的可联系人数"), "method",
    Type.INTEGER, 3, least=1, most=20, method="1",
    hint=Label("The file says so when there are fewer.", "少于此数时档案中会提醒。"),
)  # fmt: skip
COMPLETE_ENTERPRISE = Setting(
    "completeness.enterprise", Label("Fields that matter, enterprise", "企业客户的重要资料"), "files", "fields",
    ("category", "credit_code", "legal_representative", "phone", "address", "industry", "employees", "main_products",
     "paying", "source", "owner", "verified_on"),
    hint=Label("Completeness tells how many of them are filled.", "完整度按这些资料是否填写计算。"), method="1",
)  # fmt: skip
COMPLETE_INDIVIDUAL = Setting(
    "completeness.individual", Label("Fields that matter, individual", "个人客户的重要资料"), "files", "fields",
    ("category", "gender", "birthday", "mobile", "wechat", "home_address", "occupation", "cares", "source", "owner",
     "consent_on", "verified_on"),
    hint=Label("Completeness tells how many of them are filled.", "完整度按这些资料是否填写计算。"), method="1",
)  # fmt: skip
ATTACHMENT_MEGABYTES = Setting(
    "attachments.megabytes", Label("Largest attachment", "附件大小上限"), "files", Type.INTEGER, 20,
    unit=Label("MB", "MB"), least=1, most=200,
    hint=Label("Attachments lie in the data file and are part of every backup.",
               "附件保存在数据文件中，随每次备份一起保存。"),
)  # fmt: skip

SETTINGS: tuple[Setting, ...] = (
    PERSON_NAME,
    COMPANY_NAME,
    COMPANY_ADDRESS,
    COMPANY_PHONE,
    COMPANY_LOGO,
    REVIEW_DAYS,
    REACHABLE_AIM,
    COMPLETE_ENTERPRISE,
    COMPLETE_INDIVIDUAL,
    ATTACHMENT_MEGABYTES,
)
BY_KEY: Mapping[str, Setting] = {setting.key: setting for setting in SETTINGS}
