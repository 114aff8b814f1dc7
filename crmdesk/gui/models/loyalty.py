"""Satisfaction and loyalty as charts and lists (METHOD.md section 7)."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from decimal import Decimal

from crmdesk.core import choices_insight
from crmdesk.core.indicators import LESS_IS_BETTER, Indicator
from crmdesk.core.loyalty import FIELDS, TITLES, Indicators, Matrix, Quadrant, Standing, Step
from crmdesk.core.satisfaction import MATRIX
from crmdesk.core.surveys import SurveyRow
from crmdesk.core.value_basis import Period
from crmdesk.gui.charts import scales
from crmdesk.gui.charts.chart import Category, Chart, Series, Shape
from crmdesk.gui.models.tiers_people import LOG, PLAN, People, Person
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.scale_list import Measured
from crmdesk.services import loyalty

SURVEY = "survey"
NAMES = 12
"""So many customers are named in each field of the matrix, as far as there is room."""
_HUNDRED = Decimal(100)
_QUARTER = 3
_YES, _NO = "yes", "no"
_SIDES = {_YES: True, _NO: False}


def loyalty_text(ui: Ui, key: str) -> str:
    """What a field of the matrix is called."""
    return ui.words.label(next(each.label for each in choices_insight.LOYALTY if each.key == key))


def field_at(product: str, service: str) -> str:
    """The field of a row and a column of the chart."""
    return MATRIX[_SIDES[product], _SIDES[service]]


def matrix_chart(ui: Ui, found: Matrix, named: Mapping[str, Sequence[str]]) -> Chart:
    """Rows: whether the product satisfies; columns: whether the service does. `named`: the most valuable by field."""
    _, words = ui.words.gettext, ui.words
    rows = (Category(_YES, _("Product good")), Category(_NO, _("Product poor")))
    columns = []
    for side, title in ((_YES, _("Service good")), (_NO, _("Service poor"))):
        fields = [found.field(field_at(row.key, side)) for row in rows]
        notes = tuple(_note(ui, each, named.get(each.loyalty, ())) for each in fields)
        columns.append(Series(side, title, tuple(each.count for each in fields), notes=notes))
    first = found.period.first or found.period.last
    told = _("sales {first} to {last}").format(first=words.date(first), last=words.date(found.period.last))
    return Chart(
        "loyalty-matrix", _loyal_share(ui, found), _("Product"), rows, tuple(columns), scales.counts(words),
        empty=found.why.told(words) if found.why is not None else "", note=told, shape=Shape.CELLS,
        leads=_("&Show these customers"),
    )  # fmt: skip


def _loyal_share(ui: Ui, found: Matrix) -> str:
    """What was found: how many of those asked are loyal."""
    loyal = found.field("loyal")
    if loyal.percent is None:
        return ui.words.gettext("Customer loyalty matrix")
    n, words = ui.words.ngettext, ui.words
    text = n(
        "{percent}% of {count} customer asked is loyal", "{percent}% of {count} customers asked are loyal", found.judged
    )
    return text.format(percent=words.number(loyal.percent), count=words.number(found.judged))


def _note(ui: Ui, field: Quadrant, names: Sequence[str]) -> str:
    """The field's name, its share and what it brings, then who is worth most."""
    words = ui.words
    share = f"{words.number(field.percent)}%" if field.percent is not None else ""
    value = words.money(field.value) if field.count else ""
    return "\n".join([loyalty_text(ui, field.loyalty), "  ".join(filter(None, (share, value))), *names])


def in_field(ui: Ui, found: Matrix, field: str) -> People:
    """The customers of a field, those of most value first."""
    _, words = ui.words.gettext, ui.words
    positions = array("q", found.positions(field))

    def read(first: int, many: int) -> list[Person]:
        return [_person(each) for each in loyalty.standing(ui.desk, found, positions[first : first + many])]

    def _person(each: Standing) -> Person:
        product, service = (scores(each.survey, aspect) for aspect in ("product", "service"))
        return Person(each.customer, (product, service, each.sales))

    title = _("{loyalty}: {count}") if found.judged else _("Customers of a field")
    title = title.format(loyalty=loyalty_text(ui, field), count=words.number(len(positions)))
    return People(
        field, title, array("q", (found.ids[at] for at in positions)),
        (_("Product"), _("Service"), _("Sales, 12 months")), read,
        note=_("Scores of the last survey: expected → felt.") if positions else "",
        why=_("Nobody stands here.") if found.judged else _("Whoever was asked about product and service stands here."),
        reasoned=False, deeds=(SURVEY, LOG, PLAN),
    )  # fmt: skip


