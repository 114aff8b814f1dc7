"""What customers are worth on the command line: lifetime values, customer equity, time spent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import click
from msgspec.structs import replace

from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import day_option, today_option
from crmdesk.cli.records import MONEY
from crmdesk.core import values
from crmdesk.core.clv import Assumptions
from crmdesk.core.errors import Parsed, UserError
from crmdesk.core.money import parse_integer, parse_number
from crmdesk.core.orders import NOTHING, to_fen
from crmdesk.core.reasons import Reason
from crmdesk.core.tiers import LABELS
from crmdesk.core.time_spent import Spent, TimeSpent
from crmdesk.core.value import Brought, Course, CustomerValue, Equity, ValueRow, Values
from crmdesk.core.value_basis import last_months
from crmdesk.core.words import Words
from crmdesk.services import customers, tiers, value
from crmdesk.services.desk import Desk

_PAGE, _SHOWN = 1_000, 20
"""So many customers where nobody asked for another number; JSON has all."""


@click.command("value")
@click.option("--customer", metavar="NUMBER", help="Only of this customer, with everything it rests on.")
@click.option("--rate", metavar="PERCENT", help="Another discount rate than the one set.")
@click.option("--years", metavar="YEARS", help="For how many years customers stay.")
@click.option("--growth", metavar="PERCENT", help="By how much what they bring grows each year.")
@day_option("--from", "Time spent only from this day on (default: a year).", "first")
@day_option("--to", "Time spent only until this day.", "last")
@click.option("--limit", type=click.IntRange(min=0), help="At most so many customers.")
@today_option
@json_option
@pass_context
def insights_value(
    context: Context,
    customer: str | None,
    rate: str | None,
    years: str | None,
    growth: str | None,
    first: dt.date | None,
    last: dt.date | None,
    limit: int | None,
    today: dt.date | None,
    as_json: bool,
) -> None:
    """Lifetime values, customer equity and its course, time spent against profit."""
    words, line = context.words, ProgressLine(context.words)
    with context.desk() as desk:
        day = today or desk.today()
        assumed = _assumed(desk, day, rate, years, growth)
        if customer is not None:
            one = value.clv_of(desk, customers.id_of(desk, customer), day, assumed)
            print_json(_customer_json(one, words)) if as_json else _print_customer(one, words)
            return
        until = last or day
        time = value.time_spent(desk, first or last_months(until).first or until, until, progress=line)
        course = value.equity(desk, day, assumptions=assumed, progress=line)
        listed = value.top(desk, day, assumptions=assumed, progress=line)
        line.end()
        if as_json:
            print_json(_json(course, listed, _rows(desk, listed, limit), time, words))
        else:
            _print(context, course, _rows(desk, listed, _SHOWN if limit is None else limit), time)


def _rows(desk: Desk, listed: Values, limit: int | None) -> list[ValueRow]:
    most = listed.count if limit is None else min(limit, listed.count)
    return [row for at in range(0, most, _PAGE) for row in value.rows(desk, listed, at, min(_PAGE, most - at))]


def _assumed(desk: Desk, day: dt.date, rate: str | None, years: str | None, growth: str | None) -> Assumptions | None:
    if rate is None and years is None and growth is None:
        return None
    found = tiers.assumptions(desk, day)
    if rate is not None:
        found = replace(found, rate=_known(parse_number(rate.strip().removesuffix("%"))))
    if growth is not None:
        found = replace(found, growth=_known(parse_number(growth.strip().removesuffix("%"))))
    return found if years is None else replace(found, years=int(_known(parse_integer(years))))


def _known(parsed: Parsed[Any]) -> Any:
    if parsed.problem is not None and parsed.refused:
        raise UserError(parsed.problem.code, **parsed.problem.params)
    if parsed.value is None:
        raise UserError("number-unreadable", text="")
    return parsed.value


def _yuan(amount: Decimal | None) -> Any:
    return None if amount is None else values.to_json(MONEY, to_fen(amount))


def _reason(reason: Reason | None, words: Words) -> Any:
    return None if reason is None else {"code": reason.code, "message": reason.told(words)}


def _json(course: Course, listed: Values, rows: Sequence[ValueRow], time: TimeSpent, words: Words) -> dict[str, Any]:
    notes = (*course.notes, *(note for note in listed.notes if note not in course.notes))
    return {
        **_equity_json(course.today, words),
        "assumptions": _assumptions_json(course),
        "course": [_equity_json(each, words) for each in course.quarters],
        "customers": [
            {"number": row.number, "name": row.name, "rank": row.rank, "tier": row.tier, "clv": _yuan(row.clv),
             "net": _yuan(row.net), "guess": row.guess}
            for row in rows
        ],
        "time": {
            "first": time.period.first, "last": time.period.last, **_spent_json(time.total),
            "tiers": [{"tier": line.key or None, **_spent_json(line)} for line in time.lines],
            "why": _reason(time.why, words),
        },
        "notes": [_reason(note, words) for note in notes],
    }  # fmt: skip


def _equity_json(one: Equity, words: Words) -> dict[str, Any]:
    return {
        "today": one.on, "equity": _yuan(one.total), "count": one.customers, "average": _yuan(one.average),
        "unknown": one.unknown, "why": _reason(one.why, words),
    }  # fmt: skip


def _assumptions_json(found: Course | CustomerValue) -> dict[str, Any]:
    assumed = found.assumptions
    return {"rate": assumed.rate, "years": assumed.years, "growth": assumed.growth, "years_from": found.years_from}


def _spent_json(line: Spent) -> dict[str, Any]:
    return {
        "count": line.customers, "contacts": line.contacts, "timed": line.timed, "minutes": line.minutes,
        "cost": _yuan(line.cost), "profit": _yuan(line.profit), "net": _yuan(line.net),
        "per_hour": _yuan(line.per_hour),
    }  # fmt: skip


def _brought_json(brought: Brought) -> dict[str, Any]:
    known = brought.known
    return {
        "profit": _yuan(brought.profit if known else None), "contacts": _yuan(brought.contacts),
        "compensation": _yuan(brought.compensation), "net": _yuan(brought.net if known else None),
        "orders": brought.orders, "without_cost": brought.unknown,
    }  # fmt: skip


def _customer_json(one: CustomerValue, words: Words) -> dict[str, Any]:
    return {
        "number": one.number, "name": one.name, "today": one.today, "clv": _yuan(one.clv),
        "why": _reason(one.why, words), "period": {"first": one.period.first, "last": one.period.last},
        "assumptions": _assumptions_json(one), **_brought_json(one.brought), "days": one.days, "guess": one.guess,
        "yearly": _yuan(one.yearly if one.brought.known else None),
        "coming": [
            {"year": each.year, "brings": _yuan(each.brings), "worth": _yuan(each.worth)} for each in one.coming
        ],
        "past": [{"year": each.year, "last": each.last, **_brought_json(each.brought)} for each in one.past],
        "records": [
            {"kind": each.kind, "number": each.number or None, "on": each.on, "value": _yuan(each.value)}
            for each in one.records
        ],
        "lost_on": one.lost_on, "notes": [_reason(note, words) for note in one.notes],
    }  # fmt: skip


def _print_customer(one: CustomerValue, words: Words) -> None:
    _, money = words.gettext, words.money
    click.echo(f"{one.number}  {one.name}")
    head = _("Customer lifetime value")
    click.echo(one.why.told(words) if one.why else f"{head}  {money(to_fen(one.clv or NOTHING))}")
    brought = one.brought
    rows = [(_("Gross profit, last 12 months"), money(brought.profit))] if brought.known else []
    rows += [(_("Cost of contacts"), money(-brought.contacts)), (_("Compensation"), money(-brought.compensation))]
    if brought.known:
        rows.append((_("In a year"), money(one.yearly)))
    rows += [
        (_("Discount rate"), f"{words.number(one.assumptions.rate)}%"),
        (_("Years"), words.number(one.assumptions.years)),
        (_("Yearly growth"), f"{words.number(one.assumptions.growth)}%"),
    ]
    print_table(rows)
    for note in one.notes:
        click.echo(note.told(words))
    click.echo()
    unknown = _("not known")
    print_table([
        (str(each.year), money(each.brought.net) if each.brought.known else unknown) for each in one.past
    ])  # fmt: skip


def _print(context: Context, course: Course, rows: Sequence[ValueRow], time: TimeSpent) -> None:
    words = context.words
    _, money, number = words.gettext, words.money, words.number
    now = course.today
    if now.total is None or now.average is None:
        click.echo(now.why.told(words) if now.why else "")
    else:
        told = _("{count} customers × {average} on average")
        head, counted = _("Customer equity"), told.format(count=number(now.customers), average=money(now.average))
        click.echo(f"{head}  {money(now.total)}  ({counted})")
    for note in course.notes:
        context.say(note.told(words))
    print_table([
        (words.date(each.on), "–" if each.total is None else money(each.total), number(each.customers))
        for each in course.quarters
    ])  # fmt: skip
    click.echo()
    print_table([
        (number(row.rank), row.number, row.name, "–" if row.clv is None else money(to_fen(row.clv))) for row in rows
    ])  # fmt: skip
    click.echo()
    if time.why is not None:
        click.echo(time.why.told(words))
        return
    heads = (_("Tier"), _("Contacts made"), _("Minutes"), _("Cost"), _("Gross profit"), _("Profit per hour"))
    print_table([heads, *(
        (words.label(LABELS[line.key]) if line.key in LABELS else "–", number(line.contacts), number(line.minutes),
         money(line.cost), *("–" if each is None else money(each) for each in (line.profit, line.per_hour)))
        for line in time.lines
    )])  # fmt: skip


INSIGHTS = (insights_value,)
