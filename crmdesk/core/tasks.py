"""Tasks of care before, during and after the sale (METHOD.md section 11)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from crmdesk.core import patterns, repeats
from crmdesk.core.errors import Problem
from crmdesk.core.repeats import Series

PREFIX = "W"
_DIGITS = 5
_NUMBER = patterns.late(rf"{PREFIX}([0-9]{{{_DIGITS},15}})", re.IGNORECASE)


def number_of(task_id: int) -> str:
    """How a task is called: W00012."""
    return f"{PREFIX}{task_id:0{_DIGITS}d}"


def id_of(number: str) -> int | None:
    """The id that a number means; None where it is none of a task."""
    match = _NUMBER.fullmatch(number.strip())
    return int(match[1]) if match else None


class Task(Struct, frozen=True):
    """Something to be done for a customer on a day; a repeated one stands for one time, and doing it makes the next.

    `contact` is the name of the contact, None where it was deleted; `order` the number of the order whose id is
    `sales_order`. `late_days`: how long it is, or was when done, overdue; 0 for none.
    """

    id: int
    customer_id: int
    customer_number: str
    customer_name: str
    tier: str | None
    due_on: dt.date
    text: str
    series: Series
    phase: str | None = None
    by: str | None = None
    contact: str | None = None
    contact_id: int | None = None
    order: str | None = None
    sales_order: int | None = None
    repeat: str | None = None
    until: dt.date | None = None
    done_on: dt.date | None = None
    notes: str | None = None
    owner: str | None = None
    late_days: int = 0

    @property
    def number(self) -> str:
        return number_of(self.id)

    @property
    def is_open(self) -> bool:
        return self.done_on is None


class Following(Struct, frozen=True):
    """What doing a repeated task leads to: the day of the next one, None where the series ends, and how many times
    were passed over because it was done late."""

    due_on: dt.date | None
    passed: int


def following(repeat: str | None, series: Series, until: dt.date | None, done_on: dt.date) -> Following:
    """What comes after doing a task on a day."""
    if repeat is None:
        return Following(None, 0)
    passed = repeats.passed_over(series.first, repeat, series.planned, done_on, until)
    return Following(repeats.next_due(series.first, repeat, max(series.planned, done_on), until), passed)


def late_days(due_on: dt.date, done_on: dt.date | None, today: dt.date) -> int:
    return max(0, ((done_on or today) - due_on).days)


def problems(values: Mapping[str, Any], today: dt.date, typed: frozenset[str]) -> dict[str, Problem]:
    """What is wrong about a task, by field; `values` are those of the whole task, only what is `typed` is told.

    Hard: task-done-future, task-until-before. Soft: task-due-past, task-until-alone.
    """
    found: dict[str, Problem] = {}
    due_on, until, done_on = values.get("due_on"), values.get("until"), values.get("done_on")
    if "done_on" in typed and done_on is not None and done_on > today:
        found["done_on"] = Problem("task-done-future", hard=True)
    if "due_on" in typed and due_on is not None and due_on < today and done_on is None:
        found["due_on"] = Problem("task-due-past")
    if typed.isdisjoint({"until", "repeat", "due_on"}) or until is None:
        return found
    if due_on is not None and until < due_on:
        found["until"] = Problem("task-until-before", {"day": due_on}, hard=True)
    elif values.get("repeat") is None:
        found["until"] = Problem("task-until-alone")
    return found
