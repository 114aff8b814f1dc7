"""Prospects on the command line: who is to be won, the funnel, what the method says of one customer."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import today_option
from crmdesk.core import qualifying, values
from crmdesk.core.assessing import Assessment
from crmdesk.core.fields import Fields
from crmdesk.core.funnel import Cell, Funnel, Row
from crmdesk.core.potentials import SORTS, UNSIGNED, Potential
from crmdesk.core.reasons import Reason
from crmdesk.core.registry import REGISTRY
from crmdesk.core.screening import Screened
from crmdesk.core.words import Words
from crmdesk.services import customers as customer_verbs
from crmdesk.services import qualifying as verbs

_RANKED = (
    "number", "name", "stage", "intent", "expected_on", "expected_amount", "expected_profit", "owner",
    "last_contact_on", "next_on",
)  # fmt: skip
_LISTED = ("number", "name", "stage", "expected_on", "expected_amount", "expected_profit", "owner")
_MONEY = REGISTRY["customer"]["expected_amount"]
_ANSWERS = {"yes": True, "no": False, "unknown": None}


@click.command("potentials")
@today_option
@click.option("--sort", type=click.Choice(tuple(SORTS)), default="profit", help="The rank (default: profit).")
@click.option("--stage", type=click.Choice(UNSIGNED), help="Only those of one stage.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@json_option
@pass_context
def potentials(
    context: Context, today: dt.date | None, sort: str, stage: str | None, limit: int | None, as_json: bool
) -> None:
    """Rank potential and target customers by expected profit and signing date."""
    with context.desk() as desk:
        found = verbs.potentials(desk, today, limit, sort, stage)
        fields = desk.fields("customer")
    if as_json:
        print_json([_potential_json(fields, each, rank) for rank, each in enumerate(found, 1)])
        return
    words = context.words
    print_table(
        [
            (*(values.show(fields[key], getattr(each, key), words) for key in _LISTED), each.man, _verdict(each, words))
            for each in found
        ]
    )
    text = words.ngettext("{count} customer", "{count} customers", len(found))
    context.say(text.format(count=words.number(len(found))))


@click.command("funnel")
@today_option
@click.option("--months", type=click.IntRange(1, 24), default=6, help="So many from this month on (default: 6).")
@json_option
@pass_context
def funnel(context: Context, today: dt.date | None, months: int, as_json: bool) -> None:
    """Show what is expected by stage and month, and what became of offers."""
    with context.desk() as desk:
        found = verbs.funnel(desk, today, months)
        fields = desk.fields("customer")
        reasons = desk.fields("sales_order")["lost_reason"]
    if as_json:
        print_json(funnel_json(found))
        return
    _, words = context.words.gettext, context.words
    heads = [_("Past"), *(f"{month:%Y-%m}" for month in found.months), _("Later"), _("No date"), _("Total")]
    rows = [(values.show(fields["stage"], row.stage, words), *_cells(row, words)) for row in found.rows]
    print_table([("", *heads), *rows, (_("With open offers"), *_cells(found.offers, words))])
    closed = [(_("Won"), found.won.count, found.won.amount)]
    closed += [
        (values.show(reasons, lost.reason, words) or _("No reason given"), lost.count, lost.amount)
        for lost in found.lost
    ]
    click.echo()
    click.echo(_("Won and lost since {date}").format(date=words.date(found.since)))
    print_table([(label, words.number(count), words.money(amount)) for label, count, amount in closed])


@click.command("assess")
@click.argument("number")
@today_option
@json_option
@pass_context
def assess(context: Context, number: str, today: dt.date | None, as_json: bool) -> None:
    """Show what the method says of a customer: MAN, stage, life cycle, relationship, screening."""
    with context.desk() as desk:
        found = verbs.assessment(desk, customer_verbs.id_of(desk, number), today)
        fields = desk.fields("customer")
    if as_json:
        print_json({"number": number, **assessment_json(found, context.words)})
    else:
        print_table(_assessment_lines(fields, found, context.words))


@click.command("screen")
@click.argument("number")
@click.argument("item")
@click.argument("answer", type=click.Choice(tuple(_ANSWERS)))
@click.option("--notes", default="", help="A remark on it.")
@pass_context
def screen(context: Context, number: str, item: str, answer: str, notes: str) -> None:
    """Tick a condition of the screening list (a key or word of the list “item”) for a customer."""
    with context.desk() as desk:
        choice = values.find_choice(desk.fields("screening")["item"], item)
        key = choice.key if choice else item
        verbs.screen(desk, customer_verbs.id_of(desk, number), key, _ANSWERS[answer], notes)


def assessment_json(found: Assessment, words: Words) -> dict[str, Any]:
    """An assessment as plain data, its reasons in the language."""
    return {
        "man": found.man,
        "man_verdict": found.verdict,
        "advice": qualifying.advice(found.man, words),
        "intending": found.intending,
        "stage": found.stage,
        "stated_stage": found.stated_stage,
        "next_stage": found.next_stage,
        "missing": [_reason_json(reason, words) for reason in found.missing],
        "life_cycle": found.life_cycle,
        "life_cycle_by_hand": found.life_cycle_by_hand,
        "suggested_life_cycle": found.suggested_life_cycle,
        "life_cycle_why": _reason_json(found.life_cycle_why, words),
        "relationship": found.relationship,
        "suggested_relationship": found.suggested_relationship,
        "relationship_why": _reason_json(found.relationship_why, words),
        "screening": [_screened_json(each) for each in found.screening],
    }


def _assessment_lines(fields: Fields, found: Assessment, words: Words) -> list[tuple[str, str]]:
    _ = words.gettext

    def shown(key: str, value: str | None) -> str:
        return values.show(fields[key], value, words)

    verdict = words.label(qualifying.VERDICT_LABELS[found.verdict])
    lines = [
        (words.label(fields["man"].label), f"{found.man}  {verdict}  {qualifying.advice(found.man, words)}"),
        (words.label(fields["intending"].label), shown("intending", found.intending)),
        (words.label(fields["stage"].label), shown("stage", found.stage)),
    ]
    if found.next_stage:
        missing = _("Missing for “{stage}”").format(stage=shown("stage", found.next_stage))
        lines += [(missing if i == 0 else "", reason.told(words)) for i, reason in enumerate(found.missing)]
    judged = (
        ("life_cycle", found.life_cycle, found.suggested_life_cycle, found.life_cycle_why),
        ("relationship", found.relationship, found.suggested_relationship, found.relationship_why),
    )
    for key, holds, suggested, why in judged:
        lines.append((words.label(fields[key].label), shown(key, holds)))
        lines.append((_("Suggested"), f"{shown(key, suggested)}  {why.told(words)}".strip()))
    answers = {True: _("Met"), False: _("Not met"), None: "?"}
    return lines + [(words.label(each.label), f"{answers[each.passed]}  {each.notes}") for each in found.screening]


def _potential_json(fields: Fields, each: Potential, rank: int) -> dict[str, Any]:
    return {
        "rank": rank,
        **{key: values.to_json(fields[key], getattr(each, key)) for key in _RANKED},
        "man": each.man,
        "man_verdict": each.verdict,
        "intending": each.intending,
        "offered": values.to_json(_MONEY, each.offered),
    }


def funnel_json(found: Funnel) -> dict[str, Any]:
    """The funnel as plain data."""
    return {
        "months": [f"{month:%Y-%m}" for month in found.months],
        "stages": [_row_json(row) for row in found.rows],
        "offers": _row_json(found.offers),
        "since": found.since.isoformat(),
        "won": _cell_json(found.won),
        "lost": [{"reason": lost.reason, **_cell_json(Cell(lost.count, lost.amount))} for lost in found.lost],
    }


def _row_json(row: Row) -> dict[str, Any]:
    return {
        "stage": row.stage,
        **_cell_json(row.all),
        "past": _cell_json(row.past),
        "months": [_cell_json(cell) for cell in row.months],
        "later": _cell_json(row.later),
        "undated": _cell_json(row.undated),
    }


def _cell_json(cell: Cell) -> dict[str, Any]:
    return {"count": cell.count, "amount": values.to_json(_MONEY, cell.amount)}


def _screened_json(each: Screened) -> dict[str, Any]:
    label = {"label_en": each.label.en, "label_zh": each.label.zh}
    return {"item": each.item, **label, "passed": each.passed, "notes": each.notes}


def _reason_json(reason: Reason, words: Words) -> dict[str, str]:
    return {"code": reason.code, "message": reason.told(words)}


def _cells(row: Row, words: Words) -> list[str]:
    cells = (row.past, *row.months, row.later, row.undated, row.all)
    return [f"{words.number(cell.count)} · {words.money(cell.amount)}" if cell.count else "–" for cell in cells]


def _verdict(each: Potential, words: Words) -> str:
    return words.label(qualifying.VERDICT_LABELS[each.verdict])


COMMANDS = (potentials, funnel, assess, screen)
