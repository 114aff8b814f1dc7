"""The loyalty matrix and the indicators of loyalty on the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, get_args

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import day_option, today_option
from crmdesk.cli.records import MONEY
from crmdesk.cli.surveys import survey_json
from crmdesk.core import values
from crmdesk.core.choices_insight import LOYALTY, SATISFACTION
from crmdesk.core.indicators import KEYS, REPEAT, Indicator
from crmdesk.core.loyalty import FIELDS, TITLES, UNJUDGED, Indicators, Matrix, Standing, Step
from crmdesk.core.reasons import Reason
from crmdesk.core.words import Words
from crmdesk.services import loyalty
from crmdesk.services.desk import Desk

_SHOWN = 10
"""So many customers of each field where nobody asked for another number; JSON has all of a field that was asked for."""
_PAGE = 1_000
_HUNDRED = 100


@click.command("loyalty")
@click.option("--field", type=click.Choice((*FIELDS, UNJUDGED)), help="List the customers of this field.")
@click.option("--limit", type=click.IntRange(min=0), help="At most so many customers.")
@today_option
@json_option
@pass_context
def matrix(context: Context, field: str | None, limit: int | None, today: dt.date | None, as_json: bool) -> None:
    """Show how satisfied customers are, and the loyalty matrix: whether product and service satisfy."""
    with context.desk() as desk:
        found = loyalty.matrix(desk, today)
        if as_json:
            listed = {} if field is None else {"customers": _listed(desk, found, field, limit)}
            print_json({**_matrix_json(found, context.words), **listed})
            return
        _print_matrix(context, found)
        for each in (field,) if field else FIELDS:
            _print_customers(context, desk, found, each, _SHOWN if limit is None else limit)


@click.command("indicators")
@day_option("--from", "From this day on (default: twelve months before the last day).", "first")
@day_option("--to", "Until this day (default: today).", "last")
@click.option("--by", "step", type=click.Choice(get_args(Step)), help="Show months or quarters beside each other.")
@click.option("--count", type=click.IntRange(1, 60), default=8, show_default=True, help="So many months or quarters.")
@click.option("--behind", "key", type=click.Choice((*KEYS, REPEAT)), help="List the records this one counts.")
@today_option
@json_option
@pass_context
def indicators(
    context: Context,
    first: dt.date | None,
    last: dt.date | None,
    step: Step | None,
    count: int,
    key: str | None,
    today: dt.date | None,
    as_json: bool,
) -> None:
    """Show the five indicators of loyalty over a period, and the repeat-purchase rate."""
    last = last or today
    with context.desk() as desk:
        if key is not None:
            _print_behind(context, desk, key, first, last, as_json)
            return
        course = loyalty.over_time(desk, last, step, count) if step else (loyalty.indicators(desk, first, last),)
    words = context.words
    if as_json:
        told = [_period_json(one, words) for one in course]
        print_json({"by": step, "periods": told} if step else told[0])
        return
    heads = [f"{_day(one.period.first, words)} – {_day(one.period.last, words)}" for one in course]
    rows = [(words.label(TITLES[each]), *(_percent(one.of(each), words) for one in course)) for each in (*KEYS, REPEAT)]
    print_table([("", *heads), *rows])
    if step is None:
        for told_why in dict.fromkeys(each.why.told(words) for each in course[0].all if each.why is not None):
            context.say(told_why)


def _print_matrix(context: Context, found: Matrix) -> None:
    words, label = context.words, context.words.label
    _ = words.gettext
    if found.why is not None:
        context.say(found.why.told(words))
    levels = {choice.key: choice.label for choice in SATISFACTION}
    print_table([
        (label(levels[one.level]), words.number(one.count), _share(one.percent, words)) for one in found.levels
    ])  # fmt: skip
    click.echo()
    fields = {choice.key: choice.label for choice in LOYALTY}
    rows = [
        (label(fields[one.loyalty]), words.number(one.count), _share(one.percent, words), words.money(one.value))
        for one in found.fields
    ]
    heads = (_("Loyalty"), _("Customers"), _("Share"), _("Sales, last 12 months"))
    print_table([heads, *rows, (_("Not judged"), words.number(found.unjudged), "", "")])


def _print_customers(context: Context, desk: Desk, found: Matrix, field: str, limit: int) -> None:
    words = context.words
    rows = _standings(desk, found, field, limit)
    if not rows:
        return
    fields = {choice.key: choice.label for choice in LOYALTY}
    click.echo()
    click.echo(words.label(fields[field]) if field in fields else words.gettext("Not judged"))
    print_table([(f"  {one.customer.number}", one.customer.name, words.money(one.sales)) for one in rows])


def _print_behind(
    context: Context, desk: Desk, key: str, first: dt.date | None, last: dt.date | None, as_json: bool
) -> None:
    found, words = loyalty.behind(desk, key, first, last), context.words
    rows = [row for at in range(0, len(found.ids), _PAGE) for row in loyalty.behind_rows(desk, found, at, _PAGE)]
    if as_json:
        print_json([
            {"kind": row.kind, "number": row.number or None, "customer": row.customer_number, "name": row.customer_name,
             "day": row.day, "reason": _reason_json(row.reason, words)}
            for row in rows
        ])  # fmt: skip
        return
    print_table([
        (row.number, words.date(row.day), row.customer_number, row.customer_name, row.reason.told(words))
        for row in rows
    ])  # fmt: skip


def _standings(desk: Desk, found: Matrix, field: str, limit: int | None) -> list[Standing]:
    rows: list[Standing] = []
    while limit is None or len(rows) < limit:
        most = _PAGE if limit is None else min(_PAGE, limit - len(rows))
        page = loyalty.in_field(desk, field, len(rows), most, found=found)
        rows += page
        if len(page) < most:
            break
    return rows


def _listed(desk: Desk, found: Matrix, field: str, limit: int | None) -> list[dict[str, Any]]:
    return [
        {"number": one.customer.number, "name": one.customer.name, "tier": one.customer.tier,
         "sales": values.to_json(MONEY, one.sales), "survey": survey_json(desk, one.survey) if one.survey else None}
        for one in _standings(desk, found, field, limit)
    ]  # fmt: skip


def _matrix_json(found: Matrix, words: Words) -> dict[str, Any]:
    return {
        "today": found.today,
        "period": {"first": found.period.first, "last": found.period.last},
        "judged": found.judged,
        "unjudged": found.unjudged,
        "levels": [
            {"level": one.level, "count": one.count, "share": _part(one.percent)} for one in found.levels
        ],
        "fields": [
            {"field": one.loyalty, "count": one.count, "share": _part(one.percent),
             "value": values.to_json(MONEY, one.value)}
            for one in found.fields
        ],
        "why": None if found.why is None else _reason_json(found.why, words),
    }  # fmt: skip


def _period_json(one: Indicators, words: Words) -> dict[str, Any]:
    return {
        "period": {"first": one.period.first, "last": one.period.last},
        "indicators": [
            {"key": each.key, "part": each.counted.part, "whole": each.counted.whole, "percent": each.percent,
             "mark": each.mark, "why": None if each.why is None else _reason_json(each.why, words)}
            for each in one.all
        ],
    }  # fmt: skip


def _reason_json(reason: Reason, words: Words) -> dict[str, str]:
    return {"code": reason.code, "message": reason.told(words)}


def _part(percent: Any) -> Any:
    """A share from 0 to 1."""
    return None if percent is None else (percent / _HUNDRED).normalize() + 0


def _share(percent: Any, words: Words) -> str:
    return "–" if percent is None else f"{percent}%"


def _percent(one: Indicator, words: Words) -> str:
    if one.percent is None:
        return "–"
    return f"{one.percent}% ({words.number(one.counted.part)}/{words.number(one.counted.whole)})"


def _day(day: dt.date | None, words: Words) -> str:
    return "" if day is None else words.date(day)


INSIGHTS: Sequence[click.Command] = (matrix, indicators)
"""Commands of the group `insights`."""
