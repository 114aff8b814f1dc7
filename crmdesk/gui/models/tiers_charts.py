"""What the tab 80/20 draws: the curve of value, and loyalty × value (METHOD.md section 4)."""

from __future__ import annotations

from decimal import Decimal

from crmdesk.core.loyalty_value import ADVICE, LOYALTIES, VALUES, Cell, Matrix
from crmdesk.core.pareto import Pareto
from crmdesk.core.tier_words import TierWords
from crmdesk.gui.charts import scales
from crmdesk.gui.charts.chart import Category, Chart, Mark, Series, Shape
from crmdesk.gui.ui import Ui

CURVE, CELLS = "pareto", "loyalty-value"
_HUNDRED = Decimal(100)


def curve(ui: Ui, found: Pareto, told: TierWords) -> Chart:
    """How much the best so many bring; a category's key is how many they are."""
    _, n, words = ui.words.gettext, ui.words.ngettext, ui.words
    share = scales.shares(words)
    categories, values = [], []
    for point in found.points:
        customers = n("the first {count} ({share})", "the first {count} ({share})", point.customers).format(
            count=words.number(point.customers), share=share.write(point.customers_percent / _HUNDRED)
        )
        categories.append(
            Category(
                str(point.customers),
                words.number(point.customers),
                customers,
                float(point.customers_percent / _HUNDRED),
            )
        )
        values.append(point.value_percent / _HUNDRED)
    title = _("What the best 20% bring")
    if found.best_share is not None:
        facts = {
            "year": told.period.last.year,
            "day": words.date(told.period.last),
            "share": told.share(found.best_share),
        }
        title = told.found().format(whom=_("the best 20%"), **facts)
    series = Series("value", _("Share of {value}").format(value=told.of_what()), tuple(values))
    return Chart(
        CURVE, title, _("Customers, best first"), tuple(categories), (series,), share,
        empty=found.why.told(words) if found.why is not None else "", note=_bring(ui, found, told), shape=Shape.CURVE,
        leads=_("&Show these customers"), along=share,
        mark=Mark(str(found.best), _best(ui, found, told)),
    )  # fmt: skip


def _best(ui: Ui, found: Pareto, told: TierWords) -> str:
    """How many the best 20 % are, and what they bring."""
    n = ui.words.ngettext
    text = n("{count} customer: {share}", "{count} customers: {share}", found.best)
    return text.format(count=ui.words.number(found.best), share=told.share(found.best_share))


def _bring(ui: Ui, found: Pareto, told: TierWords) -> str:
    """How many it takes for 80 %; '' where there is nothing to divide."""
    if found.bring_share is None:
        return ""
    n = ui.words.ngettext
    text = n("80% come from {count} customer ({share})", "80% come from {count} customers ({share})", found.bring)
    return text.format(count=ui.words.number(found.bring), share=told.share(found.bring_share))


def cells(ui: Ui, found: Matrix, told: TierWords) -> Chart:
    """How many customers are how loyal and how valuable, and what is advised; keys are those of the two."""
    _, words = ui.words.gettext, ui.words
    rows = tuple(Category(key, words.label(label)) for key, label in LOYALTIES.items())
    columns = []
    for value, label in VALUES.items():
        row = [found.cell(loyalty, value) for loyalty in LOYALTIES]
        notes = tuple(_note(ui, cell, told) for cell in row)
        columns.append(Series(value, words.label(label), tuple(cell.count for cell in row), notes=notes))
    return Chart(
        CELLS, _to_win(ui, found), _("Loyalty"), rows, tuple(columns), scales.counts(words),
        empty=found.why.told(words) if found.why is not None else "",
        note=_("Value: {value}; loyalty: repeat purchases of 24 months").format(value=told.of_what()),
        shape=Shape.CELLS, leads=_("&Show these customers"),
    )  # fmt: skip


def _to_win(ui: Ui, found: Matrix) -> str:
    """What was found: how many of high value are still to be won."""
    _, n = ui.words.gettext, ui.words.ngettext
    loyal, *others = (found.cell(loyalty, "high").count for loyalty in LOYALTIES)
    count = sum(others)
    if not loyal + count:
        return _("Loyalty × value")
    if not count:
        return _("All customers of high value are loyal")
    text = n(
        "{count} customer of high value is not loyal yet", "{count} customers of high value are not loyal yet", count
    )
    return text.format(count=ui.words.number(count))


def _note(ui: Ui, cell: Cell, told: TierWords) -> str:
    """The advice, and how many are promising or what they bring."""
    _, words = ui.words.gettext, ui.words
    if not cell.count:
        return ""
    advice = words.label(ADVICE[cell.advice])
    if cell.promising and cell.advice_promising != cell.advice:
        below = words.ngettext("{count} promising", "{count} promising", cell.promising)
        below = below.format(count=words.number(cell.promising))
    else:
        below = told.value(cell.amount)
    return f"{advice}\n{below}"
