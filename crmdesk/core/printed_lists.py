"""What is printed of many customers, of a day and of the whole: its kinds, and what stands on a page."""

from __future__ import annotations

from msgspec import Struct

from crmdesk.core.briefing_sections import Told
from crmdesk.core.choices import STAFF_ROLE
from crmdesk.core.overview import Overview
from crmdesk.core.printing import About, Option, OptionType, PrintKind
from crmdesk.core.words import Label

_DAY = Option("day", Label("Day", "日期"), OptionType.DATE)
_SPANS = {"day": Label("Day", "一天"), "week": Label("Week", "一周")}
USUAL_COLUMNS = ("number", "name", "tier", "main_contact", "city", "owner", "last_contact_on", "sales_year", "owed")
"""Of the list."""
MOST_VISITS = 60
"""So many rows a day of a plan of visits has, unless more are wanted."""

BRIEFING = PrintKind(
    "briefing",
    Label("Briefing", "访前简报"),
    About.CUSTOMERS,
    Label("One page to read before a visit or call.", "拜访或打电话前要看的一页。"),
)
LIST = PrintKind(
    "list",
    Label("List of customers", "客户名单"),
    About.CUSTOMERS,
    Label("Chosen columns, fitted to the page, with totals.", "自选栏目，按纸张排满，附合计。"),
    options=(
        Option("columns", Label("Columns", "栏目"), OptionType.COLUMNS, USUAL_COLUMNS),
        Option("title", Label("Title", "标题"), OptionType.TEXT, ""),
        Option("numbered", Label("Row numbers", "序号"), OptionType.YES_NO, True),
        Option("totals", Label("Totals", "合计"), OptionType.YES_NO, True),
        Option("wrap", Label("Long texts whole", "长文字排全"), OptionType.YES_NO, False,
               hint=Label("On several lines; otherwise cut.", "分多行排出，否则截断。")),
    ),
    together=True,
    margins=(14, 12, 14, 12),
)  # fmt: skip
VISITS = PrintKind(
    "visits",
    Label("Plan of visits and calls", "走访安排"),
    About.NOBODY,
    Label("Whom to contact on a day or in a week, with room to write.", "一天或一周要联系谁，留有记录的地方。"),
    options=(
        Option("span", Label("Span", "范围"), OptionType.CHOICE, "day", _SPANS),
        _DAY,
        Option("role", Label("Role", "岗位"), OptionType.CHOICE, "",
               {"": Label("Any", "不限"), **{choice.key: choice.label for choice in STAFF_ROLE}}),
        Option("who", Label("Person", "人员"), OptionType.TEXT, "",
               hint=Label("Only customers of this owner.", "只列这位负责人的客户。")),
        Option("neglected", Label("Also whom nobody contacted for long", "加列长久未联系的客户"), OptionType.YES_NO,
               False),
        Option("most", Label("At most a day", "每天最多"), OptionType.INTEGER, MOST_VISITS, least=1, most=500),
        Option("lines", Label("Lines to write on", "留书写线"), OptionType.YES_NO, True),
    ),
    together=True,
)  # fmt: skip
REPORT = PrintKind(
    "report",
    Label("Report of a day or week", "日报、周报"),
    About.NOBODY,
    Label("What was done in a day or a week.", "一天或一周做了什么。"),
    options=(
        Option("span", Label("Span", "范围"), OptionType.CHOICE, "day",
               {"day": Label("Day", "日报"), "week": Label("Week", "周报")}),
        _DAY,
        Option("who", Label("Person", "人员"), OptionType.TEXT, ""),
    ),
    together=True,
)  # fmt: skip
OVERVIEW = PrintKind(
    "overview",
    Label("Business overview", "经营总览"),
    About.NOBODY,
    Label("How the business stands, on one page.", "经营情况，一页看完。"),
    papers=("A4",),
    options=(_DAY,),
    together=True,
    margins=(14, 15, 12, 15),
)

KINDS: tuple[PrintKind, ...] = (BRIEFING, LIST, VISITS, REPORT, OVERVIEW)


class BriefingSheet(Struct, frozen=True):
    """A briefing in words. `fuller`: the same told with more and with less, the fullest first, one of which fits on
    its page; `standing`: tier, grade, stage; `day`: as of which."""

    number: str
    kind: str
    day: str
    standing: tuple[str, ...]
    fuller: tuple[Told, ...]


class ListColumn(Struct, frozen=True):
    """`figures`: stands at the right edge; `whole`: never cut or broken; `first`: has room before other texts; `total`:
    '' for none."""

    label: str
    figures: bool = False
    whole: bool = False
    first: bool = False
    total: str = ""


class ListSheet(Struct, frozen=True):
    """A list of customers in words. `facts`: how many, as of which day, each with its label; `wrap`: long texts stand
    on several lines, else they are cut."""

    title: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    wrap: bool = False


class VisitRow(Struct, frozen=True):
    """One customer to be contacted, in words. `why`: what asks for it; `last`: the last contact made."""

    number: str
    name: str
    standing: str
    address: str
    whom: tuple[str, ...]
    why: tuple[str, ...]
    last: str


class VisitPart(Struct, frozen=True):
    """Those of one day, or those nobody contacted; `more`: how many are left out, in words, or ''."""

    title: str
    rows: tuple[VisitRow, ...]
    more: str = ""


class VisitSheet(Struct, frozen=True):
    """The plan of a day or a week. `lines`: with lines to write on; `nothing`: why it is empty, or ''."""

    title: str
    when: str
    who: str
    parts: tuple[VisitPart, ...]
    lines: bool
    nothing: str = ""


class OverviewSheet(Struct, frozen=True):
    """The overview; `file` names the data file."""

    overview: Overview
    file: str = ""
