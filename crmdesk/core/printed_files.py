"""Customer files and complaint records on paper: the kinds, and what stands on a page before it is put into words
(METHOD.md sections 1 and 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from crmdesk.core.complaints import Complaint, Event, Step, Warned
from crmdesk.core.customers import CustomerFile
from crmdesk.core.fields import Fields
from crmdesk.core.interactions import Interaction
from crmdesk.core.losses import Loss
from crmdesk.core.notes import Note
from crmdesk.core.policies import Policy
from crmdesk.core.printing import About, Option, OptionType, PrintKind
from crmdesk.core.sales import Payment
from crmdesk.core.sales_lists import OrderRow
from crmdesk.core.selecting import Assessed
from crmdesk.core.surveys import SurveyRow
from crmdesk.core.words import Label

DATA, CONTACTS, INTERACTIONS, ORDERS = "data", "contacts", "interactions", "orders"
COMPLAINTS, ASSESSMENT, NOTES, PHOTO = "complaints", "assessment", "notes", "photo"
SECTIONS: Mapping[str, Label] = {
    DATA: Label("Data", "基本资料"),
    CONTACTS: Label("Contacts in detail", "联系人详情"),
    INTERACTIONS: Label("Interactions", "往来记录"),
    ORDERS: Label("Orders and money", "订单与回款"),
    COMPLAINTS: Label("Complaints", "投诉"),
    ASSESSMENT: Label("Tiers and assessments", "分级与评估"),
    NOTES: Label("Notes", "记事"),
    PHOTO: Label("Photo", "照片"),
}
"""What a customer file can hold on paper, in this order."""

FILE = PrintKind(
    "file",
    Label("Customer file", "客户档案"),
    About.CUSTOMERS,
    Label("The whole file of a customer, with the sections you choose.", "客户的整份档案，可选要印的部分。"),
    options=(
        Option("sections", Label("Sections", "内容"), OptionType.SEVERAL, tuple(SECTIONS), SECTIONS),
        Option("interactions", Label("Interactions", "往来条数"), OptionType.INTEGER, 20, most=100_000,
               hint=Label("The last so many; 0 prints all.", "最近这么多条；0 为全部。")),
        Option("years", Label("Years of dealings", "交易年数"), OptionType.INTEGER, 3, most=100,
               hint=Label("Orders and payments of the last so many years; 0 prints all.",
                          "最近这么多年的订单与回款；0 为全部。")),
    ),
)  # fmt: skip

COMPLAINT = PrintKind(
    "complaint",
    Label("Complaint record", "投诉处理记录"),
    About.COMPLAINTS,
    Label("A complaint with all its rounds and steps, to be signed.", "一份投诉的全部轮次与六步，供签字。"),
)

KINDS: tuple[PrintKind, ...] = (FILE, COMPLAINT)


class Year(Struct, frozen=True):
    """What passed in a calendar year: orders given in it, what is to be paid of them, what of that is paid and still
    due, their gross profit (None where a cost is unknown), complaints received; all in yuan."""

    year: int
    orders: int = 0
    sales: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    due: Decimal = Decimal(0)
    profit: Decimal | None = None
    complaints: int = 0


class Tiered(Struct, frozen=True):
    """How a customer came to its tier and grade, in sentences, and how such customers are treated."""

    tier: str = ""
    grade: str = ""
    policy: Policy | None = None


class CustomerOnPaper(Struct, frozen=True):
    """A customer file as it is printed: what of it may be seen, of the sections that are wanted.

    `fields` of each kind of record; `interactions_of`: how many there are in all; `since`: the first year of the
    dealings shown, None: all of them; `photo`: the picture's content.
    """

    file: CustomerFile
    fields: Mapping[str, Fields]
    sections: tuple[str, ...]
    today: dt.date
    years: tuple[Year, ...] = ()
    since: int | None = None
    interactions: tuple[Interaction, ...] = ()
    interactions_of: int = 0
    orders: tuple[OrderRow, ...] = ()
    payments: tuple[Payment, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    tiered: Tiered = field(default_factory=Tiered)
    assessed: tuple[Assessed, ...] = ()
    surveys: tuple[SurveyRow, ...] = ()
    losses: tuple[Loss, ...] = ()
    notes: tuple[Note, ...] = ()
    photo: bytes | None = None


class ComplaintOnPaper(Struct, frozen=True):
    """A complaint with everything about it, as it may be seen. `customer`: number, name and how to reach it; `begins`:
    when each round began; `files`: by round and step the names of what is attached."""

    complaint: Complaint
    number: str
    name: str
    reach: str
    fields: Mapping[str, Fields]
    steps: tuple[Step, ...]
    events: tuple[Event, ...]
    warnings: tuple[Warned, ...]
    begins: Mapping[int, dt.datetime]
    files: Mapping[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)

    def step(self, round_: int, step: str) -> Mapping[str, Any] | None:
        """What is noted of a step, None where it is not done."""
        found = [one for one in self.steps if (one.round, one.step) == (round_, step)]
        return {**found[-1].values, "at": found[-1].at} if found else None
