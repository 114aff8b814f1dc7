"""The six questions, loyalty × value, and the policy of each tier on the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import today_option
from crmdesk.cli.families import Insights
from crmdesk.cli.records import MONEY, read_pairs, record_json
from crmdesk.core import values
from crmdesk.core.loyalty_value import ADVICE as MATRIX_ADVICE
from crmdesk.core.loyalty_value import LOYALTIES, VALUES, Matrix
from crmdesk.core.policies import FIELDS, Policy
from crmdesk.core.reasons import Reason
from crmdesk.core.six_questions import ADVICE, TITLES, WHAT_TO_DO, Named, Question
from crmdesk.core.tiers import LABELS, TIERS
from crmdesk.core.value_basis import BASES
from crmdesk.core.words import Words
from crmdesk.services import loyalty_value, policies
from crmdesk.services import six_questions as six
from crmdesk.services.desk import Desk

_PAGE = 1_000
_SHOWN = 10
"""So many of each question where nobody asked for another number; JSON has all."""
_limit = click.option("--limit", type=click.IntRange(min=0), help="At most so many customers of each question.")


@click.group("insights", cls=Insights)
def insights() -> None:
    """What the figures of all customers say."""


@click.command("six-questions")
@today_option
@_limit
@json_option
@pass_context
def six_questions(context: Context, today: dt.date | None, limit: int | None, as_json: bool) -> None:
    """Answer the six questions: whom each names, why, and what to do."""
    with context.desk() as desk:
        found = six.questions(desk, today)
        if as_json:
            asked = [_question_json(desk, one, limit, context.words) for one in found.questions]
            print_json({"today": found.today, "questions": asked})
            return
        for place, one in enumerate(found.questions, 1):
            _print_question(desk, place, one, _SHOWN if limit is None else limit, context.words)


@click.command("loyalty-value")
@click.option("--basis", type=click.Choice(tuple(BASES)), help="What value is (default: as it is set).")
@today_option
@json_option
@pass_context
def loyalty_by_value(context: Context, basis: str | None, today: dt.date | None, as_json: bool) -> None:
    """Count customers by loyalty and value, and say whom it pays to win."""
    with context.desk() as desk:
        found = loyalty_value.matrix(desk, today, basis)
    words = context.words
    if as_json:
        print_json(_matrix_json(found, words))
        return
    label, n = words.label, words.number
    rows = [
        (label(LOYALTIES[cell.loyalty]), label(VALUES[cell.value]), n(cell.count), words.money(cell.amount),
         label(MATRIX_ADVICE[cell.advice]), n(cell.promising), label(MATRIX_ADVICE[cell.advice_promising]))
        for cell in found.cells
    ]  # fmt: skip
    _ = words.gettext
    heads = (
        _("Loyalty"),
        _("Customer value"),
        _("Customers"),
        words.label(BASES[found.basis]),
        _("Advice"),
        _("Promising"),
        "",
    )
    print_table([heads, *rows])
    _say(context, (*((found.why,) if found.why else ()), *found.notes))


@click.command("policy")
@click.argument("tier", required=False, type=click.Choice(TIERS))
@click.argument("pairs", nargs=-1, metavar="FIELD=VALUE…")
@click.option("--reset", is_flag=True, help="Take back what was set of this tier.")
@json_option
@pass_context
def policy(context: Context, tier: str | None, pairs: Sequence[str], reset: bool, as_json: bool) -> None:
    """Show how each tier is treated, or set it: policy silver discount=3 service=…"""
    if reset and (tier is None or pairs):
        raise click.UsageError("--reset takes a tier and nothing else")
    with context.desk() as desk:
        if tier is not None and pairs:
            typed = read_pairs(pairs)
            for problem in policies.read(desk, tier, typed).problems.values():
                if not problem.hard:
                    context.say(context.words.problem(problem))
            policies.set_policy(desk, tier, typed, context.words)
        elif tier is not None and reset:
            policies.reset(desk, tier)
        found = [one for one in policies.policies(desk, context.words) if tier in (None, one.tier)]
    if as_json:
        print_json([_policy_json(one) for one in found])
        return
    _ = context.words.gettext
    for one in found:
        told = context.words.label(LABELS[one.tier])
        proposed = _("Proposed, not set yet")
        click.echo(f"{told}  {proposed}" if one.proposed else told)
        print_table(
            [
                (f"  {context.words.label(field.label)}", values.show(field, getattr(one, field.key), context.words))
                for field in FIELDS.all
            ]
        )


def _print_question(desk: Desk, place: int, one: Question, limit: int, words: Words) -> None:
    click.echo(f"{place} {words.label(TITLES[one.key])}  {words.number(one.count)}")
    click.echo(f"  → {' · '.join(words.label(ADVICE[key]) for key in WHAT_TO_DO[one.key])}")
    for reason in (*((one.why,) if one.why else ()), *one.notes):
        click.echo(f"  {reason.told(words)}")
    print_table(
        [
            (f"  {each.customer.number}", each.customer.name, words.label(ADVICE[each.advice]),
             " ".join(reason.told(words) for reason in each.reasons))
            for each in _named(desk, one, limit)
        ]
    )  # fmt: skip
    click.echo()


def _named(desk: Desk, one: Question, limit: int | None) -> Iterator[Named]:
    most = one.count if limit is None else min(limit, one.count)
    for first in range(0, most, _PAGE):
        yield from six.rows(desk, one, first, min(_PAGE, most - first))


def _question_json(desk: Desk, one: Question, limit: int | None, words: Words) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": words.label(TITLES[one.key]),
        "count": one.count,
        "why": None if one.why is None else _reason_json(one.why, words),
        "notes": [_reason_json(reason, words) for reason in one.notes],
        "advice": [{"key": key, "label": words.label(ADVICE[key])} for key in WHAT_TO_DO[one.key]],
        "customers": [_named_json(each, words) for each in _named(desk, one, limit)],
    }


def _named_json(each: Named, words: Words) -> dict[str, Any]:
    figures = {name: _figure(value) for name, value in each.figures.items()}
    return {
        "number": each.customer.number,
        "name": each.customer.name,
        "tier": each.customer.tier,
        **figures,
        "reasons": [_reason_json(reason, words) for reason in each.reasons],
        "advice": each.advice,
        "advice_label": words.label(ADVICE[each.advice]),
    }


def _figure(value: Any) -> Any:
    """Amounts in yuan with two decimals."""
    return value if value is None or isinstance(value, int | dt.date) else values.to_json(MONEY, value)


def _matrix_json(found: Matrix, words: Words) -> dict[str, Any]:
    return {
        "basis": found.basis,
        "period": {"first": found.period.first, "last": found.period.last},
        "cells": [
            {"loyalty": cell.loyalty, "value": cell.value, "count": cell.count, "amount": _figure(cell.amount),
             "promising": cell.promising, "advice": cell.advice, "advice_promising": cell.advice_promising}
            for cell in found.cells
        ],
        "notes": [_reason_json(reason, words) for reason in found.notes],
        "why": None if found.why is None else _reason_json(found.why, words),
    }  # fmt: skip


def _policy_json(one: Policy) -> dict[str, Any]:
    known = {field.key: getattr(one, field.key) for field in FIELDS.all}
    return {"tier": one.tier, **record_json(FIELDS, known), "proposed": one.proposed}


def _reason_json(reason: Reason, words: Words) -> dict[str, str]:
    return {"code": reason.code, "message": reason.told(words)}


def _say(context: Context, reasons: Sequence[Reason]) -> None:
    for reason in reasons:
        context.say(reason.told(context.words))


COMMANDS = (insights, policy)
INSIGHTS = (six_questions, loyalty_by_value)
