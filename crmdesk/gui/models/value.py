"""What customers are worth, as a chart and as lists (METHOD.md section 9)."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from crmdesk.core import clv
from crmdesk.core.customers import CustomerRow
from crmdesk.core.orders import to_fen
from crmdesk.core.reasons import Reason
from crmdesk.core.tiers import LABELS
from crmdesk.core.time_spent import Spent, TimeSpent
from crmdesk.core.value import Course, CustomerValue, Equity, ValueRow, Values
from crmdesk.core.words import Words
from crmdesk.gui.charts import scales
from crmdesk.gui.charts.chart import Category, Chart, Series
from crmdesk.gui.models.paged import Value
from crmdesk.gui.models.tiers_people import LOG, PLAN, People, Person
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, value

COURSE, TIME, WORTH, RECORDS = "equity", "time", "worth", "records"
_QUARTER = 3
_GUESS = "≈"
_WIDE = 128


def course_chart(ui: Ui, found: Course) -> Chart:
    """Customer equity at the ends of quarters and today; a category's key is its day."""
    _, words = ui.words.gettext, ui.words
    points = (*found.quarters, found.today)
    categories = tuple(
        Category(each.on.isoformat(), _quarter(ui.words, each.on, last=each is found.today), words.date(each.on))
        for each in points
    )
    series = Series("equity", _("Customer equity"), tuple(each.total for each in points))
    why = found.today.why
    return Chart(
        COURSE, _change(ui, found), _("Day"), categories, (series,), scales.money(words),
        empty=why.told(words) if why is not None else "", note=_("each day from the 12 months before it"),
        leads=_("&Show these customers"),
    )  # fmt: skip


def _quarter(words: Words, day: dt.date, *, last: bool) -> str:
    """2025 Q3, or the month of today."""
    if last:
        return words.gettext("Today")
    return f"{day.year % 100:02}Q{(day.month - 1) // _QUARTER + 1}"


def _change(ui: Ui, found: Course) -> str:
    """What was found: how it stands against a year before."""
    _, words = ui.words.gettext, ui.words
    before = found.quarters[-4] if len(found.quarters) >= 4 else None
    now = found.today.total
    if before is None or before.total is None or now is None or before.total <= 0:
        return _("Customer equity by quarter")
    percent = round((now - before.total) / before.total * 100, 1)
    text = (
        _("Customer equity up {percent}% since {day}") if percent >= 0
        else _("Customer equity down {percent}% since {day}")
    )  # fmt: skip
    return text.format(percent=words.number(abs(percent)), day=words.date(before.on))


def times(ui: Ui, found: Equity) -> str:
    """Customers × average: how the sum comes about; '' where there is none."""
    if found.average is None:
        return ""
    n = ui.words.ngettext
    text = n("{count} customer × {average} on average", "{count} customers × {average} on average", found.customers)
    return text.format(count=ui.words.number(found.customers), average=ui.words.money(found.average))


def worth(ui: Ui, found: Values) -> People:
    """Everybody by lifetime value, the highest first."""
    _, words = ui.words.gettext, ui.words

    def read(first: int, many: int) -> list[Person]:
        rows = value.rows(ui.desk, found, first, many)
        known = _known(ui, [row.customer_id for row in rows])
        return [
            Person(
                known[row.customer_id],
                (_clv_told(words, row), to_fen(row.net) if not row.unknown else None),
                _row_reasons(guess=row.guess, unknown=row.unknown),
            )
            for row in rows
            if row.customer_id in known
        ]

    title = _("Customers by lifetime value")
    if found.today != ui.desk.today():
        title = _("Customers by lifetime value on {day}").format(day=words.date(found.today))
    return People(
        WORTH, title, found.ids, (_("Lifetime value"), _("Brought in 12 months")), read,
        note="  ".join(_note(words, note) for note in found.notes),
        why=_("There are no customers yet. Add one, or import a list."), reasoned=False, figure_width=_WIDE,
        deeds=(WORTH, LOG, PLAN),
    )  # fmt: skip


def _clv_told(words: Words, row: ValueRow) -> str:
    """To the fen; what is a guess is marked."""
    if row.clv is None:
        return words.gettext("not known")
    return f"{_GUESS} {words.money(to_fen(row.clv))}" if row.guess else words.money(to_fen(row.clv))


def _note(words: Words, note: Reason) -> str:
    """With the mark of those it speaks of."""
    return f"{_GUESS}  {note.told(words)}" if note.code == "tiers-clv-guessed" else note.told(words)


def _row_reasons(*, guess: bool, unknown: bool) -> tuple[Reason, ...]:
    if unknown:
        return (Reason("clv-row-unknown"),)
    return (Reason("clv-row-guess"),) if guess else ()


def _known(ui: Ui, ids: Sequence[int]) -> Mapping[int, CustomerRow]:
    return {row.id: row for row in customers.rows(ui.desk, ids)}


