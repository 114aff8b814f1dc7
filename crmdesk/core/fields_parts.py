"""The fields of what else lies in a customer's file: notes, attachments, what they buy elsewhere; and of a competitor.

METHOD.md section 1 (notes, attachments, *buy elsewhere*) and section 2 (register of competitors).
"""

from __future__ import annotations

from crmdesk.core.fields import Field, Fields, Type
from crmdesk.core.words import Label

NOTES = Fields(
    "note",
    (
        Field("text", Label("Note", "记事"), Type.LONG, required=True, width="fill"),
        Field("at", Label("Written", "时间"), derived=True),
        Field("who", Label("By", "记录人"), derived=True),
        Field("pinned", Label("Pinned", "置顶"), Type.YES_NO),
    ),
)

ATTACHMENTS = Fields(
    "attachment",
    (
        Field("name", Label("File name", "文件名"), required=True, width="long"),
        Field("notes", Label("Remarks", "备注"), width="fill"),
        Field("at", Label("Added", "添加时间"), derived=True),
        Field("who", Label("By", "添加人"), derived=True),
        Field("size", Label("Size", "大小"), Type.INTEGER, derived=True),
        Field("blob", Label("Content", "内容"), derived=True),
    ),
)
"""`size` in bytes; `blob` the SHA-256 of the content, which lies in the table of that name."""

ELSEWHERE = Fields(
    "elsewhere",
    (
        Field("product", Label("Product", "产品"), required=True),
        Field("competitor", Label("Competitor", "竞争对手"), Type.COMPETITOR),
        Field("quantity", Label("Quantity", "用量")),
        Field("our_product", Label("Our product in its place", "可替代的我方产品")),
        Field("replaced_on", Label("Replaced since", "已替代日期"), Type.DATE),
        Field("notes", Label("Remarks", "备注"), width="fill"),
    ),
)

COMPETITORS = Fields(
    "competitor",
    (
        Field("name", Label("Name", "名称"), required=True, width="long"),
        Field("strengths", Label("Strengths", "优势"), Type.LONG, width="fill"),
        Field("weaknesses", Label("Weaknesses", "劣势"), Type.LONG, width="fill"),
        Field("notes", Label("Remarks", "备注"), Type.LONG, width="fill"),
    ),
)
