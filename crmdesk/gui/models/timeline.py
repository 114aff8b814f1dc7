"""What passed between a customer and us as lines to be read: time, title, texts, what was promised, what is next."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from crmdesk.core.timeline import KINDS

MORE = -1
"""The key of the line that asks for older ones."""

ICONS = {
    "visit": "pin", "call": "phone", "message": "message", "email": "mail", "came": "came", "meal": "meal",
    "gift": "gift",
}  # fmt: skip
"""What stands for each kind of contact made."""


class Step(Struct, frozen=True):
    """What was to be done next; `state` tells when, or what became of it, in the colour of a token."""

    text: str
    done: bool = False
    state: str = ""
    tone: str = "text_2"


class Line(Struct, frozen=True):
    """One line as it may be read now. `detail` stands quietly behind the title, `facts` below the text; `rows` are set
    off: a label and what was promised, answered …"""

    kind: str
    id: int
    at: dt.datetime
    icon: str
    title: str
    detail: str = ""
    text: str = ""
    facts: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    step: Step | None = None
    value: str = ""
    """An amount, at the right end."""
    tone: str = "text_2"
    """The colour of the detail."""
    order_id: int | None = None
    """The order that a payment or return belongs to."""

    @property
    def key(self) -> int:
        return key_of(self.kind, self.id)

    @property
    def quiet(self) -> bool:
        """One line, without texts below."""
        return not (self.text or self.facts or self.rows or self.step)


def key_of(kind: str, record_id: int) -> int:
    """What tells this line from all others: the place of its kind and the record's id."""
    return record_id * len(KINDS) + KINDS.index(kind)
