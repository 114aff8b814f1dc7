"""Sets of tasks that are planned together: days after an order's delivery, its date or any day (METHOD.md section 11).

What nobody has changed is supplied in the language of the program.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from msgspec import Struct

from crmdesk.core import choices, choices_daily
from crmdesk.core.errors import UserError
from crmdesk.core.words import Label, Words

MOST_DAYS = 3650
DELIVERY, ORDERED = "delivery", "order"
"""What the days of a set are counted from where it is started for an order: its delivery, else its date; its date."""


class SetTask(Struct, frozen=True):
    """One task of a set, so many days after the set begins."""

    days: int
    text: str
    phase: str | None = None
    repeat: str | None = None


class TaskSet(Struct, frozen=True):
    """A set of tasks, in the order of their days. `key` stays when the name changes."""

    key: str
    name: str
    basis: str
    tasks: tuple[SetTask, ...]


_SUPPLIED: tuple[tuple[str, Label, str, str, tuple[tuple[int, Label], ...]], ...] = (
    (
        "after-sale", Label("Care after the sale", "售后回访"), DELIVERY, "after",
        (
            (1, Label("Call: has everything arrived, is all well?", "次日电话：货物是否收齐、有无问题")),
            (7, Label("Ask how the product is used", "7 天回访：了解使用情况")),
            (30, Label("Ask how satisfied they are and what they need next", "30 天回访：满意度和新的需求")),
        ),
    ),
    (
        "new-customer", Label("Care for a new customer", "新客户关怀"), ORDERED, "after",
        (
            (0, Label("Thank them for the first order", "感谢首次订货")),
            (14, Label("Introduce our service and who is in charge", "介绍售后服务和对接人员")),
            (60, Label("Visit: how are they doing with us?", "上门拜访：了解合作感受")),
        ),
    ),
    (
        "regular-customer", Label("Care for a regular customer", "老客户关怀"), ORDERED, "during",
        (
            (7, Label("Call and ask how they are", "电话问候，了解近况")),
            (30, Label("Tell them of new products", "介绍新产品")),
            (90, Label("Visit: look at what they use and need", "上门拜访：了解使用情况和需求")),
        ),
    ),
    (
        "renewal", Label("Renewal of a yearly contract", "到期续约"), ORDERED, "before",
        (
            (305, Label("Ask whether they wish to renew (two months left)", "到期前两个月：了解续约意向")),
            (335, Label("Hand over the renewal offer (one month left)", "到期前一个月：提交续约方案")),
            (358, Label("Settle the renewal (one week left)", "到期前一周：确认续约")),
        ),
    ),
    (
        "offer", Label("After an offer", "报价跟进"), ORDERED, "before",
        (
            (3, Label("Ask whether the offer raised questions", "询问对报价有无疑问")),
            (7, Label("Talk over what they doubt", "沟通顾虑，处理异议")),
            (14, Label("Ask for the decision", "请对方答复")),
        ),
    ),
)  # fmt: skip


def supplied(words: Words) -> tuple[TaskSet, ...]:
    """The sets that come with the program."""
    return tuple(
        TaskSet(
            key, words.label(name), basis, tuple(SetTask(days, words.label(text), phase) for days, text in tasks)
        )
        for key, name, basis, phase, tasks in _SUPPLIED
    )  # fmt: skip


def read_sets(text: str | None, words: Words) -> tuple[TaskSet, ...]:
    """The stored sets; None: those supplied. Raises UserError('task-set-broken')."""
    return supplied(words) if text is None else parse_sets(text)


def parse_sets(text: str) -> tuple[TaskSet, ...]:
    """Sets as `to_json` writes them. Raises UserError('task-set-broken')."""
    try:
        found = tuple(_read(row) for row in json.loads(text))
        check(found)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError, UserError) as error:
        raise UserError("task-set-broken") from error
    return found


def _read(row: dict[str, object]) -> TaskSet:
    tasks = row["tasks"]
    if not isinstance(tasks, list):
        raise TypeError
    return TaskSet(
        str(row["key"]),
        str(row["name"]),
        str(row["basis"]),
        tuple(SetTask(int(one["days"]), str(one["text"]), one.get("phase"), one.get("repeat")) for one in tasks),
    )


def to_json(sets: Sequence[TaskSet]) -> str:
    """As they are stored; tasks in the order of their days."""
    rows = []
    for each in sets:
        tasks = [
            {key: value for key in ("days", "text", "phase", "repeat") if (value := getattr(task, key)) is not None}
            for task in sorted(each.tasks, key=lambda task: task.days)
        ]
        rows.append({"key": each.key, "name": each.name, "basis": each.basis, "tasks": tasks})
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def new_key(sets: Sequence[TaskSet]) -> str:
    """A key that no set has."""
    taken = {each.key for each in sets}
    return next(key for number in range(1, len(sets) + 2) if (key := f"set{number}") not in taken)


def check(sets: Sequence[TaskSet]) -> None:
    """Raises UserError: 'task-set-name', 'task-set-exists', 'task-set-empty', 'task-set-text', 'task-set-days',
    'task-set-broken' (an unknown basis, phase or repeat, a key used twice)."""
    names: set[str] = set()
    for each in sets:
        if not each.name.strip():
            raise UserError("task-set-name")
        if each.name in names:
            raise UserError("task-set-exists", name=each.name)
        names.add(each.name)
        if not each.tasks:
            raise UserError("task-set-empty", name=each.name)
        for task in each.tasks:
            _check_task(each, task)
    if len({each.key for each in sets}) < len(sets) or any(each.basis not in (DELIVERY, ORDERED) for each in sets):
        raise UserError("task-set-broken")


def _check_task(of: TaskSet, task: SetTask) -> None:
    if not task.text.strip():
        raise UserError("task-set-text", name=of.name)
    if not 0 <= task.days <= MOST_DAYS:
        raise UserError("task-set-days", text=str(task.days))
    known = (
        (task.phase, {one.key for one in choices.PHASE}),
        (task.repeat, {one.key for one in choices_daily.REPEAT}),
    )
    if any(value is not None and value not in keys for value, keys in known):
        raise UserError("task-set-broken")
