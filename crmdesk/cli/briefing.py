"""The briefing before a visit or call on the command line (METHOD.md section 1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import today_option
from crmdesk.cli.interactions import interaction_json
from crmdesk.cli.records import MONEY, record_json
from crmdesk.core import policies, values
from crmdesk.core.briefing import Account, Deal, LastPrice, NearBirthday
from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.interactions import Interaction
from crmdesk.core.moments import to_text
from crmdesk.core.next_purchase import NextPurchase
from crmdesk.core.tasks import Task
from crmdesk.core.visit_plan import Due
from crmdesk.core.words import Words
from crmdesk.services import briefing as verbs
from crmdesk.services import customers
from crmdesk.services.briefing import Briefing
from crmdesk.services.desk import Desk

_WHO = ("kind", "tier", "grade", "stage", "life_cycle", "relationship", "owner", "industry", "city", "mobile", "phone",
        "wechat", "best_time", "price_level", "discount", "terms_days")  # fmt: skip
_PERSON = ("name", "salutation", "title", "role", "mobile", "phone", "wechat")
_MADE = ("at", "kind", "by", "contact", "content", "promise")


@click.command("briefing")
@click.argument("number")
@today_option
@json_option
@pass_context
def briefing(context: Context, number: str, today: dt.date | None, as_json: bool) -> None:
    """Print what to read before a visit or call: who decides, what was promised, what is open, what to do next."""
    with context.desk() as desk:
        found = verbs.briefing(desk, customers.id_of(desk, number), today, context.words)
        if as_json:
            print_json(_json(desk, found, context.words))
        else:
            _print(desk, found, context.words)


def _json(desk: Desk, one: Briefing, words: Words) -> dict[str, Any]:
    fields = desk.fields("customer")
    return {
        "number": one.number,
        "name": one.name,
        "today": one.today,
        **{key: values.to_json(fields[key], one.file.values.get(key)) for key in _WHO},
        "suggested": [{"code": each.code, "message": each.told(words)} for each in one.suggested],
        "people": [record_json(desk.fields("contact"), person.values) for person in one.people],
        "contacts_made": [interaction_json(desk, each, one.number) for each in one.contacts_made],
        "steps": [interaction_json(desk, each, one.number) for each in one.steps],
        "tasks": [_task(each) for each in one.tasks],
        "complaints": [_complaint(each) for each in one.complaints],
        "account": _account(one.account),
        "policy": _policy(one),
        "usual": [next_purchase_json(each, one.today) for each in one.expected],
        "last_prices": [_price(each) for each in one.prices],
        "last_order": _deal(one.last_order) if one.last_order else None,
        "offers": [{**_deal(each), "valid_until": each.until} for each in one.offers],
        "birthdays": [_birthday(each) for each in one.birthdays],
        "dues": [_due(each) for each in one.dues],
    }


def _money(amount: Decimal | None) -> Any:
    return values.to_json(MONEY, amount)


def _task(task: Task) -> dict[str, Any]:
    return {"number": task.number, "due_on": task.due_on, "text": task.text, "by": task.by, "late_days": task.late_days}


def _complaint(row: ComplaintRow) -> dict[str, Any]:
    return {
        "number": row.number, "headline": row.headline, "received_at": to_text(row.received_at), "due_on": row.due_on,
        "late_days": row.late_days, "round": row.round, "step": row.step, "responsible": row.responsible,
    }  # fmt: skip


def _account(account: Account) -> dict[str, Any]:
    limit = None if account.limit is None else _money(account.limit)
    return {
        "owed": _money(account.owed), "overdue": _money(account.overdue), "since": account.since,
        "credit": _money(account.credit), "limit": limit, "beyond": _money(account.beyond), "held": list(account.held),
    }  # fmt: skip


def _policy(one: Briefing) -> dict[str, Any] | None:
    if one.policy is None:
        return None
    return record_json(policies.FIELDS, {field.key: getattr(one.policy, field.key) for field in policies.FIELDS.all})


def next_purchase_json(each: NextPurchase, today: dt.date) -> dict[str, Any]:
    """How something is usually bought, and when it will be again."""
    return {
        "by": each.by, "products": [goods.name for goods in each.goods], "category": each.category or None,
        "interval_days": each.rhythm.interval, "margin_days": each.rhythm.margin, "quantity": each.quantity,
        "unit": each.unit or None, "dates": each.rhythm.dates, "last_on": each.rhythm.last_on, "next_on": each.on,
        "from": each.from_, "to": each.to, "expected": each.expected(today), "late_days": each.late_days(today),
    }  # fmt: skip


def _price(each: LastPrice) -> dict[str, Any]:
    return {
        "product": each.product, "price": _money(each.price), "discount": each.discount, "quantity": each.quantity,
        "unit": each.unit or None, "on": each.on,
    }  # fmt: skip


def _deal(deal: Deal) -> dict[str, Any]:
    return {"number": deal.number, "date": deal.on, "amount": _money(deal.amount)}


def _birthday(near: NearBirthday) -> dict[str, Any]:
    return {"name": near.name, "birthday": str(near.birthday), "day": near.day, "years": near.years}


def _due(due: Due) -> dict[str, Any]:
    return {"kind": due.kind, "role": due.role, "who": due.who, "last_on": due.last_on, "due_on": due.due_on,
            "overdue_days": due.overdue_days}  # fmt: skip


def _print(desk: Desk, one: Briefing, words: Words) -> None:
    """For people: who they are, then each part under its name; empty ones are left out."""
    _, day = words.gettext, words.date
    click.echo(f"{one.number}  {one.name}")
    click.echo(" · ".join(_told(desk, "customer", one.file.values, _WHO, words)))
    _part(_("Next"), [(f"{place}", each.told(words)) for place, each in enumerate(one.suggested, 1)])
    _part(_("Who decides"), [_told(desk, "contact", person.values, _PERSON, words) for person in one.people])
    _part(_("Last contacts"), [_told(desk, "interaction", each.values, _MADE, words) for each in one.contacts_made])
    _part(_("Next steps and tasks"), [*_agreed(one.steps, words), *((day(t.due_on), t.text) for t in one.tasks)])
    _part(_("Open complaints"), [(row.number, row.headline) for row in one.complaints])
    _part(_("Account"), list(_owed(desk, one.account, words)))
    _part(_("What they buy, and when next"), [_bought(each, words) for each in one.expected])
    _part(_("Last prices"), [(each.product, words.money(each.price), day(each.on)) for each in one.prices])
    _part(_("Birthdays near"), [(day(near.day), near.name, near.birthday.show(words)) for near in one.birthdays])


def _told(desk: Desk, kind: str, record: Mapping[str, Any], keys: Sequence[str], words: Words) -> list[str]:
    fields = desk.fields(kind)
    shown = (values.show(fields[key], record[key], words) for key in keys if key in record)
    return [" ".join(text.split()) for text in shown]


def _part(title: str, rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        return
    click.echo()
    click.echo(title)
    width = max(len(row) for row in rows)
    print_table([[f"  {row[0]}", *row[1:], *[""] * (width - len(row))] for row in rows])


def _agreed(steps: Sequence[Interaction], words: Words) -> Iterator[tuple[str, str]]:
    for step in steps:
        day = step.values.get("next_date")
        yield words.date(day) if day else "", str(step.values.get("next_step", ""))


def _owed(desk: Desk, account: Account, words: Words) -> Iterator[tuple[str, str]]:
    fields = desk.fields("customer")
    amounts = {
        "owed": account.owed,
        "overdue": account.overdue,
        "credit": account.credit,
        "credit_limit": account.limit,
    }
    yield from ((words.label(fields[key].label), words.money(amount)) for key, amount in amounts.items() if amount)


def _bought(each: NextPurchase, words: Words) -> tuple[str, str, str]:
    quantity = "" if each.quantity is None else f"{words.number(each.quantity)} {each.unit}".rstrip()
    return each.name, f"{words.date(each.on)} ±{each.rhythm.margin}", quantity


COMMANDS = (briefing,)
