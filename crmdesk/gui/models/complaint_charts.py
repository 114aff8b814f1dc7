"""The figures of complaints as charts, and for each value the list of complaints it is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from crmdesk.core.complaint_figures import Figures, Group, LevelShare, MonthFigure
from crmdesk.core.complaint_lists import CLOSED_STATES, NO_PRODUCT, Complaints
from crmdesk.core.complaints import OPEN, STEPS, number_of_step
from crmdesk.core.periods import add_months, first_of_month
from crmdesk.gui.charts import scales
from crmdesk.gui.charts.chart import Category, Chart, Series, Shape
from crmdesk.gui.ui import Ui

MONTHS, LEVELS, GROUPS, HOURS, DAYS, ROUNDS = "months", "levels", "groups", "hours", "days", "rounds"
OTHERS = "*others"
"""The key of what is not drawn one by one."""
_MOST_GROUPS = 10
_TONES = {"high": "good", "basic": "series", "dissatisfied": "bad"}
_RANKED = ("category", "product")
"""What is drawn from the most on, with the share of all that it adds up to; people and months never are."""
_DAY = dt.timedelta(days=1)


class ComplaintCharts:
    """Makes the charts of one set of figures. `period`: the time they are of, in words."""

    def __init__(self, ui: Ui, figures: Figures, period: str) -> None:
        self._ui, self._words, self._found, self._period = ui, ui.words, figures, period
        _ = ui.words.gettext
        self._nothing = _("No complaint was received in this time.")
        self._leads = _("&Show these complaints")
        self._counts = scales.counts(ui.words, _("complaints"))

    def _chart(self, key: str, title: str, dimension: str, categories: Sequence[Category], series: Sequence[Series],
               **more) -> Chart:  # fmt: skip
        given = {"scale": self._counts, "empty": self._nothing, "note": self._period, "leads": self._leads, **more}
        return Chart(key, title, dimension, tuple(categories), tuple(series), **given)

    def _label(self, key: str) -> str:
        return self._words.label(self._ui.desk.fields("complaint")[key].label)

    def _choice(self, field: str, key: str) -> str:
        return self._ui.shown(self._ui.desk.fields("complaint")[field], key)

    def months(self) -> Chart:
        """What came in and what was closed, month by month."""
        found, _, number = self._found, self._words.gettext, self._words.number
        title = _("{count} complaints received, {closed} of them closed").format(
            count=number(found.count), closed=number(found.count - found.open)
        )
        shown = self._months()
        one_year = len({each.month.year for each in shown}) == 1
        categories = [
            Category(f"{each.month:%Y-%m}", self._month(each.month, short=one_year), self._words.month(each.month))
            for each in shown
        ]
        series = (
            Series("received", _("Received in the month"), tuple(each.received for each in shown)),
            Series("closed", _("Closed in the month"), tuple(each.closed for each in shown)),
        )
        return self._chart(MONTHS, title, _("Month"), categories, series)

    def _months(self) -> list[MonthFigure]:
        """Every month of the time, those too in which nothing happened."""
        found = self._found
        known = {each.month: each for each in found.months}
        if not known:
            return []
        month = min([*known, *([first_of_month(found.first)] if found.first else [])])
        last = max([*known, *([first_of_month(found.last)] if found.last else [])])
        shown = []
        while month <= last:
            shown.append(known.get(month) or MonthFigure(month, 0, 0, None, None))
            month = add_months(month, 1)
        return shown

    def _month(self, month: dt.date, *, short: bool) -> str:
        if self._words.chinese:
            return f"{month.month} 月" if short else f"{month:%y-%m}"
        name = self._words.month(month).split(maxsplit=1)[0]
        return name if short else f"{name} {month:%y}"

    def levels(self) -> Chart:
        """How satisfied the customers were in the end."""
        found, _ = self._found, self._words.gettext
        told = scales.shares(self._words)
        satisfied = found.satisfied_share
        title = _("Satisfaction in the end")
        if satisfied is not None:
            title = _("{share} ended satisfied").format(share=told.write(satisfied))
        shown: list[LevelShare] = [each for each in found.levels if each.count]
        categories = [Category(each.level, self._choice("level", each.level)) for each in shown]
        counts = [each.count for each in shown]
        if found.unresolved:
            categories.append(Category("unresolved", self._choice("state", "unresolved")))
            counts.append(found.unresolved)
        empty = _("No complaint of this time is closed yet.") if found.count else self._nothing
        series = Series("count", _("Complaints"), tuple(counts))
        return self._chart(LEVELS, title, self._label("level"), categories, [series], shape=Shape.ROWS, empty=empty)

    def groups(self) -> Chart:
        """How many complaints each group has, or which most of them are about."""
        found, _ = self._found, self._words.gettext
        groups = self._drawn()
        counts = tuple(each.count for each in groups)
        categories = [Category(each.key, self._name(each)) for each in groups]
        titles = {
            "category": _("What the complaints are about"), "product": _("Which products they are about"),
            "responsible": _("Who is responsible"), "month": _("When they were received"),
            "severity": _("How serious they are"),
        }  # fmt: skip
        dimension = _("Month") if found.by == "month" else self._label(found.by)
        bars = Series("count", _("Complaints"), counts)
        if found.by not in _RANKED or len(groups) < 2:
            shape = Shape.BESIDE if found.by == "month" else Shape.ROWS
            return self._chart(GROUPS, titles[found.by], dimension, categories, [bars], shape=shape)
        whole, run = sum(counts), 0
        shares = []
        for count in counts:
            run += count
            shares.append(run / whole)
        line = Series("share", _("Added up"), tuple(shares), line=True, right=True, tone="series_2")
        right = scales.shares(self._words)
        return self._chart(GROUPS, titles[found.by], dimension, categories, [bars, line], right=right)

    def _drawn(self) -> list[Group]:
        """The groups that get a bar: all, or the first with all others in one."""
        groups = list(self._found.groups)
        if self._found.by not in _RANKED:
            return groups
        groups.sort(key=lambda each: (not each.key, -each.count))
        if len(groups) <= _MOST_GROUPS:
            return groups
        rest = groups[_MOST_GROUPS - 1 :]
        count = sum(each.count for each in rest)
        return [*groups[: _MOST_GROUPS - 1], replace(rest[0], key=OTHERS, count=count)]

    def _name(self, group: Group) -> str:
        if group.key == OTHERS:
            return self._words.gettext("All others")
        return group_name(self._ui, self._found, group)

    def hours(self) -> Chart:
        """How long each step takes after the one before it."""
        found, _ = self._found, self._words.gettext
        categories, medians, most = [], [], []
        for step in STEPS:
            times = found.steps.get(step)
            if times is None or not times.n:
                continue
            name = self._choice("step", step)
            categories.append(Category(step, f"{number_of_step(step)} {name}"))
            medians.append(times.median)
            most.append(times.p90)
        note = self._period
        if found.omitted:
            n = self._words.ngettext
            left_out = n(
                "{count} without a time of day left out", "{count} without a time of day left out", found.omitted
            )
            note = f"{note} · {left_out.format(count=self._words.number(found.omitted))}"
        series = (
            Series("median", _("Half of them within"), tuple(medians)),
            Series("p90", _("Nine of ten within"), tuple(most)),
        )
        scale = scales.numbers(self._words, _("hours after the step before"))
        empty = _("No step with a time of day was done in this time.")
        return self._chart(HOURS, _("How long each step takes"), _("Step"), categories, series,
                           shape=Shape.ROWS, scale=scale, note=note, empty=empty)  # fmt: skip

    def days(self) -> Chart:
        """How long it takes until a complaint is closed, group by group."""
        found, _ = self._found, self._words.gettext
        groups = [each for each in found.groups if each.median_days is not None][:_MOST_GROUPS]
        categories = [Category(each.key, self._name(each)) for each in groups]
        series = (
            Series("median", _("Half of them within"), tuple(each.median_days for each in groups)),
            Series("p90", _("Nine of ten within"), tuple(each.p90_days for each in groups)),
        )
        scale = scales.numbers(self._words, _("days"))
        dimension = _("Month") if found.by == "month" else self._label(found.by)
        empty = _("No complaint of this time is closed yet.") if found.count else self._nothing
        return self._chart(DAYS, _("How long until it is closed"), dimension, categories, series,
                           shape=Shape.ROWS, scale=scale, empty=empty)  # fmt: skip

    def rounds(self) -> Chart:
        """How many rounds it took."""
        found, n, _ = self._found, self._words.ngettext, self._words.gettext
        categories = [
            Category(str(rounds), n("{count} round", "{count} rounds", rounds).format(count=self._words.number(rounds)))
            for rounds, _count in found.rounds
        ]
        first = dict(found.rounds).get(1, 0)
        handled = sum(count for _rounds, count in found.rounds)
        title = _("How many rounds it took")
        if handled:
            share = scales.shares(self._words).write(Decimal(first) / handled)
            title = _("{share} needed one round only").format(share=share)
        series = Series("count", _("Complaints"), tuple(count for _rounds, count in found.rounds))
        return self._chart(ROUNDS, title, self._label("round"), categories, [series], shape=Shape.ROWS)


def group_name(ui: Ui, figures: Figures, group: Group) -> str:
    """What a group is called, as it may be read now."""
    if figures.by == "month" and group.key:
        return ui.words.month(dt.date.fromisoformat(f"{group.key}-01"))
    name = ui.words.label(group.label)
    return ui.masking.text(name) if figures.by == "responsible" and group.key else name


def made_of(figures: Figures, chart: str, category: str, series: str) -> Complaints | None:
    """The list of complaints a value stands for; None where it stands for none of its own."""
    whole = Complaints(from_=figures.first, to=figures.last, sort="received_at", descending=True)
    if chart == MONTHS:
        first, last = month_of(category)
        if series == "closed":
            return Complaints(states=CLOSED_STATES, closed_from=first, closed_to=last)
        return replace(whole, from_=first, to=last)
    if chart == LEVELS:
        if category == "unresolved":
            return replace(whole, states=(category,))
        return replace(whole, states=CLOSED_STATES, levels=(category,))
    if chart == ROUNDS:
        return replace(whole, rounds=int(category))
    if chart in (GROUPS, DAYS):
        return of_group(figures, category, closed=chart == DAYS)
    return whole


def of_group(figures: Figures, key: str, *, closed: bool = False, still_open: bool = False) -> Complaints | None:
    """The complaints of a group."""
    states = CLOSED_STATES if closed else (OPEN,) if still_open else ()
    whole = Complaints(states=states, from_=figures.first, to=figures.last, sort="received_at", descending=True)
    if key == OTHERS:
        return None
    match figures.by:
        case "product":
            return replace(whole, product_id=int(key) if key else NO_PRODUCT)
        case "month":
            first, last = month_of(key)
            return replace(whole, from_=max(first, figures.first or first), to=min(last, figures.last or last))
        case by:
            return whole.among({by: (key,)})


def month_of(key: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of 2026-11."""
    first = dt.date.fromisoformat(f"{key}-01")
    return first, add_months(first, 1) - _DAY
