"""Tasks of care, and the sets that plan several at once, on the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import day_argument, day_option, today_option
from crmdesk.cli.editing import Verbs, add_editing
from crmdesk.cli.records import outward, read_pairs, record_json, report
from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.tasks import Task
from crmdesk.services import customers, order_numbers, tasks
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed

_KIND, _NO = "task", "W…"
_VALUES = ("due_on", "text", "phase", "by", "contact", "repeat", "until", "done_on", "notes")
_INWARD = {"order": "sales_order"}
_on_option = day_option("--on", "On this day (default: today).", "day")


@click.group("task")
def task() -> None:
    """Tasks of care before, during and after the sale: date, repeat, done."""


@task.command("add")
@click.argument("pairs", nargs=-1, metavar="FIELD=VALUE…")
@click.option("--customer", metavar="NUMBER", help="For whom.")
@json_option
@pass_context
def add(context: Context, pairs: Sequence[str], customer: str | None, as_json: bool) -> None:
    """Plan a task; customer and text are enough."""
    typed = _inward(read_pairs(pairs))
    number = customer or typed.pop("customer", "")
    if not number:
        raise UserError("command-customer-needed")
    with context.desk() as desk:
        customer_id = customers.id_of(desk, number)
        problems = tasks.read(desk, typed, new=False, customer_id=customer_id).problems
        task_id, _ = tasks.add(desk, customer_id, typed)
        report(context, desk, problems, _KIND)
        _print_one(context, desk, task_id, as_json)


@task.command("list")
@day_option("--until", "Only those due until this day.")
@click.option("--owner", metavar="NAME", help="Only those of this person of ours.")
@click.option("--customer", metavar="NUMBER", help="Only those for this customer, done ones too.")
@click.option("--done", "finished", is_flag=True, help="Those that were done, the latest first.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@today_option
@json_option
@pass_context
def list_(
    context: Context,
    until: dt.date | None,
    owner: str | None,
    customer: str | None,
    finished: bool,
    limit: int | None,
    today: dt.date | None,
    as_json: bool,
) -> None:
    """List tasks still to be done, the earliest first."""
    with context.desk() as desk:
        whose = customers.id_of(desk, customer) if customer else None
        if finished:
            found = tasks.done(desk, last=until, owner=owner, customer_id=whose, most=limit)
        else:
            found = tasks.open_tasks(desk, until, owner=owner, customer_id=whose, most=limit, today=today)
        if whose is not None and not finished:
            found += tasks.done(desk, last=until, owner=owner, customer_id=whose, most=limit)
        _print(context, desk, found[:limit], as_json)


@task.command("done")
@click.argument("number", metavar=_NO)
@_on_option
@json_option
@pass_context
def done(context: Context, number: str, day: dt.date | None, as_json: bool) -> None:
    """Note that a task was done; a repeated one makes the next."""
    n, words = context.words.ngettext, context.words
    with context.desk() as desk:
        task_id = tasks.id_of(desk, number)
        after = tasks.following(desk, task_id, day)
        tasks.finish(desk, task_id, day)
        if after.passed:
            told = n("{count} time was passed over.", "{count} times were passed over.", after.passed)
            context.say(told.format(count=words.number(after.passed)))
        if after.due_on is not None:
            context.say(words.gettext("Next on {day}.").format(day=words.date(after.due_on)))
        _print_one(context, desk, task_id, as_json)


@task.command("reopen")
@click.argument("number", metavar=_NO)
@json_option
@pass_context
def reopen(context: Context, number: str, as_json: bool) -> None:
    """Take up a task again that was done."""
    with context.desk() as desk:
        task_id = tasks.id_of(desk, number)
        tasks.reopen(desk, task_id)
        _print_one(context, desk, task_id, as_json)


@task.command("postpone")
@click.argument("number", metavar=_NO)
@day_argument("to")
@json_option
@pass_context
def postpone(context: Context, number: str, to: dt.date, as_json: bool) -> None:
    """Put a task off to another day; when a repeated one is due next does not change by it."""
    with context.desk() as desk:
        task_id = tasks.id_of(desk, number)
        tasks.postpone(desk, task_id, to)
        _print_one(context, desk, task_id, as_json)


@task.command("sets")
@json_option
@pass_context
def sets(context: Context, as_json: bool) -> None:
    """List the sets of tasks with what each plans, and after how many days."""
    with context.desk() as desk:
        found = tasks.sets(desk, context.words)
    if as_json:
        print_json([
            {"key": each.key, "name": each.name, "basis": each.basis,
             "tasks": [{"days": one.days, "text": one.text, "phase": one.phase, "repeat": one.repeat}
                       for one in each.tasks]}
            for each in found
        ])  # fmt: skip
        return
    number = context.words.number
    print_table([(each.key, each.name, number(one.days), one.text) for each in found for one in each.tasks])


@task.command("start-set")
@click.argument("key", metavar="SET")
@click.option("--customer", metavar="NUMBER", help="For whom; the order says it too.")
@click.option("--order", metavar="NUMBER", help="For this order: counted from its delivery or date.")
@day_option("--on", "Counted from this day (default: the order's, else today).", "day")
@json_option
@pass_context
def start_set(
    context: Context, key: str, customer: str | None, order: str | None, day: dt.date | None, as_json: bool
) -> None:
    """Plan all tasks of a set."""
    with context.desk() as desk:
        customer_id = customers.id_of(desk, customer) if customer else None
        order_id = order_numbers.order_of(desk, order, customer_id) if order else None
        if customer_id is None and order_id is None:
            raise UserError("command-customer-needed")
        whose = customer_id if customer_id is not None else tasks.owner_of(desk, order_id or 0)
        made = tasks.start_set(desk, key, whose, day, order_id, context.words).touched(_KIND)
        found = [one for one in tasks.open_tasks(desk, customer_id=whose) if one.id in made]
        _print(context, desk, found, as_json)


def task_json(desk: Desk, one: Task) -> dict[str, Any]:
    """A task with its number and the customer's."""
    known: dict[str, Any] = {key: getattr(one, key) for key in _VALUES}
    told = record_json(desk.fields(_KIND), {**known, "sales_order": one.order})
    plain = {outward(key): value for key, value in told.items()}
    whose = {"customer": one.customer_number, "name": one.customer_name, "tier": one.tier}
    return {"number": one.number, **whose, **plain, "overdue_days": one.late_days}


