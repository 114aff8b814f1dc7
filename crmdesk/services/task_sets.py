"""Sets of tasks: which there are, changed, started for a customer or an order (METHOD.md section 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from crmdesk.assets import load_words
from crmdesk.core import task_sets
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.settings import TASK_SETS
from crmdesk.core.task_sets import DELIVERY, ORDERED, SetTask, TaskSet, new_key
from crmdesk.core.words import Words
from crmdesk.services import file_parts, settings
from crmdesk.services.desk import Desk
from crmdesk.services.tasks_series import begun
from crmdesk.store import settings as settings_store
from crmdesk.store.records import Flat

__all__ = [
    "DELIVERY",
    "ORDERED",
    "SetTask",
    "TaskSet",
    "begins_on",
    "new_key",
    "owner_of",
    "set_sets",
    "sets",
    "start_set",
]


def sets(desk: Desk, words: Words | None = None) -> tuple[TaskSet, ...]:
    """The sets there are; while nobody changed them, those supplied in the language of `words` (without: Chinese)."""
    return task_sets.read_sets(settings.get(desk, TASK_SETS), words or load_words("zh_CN"))


def set_sets(desk: Desk, wanted: Sequence[TaskSet] | None) -> Changes:
    """Keep these instead of those there are; None: the supplied ones again.

    Raises UserError: those of `core.task_sets.check`.
    """
    text = None
    if wanted is not None:
        task_sets.check(wanted)
        text = task_sets.to_json(wanted)
    with desk.recording("task-sets") as made:
        there = settings_store.id_of(desk.data, TASK_SETS.key)
        if there is not None:
            made.update("setting", there, {"value": text})
        elif text is not None:
            made.create("setting", {"key": TASK_SETS.key, "value": text})
    return made.result


def begins_on(desk: Desk, of: TaskSet, sales_order: int) -> dt.date:
    """The day a set counts from for an order: its delivery where the set says so and there was one, else its date.
    Raises UserError('order-gone')."""
    order = _order(desk, sales_order)
    delivered = order.get("delivered_on") if of.basis == DELIVERY else None
    return dt.date.fromisoformat(delivered or order["date"])


def owner_of(desk: Desk, sales_order: int) -> int:
    """Whose order it is. Raises UserError('order-gone')."""
    return int(_order(desk, sales_order)["customer_id"])


def start_set(
    desk: Desk,
    set_key: str,
    customer_id: int,
    on: dt.date | None = None,
    sales_order: int | None = None,
    words: Words | None = None,
) -> Changes:
    """Plan the tasks of a set for a customer, counted from a day: without one from the order's (`begins_on`), else from
    today; the order's person, or me, is to do them. What is planned already for the same day is left alone.

    Raises UserError: 'task-set-unknown', 'task-set-started' (nothing left to plan), 'record-gone', 'order-gone'.
    """
    wanted = next((each for each in sets(desk, words) if each.key == set_key), None)
    if wanted is None:
        raise UserError("task-set-unknown", key=set_key)
    with desk.recording("task-set-start", number="", count=0) as made:
        number = file_parts.customer_number(desk, customer_id)
        order = _order(desk, sales_order, customer_id) if sales_order is not None else {}
        begin = on or (begins_on(desk, wanted, sales_order) if sales_order is not None else desk.today())
        owner = {"customer_id": customer_id, "sales_order": sales_order, "by": order.get("by") or desk.who}
        there = desk.records.children("task", (customer_id,)).get(customer_id, {}).values()
        known = {(part.get("sales_order"), part["text"], part["due_on"]) for part in there}
        flats = [flat for task in wanted.tasks if _key(flat := {**owner, **_planned(task, begin)}) not in known]
        if not flats:
            raise UserError("task-set-started", name=wanted.name)
        for flat in flats:
            made.create("task", flat)
        made.rename(number=number, count=len(flats))
    return made.result


def _key(flat: Flat) -> tuple[Any, ...]:
    return flat["sales_order"], flat["text"], flat["due_on"]


def _planned(task: SetTask, begin: dt.date) -> Flat:
    due_on = (begin + dt.timedelta(days=task.days)).isoformat()
    flat = {"due_on": due_on, "text": task.text, "phase": task.phase, "repeat": task.repeat}
    return {**flat, "anchor": begun(flat)}


def _order(desk: Desk, order_id: int, customer_id: int | None = None) -> Flat:
    """What is stored of a living order, of this customer. Raises UserError('order-gone')."""
    flat = desk.records.read("sales_order", order_id)
    if flat is None or "deleted_at" in flat or customer_id not in (None, flat["customer_id"]):
        raise UserError("order-gone")
    return flat
