"""The overview as facts, charts and the table of the customers with the most sales (METHOD.md sections 1, 4, 6, 8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from crmdesk.core.choices import STAGE
from crmdesk.core.orders import total
from crmdesk.core.overview import Overview, Sales
from crmdesk.core.receivables import BUCKETS
from crmdesk.core.sales_plan import PlanRow
from crmdesk.core.tiers import KEY_TIERS, LABELS
from crmdesk.core.words import Words
from crmdesk.gui.charts import scales
from crmdesk.gui.charts.chart import Category, Chart, Series, Shape
from crmdesk.gui.models.funnel import whole_yuan
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge
from crmdesk.gui.widgets.fact_links import FactLink

SALES, PEOPLE, TIERS, AGES, COMPLAINTS, FUNNEL = "sales", "people", "tiers", "ages", "complaints", "funnel"
NOW, BEFORE, PLAN = "now", "before", "plan"
NEW, LOST, WON_BACK = "new", "lost", "won-back"
NO_TIER = "none"
CHANGE, ALL, OWED, OVERDUE = "change", "all", "owed", "overdue"
_HUNDRED = 100
PLACE, NAME, TIER, OWNER, THIS, LAST, TARGET, PROGRESS = range(8)


def percent(value: Decimal, words: Words) -> str:
    """12.3%, as it is worked out."""
    return f"{words.number(value)}%"


def facts(ui: Ui, found: Overview) -> list[FactLink]:
    """The figures on top; what is not known is left out."""
    _, words, sales, ages = ui.words.gettext, ui.words, found.sales, found.receivables
    orders, plan, debts = _("Show these orders"), _("Show the sales plan"), _("Show the receivables")
    shown = [FactLink(SALES, _("Sales {year}").format(year=sales.year), whole_yuan(sales.so_far, ui), orders)]
    if sales.change is not None:
        sign, tone = "+" if sales.change > 0 else "", "bad" if sales.change < 0 else "text"
        change = f"{sign}{percent(sales.change, words)}"
        shown.append(FactLink(CHANGE, _("Against last year"), change, _("Show the orders of last year"), tone))
    if sales.progress is not None:
        shown.append(FactLink(PLAN, _("Plan reached"), percent(sales.progress, words), plan))
    shown.append(FactLink(ALL, _("Customers"), words.number(found.customers), _("Show these customers")))
    if found.churned.rate.percent is not None:
        rate = percent(found.churned.rate.percent, words)
        shown.append(FactLink(LOST, _("Lost in 12 months"), rate, _("Show who was lost, and why")))
    shown.append(FactLink(OWED, _("Owed"), whole_yuan(ages.owed, ui), debts))
    if ages.overdue:
        shown.append(FactLink(OVERDUE, _("Overdue"), whole_yuan(ages.overdue, ui), debts, "bad"))
    tone = "warn" if found.open_complaints else "text"
    open_ = words.number(found.open_complaints)
    shown.append(FactLink(COMPLAINTS, _("Open complaints"), open_, _("Show these complaints"), tone))
    return shown


class OverviewCharts:
    """Makes the charts of one overview."""

    def __init__(self, ui: Ui, found: Overview) -> None:
        self._ui, self._words, self._found = ui, ui.words, found

    def _chart(self, key: str, title: str, dimension: str, categories: Sequence[Category], series: Sequence[Series],
               **more) -> Chart:  # fmt: skip
        return Chart(key, title, dimension, tuple(categories), tuple(series), **more)

    def _month(self, month: dt.date, *, year: bool) -> Category:
        words = self._words
        if words.chinese:
            short = f"{month:%y-%m}" if year else f"{month.month} 月"
        else:
            name = words.month(month).split(maxsplit=1)[0]
            short = f"{name} {month:%y}" if year else name
        return Category(f"{month:%Y-%m}", short, words.month(month))

    def sales(self) -> Chart:
        """Month by month against last year and the plan."""
        _, sales = self._words.gettext, self._found.sales
        year, before = str(sales.year), str(sales.year - 1)
        series = [
            Series(NOW, year, tuple(each.sales for each in sales.months), tone="accent"),
            Series(BEFORE, before, tuple(each.last_year for each in sales.months), tone="series"),
        ]
        if sales.target:
            series.append(Series(PLAN, _("Plan"), tuple(each.plan for each in sales.months), line=True, tone="text_2"))
        return self._chart(
            SALES, self._of_sales(sales), _("Month"), [self._month(each.month, year=False) for each in sales.months],
            series, scale=scales.money(self._words), leads=_("&Show these orders"),
            note=("" if self._words.chinese else " ").join(each.told(self._words) for each in sales.why),
            empty=_("Nothing was sold in {last_year} or {year}.").format(last_year=before, year=year),
        )  # fmt: skip

    def _of_sales(self, sales: Sales) -> str:
        _, change = self._words.gettext, sales.change
        told = {"year": str(sales.year), "last_year": str(sales.year - 1), "amount": whole_yuan(sales.so_far, self._ui)}
        if change is None:
            return _("{amount} sold in {year} so far").format(**told)
        told["percent"] = percent(abs(change), self._words)
        if change < 0:
            return _("{amount} sold in {year}, {percent} less than {last_year} by now").format(**told)
        return _("{amount} sold in {year}, {percent} more than {last_year} by now").format(**told)

    def people(self) -> Chart:
        """Who came and went, month by month."""
        _, months, number = self._words.gettext, self._found.months, self._words.number
        counts = {key: tuple(getattr(each, key) for each in months) for key in ("new", "lost", "won_back")}
        title = _("{new} new customers, {lost} lost, {back} won back").format(
            new=number(sum(counts["new"])), lost=number(sum(counts["lost"])), back=number(sum(counts["won_back"]))
        )
        series = (
            Series(NEW, _("Ordered for the first time"), counts["new"], tone="series"),
            Series(LOST, _("Customers lost"), counts["lost"], tone="bad"),
            Series(WON_BACK, _("Won back"), counts["won_back"], tone="good"),
        )
        return self._chart(
            PEOPLE, title, _("Month"), [self._month(each.first, year=True) for each in months], series,
            scale=scales.counts(self._words, _("customers")), note=_("in the last 12 months"),
            leads=_("&Show these customers"), empty=_("Nobody came or left in the last 12 months."),
        )  # fmt: skip

    def tiers(self) -> Chart:
        """What each tier brings."""
        _, found, words = self._words.gettext, self._found.tiers, self._words
        whole, count = total(each.sales for each in found), sum(each.customers for each in found)
        best = [each for each in found if each.tier in KEY_TIERS]
        title = _("Sales by tier")
        if best and whole > 0 and count:
            title = _("Key customers, {people} of all, bring {percent} of the sales").format(
                people=self._share(Decimal(sum(each.customers for each in best)), Decimal(count)),
                percent=self._share(total(each.sales for each in best), whole),
            )
        named = [(each, words.label(LABELS[each.tier]) if each.tier else _("No tier")) for each in found]
        categories = [
            Category(each.tier or NO_TIER, _("{tier}, {count}").format(tier=name, count=words.number(each.customers)))
            for each, name in named
        ]
        return self._chart(
            TIERS, title, _("Tier"), categories, [Series("sales", _("Sales"), tuple(each.sales for each in found))],
            scale=scales.money(words), shape=Shape.ROWS, note=_("in the last 12 months"),
            leads=_("&Show these customers"), empty=_("Nothing was sold in the last 12 months."),
        )  # fmt: skip

    def _share(self, part: Decimal, whole: Decimal) -> str:
        return scales.shares(self._words).write(part / whole)

    def ages(self) -> Chart:
        """What is owed, by how long."""
        _, ages, words = self._words.gettext, self._found.receivables, self._words
        title = _("{amount} owed, nothing overdue").format(amount=whole_yuan(ages.owed, self._ui))
        if ages.overdue:
            title = _("{amount} owed, {overdue} of it overdue").format(
                amount=whole_yuan(ages.owed, self._ui), overdue=whole_yuan(ages.overdue, self._ui)
            )
        n = words.ngettext
        categories = []
        for (key, label), people in zip(BUCKETS.items(), ages.customers, strict=True):
            told = n("{count} customer", "{count} customers", people).format(count=words.number(people))
            categories.append(Category(key, words.label(label), f"{words.label(label)}, {told}"))
        return self._chart(
            AGES, title, _("Days since it was due"), categories,
            [Series("owed", _("Owed"), ages.aged.amounts)], scale=scales.money(words), shape=Shape.ROWS,
            leads=_("&Show the receivables"), empty=_("Nobody owes anything."),
        )  # fmt: skip

    def funnel(self) -> Chart:
        """What is expected, by stage."""
        _, found, words = self._words.gettext, self._found.funnel, self._words
        rows = [row for row in found.rows if row.all.count]
        labels = {choice.key: words.label(choice.label) for choice in STAGE}
        count = sum(row.all.count for row in rows)
        title = words.ngettext(
            "{amount} expected from {count} customer", "{amount} expected from {count} customers", count
        ).format(amount=whole_yuan(total(row.all.amount for row in rows), self._ui), count=words.number(count))
        categories = [
            Category(row.stage, _("{tier}, {count}").format(tier=labels[row.stage], count=words.number(row.all.count)))
            for row in rows
        ]
        return self._chart(
            FUNNEL, title, _("Stage"), categories,
            [Series("amount", _("Sum of what is expected"), tuple(row.all.amount for row in rows))],
            scale=scales.money(words), shape=Shape.ROWS, leads=_("&Show the funnel"),
            empty=_("Nothing is expected of any customer yet."),
        )  # fmt: skip


class TopTable(PlainTable[tuple[int, PlanRow]]):
    """The customers with the most sales, each with its place."""

    figures = (PLACE, THIS, LAST, TARGET, PROGRESS)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.year = ui.desk.today().year
        fields = ui.desk.fields("customer")
        self._tier, self._owner = (ui.words.label(fields[key].label) for key in ("tier", "owner"))

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        return [
            "", _("Customer"), self._tier, self._owner,
            _("Sales {year}").format(year=self.year), _("Sales {year}").format(year=self.year - 1), _("Target"),
            _("Reached"),
        ]  # fmt: skip

    def text(self, line: tuple[int, PlanRow], column: int) -> str:
        words, (place, row) = self._ui.words, line
        match column:
            case 0:
                return words.number(place)
            case 1:
                return self._ui.masking.text(row.name)
            case 2:
                return words.label(LABELS[row.tier]) if row.tier else ""
            case 3:
                return self._ui.masking.text(row.owner or "")
            case 4:
                return words.money(row.this_year)
            case 5:
                return words.money(row.last_year)
            case 6:
                return words.money(row.target) if row.target is not None else ""
        return scales.shares(words).write(row.progress) if row.progress is not None else ""

    def badge(self, line: tuple[int, PlanRow], column: int) -> Badge | None:
        tier = line[1].tier
        return badges.tier(tier, self.text(line, TIER)) if column == TIER and tier else None

    def tone(self, _line: tuple[int, PlanRow], column: int) -> str:
        return "text_2" if column in (PLACE, OWNER, LAST) else "text"
