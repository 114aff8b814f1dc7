"""What a customer brought in the years past, and what it is going to bring, counted in today's money, as a chart
(METHOD.md section 9)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from crmdesk.core.value import CustomerValue
from crmdesk.gui.charts import scales
from crmdesk.gui.charts.chart import Category, Chart, Series, Shape
from crmdesk.gui.ui import Ui

_MOST_PAST, _MOST_COMING = 6, 12


def years_chart(ui: Ui, found: CustomerValue) -> Chart:
    """The last years that are known and those to come; a category's key is the year (`2025`, `+1`)."""
    _, words = ui.words.gettext, ui.words
    past = [(each, each.brought.net if each.brought.known else None) for each in found.past[:_MOST_PAST]][::-1]
    coming = found.coming[:_MOST_COMING]
    categories = [Category(str(each.year), str(each.year), _past_name(ui, each.year, found)) for each, _net in past]
    for each in coming:
        name = _("Year {number} from now").format(number=each.year)
        categories.append(Category(f"+{each.year}", f"+{each.year}", name))
    nothing: tuple[Decimal | None, ...] = (None,) * len(coming)
    before: tuple[Decimal | None, ...] = (None,) * len(past)
    series = (
        Series("past", _("Brought"), (*(net for _each, net in past), *nothing)),
        Series("worth", _("To come, in today's money"), (*before, *(each.worth for each in coming))),
        Series("brings", _("as it comes in"), (*before, *(each.brings for each in coming)), line=True),
    )
    return Chart(
        "years", _title(ui, found), _("Year"), tuple(categories), series, scales.money(words),
        empty=found.why.told(words) if found.why is not None else _("Nothing was brought yet."),
        note=_note(ui, found), shape=Shape.STACKED,
    )  # fmt: skip


def _past_name(ui: Ui, year: int, found: CustomerValue) -> str:
    if year < found.today.year:
        return str(year)
    return ui.words.gettext("{year} until {day}").format(year=year, day=ui.words.day(found.today))


def _title(ui: Ui, found: CustomerValue) -> str:
    """What comes of it."""
    _, n = ui.words.gettext, ui.words.ngettext
    if found.clv is None:
        return _("Profit, year by year")
    years = found.assumptions.years
    text = n("{amount} in {count} year to come", "{amount} in {count} years to come", years)
    return text.format(amount=ui.words.money(found.clv.quantize(Decimal("0.01"))), count=ui.words.number(years))


def _note(ui: Ui, found: CustomerValue) -> str:
    """That not all years are drawn."""
    left = len(found.coming) - _MOST_COMING
    if left <= 0:
        return ""
    n = ui.words.ngettext
    told: Mapping[str, str] = {"count": ui.words.number(left)}
    return n("{count} more year is not drawn", "{count} more years are not drawn", left).format(**told)
