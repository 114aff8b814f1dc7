"""What lies in the sample's files beside their fields: notes, attachments, addresses, groups, own fields."""

from __future__ import annotations

import struct
import zlib

from crmdesk.core.fields import Type
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.services import (
    addresses,
    attachments,
    competitors,
    customers,
    elsewhere,
    groups,
    notes,
    user_fields,
)
from crmdesk.services.desk import Desk

_NOTES = (
    "来料验收要附检测报告，送货单一式三份。",
    "11 月 18 日走访：二车间在试一条新的包装线，周总说下周二给用量。答应先寄两卷样品。",
    "财务每月 25 日前收发票，过了就排到下个月。",
)
_BLUE, _WHITE = (40, 96, 180), (244, 245, 247)


def furnish(desk: Desk, customer_id: int, person_id: int) -> None:
    """Fill the cabinet of one company and one person as a year's work would."""
    _write(desk, customer_id)
    attachments.add_content(desk, customer_id, "2026 年度框架协议.pdf", _PDF)
    attachments.add_content(desk, customer_id, "检测报告模板.xlsx", b"PK\x05\x06" + b"\0" * 18)
    attachments.add_content(desk, customer_id, "仓库门口.png", picture(240, 160))
    addresses.add(
        desk,
        customer_id,
        {
            "label": "收货地址",
            "province": "浙江省",
            "city": "嘉兴市",
            "district": "南湖区",
            "address": "云岫工业园三路 18 号 2 号库",
            "recipient": "方小满",
            "phone": "139 0000 0014",
        },
    )
    competitors.add(desk, {"name": "启恒包材", "strengths": "仓库近，当天送", "weaknesses": "胶带批次不稳"})
    bought = {"product": "封箱胶带", "competitor": "启恒包材", "quantity": "每月 40 箱", "our_product": "静音封箱胶带"}
    elsewhere.add(desk, customer_id, bought)
    customers.edit(desk, person_id, {"referrer": customers.file(desk, customer_id).number})
    _structure(desk, customer_id)


def _write(desk: Desk, customer_id: int) -> None:
    for text in reversed(_NOTES):
        note, _ = notes.add(desk, customer_id, text)
    notes.pin(desk, note, True)


def _structure(desk: Desk, customer_id: int) -> None:
    for group in groups.all_groups(desk):
        groups.edit(desk, group.id, color="blue" if group.name == "重点跟进" else "green")
    wanted = Filter((Condition("wanted", Test.IS, ("yes",)), Condition("city", Test.IS, ("嘉兴市",))))
    groups.add(desk, "嘉兴重点", color="orange", filter=wanted)
    size, _ = user_fields.add(desk, "常用规格", Type.TEXT)
    seen, _ = user_fields.add(desk, "样品已寄", Type.YES_NO)
    customers.edit(desk, customer_id, {size: "48 mm × 100 m", seen: "是"})


def picture(width: int, height: int) -> bytes:
    """A small PNG: a white door in a blue wall."""
    rows = []
    for y in range(height):
        door = height // 3 < y
        rows.append(
            b"\0"
            + b"".join(bytes(_WHITE if door and abs(x - width // 2) < width // 6 else _BLUE) for x in range(width))
        )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"".join(rows)))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