def brought(ui: Ui, found: CustomerValue) -> list[tuple[str, str, str]]:
    """How a lifetime value comes about: label, amount, tone, one below the other."""
    _, words, made = ui.words.gettext, ui.words, found.brought
    lines = [(_("Gross profit, last 12 months"), words.money(to_fen(made.profit)), "text")]
    for label, amount in ((_("Cost of contacts"), made.contacts), (_("Compensation"), made.compensation)):
        lines.append((label, words.money(-to_fen(amount)), "bad" if amount else "text"))
    lines.append((_("Brings in 12 months"), words.money(to_fen(made.net)), "bad" if made.net < 0 else "text"))
    if found.guess:
        days = words.ngettext("Scaled from {count} day to a year", "Scaled from {count} days to a year", found.days)
        lines.append((days.format(count=words.number(found.days)), words.money(found.yearly), "text"))
    if found.clv is not None:
        one = Decimal(clv.factor(found.assumptions)).scaleb(-15)
        n = words.ngettext
        told = n("× worth of ¥1 for {count} year", "× worth of ¥1 a year for {count} years", found.assumptions.years)
        lines.append((told.format(count=words.number(found.assumptions.years)), words.number(round(one, 4)), "text"))
    return lines


def time_chart(ui: Ui, found: TimeSpent) -> Chart:
    """The shares of time and of profit, tier by tier; keys are tiers, '' for none."""
    _, words = ui.words.gettext, ui.words
    lines = [line for line in found.lines if line.customers]
    categories = tuple(Category(line.key, tier_name(words, line.key)) for line in lines)
    share = replace(scales.shares(words), top=None)
    series = (
        Series("time", _("Share of time"), tuple(_part(line.minutes_share) for line in lines)),
        Series("profit", _("Share of gross profit"), tuple(_part(line.profit_share) for line in lines)),
    )
    return Chart(
        TIME, _time_title(ui, lines), _("Tier"), categories, series, share,
        empty=found.why.told(words) if found.why is not None else _("Neither minutes nor profit are known here."),
        note=_("{first} to {last}").format(
            first=words.date(found.period.first or found.period.last), last=words.date(found.period.last)
        ),
        leads=_("&Show these customers"),
    )  # fmt: skip


def _part(percent: object) -> float | None:
    return None if percent is None else float(str(percent)) / 100


def _time_title(ui: Ui, lines: Sequence[Spent]) -> str:
    """What was found: the tier that gets most more of our time than it brings of the profit."""
    _ = ui.words.gettext
    worst = max(
        (line for line in lines if line.minutes_share is not None and line.profit_share is not None),
        key=lambda line: (line.minutes_share or 0) - (line.profit_share or 0),
        default=None,
    )
    if worst is None or (worst.minutes_share or 0) <= (worst.profit_share or 0):
        return _("Time spent and gross profit by tier")
    return _("{tier}: {time}% of our time, {profit}% of gross profit").format(
        tier=tier_name(ui.words, worst.key), time=worst.minutes_share, profit=worst.profit_share
    )


def tier_name(words: Words, key: str) -> str:
    """In words; customers without a tier too."""
    return words.label(LABELS[key]) if key in LABELS else words.gettext("Without a tier")


def spent(ui: Ui, found: TimeSpent, tier: str | None) -> People:
    """Customers with the time spent on them, in the order that was asked for."""
    _, words = ui.words.gettext, ui.words

    def read(first: int, many: int) -> list[Person]:
        rows = value.spent_rows(ui.desk, found, first, many)
        known = _known(ui, [row.customer_id for row in rows if row.customer_id is not None])
        return [
            Person(known[row.customer_id], _figures(row), _spent_reasons(row))
            for row in rows
            if row.customer_id is not None and row.customer_id in known
        ]

    title = _("Customers with contacts or orders")
    if tier is not None:
        title = _("{tier}: customers with contacts or orders").format(tier=tier_name(words, tier))
    return People(
        f"{TIME}/{tier}", title, array("q", found.ids), (_("Minutes"), _("Gross profit"), _("Profit per hour")), read,
        note=_("Profit per hour: gross profit less what the contacts cost."),
        why=found.why.told(words) if found.why is not None else "", reasoned=False, deeds=(RECORDS, LOG, PLAN),
    )  # fmt: skip


def _figures(row: Spent) -> tuple[Value, ...]:
    return row.minutes, None if row.profit is None else to_fen(row.profit), row.per_hour


def _spent_reasons(row: Spent) -> tuple[Reason, ...]:
    found = []
    if row.contacts:
        found.append(Reason("time-contacts", {"contacts": row.contacts, "cost": row.cost}))
    if row.timed < row.contacts:
        found.append(Reason("time-untimed", {"count": row.contacts - row.timed}))
    if row.unknown:
        found.append(Reason("time-cost-unknown", {"count": row.unknown, "of": row.orders}))
    return tuple(found)
