"""Customers lost, won back and at risk on the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import click

from crmdesk.cli.churn_json import (
    churn_json,
    cost_json,
    lost_json,
    month_json,
    proposed_json,
    reason_json,
    reasons_json,
    risk_json,
)  # fmt: skip
from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import day_option, today_option
from crmdesk.cli.records import read_pairs
from crmdesk.core import churn as rules
from crmdesk.core import values
from crmdesk.core.at_risk import REASONS
from crmdesk.core.churn import SIDE_LABELS, Rate
from crmdesk.core.errors import UserError
from crmdesk.core.losses import BYS, NOBODY, By, Churned, Lifetime, LostRow, Part, ProposedRow, Reasons
from crmdesk.core.periods import YEAR
from crmdesk.core.registry import REGISTRY
from crmdesk.core.tiers import LABELS
from crmdesk.core.value_basis import last_months
from crmdesk.core.words import Words
from crmdesk.services import churn, customers
from crmdesk.services.desk import Desk

_FIELDS = REGISTRY["loss"]
_SHOWN, _PAGE = 10, 1_000
"""So many of each list where nobody asked for another number; JSON has all."""
_Rows = Callable[[Desk, Sequence[int]], Sequence[Any]]
_Told = Callable[[Any], dict[str, Any]]
_MOST_MONTHS = 120
_limit = click.option("--limit", type=click.IntRange(min=0), help="At most so many customers of each list.")


@click.command("lost")
@click.argument("arguments", nargs=-1, required=True, metavar="NUMBER… [FIELD=VALUE…]")
@json_option
@pass_context
def lost(context: Context, arguments: Sequence[str], as_json: bool) -> None:
    """Mark customers lost: lost K00012 reason=competitor competitor=NAME lost_on=2026-11-01 text=…"""
    numbers, typed = _split(arguments)
    with context.desk() as desk:
        ids = [customers.id_of(desk, number) for number in numbers]
        for customer_id, number in zip(ids, numbers, strict=True):
            given = {**churn.defaults(desk), **typed}
            for problem in churn.read(desk, given, new=True, customer_id=customer_id).problems.values():
                if not problem.hard:
                    context.say(f"{number}: {context.words.problem(problem)}")
        churn.mark_lost(desk, ids, typed)
        _print_marked(context, desk, ids, as_json)


@click.command("won-back")
@click.argument("arguments", nargs=-1, required=True, metavar="NUMBER… [FIELD=VALUE…]")
@json_option
@pass_context
def won_back(context: Context, arguments: Sequence[str], as_json: bool) -> None:
    """Lost customers were won back: won-back K00012 won_back_on=2026-11-20 won_back_text=…"""
    numbers, typed = _split(arguments)
    with context.desk() as desk:
        ids = [customers.id_of(desk, number) for number in numbers]
        churn.win_back(desk, ids, typed)
        _print_marked(context, desk, ids, as_json)


@click.command("churn")
@day_option("--from", "From this day on (default: twelve months before the last day).", "first")
@day_option("--to", "Until this day (default: today).", "last")
@click.option("--by", type=click.Choice(BYS), help="The rate by tier, group or owner too.")
@_limit
@today_option
@json_option
@pass_context
def insights_churn(
    context: Context,
    first: dt.date | None,
    last: dt.date | None,
    by: By | None,
    limit: int | None,
    today: dt.date | None,
    as_json: bool,
) -> None:
    """Who left, why and what it cost; how long customers stay; who may be lost."""
    words = context.words
    with context.desk() as desk:
        end = last or today or desk.today()
        start = first or last_months(end).first or end
        churned, lifetime = churn.rate(desk, start, end, by), churn.lifetime(desk, end)
        why = churn.reasons(desk, start, end)
        if as_json:
            months = min(_MOST_MONTHS, (end.year - start.year) * YEAR + end.month - start.month + 1)
            found = {
                **churn_json(churned, lifetime, words),
                "cost": cost_json(churn.cost(desk, start, end)),
                "months": [month_json(each, words) for each in churn.by_month(desk, end, months, first=start)],
                "reasons": reasons_json(why),
            }
            for key, ids, rows, told in _lists(desk, start, end):
                found[key] = [told(row) for row in _paged(desk, ids, rows, limit)]
            print_json(found)
            return
        _print_churn(context, churned, lifetime)
        _print_reasons(context, why)
        for key, ids, rows, _told in _lists(desk, start, end):
            click.echo(f"\n{_title(key, words)}  {words.number(len(ids))}")
            print_table([_line(row, words) for row in _paged(desk, ids, rows, _SHOWN if limit is None else limit)])


@click.command("at-risk")
@click.option("--reason", "reasons", multiple=True, type=click.Choice([code.removeprefix("risk-") for code in REASONS]),
              help="Only for this reason; may be given several times.")  # fmt: skip
@click.option("--owner", metavar="NAME", help="Only customers of this person of ours.")
@_limit
@today_option
@json_option
@pass_context
def at_risk(
    context: Context, reasons: Sequence[str], owner: str | None, limit: int | None, today: dt.date | None, as_json: bool
) -> None:
    """Who is at risk of leaving, why, and what helps; most at stake first."""
    words, line = context.words, ProgressLine(context.words)
    with context.desk() as desk:
        wanted = tuple(f"risk-{reason}" for reason in reasons)
        try:
            found = churn.at_risk(desk, today, reasons=wanted, owner=owner, progress=line)
        finally:
            line.end()
        most = limit if limit is not None else found.count if as_json else _SHOWN
        rows = [
            row
            for first in range(0, min(most, found.count), _PAGE)
            for row in churn.risk_rows(desk, found, first, min(_PAGE, most - first))
        ]
    if as_json:
        counts = {code.removeprefix("risk-"): count for code, count in found.counts.items()}
        print_json({"today": found.today, "count": found.count, "counts": counts,
                    "why": found.why and reason_json(found.why, words),
                    "customers": [risk_json(row, words) for row in rows]})  # fmt: skip
        return
    click.echo(words.number(found.count) if found.why is None else found.why.told(words))
    for row in rows:
        click.echo(f"{row.customer.number}  {row.customer.name}  {words.money(row.stake)}")
        print_table([("  " + risk.reason.told(words), words.message(risk.help, {})) for risk in row.risks])


def _lists(desk: Desk, start: dt.date, end: dt.date) -> tuple[tuple[str, Sequence[int], _Rows, _Told], ...]:
    """What belongs to a period: the key, the ids, what reads a page of them, what tells one for other programs."""
    return (
        ("losses", churn.lost(desk, start, end), churn.lost_rows, lost_json),
        ("won_back", churn.won_back(desk, start, end), churn.lost_rows, lost_json),
        ("proposed", churn.proposed(desk, end), lambda d, ids: churn.proposed_rows(d, ids, end), proposed_json),
    )


def _title(key: str, words: Words) -> str:
    _ = words.gettext
    return {"losses": _("Customers lost"), "won_back": _("Won back"), "proposed": _("Perhaps lost")}[key]


def _split(arguments: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Numbers of customers, and what is said of them."""
    numbers = list(dict.fromkeys(each for each in arguments if "=" not in each))
    if not numbers:
        raise UserError("command-customer-needed")
    return numbers, read_pairs([each for each in arguments if "=" in each])


