"""The overview on one A4 page, for the boss: how the business stands on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from crmdesk.core.choices import STAGE
from crmdesk.core.orders import total
from crmdesk.core.overview import Overview, Sales
from crmdesk.core.printed_lists import OverviewSheet
from crmdesk.core.printing import Printout
from crmdesk.core.receivables import BUCKETS
from crmdesk.core.tiers import LABELS
from crmdesk.core.words import Words

_LARGE, _MILLION = 10**8, 10**6
_WIDEST = 10_000
"""So many units of the table by month fit into a column."""
_NONE = "–"


def values(printout: Printout, words: Words) -> Mapping[str, Any]:
    """Of each overview everything on its page."""
    return {"documents": [_document(sheet, printout.letterhead.name, words) for sheet in printout.documents]}


def _document(sheet: OverviewSheet, company: str, words: Words) -> dict[str, Any]:
    _, found = words.gettext, sheet.overview
    why = [found.why] if found.why else list(found.sales.why)
    return {
        "title": _("Business overview"),
        "left": company,
        "right": [[_("Date"), words.date(found.today)], [_("Data file"), sheet.file]],
        "why": [reason.told(words) for reason in why],
        "figures": _figures(found, words),
        "sales": _sales(found.sales, words),
        "people": _people(found, words),
        "tiers": _tiers(found, words),
        "ages": _ages(found, words),
        "complaints": _complaints(found, words),
        "top": _top(found, words),
        "funnel": _funnel(found, words),
    }


def _figures(found: Overview, words: Words) -> list[list[str]]:
    """The figures on top: label, value, what stands below it."""
    _, sales, ages = words.gettext, found.sales, found.receivables
    change = _("{percent} against last year").format(percent=_percent(sales.change, words, signed=True))
    target = _("of {target}").format(target=_round(sales.target, words))
    overdue = _("{amount} overdue").format(amount=_round(ages.overdue, words))
    rate = _("{percent} lost in 12 months").format(percent=_percent(found.churned.rate.percent, words))
    complained = _("{count} in 12 months").format(count=words.number(found.complaints.count))
    return [
        [
            _("Sales {year}").format(year=sales.year),
            _round(sales.so_far, words),
            change if sales.change is not None else "",
        ],
        [_("Plan reached"), _percent(sales.progress, words), target if sales.target else ""],
        [_("Customers"), words.number(found.customers), rate if found.churned.rate.percent is not None else ""],
        [_("Owed"), _round(ages.owed, words), overdue],
        [_("Open complaints"), words.number(found.open_complaints), complained],
    ]


def _sales(sales: Sales, words: Words) -> dict[str, Any]:
    """Heights are shares of the highest bar; amounts of the table are in ten thousands (万) in Chinese, in
    thousands in English, where they are large in 亿 and millions."""
    _ = words.gettext
    amounts = [
        amount
        for each in sales.months
        for amount in (each.sales, each.last_year, each.plan)
        if amount is not None and amount > 0
    ]
    most = max(amounts, default=Decimal(0))

    thousand = Decimal(10_000 if words.chinese else 1_000)
    large = most >= thousand * _WIDEST
    unit = thousand * (10_000 if words.chinese else 1_000) if large else thousand

    def height(amount: Decimal | None) -> float | None:
        return None if amount is None or not most else round(float(max(amount, Decimal(0)) / most), 4)

    def row(told: str, each: Iterable[Decimal | None], whole: Decimal | None) -> list[str]:
        return [told, *(_short(amount, unit) for amount in each), _short(whole, unit)]

    plan = [row(_("Plan"), (each.plan for each in sales.months), sales.target)] if sales.target else []
    return {
        "title": _("Sales by month"),
        "unit": _("in millions of yuan") if large else _("in thousands of yuan"),
        "months": [words.number(each.month.month) for each in sales.months],
        "legend": [str(sales.year), str(sales.year - 1), *([_("Plan")] if sales.target else [])],
        "bars": [[height(each.sales), height(each.last_year), height(each.plan)] for each in sales.months],
        "rows": [
            row(str(sales.year), (each.sales for each in sales.months), sales.so_far),
            row(str(sales.year - 1), (each.last_year for each in sales.months), sales.last_year),
            *plan,
        ],
        "total": _("Total"),
    }


def _people(found: Overview, words: Words) -> dict[str, Any]:
    _ = words.gettext
    kinds = ((_("Gained"), "new"), (_("Left"), "lost"), (_("Won back"), "won_back"))
    rows = [[getattr(each, key) for each in found.months] for _label, key in kinds]
    return {
        "title": _("Customers by month"),
        "months": [words.number(each.first.month) for each in found.months],
        "rows": [
            [label, *(words.number(count) if count else _NONE for count in row), words.number(sum(row))]
            for (label, _key), row in zip(kinds, rows, strict=True)
        ],
    }


def _tiers(found: Overview, words: Words) -> dict[str, Any]:
    _ = words.gettext
    rows = [
        [words.label(LABELS[each.tier]) if each.tier else _("No tier"), words.number(each.customers),
         _round(each.sales, words)]
        for each in found.tiers
    ]  # fmt: skip
    return {"title": _("Tiers"), "heads": ["", _("Customers"), _("Sales, 12 months")], "rows": rows}


def _ages(found: Overview, words: Words) -> dict[str, Any]:
    ages = found.receivables
    rows = [
        [words.label(label), words.number(count), _round(ages.aged.of(key), words)]
        for (key, label), count in zip(BUCKETS.items(), ages.customers, strict=True)
    ]
    _ = words.gettext
    return {"title": _("Receivables by age"), "heads": ["", _("Customers"), _("Owed")], "rows": rows}


def _complaints(found: Overview, words: Words) -> dict[str, Any]:
    _, figures = words.gettext, found.complaints
    share = figures.satisfied_share
    median = figures.days_to_close.median
    rows = [
        [_("Complaints received"), words.number(figures.count)],
        [_("Closed"), words.number(figures.ended)],
        [_("Still open"), words.number(figures.open)],
        [_("Satisfied in the end"), _NONE if share is None else f"{share * 100:.0f}%"],
        [_("Days to close, median"), _NONE if median is None else words.number(Decimal(f"{median:.1f}"))],
    ]
    return {"title": _("Complaints, last 12 months"), "rows": rows}


def _top(found: Overview, words: Words) -> dict[str, Any]:
    _ = words.gettext
    year = found.sales.year
    rows = [
        [str(place), row.name, words.label(LABELS[row.tier]) if row.tier else "", row.owner or "",
         _round(row.this_year, words), _round(row.last_year, words), _round(row.target, words)]
        for place, row in enumerate(found.top, 1)
    ]  # fmt: skip
    heads = ["", _("Customer"), _("Tier"), _("Owner"), str(year), str(year - 1), _("Target")]
    return {"title": _("Top customers {year}").format(year=found.top_year), "heads": heads, "rows": rows}


def _funnel(found: Overview, words: Words) -> dict[str, Any]:
    _, funnel = words.gettext, found.funnel
    labels = {choice.key: words.label(choice.label) for choice in STAGE}
    rows = [
        [labels[row.stage], words.number(row.all.count), _round(row.all.amount, words)]
        for row in funnel.rows
        if row.all.count
    ]
    won = [_("Won in 6 months"), words.number(funnel.won.count), _round(funnel.won.amount, words)]
    lost_count = sum(each.count for each in funnel.lost)
    lost = [_("Lost in 6 months"), words.number(lost_count), _round(total(each.amount for each in funnel.lost), words)]
    return {"title": _("Funnel"), "heads": ["", _("Count"), _("Amount")], "rows": [*rows, won, lost]}


def _round(yuan: Decimal | None, words: Words) -> str:
    """Whole yuan: nobody reads the fen of an overview. Large ones in 亿 or millions."""
    if yuan is None:
        return _NONE
    sign, much = "-" if yuan < 0 else "", abs(yuan)
    if much < _LARGE:
        return f"{sign}¥{words.number(round(much))}"
    return f"{sign}¥{much / _LARGE:,.2f} 亿" if words.chinese else f"{sign}¥{much / _MILLION:,.1f} m"


def _short(yuan: Decimal | None, unit: Decimal) -> str:
    return _NONE if yuan is None else f"{yuan / unit:,.1f}"


def _percent(percent: Decimal | None, words: Words, *, signed: bool = False) -> str:
    if percent is None:
        return _NONE
    return f"{'+' if signed and percent > 0 else ''}{words.number(percent)}%"
