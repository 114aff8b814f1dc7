"""What passed between a customer and us, by time: contacts made, objections, notes, dealings, complaints, care."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct

INTERACTION, OBJECTION, NOTE = "interaction", "objection", "note"
ORDER, PAYMENT, RETURN, COMPLAINT = "sales_order", "payment", "goods_return", "complaint"
TASK = "task"
KINDS = (INTERACTION, OBJECTION, NOTE, ORDER, PAYMENT, RETURN, COMPLAINT, TASK)


class Entry(Struct, frozen=True):
    """One thing that happened, of a kind of `KINDS`.

    `at` is local, midnight stands for a day alone; `title` is the key that names it within its kind: the kind of an
    interaction or objection, the state of an order or complaint, the kind of a payment, '' else; a task is one that was
    done, on the day it was. `values` are typed,
    without empty ones; a `contact` is given by name.
    """

    kind: str
    id: int
    at: dt.datetime
    title: str
    by: str
    number: str
    values: Mapping[str, Any]


class Visit(Struct, frozen=True):
    """A contact in the record of a month: the day, who of us, which kind."""

    on: dt.date
    by: str
    kind: str


class Month(Struct, frozen=True):
    """The record of one month (METHOD.md section 1): contacts made, oldest first; what the customer itself sells in an
    average month as recorded; what we sold to it (orders of the month less what came back)."""

    month: dt.date
    visits: tuple[Visit, ...]
    average_sales: Decimal | None
    notes: str
    our_sales: Decimal


def first_of_month(day: dt.date) -> dt.date:
    return day.replace(day=1)


def next_month(month: dt.date) -> dt.date:
    """The first day of the month after the one that begins here."""
    return (month + dt.timedelta(days=32)).replace(day=1)
