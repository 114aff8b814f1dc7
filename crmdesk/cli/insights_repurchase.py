"""Who is about to need what, how well that is foretold, and sales for the maker on the command line."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

from crmdesk.cli.briefing import next_purchase_json
from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import day_option, today_option
from crmdesk.cli.records import MONEY
from crmdesk.core import values
from crmdesk.core.next_purchase_accuracy import Accuracy, Guess
from crmdesk.core.next_purchase_days import By
from crmdesk.core.repurchase import MOST_DAYS, Case, MakerRow, Need, Offered, Soon
from crmdesk.core.words import Words
from crmdesk.services import maker_sales, repurchase
from crmdesk.services.desk import Desk

_SHOWN = 50
"""So many rows where nobody asked for another number; JSON has all."""
_PAGE = 1_000
_Row = TypeVar("_Row")


@click.command("repurchase")
@click.option("--days", type=click.IntRange(1, MOST_DAYS), default=14, show_default=True, help="Look so far ahead.")
@click.option("--by", type=click.Choice(("product", "category")), default="product", show_default=True,
              help="What is foretold; by product what is bought too seldom goes by its category.")  # fmt: skip
@click.option("--owner", help="Only the customers of one salesperson.")
@click.option("--offers", is_flag=True, help="What stands on the offer sheets: days and spending as they are set.")
@click.option("--accuracy", "past", is_flag=True, help="How well the last purchases were foretold.")
@click.option("--limit", type=click.IntRange(min=0), help="At most so many rows.")
@today_option
@json_option
@pass_context
def next_needs(
    context: Context, days: int, by: By, owner: str | None, offers: bool, past: bool, limit: int | None,
    today: dt.date | None, as_json: bool,
) -> None:  # fmt: skip
    """Say who is about to need what."""
    with context.desk() as desk:
        if past:
            _accuracy(context, desk, repurchase.accuracy(desk, today, by=by), limit, as_json)
            return
        look = repurchase.for_offers if offers else functools.partial(repurchase.soon, days=days, by=by, owner=owner)
        found = look(desk, today)
        if as_json:
            print_json(_soon_json(desk, found, limit))
            return
        _print_soon(context, desk, found, _SHOWN if limit is None else limit)


@click.command("maker-sales")
@day_option("--from", "From this day on (default: the first of last month).", "first")
@day_option("--to", "Until this day (default: the end of the month it begins in).", "last")
@click.option("--category", help="Only the products of this category.")
@click.option(
    "-o", "--output", "out", type=click.Path(dir_okay=False, path_type=Path), help="Write them: .xlsx or .csv."
)
@json_option
@pass_context
def for_maker(
    context: Context, first: dt.date | None, last: dt.date | None, category: str | None, out: Path | None, as_json: bool
) -> None:
    """Show what was sold of each product in each month, with the maker's subsidy, without names."""
    words = context.words
    with context.desk() as desk:
        first, last = maker_sales.period(first, last, desk.today())
        rows = maker_sales.sold(desk, first, last, category=category)
        if out is not None:
            maker_sales.export(desk, rows, out, words)
    if as_json:
        print_json({"from": first, "to": last, "rows": [_maker_json(row) for row in rows], "path": out and str(out)})
        return
    _, number, money = words.gettext, words.number, words.money
    heads = (_("Month"), _("Product"), _("Quantity"), _("Sales"), _("At promotion price"), _("Subsidy"), _("Returned"))
    print_table([heads, *(
        (f"{row.month:%Y-%m}", row.name, f"{number(row.quantity)} {row.unit}".rstrip(), money(row.amount),
         number(row.promoted),
         "" if row.subsidy is None else money(row.subsidy), number(row.returned))
        for row in rows
    )])  # fmt: skip


def _print_soon(context: Context, desk: Desk, found: Soon, most: int) -> None:
    _, words = context.words.gettext, context.words
    heads = (_("Number"), _("Name"), _("Needs"), _("Quantity"), _("Expected"), _("Price"))
    if found.why is not None:
        context.say(found.why.told(words))
    told = [_line(each, words) for each in repurchase.rows(desk, found, 0, most)]
    print_table([heads, *told] if told else [])
    if found.overdue:
        overdue = _("Overdue")
        click.echo(f"\n{overdue}  {words.number(len(found.overdue))}")
        print_table([heads, *(_line(each, words) for each in repurchase.overdue(desk, found, 0, most))])


def _line(each: Need, words: Words) -> tuple[str, ...]:
    need = each.next
    quantity = "" if need.quantity is None else f"{words.number(need.quantity)} {need.unit}".rstrip()
    margin = f" ±{words.number(need.rhythm.margin)}" if need.rhythm.margin else ""
    price = each.prices[0].price.price if need.by == "product" and each.prices else None
    return (
        each.number, each.name, need.name, quantity, f"{words.date(need.on)}{margin}",
        "" if price is None else words.money(price),
    )  # fmt: skip


