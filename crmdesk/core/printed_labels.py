"""Labels, envelopes, blank forms: the kinds, and what stands on a page before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from crmdesk.core.fields import Fields
from crmdesk.core.label_sheets import SHEETS, LabelSheet
from crmdesk.core.mailing import Recipient
from crmdesk.core.printing import About, Option, OptionType, Paper, PrintKind
from crmdesk.core.words import Label


class Labels(Struct, frozen=True):
    """Everything that goes onto sheets of labels. `first`: the label of the first sheet to begin with, from 0; each of
    `recipients` is there `copies` times; `shift`: to the right and down, in millimetres."""

    sheet: LabelSheet
    recipients: tuple[Recipient, ...]
    first: int = 0
    copies: int = 1
    shift: tuple[float, float] = (0.0, 0.0)
    sender: bool = False
    borders: bool = False


class Envelope(Struct, frozen=True):
    """One envelope, addressed. `chinese`: with postcode boxes, else the western way; `frames`: 'red', 'grey', or 'none'
    where they are printed on it already; `plain`: the paper it is printed on the middle of, to try it, where it is no
    envelope."""

    to: Recipient
    paper: Paper
    chinese: bool
    frames: str
    shift: tuple[float, float] = (0.0, 0.0)
    sender: bool = True
    plain: Paper | None = None


class BlankForm(Struct, frozen=True):
    """A form to be filled in by hand (a key of the option `form`), with the fields of each kind of record."""

    form: str
    fields: Mapping[str, Fields]


ENVELOPES: Mapping[str, Paper] = {
    paper.key: paper
    for paper in (
        Paper("DL", Label("DL 220 × 110 mm", "DL 号（5 号）220 × 110"), 220, 110),
        Paper("ZL", Label("ZL 230 × 120 mm", "ZL 号（6 号）230 × 120"), 230, 120),
        Paper("B6", Label("B6 176 × 125 mm", "B6 号（3 号）176 × 125"), 176, 125),
        Paper("C5", Label("C5 229 × 162 mm", "C5 号（7 号）229 × 162"), 229, 162),
        Paper("C6", Label("C6 162 × 114 mm", "C6 号 162 × 114（国际）"), 162, 114),
        Paper("No10", Label("#10 241.3 × 104.8 mm", "10 号（美式）241.3 × 104.8"), 241.3, 104.8),
    )
}
"""Envelopes, lying, with their flap above; sizes of GB/T 1416, but for the last."""

TRIED_ON: Mapping[str, str] = {"A4": "DL", "A5": "B6", "Letter": "No10"}
"""Plain papers, across, and which envelope is tried on them."""

WESTERN_ONLY = frozenset({"C6", "No10"})
"""GB/T 1416 has C6 for letters abroad alone."""

_WHOM = Option(
    "whom", Label("Addressed to", "寄给"), OptionType.CHOICE, "main",
    {"main": Label("Main contact", "主要联系人"), "company": Label("The company alone", "只写单位"),
     "every": Label("Every contact, one each", "每位联系人各一份")},
    hint=Label("Individuals get it in their own name.", "个人客户总是寄给本人。"),
)  # fmt: skip
_WHERE = Option(
    "where", Label("Address", "地址"), OptionType.CHOICE, "usual",
    {"usual": Label("Usual address", "常用地址"), "delivery": Label("Delivery address", "收货地址"),
     "home": Label("Home address", "家庭地址")},
    hint=Label("Without such an address the usual one is taken.", "没有这种地址时用常用地址。"),
)  # fmt: skip
_SHARED = Option(
    "shared", Label("Once per shared address", "同一地址只印一份"), OptionType.YES_NO, False,
    hint=Label("People at one address stand on it together.", "同一地址的人写在一起。"),
)  # fmt: skip
_SHIFT = Option(
    "shift", Label("Shift (mm)", "移位（毫米）"), OptionType.TEXT, "",
    hint=Label("To the right, down; for printers that feed askew, such as 1,-0.5.",
               "向右,向下；打印机走纸有偏差时用，例如 1,-0.5。"),
)  # fmt: skip

LABELS = PrintKind(
    "labels",
    Label("Address labels", "地址标签"),
    About.CUSTOMERS,
    Label("For letters and parcels, on sheets of labels.", "寄信、寄包裹用，印在标签纸上。"),
    papers=tuple(SHEETS),
    options=(
        Option("start", Label("Begin with label no.", "从第几个标签开始"), OptionType.INTEGER, 1, least=1, most=400,
               hint=Label("For a sheet that is used in part.", "标签纸用过一部分时使用。")),
        Option("copies", Label("Copies of each", "每个印几份"), OptionType.INTEGER, 1, least=1, most=100),
        _WHOM,
        _WHERE,
        _SHARED,
        Option("sender", Label("Our address on it", "印寄件人"), OptionType.YES_NO, False),
        Option("borders", Label("Print the borders", "印出边框"), OptionType.YES_NO, False,
               hint=Label("To test on plain paper whether the sheet fits.", "先用普通纸试印，看位置是否对得上。")),
        Option("measures", Label("Own measures", "自定义尺寸"), OptionType.TEXT, "",
               hint=Label(
                   "Columns x rows; width x height; left, top; from one to the next (mm): 3x8; 64x34; 7,13; 66x34. "
                   "Only with plain paper.",
                   "列x行; 宽x高; 左边距,上边距; 间距（毫米），例如 3x8; 64x34; 7,13; 66x34。仅用于普通纸。")),
        _SHIFT,
    ),
    together=True,
    margins=(0, 0, 0, 0),
    foot=False,
)  # fmt: skip

ENVELOPE = PrintKind(
    "envelopes",
    Label("Envelopes", "信封"),
    About.CUSTOMERS,
    Label("Chinese ones with postcode boxes, or western ones.", "国内信封（带邮编框）或国际信封。"),
    papers=(*ENVELOPES, *TRIED_ON),
    options=(
        Option("layout", Label("Layout", "格式"), OptionType.CHOICE, "auto",
               {"auto": Label("By the address", "按地址自动选择"), "chinese": Label("Chinese", "国内信封"),
                "western": Label("Western", "国际信封")}),
        _WHOM,
        _WHERE,
        _SHARED,
        Option("sender", Label("Our address on it", "印寄件人"), OptionType.YES_NO, True),
        Option("frames", Label("Boxes and stamp", "邮编框和邮票框"), OptionType.CHOICE, "red",
               {"red": Label("In red", "印金红色"), "grey": Label("In grey", "印灰色"),
                "none": Label("Leave out: already on the envelope", "不印（信封上已有）")}),
        _SHIFT,
    ),
    together=True,
    margins=(0, 0, 0, 0),
    foot=False,
)  # fmt: skip

BLANK = PrintKind(
    "blank",
    Label("Blank forms", "空白表格"),
    About.NOBODY,
    Label("To be filled in by hand.", "打印出来手工填写。"),
    options=(
        Option("form", Label("Form", "表格"), OptionType.CHOICE, "enterprise",
               {"enterprise": Label("Enterprise file", "企业客户档案表"),
                "individual": Label("Individual file", "个人客户档案表"),
                "visit": Label("Record of a visit", "客户拜访记录表"),
                "complaint": Label("Complaint", "客户投诉处理表"),
                "survey": Label("Satisfaction survey", "客户满意度调查表")}),
        Option("copies", Label("Copies", "份数"), OptionType.INTEGER, 1, least=1, most=200),
    ),
    personal=False,
)  # fmt: skip

KINDS: tuple[PrintKind, ...] = (LABELS, ENVELOPE, BLANK)
