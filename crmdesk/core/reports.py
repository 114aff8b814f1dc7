"""What was done in a day or a week (日报、周报, METHOD.md section 2).

Who did it is the person named with the record, else the owner of the customer; '' is nobody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct, field

from crmdesk.core.interactions import Dated
from crmdesk.core.orders import NOTHING
from crmdesk.core.tasks import Task
from crmdesk.core.words import Label

SECTIONS: dict[str, Label] = {
    "gained": Label("Potential customers gained", "新增潜在客户"),
    "moved-on": Label("Moved on", "阶段推进"),
    "moved-back": Label("Moved back", "阶段回退"),
    "dropped": Label("Dropped", "放弃客户"),
    "offers": Label("Offers", "报价"),
    "orders": Label("Orders", "订单"),
    "received": Label("Money received", "收款"),
    "logged": Label("Complaints logged", "受理投诉"),
    "closed": Label("Complaints closed", "办结投诉"),
    "tasks": Label("Tasks done", "完成任务"),
}
"""What is counted beside contacts made, in the order in which it is told."""
AMOUNTS = ("offers", "orders", "received")
"""Those with an amount."""
DROPPED: dict[str, Label] = {
    "trash": Label("Put in the trash", "移入回收站"),
    "ended": Label("Ended by hand", "人工认定终止"),
    "not-customer": Label("Not a customer", "判定为非客户"),
}
_WEEK = 7
_SATURDAY = 5


class Entry(Struct, frozen=True):
    """One thing done. `kind`: of a move the stage it began in, of what was dropped why (`DROPPED`); `to`: the stage it
    came to; `record`: the number and `record_id` the id of order, payment, complaint or task."""

    day: dt.date
    customer_id: int
    number: str
    name: str
    who: str
    kind: str = ""
    to: str = ""
    record: str = ""
    record_id: int | None = None
    text: str = ""
    amount: Decimal | None = None


class Section(Struct, frozen=True):
    """How many there are, what they come to in yuan, and the first of them, by day."""

    count: int = 0
    amount: Decimal = NOTHING
    entries: tuple[Entry, ...] = ()


class Contacts(Struct, frozen=True):
    """Contacts made: how many of each kind, with how many customers, and the first of them, by time."""

    kinds: Mapping[str, int] = field(default_factory=dict)
    customers: int = 0
    made: tuple[Dated, ...] = ()

    @property
    def count(self) -> int:
        return sum(self.kinds.values())


class PersonFigures(Struct, frozen=True):
    """What one person did: contacts made, and of `SECTIONS` how many and their amounts."""

    name: str
    contacts: int
    counts: Mapping[str, int]
    amounts: Mapping[str, Decimal]


class Following(Struct, frozen=True):
    """What is planned for the days after: next steps agreed and tasks, the earliest first; `late`: how many of both
    were to be done by the last day of the report and are still open."""

    first: dt.date
    last: dt.date
    steps: tuple[Dated, ...] = ()
    tasks: tuple[Task, ...] = ()
    late: int = 0


class Report(Struct, frozen=True):
    """Of the days from `first` to `last`; `who`: of one person of ours, None: of all. `people`: those who did
    anything, by name."""

    first: dt.date
    last: dt.date
    who: str | None
    contacts: Contacts
    sections: Mapping[str, Section]
    people: tuple[PersonFigures, ...]
    following: Following

    @property
    def is_week(self) -> bool:
        return self.first != self.last

    @property
    def is_empty(self) -> bool:
        """Whether nothing was done."""
        return not self.contacts.count and not any(section.count for section in self.sections.values())

    @property
    def customer_ids(self) -> set[int]:
        """Whose data it shows."""
        return {
            *(made.interaction.customer_id for made in (*self.contacts.made, *self.following.steps)),
            *(task.customer_id for task in self.following.tasks),
            *(entry.customer_id for section in self.sections.values() for entry in section.entries),
        }


def following(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """The days that a report looks forward to: as many as it tells of; after a Friday or Saturday up to Monday."""
    after = last + dt.timedelta(days=1)
    if first != last:
        return after, after + (last - first)
    weekend = max(0, _WEEK - after.weekday()) if after.weekday() >= _SATURDAY else 0
    return after, after + dt.timedelta(days=weekend)
