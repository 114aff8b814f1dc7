"""Figures of complaints on the command line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import day_option
from crmdesk.core import values
from crmdesk.core.complaint_figures import BYS, By, Figures, Group, Spread
from crmdesk.core.registry import REGISTRY
from crmdesk.core.words import Words
from crmdesk.services import complaint_figures as verbs

_MONEY = REGISTRY["complaint_step"]["amount"]


@click.command("figures")
@click.option("--by", type=click.Choice(BYS), default="category", show_default=True, help="What the groups are.")
@day_option("--from", "Only those received from this day on.", "first")
@day_option("--to", "Only those received until this day.", "last")
@click.option(
    "-o", "--output", "out", type=click.Path(dir_okay=False, path_type=Path), help="Write them: .xlsx or .csv."
)
@json_option
@pass_context
def figures(
    context: Context, by: By, first: dt.date | None, last: dt.date | None, out: Path | None, as_json: bool
) -> None:
    """Show how long complaints take, how satisfied the customers are, and what it costs."""
    words = context.words
    with context.desk() as desk:
        found = verbs.figures(desk, first, last, by=by)
        if out is not None:
            verbs.export(desk, found, out, words)
        if as_json:
            print_json({**_json(found, words), "path": str(out) if out else None})
            return
        for table in verbs.tables(desk, found, words):
            print_table([
                tuple(column.header for column in table.columns),
                *(tuple(_shown(cell, column.kind, words) for cell, column in zip(row, table.columns, strict=True))
                  for row in table.rows),
            ])  # fmt: skip
            click.echo()


def _shown(cell: Any, kind: str, words: Words) -> str:
    if cell is None:
        return "–"
    return words.money(cell) if kind == "money" else str(cell)


def _json(found: Figures, words: Words) -> dict[str, Any]:
    """Shares are 0 to 1, steps in hours, the rest in days; amounts in yuan."""
    return {
        "from": found.first,
        "to": found.last,
        "by": found.by,
        "count": found.count,
        **{key: getattr(found, key) for key in ("open", "closed", "unresolved", "imported")},
        "satisfied_share": _rounded(found.satisfied_share, 4),
        "levels": {one.level: {"count": one.count, "share": _rounded(one.share, 4)} for one in found.levels},
        "rounds": {str(rounds): count for rounds, count in found.rounds},
        "steps": {step: _spread_json(hours) for step, hours in found.steps.items()},
        "days_to_close": _spread_json(found.days_to_close),
        "compensation": values.to_json(_MONEY, found.compensation),
        "groups": [_group_json(group, words) for group in found.groups],
        "months": [
            {"month": f"{one.month:%Y-%m}", "received": one.received, "closed": one.closed,
             "satisfied_share": _rounded(one.satisfied_share, 4), "median_days": _rounded(one.median_days, 1)}
            for one in found.months
        ],
        "omitted": found.omitted,
    }  # fmt: skip


def _group_json(group: Group, words: Words) -> dict[str, Any]:
    return {
        "key": group.key or None,
        "label": words.label(group.label),
        "count": group.count,
        "open": group.open,
        "closed": group.closed,
        "satisfied_share": _rounded(group.satisfied_share, 4),
        "median_days": _rounded(group.median_days, 1),
        "p90_days": _rounded(group.p90_days, 1),
        "rounds_mean": _rounded(group.rounds_mean, 2),
        "compensation": values.to_json(_MONEY, group.compensation),
    }


def _spread_json(one: Spread) -> dict[str, Any]:
    return {"n": one.n, "median": _rounded(one.median, 2), "p90": _rounded(one.p90, 2)}


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None else round(value, places)
