"""What the tab Churn draws: how many left month by month, why, from which part, to whom (METHOD.md section 8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from crmdesk.core.churn import REFERENCE, SIDE_LABELS
from crmdesk.core.losses import NOBODY, Churned, Cost, Lifetime, Month, Part, Reasons
from crmdesk.core.tiers import LABELS
from crmdesk.gui.charts import scales
from crmdesk.gui.charts.chart import Category, Chart, Scale, Series, Shape
from crmdesk.gui.ui import Ui

MONTHS, SIDES, REASONS, PARTS, RIVALS, COSTS = "months", "sides", "reasons", "parts", "rivals", "costs"
LOST, BACK, RATE = "lost", "back", "rate"
MOST_PARTS = 12
_HUNDRED = Decimal(100)


class Found(Struct, frozen=True):
    """All figures of one period."""

    churned: Churned
    lifetime: Lifetime
    cost: Cost
    months: tuple[Month, ...]
    reasons: Reasons


class ChurnCharts:
    """Makes the charts of one set of figures."""

    def __init__(self, ui: Ui, found: Found) -> None:
        self._ui, self._words, self._found = ui, ui.words, found
        _ = ui.words.gettext
        self._nobody = _("Nobody was marked lost in this time.")
        self._leads = _("&Show these customers")
        self._counts = scales.counts(ui.words, _("customers"))
        self._shares = scales.shares(ui.words)

    def _chart(self, key: str, title: str, dimension: str, categories: Sequence[Category], series: Sequence[Series],
               **more) -> Chart:  # fmt: skip
        given = {"scale": self._counts, "empty": self._nobody, "leads": self._leads, **more}
        given["note"] = " · ".join(filter(None, (self._period(), given.get("note"))))
        return Chart(key, title, dimension, tuple(categories), tuple(series), **given)

    def _period(self) -> str:
        """Of which time all of them are."""
        words, churned = self._words, self._found.churned
        told = words.gettext("{first} to {last}")
        return told.format(first=words.date(churned.first), last=words.date(churned.last))

    def months(self) -> Chart:
        """How many left and how many came back, month by month."""
        found, _, title = self._found, self._words.gettext, self._words.gettext("When they left")
        worst = max(found.months, key=lambda month: month.lost, default=None)
        if worst is not None and worst.lost:
            facts = {"month": self._words.month(worst.first), "count": self._words.number(worst.lost)}
            title = _("Most left in {month}: {count}").format(**facts)
        series = (
            Series(LOST, _("Lost in the month"), tuple(each.lost for each in found.months), tone="bad"),
            Series(BACK, _("Won back in the month"), tuple(each.won_back for each in found.months), tone="good"),
        )
        return self._chart(MONTHS, title, _("Month"), self._month_names(), series)

    def costs(self) -> Chart:
        """The sales that went with them, month by month."""
        found, _, words = self._found, self._words.gettext, self._words
        title = _("They had bought {amount} a year").format(amount=words.money(found.cost.amount))
        series = Series(LOST, _("Sales of the 12 months before"), tuple(each.cost for each in found.months))
        note = _("sales of the 12 months before each was lost")
        return self._chart(
            COSTS, title, _("Month"), self._month_names(), [series], scale=scales.money(words), note=note
        )

    def _month_names(self) -> list[Category]:
        shown = self._found.months
        one_year = len({each.first.year for each in shown}) == 1
        return [
            Category(each.first.isoformat(), self._month(each.first, short=one_year), self._words.month(each.first))
            for each in shown
        ]

    def _month(self, month: dt.date, *, short: bool) -> str:
        if self._words.chinese:
            return f"{month.month} 月" if short or month.month != 1 else f"{month:%y} 年"
        return self._words.month(month).split(maxsplit=1)[0] if short or month.month != 1 else f"{month:%Y}"

    def sides(self) -> Chart:
        """Whose the reasons are, beside the reference shares."""
        found, _ = self._found.reasons, self._words.gettext
        title = _("Why they left")
        ours = next((each.percent for each in found.shares if each.side == "ours"), None)
        if ours is not None:
            facts = {"share": self._shares.write(ours / _HUNDRED), "reference": REFERENCE["ours"]}
            title = _("{share} left by our own fault (reference {reference}%)").format(**facts)
        categories = [Category(each.side, self._words.label(SIDE_LABELS[each.side])) for each in found.shares]
        series = [
            Series(LOST, _("Here"), tuple(None if each.percent is None else each.percent / _HUNDRED
                                          for each in found.shares)),
        ]  # fmt: skip
        if found.count:
            reference = tuple(Decimal(each.reference) / _HUNDRED for each in found.shares)
            series.append(Series("reference", _("Reference"), reference))
        note = _("the other references as read") if found.count else ""
        return self._chart(
            SIDES, title, _("Reason"), categories, series, scale=self._shares, shape=Shape.ROWS, note=note
        )

    def reasons(self) -> Chart:
        """How many left for each reason."""
        found, _ = self._found.reasons, self._words.gettext
        field = self._ui.desk.fields("loss")["reason"]
        categories = [Category(each.reason, self._ui.shown(field, each.reason)) for each in found.reasons]
        title = _("Reasons")
        if categories:
            title = _("Most often “{reason}”").format(reason=categories[0].label)
        series = Series(LOST, _("Customers lost"), tuple(each.count for each in found.reasons))
        return self._chart(REASONS, title, _("Reason"), categories, [series], shape=Shape.ROWS)

    def rivals(self) -> Chart:
        """To whom they went."""
        found, _ = self._found.reasons, self._words.gettext
        unnamed, text = _("Not named"), self._ui.masking.text
        categories = [Category(name, text(name) if name else unnamed) for name, _count in found.competitors]
        series = Series(LOST, _("Customers lost"), tuple(count for _name, count in found.competitors))
        empty = _("Nobody left for a competitor in this time.")
        return self._chart(
            RIVALS, _("To which competitors"), _("Lost to"), categories, [series], shape=Shape.ROWS, empty=empty
        )

    def parts(self) -> Chart:
        """The rate of each tier, group or owner; of many those with most customers."""
        found, _ = self._found.churned, self._words.gettext
        shown = [each for each in found.parts if each.rate.at_start][:MOST_PARTS]
        titles = {
            "tier": _("From which tiers they left"), "group": _("From which groups they left"),
            "owner": _("Whose customers left"),
        }  # fmt: skip
        by = found.by or "tier"
        categories = [Category(each.key, self._part(each), self.part_name(each.key)) for each in shown]
        values = tuple((each.rate.percent or Decimal(0)) / _HUNDRED for each in shown)
        series = Series(RATE, _("Churn rate"), values)
        more = len(found.parts) - len(shown)
        n = self._words.ngettext
        note = n("{count} more with fewer customers", "{count} more with fewer customers", more)
        scale = scales.shares(self._words)
        dimension = {"tier": _("Tier"), "group": _("Group"), "owner": _("Owner")}[by]
        return self._chart(
            PARTS, titles[by], dimension, categories, [series], shape=Shape.ROWS, scale=_open_end(scale),
            note=note.format(count=self._words.number(more)) if more else "",
        )  # fmt: skip

    def _part(self, part: Part) -> str:
        """Its name, and of how many how many left."""
        facts = {"lost": self._words.number(part.rate.lost), "count": self._words.number(part.rate.at_start)}
        told = self._words.gettext("{name}, {lost} of {count}")
        return told.format(name=self.part_name(part.key), **facts)

    def part_name(self, key: str) -> str:
        """What a tier, group or owner is called, as it may be read now."""
        by = self._found.churned.by
        if key == NOBODY:
            _ = self._words.gettext
            return {"tier": _("Without tier"), "group": _("In no group"), "owner": _("Without owner")}[by or "tier"]
        if by == "tier" and key in LABELS:
            return self._words.label(LABELS[key])
        return self._ui.masking.text(key)


def _open_end(scale: Scale) -> Scale:
    """Shares that are all small are drawn as large as there is room."""
    return Scale(scale.write, scale.tick, scale.unit)