def _accuracy(context: Context, desk: Desk, found: Accuracy, limit: int | None, as_json: bool) -> None:
    if as_json:
        print_json(_accuracy_json(desk, found, limit))
        return
    _, words = context.words.gettext, context.words
    if found.why is not None:
        context.say(found.why.told(words))
        return
    guesses = (
        (_("Usual interval"), found.ours), (_("Same as last interval"), found.as_last_time),
        (_("A month later"), found.a_month_later),
    )  # fmt: skip
    number = words.number
    heads = ("", _("Times checked"), _("Within the margin"), _("Days off, mean"), _("Days off, median"))
    print_table([heads, *(
        (name, number(guess.cases), f"{number(guess.share or 0)}%", number(guess.mean_miss or 0),
         number(guess.median_miss or 0))
        for name, guess in guesses
    )])  # fmt: skip
    told = (
        (_("Margin in days, mean"), found.mean_margin or 0), (_("Too early"), found.early), (_("Too late"), found.late),
        (_("Never came so far"), found.missing), (_("Customer and product, all"), found.pairs),
        (_("Foretold by product"), found.by_product), (_("Foretold by category"), found.by_category),
        (_("Not foretold: too few dates"), found.unforetold),
    )  # fmt: skip
    print_table([(name, number(count)) for name, count in told])


def _soon_json(desk: Desk, found: Soon, limit: int | None) -> dict[str, Any]:
    coming = _pages(functools.partial(repurchase.rows, desk, found), len(found.coming), limit)
    late = _pages(functools.partial(repurchase.overdue, desk, found), len(found.overdue), limit)
    return {
        "today": found.today, "days": found.days, "by": found.by, "count": len(found.coming),
        "overdue_count": len(found.overdue),
        "customers": [_need_json(each) for each in coming],
        "overdue": [_need_json(each) for each in late],
        "why": None if found.why is None else found.why.code,
    }  # fmt: skip


def _pages(rows: Callable[[int, int], list[_Row]], count: int, limit: int | None) -> Iterator[_Row]:
    most = count if limit is None else min(limit, count)
    for first in range(0, most, _PAGE):
        yield from rows(first, min(_PAGE, most - first))


def _need_json(each: Need) -> dict[str, Any]:
    return {
        "number": each.number, "name": each.name, "tier": each.tier, "owner": each.owner,
        **next_purchase_json(each.next, each.today), "prices": [_price_json(one) for one in each.prices],
    }  # fmt: skip


def _price_json(one: Offered) -> dict[str, Any]:
    asked = one.price
    return {
        "product": one.goods.name, "price": values.to_json(MONEY, asked.price), "discount": asked.discount,
        "why": asked.why, "subsidy": values.to_json(MONEY, asked.subsidy), "last_on": asked.last_on,
        "last_price": values.to_json(MONEY, asked.last_price),
    }  # fmt: skip


def _accuracy_json(desk: Desk, found: Accuracy, limit: int | None) -> dict[str, Any]:
    records = _pages(functools.partial(repurchase.cases, desk, found), len(found.cases), limit)
    return {
        "today": found.today, **_guess_json(found.ours), "same_as_last": _guess_json(found.as_last_time),
        "monthly": _guess_json(found.a_month_later), "products": _guess_json(found.of_products),
        "categories": _guess_json(found.of_categories), "early": found.early, "late": found.late,
        "mean_margin": found.mean_margin, "median_margin": found.median_margin, "missing": found.missing,
        "with_missing": found.with_missing, "pairs": found.pairs, "by_product": found.by_product,
        "by_category": found.by_category, "unforetold": found.unforetold,
        "records": [_case_json(each) for each in records],
        "why": None if found.why is None else found.why.code,
    }  # fmt: skip


def _guess_json(guess: Guess) -> dict[str, Any]:
    return {
        "cases": guess.cases, "hits": guess.hits, "share": guess.share, "mean_miss": guess.mean_miss,
        "median_miss": guess.median_miss,
    }  # fmt: skip


def _case_json(each: Case) -> dict[str, Any]:
    return {
        "number": each.number, "name": each.name, "by": each.by, "what": each.what, "foretold_on": each.foretold_on,
        "came_on": each.came_on, "miss": each.miss, "margin": each.margin, "hit": each.hit,
    }  # fmt: skip


def _maker_json(row: MakerRow) -> dict[str, Any]:
    def yuan(amount: Any) -> Any:
        return values.to_json(MONEY, amount)

    return {
        "month": f"{row.month:%Y-%m}", "code": row.code, "name": row.name, "category": row.category or None,
        "unit": row.unit or None, "quantity": row.quantity, "amount": yuan(row.amount), "orders": row.orders,
        "customers": row.customers, "promoted": row.promoted, "subsidy_each": yuan(row.subsidy_each),
        "subsidy": yuan(row.subsidy), "samples": row.samples, "returned": row.returned,
        "returned_amount": yuan(row.returned_amount),
    }  # fmt: skip


INSIGHTS = (next_needs, for_maker)
