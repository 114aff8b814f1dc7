"""Sources of customers on the command line: what each brought, and what advertising on it cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import day_option, today_option
from crmdesk.cli.editing import Verbs, add_editing
from crmdesk.cli.records import MONEY, read_pairs, report
from crmdesk.core import values
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field
from crmdesk.core.sources import Source, SourceCost
from crmdesk.core.words import Words
from crmdesk.services import sources
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed

_KIND, _NO = "source_cost", "G…"


@click.group("source-cost")
def source_cost() -> None:
    """What advertising, fairs and other sources of customers cost."""


@source_cost.command("add")
@click.argument("pairs", nargs=-1, required=True, metavar="FIELD=VALUE…")
@json_option
@pass_context
def add(context: Context, pairs: Sequence[str], as_json: bool) -> None:
    """Enter a cost: source=fair amount=8000 day=2026-11-21 notes=…"""
    typed = read_pairs(pairs)
    with context.desk() as desk:
        problems = sources.read(desk, typed, new=False).problems
        cost_id, _ = sources.add(desk, typed)
        report(context, desk, problems, _KIND)
        _print_one(context, desk, cost_id, as_json)


@source_cost.command("list")
@click.option("--source", metavar="WORD", help="Only those of this source (a key or word of the list).")
@day_option("--from", "Only those from this day on.", "first")
@day_option("--to", "Only those until this day.", "last")
@json_option
@pass_context
def list_(context: Context, source: str | None, first: dt.date | None, last: dt.date | None, as_json: bool) -> None:
    """List what was spent, the latest first."""
    with context.desk() as desk:
        field = desk.fields(_KIND)["source"]
        choice = values.find_choice(field, source) if source else None
        if source and choice is None:
            raise UserError("choice-unknown", text=source, field=field.label)
        found = sources.costs(desk, choice.key if choice else None, first, last)
        _print(context, desk, found, as_json)


@click.command("sources")
@day_option("--from", "Only what came from this day on.", "first")
@day_option("--to", "Only what came until this day (default: today).", "last")
@today_option
@json_option
@pass_context
def by_source(
    context: Context, first: dt.date | None, last: dt.date | None, today: dt.date | None, as_json: bool
) -> None:
    """Show what each source brought in customers, orders and sales, and what it cost."""
    words, _ = context.words, context.words.gettext
    with context.desk() as desk:
        found = sources.sources(desk, first, last or today)
        field = desk.fields(_KIND)["source"]
    if as_json:
        rows = [_source_json(each, words) for each in found.rows]
        print_json({"from": found.first, "to": found.last, "sources": rows, "all": _source_json(found.all, words)})
        return
    heads = ("", _("Customers"), _("Buyers"), _("Orders"), _("Sales"), _("Cost"), _("A customer"), _("An order"), "")
    lines = [(_label(field, each.source, words), *_cells(each, words)) for each in found.rows]
    print_table([heads, *lines, (_("All"), *_cells(found.all, words))])


def cost_json(one: SourceCost) -> dict[str, Any]:
    """A cost with its number."""
    amount = values.to_json(MONEY, one.amount)
    return {"number": one.number, "source": one.source, "day": one.day, "amount": amount, "notes": one.notes or None}


def _print_one(context: Context, desk: Desk, cost_id: int, as_json: bool) -> None:
    _print(context, desk, [sources.cost(desk, cost_id)], as_json, one=True)


def _print(context: Context, desk: Desk, found: Sequence[SourceCost], as_json: bool, *, one: bool = False) -> None:
    words = context.words
    if as_json:
        listed = [cost_json(each) for each in found]
        print_json(listed[0] if one else listed)
        return
    field = desk.fields(_KIND)["source"]
    print_table([
        (each.number, words.date(each.day), _label(field, each.source, words), words.money(each.amount), each.notes)
        for each in found
    ])  # fmt: skip


def _source_json(one: Source, words: Words) -> dict[str, Any]:
    why = one.why
    return {
        "source": one.source,
        "customers": one.customers,
        "buyers": one.buyers,
        "orders": one.orders,
        **{key: values.to_json(MONEY, getattr(one, key)) for key in ("sales", "cost", "per_customer", "per_order")},
        "why": None if why is None else {"code": why.code, "message": why.told(words)},
    }


def _cells(one: Source, words: Words) -> tuple[str, ...]:
    counts = (words.number(count) for count in (one.customers, one.buyers, one.orders))
    amounts = (one.sales, one.cost, one.per_customer, one.per_order)
    told = one.why.told(words) if one.why else ""
    return (*counts, *("–" if amount is None else words.money(amount) for amount in amounts), told)


def _label(field: Field, key: str | None, words: Words) -> str:
    return words.gettext("Not known") if key is None else values.show(field, key, words) or key


def _read(desk: Desk, typed: Mapping[str, str], _cost_id: int) -> Typed:
    return sources.read(desk, typed, new=False)


add_editing(
    source_cost,
    _NO,
    Verbs(_KIND, sources.id_of, _read, sources.edit, sources.delete, _print_one),
    edit="Change a cost.",
    delete="Delete a cost.",
)
COMMANDS = (source_cost,)
INSIGHTS = (by_source,)
