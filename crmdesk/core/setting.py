"""What a setting is, and the groups they stand in."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from crmdesk.core.fields import Type
from crmdesk.core.words import Label


class Setting(Struct, frozen=True):
    """One setting. `type` TEXT, LONG, INTEGER, PERCENT and NUMBER (Decimal), YES_NO; 'image' (a blob's SHA-256),
    'folder' (a path, '' for the usual one), 'fields' (keys of customer fields), 'grades' (JSON, a grade by tier).

    `method`: the section of METHOD.md its default comes from; '' for none. `least` and `most` bound integers.
    `choices`: the only words that a text may be (empty: any).
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
    choices: tuple[str, ...] = ()


GROUPS: dict[str, Label] = {
    "person": Label("Who I am", "我是谁"),
    "company": Label("Our company", "我们公司"),
    "method": Label("Working standards", "业务标准"),
    "tiers": Label("Tiers", "客户分级"),
    "day": Label("The day", "每日工作"),
    "files": Label("Customer files", "客户档案"),
    "print": Label("Printing", "打印"),
    "backups": Label("Backups", "备份"),
    "security": Label("Password and lock", "密码与锁定"),
    "privacy": Label("Privacy", "隐私保护"),
}
