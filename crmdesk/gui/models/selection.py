"""Which customers are good, to be watched or poor, and the risks of big ones (METHOD.md section 10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from crmdesk.core import choices_insight
from crmdesk.core.customers import CustomerRow
from crmdesk.core.reasons import Reason
from crmdesk.core.selecting import POOR, RISKS, VERDICTS, Assessed, Counts, Selected
from crmdesk.gui.charts import scales
from crmdesk.gui.charts.chart import Category, Chart, Series, Shape
from crmdesk.gui.models.tiers_people import LOG, PLAN, People, Person
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge
from crmdesk.services import assessments, customers
from crmdesk.services.assessments import MISFIT, NOTHING_JUDGED

ASSESS = "assess"
ALL = "all"
_WIDE = 128
"""A verdict in words."""
_STATES = {"good": "good", "watch": "warn", "poor": "bad"}


class Listed(Struct, frozen=True):
    """The last assessments a list shows, and beside them whose they are."""

    ids: Sequence[int]
    customers: Sequence[int]


def verdict_badge(ui: Ui, verdict: str | None) -> Badge:
    """Good, to be watched, poor, or nothing judged."""
    if verdict is None:
        return badges.chip(ui.words.gettext("Nothing judged yet"))
    return badges.state(_STATES[verdict], verdict_text(ui, verdict))


def verdict_text(ui: Ui, verdict: str) -> str:
    if verdict == NOTHING_JUDGED:
        return ui.words.gettext("Nothing judged yet")
    return ui.words.label(next(each.label for each in choices_insight.SELECTION if each.key == verdict))


def risk_text(ui: Ui, risk: str) -> str:
    """A risk, or that the levels do not fit."""
    _ = ui.words.gettext
    if risk == MISFIT:
        return _("Level does not fit us")
    return {
        "risk_financial": _("Financial risk"), "risk_profit": _("Profit risk"),
        "risk_management": _("Management risk"), "risk_loss": _("Loss risk"),
    }[risk]  # fmt: skip


def verdict_chart(ui: Ui, found: Counts) -> Chart:
    """How many customers have which verdict; a category's key is the verdict."""
    _, n, words = ui.words.gettext, ui.words.ngettext, ui.words
    open_ = found.assessed - sum(found.verdicts.values())
    counts: dict[str, int] = {each: found.verdicts.get(each, 0) for each in VERDICTS}
    counts[NOTHING_JUDGED] = open_
    shown = {key: count for key, count in counts.items() if count or key != NOTHING_JUDGED}
    good = found.verdicts.get("good", 0)
    title = n("{count} good customer among {total} assessed", "{count} good customers among {total} assessed", good)
    title = title.format(count=words.number(good), total=words.number(found.assessed))
    return _rows_chart(
        ui, "verdicts", title if found.assessed else _("Good and poor customers"), _("Verdict"),
        {key: (verdict_text(ui, key), count) for key, count in shown.items()}, _empty(ui, found),
    )  # fmt: skip


def risk_chart(ui: Ui, found: Counts) -> Chart:
    """How many customers have which risk; a category's key is the risk."""
    _, words = ui.words.gettext, ui.words
    counts = {**{each: found.risks.get(each, 0) for each in RISKS}, MISFIT: found.misfits}
    most = max(counts, key=lambda each: counts[each])
    text = _("Most common: {risk} ({count})")
    title = text.format(risk=risk_text(ui, most), count=words.number(counts[most]))
    empty = _empty(ui, found) or _("No risk is noted of any customer assessed.")
    return _rows_chart(
        ui, "risks", title if counts[most] else _("Risks of big customers"), _("Risk"),
        {key: (risk_text(ui, key), count) for key, count in counts.items()}, empty,
    )  # fmt: skip


def _rows_chart(ui: Ui, key: str, title: str, dimension: str, rows: Mapping[str, tuple[str, int]], empty: str) -> Chart:
    _ = ui.words.gettext
    return Chart(
        key, title, dimension, tuple(Category(each, label) for each, (label, _count) in rows.items()),
        (Series("customers", _("Customers"), tuple(count for _label, count in rows.values())),),
        scales.counts(ui.words), empty=empty, note=_("by each customer's last assessment"), shape=Shape.ROWS,
        leads=_("&Show these customers"),
    )  # fmt: skip


def _empty(ui: Ui, found: Counts) -> str:
    _ = ui.words.gettext
    if not found.customers:
        return _("There are no customers yet. Add one, or import a list.")
    return "" if found.assessed else _("No customer was assessed yet. Begin with those who buy most.")


def why(ui: Ui, found: Assessed) -> tuple[Reason, ...]:
    """What a verdict rests on, with its poor marks and risks by name, what speaks for the customer last."""
    assessment, fields = found.assessment, ui.desk.fields("assessment")
    risks = tuple(risk_text(ui, each) for each in assessment.has(RISKS))
    poor = tuple(ui.words.label(fields[each].label) for each in assessment.has(POOR))
    named = {"select-risks": ("select-risks-named", risks), "select-poor": ("select-poor-named", poor)}
    told = [each for each in found.judged.why if each.code != "select-credit"]
    told.sort(key=lambda each: each.code == "select-good")
    return tuple(
        Reason(named[each.code][0], {"names": named[each.code][1]}) if each.code in named else each for each in told
    )


def people(ui: Ui, key: str, listed: Listed, title: str, empty: str) -> People:
    """Those listed, in their order."""
    _ = ui.words.gettext

    def read(first: int, many: int) -> list[Person]:
        rows = assessments.rows(ui.desk, listed.ids[first : first + many])
        known = {row.id: row for row in customers.rows(ui.desk, [row.customer_id for row in rows])}
        return [_person(row, known[row.customer_id]) for row in rows if row.customer_id in known]

    def _person(row: Selected, customer: CustomerRow) -> Person:
        verdict = verdict_badge(ui, row.assessed.judged.verdict)
        return Person(customer, (verdict, row.assessed.day, row.sales), why(ui, row.assessed))

    return People(
        key, title, listed.customers, (_("Verdict"), _("Assessed on"), _("Sales, 12 months")), read, why=empty,
        figure_width=_WIDE, worded=1, deeds=(ASSESS, LOG, PLAN),
    )  # fmt: skip
