"""Tasks of care: planned, changed, done, postponed; a repeated one makes the next when it is done (METHOD.md 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from crmdesk.core import tasks
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.tasks import Following, Task
from crmdesk.services import file_parts, order_numbers, reading
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed
from crmdesk.services.task_sets import TaskSet, begins_on, owner_of, set_sets, sets, start_set
from crmdesk.services.tasks_series import begun, follow, unfollow
from crmdesk.store import tasks as store
from crmdesk.store.records import Flat
from crmdesk.store.tasks import Wanted

if TYPE_CHECKING:
    from crmdesk.store.recording import Recording

__all__ = [
    "Following",
    "Task",
    "TaskSet",
    "add",
    "begins_on",
    "by_day",
    "count",
    "defaults",
    "delete",
    "done",
    "edit",
    "finish",
    "following",
    "id_of",
    "of_customer",
    "open_tasks",
    "owner_of",
    "postpone",
    "put_back",
    "read",
    "reopen",
    "restore",
    "set_sets",
    "sets",
    "start_set",
    "task",
]  # fmt: skip

_KIND = "task"


def open_tasks(
    desk: Desk,
    until: dt.date | None = None,
    *,
    since: dt.date | None = None,
    owner: str | None = None,
    customer_id: int | None = None,
    first: int = 0,
    most: int | None = None,
    today: dt.date | None = None,
) -> list[Task]:
    """Those still to be done, the earliest first, due from `since` to `until`, both included. `owner`: of a person of
    ours, who is to do it, else whose customer it is. None of customers in the trash."""
    wanted = Wanted(first=since, last=until, owner=owner, customer_id=customer_id)
    return store.tasks(desk.data, wanted, today or desk.today(), first, most)


def done(
    desk: Desk,
    first: dt.date | None = None,
    last: dt.date | None = None,
    *,
    owner: str | None = None,
    customer_id: int | None = None,
    most: int | None = None,
) -> list[Task]:
    """Those done from one day to another, both included, the latest first."""
    return store.tasks(desk.data, Wanted(True, first, last, owner, customer_id), desk.today(), 0, most)


def count(
    desk: Desk,
    until: dt.date | None = None,
    *,
    since: dt.date | None = None,
    owner: str | None = None,
    customer_id: int | None = None,
) -> int:
    """How many `open_tasks` there are."""
    return store.count(desk.data, Wanted(first=since, last=until, owner=owner, customer_id=customer_id))


def by_day(
    desk: Desk, first: dt.date, last: dt.date, *, owner: str | None = None, finished: bool = False
) -> dict[dt.date, int]:
    """How many are due (`finished`: were done) on each day between two, both included; days without any are left
    out."""
    return store.by_day(desk.data, Wanted(finished, first, last, owner))


def of_customer(desk: Desk, customer_id: int) -> list[Task]:
    """Those still to be done, the earliest first, then those done, the latest first."""
    return [*open_tasks(desk, customer_id=customer_id), *done(desk, customer_id=customer_id)]


def task(desk: Desk, task_id: int) -> Task:
    """One of them. Raises UserError('task-unknown') when it, or its customer, is deleted."""
    found = store.task(desk.data, task_id, desk.today())
    if found is None:
        raise UserError("task-unknown")
    return found


def id_of(desk: Desk, number: str) -> int:
    """The living task with a number as W00012. Raises UserError('task-number')."""
    task_id = tasks.id_of(number)
    if task_id is None or store.task(desk.data, task_id, desk.today()) is None:
        raise UserError("task-number", number=number)
    return task_id


def following(desk: Desk, task_id: int, on: dt.date | None = None) -> Following:
    """What doing it (on a day, else today) leads to: when the next one is due, how many times are passed over. Raises
    UserError('task-unknown')."""
    found = task(desk, task_id)
    return tasks.following(found.repeat, found.series, found.until, on or desk.today())


def defaults(desk: Desk) -> dict[str, str]:
    """What a new one begins with, as it is typed: today, me."""
    return {"due_on": desk.today().isoformat(), "by": desk.who}


def read(
    desk: Desk, typed: Mapping[str, str], *, new: bool, customer_id: int | None = None, task_id: int | None = None
) -> Typed:
    """Parse the form and say what is wrong with it, without writing anything; the order comes back as its id. Contact
    and order are looked up where the customer, or the task that is edited, is given.

    Codes beside those of values: contact-not-there and those of orders (hard), those of `core.tasks.problems`.
    """
    before = task(desk, task_id) if task_id is not None else None
    whose = before.customer_id if before is not None else customer_id
    read_ = reading.read_typed(desk.fields(_KIND), typed, new=new)
    values = dict(read_.values)
    if before is not None and values.get("contact") is not None and values["contact"] == before.contact:
        del values["contact"]  # the same one, also where several are called so
    problems = dict(reading.contact_problem(desk, whose, Typed(values, read_.problems)).problems)
    number = values.get("sales_order")
    if number is not None and before is not None and number == before.order:
        del values["sales_order"]
    elif number is not None and whose is not None:
        try:
            values["sales_order"] = order_numbers.order_of(desk, number, whose)
        except UserError as error:
            problems["sales_order"] = Problem(error.code, error.params, hard=True)
    told = {} if before is None else {key: getattr(before, key) for key in ("due_on", "until", "repeat", "done_on")}
    doubtful = tasks.problems({**told, **values}, desk.today(), frozenset(typed))
    return Typed(values, {**doubtful, **problems})


def add(desk: Desk, customer_id: int, typed: Mapping[str, str]) -> tuple[int, Changes]:
    """Plan one; what is not typed of the day and of who is to do it comes from `defaults`.

    Raises UserError for a refused value, a customer that is gone ('record-gone').
    """
    with desk.recording("task-add", number="") as made:
        made.rename(number=file_parts.customer_number(desk, customer_id))
        read_ = read(desk, {**defaults(desk), **typed}, new=True, customer_id=customer_id)
        reading.refuse(desk.fields(_KIND), read_)
        flat = _flat(desk, made, read_, customer_id)
        flat = {**flat, "customer_id": customer_id, "anchor": begun(flat)}
        task_id = made.create(_KIND, flat)
        if flat.get("done_on"):
            follow(desk, made, flat)
    return task_id, made.result


def edit(desk: Desk, task_id: int, typed: Mapping[str, str]) -> Changes:
    """Change some fields; an empty text empties one. Another day or repeat begins a new series; a day on which it was
    done makes the next one as `finish` does, emptying it takes that back.

    Raises UserError as `add` does; 'task-unknown'.
    """
    with desk.recording("task-edit", number="") as made:
        before = _living(desk, made, task_id)
        read_ = read(desk, typed, new=False, task_id=task_id)
        reading.refuse(desk.fields(_KIND), read_)
        sets = _flat(desk, made, read_, before["customer_id"])
        after = {key: value for key, value in {**before, **sets}.items() if value is not None}
        if any(after.get(key) != before.get(key) for key in ("due_on", "repeat")):
            sets["anchor"] = after["anchor"] = begun(after)
        if "done_on" in before and "done_on" not in after:
            unfollow(desk, made, before)
        made.update(_KIND, task_id, sets)
        if "done_on" in after and "done_on" not in before:
            follow(desk, made, after)
    return made.result


def delete(desk: Desk, task_id: int) -> Changes:
    """Take it out of the customer's file; a repeated one ends with it. Raises UserError('task-unknown')."""
    with desk.recording("task-delete", number="") as made:
        _living(desk, made, task_id)
        made.update(_KIND, task_id, {"deleted_at": desk.now()})
    return made.result