def tasks_json(desk: Desk, customer_id: int) -> list[dict[str, Any]]:
    """Those of a whole file, what is still to be done first."""
    return [task_json(desk, one) for one in tasks.of_customer(desk, customer_id)]


def _print_one(context: Context, desk: Desk, task_id: int, as_json: bool) -> None:
    _print(context, desk, [tasks.task(desk, task_id)], as_json, one=True)


def _print(context: Context, desk: Desk, found: Sequence[Task], as_json: bool, *, one: bool = False) -> None:
    if as_json:
        told = [task_json(desk, each) for each in found]
        print_json(told[0] if one else told)
        return
    fields, words = desk.fields(_KIND), context.words
    shown = ("due_on", "text", "by", "repeat", "done_on")
    print_table([
        [each.number, each.customer_number, each.customer_name,
         *(values.show(fields[key], getattr(each, key), words).replace("\n", " ") for key in shown)]
        for each in found
    ])  # fmt: skip


def _inward(typed: Mapping[str, str]) -> dict[str, str]:
    return {_INWARD.get(key, key): text for key, text in typed.items()}


def _read(desk: Desk, typed: Mapping[str, str], task_id: int) -> Typed:
    return tasks.read(desk, _inward(typed), new=False, task_id=task_id)


def _edit(desk: Desk, task_id: int, typed: Mapping[str, str]) -> Changes:
    return tasks.edit(desk, task_id, _inward(typed))


add_editing(
    task,
    _NO,
    Verbs(_KIND, tasks.id_of, _read, _edit, tasks.delete, _print_one),
    edit="Change a task; an empty value empties a field.",
    delete="Take a task out of its customer's file; a repeated one ends with it.",
)
COMMANDS = (task,)
