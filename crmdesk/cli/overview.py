"""The overview on the command line: how the business stands on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import today_option
from crmdesk.cli.qualifying import funnel_json
from crmdesk.cli.records import MONEY
from crmdesk.core import values
from crmdesk.core.overview import Overview, Sales
from crmdesk.core.printed_lists import OVERVIEW
from crmdesk.core.printing import usual_style
from crmdesk.core.receivables import BUCKETS
from crmdesk.core.sales_plan import PlanRow
from crmdesk.core.tiers import LABELS
from crmdesk.core.words import Words
from crmdesk.paper.printing import Typesetter
from crmdesk.services import overview as verbs
from crmdesk.services import printing
from crmdesk.services.desk import Desk
from crmdesk.services.printing import Wish
from crmdesk.services.printing_overview import built
from crmdesk.services.targets import check_ending, write_whole

_ENDINGS = (".pdf",)


@click.command("overview")
@click.option("-o", "--output", "out", type=click.Path(dir_okay=False, path_type=Path), help="Write the page: .pdf.")
@today_option
@json_option
@pass_context
def overview(context: Context, out: Path | None, today: dt.date | None, as_json: bool) -> None:
    """Show how the business stands: sales against last year and plan, customers, tiers, debts, complaints."""
    progress = ProgressLine(context.words)
    with context.desk() as desk:
        try:
            found = verbs.overview(desk, today, progress=progress)
        finally:
            progress.end()
        if out is not None:
            _write(context, desk, found, out)
    if as_json:
        print_json({**overview_json(found, context.words), **({"path": str(out)} if out else {})})
        return
    for table in _tables(found, context.words):
        print_table(table)
        click.echo()
    for reason in (found.why,) if found.why else found.sales.why:
        context.say(reason.told(context.words))


def _write(context: Context, desk: Desk, found: Overview, out: Path) -> None:
    check_ending(out, _ENDINGS)
    wish = Wish(OVERVIEW.key, replace(usual_style(OVERVIEW), stamped=True))
    made = printing.printout(desk, wish, built(desk, found, context.words), context.words)
    noted = verbs.logged_print(desk, found, out.name)
    write_whole(out, Typesetter(context.words).pdf([made]).pdf, _ENDINGS, desk.path, noted)


def overview_json(found: Overview, words: Words) -> dict[str, Any]:
    """All of it; amounts in yuan, rates and changes in percent."""
    complaints = found.complaints
    return {
        "today": found.today,
        "customers": found.customers,
        "sales": _sales_json(found.sales, words),
        "months": [
            {"month": f"{each.first:%Y-%m}", "new": each.new, "lost": each.lost, "won_back": each.won_back}
            for each in found.months
        ],
        "churn": {"lost": found.churned.rate.lost, "at_start": found.churned.rate.at_start,
                  "percent": found.churned.rate.percent},
        "tiers": [{"tier": each.tier, "customers": each.customers, "sales": _yuan(each.sales)} for each in found.tiers],
        "receivables": {
            "owed": _yuan(found.receivables.owed), "overdue": _yuan(found.receivables.overdue),
            "ages": {key: _yuan(found.receivables.aged.of(key)) for key in BUCKETS},
        },
        "complaints": {
            "received": complaints.count, "closed": complaints.ended, "open": found.open_complaints,
            "satisfied_share": None if complaints.satisfied_share is None else round(complaints.satisfied_share, 4),
        },
        "top_year": found.top_year,
        "top": [_top_json(row) for row in found.top],
        "funnel": funnel_json(found.funnel),
        "why": None if found.why is None else {"code": found.why.code, "message": found.why.told(words)},
    }  # fmt: skip


def _sales_json(sales: Sales, words: Words) -> dict[str, Any]:
    amounts = ("so_far", "last_year_so_far", "last_year", "target")
    return {
        "year": sales.year,
        "months": [
            {"month": f"{each.month:%Y-%m}", "sales": _yuan(each.sales), "last_year": _yuan(each.last_year),
             "plan": _yuan(each.plan)}
            for each in sales.months
        ],
        **{key: _yuan(getattr(sales, key)) for key in amounts},
        "change": sales.change,
        "progress": sales.progress,
        "why": [{"code": reason.code, "message": reason.told(words)} for reason in sales.why],
    }  # fmt: skip


def _top_json(row: PlanRow) -> dict[str, Any]:
    amounts = {"this_year": row.this_year, "last_year": row.last_year, "target": row.target}
    told = {key: _yuan(amount) for key, amount in amounts.items()}
    return {"number": row.number, "name": row.name, "tier": row.tier, "owner": row.owner, **told}


def _tables(found: Overview, words: Words) -> Iterable[Sequence[Sequence[str]]]:
    _ = words.gettext
    sales, n = found.sales, words.number
    yield [
        (_("Month"), str(sales.year), str(sales.year - 1), _("Plan")),
        *((f"{each.month:%Y-%m}", _told(each.sales, words), _told(each.last_year, words), _told(each.plan, words))
          for each in sales.months),
        (_("So far"), words.money(sales.so_far), words.money(sales.last_year_so_far), _told(sales.target, words)),
        ("", "", _percent(sales.change, words, signed=True), _percent(sales.progress, words)),
    ]  # fmt: skip
    yield [
        (_("Month"), _("New customers"), _("Customers lost"), _("Won back")),
        *((f"{each.first:%Y-%m}", n(each.new), n(each.lost), n(each.won_back)) for each in found.months),
    ]
    yield [
        (words.label(LABELS[each.tier]) if each.tier else _("No tier"), n(each.customers), words.money(each.sales))
        for each in found.tiers
    ]
    ages = found.receivables
    yield [
        *((words.label(label), words.money(ages.aged.of(key))) for key, label in BUCKETS.items()),
        (_("Owed"), words.money(ages.owed)),
    ]
    yield [
        (_("Complaints, last 12 months"), n(found.complaints.count)),
        (_("Open complaints"), n(found.open_complaints)),
    ]
    yield [
        (row.number, row.name, words.money(row.this_year), words.money(row.last_year), _told(row.target, words))
        for row in found.top
    ]


def _told(amount: Decimal | None, words: Words) -> str:
    return "–" if amount is None else words.money(amount)


def _percent(percent: Decimal | None, words: Words, *, signed: bool = False) -> str:
    if percent is None:
        return "–"
    return f"{'+' if signed and percent > 0 else ''}{words.number(percent)}%"


def _yuan(amount: Decimal | None) -> Any:
    return values.to_json(MONEY, amount)


INSIGHTS = (overview,)
