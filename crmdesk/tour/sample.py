"""The workbook the tour imports: a salesperson's own list, with the faults such lists have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from crmdesk.core import values
from crmdesk.core.demo import sample_customers
from crmdesk.core.registry import REGISTRY
from crmdesk.core.words import Words
from crmdesk.sheets.tables import Column, Table
from crmdesk.sheets.writing import write_xlsx

TODAY = dt.date(2026, 11, 23)
_KEYS = (
    "number", "name", "short_name", "credit_code", "legal_representative", "ownership", "founded_on",
    "registered_capital", "phone", "mobile", "fax", "email", "website", "province", "city", "district", "address",
    "postcode", "birthday", "industry", "employees", "turnover", "main_products", "credit_limit", "terms_days",
    "paying", "tier", "grade", "wanted", "owner", "source", "groups", "verified_on", "notes",
)  # fmt: skip
_CONTACT = ("name", "salutation", "title", "role", "mobile", "wechat", "birthday", "main")
_CONTACT_HEADERS = {"name": "联系人", "salutation": "称呼", "title": "联系人职务", "role": "采购角色", "mobile": "联系人手机",
                    "wechat": "联系人微信", "birthday": "联系人生日", "main": "主要联系人"}  # fmt: skip
_COLUMNS = {"registered_capital": "money", "turnover": "money", "credit_limit": "money", "founded_on": "date",
            "verified_on": "date", "employees": "integer", "terms_days": "integer"}  # fmt: skip

FIRST = "禾砚精密机械（嘉兴）有限公司"
PERSON = "许念安"

_HEYAN: dict[str, Any] = {
    "number": "K00131", "name": FIRST, "short_name": "禾砚精密", "credit_code": "91000000MA00001388",
    "legal_representative": "周砚秋", "ownership": "民营", "founded_on": dt.date(2009, 4, 16),
    "registered_capital": 12_000_000, "phone": "0573-0000 0013", "fax": "0573-0000 0015",
    "email": "caigou@heyan.example", "website": "heyan.example", "province": "浙江省", "city": "嘉兴市",
    "district": "南湖区", "address": "云岫工业园三路 18 号", "postcode": "000000", "industry": "通用设备制造",
    "employees": 186, "turnover": 96_000_000, "main_products": "精密轴套、导轨", "credit_limit": 80_000,
    "terms_days": 30, "paying": "银行转账", "tier": "银质", "grade": "A", "wanted": "是", "owner": "陈立",
    "source": "展会", "groups": "展会名单;重点跟进", "verified_on": dt.date(2026, 10, 8),
    "notes": "来料验收要附检测报告，发货前一天电话确认。",
}  # fmt: skip
_HEYAN_CONTACTS: tuple[dict[str, Any], ...] = (
    {"name": "周砚秋", "salutation": "周总", "title": "总经理", "role": "决策", "mobile": "139 0000 0013",
     "wechat": "heyan_zhou", "birthday": "农历十月十八", "main": "是"},
    {"name": "方小满", "salutation": "方工", "title": "包装车间主任", "role": "使用", "mobile": "139 0000 0014"},
)  # fmt: skip
_OTHERS: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("拾山食品（绍兴）有限公司", "0575-0000 0007", "绍兴市", "陈立", "金质", "A"),
    (PERSON, "139 0000 0021", "杭州市", "陈立", "铜质", "B"),
    ("北屿冷链物流有限公司", "0574-0000 0042", "宁波市", "王晓", "银质", "A"),
    ("桐里木作家具厂", "139 0000 0058", "湖州市", "陈立", "铜质", "B"),
    ("云栖社区居民委员会", "0571-0000 0066", "杭州市", "王晓", "铁质", "C"),
    ("澄原仪表科技有限公司", "0573-0000 0071", "嘉善县", "陈立", "金质", "A"),
    ("沈木青", "139 0000 0075", "海宁市", "陈立", "铁质", "C"),
    ("九垄农产品专业合作社", "139 0000 0083", "桐乡市", "陈立", "铁质", "C"),
    ("岸沐日化用品有限公司", "0571-0000 0090", "杭州市", "王晓", "银质", "A"),
    ("远汐包装贸易商行", "139 0000 0098", "平湖市", "陈立", "铜质", "B"),
    ("青籽烘焙工坊", "139 0000 0104", "嘉兴市", "陈立", "铁质", "C"),
)
REFUSED = 3
"""Rows of the faulty workbook that cannot be imported before they are mended."""
OPENED = (FIRST, *(row[0] for row in _OTHERS))
"""Those whose files are opened in the tour, the last one first."""


def write_sample(path: Path, count: int, words: Words, *, faults: bool) -> int:
    """Write a workbook of `count` customers; with `faults`, some cells hold what such lists really hold.

    Returns the number of rows.
    """
    rows = [*_told(), *_made_up(count - 1 - len(_OTHERS), words)]
    if faults:
        _spoil(rows)
    fields = REGISTRY["customer"].by_key
    columns = [Column(fields[key].label.zh, _COLUMNS.get(key, "text")) for key in _KEYS]  # type: ignore[arg-type]
    columns += [Column(_CONTACT_HEADERS[key]) for key in _CONTACT]
    keys = (*_KEYS, *(f"contact.{key}" for key in _CONTACT))
    write_xlsx(path, [Table("客户名单", columns, ([row.get(key) for key in keys] for row in rows))])
    return len(rows)


def write_second(path: Path, count: int, words: Words) -> None:
    """A second list: some of the first as they are, some changed, some new, some with faults."""
    rows = [row for row in (*_told(), *_made_up(40, words), *_made_up(count, words, first=5_000)) if row.get("city")]
    by_name = {row["name"]: row for row in rows}
    by_name[PERSON]["mobile"] = "139 0000 0022"
    by_name["岸沐日化用品有限公司"]["owner"] = "何安"
    for row in rows[-count:]:
        del row["number"]
    _spoil(rows)
    keys = (
        "number",
        "name",
        "mobile",
        "phone",
        "city",
        "birthday",
        "owner",
        "source",
        "credit_code",
        "tier",
        "verified_on",
    )
    fields = REGISTRY["customer"].by_key
    columns = [Column(fields[key].label.zh) for key in keys] + [Column("内部编码")]
    write_xlsx(path, [Table("客户名单", columns, ([*map(row.get, keys), f"N{i}"] for i, row in enumerate(rows)))])


def _told() -> Iterable[dict[str, Any]]:
    for i, contact in enumerate(_HEYAN_CONTACTS):
        customer = _HEYAN if i == 0 else {"number": _HEYAN["number"], "name": FIRST}
        yield {**customer, **{f"contact.{key}": value for key, value in contact.items()}}
    for i, (name, reach, city, owner, tier, grade) in enumerate(_OTHERS):
        row = {"number": f"K{i + 132:05d}", "name": name, "city": city, "owner": owner, "tier": tier, "grade": grade}
        row["mobile" if reach.startswith("139") else "phone"] = reach
        if name == PERSON:
            row.update(birthday="农历1990年四月初七", district="西湖区", province="浙江省", address="桂花里 8 幢 302 室",
                       source="转介绍", groups="老客户回访", notes="下午三点以后方便接电话。")  # fmt: skip
        yield row


def _made_up(count: int, words: Words, first: int = 0) -> Iterable[dict[str, Any]]:
    fields, part = REGISTRY["customer"].by_key, REGISTRY["contact"].by_key
    for i, sample in enumerate(sample_customers(count, 11, TODAY, first)):
        row: dict[str, Any] = {"number": f"K{i + 200:05d}"}
        for key, value in sample.values.items():
            if key in _KEYS:
                plain = key in _COLUMNS and _COLUMNS[key] != "text"
                row[key] = (
                    value if plain else ";".join(value) if key == "groups" else values.show(fields[key], value, words)
                )
        contact = sample.contacts[0] if sample.contacts else {}
        row.update({f"contact.{key}": values.show(part[key], contact.get(key), words) for key in _CONTACT})
        yield row


def _spoil(rows: list[dict[str, Any]]) -> None:
    """A date that does not exist, a phone in scientific notation, a wrong check character, an unknown word."""
    by_name = {row["name"]: row for row in rows}
    by_name["沈木青"]["birthday"] = "1990-02-30"
    by_name["桐里木作家具厂"]["mobile"] = "1.39E+10"
    by_name["澄原仪表科技有限公司"]["credit_code"] = "91000000MA00001386"
    by_name["远汐包装贸易商行"]["tier"] = "VIP客户"
    by_name["青籽烘焙工坊"]["verified_on"] = "2026-13-01"