def _print_marked(context: Context, desk: Desk, ids: Sequence[int], as_json: bool) -> None:
    rows = churn.lost_rows(desk, [churn.of_customer(desk, customer_id)[0].id for customer_id in ids])
    if as_json:
        print_json([lost_json(row) for row in rows])
    else:
        print_table([_line(row, context.words) for row in rows])


def _paged(desk: Desk, ids: Sequence[int], rows: _Rows, limit: int | None) -> list[Any]:
    most = len(ids) if limit is None else min(limit, len(ids))
    return [row for at in range(0, most, _PAGE) for row in rows(desk, ids[at : min(at + _PAGE, most)])]


def _print_churn(context: Context, churned: Churned, lifetime: Lifetime) -> None:
    words = context.words
    _ = words.gettext
    click.echo(f"{words.date(churned.first)} – {words.date(churned.last)}")
    print_table([
        (_("Churn rate"), _percent(churned.rate, words)),
        (_("Average lifetime"), _years(lifetime, words)),
        *((f"  {_key(churned, part, words)}", _percent(part.rate, words)) for part in churned.parts),
    ])  # fmt: skip
    for why in (churned.rate.why, lifetime.why if lifetime.why != churned.rate.why else None):
        if why is not None:
            context.say(why.told(words))


def _print_reasons(context: Context, why: Reasons) -> None:
    words = context.words
    _ = words.gettext
    click.echo()
    rows = [
        (words.label(SIDE_LABELS[each.side]), words.number(each.count),
         "–" if each.percent is None else f"{each.percent}%",
         f"{each.reference}%" + (" " + _("(as read)") if each.as_read else ""))
        for each in why.shares
    ]  # fmt: skip
    print_table([(_("Reason"), _("Customers lost"), _("Share"), _("Reference share")), *rows])


def _key(churned: Churned, part: Part, words: Words) -> str:
    if part.key == NOBODY:
        return words.gettext("Without")
    return words.label(LABELS[part.key]) if churned.by == "tier" and part.key in LABELS else part.key


def _percent(rate: Rate, words: Words) -> str:
    return "–" if rate.percent is None else f"{rate.percent}% ({words.number(rate.lost)}/{words.number(rate.at_start)})"


def _years(lifetime: Lifetime, words: Words) -> str:
    if lifetime.years is None:
        return "–"
    return words.gettext("{years} years").format(years=rules.shown_years(lifetime.years))


def _line(row: LostRow | ProposedRow, words: Words) -> tuple[str, ...]:
    if isinstance(row, ProposedRow):
        return f"  {row.customer.number}", row.customer.name, words.money(row.sales), row.reason.told(words)
    reason = values.show(_FIELDS["reason"], row.loss.reason, words)
    back = "" if row.loss.won_back_on is None else f"→ {words.date(row.loss.won_back_on)}"
    days = f"{words.date(row.loss.lost_on)} {back}".strip()
    return f"  {row.customer.number}", row.customer.name, days, reason, row.loss.competitor, words.money(row.loss.sales)


COMMANDS = (lost, won_back)
INSIGHTS = (insights_churn, at_risk)
