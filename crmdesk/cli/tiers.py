"""Tiers, classes and the 80/20 curve on the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import today_option
from crmdesk.core.errors import UserError
from crmdesk.core.orders import to_fen
from crmdesk.core.pareto import Pareto
from crmdesk.core.ranking import LEVELS, SCHEMES, Run, Scheme, TierRow
from crmdesk.core.tiers import LABELS, Bounds, By, Level, read_bounds
from crmdesk.core.tiers_moves import KINDS
from crmdesk.core.value_basis import BASES, Period, shown
from crmdesk.core.words import Words
from crmdesk.services import tiers as verbs
from crmdesk.services import tiers_export, tiers_moves
from crmdesk.services.desk import Desk
from crmdesk.services.tiers import Ranking
from crmdesk.services.tiers_export import MOVED
from crmdesk.services.tiers_moves import Compared

_PAGE = 1_000
_SHOWN = 20
"""So many places where nobody asked for another number; JSON has all."""
_FOUR = Decimal("0.0001")
_basis = click.option("--basis", type=click.Choice(tuple(BASES)), help="What value is (default: as it is set).")


@click.command("tiers")
@_basis
@click.option("--scheme", type=click.Choice(SCHEMES), default=SCHEMES[0], show_default=True)
@click.option("--by", "of", type=click.Choice(("value", "customers")), help="What classes are percents of.")
@click.option("--bounds", metavar="1,20,50", help="Other bounds than those that are set, in percent.")
@today_option
@click.option("--limit", type=click.IntRange(min=0), help="At most so many customers.")
@click.option("--save", is_flag=True, help="Keep it as a run: the tiers of customers follow it.")
@click.option("--notes", default="", help="What to keep with the run.")
@click.option("--compare", metavar="RUN", type=int, help="Who rose and fell since that run.")
@click.option("--runs", is_flag=True, help="Only list the saved runs.")
@click.option("--delete-run", metavar="RUN", type=int, help="Only delete a saved run.")
@click.option("-o", "--output", "out", type=click.Path(dir_okay=False, path_type=Path), help="Write it: .xlsx or .csv.")
@json_option
@pass_context
def tiers(
    context: Context,
    basis: str | None,
    scheme: Scheme,
    of: By | None,
    bounds: str | None,
    today: dt.date | None,
    limit: int | None,
    save: bool,
    notes: str,
    compare: int | None,
    runs: bool,
    delete_run: int | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Rank customers by value and cut them into tiers (pyramid) or classes (abc)."""
    words = context.words
    with context.desk() as desk:
        if delete_run is not None:
            verbs.delete_run(desk, delete_run)
        if runs or delete_run is not None:
            _runs(verbs.runs(desk), words, as_json=as_json)
            return
        line = ProgressLine(words)
        ranking = verbs.classify(
            desk, basis or verbs.basis(desk), scheme, today, bounds=_bounds(scheme, bounds),
            of="customers" if scheme == "pyramid" else of, progress=line,
        )  # fmt: skip
        compared = _compared(desk, ranking, compare, limit if as_json else tiers_moves.MOST)
        ranking = ranking if compared is None else replace(ranking, former=compared.run)
        if out is not None:
            tiers_export.export(desk, ranking, out, words)
        if save:
            verbs.save(desk, ranking, notes, progress=line)
        line.end()
        if as_json:
            print_json({**_json(desk, ranking, limit, words, compared), "saved": save})
        else:
            _print(context, desk, ranking, _SHOWN if limit is None else limit, compared)


def _compared(desk: Desk, ranking: Ranking, run_id: int | None, most: int | None) -> Compared | None:
    """With the run that was asked for."""
    return None if run_id is None else tiers_moves.compare(desk, ranking, run_id, most=most)


@click.command("pareto")
@_basis
@today_option
@json_option
@pass_context
def pareto(context: Context, basis: str | None, today: dt.date | None, as_json: bool) -> None:
    """Say what the best 20 % of customers bring, and how many bring 80 %."""
    words = context.words
    with context.desk() as desk:
        ranking = verbs.classify(desk, basis or verbs.basis(desk), "pyramid", today)
    found = verbs.pareto(ranking)
    if as_json:
        print_json(_pareto_json(ranking, found, words))
        return
    _head(context, ranking)
    if found.why is not None:
        click.echo(found.why.told(words))
        return
    _, number = words.gettext, words.number
    rows = [
        (_("Customers"), number(found.count), ""),
        (_("The best 20 %"), number(found.best), f"{_value(ranking, found.best_value, words)}  {found.best_share} %"),
        (_("80 % are brought by"), number(found.bring), f"{found.bring_share} %"),
    ]
    print_table(rows)


def _bounds(scheme: Scheme, typed: str | None) -> Bounds | None:
    if typed is None:
        return None
    texts = typed.split(",")
    levels = LEVELS[scheme]
    if len(texts) != len(levels) - 1:
        raise UserError("bounds-count", levels=tuple(LABELS[level] for level in levels[:-1]))
    found, problems = read_bounds(levels, texts)
    if found is None:
        problem = next(each for each in problems.values() if each.hard)
        raise UserError(problem.code, **problem.params)
    return found


def _runs(runs: list[Run], words: Words, *, as_json: bool) -> None:
    if as_json:
        print_json([_run_json(run) for run in runs])
        return
    print_table([
        (str(run.id), run.at, run.scheme, words.label(BASES[run.basis]), words.date(run.today), words.number(run.count),
         run.who, run.notes)
        for run in runs
    ])  # fmt: skip


def _run_json(run: Run) -> dict[str, Any]:
    percents = zip(run.bounds.levels, run.bounds.percents, strict=False)
    return {
        "run": run.id, "at": run.at, "who": run.who, "scheme": run.scheme, "basis": run.basis, "today": run.today,
        "period": _period_json(run.period), "by": run.by, "bounds": dict(percents), "count": run.count,
        "notes": run.notes or None,
    }  # fmt: skip


