"""The days of a week and a month in short words."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QLocale

from crmdesk.core.choices_daily import OCCASION
from crmdesk.core.day import Day, Marked, WeekDay
from crmdesk.core.interactions import Dated
from crmdesk.gui.models.timeline import ICONS
from crmdesk.gui.models.today import DayLines
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.day_column import ColumnDay, ColumnLine

SIGNS = {
    "visit": "pin", "call": "phone", "promised": "check", "complaint": "complaint", "greeting": "cake",
    "money": "money", "signing": "order", "contacted": "message", "done": "done",
}  # fmt: skip
"""The icon of what is counted of a day."""
_OCCASIONS = {choice.key: choice.label for choice in OCCASION}


def counted(ui: Ui, marked: Marked) -> list[tuple[str, str]]:
    """What a day brings, as (what, in words), in one order."""
    _, number = ui.words.gettext, ui.words.number
    told = {
        "visit": _("Visits {count}"), "call": _("Calls {count}"), "promised": _("To do {count}"),
        "complaint": _("Complaints {count}"), "greeting": _("Greetings {count}"), "money": _("Payments {count}"),
        "signing": _("Signings {count}"), "contacted": _("Contacted {count}"), "done": _("Done {count}"),
    }  # fmt: skip
    return [(key, text.format(count=number(count))) for key, text in told.items() if (count := marked.counts.get(key))]


def holidays_of(ui: Ui, marked: Marked) -> str:
    """The holidays of a day."""
    return ("、" if ui.words.chinese else ", ").join(ui.words.label(_OCCASIONS[key]) for key in marked.holidays)


def week_columns(ui: Ui, week: Sequence[WeekDay]) -> list[ColumnDay]:
    """A column for each day."""
    return [_column(ui, each) for each in week]


def _column(ui: Ui, each: WeekDay) -> ColumnDay:
    locale, day, today = QLocale(ui.words.language), each.marked.day, ui.desk.today()
    name = locale.standaloneDayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
    over = day < today
    lines = _made(ui, each.made) if over else _to_do(ui, each)
    rest = counted(ui, each.marked)
    told = [holidays_of(ui, each.marked), *(line.text for line in lines), *(text for _key, text in rest)]
    note = holidays_of(ui, each.marked) or _summed(ui, each, over=over)
    return ColumnDay(name, ui.words.day(day), note, tuple(lines), day == today, over, "\n".join(filter(None, told)))


def to_do(each: WeekDay) -> int:
    """How many rows a day has for what is to be done."""
    if each.day is None:
        return 0
    day = _until(each.day)
    beside = (day.complaints, day.greetings, day.money.owed, day.signings)
    return day.contact_count + day.promised_count + sum(map(len, beside))


def _summed(ui: Ui, each: WeekDay, *, over: bool) -> str:
    n = ui.words.ngettext
    if over:
        count = each.marked.counts.get("contacted", 0)
        return ui.words.gettext("Contacted {count}").format(count=ui.words.number(count)) if count else ""
    count = to_do(each)
    return n("{count} thing to do", "{count} things to do", count).format(count=ui.words.number(count)) if count else ""


def _made(ui: Ui, made: Sequence[Dated]) -> list[ColumnLine]:
    shown = ui.masking.text
    return [ColumnLine(ICONS.get(str(one.values.get("kind")), "note"), shown(one.customer_name)) for one in made]


def _to_do(ui: Ui, each: WeekDay) -> list[ColumnLine]:
    """What falls on the day, and what is late."""
    if each.day is None:
        return []
    day = _until(each.day)
    words = DayLines(ui, day.day)
    lines = [
        ColumnLine(SIGNS[contact.kind], line.title, line.right_tone)
        for contact, line in zip(day.contacts, words.contacts(day.contacts), strict=True)
    ]
    parts = (
        ("promised", words.promised(day)), ("complaint", words.complaints(day)), ("greeting", words.greetings(day)),
        ("money", words.money(day)), ("signing", words.signings(day)),
    )  # fmt: skip
    return lines + [ColumnLine(SIGNS[key], line.title, line.right_tone) for key, some in parts for line in some]


def _until(day: Day) -> Day:
    """Without what the page Today tells of days to come: in a week each day has its own."""
    return replace(
        day,
        complaints=tuple(row for row in day.complaints if row.due_on is None or row.due_on <= day.day),
        greetings=tuple(one for one in day.greetings if one.day == day.day),
        holidays=(),
        money=replace(day.money, owed=tuple(one for one in day.money.owed if one.due_on <= day.day)),
        signings=tuple(one for one in day.signings if one.expected_on <= day.day),
    )