def restore(desk: Desk, task_id: int) -> Changes:
    """Put a deleted one back into the customer's file.

    Raises UserError: 'task-number', 'task-there' when it was not deleted, 'record-gone'.
    """
    with desk.recording("task-restore", number="") as made:
        made.rename(number=put_back(desk, made, task_id))
    return made.result


def put_back(desk: Desk, made: Recording, task_id: int) -> str:
    """`restore` within another action; returns the customer's number."""
    return file_parts.put_numbered_back(desk, made, _KIND, task_id, tasks.number_of(task_id))


def finish(desk: Desk, task_id: int, on: dt.date | None = None) -> Changes:
    """It was done, on a day or today. A repeated one makes the next, the first time after that day: those passed over
    are not made up for, and there is never more than the next one.

    Raises UserError: 'task-unknown', 'task-done-already', 'task-done-future'.
    """
    day = on or desk.today()
    if day > desk.today():
        raise UserError("task-done-future")
    with desk.recording("task-done", number="") as made:
        flat = _living(desk, made, task_id)
        if "done_on" in flat:
            raise UserError("task-done-already")
        made.update(_KIND, task_id, {"done_on": day.isoformat()})
        follow(desk, made, {**flat, "done_on": day.isoformat()})
    return made.result


def reopen(desk: Desk, task_id: int) -> Changes:
    """It is still to be done after all; the next one that doing it made goes, unless that is done too.

    Raises UserError: 'task-unknown', 'task-open-already'.
    """
    with desk.recording("task-reopen", number="") as made:
        flat = _living(desk, made, task_id)
        if "done_on" not in flat:
            raise UserError("task-open-already")
        unfollow(desk, made, flat)
        made.update(_KIND, task_id, {"done_on": None})
    return made.result


def postpone(desk: Desk, task_id: int, to: dt.date) -> Changes:
    """It is to be done on another day; when a repeated one is due next does not change by it.

    Raises UserError: 'task-unknown', 'task-done-already'.
    """
    with desk.recording("task-postpone", number="") as made:
        flat = _living(desk, made, task_id)
        if "done_on" in flat:
            raise UserError("task-done-already")
        anchor = flat.get("anchor") or begun(flat)
        made.update(_KIND, task_id, {"due_on": to.isoformat(), "anchor": anchor})
    return made.result


def _flat(desk: Desk, made: Recording, read_: Typed, customer_id: int) -> Flat:
    return reading.to_flat(desk, made, desk.fields(_KIND), read_.values, customer_id=customer_id)


def _living(desk: Desk, made: Recording, task_id: int) -> Flat:
    """What is stored of a task. Raises UserError('task-unknown') when it, or its customer, is deleted."""
    found = task(desk, task_id)
    made.rename(number=found.customer_number)
    return file_parts.living(desk, _KIND, task_id)