def _period_json(period: Period) -> dict[str, Any]:
    return {"first": period.first, "last": period.last}


def _json(desk: Desk, ranking: Ranking, limit: int | None, words: Words, compared: Compared | None) -> dict[str, Any]:
    """Values in yuan (points of a score); shares are 0 to 1, of what those with a positive value bring."""
    most = ranking.count if limit is None else min(limit, ranking.count)
    made = {
        "basis": ranking.basis, "scheme": ranking.scheme, "by": ranking.division.by, "today": ranking.today,
        "period": _period_json(ranking.period), "count": ranking.count, "value": _two(ranking.division.value),
        "tiers": [_level_json(ranking, level) for level in ranking.division.levels],
        "without_value": ranking.zero, "below_zero": ranking.negative,
        "customers": [
            _row_json(row) for row in _rows(desk, ranking, most)
        ],
        "notes": [{"code": note.code, "message": note.told(words)} for note in ranking.notes],
    }  # fmt: skip
    return made if compared is None else {**made, "moves": _moves_json(desk, compared)}


def _row_json(row: TierRow) -> dict[str, Any]:
    """`tier`: by this ranking; `in_force` and `grade`: what the customer has."""
    return {
        "number": row.number, "name": row.name, "tier": row.level, "rank": row.rank, "value": _two(row.value),
        "moved": row.moved, "in_force": row.tier, "tier_by_hand": row.tier_fixed,
        "tier_reason": row.tier_reason or None, "grade": row.grade, "grade_by_hand": row.grade_fixed,
        "grade_reason": row.grade_reason or None,
    }  # fmt: skip


def _rows(desk: Desk, ranking: Ranking, most: int) -> Iterator[TierRow]:
    for first in range(0, most, _PAGE):
        yield from ranking.rows(desk, first, min(_PAGE, most - first))


def _level_json(ranking: Ranking, level: Level) -> dict[str, Any]:
    share = None if level.value_share is None else (level.value / ranking.division.brought).quantize(_FOUR)
    customers = None if not ranking.count else (Decimal(level.count) / ranking.count).quantize(_FOUR)
    return {"tier": level.key, "count": level.count, "value": _two(level.value), "share": share,
            "customers_share": customers}  # fmt: skip


def _moves_json(desk: Desk, compared: Compared) -> dict[str, Any]:
    moved: dict[str, Any] = {
        kind: [
            {"number": row.number, "from": row.move.before, "to": row.move.after, "rank_before": row.move.rank_before,
             "rank": row.move.rank_after, "change": _two(row.change)}
            for row in compared.rows(desk, kind)
        ]
        for kind in KINDS
    }  # fmt: skip
    return {"run": compared.run.id, "counts": dict(compared.moves.counts), "same": compared.moves.same, **moved}


def _pareto_json(ranking: Ranking, found: Pareto, words: Words) -> dict[str, Any]:
    """Shares are 0 to 1."""
    return {
        "basis": ranking.basis, "period": _period_json(ranking.period), "count": found.count,
        "brought": _two(found.brought), "best": found.best, "best_value": _two(found.best_value),
        "best_share": (found.best_value / found.brought).quantize(_FOUR) if found.brought else None,
        "bring": found.bring if found.brought else None,
        "bring_share": (Decimal(found.bring) / found.count).quantize(_FOUR) if found.brought else None,
        "points": [{"customers": point.customers, "value": _two(point.value)} for point in found.points],
        "why": found.why and {"code": found.why.code, "message": found.why.told(words)},
    }  # fmt: skip


def _print(context: Context, desk: Desk, ranking: Ranking, limit: int, compared: Compared | None) -> None:
    words = context.words
    _, label, number = words.gettext, words.label, words.number
    _head(context, ranking)
    print_table([
        (_("Level"), _("Customers"), "", label(BASES[ranking.basis]), ""),
        *((label(LABELS[one.key]), number(one.count), _percent(one.customers_share), _value(ranking, one.value, words),
           _percent(one.value_share)) for one in ranking.division.levels),
    ])  # fmt: skip
    click.echo()
    print_table([
        (number(row.rank), row.number, row.name, label(LABELS[row.level]), _value(ranking, row.value, words),
         _percent(row.share), _percent(row.cumulated))
        for row in _rows(desk, ranking, min(limit, ranking.count))
    ])  # fmt: skip
    if compared is not None:
        click.echo()
        for kind in KINDS:
            click.echo(f"{label(MOVED[kind])}  {number(compared.moves.counts[kind])}")
            print_table([
                (f"  {row.number}", row.name, _named(row.move.before, words), _named(row.move.after, words))
                for row in compared.rows(desk, kind, 0, limit)
            ])  # fmt: skip


def _head(context: Context, ranking: Ranking) -> None:
    words, period = context.words, ranking.period
    first = words.date(period.first) if period.first else ""
    click.echo(f"{words.label(BASES[ranking.basis])}  {first}–{words.date(period.last)}")
    for note in ranking.notes:
        context.say(note.told(words))


def _value(ranking: Ranking, value: Decimal, words: Words) -> str:
    told = shown(ranking.basis, value)
    return told if isinstance(told, str) else words.money(told)


def _percent(share: Decimal | None) -> str:
    return "–" if share is None else f"{share} %"


def _named(key: str | None, words: Words) -> str:
    return words.label(LABELS[key]) if key else "–"


def _two(value: Decimal) -> Decimal:
    """Yuan to the fen, points to two decimals."""
    return to_fen(value)


COMMANDS = (tiers,)
INSIGHTS = (pareto,)
