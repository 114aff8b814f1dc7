"""The figures above the charts of the tab Churn, and what is to be known of them (METHOD.md section 8)."""

from __future__ import annotations

from crmdesk.core.churn import shown_years
from crmdesk.gui.models.churn_charts import Found
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.fact_links import FactLink

RATE, COUNT, LIFETIME, COST = "rate", "count", "lifetime", "cost"


def facts(ui: Ui, found: Found) -> list[FactLink]:
    """The rate with whom it counts, average lifetime in years, sales lost; what is not known is left out."""
    _, words, rate = ui.words.gettext, ui.words, found.churned.rate
    counted = _("Show whom the rate counts")
    facts = []
    if rate.percent is not None:
        numbers = {"lost": words.number(rate.lost), "count": words.number(rate.at_start)}
        facts.append(FactLink(RATE, _("Churn rate"), f"{words.number(rate.percent)}%", counted))
        facts.append(FactLink(COUNT, _("Customers lost"), _("{lost} of {count}").format(**numbers), counted))
    years, told = found.lifetime.years, _("not defined")
    if years is not None:
        n, number = words.ngettext, shown_years(years)
        told = n("{years} year", "{years} years", 1 if number == 1 else 2).format(years=words.number(number))
    lately = _("1 / churn rate of the last 12 months: show whom that rate counts")
    facts.append(FactLink(LIFETIME, _("Average lifetime"), told, lately))
    if found.cost.count:
        dearest = _("Show who was lost, the dearest first")
        facts.append(FactLink(COST, _("Sales lost"), words.money(found.cost.amount), dearest))
    return facts


def notes(ui: Ui, found: Found) -> list[str]:
    """What is to be known of the figures, and why there is none."""
    n, words, cost = ui.words.ngettext, ui.words, found.cost
    told = list(dict.fromkeys(why.told(words) for why in (found.churned.rate.why, found.lifetime.why) if why))
    if count := found.churned.beside:
        text = n(
            "{count} more does not count in the rate: had not ordered before, or was lost already.",
            "{count} more do not count in the rate: had not ordered before, or were lost already.",
            count,
        )
        told.append(text.format(count=words.number(count)))
    if cost.won_back:
        text = n("{count} of them was won back since, with {amount} of the sales.",
                 "{count} of them were won back since, with {amount} of the sales.", cost.won_back)  # fmt: skip
        told.append(text.format(count=words.number(cost.won_back), amount=words.money(cost.amount_won_back)))
    return told