def scores(survey: SurveyRow | None, aspect: str) -> str:
    """Expected → felt; '' where neither was said."""
    if survey is None:
        return ""
    expected, felt = (survey.values.get(f"{aspect}_{side}") for side in ("expected", "felt"))
    if expected is None and felt is None:
        return ""
    return f"{'?' if expected is None else expected} → {'?' if felt is None else felt}"


def first_field(found: Matrix) -> str:
    """The first field in which somebody stands."""
    return next((each.loyalty for each in found.fields if each.count), FIELDS[0])


# Indicators


def measured(ui: Ui, found: Indicator) -> Measured:
    """One indicator on the scale of four marks; without data it says why there is no number."""
    _, words = ui.words.gettext, ui.words
    title = words.label(TITLES[found.key])
    if found.percent is None:
        why = found.why.told(words) if found.why is not None else ""
        return Measured(found.key, title, why, _("no data"))
    params = {"part": words.number(found.counted.part), "whole": words.number(found.counted.whole)}
    told = _part_of(ui, found.key).format(**params)
    if found.key in LESS_IS_BETTER:
        told = _("{counted}; less is better").format(counted=told)
    return Measured(
        found.key, title, told, percent_text(ui, found.percent),
        float(found.percent / _HUNDRED), _("on the scale: {mark}%").format(mark=found.mark),
    )  # fmt: skip


def _part_of(ui: Ui, key: str) -> str:
    """What it is a part of, with {part} and {whole}."""
    _ = ui.words.gettext
    if key in ("reputation", "named-demand"):
        return _("{part} of {whole} customers asked")
    return _("{part} of {whole} offers") if key == "selling-power" else _("{part} of {whole} buyers")


def percent_text(ui: Ui, percent: Decimal) -> str:
    return f"{ui.words.number(percent)}%"


def course_chart(ui: Ui, found: Sequence[Indicators], key: str, step: Step) -> Chart:
    """An indicator over periods; a category's key is the place of its period."""
    _, words = ui.words.gettext, ui.words
    title, all_ = words.label(TITLES[key]), [each.of(key) for each in found]
    categories = tuple(
        Category(str(place), short_period(each.period, step), whole_period(ui, each.period))
        for place, each in enumerate(found)
    )
    values = tuple(None if each.percent is None else each.percent / _HUNDRED for each in all_)
    why = next((each.why for each in all_ if each.why is not None), None)
    empty = why.told(words) if why is not None else _("It was nothing in all of this time.")
    return Chart(
        "indicator", _change(ui, found, key), _("Period"), categories, (Series(key, title, values),),
        scales.shares(words), empty=empty, note=_span(ui, found), leads=_("&Show what it is counted from"),
    )  # fmt: skip


def _change(ui: Ui, found: Sequence[Indicators], key: str) -> str:
    """What was found: from where to where it went."""
    _, words = ui.words.gettext, ui.words
    title = words.label(TITLES[key])
    known = [each for each in found if each.of(key).percent is not None]
    if len(known) < 2:
        return title
    before, after = (known[0].of(key).percent or Decimal(0), known[-1].of(key).percent or Decimal(0))
    return _("{indicator}: from {before} to {after}").format(
        indicator=title, before=percent_text(ui, before), after=percent_text(ui, after)
    )


def _span(ui: Ui, found: Sequence[Indicators]) -> str:
    if not found:
        return ""
    return whole_period(ui, Period(found[0].period.first, found[-1].period.last))


def short_period(period: Period, step: Step) -> str:
    """26Q3, or the month."""
    first = period.first or period.last
    year = first.year % 100
    return f"{year:02}Q{(first.month - 1) // _QUARTER + 1}" if step == "quarter" else f"{year:02}-{first.month:02}"


def whole_period(ui: Ui, period: Period) -> str:
    words = ui.words
    first = period.first or period.last
    return words.gettext("{first} to {last}").format(first=words.date(first), last=words.date(period.last))
