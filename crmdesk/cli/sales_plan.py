"""The sales plan on the command line: yearly targets, how far they are reached, proposals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import today_option
from crmdesk.cli.records import MONEY, read_pairs
from crmdesk.core import values
from crmdesk.core.errors import UserError
from crmdesk.core.money import parse_money
from crmdesk.core.registry import REGISTRY
from crmdesk.core.sales_plan import read_percent
from crmdesk.core.words import Words
from crmdesk.services import customers, sales_plan
from crmdesk.services.desk import Desk
from crmdesk.services.sales_plan import Figures, PlanRow, Totals

_TARGET = REGISTRY["sales_target"]["amount"]


@click.command("sales-plan")
@click.argument("year", required=False, type=int)
@click.option("--set", "targets", multiple=True, metavar="NUMBER=AMOUNT", help="Set a target; empty: take it away.")
@click.option("--propose", metavar="PERCENT", help="Set targets to last year's sales so many percent higher.")
@click.option("--over", is_flag=True, help="With --propose: also where there is a target already.")
@click.option("--owner", metavar="NAME", help="Only customers of this owner.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@today_option
@json_option
@pass_context
def sales_plan_(
    context: Context,
    year: int | None,
    targets: tuple[str, ...],
    propose: str | None,
    over: bool,
    owner: str | None,
    limit: int | None,
    today: dt.date | None,
    as_json: bool,
) -> None:
    """Show the targets of a year (default: this one) beside the sales, highest first; set or propose them."""
    with context.desk() as desk:
        day = today or desk.today()
        of = day.year if year is None else year
        for customer_id, amount in _typed(desk, targets):
            sales_plan.set_target(desk, customer_id, of, amount)
        if propose is not None:
            _propose(context, desk, of, read_percent(propose), over, owner)
        rows = sales_plan.plan(desk, of, day, owner=owner, most=limit)
        totals = sales_plan.totals(desk, of, day, owner=owner)
    if as_json:
        print_json({"year": of, **_totals_json(totals), "customers": [_row_json(row) for row in rows]})
    else:
        _print(rows, totals, context.words)


def _typed(desk: Desk, targets: tuple[str, ...]) -> list[tuple[int, Decimal | None]]:
    """Whose targets are to be set to what. Raises UserError for the first that cannot be."""
    found = []
    for number, text in read_pairs(targets).items():
        parsed = parse_money(text)
        if parsed.refused and parsed.problem is not None:
            raise UserError("value-refused", field=_TARGET.label, reason=parsed.problem)
        if parsed.value is not None and parsed.value < 0:
            raise UserError("target-negative")
        found.append((customers.id_of(desk, number), parsed.value))
    return found


def _propose(context: Context, desk: Desk, year: int, percent: Decimal, over: bool, owner: str | None) -> None:
    n, number = context.words.ngettext, context.words.number
    found = sales_plan.proposal(desk, year, percent, only_missing=not over, owner=owner)
    sales_plan.propose(desk, year, percent, only_missing=not over, owner=owner)
    context.say(n("{count} target set.", "{count} targets set.", found.count).format(count=number(found.count)))
    if found.left_out:
        told = n("{count} customer left out: no sales.", "{count} customers left out: no sales.", found.left_out)
        context.say(told.format(count=number(found.left_out)))


def _row_json(row: PlanRow) -> dict[str, Any]:
    own = {"number": row.number, "name": row.name, "tier": row.tier, "owner": row.owner}
    return {**own, **_figures_json(row.figures), "proposal": values.to_json(MONEY, row.proposal)}


def _figures_json(figures: Figures) -> dict[str, Any]:
    amounts = ("target", "last_year", "this_year", "monthly_average", "left")
    shares = {"progress": figures.progress, "expected_progress": figures.expected_progress}
    return {**{key: values.to_json(MONEY, getattr(figures, key)) for key in amounts}, **shares}


def _totals_json(totals: Totals) -> dict[str, Any]:
    owners = [
        {"owner": one.owner, "customers": one.customers, "targeted": one.targeted, **_figures_json(one.figures)}
        for one in totals.owners
    ]
    whole = {"customers": totals.all.customers, "targeted": totals.all.targeted, **_figures_json(totals.all.figures)}
    return {"totals": whole, "owners": owners}


def _print(rows: list[PlanRow], totals: Totals, words: Words) -> None:
    def told(figures: Figures) -> list[str]:
        sums = (figures.target, figures.last_year, figures.this_year, figures.monthly_average)
        progress = "" if figures.progress is None else f"{words.number(round(figures.progress * 100, 1))}%"
        return [*("" if amount is None else words.money(amount) for amount in sums), progress]

    _ = words.gettext
    labels = ["", "", _("Target"), _("Last year"), _("This year"), _("Monthly average"), _("Progress")]
    nobody = _("Nobody")
    print_table([
        labels,
        *([row.number, row.name, *told(row.figures)] for row in rows),
        *(["", one.owner or nobody, *told(one.figures)] for one in totals.owners),
        ["", _("All"), *told(totals.all.figures)],
    ])  # fmt: skip


COMMANDS = (sales_plan_,)
