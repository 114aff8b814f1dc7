"""Tasks of care: planned, done late, taken up again, postponed; of deleted customers; sets for an order."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.task_sets import SetTask, TaskSet
from crmdesk.core.words import Words
from crmdesk.services import customers, history, orders, products, tasks, timeline
from crmdesk.services.desk import Desk

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def customer(desk: Desk) -> int:
    return customers.add(desk, {"name": "禾砚精密", "kind": "enterprise", "owner": "林小满"}, [{"name": "周砚秋"}])[0]


def due(desk: Desk, **wanted: object) -> list[str]:
    return [one.due_on.isoformat() for one in tasks.open_tasks(desk, **wanted)]  # type: ignore[arg-type]


def refused(code: str, call: object, *arguments: object, **named: object) -> None:
    with pytest.raises(UserError) as caught:
        call(*arguments, **named)  # type: ignore[operator]
    assert caught.value.code == code


def test_one_is_planned_done_and_undone(desk: Desk, customer: int) -> None:
    task_id, changes = tasks.add(desk, customer, {"text": "送样品", "contact": "周砚秋", "due_on": "2026-11-18"})
    assert changes.touched("task") == {task_id}
    one = tasks.task(desk, task_id)
    assert (one.number, one.customer_number, one.by, one.contact, one.late_days) == (
        "W00001", "K00001", "陈立", "周砚秋", 3,
    )  # fmt: skip
    assert tasks.count(desk, TODAY) == 1
    assert tasks.count(desk, dt.date(2026, 11, 17)) == 0
    tasks.finish(desk, task_id)
    assert (tasks.open_tasks(desk), tasks.task(desk, task_id).done_on) == ([], TODAY)
    told = timeline.timeline(desk, customer, kinds=("task",))
    assert [(entry.at.date(), entry.number, entry.values["text"]) for entry in told] == [(TODAY, "W00001", "送样品")]
    refused("task-done-already", tasks.finish, desk, task_id)
    refused("task-done-already", tasks.postpone, desk, task_id, TODAY)
    history.undo(desk)
    assert due(desk) == ["2026-11-18"]
    refused("task-open-already", tasks.reopen, desk, task_id)
    refused("task-done-future", tasks.finish, desk, task_id, TODAY + dt.timedelta(days=1))


def test_a_repeated_one_never_has_more_than_the_next(desk: Desk, customer: int) -> None:
    task_id, _ = tasks.add(desk, customer, {"text": "对账", "due_on": "2026-08-31", "repeat": "monthly"})
    after = tasks.following(desk, task_id)
    assert (after.due_on, after.passed) == (dt.date(2026, 11, 30), 2)
    tasks.finish(desk, task_id)
    assert due(desk) == ["2026-11-30"]
    tasks.reopen(desk, task_id)
    assert due(desk) == ["2026-08-31"]
    history.undo(desk)
    assert due(desk) == ["2026-11-30"]
    latest = tasks.open_tasks(desk)[0]
    tasks.finish(desk, latest.id)
    tasks.reopen(desk, task_id)  # a later one was done meanwhile: the one after that stays
    tasks.finish(desk, task_id)
    assert due(desk) == ["2026-12-31"]
    assert len(tasks.of_customer(desk, customer)) == 3


def test_postponing_leaves_the_series_as_it_is(desk: Desk, customer: int) -> None:
    task_id, _ = tasks.add(desk, customer, {"text": "对账", "due_on": "2026-10-31", "repeat": "monthly"})
    tasks.postpone(desk, task_id, dt.date(2026, 11, 20))
    tasks.finish(desk, task_id)
    (following,) = tasks.open_tasks(desk)
    assert following.due_on == dt.date(2026, 11, 30)
    tasks.postpone(desk, following.id, dt.date(2026, 11, 21))  # to an earlier day
    tasks.finish(desk, following.id)
    assert due(desk) == ["2026-12-31"]
    (following,) = tasks.open_tasks(desk)
    tasks.edit(desk, following.id, {"due_on": "2026-11-10"})  # a new series from here
    tasks.finish(desk, following.id)
    assert due(desk) == ["2026-12-10"]


def test_a_last_day_ends_it(desk: Desk, customer: int) -> None:
    typed = {"text": "问候", "due_on": "2026-11-16", "repeat": "weekly", "until": "2026-11-25"}
    task_id, _ = tasks.add(desk, customer, typed)
    tasks.edit(desk, task_id, {"done_on": "2026-11-16"})
    (second,) = tasks.open_tasks(desk)
    assert second.due_on == dt.date(2026, 11, 23)
    tasks.edit(desk, task_id, {"done_on": ""})
    assert due(desk) == ["2026-11-16"]
    tasks.finish(desk, task_id, dt.date(2026, 11, 17))
    tasks.finish(desk, tasks.open_tasks(desk)[0].id)
    assert tasks.open_tasks(desk) == []


def test_of_customers_in_the_trash(desk: Desk, customer: int) -> None:
    task_id, _ = tasks.add(desk, customer, {"text": "送样品"})
    customers.delete(desk, [customer])
    assert (tasks.open_tasks(desk), tasks.count(desk), tasks.by_day(desk, TODAY, TODAY)) == ([], 0, {})
    for verb in (tasks.finish, tasks.delete, tasks.task):
        refused("task-unknown", verb, desk, task_id)
    refused("record-gone", tasks.add, desk, customer, {"text": "电话"})
    refused("record-gone", tasks.start_set, desk, "after-sale", customer)
    customers.restore(desk, [customer])
    assert tasks.by_day(desk, TODAY, TODAY) == {TODAY: 1}
    tasks.delete(desk, task_id)
    refused("task-number", tasks.id_of, desk, "W00001")
    tasks.restore(desk, task_id)
    assert tasks.id_of(desk, "w00001") == task_id
    refused("task-there", tasks.restore, desk, task_id)


def test_whose_they_are_and_pages_of_them(desk: Desk, customer: int) -> None:
    for day, by in (("2026-11-21", "陈立"), ("2026-11-20", ""), ("2026-11-25", "")):
        tasks.add(desk, customer, {"text": "电话", "due_on": day, "by": by})
    assert due(desk, owner="林小满") == ["2026-11-20", "2026-11-25"]
    assert due(desk, owner="陈立") == ["2026-11-21"]
    assert due(desk, first=1, most=1) == ["2026-11-21"]
    assert due(desk, since=TODAY, until=dt.date(2026, 11, 24)) == ["2026-11-21"]


@pytest.mark.parametrize(
    ("typed", "field", "code", "hard"),
    [
        ({"until": "2026-11-01", "repeat": "weekly"}, "until", "task-until-before", True),
        ({"until": "2026-12-01"}, "until", "task-until-alone", False),
        ({"done_on": "2026-12-01"}, "done_on", "task-done-future", True),
        ({"due_on": "2026-11-01"}, "due_on", "task-due-past", False),
        ({"due_on": "2026-02-29"}, "due_on", "date-no-such-day", True),
        ({"repeat": "每天"}, "repeat", "choice-unknown", True),
        ({"contact": "无此人"}, "contact", "contact-not-there", True),
        ({"sales_order": "D9"}, "sales_order", "order-unknown", True),
        ({"text": " "}, "text", "required-missing", True),
    ],
)
def test_what_is_told_of_a_form(
    desk: Desk, customer: int, typed: dict[str, str], field: str, code: str, hard: bool
) -> None:
    whole = {"text": "电话", "due_on": "2026-11-21", **typed}
    problem = tasks.read(desk, whole, new=True, customer_id=customer).problems[field]
    assert (problem.code, problem.hard) == (code, hard)
    if hard:
        with pytest.raises(UserError):
            tasks.add(desk, customer, whole)
        assert tasks.count(desk) == 0


def test_a_set_for_an_order(desk: Desk, customer: int, words_en: Words) -> None:
    products.add(desk, {"name": "缠绕膜", "code": "P1", "price": "10"})
    order, _ = orders.add(desk, customer, {"date": "2026-11-10", "by": "林小满"}, [{"product": "P1", "quantity": "1"}])
    tasks.start_set(desk, "after-sale", customer, sales_order=order)
    planned = tasks.open_tasks(desk)
    assert [one.due_on.isoformat() for one in planned] == ["2026-11-11", "2026-11-17", "2026-12-10"]
    assert {(one.order, one.by, one.phase) for one in planned} == {("D00001", "林小满", "after")}
    refused("task-set-started", tasks.start_set, desk, "after-sale", customer, sales_order=order)
    history.undo(desk)
    assert tasks.count(desk) == 0
    orders.edit(desk, order, {"delivered_on": "2026-11-15"})
    tasks.start_set(desk, "after-sale", customer, sales_order=order, words=words_en)
    assert due(desk) == ["2026-11-16", "2026-11-22", "2026-12-15"]
    refused("task-set-unknown", tasks.start_set, desk, "nichts", customer)
    other, _ = customers.add(desk, {"name": "乙"})
    refused("order-gone", tasks.start_set, desk, "offer", other, sales_order=order)


def test_sets_of_ones_own(desk: Desk, customer: int) -> None:
    supplied = tasks.sets(desk)
    assert [each.key for each in supplied] == ["after-sale", "new-customer", "regular-customer", "renewal", "offer"]
    mine = TaskSet("set1", "节前走访", "order", (SetTask(30, "上门"), SetTask(0, "电话", "before", "weekly")))
    tasks.set_sets(desk, (*supplied, mine))
    kept = tasks.sets(desk)[-1]
    assert [task.days for task in kept.tasks] == [0, 30]
    tasks.start_set(desk, "set1", customer, dt.date(2026, 12, 1))
    assert [(one.due_on.isoformat(), one.repeat) for one in tasks.open_tasks(desk)] == [
        ("2026-12-01", "weekly"), ("2026-12-31", None),
    ]  # fmt: skip
    for code, broken in (
        ("task-set-name", TaskSet("a", " ", "order", mine.tasks)),
        ("task-set-exists", TaskSet("a", "售后回访", "order", mine.tasks)),
        ("task-set-empty", TaskSet("a", "空", "order", ())),
        ("task-set-text", TaskSet("a", "b", "order", (SetTask(1, ""),))),
        ("task-set-days", TaskSet("a", "b", "order", (SetTask(-1, "x"),))),
        ("task-set-broken", TaskSet("a", "b", "order", (SetTask(1, "x", "nie"),))),
        ("task-set-broken", TaskSet("offer", "b", "order", mine.tasks)),
    ):
        refused(code, tasks.set_sets, desk, (*supplied, broken))
    tasks.set_sets(desk, None)
    assert tasks.sets(desk) == supplied
    history.undo(desk)
    assert tasks.sets(desk)[-1] == kept
