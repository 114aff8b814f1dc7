"""Delivered value on the command line: scored with customers, averaged beside each competitor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import today_option
from crmdesk.cli.records import read_pairs, record_json, report
from crmdesk.core.delivered_value import PARTS, Delivered, Scoring, behind
from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.services import customers, delivered_value
from crmdesk.services.desk import Desk

_KIND = "delivered_value"


@click.group("delivered-value")
def delivered() -> None:
    """What customers get from us and what it costs them, scored 0 to 10 beside a competitor."""


@delivered.command("add")
@click.argument("pairs", nargs=-1, metavar="FIELD=VALUE…")
@click.option("--customer", metavar="NUMBER", help="With whom it was scored.")
@json_option
@pass_context
def add(context: Context, pairs: Sequence[str], customer: str | None, as_json: bool) -> None:
    """Keep a scoring: add --customer K00001 competitor=… ours_product=8 theirs_product=7 …"""
    typed = read_pairs(pairs)
    number = customer or typed.pop("customer", "")
    if not number:
        raise UserError("command-customer-needed")
    with context.desk() as desk:
        customer_id = customers.id_of(desk, number)
        problems = delivered_value.read(desk, typed, new=False).problems
        scoring_id, _ = delivered_value.add(desk, customer_id, typed)
        report(context, desk, problems, _KIND)
        one = delivered_value.scoring(desk, scoring_id)
        if as_json:
            print_json(_scoring_json(desk, one, customers.file(desk, customer_id).number))
        else:
            _print_scorings(context.words, [(number, one)])


@delivered.command("list")
@click.option("--customer", metavar="NUMBER", help="Only of this customer, older scorings too.")
@today_option
@json_option
@pass_context
def list_(context: Context, customer: str | None, today: dt.date | None, as_json: bool) -> None:
    """List scorings: those of a customer, or of everybody the last, with the averages beside each competitor."""
    with context.desk() as desk:
        if customer is not None:
            own = customers.file(desk, customers.id_of(desk, customer)).number
            found = [(own, one) for one in delivered_value.of_customer(desk, customers.id_of(desk, customer))]
            told = [_scoring_json(desk, one, own) for _own, one in found]
            print_json(told) if as_json else _print_scorings(context.words, found)
            return
        averages = delivered_value.averages(desk, today)
        rows = [
            row for each in averages
            for row in delivered_value.rows(desk, delivered_value.behind(desk, each.competitor_id, today))
        ]  # fmt: skip
        if as_json:
            print_json({
                "averages": [
                    {"competitor": each.name or None, "count": each.customers, "ours": _side_json(each.ours),
                     "theirs": _side_json(each.theirs), "behind": behind(each.ours, each.theirs)}
                    for each in averages
                ],
                "scorings": [_scoring_json(desk, row.scoring, row.customer_number) for row in rows],
            })  # fmt: skip
            return
        print_table([(each.name or "–", str(each.customers), _sum(each.ours), _sum(each.theirs)) for each in averages])
        _print_scorings(context.words, [(row.customer_number, row.scoring) for row in rows])


def _scoring_json(desk: Desk, one: Scoring, number: str) -> dict[str, Any]:
    return {
        "id": one.id, "customer": number, **record_json(desk.fields(_KIND), one.values),
        "delivered": one.ours.delivered, "delivered_theirs": one.theirs.delivered,
        "behind": behind(one.ours, one.theirs),
    }  # fmt: skip


def delivered_values_json(desk: Desk, customer_id: int, number: str) -> list[dict[str, Any]]:
    """Those of a whole file, the newest first."""
    return [_scoring_json(desk, one, number) for one in delivered_value.of_customer(desk, customer_id)]


def _side_json(side: Delivered) -> dict[str, Any]:
    sums = {"value": side.value, "cost": side.cost, "delivered": side.delivered}
    return {**{part: side.scores.get(part) for part in PARTS}, **sums}


def _sum(side: Delivered) -> str:
    return "–" if side.delivered is None else f"{side.delivered}"


def _print_scorings(words: Words, found: Sequence[tuple[str, Scoring]]) -> None:
    print_table([
        (number, words.date(one.day), str(one.values.get("competitor", "–")), _sum(one.ours), _sum(one.theirs))
        for number, one in found
    ])  # fmt: skip


COMMANDS = (delivered,)
